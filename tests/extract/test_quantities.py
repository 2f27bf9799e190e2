"""Quantities: the suites in quantities.yml, on real parses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graphbuilder.extract.quantities import read_quantities

SUITES = ("quantities.yml",)


def cases() -> list[Any]:
    out = []
    for name in SUITES:
        for case in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
            out.append(pytest.param(case["text"], case["expect"], id=case["text"][:60], marks=marks))
    return out


def written(doc: Any) -> list[str]:
    """The quantities as the suites write them."""
    out = []
    for found in read_quantities(doc):
        assert doc.text[found.start : found.end] == found.text
        row = [found.text, found.value, found.unit, found.of or "-"]
        row += [f"high={found.high}"] if found.high is not None else []
        row += ["~"] if found.approximate else []
        out.append(" | ".join(row))
    return out


@pytest.mark.parametrize(("text", "expected"), cases())
def test_suite(nlp: Any, text: str, expected: list[str]) -> None:
    assert written(nlp(text)) == expected
