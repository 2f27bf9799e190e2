"""Which of several namesakes a place name means, by all places of the article together.

Every name has candidates with a prior (population, kind of place). Countries and states that the article names, its dateline,
its title and its outlet support the candidates that lie in them; candidates of different names that lie close together support
each other. A name keeps one sense in an article (Gale et al. 1992), unless its container is written beside it ("Paris, Texas").
The weights are set by hand, for cases, not for sentences.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphbuilder.gazetteer import Place, country_of_seat, fold, places
from graphbuilder.gazetteer.cities import cities
from graphbuilder.gazetteer.subdivisions import tables as division_tables

_COUNTY_WORDS = (" county", " parish", " district", " borough")
_MOST_CANDIDATES = 24
_NEAR_KM = 120.0
_COUNTRY_WEIGHT = 1.6
_STATE_WEIGHT = 2.2
_NEAR_WEIGHT = 1.9
_HAMLET, _FAR_LIKELIER = 5_000, 1.0  # inhabitants below which, and how far behind the likeliest namesake, more than one neighbour is needed
_FIRST_NEIGHBOUR = 0.7
_SURE_NEIGHBOURS = 0.6  # support of a town by others from which it tells the state
_CONTAINER_WEIGHT = 8.0
_STRANGER = 60_000  # inhabitants of a town that may stand alone in an article that plays elsewhere
_ELSEWHERE = 2.0  # weight of other countries from which an article plays elsewhere
_PRIOR = {"country": 9.0, "continent": 8.5, "sea": 8.0, "region": 8.0, "facility": 7.5}
_BIG_STATE = 7.4  # a state comes before a town of its name, but not before a world city: Victoria, New York
_KNOWN = 30_000  # inhabitants of a town that tells which of a state and a country is meant
_GREAT = 300_000  # inhabitants of a capital that the whole world knows
_CAPITAL_GAIN = 1.2  # where an article goes to Berlin, its Paris is a capital, too, even if it is about the governor of Texas
_BESIDE_WEIGHT = 4.0  # Georgia and Alabama
_SEAT_LOSS = 1.5  # "Washington" is the seat of a government before it is a state, or one of many towns of that country
_ABROAD_LOSS = 0.5  # a namesake of a capital elsewhere: who flies to Warsaw does not go to the one in North Carolina
_CITY_OF_STATE = 0.6  # a province comes after the city that it is named for, unless it is this many powers of ten larger
_ALIAS_LOSS = 0.8  # "Odessa" is a city called so before it is another name of one


@dataclass(slots=True)
class Context:
    """What an article says about where it plays: weights of countries and of states (country, admin1), each at most 1."""

    countries: dict[str, float] = field(default_factory=dict)
    states: dict[tuple[str, str], float] = field(default_factory=dict)

    def add(self, place: Place, weight: float) -> None:
        """Take a place as evidence for its country and its state."""
        if place.country is None:
            return
        self.countries[place.country] = self.countries.get(place.country, 0.0) + weight
        if place.admin1 and place.feature != "country":
            key = (place.country, place.admin1)
            self.states[key] = self.states.get(key, 0.0) + weight

    def support(self, place: Place) -> float:
        """How much the context speaks for a place."""
        if place.country is None:
            return 0.0
        country = min(1.0, self.countries.get(place.country, 0.0) / 2 * (1.0 + self._alone(place.country)))
        state = self._share(place.country, place.admin1) if place.admin1 and place.feature != "country" else 0.0
        return _COUNTRY_WEIGHT * country + _STATE_WEIGHT * state

    def _alone(self, country: str) -> float:
        """1 where the article names no other country, 0 where it names others as much."""
        others = sum(weight for code, weight in self.countries.items() if code != country and weight > 0)
        return max(0.0, 1.0 - others / max(self.countries.get(country, 0.0), 0.01))

    def _share(self, country: str, admin1: str) -> float:
        """How much the article plays in this state: a report from a whole country names many, and is at home in none."""
        own = self.states.get((country, admin1), 0.0)
        if own <= 0:
            return 0.0
        return min(1.0, own) * own / sum(weight for weight in self.states.values() if weight > 0)



_COUNTY_LOSS = 2.0
_BARE_COUNTIES = frozenset(("GBR", "IRL"))  # where counties are named without the word: *Kent*, *Mayo*


def prior(place: Place, name: str) -> float:
    """How likely a name means this place where nothing else is known, on a scale of powers of ten.

    >>> paris, texan = cities("Paris")[0], next(p for p in cities("Paris") if p.admin1 == "TX")
    >>> prior(paris, "Paris") > prior(texan, "Paris")
    True
    """
    if place.feature in _PRIOR:
        return _PRIOR[place.feature]
    size = math.log10(place.population + 300)
    seat = country_of_seat(name)
    if seat is not None and seat.alpha3 == place.country and not _is_seat(place, name):
        size -= _SEAT_LOSS
    elif seat is not None and seat.alpha3 != place.country and place.feature in ("city", "county"):
        size -= _ABROAD_LOSS
    if place.feature == "state":
        return min(_BIG_STATE, size) - _loss_to_own_city(place, name)
    if place.feature == "county":
        # "Granville County" is a county; "Granville" is a town before it is a district
        return size - (0.0 if fold(name).endswith(_COUNTY_WORDS) or _is_bare_county(place, name) else _COUNTY_LOSS)
    if fold(place.name) == fold(name):
        return size
    return size - (_ALIAS_LOSS if seat is None or seat.alpha3 == place.country else _SEAT_LOSS)


def _is_bare_county(place: Place, name: str) -> bool:
    """*Kent* is a county by itself; *Edinburgh* is a town before it is a district."""
    return place.country in _BARE_COUNTIES and not any(town.country == place.country for town in cities(name))


def _is_seat(place: Place, name: str) -> bool:
    """Whether a place is the first city of its name in its country."""
    return place == next((c for c in cities(name) if c.country == place.country), None)


def _loss_to_own_city(state: Place, name: str) -> float:
    """What a province loses to the city that it is named for: *Ankara* and *Madrid* are cities, *Quebec* is a province."""
    own = next((c for c in cities(name) if c.country == state.country and c.admin1 == state.admin1), None)
    if own is None or state.population > own.population * 12:
        return 0.0
    return max(0.0, math.log10((state.population + 300) / (own.population + 300))) + _CITY_OF_STATE


def inside(place: Place, container: Place) -> bool:
    """Whether a place lies in a country, state or county, as far as the codes tell.

    >>> texan = next(p for p in places("Paris") if p.admin1 == "TX")
    >>> inside(texan, places("Texas")[0]), inside(texan, places("France")[0])
    (True, False)
    """
    if place == container or place.country is None or place.country != container.country:
        return False
    if container.feature == "country":
        return True
    if container.feature in ("state", "county", "city") and container.admin1:
        if place.admin1 != container.admin1:
            return False
        return container.feature == "state" or kilometres(place, container) < _NEAR_KM
    return container.feature == "region"


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance (haversine); infinite where coordinates are missing."""
    if one.lat is None or one.long is None or other.lat is None or other.long is None:
        return math.inf
    a, b, c, d = map(math.radians, (one.lat, one.long, other.lat, other.long))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def choose(names: Mapping[str, Sequence[str]], context: Context, beside: Sequence[tuple[str, str]] = ()) -> dict[str, Place]:
    """Choose a place for each name.

    Args:
        names: each name with the containers that are written beside it ("Oxford" -> "North Carolina"), usually none.
        context: evidence from elsewhere: dateline, outlet, title. Is added to.
        beside: names that are coordinated, in pairs (*Georgia and Alabama*).

    Returns:
        Name -> place; names that no candidate has are left out.
    """
    candidates = {name: _candidates(name) for name in names}
    containing = _containing(names, candidates)
    home = _home_states(candidates) | {name: place for name, place in containing.items() if place.feature == "state"}
    own = _add_evidence(candidates, context, containing | home)
    scores: dict[str, dict[Place, float]] = {}
    for name, found in candidates.items():
        if found:
            # what a name says about the article is no reason to read the same name so
            place, weight = own.get(name, (found[0], 0.0))
            context.add(place, -weight)
            scores[name] = {p: prior(p, name) + context.support(p) for p in found}
            context.add(place, weight)
    _prefer_capitals(scores, context)
    for name, containers in names.items():
        for container in containers:
            _prefer_inside(scores, name, container)
    for name, state in home.items():
        scores[name][state] += _BESIDE_WEIGHT
    for one, other in (*beside, *((b, a) for a, b in beside)):
        _prefer_states(scores, one, other)
    _prefer_neighbours(scores)
    best = {name: max(found, key=lambda p: (found[p], p.population, -(p.geonames or 0))) for name, found in scores.items()}
    return {name: place for name, place in best.items() if names[name] or not _is_stranger(place, context)}


