"""Where an event happens: the place among its roles, in its clause, or the dateline's for the lead sentence."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.extract.clauses import Argument, Clause, Slot
from graphbuilder.extract.events import DraftEvent
from graphbuilder.extract.reading import Reading, site
from graphbuilder.model import BlockKind

LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "throughout", "around", "within", "off", "on", "over"}
)
PLACE_ROLES = ("place", "destination")


def place_of(reading: Reading, event: DraftEvent) -> str | None:
    """The entity id of the place of an event, or None when nothing tells it.

    The first of: a role of place, a locative phrase of the noun or the clause, the dateline's place for what the lead sentence reports, the
    only country in sight of a happening that nobody is named for.
    """
    for name in PLACE_ROLES:
        for role, head, _ in event.roles:
            if role == name and (found := place_at(reading, head.i)) is not None:
                return found
    for argument in locatives(event):
        if (found := place_at(reading, argument.head.i)) is not None:
            return found
    if in_lead(reading, event):
        return dateline_place(reading)
    if event.clause.verb is None and not any(role == "actor" for role, _, _ in event.roles):
        return country_around(reading, event)
    return None


def country_around(reading: Reading, event: DraftEvent) -> str | None:
    """The id of the only country in sight of a happening without actors: *the August 9 presidential election*."""
    country = reading.country_in_sight(site(event).i)
    key = f"country/{country}"
    return key if country is not None and reading.entities.type_of(key) == "Country" else None


def locatives(event: DraftEvent) -> Iterator[Argument]:
    """The locative phrases of the event, nearest first."""
    for clause in clauses_of(event):
        for argument in clause.arguments:
            if argument.slot is Slot.PREP and argument.prep in LOCATIVE:
                yield argument


def clauses_of(event: DraftEvent) -> list[Clause]:
    """The clause of the trigger, then the one that governs it."""
    return [event.clause] if event.governing is event.clause else [event.clause, event.governing]


def place_at(reading: Reading, head: int) -> str | None:
    """The id of the place or country that the phrase headed at this token names."""
    known = reading.entities.of_head(head)
    entity = reading.entities.of_phrase(head) if known is not None or head in reading.place_of_token else None
    if entity is not None and reading.entities.type_of(entity) in ("Place", "Country"):
        return entity
    return None


def in_lead(reading: Reading, event: DraftEvent) -> bool:
    """Whether the event is the main clause of the sentence that follows the dateline."""
    return event.governing.link == "root" and reading.tree.sentence[site(event).i] == reading.lead


def dateline_place(reading: Reading) -> str | None:
    """The id of the dateline's place."""
    block = next((b for b in reading.article.blocks if b.kind is BlockKind.DATELINE), None)
    if block is None:
        return None
    for mention in reading.places:
        if block.start <= mention.start and mention.end <= block.end and mention.place is not None:
            return reading.entities.add_place(mention.place, mention.start, mention.end)
    return None
