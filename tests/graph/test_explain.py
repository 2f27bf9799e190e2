"""Every node and edge leads back to the characters that state it, to who says so, and to whether it happened."""

from __future__ import annotations

import pytest

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.evidence import explanation_text, marked_text
from graphbuilder.graph.explain import explain
from graphbuilder.graph.questions import ask
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.views import events

EDGE = "entity/country/NLD gb:sanctions entity/group/peruvian-officials"


def iri_of(store: GraphStore, type: str) -> str:
    return next(event.iri for event in events(store) if event.type == type)


def test_an_event_shows_all_its_reports(store: GraphStore) -> None:
    explanation = explain(store, iri_of(store, "Sanction"))
    assert explanation.kind == "event"
    assert [(e.outlet, e.factuality, e.speaker) for e in explanation.evidence] == [
        ("Courier", "Asserted", None),
        ("Gazette", "Denied", "A spokesman"),
        ("Herald", "Attributed", "Jan Visser"),
    ]
    assert "reports disagree in gb:factuality" in explanation.facts
    assert "all say Sanction; the same actor (Netherlands)" in explanation.merges[0]


def test_words_are_marked_to_the_character(store: GraphStore) -> None:
    for event in events(store):
        for evidence in explain(store, event.iri).evidence:
            text = store.article(evidence.article).text
            assert text[evidence.start : evidence.start + len(evidence.sentence)] == evidence.sentence
            assert all(0 <= mark.start < mark.end <= len(evidence.sentence) for mark in evidence.marks)
    first = explain(store, iri_of(store, "Sanction")).evidence[0]
    assert (
        marked_text(first)
        == "[The Netherlands|actor] [imposed sanctions|trigger] on [Peruvian officials|recipient] on Monday."
    )


@pytest.mark.parametrize(
    "edge",
    [
        EDGE,
        "country/NLD gb:sanctions group/peruvian-officials",
        "Netherlands | sanctions | Peruvian officials",
        '"Netherlands" sanctions "Peruvian officials"',
        "<https://w3id.org/graphbuilder/entity/country/NLD> gb:sanctions <https://w3id.org/graphbuilder/entity/group/peruvian-officials>",
    ],
)
def test_an_edge_is_explained_however_it_is_written(store: GraphStore, edge: str) -> None:
    explanation = explain(store, edge)
    assert (explanation.kind, len(explanation.evidence)) == ("edge", 3)
    assert explanation.facts == ("is in the fused view",)


def test_an_edge_that_is_only_claimed_says_so(store: GraphStore) -> None:
    explanation = explain(store, "Chile | sanctions | Peru")
    assert explanation.facts == ("is claimed, but no direct edge: not asserted as having happened",)
    assert explanation.evidence[0].factuality == "Negated"


def test_an_entity_shows_its_mentions(store: GraphStore) -> None:
    explanation = explain(store, "Lima")
    assert [e.article for e in explanation.evidence] == ["courier-3", "courier-4"]
    assert "[Lima|mention]" in marked_text(explanation.evidence[0])
    assert explain(store, "country/PER").iri == explain(store, "Peru").iri


def test_claims_of_both_kinds(store: GraphStore) -> None:
    query = """SELECT ?c ?open WHERE { VALUES ?kind { gb:Claim gb:OpenClaim } GRAPH ?g { ?c a ?kind }
        BIND(?kind = gb:OpenClaim AS ?open) }"""
    rows = ask(store, query).records()
    assert {row["open"] for row in rows} == {True, False}
    for row in rows:
        (evidence,) = explain(store, str(row["c"])).evidence
        assert evidence.marks
    called = ask(store, "SELECT ?c WHERE { GRAPH ?g { ?c gb:relationText 'called' } }").records()[0]["c"]
    assert (
        marked_text(explain(store, str(called)).evidence[0])
        == "[Rosa Quispe|evidence] [called|evidence] [the step a mistake|evidence]."
    )


def test_the_text_can_be_read(store: GraphStore) -> None:
    text = explanation_text(explain(store, EDGE))
    assert text.splitlines()[0] == "Netherlands gb:sanctions Peruvian officials"
    said = "   Denied · said by A spokesman (indirect) · confidence 0.90 · Gazette · 2021-03-03 · "
    assert said + "No sanctions, spokesman says · gazette-3\n" in text


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("event/123", "no event 'event/123'"),
        ("claim/123", "no claim 'claim/123'"),
        ("Lina", "no entity 'Lina'. Did you mean: Lima"),
        ("entity/country/XXX", "no entity"),
        ("Peru | sanctions | Chile", "no edge 'Peru gb:sanctions Chile'"),
        ("Peru | a > b | Chile", "no edge"),
        ("event/1> ?p ?o } #", "no entity"),
        ('"', "no entity"),
    ],
)
def test_what_is_not_there_is_named(store: GraphStore, what: str, message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        explain(store, what)
