"""All names of the gazetteer but cities and small subdivisions, with the label that they get as named entities."""

from __future__ import annotations

from functools import cache

from graphbuilder.data import read_yaml
from graphbuilder.gazetteer import bodies, countries, subdivisions

_FEDERAL = ("USA", "CAN", "AUS", "GBR")  # whose states the news name without their country


@cache
def labels() -> dict[str, str]:
    """Names as written -> GPE, NORP, ORG, LOC or FAC; one of several keeps the first of country, people, body, region, state."""
    out: dict[str, str] = {}
    nations = countries.tables().by_code.values()
    out.update((name, "GPE") for nation in nations for name in nation.names)
    for nation in nations:
        for name in nation.demonyms:
            out.setdefault(name, "NORP")
    data = read_yaml("names.yml")
    for name in data["peoples"]:
        out.setdefault(name, "NORP")
    for name in bodies.tables():
        out.setdefault(name, "ORG")
    for name, label in _regions():
        out.setdefault(name, label)
    for name in _states():
        out.setdefault(name, "GPE")
    out.pop("West Coast", None)
    return out


@cache
def by_first_word() -> dict[str, tuple[str, ...]]:
    """The same names by their first word (up to a blank, hyphen, comma or apostrophe), the longest first."""
    out: dict[str, list[str]] = {}
    for name in labels():
        word = first_word(name)
        for form in {word, word.rstrip(".")}:  # "Sask." is two tokens, "N.Y." one
            out.setdefault(form, []).append(name)
    return {word: tuple(sorted(names, key=lambda n: (-len(n), n))) for word, names in out.items()}


def first_word(name: str) -> str:
    """The part of a name before its first blank, hyphen, comma or apostrophe.

    >>> first_word("Al-Qaeda"), first_word("U.S. Congress")
    ('Al', 'U.S.')
    """
    for index, char in enumerate(name):
        if char in " -,'’" and index:
            return name[:index]
    return name


def _regions() -> list[tuple[str, str]]:
    """Regions and their adjectives with their labels."""
    data = read_yaml("regions.yml")
    out = []
    for name, entry in data.items():
        label = "FAC" if entry["kind"] == "facility" else "LOC"
        out += [(form, label) for form in (name, *entry.get("names", []))]
        out += [(adjective, "NORP") for adjective in entry.get("adjectives", [])]
    return out


def _states() -> list[str]:
    """States of federal countries, their abbreviations and adjectives are no names by themselves."""
    data = subdivisions.tables()
    names = [p.name for (country, _), p in sorted(data.states.items()) if country in _FEDERAL]
    return names + [a for a in data.abbreviations if a.endswith(".") and len(a) > 3]
