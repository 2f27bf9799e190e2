"""Lemmas of verbs that the model's rules cut too short: *fined* is of *fine*, not of *fin*.

English doubles the last consonant of a one-syllable stem with one vowel (*finned*, *hopping*). A form without the doubling therefore
ends in a silent *e* (Quirk et al. 1985, section 3.8).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import TAG

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxyh]\Z")
TAGS = ("VBD", "VBN", "VBG")


def repair_lemmas(doc: Doc) -> Doc:
    """Give verbs back the *e* that their lemma has lost."""
    tags = [doc.vocab.strings[tag] for tag in TAGS]
    for i in np.flatnonzero(np.isin(doc.to_array(TAG), np.array(tags, dtype="uint64"))).tolist():
        token = doc[i]
        lemma = token.lemma_
        found = with_silent_e(token.lower_, lemma)
        if found != lemma:
            token.lemma_ = found
    return doc


@lru_cache(maxsize=8192)
def with_silent_e(form: str, lemma: str) -> str:
    """The lemma of a past or -ing form, with the silent *e* that the spelling tells.

    >>> [with_silent_e(form, lemma) for form, lemma in (("fined", "fin"), ("waging", "wag"), ("fitted", "fit"), ("visited", "visit"))]
    ['fine', 'wage', 'fit', 'visit']
    """
    if form in (lemma + "ed", lemma + "ing") and SHORT_STEM.match(lemma):
        return lemma + "e"
    return lemma
