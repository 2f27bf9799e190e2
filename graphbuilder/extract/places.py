"""Place names in a Doc, and which place each means.

Mentions are what the annotation calls GPE, LOC or FAC, adjectives of places ("Belarusian"), place words inside the names of
organisations ("West Virginia State Police"), and known towns after a preposition of place. The convention is that of TR-News
(Kamalloo and Rafiei 2018): every word that points to a place is a toponym, but no person's name and no people ("the Cubans").
`PlaceMention.kind` and `within` keep the cases apart, so that a reader who wants only plain place names has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from graphbuilder.annotate.name_words import given_names, name_lists
from graphbuilder.extract.place_names import PlaceName, Text, find_names, word_lists
from graphbuilder.extract.place_senses import Context, choose, container_of, inside, prior
from graphbuilder.extract.record import record
from graphbuilder.extract.tree import tree_of
from graphbuilder.gazetteer import (
    Place,
    by_code,
    country,
    country_of_demonym,
    fold,
    place_of_country,
    places,
    state_of_abbreviation,
)
from graphbuilder.gazetteer.countries import tables as country_tables
from graphbuilder.model import Article

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
_LARGE_TOWN = 100_000  # inhabitants of a town that comes before a given name
_FEDERAL = frozenset(("USA", "CAN", "AUS", "GBR"))  # whose states and counties stand behind towns
_KNOWN_STATE = 200_000  # inhabitants of a state that is seen there


@record(frozen=True, slots=True, kw_only=True)
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


def read_places(doc: Doc) -> tuple[PlaceMention, ...]:
    """Find the place names of a document and resolve them, in text order, without overlap."""
    tree = tree_of(doc)
    text = Text(tree.source, tree.text, tree.begin)
    found = find_names(doc, text)
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
    senses = choose(names, context, _coordinated(found, text))
    out = []
    for index, item in enumerate(found):
        place = item.place or _own_sense(item, index, names, contained) or _said_state(item, text) or _sense(item, index, senses, contained)
        if place is None and not item.within:
            place = _placed_in(item, _container_place(index, found, contained, senses, text))
        if place is not None and _is_given_name(item, place, text) and index not in contained and not _beside(found, index, text):
            continue
        if place is not None or not item.within:
            out.append(_mention(text, item, place))
    covered = {item.first for item in found}
    out += [mention for mention in _compounds(doc, text) if mention.first not in covered]
    return tuple(sorted(out, key=lambda m: m.start))


def _mention(text: Text, item: PlaceName, place: Place | None) -> PlaceMention:
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


def _container_place(index: int, found: list[PlaceName], contained: dict[int, str], senses: dict[str, Place], text: Text) -> Place | None:
    """The place that the text says an unknown place to lie in: *Silver Street, Edmonton*; *Cairo's Abbasiya*."""
    if index in contained:
        return senses.get(contained[index]) or next(iter(container_of(contained[index])), None)
    if index and text.words[found[index - 1].last : found[index].first] in (["'s"], ["’s"]):
        return found[index - 1].place or senses.get(found[index - 1].name)
    return None


def _placed_in(item: PlaceName, container: Place | None) -> Place | None:
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


def _is_given_name(item: PlaceName, place: Place, text: Text) -> bool:
    """*Malia and Sasha*: a given name that is a small town as well, where no preposition of place stands before it."""
    if place.feature != "city" or place.population > _LARGE_TOWN or fold(item.name) not in given_names():
        return False
    if text.words[item.first - 1 : item.first] == ["of"] and text.words[item.first - 2].lower() in name_lists()["before_town"]:
        return False  # residents of Kandi
    return not item.first or text.words[item.first - 1].lower() not in word_lists()["prepositions"]


def _beside(found: list[PlaceName], index: int, text: Text) -> bool:
    """*in Savannah and Augusta*: coordinated with a place behind a preposition of place."""
    if not index:
        return False
    other, item = found[index - 1], found[index]
    joint = text.words[other.last : item.first] in (["and"], ["or"], [","])
    before = [word.lower() for word in text.words[max(0, other.first - 2) : other.first]]
    home = before[1:] == ["of"] and before[0] in name_lists()["before_town"]  # residents of Cambridge and Ely
    return bool(joint and before and (before[-1] in word_lists()["prepositions"] or home))


def _said_state(item: PlaceName, text: Text) -> Place | None:
    """*New York state*, *Washington's legislature*, *the governor of Georgia*: the state of that name, where words say so."""
    after = [word for word in text.words[item.last : item.last + 2] if word not in ("'s", "’s")][:1]
    before = text.words[item.first - 2 : item.first - 1] if item.first > 1 and text.words[item.first - 1] == "of" else []
    if not any(word.lower() in word_lists()["after_state"] for word in after + before):
        return None
    return next((p for p in places(item.name) if p.feature == "state"), None)


