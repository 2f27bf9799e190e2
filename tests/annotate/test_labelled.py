"""Tokens found by label, tag and word, as a walk over the Doc finds them."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.annotate.labelled import labelled, spelled, tagged

TEXT = "The union, which meets in Mons, does not want the plant to close, and its leader said so in the Mons daily."


@pytest.mark.parametrize("labels", [("nsubj",), ("nsubj", "relcl"), ("punct", "pobj", "conj"), ("no such label",)])
def test_labelled(nlp: Any, labels: tuple[str, ...]) -> None:
    doc = nlp(TEXT)
    assert labelled(doc, *labels) == [t for t in doc if t.dep_ in labels]


@pytest.mark.parametrize("tags", [("VB",), ("NNP", "DT")])
def test_tagged(nlp: Any, tags: tuple[str, ...]) -> None:
    doc = nlp(TEXT)
    found = tagged(doc, *tags)
    assert found
    assert found == [t for t in doc if t.tag_ in tags]


def test_spelled_asks_for_lower_case(nlp: Any) -> None:
    assert [t.text for t in spelled(nlp(TEXT), "the", "mons")] == ["The", "Mons", "the", "the", "Mons"]


def test_changed_labels_are_found(nlp: Any) -> None:
    doc = nlp(TEXT)
    doc[1].dep_ = "dep"
    assert doc[1] in labelled(doc, "dep")
    assert doc[1] not in labelled(doc, "nsubj")
