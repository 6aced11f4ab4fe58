"""The clause language as trees: as written in the file, and as meant."""