def _is_stranger(place: Place, context: Context) -> bool:
    """A small place in a country that the article has nothing else to do with: *Haram* in a report from Giza is not the one in Norway."""
    if place.feature not in ("city", "county") or place.population >= _STRANGER or place.country is None:
        return False
    return context.countries.get(place.country, 0.0) < 0.3 and sum(context.countries.values()) >= _ELSEWHERE


def _candidates(name: str) -> list[Place]:
    """The namesakes that are worth looking at: the first ones of `places`, and every one that is big."""
    found = list(places(name))
    return found[:_MOST_CANDIDATES] + [p for p in found[_MOST_CANDIDATES:] if p.population >= _KNOWN]


def _containing(names: Mapping[str, Sequence[str]], candidates: Mapping[str, list[Place]]) -> dict[str, Place]:
    """What a container means that a town is written before: in *Macon, Georgia* the state."""
    out: dict[str, Place] = {}
    for name, containers in names.items():
        for container in containers:
            fitting = [p for p in container_of(container) if any(inside(town, p) for town in candidates[name])]
            if fitting and container in candidates:
                out.setdefault(container, min(fitting, key=lambda p: p.feature == "country"))
    return out


def _home_states(candidates: Mapping[str, list[Place]]) -> dict[str, Place]:
    """*Savannah and Augusta lined up; Georgia counts by hand*: a country's namesake that two towns lie in, and none in the country."""
    out: dict[str, Place] = {}
    for name, found in candidates.items():
        nation = next((p for p in found if p.feature == "country"), None)
        states = [p for p in found if p.feature == "state"] if nation is not None else []
        for state in states:
            towns = [other for other in candidates if other != name and _lies_in(other, state)]
            told = len(towns) > 1 or any(_is_first(other, state) for other in towns)
            if told and nation is not None and not any(_lies_in(other, nation) for other in candidates if other != name):
                out.setdefault(name, state)
    return out


