"""Dossiers from extractions and from a store: marks, merging, conditions, what is contested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuilder.errors import QueryError, RequestError, UnknownNameError
from graphbuilder.graph.store import GraphStore
from graphbuilder.show.dossier import Dossier, EventRecord, Filler, Node, assemble, edges_of
from graphbuilder.show.gather import dossier_from_store
from tests.show.fixtures import demo_dossier, demo_extractions


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with GraphStore.create_or_open(tmp_path_factory.mktemp("graph") / "store") as written:
        written.put(demo_extractions())
        written.fuse()
        yield written


def labels(dossier: Dossier) -> list[str]:
    return sorted(event.label for event in dossier.events)


def event(key: str, *roles: tuple[str, str], fact: str = "Asserted") -> EventRecord:
    fillers = tuple(Filler(role=role, text=node, node=node) for role, node in roles)
    return EventRecord(
        id=key,
        type="Visit",
        label="visit",
        trigger="visit",
        factuality=fact,
        polarity="positive",
        confidence=1.0,
        roles=fillers,
    )


def test_marks_cut_out_the_words_of_the_sentence() -> None:
    for one in demo_dossier().events:
        for report in one.reports:
            triggers = [report.sentence[m.start : m.end] for m in report.marks if m.kind == "trigger"]
            assert triggers == [one.trigger]
            for mark in report.marks:
                assert 0 <= mark.start < mark.end <= len(report.sentence)


def test_entities_of_several_articles_are_one_node() -> None:
    names = [node.label for node in demo_dossier().nodes]
    assert len(names) == len(set(names))
    holt = next(node for node in demo_dossier().nodes if node.label == "Mira Holt")
    assert holt.mentions == 6


def test_denied_and_stated_events_are_contested() -> None:
    contested = [(one.label, one.factuality) for one in demo_dossier().events if one.contested]
    assert sorted(contested) == [("sanction", "Asserted"), ("sanction", "Denied")]


@pytest.mark.parametrize(
    ("roles", "lines"),
    [
        ([("actor", "a"), ("recipient", "b")], [("a", "b", "visit")]),
        ([("actor", "a"), ("actor", "b"), ("recipient", "c")], [("a", "c", "visit"), ("b", "c", "visit")]),
        ([("actor", "a"), ("destination", "b")], [("a", "b", "visit (destination)")]),
        ([("origin", "a"), ("destination", "b")], [("a", "b", "visit (destination)")]),
        ([("actor", "a"), ("recipient", "a")], []),
        ([("actor", "a")], []),
        ([], []),
    ],
)
def test_lines_run_from_who_acts(roles: list[tuple[str, str]], lines: list[tuple[str, str, str]]) -> None:
    assert [(edge.start, edge.end, edge.label) for edge in edges_of(event("e", *roles))] == lines


def test_a_dossier_names_nothing_that_it_does_not_hold() -> None:
    with pytest.raises(ValueError, match="names \\['b'\\]"):
        assemble([Node(id="a", label="A", type="Person")], [event("e", ("actor", "a"), ("recipient", "b"))], [])


def test_store_gives_merged_events_once(store: GraphStore) -> None:
    dossier = dossier_from_store(store)
    sanctions = [one for one in dossier.events if one.label == "sanction"]
    assert len(sanctions) == 1
    assert sanctions[0].contested
    assert sanctions[0].differs == ("factuality",)
    assert [report.source for report in sanctions[0].reports] == ["tel-1", "vos-1"]
    assert {report.factuality for report in sanctions[0].reports} == {"Asserted", "Denied"}
    denial = sanctions[0].reports[1]
    assert denial.speaker_node == "person/anton-drevis"
    assert [denial.sentence[m.start : m.end] for m in denial.marks if m.kind == "trigger"] == ["imposed sanctions"]
    assert len(dossier.sources) == 10


def test_store_lines_are_its_direct_edges_and_those_of_no_fact(store: GraphStore) -> None:
    dossier = dossier_from_store(store)
    facts = {one.id: one.factuality for one in dossier.events}
    drawn = {
        (f"entity/{edge.start}", edge.label.replace(" ", ""), f"entity/{edge.end}")
        for edge in dossier.edges
        if facts[edge.event] == "Asserted"
    }
    rows = store.sparql(
        """SELECT ?s ?p ?o WHERE { ?s a gb:Entity ; ?p ?o . ?o a gb:Entity
        FILTER(STRSTARTS(STR(?p), STR(gb:)) && ?p NOT IN (gb:country, gb:resolvedTo)) }"""
    )
    base = "https://w3id.org/graphbuilder/"
    stored = {
        (
            row["s"].value.removeprefix(base),
            row["p"].value.rpartition("#")[2].lower(),
            row["o"].value.removeprefix(base),
        )
        for row in rows
    }
    assert drawn
    assert drawn == stored


def test_conditions(store: GraphStore) -> None:
    everything = dossier_from_store(store)
    near = dossier_from_store(store, about="Mira Holt", depth=1)
    assert 0 < len(near.events) < len(dossier_from_store(store, about="Mira Holt").events) <= len(everything.events)
    assert all(
        "person/mira-holt" in {f.node for f in one.roles} | {r.speaker_node for r in one.reports} for one in near.events
    )
    spoken = dossier_from_store(store, about="Arlenian Electoral Board", depth=1)
    assert labels(spoken) == ["election result"]
    assert labels(dossier_from_store(store, types=["Sanction"])) == ["sanction"]
    july = dossier_from_store(store, since="2031-07-01", until="2031-07-31")
    assert {"lift sanction", "visit"} <= set(labels(july))
    assert "praise" not in labels(july)
    assert all(one.confidence >= 0.93 for one in dossier_from_store(store, min_confidence=0.93).events)
    few = dossier_from_store(store, most=3)
    assert len(few.events) == 3
    assert few.left_out == len(everything.events) - 3
    assert few.events[[e.label for e in few.events].index("sanction")].reports


def test_query_chooses_events_by_name_by_edge_and_makes_lines(store: GraphStore, tmp_path: Path) -> None:
    by_edge = "CONSTRUCT { ?a gb:sanctions ?b } WHERE { ?a gb:sanctions ?b }"
    assert labels(dossier_from_store(store, query=by_edge)) == ["sanction"]
    by_name = "CONSTRUCT { ?e a gb:Praise } WHERE { ?e sem:eventType gb:Praise }"
    assert set(labels(dossier_from_store(store, query=by_name))) == {"praise"}
    file = tmp_path / "allies.rq"
    file.write_text("CONSTRUCT { ?a gb:allyOf ?b } WHERE { ?a gb:praises ?b }", encoding="utf-8")
    made = dossier_from_store(store, query=str(file))
    assert set(labels(made)) == {"ally of"}
    assert all(not one.reports for one in made.events)
    assert {edge.label for edge in made.edges} == {"ally of"}


def test_wrong_requests_are_refused(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Mira Holt"):
        dossier_from_store(store, about="Mira Hold")
    with pytest.raises(UnknownNameError, match="Sanction"):
        dossier_from_store(store, types=["Sanctoin"])
    with pytest.raises(RequestError, match="write it as 2020-08-09"):
        dossier_from_store(store, since="last week")
    with pytest.raises(RequestError, match="give a number from 0 to 1"):
        dossier_from_store(store, min_confidence=7)
    with pytest.raises(QueryError, match="CONSTRUCT or DESCRIBE"):
        dossier_from_store(store, query="SELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(RequestError, match=r"missing\.rq"):
        dossier_from_store(store, query=str(tmp_path / "missing.rq"))
