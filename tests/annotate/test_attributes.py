"""The cache of parts of speech and lemmas gives what the model's own components give."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import spacy

from graphbuilder.annotate import DEFAULT_MODEL, load_model, make_doc
from graphbuilder.annotate.attributes import CachedAttributes, Rules, is_cacheable
from graphbuilder.annotate.lemmas import repair_lemmas
from graphbuilder.annotate.models import add_components
from graphbuilder.model import Article

SEQUENCES = """I'm gonna leave and you ain't gotta stay. There's a plan. There are two plans, and it was there. Let's go! C'm on, y'all.
Let us go. But he came; all but one left. There is. It is said that I don't have what they had. There"""
"""Rules for several tokens, beside words that only begin like them."""

TEXTS = [
    SEQUENCES,
    "Regulators fined the bank. Rebels are waging war.\n\nThe ship stopped in Oran.  Ain't it odd",
    *(path.read_text("utf-8") for path in sorted(files("examples.articles").iterdir(), key=str) if path.name.endswith((".txt", ".html"))),
]


@pytest.fixture(scope="module")
def plain() -> Any:
    """The model as it is delivered."""
    return spacy.load(DEFAULT_MODEL)


def attributes(doc: Any) -> list[tuple[str, ...]]:
    """What the ruler and the lemmatiser settle of each token."""
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, str(t.morph), str(t.is_sent_start)) for t in doc]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_same_as_the_models_own_components(plain: Any, text: str) -> None:
    doc = plain.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = plain.get_pipe(name)(doc)
    expected = attributes(repair_lemmas(plain.get_pipe("lemmatizer")(plain.get_pipe("attribute_ruler")(doc.copy()))))
    cached = CachedAttributes(plain)
    assert attributes(cached(doc.copy())) == expected
    assert attributes(cached(doc.copy())) == expected  # from the cache


def test_enough_texts() -> None:
    assert len(TEXTS) >= 12


def test_whole_pipeline_differs_in_lemmas_of_verbs_only(nlp: Any, plain: Any) -> None:
    """Without line ends, where graphbuilder's sentence borders can change the parse."""
    text = "The bank was fined by the regulator of Chad on Monday. There are two plans, said Ms Ode, and they ain't cheap."
    ours, theirs = attributes(nlp(make_doc(nlp, Article(id="a", text=text)))), attributes(plain(text))
    assert [(a[0], a[3], b[3]) for a, b in zip(ours, theirs, strict=True) if a != b] == [("fined", "fine", "fin")]


def test_cache_is_bounded(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.annotate.attributes.LARGEST", 40)
    cached = CachedAttributes(plain)
    for text in TEXTS[:2] * 2:
        doc = plain.make_doc(text)
        for name in ("tok2vec", "tagger", "parser"):
            doc = plain.get_pipe(name)(doc)
        expected = attributes(repair_lemmas(plain.get_pipe("lemmatizer")(plain.get_pipe("attribute_ruler")(doc.copy()))))
        assert attributes(cached(doc)) == expected
        assert len(cached) <= 40 or len(cached) <= len(doc)


def test_reach_of_words_that_begin_a_rule(plain: Any) -> None:
    rules = Rules(plain)
    strings = plain.vocab.strings
    words = ("gon", "let", "tree")
    doc = rules.doc_of([(strings.add(word), strings.add("NN"), strings.add("dobj")) for word in words])
    assert rules.reach(doc).tolist() == [2, 2, 0]


def test_empty_text(nlp: Any) -> None:
    assert len(nlp("")) == 0


def test_the_cache_stands_for_both_components(nlp: Any) -> None:
    assert "graphbuilder_attributes" in nlp.pipe_names
    assert not {"attribute_ruler", "lemmatizer"} & set(nlp.pipe_names)


def test_adding_twice_changes_nothing() -> None:
    nlp = load_model()
    names = list(nlp.pipe_names)
    assert add_components(nlp).pipe_names == names


@pytest.mark.parametrize(
    "rule",
    [
        {"patterns": [[{"LOWER": "so", "OP": "+"}]], "attrs": {"POS": "ADV"}},
        {"patterns": [[{"NORM": "so"}]], "attrs": {"POS": "ADV"}},
        {"patterns": [[{"LOWER": "so"}]], "attrs": {"NORM": "thus"}},
    ],
)
def test_other_rules_keep_the_models_own_components(rule: dict[str, Any]) -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    assert is_cacheable(nlp)
    nlp.get_pipe("attribute_ruler").add_patterns([rule])
    assert not is_cacheable(nlp)
    names = add_components(nlp).pipe_names
    assert {"attribute_ruler", "lemmatizer", "graphbuilder_lemmas"} <= set(names)
    assert [t.lemma_ for t in nlp("Regulators fined it.")][1] == "fine"


def test_a_pipeline_can_be_saved(tmp_path: Any) -> None:
    nlp = load_model()
    nlp.to_disk(tmp_path / "model")
    again = load_model(str(tmp_path / "model"))
    text = "Regulators fined the bank. They ain't gonna pay."
    assert attributes(again(text)) == attributes(nlp(text))
    assert again.pipe_names == nlp.pipe_names
