"""Print the speed table: extraction and build beside plain `nlp.pipe` of the same model, in one run, one process.

usage: python benchmarks/speed.py ARTICLES.jsonl [--articles N] [--rounds R]

The articles are repeated to N with every name changed in each copy, so that no cache of whole sentences or names flatters the figures.
Peers (triplet-extract, textacy) are timed on the first articles when they are installed; they are no dependencies.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pathlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

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


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def drain(items: Iterable[object]) -> int:
    """How many items there are."""
    return sum(1 for _ in items)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsonl", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    import spacy

    from graphbuilder.annotate import DEFAULT_MODEL, annotate
    from graphbuilder.api import build
    from graphbuilder.pipeline import Pipeline

    made = articles(args.jsonl, args.articles)
    words = sum(len(a.text.split()) for a in made)
    plain, pipeline = spacy.load(DEFAULT_MODEL), Pipeline()
    warm = [replace(a, id=f"warm-{a.id}") for a in made[:20]]
    drain(plain.pipe([a.text for a in warm], batch_size=128))
    drain(pipeline.extract(warm))
    folder = pathlib.Path(tempfile.mkdtemp())
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps({"id": a.id, "text": a.text, "published": a.published}) + "\n" for a in made), "utf8")

    def whole_build(workers: int) -> None:
        shutil.rmtree(folder / "graph", ignore_errors=True)
        build([source], into=folder / "graph", workers=workers)

    works: dict[str, Callable[[], object]] = {
        "plain nlp.pipe": lambda: drain(plain.pipe([a.text for a in made], batch_size=128)),
        "annotate (parser, names, repairs)": lambda: drain(annotate(pipeline.nlp, made)),
        "extract": lambda: drain(pipeline.extract(made)),
        "build, 1 worker": lambda: whole_build(1),
        "build, 2 workers": lambda: whole_build(2),
    }
    best = {name: min(timed(work) for _ in range(args.rounds)) for name, work in works.items()}
    base = best["plain nlp.pipe"]
    print(f"{len(made)} articles, {words} words, best of {args.rounds}\n")
    print("| | seconds | words/s | of plain |\n|---|---|---|---|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds:.2f} | {words / seconds:,.0f} | {base / seconds:.2f} |")
    peers(made[:40], plain)
    shutil.rmtree(folder)


def peers(made: list[Article], plain: object) -> None:
    """Time the peers that are installed on a few articles, beside plain nlp.pipe on the same ones."""
    texts = [a.text for a in made]
    base = timed(lambda: drain(plain.pipe(texts, batch_size=128)))  # type: ignore[attr-defined]
    if importlib.util.find_spec("textacy"):
        from textacy.extract import subject_verb_object_triples  # type: ignore[import-not-found]

        seconds = timed(lambda: [drain(subject_verb_object_triples(d)) for d in plain.pipe(texts, batch_size=128)])  # type: ignore[attr-defined]
        print(f"| textacy subject-verb-object ({len(texts)} articles) | {seconds:.2f} | | {base / seconds:.2f} |")
    if importlib.util.find_spec("triplet_extract"):
        from triplet_extract import extract  # type: ignore[import-not-found]

        seconds = timed(lambda: [drain(extract(t)) for t in texts])
        print(f"| triplet-extract ({len(texts)} articles) | {seconds:.2f} | | {base / seconds:.3f} |")


if __name__ == "__main__":
    main()
