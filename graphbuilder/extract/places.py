"""Place names in a Doc, and which place each means.

Mentions are what the annotation calls GPE, LOC or FAC, adjectives of places ("Belarusian"), place words inside the names of
organisations ("West Virginia State Police"), and known towns after a preposition of place. The convention is that of TR-News
(Kamalloo and Rafiei 2018): every word that points to a place is a toponym, but no person's name and no people ("the Cubans").
`PlaceMention.kind` and `within` keep the cases apart, so that a reader who wants only plain place names has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import yaml

from graphbuilder.extract.place_senses import Context, choose, container_of, inside
from graphbuilder.gazetteer import (
    Place,
    body,
    by_code,
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
from graphbuilder.gazetteer.countries import tables as country_tables
from graphbuilder.model import Article

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_OTHER_NAMES = frozenset(("ORG", "EVENT", "LAW"))
_KNOWN_TOWN = 50_000  # inhabitants of a town that is seen inside the name of an organisation
_LARGE_TOWN = 100_000  # inhabitants of a town that comes before a given name
_KNOWN_STATE = 200_000  # inhabitants of a state that is seen there
_FEDERAL = frozenset(("USA", "CAN", "AUS", "GBR"))
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name in the text.

    Attributes:
        start, end: characters, half-open. first, last: tokens, half-open.
        place: what it means. A place that the gazetteer does not have but that is said to lie in a town or county has the
            coordinates of that and no GeoNames id; otherwise None.
        kind: "country", "state", "county", "city", "region", "continent", "sea", "facility", "place" when unknown;
            "demonym" for an adjective.
        country: alpha-3 of the country that it is or lies in, or None.
        within: True inside the name of an organisation, event or work.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    place: Place | None
    kind: str
    country: str | None
    within: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
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
class _Found:
    """A place name before it is resolved: tokens, the name to look up, and the place where there is no choice."""

    first: int
    last: int
    name: str
    within: bool = False
    place: Place | None = None
    demonym: bool = False


def read_places(doc: Doc) -> tuple[PlaceMention, ...]:
    """Find the place names of a document and resolve them, in text order, without overlap."""
    text = _Text(doc.text, [token.text for token in doc], [token.idx for token in doc])
    found = _without_overlap([_with_direction(item, text) for item in _find(doc, text)])
    contained = _containers(found, text)
    names: dict[str, list[str]] = {}
    for item in found:
        if item.place is None:
            names.setdefault(item.name, [])
    for index, container in contained.items():
        item = found[index]
        if item.place is None and container not in names[item.name]:
            names[item.name].append(container)
    context = _context(doc, found)
    senses = choose(names, context)
    out = []
    for index, item in enumerate(found):
        place = item.place or _sense(item, index, senses, contained)
        if place is None and not item.within:
            place = _placed_in(item, _container_place(index, found, contained, senses, text))
        if place is not None and _is_given_name(item, place, text) and index not in contained:
            continue
        if place is not None or not item.within:
            out.append(_mention(text, item, place))
    covered = {item.first for item in found}
    out += [mention for mention in _compounds(doc, text) if mention.first not in covered]
    return tuple(sorted(out, key=lambda m: m.start))


def _mention(text: _Text, item: _Found, place: Place | None) -> PlaceMention:
    """A found name with its place as a record."""
    start, end = text.starts[item.first], text.starts[item.last - 1] + len(text.words[item.last - 1])
    kind = "demonym" if item.demonym else place.feature if place is not None else "place"
    return PlaceMention(
        start=start,
        end=end,
        first=item.first,
        last=item.last,
        text=text.text[start:end],
        place=place,
        kind=kind,
        country=place.country if place is not None else None,
        within=item.within,
    )


def _container_place(index: int, found: list[_Found], contained: dict[int, str], senses: dict[str, Place], text: _Text) -> Place | None:
    """The place that the text says an unknown place to lie in: *Silver Street, Edmonton*; *Cairo's Abbasiya*."""
    if index in contained:
        return senses.get(contained[index]) or next(iter(container_of(contained[index])), None)
    if index and text.words[found[index - 1].last : found[index].first] in (["'s"], ["’s"]):
        return found[index - 1].place or senses.get(found[index - 1].name)
    return None


