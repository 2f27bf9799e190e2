"""What is said of a participant, for comparing those whom no name tells apart: "a court", "an Indonesian court", "the authorities"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.model import Entity
from graphbuilder.resolve.sets import Names
from graphbuilder.resolve.sketches import is_proper

STATE = word_list("nouns_for_a_state")
"""Nouns for those who act as a state: "Guatemalan authorities" did what "Guatemala" did. Officials and soldiers are people of it."""

_AFTER = re.compile(r" (?:of|in|from|for|at|on|who|with) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an entity is said to be.

    Attributes:
        type: its class. name: what the article calls it. proper: whether a name tells it apart.
        noun: the noun that says what it is, "" where it is counted and may be counted otherwise elsewhere.
        words: the noun and what stands before it. named: those of them that are names of no country.
        country: ISO 3166-1 alpha-3, or "".
    """

    type: str
    name: str = ""
    proper: bool = False
    noun: str = ""
    words: Names = frozenset()
    named: Names = frozenset()
    country: str = ""

    @property
    def state(self) -> str:
        """The id of the state that acts where these act, "" when they are no authorities."""
        return f"country/{self.country}" if self.country and not self.proper and self.noun in STATE else ""


def description_of(entity: Entity, counted: bool = False) -> Description:
    """What an entity is said to be; a number of `counted` people or things says nothing of them.

    >>> found = description_of(Entity(id="", name="Jakarta court", type="Organization", country="IDN"))
    >>> found.noun, found.named, found.country, found.proper
    ('court', frozenset({'jakarta'}), 'IDN', False)
    >>> description_of(Entity(id="", name="Supreme Court", type="Organization")).proper
    True
    """
    words = _AFTER.split(entity.name, maxsplit=1)[0].split()
    return Description(
        type=entity.type,
        name=entity.name,
        proper=entity.type in ("Country", "Place") or (entity.type != "Group" and is_proper(entity.name)),
        noun="" if counted or not words or _of_country(words[-1]) else words[-1].casefold(),
        words=frozenset(word.casefold() for word in words),
        named=frozenset(word.casefold() for word in words[:-1] if word[:1].isupper() and not counted and not _of_country(word)),
        country=entity.country or "",
    )


def _people_of(state: Description, people: Description) -> bool:
    """Whether some may be people of a state: "expels *diplomats*" in the headline, "two *Venezuelan* diplomats" below it."""
    return state.type == "Country" and people.type in ("Group", "Person") and not people.proper and not people.country


def _of_country(word: str) -> bool:
    return gazetteer.country_of_demonym(word) is not None or gazetteer.country(word) is not None


def alike(one: Description, other: Description, side: bool, close: bool = False) -> bool:
    """Whether two entities with different ids may be one because nothing that is said of them speaks against it.

    Args:
        one: what the one is said to be.
        other: what the other is said to be.
        side: whether they act or are acted on; what an event is about may be put in any words.
        close: whether both are in one article, where "court" in the headline is the "High Court" of the text.

    >>> court, high = (description_of(Entity(id="", name=n, type="Organization")) for n in ("court", "High Court"))
    >>> alike(court, high, side=True), alike(court, high, side=True, close=True)
    (False, True)
    """
    if one.country and other.country and one.country != other.country:
        return False
    if close and (_people_of(one, other) or _people_of(other, one)):
        return True
    if one.proper or other.proper:
        return close and not (one.proper and other.proper) and one.noun == other.noun
    if one.named and other.named and not one.named & other.named:
        return False
    if not side or not one.noun or not other.noun or one.noun == other.noun:
        return True
    causes = one.type == other.type == "Thing"  # a bomb, a bomb blast
    return causes and (one.words <= other.words or other.words <= one.words)
