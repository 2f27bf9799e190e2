"""Nouns that are said of verbs: *the jailing of the editor*, *the demolition of a theatre*, so that a frame of the verb reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphbuilder.data import read_lines, read_words

VOWELS = frozenset("aeiou")


def deeds_of(verbs: Iterable[str]) -> dict[str, str]:
    """Noun -> verb, for those of these verbs (lemmas, without particle) that have a noun.

    >>> deeds_of(["jail", "demolish", "oust"])["jailing"]
    'jail'
    >>> deeds_of(["demolish"])
    {'demolishing': 'demolish', 'demolition': 'demolish'}
    """
    known = {verb for verb in verbs if " " not in verb}
    things = read_words("nouns_in_ing.txt")
    found = {noun: verb for verb in sorted(known) for noun in gerunds(verb) if noun not in things}
    pairs = (line.split() for line in sorted(read_lines("deverbal_nouns.txt")))
    return found | {noun: verb for noun, verb in pairs if verb in known}


def gerunds(verb: str) -> Iterator[str]:
    """The forms in -ing that a verb may have: with its last consonant doubled, too, where that may be.

    >>> list(gerunds("seize")), list(gerunds("stab")), list(gerunds("free"))
    (['seizing'], ['stabing', 'stabbing'], ['freeing'])
    """
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        yield verb[:-1] + "ing"
        return
    yield verb + "ing"
    if len(verb) > 2 and verb[-1] not in VOWELS | set("wxy") and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        yield verb + verb[-1] + "ing"