def _is_first(name: str, container: Place) -> bool:
    """Whether the largest town of a name lies in a container: *Macon* is that of Georgia."""
    return any(inside(town, container) for town in cities(name)[:1])


def _lies_in(name: str, container: Place) -> bool:
    """Whether the country or state has a town called exactly so that is known beyond it."""
    return any(town.population > _KNOWN and fold(town.name) == fold(name) and inside(town, container) for town in cities(name))


def _prefer_capitals(scores: dict[str, dict[Place, float]], context: Context) -> None:
    """*flew to Paris and met ministers in Berlin*: capitals come together, those aside that govern where the article plays."""
    home = max(context.countries, key=lambda code: context.countries[code], default=None)
    seats = {name: seat.alpha3 for name in scores if (seat := country_of_seat(name)) is not None and seat.alpha3 != home}
    for name in seats if len(seats) > 1 else ():
        for place in cities(name)[:1]:
            if place in scores[name] and place.population > _GREAT:
                scores[name][place] += _CAPITAL_GAIN


def _prefer_states(scores: dict[str, dict[Place, float]], name: str, other: str) -> None:
    """*Georgia and Alabama*: beside a state, what can be a state of the same federation is one."""
    if name not in scores or other not in scores:
        return
    partner = max(scores[other], key=lambda p: (scores[other][p], p.population))
    if partner.feature != "state" or not any(p.feature == "country" for p in scores[name]):
        return
    for place in scores[name]:
        if place.feature == "state" and place.country == partner.country:
            scores[name][place] += _BESIDE_WEIGHT


def _add_evidence(candidates: Mapping[str, list[Place]], context: Context, said: Mapping[str, Place]) -> dict[str, tuple[Place, float]]:
    """Names with one clear reading (countries, states, big cities without rivals) tell where the article plays; gives what each added."""
    own = {}
    for name, found in candidates.items():
        if not found:
            continue
        if found[0].feature in ("region", "sea", "facility") and found[0].country is not None:
            own[name] = (found[0], 1.0)  # Lake Nicaragua
            context.add(*own[name])
            continue
        if name in said:
            own[name] = (said[name], 1.0)
            context.add(*own[name])
            continue
        ranked = sorted(found, key=lambda p: -prior(p, name))
        best, rival = ranked[0], ranked[1] if len(ranked) > 1 else None
        clear = rival is None or prior(best, name) - prior(rival, name) > 1.5 or inside(rival, best) or inside(best, rival)
        if best.feature in ("country", "state") or (clear and best.population > 20_000):
            own[name] = (best, 1.0 if clear else 0.5)
            context.add(*own[name])
    return own


