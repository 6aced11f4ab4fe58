"""The web door: what travels over HTTP, and nothing that decides."""
