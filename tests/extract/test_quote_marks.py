"""Quotation marks inside the parts of a triple, on trees made by hand: tags decide, whatever the parser makes of the words."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphbuilder.extract.quote_marks import marks_of, paired
from graphbuilder.extract.tree import tree_of


@pytest.mark.parametrize(
    ("words", "tags", "kept"),
    [
        ("a “ quiet ” town", "DT `` JJ '' NN", "a “ quiet ” town"),
        ("the song “ Paper Boats ”", "DT NN `` NNP NNP ''", "the song Paper Boats"),
        ("the “ Paper Boats", "DT `` NNP NNP", "the Paper Boats"),
        ("the drivers ’ pay", "DT NNS '' NN", "the drivers ’ pay"),
        ("a town ” and “", "DT NN '' CC ``", "a town ” and “"),
        ("“", "``", "“"),
    ],
)
def test_marks_stay_in_pairs(words: str, tags: str, kept: str) -> None:
    doc = Doc(Vocab(), words=words.split(), tags=tags.split(), heads=[0] * len(words.split()), deps=["dep"] * len(words.split()))
    tree = tree_of(doc)
    found = paired(tree, marks_of(tree), tuple(range(len(doc))))
    assert " ".join(tree.text[i] for i in found) == kept
