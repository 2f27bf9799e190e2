"""Any value where a user gives one: dates, terms, parameters of questions, SPARQL, authority files, lexicons, records."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from graphbuilder.contract import load_extraction
from graphbuilder.graph import terms
from graphbuilder.graph.questions import ask, questions, run
from graphbuilder.graph.sparql import bind
from graphbuilder.graph.store import GraphStore
from graphbuilder.lexicon import load_lexicon
from graphbuilder.ontology import ontologies_folder
from graphbuilder.read import Draft, article_of
from graphbuilder.read.dates import iso_in, record_date, written_date
from graphbuilder.resolve.authority import read_authority
from graphbuilder.vocabulary import XSD
from tests.fuzz import hostile
from tests.fuzz.laws import check_article, run_cases
from tests.stand_in import StandInPipeline


def test_dates() -> None:
    def case(rng: random.Random) -> None:
        given = hostile.date(rng)
        near = date(rng.choice((1, 2020, 9999)), rng.randint(1, 12), rng.randint(1, 28))
        for found in (written_date(given), written_date(given, near), iso_in(given)):
            assert found is None or isinstance(found, date)
        try:
            read = record_date(given)
        except ValueError:
            return
        date.fromisoformat(read[:10])

    run_cases("dates", 2500, case)


def test_records_as_articles() -> None:
    def case(rng: random.Random) -> None:
        title, source, author, url, language, named = (hostile.text(rng, 3) for _ in range(6))
        draft = Draft(path="case", id=hostile.text(rng, 1) or "a", text=hostile.text(rng), title=title, source=source, author=author)
        published = rng.choice(("", hostile.date(rng)))
        check_article(article_of(replace(draft, url=url, language=language, named=named, published=published)))

    run_cases("drafts", 2000, case)


def test_terms_can_be_loaded_and_say_what_they_were_made_of() -> None:
    def case(rng: random.Random) -> None:
        given = hostile.text(rng, 3)
        made = [terms.text_term(given), terms.date_term(given), terms.date_term(hostile.date(rng)), terms.datetime_term(hostile.date(rng))]
        made += [terms.safe_iri_term(given), terms.safe_iri_term(f"http://a.example/{given}")]
        if (number := terms.written_decimal(given)) is not None:
            made.append(terms.typed_term(number, XSD.decimal))
        lines = "".join(f"<x:s> <x:p> {term} .\n" for term in made if term is not None)
        quads = list(pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True))
        assert len(quads) == sum(term is not None for term in made)
        assert quads[0].object.value == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in given)

    run_cases("terms", 2000, case)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A small graph, open for reading."""
    folder = tmp_path_factory.mktemp("graph") / "g"
    drafts = (Draft(path="a", id=f"a{i}", text=f"Alden hit pier {i}. Bela hit Carl.", published="2021-01-02") for i in range(3))
    with GraphStore.create_or_open(folder) as made:
        made.put(StandInPipeline().extract(map(article_of, drafts)))
        made.fuse()
    with GraphStore.open_read_only(folder) as opened:
        yield opened


def test_parameters_of_questions(store: GraphStore) -> None:
    def case(rng: random.Random) -> None:
        name = rng.choice([*questions(), "nonsense"])
        known = [parameter.name for parameter in questions()[name].parameters] if name in questions() else ["x"]
        values = (hostile.text(rng, 2), hostile.date(rng), "Alden", "-1", "1" * 30, "gb:Assault", f"x://{hostile.text(rng, 1)}")
        run(store, name, {parameter: rng.choice(values) for parameter in known}, rng.choice(("table", "csv", "json", "xml", "nonsense")))

    run_cases("parameters", 1500, case)


