"""The grammar engine: what it refuses, and that it finds what a plain reading of the rules finds."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.errors import OntologyError
from graphbuilder.extract import word_patterns
from graphbuilder.extract.word_patterns import Grammar, split_words


def grammar_of(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> Grammar:
    monkeypatch.setattr(word_patterns, "load_data", lambda name: data)
    return Grammar("test.yml")


def found(grammar: Grammar, text: str) -> list[tuple[str, str, dict[str, str]]]:
    words = split_words(text)
    out = []
    for match in grammar.matches(grammar.encode(words)):
        slots = {slot: " ".join(words.forms[a:b]) for slot, (a, b) in match.slots.items()}
        out.append((match.rule.name, " ".join(words.forms[match.first : match.last]), slots))
    return out


CLASSES = {"MONTH": {"June": 6, "May": 5}, "COMMA": [","]}
SHAPES = {"DAY": "[0-9]{1,2}", "YEAR": "[0-9]{4}"}


def test_longest_first_then_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [
        {"name": "month", "make": "x", "pattern": "MONTH:m"},
        {"name": "date", "make": "x", "pattern": "MONTH:m DAY:d (COMMA? YEAR:y)?"},
        {"name": "again", "make": "x", "pattern": "MONTH"},
    ]
    grammar = grammar_of(monkeypatch, {"classes": CLASSES, "shapes": SHAPES, "rules": rules})
    assert found(grammar, "On June 3, 1998 it rained") == [
        ("date", "June 3 , 1998", {"m": "June", "d": "3", "y": "1998"}),
        ("month", "June", {"m": "June"}),
        ("again", "June", {}),
    ]


def test_capitals_count_where_the_data_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = grammar_of(monkeypatch, {"classes": CLASSES, "rules": [{"make": "x", "pattern": "MONTH"}]})
    assert [text for _, text, _ in found(grammar, "It may rain in May, said MAY.")] == ["May", "MAY"]


def test_contexts_choose_a_shorter_match(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [{"make": "x", "pattern": "DAY (to DAY)?", "after": ["from"], "not_before": ["COMMA"]}]
    grammar = grammar_of(monkeypatch, {"classes": CLASSES, "shapes": SHAPES, "rules": rules})
    assert [text for _, text, _ in found(grammar, "from 3 to 5 and 7, from 3 to 5,")] == ["3 to 5", "3"]


def test_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = grammar_of(monkeypatch, {"shapes": SHAPES, "rules": [{"make": "x", "pattern": "DAY (and DAY)*"}]})
    assert found(grammar, "3 and 4 and 5")[0][1] == "3 and 4 and 5"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"rules": [{"make": "x", "pattern": "NOWHERE"}]}, "NOWHERE"),
        ({"rules": [{"make": "x", "pattern": "(a | b"}]}, "closing bracket"),
        ({"rules": [{"make": "x", "pattern": "a )"}]}, "unmatched"),
        ({"classes": {"PREP": [True, "in"]}, "rules": []}, "quote it"),
    ],
)
def test_faults_in_the_data_are_refused(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any], message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        grammar_of(monkeypatch, data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 7:58 a.m., Sat", ["at", "7:58", "a.m.", ",", "Sat"]),
        ("the '80s and 1990s", ["the", "'80s", "and", "1990s"]),
        ("US$1,500.75 or £5m", ["US$", "1,500.75", "or", "£", "5", "m"]),
        ("mid-May\n\n5°C", ["mid", "-", "May", "\n\n", "5", "°", "C"]),
        ("Lukashenko’s 21st", ["Lukashenko", "’s", "21st"]),
    ],
)
def test_split_words(text: str, expected: list[str]) -> None:
    words = split_words(text)
    assert words.forms == expected
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == expected
