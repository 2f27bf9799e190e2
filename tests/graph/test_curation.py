"""A curator's decisions about identity hold, survive rebuilding, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph.curation import FILE
from graphbuilder.graph.explain import explain
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.questions import find_entity
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.views import events
from graphbuilder.resolve.fused import Decisions
from graphbuilder.vocabulary import BASE, entity_iri
from tests.graph.fixtures import corpus

VISSER, QUISPE = entity_iri("person/jan-visser"), entity_iri("person/rosa-quispe")
LINKED = Decisions(canonical={"person/jan-visser": "person/rosa-quispe"}, reasons={"person/jan-visser": "an error"})


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[GraphStore]:
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put(corpus())
        store.fuse()
        yield store


def protests(store: GraphStore) -> list[int]:
    return [event.reports for event in events(store) if event.type == "Protest"]


def test_two_events_are_merged_by_hand_and_split_again(graph: GraphStore) -> None:
    before = nquads_bytes(graph)
    first, second = (event.iri for event in events(graph) if event.type == "Protest")
    graph.merge(first, second, "one long strike")
    assert protests(graph) == [2]
    (reason,) = explain(graph, first).merges
    assert "gb:CuratorRule: a curator's decision" in reason
    graph.split(second)
    assert protests(graph) == [1, 1]
    assert nquads_bytes(graph) == before


def test_a_report_is_split_off_an_event(graph: GraphStore) -> None:
    sanction = next(event for event in events(graph) if event.type == "Sanction")
    denial = next(row["r"].value for row in graph.sparql(
        f"SELECT ?r WHERE {{ <{sanction.iri}> gb:report ?r GRAPH ?g {{ ?r gb:factuality gb:Denied }} }}"
    ))  # fmt: skip
    graph.split(denial, "speaks of last year")
    found = {event.factuality: event.reports for event in events(graph) if event.type == "Sanction"}
    assert found == {"Asserted": 2, "Denied": 1, "Negated": 1}


def test_two_entities_are_merged_by_hand_and_split_again(graph: GraphStore) -> None:
    before = nquads_bytes(graph)
    graph.merge(QUISPE, VISSER, "a pen name")
    assert find_entity(graph, "Jan Visser") == QUISPE
    assert explain(graph, QUISPE).merges == (
        "entity/person/jan-visser, entity/person/rosa-quispe are one by gb:CuratorRule: a curator's decision: a pen name",
    )
    graph.split(VISSER)
    assert nquads_bytes(graph) == before


@pytest.mark.parametrize("out", [VISSER, QUISPE])
def test_what_the_linker_held_for_one_is_split(graph: GraphStore, out: str) -> None:
    graph.fuse(LINKED)
    assert find_entity(graph, "Jan Visser") == QUISPE
    graph.split(out)
    assert {find_entity(graph, "Jan Visser"), find_entity(graph, "Rosa Quispe")} == {VISSER, QUISPE}


def test_decisions_survive_rebuilding(graph: GraphStore) -> None:
    graph.merge(QUISPE, VISSER)
    curated = nquads_bytes(graph)
    graph.remove(graph.articles())
    graph.put(reversed(corpus()))
    graph.fuse(Decisions())
    assert nquads_bytes(graph) == curated


def test_what_the_linker_decided_is_kept(graph: GraphStore) -> None:
    graph.fuse(LINKED)
    graph.fuse()
    assert find_entity(graph, "Jan Visser") == QUISPE


def test_wrong_requests_are_named(graph: GraphStore) -> None:
    event = events(graph)[0].iri
    with pytest.raises(StoreError, match="only two of one kind can be one"):
        graph.merge(event, VISSER)
    with pytest.raises(UnknownNameError, match="no node"):
        graph.merge(VISSER, BASE + "entity/person/nobody")
    with pytest.raises(UnknownNameError, match="no node"):
        graph.split("x> ?p ?o")
    with pytest.raises(StoreError, match="was not merged with anything"):
        graph.split(VISSER)


@pytest.mark.parametrize("line", ["{", "{}", '{"action": "burn", "kind": "entity", "keys": []}', '{"keys": [], "x": 1}'])
def test_a_line_that_is_no_decision_is_named(graph: GraphStore, line: str) -> None:
    (graph.folder / FILE).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"decisions\.jsonl, line 1"):
        graph.fuse()


def test_a_view_that_is_not_fused_is_no_graph_to_read(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put(corpus()[:1])
    with pytest.raises(StoreError, match="cut short"):
        GraphStore.open_read_only(tmp_path / "s")
    GraphStore.create_or_open(tmp_path / "s").close()
    with GraphStore.open_read_only(tmp_path / "s") as store:
        assert events(store)
