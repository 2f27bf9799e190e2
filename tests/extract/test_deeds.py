"""Nouns that name the deed of a verb: its parties, and what must stay silent."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.api import extract

CASES = [
    ("The toppling of the king by the generals surprised the town.", "Coerce", {"actor": "the generals", "recipient": "the king"}),
    ("Readers condemned the jailing of the editor.", "Arrest", {"recipient": "the editor"}),
    ("The army's toppling of the president surprised the town.", "Coerce", {"actor": "The army's", "recipient": "the president"}),
    ("The demolition of the old theatre by the builders began in May.", "Damage", {"cause": "the builders", "object": "the old theatre"}),
]
SILENT = [
    "The jailing went on.",
    "The building of the ministry is old.",
    "She did so at the urging of her aunt.",
]


@pytest.mark.parametrize(("text", "kind", "roles"), CASES)
def test_a_noun_of_a_deed_has_the_parties_of_its_verb(text: str, kind: str, roles: dict[str, str]) -> None:
    found = [event for event in extract(text).events if event.type == kind]
    assert [{r.role: r.text for r in event.roles} for event in found] == [roles]


@pytest.mark.parametrize("text", SILENT)
def test_a_noun_that_names_no_deed_of_anybody_is_silent(text: str) -> None:
    assert extract(text).events == ()


def test_what_is_only_planned_keeps_its_factuality() -> None:
    texts = ("The court blocked the jailing of the editor.", "The jailing of the editor was planned.")
    values: list[Any] = [event.factuality.value for text in texts for event in extract(text).events if event.type == "Arrest"]
    assert len(values) == 2
    assert "Asserted" not in values[:1]
