"""Repairs of parses that the small model recurringly gets wrong, each one a named function with the sentence that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

REPAIRS: tuple[Callable[[Doc], None], ...] = ()
"""The repairs in the order in which they are made."""


def repair_parses(doc: Doc) -> Doc:
    """Apply every repair to `doc` and return it."""
    for repair in REPAIRS:
        repair(doc)
    return doc