def _prefer_inside(scores: dict[str, dict[Place, float]], name: str, container: str) -> None:
    """Raise the candidates that lie in a container written beside the name: *Paris, Texas*.

    A name that no candidate inside a state or country has means none of them: *Holliday, Missouri* is not the one in Texas.
    """
    outer = container_of(container)
    within = [place for place in scores.get(name, {}) if any(inside(place, candidate) for candidate in outer)]
    for place in within:
        scores[name][place] += _CONTAINER_WEIGHT - (3.0 if place.feature == "county" and prior(place, name) < 3 else 0.0)
    small = all(p.feature in ("city", "county") for p in scores.get(name, {}))
    if not within and outer and outer[0].feature in ("state", "country") and small:
        scores.pop(name, None)


def container_of(name: str) -> list[Place]:
    """What a name written after a comma can mean: states and countries, their abbreviations and postal codes, then big places."""
    data = division_tables()
    short = data.abbreviations.get(name) or data.postal.get(name)
    if short is not None:
        return [short]
    found = _candidates(name)
    return [p for p in found if p.feature in ("country", "state", "region")] or found[:3]


def _prefer_neighbours(scores: dict[str, dict[Place, float]]) -> None:
    """Candidates of different names that lie close together support each other, the likelier the more."""
    grid: dict[tuple[int, int], list[tuple[str, Place, float]]] = {}
    for name, found in scores.items():
        best = max(found.values())
        for place, score in found.items():
            if place.feature in ("city", "county", "facility") and place.lat is not None and place.long is not None and best - score < 4:
                cell = (math.floor(place.lat), math.floor(place.long))
                grid.setdefault(cell, []).append((name, place, 10 ** (score - best)))
    bonus: list[tuple[str, Place, float]] = []
    for name, found in scores.items():
        if len(found) > 1:
            best = max(found.values())
            for place, score in found.items():
                if place.feature in ("city", "county", "facility"):
                    near = _neighbourhood(name, place, grid)
                    if best - score > _FAR_LIKELIER and place.population < _HAMLET:
                        near = max(0.0, near - _FIRST_NEIGHBOUR)  # one neighbour does not make Cleveland a hamlet near Charlotte
                    bonus.append((name, place, near))
    for name, place, near in bonus:
        scores[name][place] += _NEAR_WEIGHT * near
    _prefer_their_state(scores, {(name, place) for name, place, near in bonus if near >= _SURE_NEIGHBOURS})


def _prefer_their_state(scores: dict[str, dict[Place, float]], settled: set[tuple[str, Place]]) -> None:
    """Towns that support each other tell where the article plays: with Hershey and Harrisburg, Lebanon is that of Pennsylvania."""
    states: dict[tuple[str | None, str], set[str]] = {}
    for name, found in scores.items():
        best = max(found, key=lambda p: (found[p], p.population))
        if (name, best) in settled and best.admin1:
            states.setdefault((best.country, best.admin1), set()).add(name)
    for name, found in scores.items():
        for place in found:
            others = states.get((place.country, place.admin1), set()) - {name}
            if len(others) > 1 and place.feature in ("city", "county"):
                found[place] += _STATE_WEIGHT


def _neighbourhood(name: str, place: Place, grid: dict[tuple[int, int], list[tuple[str, Place, float]]]) -> float:
    """How strongly other names have a candidate near a place: 0 to 1.5."""
    if place.lat is None or place.long is None:
        return 0.0
    near: dict[str, float] = {}
    row, column = math.floor(place.lat), math.floor(place.long)
    for cell in ((r, c) for r in (row - 1, row, row + 1) for c in (column - 2, column - 1, column, column + 1, column + 2)):
        for other, neighbour, weight in grid.get(cell, ()):
            if other != name and neighbour != place and kilometres(place, neighbour) < _NEAR_KM:
                near[other] = max(near.get(other, 0.0), 0.3 + 0.7 * weight)
    return min(1.5, sum(near.values()))
