"""Lemmas that the model's rules cut too short."""

from typing import Any

import pytest

CASES = [
    ("Regulators fined the bank.", "fined", "fine"),
    ("Students staged a protest.", "staged", "stage"),
    ("Rebels are waging war.", "waging", "wage"),
    ("She hoped to win.", "hoped", "hope"),
    ("The ship stopped in Oran.", "stopped", "stop"),
    ("They visited Chad.", "visited", "visit"),
    ("Police raided the office.", "raided", "raid"),
]


@pytest.mark.parametrize(("sentence", "form", "lemma"), CASES)
def test_lemma(nlp: Any, sentence: str, form: str, lemma: str) -> None:
    assert [t.lemma_ for t in nlp(sentence) if t.text == form] == [lemma]


PARSES = [
    ("Talks and visits by Turkish officials to Zambia this year failed.", "Zambia", "pobj"),
    ("Following the protests, Norway and Japan slapped sanctions on banks.", "Norway", "nsubj"),
    ("In 1881 she was re-elected mayor.", "she", "nsubjpass"),
    ("The president was re-elected in May.", "elected", "ROOT"),
    ("He said the ex-minister was re-arrested on Monday.", "arrested", "ccomp"),
    ("The council provides school meals to many non-residents of the area.", "residents", "pobj"),
    ("The minister co-founded the party with his brother.", "minister", "nsubj"),
]


@pytest.mark.parametrize(("sentence", "word", "label"), PARSES)
def test_parse_repairs(nlp: Any, sentence: str, word: str, label: str) -> None:
    doc = nlp(sentence)
    assert [t.dep_ for t in doc if t.text == word] == [label]
    assert all(t.head in t.sent for t in doc)
