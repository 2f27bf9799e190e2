"""Towns that are written otherwise than in the gazetteer: *Garowe* for Garoowe, *Zuwara* for Zuwarah, *Mekele* for Mekelle.

Names from other scripts have no one spelling in English. A name that the gazetteer does not have is tried with a final h, with doubled
and single letters, and with the letters that stand for the same sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graphbuilder.gazetteer import places

_LEAST = 10_000  # inhabitants: a hamlet is found by too many spellings
_SHORTEST = 5  # letters
_SOUNDS = (
    *(("ou", "u"), ("oo", "u"), ("ee", "i"), ("ai", "ay"), ("y", "i"), ("w", "ou")),
    *(("q", "k"), ("c", "k"), ("kh", "h"), ("gh", "g"), ("dj", "j"), ("tch", "ch")),
)


@lru_cache(maxsize=2048)
def spelled(name: str) -> str:
    """The spelling that the gazetteer has, or the name as it is.

    >>> spelled("Garowe"), spelled("Xyzzyville")
    ('Garoowe', 'Xyzzyville')
    """
    if len(name) < _SHORTEST or not name.isalpha() or not name.istitle():
        return name
    found = (other for other in _spellings(name) if any(p.feature == "city" and p.population >= _LEAST for p in places(other)))
    return next(found, name)


def _spellings(name: str) -> Iterator[str]:
    """Other ways to write a name, one change each: the likeliest first."""
    yield name[:-1] if name.endswith("h") else name + "h"
    for k in range(1, len(name)):
        if name[k] == name[k - 1]:
            yield name[:k] + name[k + 1 :]
    for k in range(1, len(name)):
        if name[k] != name[k - 1]:
            yield name[:k] + name[k] + name[k:]
    for one, other in _SOUNDS:
        for old, new in ((one, other), (other, one)):
            if old in name[1:]:
                yield name[0] + name[1:].replace(old, new, 1)
