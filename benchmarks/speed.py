"""Print the speed table: extraction and build beside plain `nlp.pipe` of the same model, in one run, one process.

usage: python benchmarks/speed.py ARTICLES.jsonl [--articles N] [--block B] [--peers PYTHON] [--no-build]

The articles are repeated to N with every name changed in each copy, so that no cache of whole sentences or names flatters the figures.
Plain spaCy and extraction take turns, a block of articles each, so that both see the same machine; seconds on the clock and seconds of
the processor are given. 1,000 articles take about ten minutes of one core.

Other extractors are timed by `peer_speed.py`, which says how to install them; PYTHON is the interpreter of their environment.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from graphbuilder.model import Article

LETTERS = "bcdfgklmnprst"


def renamed(text: str, copy: int) -> str:
    """The text with a letter changed in every capitalised word that does not begin a sentence; copy 0 is the text itself."""
    if copy == 0:
        return text

    def change(found: re.Match[str]) -> str:
        word = found.group()
        k = 1 + copy % max(len(word) - 1, 1)
        return word[:k] + LETTERS[(ord(word[k - 1]) + copy) % len(LETTERS)] + word[k:]

    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", change, text)


def articles(path: pathlib.Path, count: int) -> list[Article]:
    """The articles of the file, repeated with changed names."""
    rows = [json.loads(line) for line in path.open(encoding="utf8")]
    made = []
    for k in range(count):
        row = rows[k % len(rows)]
        text = renamed(row["text"], k // len(rows))
        made.append(Article(id=f"{row['id']}-{k // len(rows)}", text=text, source=row.get("source", ""), published=row.get("published")))
    return made


@dataclass(slots=True)
class Spent:
    """Seconds on the clock, and seconds of the processor in this process and its ended children."""

    wall: float = 0.0
    cpu: float = 0.0

    def add(self, other: Spent) -> None:
        """Sum up."""
        self.wall += other.wall
        self.cpu += other.cpu


def now() -> Spent:
    """The time."""
    times = os.times()
    return Spent(times.elapsed, times.user + times.system + times.children_user + times.children_system)


def timed(work: Callable[[], object]) -> Spent:
    """What `work` takes."""
    begin = now()
    work()
    end = now()
    return Spent(end.wall - begin.wall, end.cpu - begin.cpu)


def drain(items: Iterable[object]) -> int:
    """How many items there are."""
    return sum(1 for _ in items)


def side_by_side(made: list[Article], block: int, plain: Any, pipeline: Any) -> tuple[dict[str, Spent], list[float]]:
    """Plain spaCy and our extraction on the same blocks in turn, and of each block the ratio of their processor time."""
    from graphbuilder.annotate import annotate
    from graphbuilder.pipeline import rare_collection

    rows = {name: Spent() for name in ("plain nlp.pipe", "annotate (parser, names, repairs)", "extract (annotate and the rest)")}
    of_plain, of_annotate, of_extract = rows.values()
    ratios = []

    def extract(articles: list[Article]) -> None:
        begin = time.perf_counter(), time.process_time()
        with rare_collection():  # as `pipeline.extract` does it
            for article, doc in annotate(pipeline.nlp, articles):
                of_annotate.add(Spent(time.perf_counter() - begin[0], time.process_time() - begin[1]))
                pipeline.extract_document(article, doc)
                begin = time.perf_counter(), time.process_time()

    for start in range(0, len(made), block):
        articles = made[start : start + block]
        one = timed(lambda texts=[a.text for a in articles]: drain(plain.pipe(texts, batch_size=128)))  # type: ignore[misc]
        other = timed(lambda articles=articles: extract(articles))  # type: ignore[misc]
        of_plain.add(one)
        of_extract.add(other)
        ratios.append(one.cpu / other.cpu)
    return rows, ratios


def builds(made: list[Article]) -> dict[str, Spent]:
    """The whole build into a store on disk, with one worker and with two; each begins by loading the model."""
    from graphbuilder.api import build

    folder = pathlib.Path(tempfile.mkdtemp())
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps({"id": a.id, "text": a.text, "published": a.published}) + "\n" for a in made), "utf8")
    rows = {}
    for workers in (1, 2):
        name = f"build, {workers} worker{'s' if workers > 1 else ''}"
        rows[name] = timed(lambda workers=workers: build([source], into=folder / f"graph{workers}", workers=workers))  # type: ignore[misc]
    shutil.rmtree(folder)
    return rows


def peers(made: list[Article], python: str, model: str) -> None:
    """Rows of other extractors on the first articles, in another environment, each beside plain `nlp.pipe` there."""
    with tempfile.TemporaryDirectory() as folder:
        texts = pathlib.Path(folder, "texts.json")
        texts.write_text(json.dumps([a.text for a in made]), "utf8")
        command = [python, str(pathlib.Path(__file__).with_name("peer_speed.py")), str(texts), model]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"\nother extractors skipped: {python} says: {done.stderr.strip().splitlines()[-1]}")
        return
    for row in json.loads(done.stdout.splitlines()[-1]):
        if "missing" in row:
            print(f"\n{row['name']} skipped, not installed: {row['missing']}; see benchmarks/peer_speed.py")
        else:
            speed, ratio = row["words"] / row["cpu"], row["plain"] / row["cpu"]
            print(f"| {row['name']} ({row['words']} words) | | {row['cpu']:.1f} | {speed:,.0f} | | {ratio:.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsonl", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--block", type=int, default=128)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--no-build", action="store_true", help="leave the two builds out")
    args = parser.parse_args()
    import spacy

    from graphbuilder.annotate import DEFAULT_MODEL
    from graphbuilder.pipeline import Pipeline

    made = articles(args.jsonl, args.articles)
    words = sum(len(a.text.split()) for a in made)
    plain, pipeline = spacy.load(DEFAULT_MODEL), Pipeline()
    warm = [replace(a, id=f"warm-{a.id}") for a in made[:20]]
    drain(plain.pipe([a.text for a in warm], batch_size=128))
    drain(pipeline.extract(warm))

    rows, ratios = side_by_side(made, args.block, plain, pipeline)
    rows |= {} if args.no_build else builds(made)
    base = rows["plain nlp.pipe"]
    print(f"{len(made)} articles, {words} words; by blocks of {args.block} extraction is {min(ratios):.2f} to {max(ratios):.2f} of plain,")
    print(f"median {statistics.median(ratios):.2f} (processor time)\n")
    print("| | seconds | processor seconds | words/s | of plain | of plain, processor |\n|---|---|---|---|---|---|")
    for name, spent in rows.items():
        ratios_of_plain = f"{base.wall / spent.wall:.2f} | {base.cpu / spent.cpu:.2f}"
        print(f"| {name} | {spent.wall:.1f} | {spent.cpu:.1f} | {words / spent.wall:,.0f} | {ratios_of_plain} |")
    peers(made[:20], args.peers, DEFAULT_MODEL)


if __name__ == "__main__":
    main()
