"""Judges incidents against policy clauses: facts in, verdicts with reason and source out."""

__version__ = "0.1.0"