def _placed_in(item: _Found, container: Place | None) -> Place | None:
    """A place that the gazetteer does not have: country and state of its container, and its coordinates if that is a town or county."""
    if container is None:
        return None
    near = container.feature in ("city", "county")
    return Place(
        geonames=None,
        name=item.name,
        country=container.country,
        admin1=container.admin1,
        lat=container.lat if near else None,
        long=container.long if near else None,
        population=0,
        feature="place",
    )


def _is_given_name(item: _Found, place: Place, text: _Text) -> bool:
    """*Malia and Sasha*: a given name that is a small town as well, where no preposition of place stands before it."""
    if place.feature != "city" or place.population > _LARGE_TOWN or fold(item.name) not in given_names():
        return False
    return not item.first or text.words[item.first - 1].lower() not in _data()["prepositions"]


def _sense(item: _Found, index: int, senses: dict[str, Place], contained: dict[int, str]) -> Place | None:
    """The place of one mention: that of its name in this article, or of its own container, or as a container itself."""
    place = senses.get(item.name)
    if place is None:
        return None
    if index and contained.get(index - 1) == item.name and place.feature in ("city", "county"):
        # Bronx, New York: what contains something is the state before it is the city
        return next((p for p in container_of(item.name) if p.feature in ("state", "country")), place)
    return place


def _find(doc: Doc, text: _Text) -> list[_Found]:
    """All place names, unresolved, possibly overlapping."""
    out: list[_Found] = []
    taken = bytearray(len(text.words) + 1)
    for ent in doc.ents:
        label = ent.label_
        first, last = ent.start, ent.end
        if label in _PLACE_LABELS:
            out += _in_place(first, last, text, label)
        elif label == "NORP":
            out += _in_people(first, last, text)
        elif label in _OTHER_NAMES and text.words[last - 1].lower() not in _data()["no_place_in"] and not _is_brand(text.name(first, last)):
            out += _in_organisation(first, last, text)
        elif label == "PERSON":
            out += _town_before_state(first, last, text)
        taken[first:last] = b"\x01" * (last - first)
    out += _after_preposition(doc, text, taken, {item.last - 1 for item in out})
    out += _repeated(doc, text, taken, {item.name for item in out if not item.demonym})
    return out


def _with_direction(item: _Found, text: _Text) -> _Found:
    """*West [Virginia] State Police*: the word before belongs to the name of another state or country."""
    if item.first and text.words[item.first - 1] in ("West", "North", "South", "East", "New", "Northern", "Southern", "Western"):
        longer = text.name(item.first - 1, item.last)
        nation = country(longer)
        if nation is not None or any(p.feature == "state" and p.country in _FEDERAL for p in places(longer)):
            return _Found(item.first - 1, item.last, longer, within=item.within)
    return item


def _is_brand(name: str) -> bool:
    """*New York Times*, *British Petroleum*: what these say of a place is history."""
    known = body(name)
    return known is not None and known.kind in ("media", "company", "sport")


def _compounds(doc: Doc, text: _Text) -> Iterator[PlaceMention]:
    """The first part of a compound that is one token: *U.S.-based*, *US-led*."""
    for index, word in enumerate(text.words):
        head, hyphen, _ = word.partition("-")
        if hyphen and head[:1].isupper():
            nation = country(head) or country_of_demonym(head)
            if nation is not None:
                start = text.starts[index]
                yield PlaceMention(
                    start=start,
                    end=start + len(head),
                    first=index,
                    last=index + 1,
                    text=head,
                    place=place_of_country(nation),
                    kind="demonym" if country(head) is None else "country",
                    country=nation.alpha3,
                )


def _in_place(first: int, last: int, text: _Text, label: str) -> Iterator[_Found]:
    """The names in a span that the annotation calls a place: whole, or its parts at commas, without what only describes."""
    start = first
    for index in range(first, last + 1):
        if index == last or text.words[index] in (",", "/", ";"):
            if start < index:
                yield from _in_part(start, index, text, label)
            start = index + 1


def _in_part(first: int, last: int, text: _Text, label: str) -> Iterator[_Found]:
    """One name: as it stands, or without descriptive words at its edges, or else the known name inside."""
    name = text.name(first, last)
    if last - first == 1 and name.lower() in _data()["before"]:
        return
    if text.words[last - 1] in ("St.", "Fort", "Port", "San", "New") and places(text.name(first, last + 1)):
        # Fort St. John: the recogniser stops at the full stop
        last, name = last + 1, text.name(first, last + 1)
    if label != "FAC" or places(name):
        if places(name):
            yield _Found(first, last, name)
            return
        data = _data()
        start, end = first, last
        while end - start > 1 and text.words[start].lower() in data["before"]:
            start += 1
        while end - start > 1 and text.words[end - 1].lower() in data["after"]:
            end -= 1
        if (start, end) != (first, last) and places(text.name(start, end)):
            yield _Found(start, end, text.name(start, end))
            return
        demonym = country_of_demonym(name)
        if demonym is not None:
            yield _Found(first, last, name, place=place_of_country(demonym), demonym=True)
            return
    inner = list(_in_organisation(first, last, text))
    if inner:
        yield from inner
    else:
        yield _Found(first, last, name)