def test_sparql(store: GraphStore) -> None:
    def case(rng: random.Random) -> None:
        query = rng.choice([question.text for question in questions().values()])
        words = query.split(" ")
        for _ in range(rng.randint(0, 3)):
            words[rng.randrange(len(words))] = rng.choice((hostile.text(rng, 1), "{", "}", '"', "#", "SERVICE", "$name", ""))
        ask(store, " ".join(words) if rng.random() < 0.9 else hostile.text(rng, 3))

    run_cases("sparql", 800, case)


def test_a_bound_value_stays_one_literal() -> None:
    store = pyoxigraph.Store()

    def case(rng: random.Random) -> None:
        given = hostile.clean(hostile.text(rng, 4))
        [row] = store.query(bind("SELECT ($value AS ?x) {} # $value", {"value": pyoxigraph.Literal(given)}))  # type: ignore[misc]
        assert row["x"].value == given

    run_cases("bound", 1000, case)


def test_authority_files(tmp_path: Path) -> None:
    def case(rng: random.Random) -> None:
        path = tmp_path / f"names.{rng.choice(('csv', 'ttl', 'nt'))}"
        if path.suffix == ".csv":
            rows = "".join(
                ",".join(rng.choice((hostile.text(rng, 1), "Person", "Amina Diallo", "http://a.example/1")) for _ in range(4)) + "\n"
                for _ in range(rng.randint(0, 4))
            )
            data = hostile.encoded(rng, rng.choice(("name,aliases,type,sameAs\n", "name\n", "")) + rows)
        else:
            data = hostile.encoded(rng, f'<http://a.example/1> <http://www.w3.org/2000/01/rdf-schema#label> "{hostile.text(rng, 2)}" .')
        path.write_bytes(hostile.damaged(rng, data))
        authority = read_authority(path)
        authority.find(hostile.text(rng, 1), "Person")
        assert all(record.id for record in authority.records)

    run_cases("authority", 1000, case)


def test_lexicons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tmp_path / "ours" / "lexicon"
    ours.mkdir(parents=True)
    for path in ontologies_folder().glob("*.ttl"):
        (ours.parent / path.name).write_bytes(path.read_bytes())
    (ours / "words.yml").write_text("words:\n  say: [say, tell]\n", encoding="utf-8")
    monkeypatch.setattr("graphbuilder.ontology.ontologies_folder", lambda: ours.parent)
    good = [path.read_text("utf-8") for path in sorted((ontologies_folder() / "lexicon").glob("*.yml"))]
    frames = [f"frames:\n  - id: {part}" for text in good for part in text.split("  - id: ")[1:]]

    def case(rng: random.Random) -> None:
        folder = tmp_path / f"case{rng.random()}"  # files of one folder are read once
        (folder / "lexicon").mkdir(parents=True)
        words = rng.choice(frames).split(" ")
        for _ in range(rng.randint(1, 4)):
            odd = (hostile.text(rng, 1), "[", "]:", "{a: b}", "&a [*a]", "!!python/object:os.system", "? [a]\n: b", "''", "prep:", "@", "|")
            words[rng.randrange(len(words))] = rng.choice(odd)
        data = hostile.damaged(rng, hostile.encoded(rng, " ".join(words)), 0.3)
        (folder / "lexicon" / "case.yml").write_bytes(data)
        if rng.random() < 0.2:
            (folder / "case.ttl").write_bytes(hostile.txt(rng))
        load_lexicon([folder])

    run_cases("lexicons", 300, case)


def test_records_of_extractions() -> None:
    good = json.loads((Path(__file__).parent / "extraction.json").read_text("utf-8"))

    def case(rng: random.Random) -> None:
        made = json.loads(json.dumps(good))
        places = list(_places(made))
        for _ in range(rng.randint(1, 3)):
            holder, key = rng.choice(places)
            holder[key] = hostile.value(rng)
        line = json.dumps(made)
        load_extraction(hostile.damaged(rng, line.encode("utf-8"), 0.3))

    run_cases("records", 1500, case)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """All places of a value inside another one."""
    items: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, item in items:
        yield node, key
        yield from _places(item)
