"""Tokens by label or by word, found in the arrays of a Doc: a walk over all tokens costs ten times as much, and each repair needs few."""

from __future__ import annotations

from typing import Any

import numpy as np

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any


def labelled(doc: Doc, *labels: str) -> list[Token]:
    """The tokens with one of these dependency labels, in text order, as they are now: who changes labels asks again."""
    return tokens_with(doc, "DEP", labels)


def tagged(doc: Doc, *tags: str) -> list[Token]:
    """The tokens with one of these tags of Penn, in text order, as they are now."""
    return tokens_with(doc, "TAG", tags)


def spelled(doc: Doc, *words: str) -> list[Token]:
    """The tokens that read like one of these words in lower case, in text order."""
    return tokens_with(doc, "LOWER", words)


def tokens_with(doc: Doc, attribute: str, values: tuple[str, ...]) -> list[Token]:
    """The tokens whose attribute, as spaCy names it in capitals, has one of these values."""
    column = doc.to_array(attribute)
    wanted = [doc.vocab.strings[value] for value in values]
    found = column == wanted[0]
    for value in wanted[1:]:
        found |= column == value
    return [doc[int(i)] for i in np.flatnonzero(found)]
