"""The gate for direct edges: positive, actual, in the article's own voice, between linked entities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.facts import direct_edges
from graphbuilder.graph.schema import load_schema
from graphbuilder.model import Factuality, Polarity, Role
from graphbuilder.resolve.merge import fuse
from graphbuilder.vocabulary import shorten
from tests.graph import fixtures
from tests.graph.fixtures import Builder, Pair


def edges(*pairs: Pair, facts: str = "asserted") -> list[tuple[str, str, str]]:
    found = direct_edges(fuse(pairs).events, {}, load_schema(), facts)
    return [(shorten(e.subject), shorten(e.predicate), shorten(e.object)) for e in found]


EDGE = ("entity/country/NLD", "gb:sanctions", "entity/group/peruvian-officials")


def with_event(**changes: object) -> Pair:
    article, extraction = fixtures.sanctions()
    event = replace(extraction.events[0], **changes)  # type: ignore[arg-type]
    return article, replace(extraction, events=(event,))


@pytest.mark.parametrize("factuality", list(Factuality))
def test_only_what_the_article_asserts_gives_an_edge(factuality: Factuality) -> None:
    assert edges(with_event(factuality=factuality)) == ([EDGE] if factuality is Factuality.ASSERTED else [])


@pytest.mark.parametrize("factuality", list(Factuality))
def test_the_wider_gate_lets_attributed_events_in_and_nothing_else(factuality: Factuality) -> None:
    expected = [EDGE] if factuality in (Factuality.ASSERTED, Factuality.ATTRIBUTED) else []
    assert edges(with_event(factuality=factuality), facts="attributed") == expected


def test_nothing_negative_gives_an_edge() -> None:
    assert edges(with_event(polarity=Polarity.NEGATIVE)) == []


def test_both_ends_must_be_linked() -> None:
    roles = (fixtures.sanctions()[1].events[0].roles[0], Role(role="recipient", text="them", start=0, end=4))
    assert edges(with_event(roles=roles)) == []


def test_a_report_that_asserts_is_enough_beside_one_that_denies() -> None:
    assert edges(fixtures.sanctions(), fixtures.sanctions_denied()) == [EDGE]
    assert edges(fixtures.sanctions_denied(), fixtures.sanctions_attributed()) == []


def test_a_class_without_an_edge_gives_none() -> None:
    assert edges(fixtures.result_herald()) == []


def test_a_departure_leads_to_the_place_that_is_left() -> None:
    b = Builder("x", "Rosa Quispe left Peru.")
    roles = [b.role("actor", "Rosa Quispe", "person/rosa-quispe"), b.role("origin", "Peru", "country/PER")]
    assert edges(b.event("Departure", "left", roles).pair()) == [
        ("entity/person/rosa-quispe", "gb:leaves", "entity/country/PER")
    ]


@pytest.mark.parametrize("side", ["recipient", "actor"])
def test_a_meeting_runs_both_ways(side: str) -> None:
    b = Builder("x", "Jan Visser met Rosa Quispe.")
    roles = [b.role("actor", "Jan Visser", "person/jan-visser"), b.role(side, "Rosa Quispe", "person/rosa-quispe")]
    assert edges(b.event("Meet", "met", roles).pair()) == [
        ("entity/person/jan-visser", "gb:consults", "entity/person/rosa-quispe"),
        ("entity/person/rosa-quispe", "gb:consults", "entity/person/jan-visser"),
    ]


def test_nobody_acts_on_himself() -> None:
    event = fixtures.sanctions()[1].events[0]
    roles = (event.roles[0], replace(event.roles[1], entity=event.roles[0].entity))
    assert edges(with_event(roles=roles)) == []


def test_an_unknown_gate_is_named() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean: attributed"):
        edges(facts="atributed")