def _in_people(first: int, last: int, text: _Text) -> Iterator[_Found]:
    """Demonyms: *Belarusian*, both parts of *German-Iraqi*."""
    whole = _demonym(first, last, text)
    if whole is not None:
        yield whole
        return
    for index in range(first, last):
        part = _demonym(index, index + 1, text)
        if part is not None:
            yield part


def _demonym(first: int, last: int, text: _Text) -> _Found | None:
    """An adjective of a place; nothing for a people (*the Cubans*) and for a language (*speaks French*)."""
    name = text.name(first, last)
    nation = country_of_demonym(name) or country(name)
    place = place_of_adjective(name)
    if nation is None and place is None:
        return None
    if name.endswith("s") and name[:-1] and (country_of_demonym(name[:-1]) or place_of_adjective(name[:-1])):
        return None
    if first and text.words[first - 1].lower() in _data()["before_language"]:
        return None
    if place is None or (nation is not None and place.geonames is None):
        place = place_of_country(nation) if nation is not None else None
    return _Found(first, last, name, place=place, demonym=True)


def _in_organisation(first: int, last: int, text: _Text) -> Iterator[_Found]:
    """Place words inside another name: *West Virginia State Police*, *University of Michigan*, *Environment Canada*."""
    building = region(text.name(first, last))
    if building is not None and building.feature == "facility" and first and text.words[first - 1].lower() in _data()["prepositions"]:
        # who is in the White House
        yield _Found(first, last, building.name, place=building)
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


def _inner(index: int, end: int, first: int, text: _Text) -> _Found | None:
    """A place or an adjective of one at this stretch of a longer name, or None."""
    name = text.name(index, end)
    demonym = _demonym(index, end, text) if end - index <= 2 else None
    if demonym is not None:
        demonym.within = True
        demonym.demonym = country(name) is None
        return demonym
    if (name.isupper() and len(name) <= 4) or name.lower() in _data()["no_place"]:
        return None
    whole = region(name)
    if whole is not None and whole.feature in ("facility", "sea"):
        return None
    known = whole is not None
    known = known or any(p.feature == "state" and p.population > _KNOWN_STATE and p.country in _FEDERAL for p in places(name)[:3])
    known = known or (end - index > 1 and text.words[end - 1] == "County" and bool(places(name)))
    if not known and (index == first or text.words[index - 1].lower() in ("of", "in", "at", ",")):
        towns = cities(name)
        known = bool(towns) and towns[0].population > _KNOWN_TOWN and fold(name) not in given_names()
    return _Found(index, end, name, within=True) if known else None


def _town_before_state(first: int, last: int, text: _Text) -> Iterator[_Found]:
    """*Alvin, Texas*: a town that the model takes for a person, before the state that it lies in; *Gatineau, Que.*"""
    if state_of_abbreviation(text.name(first, last)) and text.name(first, last).endswith("."):
        yield _Found(first, last, text.name(first, last))
        return
    if last + 1 < len(text.words) and text.words[last] == ",":
        name = text.name(first, last)
        following = text.words[last + 1]
        outer = container_of(following) or container_of(text.name(last + 1, min(last + 3, len(text.words))))
        if any(p.feature == "state" for p in outer) and any(inside(town, p) for town in cities(name) for p in outer):
            yield _Found(first, last, name)


def _after_preposition(doc: Doc, text: _Text, taken: bytearray, known: set[int]) -> Iterator[_Found]:
    """A known town that is part of no name after a preposition of place, or after another place: *near Tabriz and Ahar*."""
    prepositions = _data()["prepositions"]
    for index in range(1, len(text.words)):
        word, before = text.words[index], text.words[index - 1].lower()
        if taken[index] or not word[:1].isupper():
            continue
        if before not in prepositions and not (before in ("and", "or") and index - 2 in known):
            continue
        for end in range(min(len(text.words), index + 3), index, -1):
            if any(taken[index:end]) or not text.words[end - 1][:1].isupper() or doc[end - 1].pos_ != "PROPN":
                continue
            if end < len(text.words) and text.words[end][:1].isupper() and not taken[end]:
                continue
            name = text.name(index, end)
            if name.lower() not in _data()["no_place"] and places(name):
                yield _Found(index, end, name)
                taken[index:end] = b"\x01" * (end - index)
                break


