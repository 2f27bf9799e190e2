"""Towns that the model takes for something else, or does not see, in a sentence that names their country: *shut the border at Dajabon*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphbuilder.annotate.name_words import TOWN_LIKE, Name, Words, given_names, name_lists, surnames, taken_words
from graphbuilder.annotate.towns import LARGE
from graphbuilder.gazetteer import Place, country, country_of_demonym, fold, places
from graphbuilder.gazetteer.phrases import labels

Token = Any

_LEAST = 1_000  # inhabitants of a town that is seen so
_DOUBLE = frozenset(("of", "to", "for"))  # prepositions that tell a place only behind a verb of motion or a noun of places


def towns_of_named_countries(names: list[Name], text: Words) -> list[Name]:
    """A word whose largest namesake lies in a country that the sentence names, where places stand, is that town.

    *A Breton ferry left [Roscoff]*, *shelled [Loikaw] in Myanmar*, *off [Lamu]*, *Skopje's mayor spoke; [Ohrid] and [Bitola] may follow*.
    """
    states = _states_of_sentences(names, text)
    taken = taken_words(names, text)
    single = [n for n in names if n.end - n.start == 1 and n.label in TOWN_LIKE]
    loose = [Name(k, k + 1, "") for k in _loose_words(taken, text)]
    likely = {}
    for name in (*single, *loose):
        place = _town(text.words[name.start])
        if place is None:
            continue
        token = text.doc[name.start]
        large = place.population >= LARGE and token.dep_ == "dobj" and _is_taken_or_hit(token)  # a quake shook Arequipa
        if large or place.country in states.get(token.sent.start, ()):
            likely[name.start] = name
    found = {k for k in likely if _stands_as_place(text.doc[k])}
    found |= {k for k in likely if any(other.i in likely for other in _partners(text.doc[k]))}
    found |= _pairs({n.start for n in (*single, *loose)}, {n.start for n in names if n.label == "GPE" and n.end - n.start == 1}, text)
    kept = [n for n in names if n.start not in found]
    return sorted([*kept, *(Name(k, k + 1, "GPE") for k in found)], key=lambda n: n.start) if found else names


def _pairs(alone: set[int], towns: set[int], text: Words) -> set[int]:
    """*hit [Odessa] and [Mykolaiv]*: words side by side of which each is a large town of one country.

    Args:
        alone: words that may be towns. towns: those that are; only one of two may be a given name, too, or a surname.
    """
    found = set()
    for k in alone:
        beside = _largest(text.words[k])
        for other in _partners(text.doc[k]) if beside is not None and beside.population >= LARGE else ():
            town = _largest(text.words[other.i]) if other.i in towns else _town(text.words[other.i]) if other.i in alone else None
            if town is not None and beside is not None and town.country == beside.country and town.population >= LARGE:
                found |= {k, other.i} - towns
    return found


def _states_of_sentences(names: list[Name], text: Words) -> dict[int, set[str]]:
    """First token of a sentence -> the countries that its names tell: countries, peoples and towns."""
    out: dict[int, set[str]] = {}
    for name in names:
        if name.label in ("GPE", "NORP", "LOC"):
            words = text.of(name)
            nation = country(words) or country_of_demonym(words)
            code = nation.alpha3 if nation is not None else next((p.country for p in places(words)[:1]), None)
            if code is not None:
                out.setdefault(text.doc[name.start].sent.start, set()).add(code)
    return out


def _loose_words(taken: bytearray, text: Words) -> Iterator[int]:
    """Capitalised words that are part of no name and stand beside no other such word."""
    for k, word in enumerate(text.words):
        if taken[k] or not word.istitle() or not word.isalpha() or text.doc[k].is_sent_start:
            continue
        if not (k and text.words[k - 1].istitle()) and not (k + 1 < len(text.words) and text.words[k + 1].istitle()):
            yield k


def _town(word: str) -> Place | None:
    """The largest town of this name, None for words that are mostly something else."""
    data, key = name_lists(), fold(word)
    if not word.istitle() or len(word) < 4 or word in labels() or word.lower() in data["no_place"]:
        return None
    if key in surnames() or key in given_names():
        return None
    largest = _largest(word)
    return largest if largest is not None and largest.population >= _LEAST else None


def _largest(word: str) -> Place | None:
    """The largest town of this name."""
    return max((p for p in places(word) if p.feature == "city"), key=lambda p: p.population, default=None)


def _stands_as_place(token: Token) -> bool:
    """Behind a preposition of place, or as what is taken, hit or left."""
    data, before = name_lists(), token.nbor(-1).lower_ if token.i else ""
    if before in data["prepositions"] | data["whither"] | {"at"}:
        return True
    if token.dep_ == "pobj" and token.head.lower_ in _DOUBLE:
        above = token.head.head
        return above.lemma_.lower() in data["journeys"] | data["before_town"] | data["taking"]
    return token.dep_ == "dobj" and _is_taken_or_hit(token)


def _is_taken_or_hit(token: Token) -> bool:
    """*shelled Loikaw*, *struck Arequipa*: what such a verb is done to."""
    return token.head.lemma_.lower() in name_lists()["taking"] | name_lists()["hitting"]


def _partners(token: Token) -> Iterator[Token]:
    """What a name is coordinated with."""
    if token.dep_ == "conj":
        yield token.head
    yield from (c for c in token.children if c.dep_ == "conj")
