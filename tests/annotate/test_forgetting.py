"""Words that come late are forgotten, and nothing that is read afterwards suffers by it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from graphbuilder.annotate.forgetting import Words
from graphbuilder.model import Article, Extraction
from graphbuilder.pipeline import Pipeline

SYLLABLES = ("bar", "kel", "mon", "dor", "vin", "sal", "lun", "gre")


def articles(zone: int, count: int = 6) -> list[Article]:
    """Articles with names and verbs that no other zone has."""
    made = list(product(SYLLABLES, repeat=3))
    texts = []
    for k in range(count):
        name, place, verb = ("".join(made[(zone * count * 3 + 3 * k + j) % len(made)]) for j in range(3))
        he, there = name.title(), place.title()
        texts.append(f"President {he} of {there} {verb}ed the treaty with Kenya on Monday. He said nobody {verb}ed it before.")
    return [Article(id=f"{zone}-{k}", text=text, published="2020-02-03") for k, text in enumerate(texts)]


@pytest.fixture(scope="module")
def patient() -> Pipeline:
    """A pipeline that keeps all words."""
    return Pipeline()


@pytest.fixture(scope="module")
def forgetful() -> Pipeline:
    """A pipeline that has read a little and keeps no further word."""
    pipeline = Pipeline()
    list(pipeline.extract(articles(0)))
    pipeline._words = Words(pipeline.nlp, room=0)
    return pipeline


def read(pipeline: Pipeline, given: list[Article]) -> list[Extraction]:
    return [extraction for _, extraction in pipeline.extract(given)]


def test_no_word_of_a_zone_stays(forgetful: Pipeline) -> None:
    attributes = forgetful.nlp.get_pipe("graphbuilder_attributes")
    read(forgetful, articles(1))
    sizes = []
    for zone in (2, 3, 4):
        read(forgetful, articles(zone))
        attributes._settle(forgetful.nlp.vocab.strings)
        sizes.append((len(forgetful.nlp.vocab.strings), len(attributes)))
    assert len(set(sizes)) == 1
    assert "barbarsal" not in forgetful.nlp.vocab.strings
    assert not forgetful.nlp.vocab.in_memory_zone


def test_what_is_read_is_the_same(patient: Pipeline, forgetful: Pipeline) -> None:
    for zone in (5, 6, 5, 7, 6):
        assert read(forgetful, articles(zone)) == read(patient, articles(zone))


def test_a_cache_that_is_emptied_in_a_zone(patient: Pipeline, forgetful: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.annotate.attributes.LARGEST", 40)
    for zone in (8, 9, 8):
        assert read(forgetful, articles(zone)) == read(patient, articles(zone))
    monkeypatch.undo()
    for pipeline in (patient, forgetful):
        pipeline.nlp.get_pipe("graphbuilder_attributes")._empty(0)  # room as it was


def test_a_doc_made_after_a_zone_knows_its_lemmas(patient: Pipeline, forgetful: Pipeline) -> None:
    given = articles(10)
    read(forgetful, given)
    for article in given:
        one, other = ([t.lemma_ for t in pipeline.nlp(article.text)] for pipeline in (forgetful, patient))
        assert one == other


def test_few_words_are_kept(patient: Pipeline) -> None:
    before = len(patient.nlp.vocab.strings)
    read(patient, articles(11))
    assert len(patient.nlp.vocab.strings) > before


def test_readers_share_a_zone(forgetful: Pipeline) -> None:
    def first_of(given: list[Article]) -> tuple[Iterator[tuple[Article, Extraction]], Extraction]:
        reader = forgetful.extract(given)
        return reader, next(reader)[1]

    before = len(forgetful.nlp.vocab.strings)
    one, first = first_of(articles(12))
    other, second = first_of(articles(13))
    assert forgetful.nlp.vocab.in_memory_zone
    rest = [extraction for _, extraction in one]
    assert forgetful.nlp.vocab.in_memory_zone
    assert [first, *rest] == read(forgetful, articles(12))
    assert [second, *(extraction for _, extraction in other)] == read(forgetful, articles(13))
    assert not forgetful.nlp.vocab.in_memory_zone
    assert len(forgetful.nlp.vocab.strings) == before


def test_a_reader_that_is_left_ends_its_zone(forgetful: Pipeline) -> None:
    reader = forgetful.extract(articles(14))
    next(reader)
    assert forgetful.nlp.vocab.in_memory_zone
    reader.close()  # type: ignore[attr-defined]
    assert not forgetful.nlp.vocab.in_memory_zone