def _repeated(doc: Doc, text: _Text, taken: bytearray, names: set[str]) -> Iterator[_Found]:
    """A name that is a place elsewhere in the article: where the annotation sees nothing, or inside another name (*CTV Edmonton*)."""
    single = {name for name in names if " " not in name and len(name) > 3}
    people = {index for ent in doc.ents if ent.label_ == "PERSON" for index in range(ent.start, ent.end)}
    for index, word in enumerate(text.words):
        if word in single and index not in people and (taken[index] or doc[index].pos_ == "PROPN"):
            yield _Found(index, index + 1, word, within=bool(taken[index]))


def _containers(found: list[_Found], text: _Text) -> dict[int, str]:
    """For the index of a name in `found`, the name of its container written after it: *Oxford, North Carolina*; *Paris (Texas)*."""
    out = {}
    for index, (item, following) in enumerate(pairwise(found)):
        between = text.words[item.last : following.first]
        if between in ([","], ["("], ["in"], [",", "in"]) and not item.demonym and not following.demonym and country(item.name) is None:
            if any(p.feature in ("state", "country", "region", "county", "city") for p in container_of(following.name)):
                out[index] = following.name
        elif not between and not following.demonym and state_of_abbreviation(following.name):
            out[index] = following.name
    for index, item in enumerate(found):
        if index not in out and item.last + 1 < len(text.words) and text.words[item.last] == "," and not item.demonym:
            # Oxford, NC: the recogniser seldom sees a postal code
            short = state_of_abbreviation(text.words[item.last + 1], postal=True)
            if short is not None:
                out[index] = text.words[item.last + 1]
    return out


def _context(doc: Doc, found: list[_Found]) -> Context:
    """Evidence for countries and states: fixed mentions, dateline, title, outlet."""
    context = Context()
    counted: dict[Place, int] = {}
    for item in found:
        if item.place is not None:
            counted[item.place] = counted.get(item.place, 0) + 1
    for place, number in counted.items():
        context.add(place, min(1.5, 0.5 + 0.25 * number))
    article: Article | None = doc.user_data.get("article")
    if article is not None:
        host = urlsplit(article.url).hostname or ""
        code = country_tables().alpha2.get({"uk": "GB"}.get(host.rpartition(".")[2], host.rpartition(".")[2].upper()))
        nation = by_code(code) if code and host.count(".") else None
        if nation is not None:
            context.add(place_of_country(nation), 1.0)
        for place in _in_title(article.title):
            context.add(place, 1.0)
    return context


def _in_title(title: str) -> list[Place]:
    """Countries and states that a headline names."""
    words = title.replace(",", " ").replace("'s", " ").replace("’s", " ").replace(":", " ").split()
    out = []
    for size in (2, 1):
        for index in range(len(words) - size + 1):
            name = " ".join(words[index : index + size])
            nation = country(name) or country_of_demonym(name)
            if nation is not None:
                out.append(place_of_country(nation))
            elif name[:1].isupper():
                states = (p for p in places(name)[:2] if p.feature == "state" and p.population > _KNOWN_STATE)
                state = state_of_abbreviation(name) or next(states, None)
                out += [state] if state is not None else []
    return out


def _without_overlap(found: list[_Found]) -> list[_Found]:
    """In text order, of two that overlap the first, of two that begin together the longer."""
    out: list[_Found] = []
    for item in sorted(found, key=lambda f: (f.first, f.first - f.last)):
        if not out or item.first >= out[-1].last:
            out.append(item)
    return out


@cache
def _data() -> dict[str, frozenset[str]]:
    """The word lists of `data/places.yml`."""
    data = yaml.safe_load(files("graphbuilder.data").joinpath("places.yml").read_text("utf-8"))
    return {key: frozenset(words) for key, words in data.items()}


@cache
def given_names() -> frozenset[str]:
    """Folded given names, of `data/given_names.tsv`: *Nikki* and *Logan* inside a name are no towns."""
    lines = files("graphbuilder.data").joinpath("given_names.tsv").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.partition("\t")[2].split())
