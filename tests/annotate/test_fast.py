"""Vectors and names from our own components are those of the model's, and so is all that is extracted."""

from __future__ import annotations

import pathlib
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.ml.models import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model
from spacy.tokens import Doc, Span
from threadpoolctl import threadpool_info

from graphbuilder.annotate import DEFAULT_MODEL
from graphbuilder.annotate.models import add_components
from graphbuilder.annotate.recogniser import FastEntities, is_recognisable
from graphbuilder.annotate.vectors import Vectors, is_readable, one_thread
from graphbuilder.model import Article
from graphbuilder.pipeline import Pipeline

ARTICLES = [
    path.read_text("utf-8") for path in sorted(files("examples.articles").iterdir(), key=str) if path.name.endswith((".txt", ".html"))
]
TEXTS = [
    "",
    " ",
    "Chad",
    "\n\nOn Monday\n",
    "LAGOS — The Bank of\n\nGhana fined Orlu Shipping Co. 3.5 million dollars on 4 May 2019, said Ada",
    "Ada Obi, Ben Cole, Oran, Kano and the Free Party of New Arlenia",
    *ARTICLES,
]
WORDS = ("the", "of", "Ada", "Obi", "Bank", "Ghana", "New", "York", "May", "4", "2019", "million", "$", ",", ".", "\n\n", " ", "said", "’s")


@pytest.fixture(scope="module")
def plain() -> Any:
    """The model as it is delivered."""
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def recogniser(plain: Any) -> FastEntities:
    """Our component on the model as it is delivered."""
    return FastEntities(plain)


def names(doc: Any) -> tuple[list[tuple[int, int, str]], list[list[int]]]:
    """The entities of a Doc, and what its tokens say of them."""
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents], doc.to_array(["ENT_IOB", "ENT_TYPE"]).tolist()


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_vectors_are_the_models(plain: Any, component: str) -> None:
    model = plain.get_pipe(component).model
    model = model if component == "tok2vec" else model.get_ref("tok2vec").layers[0]
    vectors = Vectors(model)
    for text in TEXTS:
        doc = plain.make_doc(text)
        np.testing.assert_allclose(vectors.of(doc), model.predict([doc])[0], atol=1e-5)


def test_vectors_do_not_depend_on_what_was_read_before(plain: Any) -> None:
    model = plain.get_pipe("tok2vec").model
    docs = [plain.make_doc(text) for text in TEXTS]
    used = Vectors(model)
    before = [used.of(doc) for doc in docs]
    for doc, expected in zip(reversed(docs), reversed(before), strict=True):
        assert np.array_equal(Vectors(model).of(doc), expected)


def test_table_of_words_is_bounded(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.annotate.vectors.LARGEST", 50)
    model = plain.get_pipe("tok2vec").model
    vectors = Vectors(model)
    docs = [plain.make_doc(text) for text in TEXTS * 2]
    for doc in docs:
        np.testing.assert_allclose(vectors.of(doc), model.predict([doc])[0], atol=1e-5)
        assert vectors.known <= max(50, *map(len, docs))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_names_are_the_models(plain: Any, recogniser: FastEntities, text: str) -> None:
    doc = plain.make_doc(text)
    for component in ("tok2vec", "parser"):
        doc = plain.get_pipe(component)(doc)
    assert names(recogniser(doc.copy())) == names(plain.get_pipe("ner")(doc.copy()))


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=60))
def test_names_in_any_row_of_words(plain: Any, recogniser: FastEntities, words: list[tuple[str, bool]]) -> None:
    doc = Doc(plain.vocab, words=[word for word, _ in words], sent_starts=[i == 0 or start for i, (_, start) in enumerate(words)])
    assert names(recogniser(doc.copy())) == names(plain.get_pipe("ner")(doc.copy()))


def test_a_name_that_is_settled_already_stays(plain: Any, recogniser: FastEntities) -> None:
    doc = Doc(plain.vocab, words=["Ada", "Obi", "met", "the", "Bank", "of", "Ghana", "in", "May", "."], sent_starts=[True, *[False] * 9])
    doc.set_ents([Span(doc, 0, 1, label="NORP")], default="missing")
    assert names(recogniser(doc.copy())) == names(plain.get_pipe("ner")(doc.copy()))
    assert recogniser(doc).ents[0].label_ == "NORP"


def test_the_components_stand_for_the_models(nlp: Any) -> None:
    assert {"graphbuilder_vectors", "graphbuilder_entities"} <= set(nlp.pipe_names)
    assert not {"tok2vec", "ner"} & set(nlp.pipe_names)


@pytest.mark.parametrize(("window", "pieces"), [(2, 3), (1, 1)])
def test_other_models_are_left_alone(window: int, pieces: int) -> None:
    embed = MultiHashEmbed(8, ["NORM", "SHAPE"], [50, 50], include_static_vectors=False)
    model = build_Tok2Vec_model(embed, MaxoutWindowEncoder(width=8, window_size=window, maxout_pieces=pieces, depth=2))
    model.initialize(X=[spacy.blank("en")("Ada left.")])
    assert not is_readable(model)


def test_a_recogniser_that_searches_wider_is_left_alone() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    assert is_recognisable(nlp)
    nlp.get_pipe("ner").cfg["beam_width"] = 4
    assert not is_recognisable(nlp)
    assert "ner" in add_components(nlp).pipe_names


def blas_threads() -> set[int]:
    """The threads of numpy's BLAS; another library may have brought one of its own by now, which is nobody's concern here."""
    home = str(pathlib.Path(np.__file__).parent.parent)
    return {lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas" and "numpy" in lib["filepath"].removeprefix(home)}


def test_one_thread_only_while_it_is_asked_for() -> None:
    before = blas_threads()
    assert before
    with one_thread():
        assert blas_threads() == {1}
    assert blas_threads() == before


def test_extraction_is_the_same_with_the_models_components() -> None:
    """All that is stated, with the model's own vectors, names, attribute ruler and lemmatiser, and with ours."""
    fast, slow = Pipeline(), Pipeline()
    slow.nlp = spacy.load(DEFAULT_MODEL)
    slow.nlp.add_pipe("graphbuilder_sentences", before="parser")
    slow.nlp.add_pipe("graphbuilder_beam", after="parser")
    slow.nlp.add_pipe("graphbuilder_lemmas", after="lemmatizer")
    slow.nlp.add_pipe("graphbuilder_headlines", after="ner")
    slow.nlp.add_pipe("graphbuilder_names", after="graphbuilder_headlines")
    slow.nlp.add_pipe("graphbuilder_parses", last=True)
    articles = [Article(id=str(i), text=text) for i, text in enumerate(TEXTS)]
    ours, theirs = ([extraction for _, extraction in pipeline.extract(articles)] for pipeline in (fast, slow))
    assert sum(len(extraction.triples) for extraction in ours) > 100
    assert ours == theirs
