"""Spellings of one name: British and American, and the transcriptions of names from other alphabets (`data/spellings.yml`)."""

from __future__ import annotations

from functools import cache

from graphbuilder.data import read_yaml
from graphbuilder.gazetteer import fold

Replacements = tuple[tuple[str, str], ...]


def spelled(name: str) -> str:
    """A name in American spelling, without accents and capitals.

    >>> spelled("Labour Centre")
    'labor center'
    """
    lower = fold(name)
    for british, american in replacements("british_to_american"):
        lower = lower.replace(british, american)
    return lower


def skeleton(word: str) -> str:
    """The consonants of a name as transcriptions agree on them.

    >>> skeleton("tikhanovskaya") == skeleton("tsikhanouskaya"), skeleton("lukashenko") == skeleton("lukashenka")
    (True, True)
    """
    for long, short in replacements("transcriptions"):
        word = word.replace(long, short)
    kept = word[:1] + "".join(c for c in word[1:] if c not in "aeiouyj'-")
    return "".join(c for k, c in enumerate(kept) if k == 0 or c != kept[k - 1])


@cache
def replacements(kind: str) -> Replacements:
    """What is replaced by what, in this order; read once."""
    return tuple((str(old), str(new)) for old, new in read_yaml("spellings.yml")[kind])
