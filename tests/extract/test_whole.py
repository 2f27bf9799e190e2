"""A long article in pieces says what it says as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphbuilder.annotate import pieces
from graphbuilder.extract.introduced import Introduced
from graphbuilder.model import Article, Block, BlockKind, Extraction, Mention, Span
from graphbuilder.pipeline import Pipeline

PARAGRAPHS = (
    "TUNIS, March 3 (Example) - Finance Minister Amira Haddad resigned on Monday, her office said.",
    "Haddad said that Kenya had imposed sanctions on two banks in Oslo. Ghana denied that police arrested 12 protesters in Lagos.",
    "On Tuesday Haddad met Chilean President Pablo Rojas in Santiago and signed an agreement worth $5 million.",
    'Rojas said: "Nobody attacked the embassy of Norway." The Kenyan government will hold elections in May.',
)
TEXT = "\n\n".join(PARAGRAPHS)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of one or two paragraphs."""
    monkeypatch.setattr("graphbuilder.annotate.LONGEST_PIECE", 130)


def read(pipeline: Pipeline, text: str = TEXT) -> Extraction:
    """The extraction of an article with a dateline."""
    blocks = (Block(start=0, end=27, kind=BlockKind.DATELINE),)
    article = Article(id="a", text=text, published="2021-03-04", dateline_place="TUNIS", blocks=blocks)
    ((_, extraction),) = pipeline.extract([article])
    return extraction


