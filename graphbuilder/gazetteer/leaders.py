"""The countries of well-known leaders, who are named without them: *President Reagan*, *Mubarak* (`data/leaders.yml`)."""

from __future__ import annotations

from functools import lru_cache

from graphbuilder.data import read_yaml, word_list
from graphbuilder.gazetteer.names import fold

OFFICES = word_list("offices_before_leaders")
BOTH = ""  # a name that leaders of two countries bear


@lru_cache(maxsize=1)
def tables() -> tuple[dict[str, str], dict[str, str]]:
    """Folded name -> alpha-3 code for names that count anywhere, and for last words that count behind an office."""
    whole: dict[str, str] = {}
    behind_office: dict[str, str] = {}
    for code, names in read_yaml("leaders.yml").items():
        for name in names:
            whole[fold(name)] = code
            last = fold(name.rsplit(" ", 1)[-1])
            behind_office[last] = code if behind_office.get(last, code) == code else BOTH
    return whole, behind_office


def country_of_leader(name: str, before: str = "") -> str | None:
    """The alpha-3 code of the state that a leader of this name speaks for, or None.

    Args:
        name: a name or its last word, with a capital. before: the word before it, which may be an office.

    >>> country_of_leader("Reagan"), country_of_leader("Bush"), country_of_leader("Bush", "President"), country_of_leader("Bush", "Mr.")
    ('USA', None, 'USA', None)
    """
    whole, behind_office = tables()
    key = fold(name)
    return whole.get(key) or (behind_office.get(key) or None if before.lower() in OFFICES else None)
