"""An account in words, read into a draft incident with the words that support each fact.

Deterministic and local: cue lists are data under `rules/cues/`, and nothing here judges.
"""
