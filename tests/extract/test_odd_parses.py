"""Parses that a parser gives seldom, or never: they are read to the end, and nothing is taken from words that are not there."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from graphbuilder.extract.ends import core_words
from graphbuilder.extract.tree import tree_of
from graphbuilder.model import Article
from graphbuilder.pipeline import Pipeline

ODD = [
    # a relative clause on a noun behind it
    (
        "The guards , that fled met Ann .",
        "DT NNS , WDT VBD VBD NNP .",
        "det nsubj punct nsubj relcl ROOT dobj punct",
        (1, 5, 1, 4, 6, 5, 5, 5),
    ),
    # a comma for an object, and a phrase behind it
    (
        "Ann met , of banks .",
        "NNP VBD , IN NNS .",
        "nsubj ROOT dobj prep pobj punct",
        (1, 1, 1, 2, 3, 1),
    ),
]
PARTS = {"DT": "DET", "NNS": "NOUN", "NNP": "PROPN", "WDT": "PRON", "VBD": "VERB", "CC": "CCONJ", "IN": "ADP"}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(("text", "tags", "labels", "heads"), ODD)
def test_read_to_the_end(pipeline: Pipeline, text: str, tags: str, labels: str, heads: tuple[int, ...]) -> None:
    words = text.split()
    spaces = [True] * (len(words) - 1) + [False]
    parts = [PARTS.get(tag, "PUNCT") for tag in tags.split()]
    lemmas = [word.lower() for word in words]
    doc: Any = Doc(
        pipeline.nlp.vocab,
        words=words,
        spaces=spaces,
        tags=tags.split(),
        pos=parts,
        lemmas=lemmas,
        heads=list(heads),
        deps=labels.split(),
    )
    found = pipeline.extract_document(Article(id="a", text=text), doc)
    assert any("met" in t.relation for t in found.triples)


def test_a_phrase_has_its_head(pipeline: Pipeline) -> None:
    """A noun that the parser calls a participle is no participle of itself."""
    heads, labels = [1, 1, 1, 1], ["nsubj", "ROOT", "acl", "punct"]
    doc: Any = Doc(pipeline.nlp.vocab, words=["Ann", "met", "guards", "."], tags=["NNP", "VBD", "NNS", "."], heads=heads, deps=labels)
    assert core_words(tree_of(doc), doc[2]) == (2,)
