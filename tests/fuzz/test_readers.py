"""Any bytes in any format: articles that keep the laws, or reasons."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from graphbuilder.errors import ReadError
from graphbuilder.read import read_articles
from tests.fuzz import hostile
from tests.fuzz.laws import check_article, run_cases

COUNTS = {
    ".txt": 1500, ".html": 700, ".jsonl": 1500, ".csv": 1200, ".tsv": 300, ".parquet": 600, ".xml": 800, ".rss": 200, ".warc": 800,
}  # fmt: skip
"""Ending -> cases."""


def read(path: Path, columns: dict[str, str] | None = None) -> None:
    failures: list[ReadError] = []
    for article in read_articles([path], on_failure=failures.append, columns=columns):
        check_article(article)
    for failure in failures:
        assert len(failure.reason) > 5


@pytest.mark.parametrize("ending", hostile.FORMATS)
def test_any_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"case-2020-02-31{ending}"

    def case(rng: random.Random) -> None:
        path.write_bytes(hostile.FORMATS[ending](rng))
        read(path, {"text": "id", "id": "text"} if rng.random() < 0.05 else None)

    run_cases(ending, COUNTS[ending], case)


def test_bytes_of_one_format_under_the_name_of_another(tmp_path: Path) -> None:
    def case(rng: random.Random) -> None:
        path = tmp_path / f"case{rng.choice([*hostile.FORMATS, '.bin', '.json', ''])}"
        made = hostile.FORMATS[rng.choice(list(hostile.FORMATS))](rng)
        path.write_bytes(made if rng.random() < 0.8 else rng.randbytes(rng.randint(0, 600)))
        read(path)

    run_cases("mixed", 1000, case)


def test_packed_and_cut_off(tmp_path: Path) -> None:
    def case(rng: random.Random) -> None:
        ending = rng.choice([name for name in hostile.FORMATS if name != ".parquet"])
        packing, data = hostile.packed(rng, hostile.FORMATS[ending](rng))
        path = tmp_path / f"case{ending}{packing}"
        path.write_bytes(data)
        read(path)

    run_cases("packed", 1200, case)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def case(rng: random.Random) -> None:
        data = rng.choice((hostile.txt, hostile.jsonl))(rng)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        read(Path("-"))

    run_cases("stdin", 600, case)
