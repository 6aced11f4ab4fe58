"""The vocabulary of all our kinds of acts, read off the models once."""

from __future__ import annotations

from engine.facts.acts import KINDS
from engine.facts.incident import Circumstances
from engine.facts.vocabulary import Vocabulary

VOCABULARY = Vocabulary.of(KINDS, Circumstances)
