"""Time expressions: the suites in times.yml, and what cannot be said there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphbuilder.extract.times import anchor_of, read_times

SUITES = ("times.yml",)


def cases() -> list[Any]:
    out = []
    for name in SUITES:
        groups = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
        for group in groups:
            for case in group["cases"]:
                marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
                out.append(pytest.param(case["text"], group["anchor"], case["expect"], id=case["text"][:60], marks=marks))
    return out


def written(text: str, anchor: date | None) -> list[str]:
    """The expressions as the suites write them."""
    out = []
    for found in read_times(text, anchor):
        assert text[found.start : found.end] == found.text
        row = [found.text, found.type, str(found.value)]
        if found.earliest is None and found.latest is None:
            row.append("none")
        elif not found.value == found.earliest == found.latest:
            row.append(f"{found.earliest or ''}..{found.latest or ''}")
        out.append(" | ".join(row))
    return out


@pytest.mark.parametrize(("text", "anchor", "expected"), cases())
def test_suite(text: str, anchor: date | None, expected: list[str]) -> None:
    assert written(text, anchor) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2020-11-17", "2020-11-17"), ("7:58 AM ET, Sat January 3, 2015", "2015-01-03"), (None, "None"), ("undated", "None")],
)
def test_anchor_of(published: str | None, expected: str) -> None:
    assert str(anchor_of(published)) == expected
