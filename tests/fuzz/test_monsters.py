"""Single articles that are far too large, deep or empty: read and extracted within seconds, or refused with a reason."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphbuilder.errors import ReadError
from graphbuilder.pipeline import Pipeline
from graphbuilder.read import read_articles
from tests.fuzz.laws import bounded, check_article, check_extraction

STORY = "Norway imposed sanctions on Belarus on Monday. "
MONSTERS = {
    "a word of a megabyte.txt": STORY + "a" * 1_000_000,
    "open brackets.txt": STORY + "(" * 10_000,
    "nested brackets.txt": STORY + "(" * 5_000 + "Oslo" + ")" * 5_000,
    "quotation marks.txt": STORY + '"' * 10_000,
    "curly quotation marks.txt": STORY + "“‘" * 5_000,
    "blank lines.txt": STORY + "\n" * 100_000 + STORY,
    "line feeds.txt": "\n" * 5_000_000 + STORY,
    "only line feeds.txt": "\n" * 5_000_000,
    "blanks.txt": " " * 1_000_000 + STORY,
    "a sentence without end.txt": "and he said that " * 1_000,
    "commas.txt": "Norway, " * 1_500,
    "digits.txt": STORY + "9" * 100_000,
    "full stops.txt": STORY + "." * 20_000,
    "dashes.txt": STORY + " - " * 5_000,
    "combining marks.txt": STORY + "e" + "\u0301" * 50_000,
    "year 0 and 9999.txt": "On January 1, 0000 and December 31, 9999 Norway imposed sanctions on Belarus. It ends in 99999.",
    "names.txt": "Anna Bo met Carl Dee. " * 400,
    "emoji.txt": "👩‍👩‍👧‍👦" * 1_500,
    "bomb.html": "<div>" * 50_000 + f"<p>{STORY * 5}</p>",
    "entities.html": f"<html><body><article><p>{STORY * 5}{'&amp;' * 10_000}</p></article></body></html>",
    "attributes.html": f"<html><body {' '.join(f'a{i}=b' for i in range(20_000))}><article><p>{STORY * 5}</p></article></body></html>",
    "one line.jsonl": '{"id": "a", "text": "' + STORY * 2 + " " * 1_000_000 + '"}',
    "deep.jsonl": '{"id": "a", "text": ' + "[" * 200_000,
    "one cell.csv": 'id,text\na,"' + STORY + "x" * 300_000 + '"',
    "laughs.xml": '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title><description>&i;</description></item></channel></rss>",
}  # fmt: skip
"""File -> what is in it."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def read_and_extract(path: Path, pipeline: Pipeline) -> tuple[int, list[ReadError]]:
    failures: list[ReadError] = []
    count = 0
    for article in read_articles([path], on_failure=failures.append):
        count += 1
        check_article(article)
        for _, extraction in pipeline.extract([article]):
            check_extraction(article, extraction)
    return count, failures


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster(name: str, tmp_path: Path, pipeline: Pipeline) -> None:
    path = tmp_path / name
    path.write_text(MONSTERS[name], encoding="utf-8")
    with bounded(name):
        count, failures = read_and_extract(path, pipeline)
    assert count + len(failures) == 1
    assert all(len(failure.reason) > 5 for failure in failures)


def test_a_packed_file_that_unpacks_to_nothing_but_size(tmp_path: Path, pipeline: Pipeline) -> None:
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(gzip.compress(b" " * 60_000_000, 9))
    with bounded("gzip bomb"):
        count, [failure] = read_and_extract(path, pipeline)
    assert (count, "more than" in failure.reason or "empty" in failure.reason) == (0, True)
