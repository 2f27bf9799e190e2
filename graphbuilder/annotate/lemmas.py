"""Lemmas of verbs that the model's rules cut too short, or too long: *fined* is of *fine*, not of *fin*; *reappointed* is no *reappointe*.

English doubles the last consonant of a one-syllable stem with one vowel (*finned*, *hopping*). A form without the doubling therefore
ends in a silent *e* (Quirk et al. 1985, section 3.8). A verb that the model does not know gets one, too: after clusters of consonants that
no verb in *-e* has it is taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import TAG

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxyh]\Z")
NEVER_SILENT = re.compile(r"(?:nd|nt|ct|ld|lt|ck|nk|lk|sh|nch|mp|rd|rt|gn|rn|ft|pt|ist)e\Z")
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
    >>> [with_silent_e(form, lemma) for form, lemma in (("reappointed", "reappointe"), ("tasted", "taste"))]
    ['reappoint', 'taste']
    """
    if form in (lemma + "ed", lemma + "ing") and SHORT_STEM.match(lemma):
        return lemma + "e"
    if NEVER_SILENT.search(lemma) and form in (lemma + "d", lemma[:-1] + "ing"):
        return lemma[:-1]
    return lemma
