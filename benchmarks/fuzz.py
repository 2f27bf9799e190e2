"""Feed the readers bytes that coverage chooses (atheris): whatever comes, articles that keep the laws, or a ReadError.

usage: python benchmarks/fuzz.py [CORPUS_FOLDER] [-runs=20000] [-max_total_time=60] [further options of libFuzzer]

Needs `pip install atheris`. The first byte of an input chooses the format, the rest is the file. An input that breaks a law, or
takes more than five seconds, is written to `crash-*` or `timeout-*` in the current folder and ends the run; `tests/fuzz/` is where
it then becomes a test. Without `-runs` or `-max_total_time` the run ends after 20,000 inputs.
"""

from __future__ import annotations

import logging
import pathlib
import sys
import tempfile

import atheris  # type: ignore[import-not-found]

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["graphbuilder.read", "feedparser", "warcio"]):
    from graphbuilder.errors import ReadError
    from graphbuilder.read import read_articles
    from tests.fuzz.laws import check_article

ENDINGS = (".txt", ".jsonl", ".csv", ".xml", ".warc", ".html", ".txt.gz", ".jsonl.zst", ".parquet")
FOLDER = pathlib.Path(tempfile.mkdtemp())


def one_input(data: bytes) -> None:
    """Read one file."""
    if not data:
        return
    path = FOLDER / f"case{ENDINGS[data[0] % len(ENDINGS)]}"
    path.write_bytes(data[1:])
    failures: list[ReadError] = []
    for article in read_articles([path], on_failure=failures.append):
        check_article(article)
    assert all(len(failure.reason) > 5 for failure in failures)


def main() -> None:
    logging.disable(logging.CRITICAL)
    given = sys.argv[1:]
    bounds = () if any(option.startswith(("-runs", "-max_total_time")) for option in given) else ("-runs=20000",)
    atheris.Setup([sys.argv[0], *given, *bounds, "-timeout=5"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
