"""News sentences with the PLOVER type and the countries of the parties that a coder gives them: plover_held_out.yml.

Ten sets, each written in one go without a look at the frames and read once before anything was mended. First run: of the 240
sentences of set 1 the type was found in 0.758, type and countries of all parties in 0.667; of the 115 of set 2, written after
set 1 was mended, 0.887 and 0.809; of the 349 of set 3 (CAMEO leaf by leaf) 0.837 and 0.673; of the 100 of set 4, written after
set 3 was mended, 0.960 and 0.890; of the 103 of set 5 0.825 and 0.670, of the 56 of set 6, after that, 0.857 and 0.768, of the 46 of
set 7, in less usual words, 0.674 and 0.609, of the 80 of set 8 and the 60 of set 9, in still rarer ones, 0.688 and 0.663, 0.550 and 0.450
(9 was written after set 8 was mended), of the 48 of set 10, after that, 0.500 and 0.458 (5 to 10 were
committed before their run). What is read today stands in the file as `read`, so that a change in either direction shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graphbuilder.annotate import annotate
from graphbuilder.extract.extraction import extract_document
from graphbuilder.lexicon import load_lexicon
from graphbuilder.model import Article, Event

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("plover_held_out.yml").read_text(encoding="utf-8")
)
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "YIELD": "CONCEDE"}


@pytest.fixture(scope="module")
def events(nlp: Any) -> dict[str, tuple[Event, ...]]:
    """Text -> its events, all read in one go."""
    articles = [Article(id=f"held-out-{number}", text=case["text"]) for number, case in enumerate(CASES)]
    return {a.text: extract_document(a, doc, load_lexicon()).events for a, doc in annotate(nlp, articles)}


def kind(event: Event) -> str:
    """The PLOVER type, older names written as the present ones."""
    code = event.codes.get("plover", "")
    return SAME.get(code, code)


def countries(event: Event, role: str) -> set[str]:
    return {r.country for r in event.roles if r.role == role and r.country is not None}


def parties_right(event: Event, case: dict[str, Any]) -> bool:
    """Exactly the countries of the case; those of a joint act (`together`) may stand in either role."""
    actors, recipients = countries(event, "actor"), countries(event, "recipient")
    if "together" in case:
        return actors | recipients == set(case["together"].split())
    return actors == set(case["actor"].split()) and recipients == set(case["recipient"].split())


def read(found: tuple[Event, ...], case: dict[str, Any]) -> str:
    """How much of the case is read: all of it, the type alone, or nothing."""
    right = [e for e in found if kind(e) == case["type"]]
    if not right:
        return "nothing"
    return "all" if any(parties_right(e, case) for e in right) else "type"


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_read(case: dict[str, Any], events: dict[str, tuple[Event, ...]]) -> None:
    assert read(events[case["text"]], case) == case["read"], events[case["text"]]
