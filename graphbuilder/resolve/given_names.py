"""Forms of one given name in different languages and spellings (`data/given_name_variants.txt`)."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import JaroWinkler

from graphbuilder.gazetteer import fold

SIMILAR = 0.93  # Jaro-Winkler similarity of two spellings of a rare given name


@lru_cache(maxsize=1)
def variants() -> dict[str, tuple[str, ...]]:
    """Form -> the names (first of each line) that it is a form of."""
    text = resources.files("graphbuilder.data").joinpath("given_name_variants.txt").read_text("utf-8")
    out: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        forms = line.split()
        if forms and not line.startswith("#"):
            for form in forms:
                out[form] = (*out.get(form, ()), forms[0])
    return out


def roots(word: str) -> tuple[str, ...]:
    """The names that a word is a form of; its first three letters for a word that is in no list.

    >>> roots("ted"), roots("svyatlana")
    (('edward', 'theodore'), ('svy',))
    """
    return variants().get(fold(word), (fold(word)[:3],))


def is_usual_form(word: str) -> bool:
    """Whether a given name is written as is usual in English.

    >>> is_usual_form("Alexander"), is_usual_form("Aliaksandr")
    (True, False)
    """
    return fold(word) in variants().get(fold(word), ())


def is_known_variant(a: str, b: str) -> bool:
    """Whether the list has both words as forms of one given name.

    >>> is_known_variant("bill", "william"), is_known_variant("ivana", "ivanka")
    (True, False)
    """
    return bool(set(variants().get(a, ())) & set(variants().get(b, ())))


@lru_cache(maxsize=2048)
def same_given_name(a: str, b: str) -> bool:
    """Whether two words are forms of one given name, or one is the initial of the other.

    >>> same_given_name("aliaksandr", "alexander"), same_given_name("bill", "william")
    (True, True)
    >>> same_given_name("bill", "hillary"), same_given_name("john", "joan")
    (False, False)
    """
    a, b = a.rstrip("."), b.rstrip(".")
    if a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1]):
        return True
    one, other = variants().get(a), variants().get(b)
    if one is not None and other is not None:
        return bool(set(one) & set(other))
    return min(len(a), len(b)) > 4 and float(JaroWinkler.similarity(a, b)) >= SIMILAR
