"""The place names of a document: which words point to a place, before it is settled which place that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphbuilder.annotate.name_words import given_names, name_lists
from graphbuilder.data import read_yaml, word_list
from graphbuilder.extract.place_senses import container_of, inside
from graphbuilder.extract.place_spellings import spelled
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.gazetteer import (
    Place,
    body,
    country,
    country_of_demonym,
    fold,
    place_of_adjective,
    place_of_country,
    places,
    region,
    state_of_abbreviation,
)
from graphbuilder.gazetteer.cities import cities

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
_KNOWN_STATE = 200_000  # inhabitants of a state that is seen there
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_OTHER_NAMES = frozenset(("ORG", "EVENT", "LAW"))
_TOWN_OF_NOTE = 20_000  # inhabitants of a town that is seen behind "at", where bodies stand as well
_GREAT_TOWN = 100_000  # inhabitants of a town that no people is called like
_KNOWN_TOWN = 50_000  # inhabitants of a town that is seen inside the name of an organisation
_FEDERAL = frozenset(("USA", "CAN", "AUS", "GBR"))
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a Doc, its words and their offsets, read once."""

    text: str
    words: list[str]
    starts: list[int]

    def name(self, first: int, last: int) -> str:
        """The words of a span as one name: blanks made single, capitals made ordinary (MINSK), the full stop of *Alta.* put back."""
        end = self.starts[last - 1] + len(self.words[last - 1])
        name = self.text[self.starts[first] : end]
        if last - first > 1:
            name = " ".join(name.split())
        elif first and self.words[first - 1] == "," and self.text[end : end + 1] == "." and state_of_abbreviation(name + "."):
            return name + "."
        return name.title() if name.isupper() and len(name) > 4 and "." not in name else name


@dataclass(slots=True)
class PlaceName:
    """A place name before it is resolved: tokens, the name to look up, and the place where there is no choice."""

    first: int
    last: int
    name: str
    within: bool = False
    place: Place | None = None
    demonym: bool = False


def find_names(doc: Doc, text: Text) -> list[PlaceName]:
    """All place names, unresolved, in text order, without overlap."""
    out: list[PlaceName] = []
    taken = bytearray(len(text.words) + 1)
    tree = tree_of(doc)
    for first, last, label in tree.names:
        if last < len(text.words) and text.words[last] in word_lists()["things"]:
            continue
        if last - first > 1 and text.words[last - 1].lower() in word_lists()["teams"]:
            taken[first:last] = b"\x01" * (last - first)
            continue  # the Memphis Grizzlies, whatever the recogniser takes them for
        airport = region(f"{text.name(first, last)} Airport") if text.words[last : last + 1] in (["airport"], ["Airport"]) else None
        if airport is not None:
            out.append(PlaceName(first, last, airport.name, place=airport))  # Charles de Gaulle airport
        elif label in _PLACE_LABELS:
            out += _in_place(first, last, text, label)
        elif label == "NORP":
            out += _in_people(first, last, text)
        elif label in _OTHER_NAMES and not _is_brand(first, last, text):
            out += _in_organisation(first, last, text)
        elif label == "PERSON":
            out += _town_before_state(first, last, text)
        taken[first:last] = b"\x01" * (last - first)
    out += _after_preposition(tree, text, taken, {item.last - 1 for item in out})
    out += _before_local_noun(tree, text, taken)
    out += _repeated(tree, text, taken, {item.name for item in out if not item.demonym})
    return _without_overlap([_with_direction(item, text) for item in out])


def _with_direction(item: PlaceName, text: Text) -> PlaceName:
    """*West [Virginia] State Police*: the word before belongs to the name of another state or country."""
    if item.first and text.words[item.first - 1] in ("West", "North", "South", "East", "New", "Northern", "Southern", "Western"):
        longer = text.name(item.first - 1, item.last)
        nation = country(longer)
        if nation is not None or any(p.feature == "state" and p.country in _FEDERAL for p in places(longer)):
            return PlaceName(item.first - 1, item.last, longer, within=item.within)
    return item


