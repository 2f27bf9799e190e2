"""What the pages read: bounded, filtered by the server as by the page, and refused in words when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphbuilder.errors import RequestError, UnknownNameError
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.explorer.arrange import arrange_names
from graphbuilder.serve.explorer.detail import article_page, entity_page, event_page
from graphbuilder.serve.explorer.find import search
from graphbuilder.serve.explorer.overview import overview_page
from graphbuilder.serve.explorer.reading import node_iri
from graphbuilder.serve.explorer.scope import scope_page
from graphbuilder.serve.explorer.terms import bound_query, editor_terms, labels
from graphbuilder.serve.explorer.wanted import Wanted, chosen_events
from graphbuilder.vocabulary import BASE
from tests.serve.explorer.worlds import PARTNERS, build, partner


@pytest.fixture(scope="module")
def small(built: Path) -> Iterator[GraphStore]:
    """The graph of the server's other tests: one contested sanction, one contested result, two protests, a plan, a negation."""
    with GraphStore.open_read_only(built) as store:
        yield store


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Thirty events of one country."""
    folder = build(tmp_path_factory.mktemp("api") / "store", [partner(number) for number in range(len(PARTNERS))])
    with GraphStore.open_read_only(folder) as store:
        yield store


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(), 30),
        (Wanted(facts=("Asserted", "Attributed")), 26),
        (Wanted(types=("Sanction",)), 15),
        (Wanted(off_types=("Sanction",), facts=("Negated",)), 2),
        (Wanted(least=0.7), 10),
        (Wanted(off_outlets=("Marovia Hoy", "Vostrian Wire")), 10),
        (Wanted(off_outlets=('" } UNION { ?event ?p ?o } #',)), 30),
        (Wanted(since="2031-12-01"), 2),
        (Wanted(until="2031-01-31"), 3),
        (Wanted(about=(node_iri("person/ada-moss"),)), 1),
        (Wanted(about=(node_iri("person/olan-pike"),)), 10),
        (Wanted(about=(node_iri("person/nobody"),)), 0),
    ],
)
def test_filters_of_the_server(large: GraphStore, wanted: Wanted, number: int) -> None:
    events, total = chosen_events(large, wanted.checked())
    assert (len(events), total) == (number, number)


def test_limit_keeps_the_best_and_counts_the_rest(large: GraphStore) -> None:
    events, total = chosen_events(large, Wanted(limit=5))
    assert (len(events), total) == (5, 30)
    told = scope_page(large, Wanted(limit=5, facts=("Negated",)), whole=True)
    assert (told["cut"], told["total"], len(told["events"])) == (True, 4, 4)
    assert told["counts"]["facts"] == {"Asserted": 16, "Attributed": 10, "Negated": 4}
    assert {event["fact"] for event in told["events"]} == {"Negated"}


def test_whole_graph_is_given_without_filters_when_it_is_small(large: GraphStore) -> None:
    told = scope_page(large, Wanted(facts=("Negated",)), whole=True)
    assert (told["cut"], told["total"], len(told["events"])) == (False, 30, 30)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(since="2031-1-1"),
        Wanted(until="yesterday"),
        Wanted(least=2.0),
        Wanted(about=("no iri",)),
        Wanted(events=(BASE + "event/> . ?s ?p ?o",)),
        Wanted(facts=("Asserted) || true",)),
        Wanted(about=tuple(node_iri(f"thing/{i}") for i in range(300))),
    ],
)
def test_what_is_no_condition_is_refused(large: GraphStore, wanted: Wanted) -> None:
    with pytest.raises(RequestError):
        scope_page(large, wanted)


def test_unknown_class_is_refused_with_the_nearest(large: GraphStore) -> None:
    with pytest.raises(UnknownNameError, match="Sanction"):
        scope_page(large, Wanted(types=("Sanctoin",)))


def test_places_are_the_same_each_time_and_begin_in_the_middle_that_was_asked_for(large: GraphStore) -> None:
    first = scope_page(large, Wanted(), ("person/bo-yew",), "relations")["places"]
    assert first == scope_page(large, Wanted(), ("person/bo-yew",), "relations")["places"]
    assert set(first["relations"]) == {"person/bo-yew", "country/PER"}
    assert scope_page(large, Wanted(), (), "none")["places"] == {"relations": {}, "events": {}}
    with pytest.raises(RequestError, match="picture"):
        scope_page(large, Wanted(), (), "spiral")


def test_search_ranks_whole_names_then_beginnings_then_mentions(large: GraphStore) -> None:
    assert [hit["label"] for hit in search(large, "PERU", kind="entity")] == ["Peru"]
    assert search(large, "mos", limit=3)[0]["label"].endswith(" Moss")
    assert search(large, "   ") == search(large, "") == []
    assert len(search(large, "a", limit=5)) == 5
    assert all(hit["type"] == "Event" for hit in search(large, "sanction peru", kind="event"))


def test_event_page_says_where_reports_differ_and_what_is_against_it(small: GraphStore) -> None:
    told = scope_page(small, Wanted(), draw="none")
    result = next(event for event in told["events"] if event["type"] == "ElectionResult")
    page = event_page(small, result["id"])
    differs = {each["in"]: sorted(value["value"] for value in each["values"]) for each in page["differs"]}
    assert differs == {"vote share": ["49.8%", "50.10%"]}
    assert len(page["reports"]) == page["independent"] == 2
    assert [reason.partition(":")[0] for reason in page["merges"]] == ["2 reports, one by rule"]
    assert all(BASE not in reason and "event/" not in reason for reason in page["merges"])


def test_entity_page_counts_what_it_leaves_out(small: GraphStore) -> None:
    page = entity_page(small, "country/NLD")
    assert (page["label"], page["type"], page["total"], page["at"]) == ("Netherlands", "Country", 1, [52.5, 5.75])
    assert page["claims_all"] == len(page["claims"]) > 0
    with pytest.raises(UnknownNameError):
        entity_page(small, "country/NLD> ?p ?o } #")


def test_article_offsets_count_as_javascript_does(large: GraphStore) -> None:
    page = article_page(large, "arl-01")
    units = page["text"].encode("utf-16-le")
    cut = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in page["sentences"]]
    assert cut == ["Olan Pike said that Peru imposed sanctions on Ada Reed in Corvane 🌊.", "Nothing else was decided."]
    marks = {kind: units[2 * start : 2 * end].decode("utf-16-le") for start, end, kind in page["events"][0]["marks"]}
    assert marks == {
        "trigger": "imposed sanctions",
        "actor": "Peru",
        "recipient": "Ada Reed",
        "speaker": "Olan Pike",
        "cue": "said",
    }


def test_overview_is_kept_and_complete(large: GraphStore) -> None:
    told = overview_page(large)
    assert told is overview_page(large)
    assert told["counts"] | {} == {
        "articles": 30,
        "events": 30,
        "happened": 26,
        "entities": 33,
        "outlets": 3,
        "contested": 0,
    }
    assert sum(month["events"] for month in told["months"]) == 26


def test_terms_are_those_that_the_graph_uses(large: GraphStore) -> None:
    told = editor_terms(large)
    names = {term["name"]: term["kind"] for term in told["terms"]}
    assert (names["gb:Sanction"], names["gb:actor"], names["skos:prefLabel"]) == ("class", "property", "property")
    assert "gb:Earthquake" not in names
    assert "SERVICE" not in told["words"]
    assert len(told["questions"]) >= 30


def test_values_are_bound_as_terms(large: GraphStore) -> None:
    text = "# Who?\n# param: who text : a name\nSELECT ?s { ?s skos:prefLabel $who }"
    assert bound_query(large, text, (("who", '" } #'),)).endswith('skos:prefLabel "\\" } #" }')
    assert labels(large, (node_iri("person/ada-moss"), "no iri")) == {node_iri("person/ada-moss"): "Ada Moss"}


def test_names_are_placed_within_bounds(large: GraphStore) -> None:
    points = arrange_names(large, ("a", "b", "c"), ((0, 1), (1, 2), (2, 2)))
    assert len(set(points)) == 3
    for bad in ((("a",) * 201, ()), (("a",), ((0, 1),)), (("a",), ((-1, 0),))):
        with pytest.raises(RequestError):
            arrange_names(large, *bad)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("api/scope?color=red", 400),
        ("api/scope?least=much", 400),
        ("api/scope?limit=-1", 400),
        ("api/find?q=a&limit=9999999", 400),
        ("api/entity?id=person/nobody", 404),
        ("api/event?id=entity/country/PER", 404),
        ("api/article?id=none", 404),
        ("static/none.js", 404),
        ("static/__init__.py", 404),
        ("static/..%2Fpages.py", 404),
        ("static/%2e%2e/pages.py", 404),
        ("api/nothing", 404),
    ],
)
def test_wrong_requests_are_refused_in_words(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"query": 1}', b'{"query": "ASK {}", "values": {"a": 1}}', b"[" * 100_000]
)
def test_wrong_bodies_are_refused(client: httpx.Client, body: bytes) -> None:
    assert client.post("api/answer", content=body).status_code == 400
    assert client.post("api/arrange", content=body).status_code == 400


def test_page_and_files_have_policy_type_and_tag(client: httpx.Client) -> None:
    page = client.get("", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe" not in page.headers["content-security-policy"]
    script, style = "text/javascript", "text/css"
    for name, kind in {"main.js": script, "explorer.css": style, "vis-network.js": script, "dom.js": script}.items():
        answer = client.get(f"static/{name}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = client.get(f"static/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    first: Any = client.get("api/overview")
    assert client.get("api/overview", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_browser_is_led_from_an_iri_to_its_page_and_a_program_to_rdf(client: httpx.Client) -> None:
    page = client.get("entity/country/PER", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/?page=entity&id=country%2FPER")
    rdf = client.get("entity/country/PER", headers={"Accept": "text/turtle"})
    assert rdf.headers["content-type"].startswith("text/turtle")