def _own_sense(item: PlaceName, index: int, names: dict[str, list[str]], contained: dict[int, str]) -> Place | None:
    """*Toledo, Spain* beside *Toledo, Ohio*: a name with several containers means what lies in that of the mention."""
    if index not in contained or len(names.get(item.name, ())) < 2:
        return None
    outer = container_of(contained[index])
    fitting = [p for p in places(item.name) if any(inside(p, container) for container in outer)]
    return max(fitting, key=lambda p: prior(p, item.name), default=None)


def _sense(item: PlaceName, index: int, senses: dict[str, Place], contained: dict[int, str]) -> Place | None:
    """The place of one mention: that of its name in this article, or of its own container, or as a container itself."""
    place = senses.get(item.name)
    if place is None:
        return None
    if index and contained.get(index - 1) == item.name and place.feature in ("city", "county"):
        # Bronx, New York: what contains something is the state before it is the city
        return next((p for p in container_of(item.name) if p.feature in ("state", "country")), place)
    return place


def _compounds(doc: Doc, text: Text) -> Iterator[PlaceMention]:
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


def _coordinated(found: list[PlaceName], text: Text) -> list[tuple[str, str]]:
    """Names with only *and*, *or* or a comma between them."""
    joints = (["and"], ["or"], [","], [",", "and"])
    pairs = pairwise(item for item in found if not item.demonym)
    return [(a.name, b.name) for a, b in pairs if text.words[a.last : b.first] in joints and a.name != b.name]


def _containers(found: list[PlaceName], text: Text) -> dict[int, str]:
    """For the index of a name in `found`, the name of its container written after it: *Oxford, North Carolina*; *Paris (Texas)*."""
    out = {}
    for index, (item, following) in enumerate(pairwise(found)):
        between = text.words[item.last : following.first]
        joined = between in ([","], ["("], ["in"], [",", "in"]) and not item.demonym and not following.demonym
        if joined and _may_be_inside(item, following):
            if any(_may_contain(p, item.name) for p in container_of(following.name)):
                out[index] = following.name
        elif not between and not following.demonym and state_of_abbreviation(following.name):
            out[index] = following.name
        elif (outer := _said_to_lie_in(index, found, text)) is not None:
            out[index] = outer
    for index, item in enumerate(found):
        if index not in out and item.last + 1 < len(text.words) and text.words[item.last] == "," and not item.demonym:
            # Oxford, NC: the recogniser seldom sees a postal code
            short = state_of_abbreviation(text.words[item.last + 1], postal=True)
            if short is not None:
                out[index] = text.words[item.last + 1]
            elif (county := _county_after(item, text)) is not None:
                out[index] = county
    return out


def _said_to_lie_in(index: int, found: list[PlaceName], text: Text) -> str | None:
    """*Palma in northern Mozambique*, *Tomsk, a city in Siberia*: the place that a phrase behind a name says it to lie in."""
    item, following = found[index], found[index + 1]
    between = [word.lower() for word in text.words[item.last : following.first]]
    if item.demonym or following.demonym or len(between) > _LONGEST_BETWEEN or not _may_be_inside(item, following):
        return None
    if item.last - item.first > 1 and not places(item.name):
        return None  # the Simba Front in eastern Congo
    while between and between[-1] in word_lists()["directions_of"]:
        between.pop()
    if not between or between[-1] not in ("in", "of"):
        return None
    noun_before = between[-2:-1] and between[-2] in name_lists()["before_town"]
    apposed = between[0] == "," and between[1:2] in (["a"], ["an"], ["the"]) and bool(noun_before)
    if between != ["in"] and not apposed:
        return None
    return following.name if any(_may_contain(p, item.name) for p in container_of(following.name)) else None


_LONGEST_BETWEEN = 9  # words between a place and what it is said to lie in


def _may_contain(outer: Place, name: str) -> bool:
    """*Watsonville, Salinas and Monterey* is a list: a small division contains what the gazetteer knows in it, no other town."""
    if outer.feature not in ("state", "country", "region", "county", "city"):
        return False
    known = outer.feature in ("country", "region") or outer.population >= _KNOWN_STATE or outer.country in _FEDERAL
    return known or not places(name) or any(inside(town, outer) for town in places(name))


def _may_be_inside(item: PlaceName, following: PlaceName) -> bool:
    """A country is contained in nothing that the news names; *Liberia, Guanacaste*, is a town."""
    if country(item.name) is None:
        return True
    return any(inside(p, outer) for outer in container_of(following.name) for p in places(item.name) if outer.feature == "state")


def _county_after(item: PlaceName, text: Text) -> str | None:
    """*Melbourne, Derbyshire*, a county that the recogniser takes for something else: its name, where it has such a town."""
    first = item.last + 1
    word = text.words[first]
    closed = first + 1 >= len(text.words) or not text.words[first + 1][:1].isupper()
    if not word.istitle() or not closed:
        return None
    outer = [p for p in places(word) if p.feature in ("county", "state")]
    return word if any(inside(p, o) for p in places(item.name) for o in outer) else None


def _context(doc: Doc, found: list[PlaceName]) -> Context:
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
