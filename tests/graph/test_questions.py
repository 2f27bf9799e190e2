"""Named questions, their parameters, and errors that say where."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.errors import QueryError, RequestError, UnknownNameError
from graphbuilder.graph.known_terms import unknown_terms
from graphbuilder.graph.questions import ask, find_entity, find_question, parse_question, questions, run
from graphbuilder.graph.store import GraphStore
from graphbuilder.vocabulary import BASE
from tests.graph.fixtures import Builder

SANCTION = "sanction: Netherlands - Peruvian officials, 2021-03-01"

EXPECTED: dict[str, tuple[dict[str, str], dict[str, Any] | None, int]] = {
    # name: parameters, what one row has, how many rows there are
    "articles": ({"outlet": "courier"}, {"headline": "Quispe wins with 50.10%", "events": 1}, 4),
    "by-month": ({"type": "Protest"}, {"month": "2021-05", "kind": "Protest", "events": 2}, 1),
    "casualties": ({}, None, 0),
    "claims-about": ({"about": "Rosa Quispe"}, {"relation": "called", "object": "the step a mistake"}, 3),
    "co-occurrence": ({"about": "Lima"}, {"first": "Miners' Union", "second": "Lima", "articles": 2}, 1),
    "contested": ({}, {"what": SANCTION, "about": "factuality"}, 2),
    "contradictions": ({"about": "country/NLD"}, {"differs_in": "factuality", "value": "Denied", "speaker": "A spokesman"}, 3),
    "corroborated": ({}, {"what": SANCTION, "sources": 2, "reports": 3}, 2),
    "countries": ({}, {"country": "Netherlands", "quad_class": "MaterialConflict", "events": 1}, 2),
    "denied-by": ({}, {"who": "A spokesman", "outlet": "Gazette"}, 1),
    "dyads": ({"quad": "MaterialConflict"}, {"who": "Netherlands", "whom": "Peruvian officials", "events": 1}, 1),
    "edges": ({}, {"subject": "Netherlands", "edge": "sanctions", "object": "Peruvian officials"}, 1),
    "election-results": ({"candidate": "rosa quispe"}, {"share": 50.1, "words": "50.10%", "speaker": "Electoral Board"}, 2),
    "entities": ({"type": "Person"}, {"name": "Rosa Quispe", "mentions": 4}, 2),
    "event-types": ({}, {"type": "Sanction", "factuality": "Negated", "events": 1}, 5),
    "events": ({"factuality": "Planned"}, {"what": "meet: Jan Visser - Rosa Quispe (planned)", "where": "Cusco"}, 1),
    "evidence": ({"type": "Sanction"}, {"what": SANCTION, "reported_as": "Denied"}, 4),
    "low-confidence": ({"below": "0.95"}, {"subject": "Netherlands", "edge": "sanctions", "confidence": 0.9}, 1),
    "merges": ({}, {"name": SANCTION, "members": 3, "rule": "SameEventRule"}, 2),
    "near": ({"place": "Lima", "km": "10"}, {"kilometres": 0.0, "what": "protest: Miners' Union, 2021-05-03"}, 2),
    "not-happened": ({"factuality": "Negated"}, {"what": "sanction: Chile - Peru (negated)"}, 1),
    "outlets": ({}, {"outlet": "Herald", "articles": 3, "events": 4, "reported_alone": 2}, 3),
    "paths": ({"from": "Netherlands", "to": "Peruvian officials"}, {"steps": 1, "first_event": SANCTION}, 1),
    "places": ({}, {"where": "Lima", "country": "PER", "events": 2}, 2),
    "planned": ({"from": "2021-06-15"}, {"what": "meet: Jan Visser - Rosa Quispe (planned)"}, 1),
    "protests": ({"place": "Peru"}, {"where": "Lima", "week": "2021-W18", "protests": 1}, 2),
    "sanctions": ({"target": "Peru"}, {"who": "Netherlands", "whom": "Peruvian officials", "reports": 3}, 1),
    "silent-sentences": ({}, {"sentence": "Nothing else was decided.", "why": "no event"}, 3),
    "silent-sources": ({}, {"outlet": "Courier", "sentences": 8, "silent": 3, "percent": 38.0}, 3),
    "since": ({"date": "2021-05-01"}, {"news": "new", "what": "protest: Miners' Union, 2021-05-03"}, 4),
    "speakers": ({"outlet": "Herald"}, {"speaker": "Jan Visser", "times": 1}, 1),
    "timeline": ({"who": "Rosa Quispe"}, {"role": "candidate", "what": "election result: Rosa Quispe, 2021-04-11"}, 2),
    "unlinked": ({"type": "Place"}, {"name": "Cusco", "mentions": 1}, 1),
    "who-said": ({"speaker": "Jan Visser"}, {"kind": "Indirect", "outlet": "Herald"}, 1),
}


def test_every_question_is_tested_and_there_are_enough() -> None:
    assert set(EXPECTED) == set(questions())
    assert len(questions()) >= 25


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_question_finds_what_it_should(store: GraphStore, name: str) -> None:
    params, expected, count = EXPECTED[name]
    rows = ask(store, name, params).records()
    assert len(rows) == count, rows
    if expected is not None:
        assert any(all(row[key] == value for key, value in expected.items()) for row in rows), rows


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_question_says_what_it_answers(name: str) -> None:
    question = questions()[name]
    assert question.answers.endswith("?")
    used = set(re.findall(r"\$(\w+)", question.text))
    assert used == {parameter.name for parameter in question.parameters}
    assert all(parameter.help for parameter in question.parameters)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_question_gives_the_same_rows_without_optional_parameters(store: GraphStore, name: str) -> None:
    question = questions()[name]
    needed = {p.name: EXPECTED[name][0][p.name] for p in question.parameters if p.required}
    assert run(store, name, needed) == run(store, name, needed)


def test_a_required_parameter_is_asked_for(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"timeline needs --param who=\.\.\. \(whose timeline\)"):
        ask(store, "timeline")


@pytest.mark.parametrize(
    ("question", "params", "error", "message"),
    [
        ("sanction", {}, UnknownNameError, "no question 'sanction'. Did you mean: sanctions"),
        ("sanctions", {"sendr": "x"}, UnknownNameError, "sanctions: there is no parameter 'sendr'. Did you mean: sender"),
        ("sanctions", {"target": "Perru"}, UnknownNameError, "no entity 'Perru'. Did you mean: Peru"),
        ("events", {"type": "Sanktion"}, UnknownNameError, "there is no type 'Sanktion'. Did you mean: Sanction"),
        ("dyads", {"quad": "MaterialConflicts"}, UnknownNameError, "no quad 'MaterialConflicts'. Did you mean: MaterialConflict"),
        ("contested", {"x": "y"}, QueryError, "contested has no parameters"),
        ("since", {"date": "yesterday"}, QueryError, "'yesterday' is no date. Write it as 2020-08-09"),
        ("since", {"date": "2020-02-31"}, QueryError, "is no date"),
        ("near", {"place": "Lima", "km": "1 }"}, QueryError, "'1 }' is no number"),
        ("none.rq", {}, RequestError, "none.rq: cannot be read as a query"),
    ],
)
def test_wrong_requests_say_what_is_wrong(
    store: GraphStore, question: str, params: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        ask(store, question, params)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("SELECT ?x WHERE {\n ?x foo:bar 1 }", 2, 12, "unknown prefix"),
        ("SELECT ?x WHERE { ?x a ", 1, 24, "not expected here"),
        ("SELECT ?x WHERE { ?x , a }", 1, 27, "expected"),
        ("ASK {\n\n", 3, 1, "ends too early"),
    ],
)
def test_broken_sparql_is_pointed_at(store: GraphStore, text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        ask(store, text)
    assert (caught.value.line, caught.value.column) == (line, column)
    shown, pointer = str(caught.value).splitlines()[1:]
    assert shown.strip() == text.splitlines()[line - 1].strip() if line <= len(text.splitlines()) else shown.strip() == ""
    assert pointer.index("^") == column + 1


def test_a_file_is_asked_with_its_parameters(store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# Mine?\n# param: who entity : who\nSELECT ?l WHERE { $who skos:prefLabel ?l }", encoding="utf-8")
    assert ask(store, file, {"who": "lima"}).records() == [{"l": "Lima"}]


@pytest.mark.parametrize("line", ["# param: who person : x", "# param: who", "# param: who entity = x"])
def test_a_parameter_that_is_written_wrongly_is_named(line: str) -> None:
    with pytest.raises(QueryError, match=r"q, line 2: write a parameter as"):
        parse_question("q", f"# What?\n{line}\nASK {{}}")


@pytest.mark.parametrize("question", ["casualties", "protests"])
def test_an_event_without_a_place_happened_in_none_that_is_asked_for(tmp_path: Path, question: str) -> None:
    b = Builder("gazette-1", "Miners protested, and 40 people died. Then they protested in Lima.", source="Gazette", published="2021-06-01")
    b.entity("place/3936456", "Lima")
    b.event("Protest", "protested")
    b.event("Casualties", "died", [b.role("deaths", "40 people", quantity=b.quantity("40 people", "40", "NUM", "people"))])
    b.event("Protest", "protested in", [b.role("place", "Lima", "place/3936456")], place="place/3936456")
    with GraphStore.create_or_open(tmp_path / "g") as store:
        store.put([b.pair()])
        store.fuse()
        anywhere, peru = (ask(store, question, params).rows or () for params in ({}, {"place": "country/PER"}))
    assert len(anywhere) > len(peru) == (question == "protests")


def test_names_that_nothing_has_are_told(store: GraphStore) -> None:
    asked = 'SELECT ?x { ?x a gb:Sanktion ; gb:actor ?y ; gb:sanctions ?z ; rdfs:label "gb:Text" } # gb:Comment'
    assert dict(unknown_terms(store, asked)) == {"Sanktion": ["Sanction", "sanctions", "Vaccination"]}
    assert dict(unknown_terms(store, "ASK { ?e gb:votesQuantity ?q ; gb:factuality gb:Denied }")) == {}


def test_text_is_asked_as_it_is(store: GraphStore) -> None:
    assert ask(store, "ASK { ?e a gb:Sanction }").truth is True
    assert find_question("SELECT * { ?s ?p ?o }").parameters == ()


@pytest.mark.parametrize("name", ["Lima", "lima", "place/3936456", "entity/place/3936456", BASE + "entity/place/3936456"])
def test_an_entity_is_found_by_name_id_or_iri(store: GraphStore, name: str) -> None:
    assert find_entity(store, name) == BASE + "entity/place/3936456"


@settings(max_examples=60, deadline=None)
@given(value=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_value_can_change_the_query(value: str, store: GraphStore) -> None:
    query = '# ?\n# param: word text : a word\nSELECT ?w WHERE { BIND($word AS ?w) } # $word "$word"'
    import pyoxigraph

    from graphbuilder.graph.sparql import bind

    bound = bind(query, {"word": pyoxigraph.Literal(value)})
    (row,) = store.sparql(bound)
    assert row["w"].value == value


def test_formats(store: GraphStore) -> None:
    query = "SELECT ?name ?share WHERE { ?e gb:candidate/skos:prefLabel ?name ; gb:voteShare ?share } ORDER BY ?share"
    assert run(store, query, format="csv") == "name,share\nRosa Quispe,49.8\nRosa Quispe,50.1\n"
    assert run(store, query, format="tsv").splitlines() == ["?name\t?share", '"Rosa Quispe"\t49.8', '"Rosa Quispe"\t50.1']
    bindings = json.loads(run(store, query, format="json"))["results"]["bindings"]
    assert [row["share"]["value"] for row in bindings] == ["49.8", "50.1"]
    assert ElementTree.fromstring(run(store, query, format="xml")).tag.endswith("sparql")
    assert run(store, query).splitlines() == ["name         share", "-----------  -----", "Rosa Quispe  49.8", "Rosa Quispe  50.1"]
    assert run(store, "ASK {}") == "true\n"
    assert json.loads(run(store, "ASK {}", format="json"))["boolean"] is True
    construct = "CONSTRUCT { ?s gb:sanctions ?o } WHERE { ?s gb:sanctions ?o }"
    line = "<entity/country/NLD> gb:sanctions <entity/group/peruvian-officials> ."
    assert run(store, construct, format="ttl").splitlines()[-1] == line
    assert run(store, construct, format="csv").splitlines()[0] == "subject,predicate,object"
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE give Turtle"):
        run(store, query, format="ttl")
    with pytest.raises(UnknownNameError, match=r"no format 'jsn'\. Did you mean: json"):
        run(store, query, format="jsn")
    assert run(store, "SELECT ?x WHERE { ?x a gb:Clam }") == "(nothing found)\n"


def test_distance_and_week_are_functions(store: GraphStore) -> None:
    query = 'SELECT (gbf:kilometres(53.9, 27.57, 54.69, 25.28) AS ?d) (gbf:week("2020-08-09"^^xsd:date) AS ?w) WHERE {}'
    assert ask(store, query).records() == [{"d": 172.6, "w": "2020-W32"}]
    assert ask(store, 'SELECT (gbf:week("x") AS ?w) (gbf:kilometres("a", 1, 1, 1) AS ?d) WHERE {}').records() == [{"w": None, "d": None}]


@pytest.mark.parametrize(("value", "reason"), [("x:// y", "no IRI"), ("http://a.example/>", "no IRI")])
def test_a_class_that_is_no_iri_is_refused(store: GraphStore, value: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        ask(store, "events", {"type": value})


def test_half_a_character_in_a_text_finds_nothing(store: GraphStore) -> None:
    assert ask(store, "articles", {"outlet": "\ud800"}).rows == ()


def test_a_speaker_without_a_name_is_not_everybody(tmp_path: Path) -> None:
    """Words that nobody in particular says ("it was said") must not be joined with every entity of the graph."""
    text = "It was said that the tax was wrong. Rosa Quispe met Jan Visser."
    builder = Builder("a", text).entity("person/rosa-quispe", "Rosa Quispe").entity("person/jan-visser", "Jan Visser")
    builder.said(None, "It", "said", "the tax was wrong", denies=True)
    builder.attributions = [replace(attribution, source=()) for attribution in builder.attributions]
    with GraphStore.create_or_open(tmp_path / "g") as made:
        made.put([builder.pair()])
        made.fuse()
        assert [row["who"] for row in ask(made, "who-said").records()] == ["(not named)"]
        assert {row["who"] for row in ask(made, "denied-by").records()} <= {"(not named)"}