def _is_brand(first: int, last: int, text: Text) -> bool:
    """*New York Times*, *British Airways*: what these say of a place is history."""
    lower = text.words[last - 1].lower()
    if lower in word_lists()["no_place_in"] or lower in word_lists()["teams"]:
        return True
    if last - first == 2 and text.words[first] in name_lists()["given_names"] and not _is_body_word(text.words[last - 1]):
        return True  # Paris Hilton, taken for a firm
    if last - first > 1 and text.words[first] == "Air":
        return True  # Air France
    known = body(text.name(first, last))
    return known is not None and known.kind in ("media", "company", "sport")


def _is_body_word(word: str) -> bool:
    """*Paris University*: the second word of a body, not a surname."""
    lower = word.lower()
    return lower in name_lists()["organisation_words"] or lower in word_lists()["local_bodies"]


def _in_place(first: int, last: int, text: Text, label: str) -> Iterator[PlaceName]:
    """The names in a span that the annotation calls a place: whole, or its parts at commas, without what only describes."""
    start = first
    for index in range(first, last + 1):
        if index == last or text.words[index] in (",", "/", ";"):
            if start < index:
                yield from _in_part(start, index, text, label)
            start = index + 1


def _in_part(first: int, last: int, text: Text, label: str) -> Iterator[PlaceName]:
    """One name: as it stands, or without descriptive words at its edges, or else the known name inside."""
    name = text.name(first, last)
    if last - first == 1 and name.lower() in word_lists()["before"]:
        return
    if last < len(text.words) and text.words[last - 1] in ("St.", "Fort", "Port", "San", "New") and places(text.name(first, last + 1)):
        # Fort St. John: the recogniser stops at the full stop
        last, name = last + 1, text.name(first, last + 1)
    if label != "FAC" or places(name):
        if places(name):
            yield PlaceName(first, last, name)
            return
        data = word_lists()
        start, end = first, last
        while end - start > 1 and text.words[start].lower() in data["before"]:
            start += 1
        while end - start > 1 and text.words[end - 1].lower() in data["after"]:
            end -= 1
        if (start, end) != (first, last) and places(text.name(start, end)):
            yield PlaceName(start, end, text.name(start, end))
            return
        demonym = country_of_demonym(name)
        if demonym is not None:
            yield PlaceName(first, last, name, place=place_of_country(demonym), demonym=True)
            return
    inner = list(_in_organisation(first, last, text))
    if inner:
        yield from inner
    else:
        yield PlaceName(first, last, spelled(name) if label == "GPE" and not places(name) else name)


def _in_people(first: int, last: int, text: Text) -> Iterator[PlaceName]:
    """Demonyms: *Belarusian*, both parts of *German-Iraqi*."""
    whole = _demonym(first, last, text)
    if whole is not None:
        yield whole
        return
    name = text.name(first, last)
    if any(p.feature == "state" or p.population > _GREAT_TOWN for p in places(name)[:2]) and name.lower() not in word_lists()["no_place"]:
        yield PlaceName(first, last, name)  # Misiones, taken for a people
        return
    for index in range(first, last):
        part = _demonym(index, index + 1, text)
        if part is not None:
            yield part


def _demonym(first: int, last: int, text: Text) -> PlaceName | None:
    """An adjective of a place; nothing for a people (*the Cubans*) and for a language (*speaks French*)."""
    name = text.name(first, last)
    nation = country_of_demonym(name) or country(name)
    place = place_of_adjective(name)
    if nation is None and place is None:
        return None
    if nation is None and _names_a_people(last, text):
        return None
    if name.endswith("s") and name[:-1] and (country_of_demonym(name[:-1]) or place_of_adjective(name[:-1])):
        return None
    if first and text.words[first - 1].lower() in word_lists()["before_language"]:
        return None
    if place is None or (nation is not None and place.geonames is None):
        place = place_of_country(nation) if nation is not None else None
    return PlaceName(first, last, name, place=place, demonym=True)