def spans_of(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Every stretch of text with its words."""
    for entity in extraction.entities:
        yield from ((m.start, m.end, m.text) for m in entity.mentions)
    for event in extraction.events:
        yield event.trigger.start, event.trigger.end, event.trigger.text
        yield from ((r.start, r.end, r.text) for r in event.roles)
    yield from ((t.start, t.end, t.text) for t in extraction.times)
    yield from ((q.start, q.end, q.text) for q in extraction.quantities)
    yield from ((p.trigger.start, p.trigger.end, p.trigger.text) for p in extraction.predicates)


def test_pieces_say_what_the_whole_says(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(pipeline)
    monkeypatch.setattr("graphbuilder.annotate.LONGEST_PIECE", 130)
    cut = read(pipeline)
    assert len(whole.events) > 5
    assert len(list(pieces.pieces_of(Article(id="a", text=TEXT), 130))) == 4
    for part in ("sentences", "events", "attributions", "times", "quantities", "predicates"):
        assert getattr(cut, part) == getattr(whole, part), part
    assert {(e.id, e.mentions) for e in cut.entities} == {(e.id, e.mentions) for e in whole.entities}
    assert [replace_confidence(t) for t in cut.triples] == [replace_confidence(t) for t in whole.triples]


def replace_confidence(triple: Any) -> tuple[Any, ...]:
    """A triple without its confidence, which looks at the triples around it."""
    return tuple(getattr(triple, name) for name in triple.__slots__ if name != "confidence")


@pytest.mark.usefixtures("small")
def test_numbers_and_offsets_are_those_of_the_whole(pipeline: Pipeline) -> None:
    found = read(pipeline, TEXT + "\n\n" + TEXT[len(PARAGRAPHS[0]) + 2 :])
    text = TEXT + "\n\n" + TEXT[len(PARAGRAPHS[0]) + 2 :]
    assert all(text[start:end] == words for start, end, words in spans_of(found))
    assert [e.id for e in found.events] == [f"e{n}" for n in range(1, len(found.events) + 1)]
    for event in found.events:
        sentence = found.sentences[event.sentence]
        assert sentence.start <= event.trigger.start < sentence.end
        if event.attribution is not None:
            content = found.attributions[event.attribution].content
            assert any(s.start <= event.trigger.start < s.end for s in content)
    keys = {e.id for e in found.events}
    assert {t.event for t in found.triples if t.event} <= keys
    ids = {e.id for e in found.entities}
    assert {r.entity for e in found.events for r in e.roles if r.entity} <= ids
    assert all(list(e.mentions) == sorted(set(e.mentions), key=lambda m: (m.start, m.end)) for e in found.entities)


@pytest.mark.usefixtures("small")
def test_a_surname_is_that_of_whom_an_earlier_piece_names(pipeline: Pipeline) -> None:
    found = {e.id: e for e in read(pipeline).entities}
    assert {m.text for m in found["person/amira-haddad"].mentions} >= {"Haddad"}
    assert not any(key.startswith("person/haddad") for key in found)


@pytest.mark.usefixtures("small")
def test_days_count_from_the_dateline_of_the_first_piece(pipeline: Pipeline) -> None:
    times = {t.text: t.value for t in read(pipeline).times}
    assert times["Tuesday"] == "2021-03-02"


@pytest.mark.usefixtures("small")
def test_equal_words_are_kept_once(pipeline: Pipeline) -> None:
    found = read(pipeline, TEXT + ("\n\n" + TEXT[len(PARAGRAPHS[0]) + 2 :]) * 3)
    mentions = [m.text for e in found.entities for m in e.mentions if m.text == "Haddad"]
    assert len(mentions) > 4
    assert len({id(text) for text in mentions}) == 1


@pytest.mark.usefixtures("small")
def test_a_fault_in_a_piece_costs_the_article_and_no_other(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuilder.extract.whole import Whole

    calls = []

    def faulty(self: Whole, piece: Extraction, start: int, length: int) -> None:
        calls.append(start)
        if len(calls) == 2:
            raise ValueError("no such thing")

    monkeypatch.setattr(Whole, "add", faulty)
    failures: list[Any] = []
    articles = [Article(id="long", text=TEXT), Article(id="short", text="Ghana sued Togo.")]
    seen = [a.id for a, _ in pipeline.extract(articles, on_failure=failures.append)]
    assert seen == ["short"]
    assert [f.article for f in failures] == ["long"]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("pieces_named", "expected"),
    [
        ((["Jane Okoro"], ["Okoro"]), "Jane Okoro"),
        ((["Jane Okoro"], ["Jane"]), "Jane Okoro"),
        ((["Jane Okoro"], ["Jane A. Okoro"]), "Jane Okoro"),
        ((["Jane Okoro", "Paul Okoro"], ["Okoro"]), "Okoro"),
        ((["Jane Okoro"], ["Okoro", "Paul Okoro"]), "Jane Okoro"),
        ((["Jane Okoro"], ["Adeyemi"]), "Adeyemi"),
        (([], ["Okoro"]), "Okoro"),
    ],
)
def test_introduced(pieces_named: tuple[list[str], list[str]], expected: str) -> None:
    from graphbuilder.extract.chains import Chain

    def chains(names: list[str]) -> list[Chain]:
        return [Chain(index=k, name=name, type="Person", named=True, members=()) for k, name in enumerate(names)]

    introduced = Introduced()
    introduced.read(chains(pieces_named[0]))
    assert introduced.read(chains(pieces_named[1]))[0].name == expected


@pytest.mark.parametrize(("gender", "expected"), [("f", "Jane Okoro"), ("m", "Okoro")])
def test_gender_of_whom_is_meant(gender: str, expected: str) -> None:
    from graphbuilder.extract.chains import Chain

    introduced = Introduced()
    introduced.read([Chain(index=0, name="Jane Okoro", type="Person", named=True, members=(), gender="f")])
    (found,) = introduced.read([Chain(index=0, name="Okoro", type="Person", named=True, members=(), gender=gender)])
    assert found.name == expected


def test_equal_records_are_one() -> None:
    from graphbuilder.extract.whole import Whole
    from graphbuilder.model import Attribution, AttributionKind, Entity, Predicate
    from graphbuilder.model import Polarity as P

    def spans() -> tuple[Span, ...]:
        return (Span(start=700, end=800),)

    said = tuple(Attribution(speaker=None, kind=AttributionKind.DIRECT, source=spans(), content=spans()) for _ in range(3))
    mention = Mention(start=700, end=705, text="Okoro")
    piece = Extraction(
        id="a",
        attributions=said,
        entities=(Entity(id="person/okoro", name="Okoro", type="Person", mentions=(mention,)),),
        predicates=(Predicate(trigger=Mention(start=700, end=705, text="Okoro"), polarity=P.POSITIVE),),
    )
    whole = Whole(Article(id="a", text=""))
    whole.add(piece, 0, 1000)
    whole.add(piece, 1000, 1000)
    found = whole.extraction()
    kept = [span for a in found.attributions for span in (*a.source, *a.content)]
    assert len(kept) == 12
    assert len({id(span) for span in kept}) == 2
    assert {(s.start, s.end) for s in kept} == {(700, 800), (1700, 1800)}
    (entity,) = found.entities
    assert [m.start for m in entity.mentions] == [700, 1700]
    assert [p.trigger for p in found.predicates] == list(entity.mentions)
    assert all(p.trigger is m for p, m in zip(found.predicates, entity.mentions, strict=True))
    assert found.predicates[1].trigger.start is found.attributions[3].source[0].start
