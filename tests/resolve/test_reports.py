"""Who is described and not named is compared by what is said of him; a type is compatible with those above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphbuilder.model import (
    Article,
    Block,
    BlockKind,
    Entity,
    Event,
    EventTime,
    Extraction,
    Factuality,
    Mention,
    Polarity,
    Quantity,
    Role,
)
from graphbuilder.resolve.fused import Rules
from graphbuilder.resolve.merge import fuse
from tests.graph.fixtures import Pair

CONVICT = Entity(id="person/budi-hartawan", name="Budi Hartawan", type="Person")
LINE = {"Meet": ("Meet", "Consult"), "Talk": ("Talk", "Consult"), "Consult": ("Consult",)}
DAY = "2023-01-17"


def told(article: str, *actors: Entity, event_type: str = "Sentence", **more: Any) -> Pair:
    """An article that says that the actors did something to the convict on that day."""
    event = Event(
        id="e1",
        sentence=0,
        type=event_type,
        trigger=Mention(start=0, end=2, text="It"),
        polarity=Polarity.POSITIVE,
        factuality=Factuality.ASSERTED,
        roles=(
            *(Role(role="actor", text="It", start=0, end=2, entity=actor.id) for actor in actors),
            Role(role="recipient", text="It", start=0, end=2, entity=CONVICT.id),
            *more.get("roles", ()),
        ),
        time=EventTime(value=DAY, earliest=DAY, latest=DAY),
        confidence=0.9,
    )
    entities = (*actors, CONVICT, *more.get("entities", ()))
    found = Extraction(id=article, entities=entities, events=(event,), quantities=more.get("quantities", ()))
    blocks = (Block(start=0, end=2, kind=BlockKind.HEADLINE),) if more.get("headline") else ()
    return Article(id=article, text=f"It happened in {article}.", published="2023-01-18", blocks=blocks), found


def court(name: str, country: str | None = None, type: str = "Organization") -> Entity:
    id = f"country/{country}" if type == "Country" else f"organization/{name.replace(' ', '-')}"
    return Entity(id=id, name=name, type=type, country=country)


def one(*pairs: Pair) -> bool:
    """Whether all reports are of one event."""
    return len(fuse(pairs, rules=Rules(above=LINE)).events) == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (court("court"), court("Jakarta court"), True),
        (court("court", "IDN"), court("Indonesian court", "IDN"), True),
        (court("Indonesian court", "IDN"), court("Malaysian court", "MYS"), False),
        (court("court"), court("appeals tribunal"), False),
        (court("Supreme Court"), court("High Court"), False),
        (court("court"), court("Supreme Court"), False),
        (court("army of Sudan", type="Group"), court("Sudanese army", type="Group"), True),
        (court("Jakarta court"), court("Surabaya court"), False),
        (court("Guatemalan authorities", "GTM", "Group"), court("Guatemala", "GTM", "Country"), True),
        (court("Guatemalan officials", "GTM", "Group"), court("Guatemala", "GTM", "Country"), False),
        (court("Guatemalan authorities", "GTM", "Group"), court("Honduras", "HND", "Country"), False),
        (court("bomb", type="Thing"), court("bomb blast", type="Thing"), True),
        (court("bomb", type="Thing"), court("landslide", type="Thing"), False),
    ],
)
def test_described_actors(first: Entity, second: Entity, same: bool) -> None:
    assert one(told("a", first), told("b", second)) is same


def test_descriptions_alone_make_nothing_one() -> None:
    pairs = [told("a", court("court")), told("b", court("Jakarta court"))]
    apart = [(article, _without_convict(extraction)) for article, extraction in pairs]
    assert len(fuse(apart).events) == 2


@pytest.mark.parametrize(("topics", "same"), [(("the new tax", "a tax on fuel"), True), (("the new tax", "the border"), False)])
def test_one_actor_and_two_matters(topics: tuple[str, str], same: bool) -> None:
    pairs = []
    for article, topic in zip("ab", topics, strict=True):
        read, found = told(article, CONVICT, event_type="Criticize", roles=(Role(role="topic", text=topic, start=0, end=2),))
        event = replace(found.events[0], roles=tuple(r for r in found.events[0].roles if r.role != "recipient"))
        pairs.append((read, replace(found, events=(event,))))
    assert one(*pairs) is same


def _without_convict(extraction: Extraction) -> Extraction:
    event = extraction.events[0]
    return replace(extraction, events=(replace(event, roles=event.roles[:1]),))


@pytest.mark.parametrize(("headline", "events"), [(True, 1), (False, 2)])
def test_a_headline_is_told_again_below_it(headline: bool, events: int) -> None:
    article, above = told("a", court("court"), headline=headline)
    _, below = told("a", court("High Court"))
    later = replace(below.events[0], id="e2", trigger=Mention(start=3, end=11, text="happened"))
    first = replace(above.events[0], time=None)
    both = replace(above, entities=(*above.entities, below.entities[0]), events=(first, later))
    (event, *others) = fuse([(article, both)]).events
    assert 1 + len(others) == events
    if headline:
        assert (event.earliest, event.differs) == (date(2023, 1, 17), ())


def test_counts_that_differ_are_a_disagreement_and_no_other_event() -> None:
    def counted(article: str, value: str) -> Pair:
        people = Entity(id=f"group/{value}-people", name=f"{value} people", type="Group")
        role = Role(role="deaths", text="It", start=0, end=2, entity=people.id, quantity=0)
        quantity = Quantity(start=0, end=2, text=value, value=value, unit="COUNT")
        return told(article, roles=(role,), entities=(people,), quantities=(quantity,))

    (event,) = fuse([counted("a", "12"), counted("b", "15")]).events
    assert event.differs == ("deaths",)


def test_a_type_is_compatible_with_those_above_it_and_the_most_special_counts() -> None:
    meet, talk, consult = (told(t, event_type=t) for t in ("Meet", "Talk", "Consult"))
    (event,) = fuse([consult, meet], rules=Rules(above=LINE)).events
    assert event.type == "Meet"
    assert not one(meet, talk)
    assert len(fuse([meet, consult]).events) == 2
    assert [e.type for e in fuse([meet, talk, consult], rules=Rules(above=LINE)).events].count("Consult") == 0