def _names_a_people(last: int, text: Text) -> bool:
    """*African-American*, *Asian Americans*: a people, and no word about the continent."""
    after = text.words[last : last + 2]
    return next((word for word in after if word != "-"), "") in ("American", "Americans")


def _in_organisation(first: int, last: int, text: Text) -> Iterator[PlaceName]:
    """Place words inside another name: *West Virginia State Police*, *University of Michigan*, *Environment Canada*."""
    building = region(text.name(first, last))
    if building is not None and building.feature == "facility" and first and text.words[first - 1].lower() in word_lists()["prepositions"]:
        # who is in the White House
        yield PlaceName(first, last, building.name, place=building)
        return
    index = first
    while index < last:
        for end in range(min(last, index + _LONGEST), index, -1):
            found = _inner(index, end, first, text) if text.words[index][:1].isupper() else None
            if found is not None:
                yield found
                index = end - 1
                break
        index += 1


def _inner(index: int, end: int, first: int, text: Text) -> PlaceName | None:
    """A place or an adjective of one at this stretch of a longer name, or None."""
    name = text.name(index, end)
    demonym = _demonym(index, end, text) if end - index <= 2 else None
    if demonym is not None and _is_local_body(name, end, text):
        return PlaceName(index, end, name, within=True)
    if demonym is not None:
        demonym.within = True
        demonym.demonym = country(name) is None
        return demonym
    if (name.isupper() and len(name) <= 4 and not state_of_abbreviation(name)) or name.lower() in word_lists()["no_place"]:
        return None
    whole = region(name)
    if whole is not None and whole.feature in ("facility", "sea"):
        return None
    known = whole is not None
    known = known or any(p.feature == "state" and p.population > _KNOWN_STATE and p.country in _FEDERAL for p in places(name)[:3])
    known = known or (end - index > 1 and text.words[end - 1] == "County" and bool(places(name)))
    if end < len(text.words) and text.words[end].lower() in ("house", "hotel"):
        return None  # Lancaster House
    if not known and (index == first or text.words[index - 1].lower() in ("of", "in", "at", ",")):
        towns = cities(name)
        local = end < len(text.words) and text.words[end].lower() in word_lists()["local_bodies"]
        known = bool(towns) and towns[0].population > _KNOWN_TOWN and (local or fold(name) not in given_names())
    return PlaceName(index, end, name, within=True) if known else None


def _is_local_body(name: str, end: int, text: Text) -> bool:
    """*Lebanon City Council*, *Georgia State Police*: a country's name before a body of towns or states may be theirs."""
    if country(name) is None or end >= len(text.words) or text.words[end].lower() not in word_lists()["local_bodies"]:
        return False
    return any(p.feature in ("state", "city") for p in places(name))


def _town_before_state(first: int, last: int, text: Text) -> Iterator[PlaceName]:
    """*Alvin, Texas*: a town that the model takes for a person, before the state that it lies in; *Gatineau, Que.*"""
    if state_of_abbreviation(text.name(first, last)) and text.name(first, last).endswith("."):
        yield PlaceName(first, last, text.name(first, last))
        return
    if last + 1 < len(text.words) and text.words[last] == ",":
        name = text.name(first, last)
        following = text.words[last + 1]
        outer = container_of(following) or container_of(text.name(last + 1, min(last + 3, len(text.words))))
        if any(p.feature == "state" for p in outer) and any(inside(town, p) for town in cities(name) for p in outer):
            yield PlaceName(first, last, name)


def _after_preposition(tree: Tree, text: Text, taken: bytearray, known: set[int]) -> Iterator[PlaceName]:
    """A known town that is part of no name after a preposition of place, or after another place: *near Tabriz and Ahar*."""
    prepositions = word_lists()["prepositions"]
    for index in range(1, len(text.words)):
        if taken[index] or not text.words[index][:1].isupper():
            continue
        before = text.words[index - 1].lower()
        way = before == "to" and index - 2 in known and "from" in text.words[max(index - 5, 0) : index - 2]  # from Manali to Leh
        way = way or (before == "for" and index - 2 in known and bool(LEAVING.intersection(text.words[max(index - 5, 0) : index - 2])))
        at = before == "at" and tree.dep[index] == "pobj" and tree.text[index].istitle()
        if before not in prepositions and not way and not at and not (before in ("and", "or") and index - 2 in known):
            continue
        for end in range(min(len(text.words), index + 3), index, -1):
            if any(taken[index:end]) or not text.words[end - 1][:1].isupper() or tree.pos[end - 1] != "PROPN":
                continue
            if end < len(text.words) and text.words[end][:1].isupper() and not taken[end]:
                continue
            name = text.name(index, end)
            if name.lower() not in word_lists()["no_place"] and places(name) and (not at or places(name)[0].population > _TOWN_OF_NOTE):
                yield PlaceName(index, end, name)
                taken[index:end] = b"\x01" * (end - index)
                break


LEAVING = word_list("forms_of_leaving")
"""Verbs whose *for* tells where somebody goes: *left Saigon for Hue*."""


def _before_local_noun(tree: Tree, text: Text, taken: bytearray) -> Iterator[PlaceName]:
    """*Hershey firefighters*: a known town that is part of no name, before a noun for who and what towns have."""
    for index in range(len(text.words) - 1):
        word = text.words[index]
        if not _has_local_noun(index, text) or taken[index] or taken[index + 1] or not word[:1].isupper():
            continue
        if tree.tag[index] != "NNP" or tree.dep[index] != "compound" or word.lower() in word_lists()["no_place"]:
            continue
        double = index and text.words[index - 1][:1].isupper() and not taken[index - 1] and tree.tag[index - 1] == "NNP"
        first = index - 1 if double else index
        name = text.name(first, index + 1)
        if places(name):
            yield PlaceName(first, index + 1, name, within=text.words[index + 1][0].isupper())
            taken[first : index + 1] = b"\x01" * (index + 1 - first)


def _has_local_noun(index: int, text: Text) -> bool:
    """*Hershey | firefighters*, *the Lahore | High Court*: a noun for who and what towns have; with capitals behind large towns only."""
    nouns, after = name_lists()["after_town"], text.words[index + 1 : index + 3]
    if after[0] in nouns:
        return True
    if len(after) < 2 or after[0].lower() not in name_lists()["local_adjectives"] or after[1].lower() not in nouns:
        return False
    return any(town.population > _KNOWN_TOWN for town in cities(text.words[index])[:1])


def _repeated(tree: Tree, text: Text, taken: bytearray, names: set[str]) -> Iterator[PlaceName]:
    """A name that is a place elsewhere in the article: where the annotation sees nothing, or inside another name (*CTV Edmonton*)."""
    single = {name for name in names if " " not in name and len(name) > 3}
    closed = {
        index
        for first, last, label in tree.names
        if label == "PERSON" or (label in _OTHER_NAMES and _is_brand(first, last, text))
        for index in range(first, last)
    }
    for index, word in enumerate(text.words):
        if word in single and index not in closed and (taken[index] or tree.pos[index] == "PROPN"):
            yield PlaceName(index, index + 1, word, within=bool(taken[index]))


def _without_overlap(found: list[PlaceName]) -> list[PlaceName]:
    """In text order, of two that overlap the first, of two that begin together the longer."""
    out: list[PlaceName] = []
    for item in sorted(found, key=lambda f: (f.first, f.first - f.last)):
        if not out or item.first >= out[-1].last:
            out.append(item)
    return out


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of `data/places.yml`."""
    data = read_yaml("places.yml")
    return {key: frozenset(words) for key, words in data.items()}
