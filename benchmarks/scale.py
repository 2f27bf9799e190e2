"""Print what a large corpus costs: seconds of one core, quads and bytes for each article, and from them the bill for many millions.

usage: python benchmarks/scale.py ARTICLES.jsonl [--articles N] [--million M]

Seconds are those of the processor, so that other work on the machine counts little; the first articles warm up.
"""

from __future__ import annotations

import argparse
import pathlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from speed import articles  # type: ignore[import-not-found]

from graphbuilder.graph.store import GraphStore
from graphbuilder.pipeline import Pipeline
from graphbuilder.workers import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one article costs."""

    words: float
    extract: float
    commit: float
    fuse: float
    quads: float
    bytes: float
    parts: float


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure(path: pathlib.Path, count: int) -> Cost:
    """Extract, commit and fuse so many articles."""
    from graphbuilder.distribute.parts import pack_part

    made = articles(path, count)
    pipeline = Pipeline()
    list(pipeline.extract(made[:10]))
    pairs: list[Pair] = []
    extract = seconds(lambda: pairs.extend(pipeline.extract(made)))
    parts = len(pack_part(made, pairs, []))
    folder = pathlib.Path(tempfile.mkdtemp()) / "g"
    with GraphStore.create_or_open(folder) as store:
        commit = seconds(lambda: store.put(pairs))
        fuse = seconds(store.link) + seconds(store.fuse)
        store.quads.optimize()
        quads = len(store)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    words = sum(len(article.text.split()) for article in made)
    shares = (value / count for value in (words, extract, commit, fuse, quads, size, parts))
    return Cost(**dict(zip(Cost.__slots__, shares, strict=True)))


def bill(cost: Cost, million: float, cores: int = 100) -> list[tuple[str, str]]:
    """What so many million articles cost."""
    n = million * 1e6
    day = 86_400
    return [
        ("extraction, core days", f"{n * cost.extract / day:,.0f}"),
        (f"extraction on {cores} cores, days", f"{n * cost.extract / cores / day:.1f}"),
        ("committing, days of the one committer", f"{n * cost.commit / day:.1f}"),
        ("quads, billions", f"{n * cost.quads / 1e9:.1f}"),
        ("store on disk, TB", f"{n * cost.bytes / 1e12:.2f}"),
        ("parts, GB, if all were kept", f"{n * cost.parts / 1e9:,.0f}"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsonl", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--million", type=float, default=10)
    args = parser.parse_args()
    cost = measure(args.jsonl, args.articles)
    print(f"{args.articles} articles of {cost.words:.0f} words, one core\n\n| for each article | |\n|---|---|")
    print(f"| extraction | {cost.extract:.3f} s ({1 / cost.extract:.1f} articles/s) |")
    print(f"| committing | {cost.commit:.3f} s ({1 / cost.commit:.1f} articles/s, {cost.quads / cost.commit:,.0f} quads/s) |")
    print(f"| fused view | {cost.fuse:.3f} s |\n| quads | {cost.quads:,.0f} |")
    print(f"| store on disk | {cost.bytes / 1000:.0f} kB |\n| part | {cost.parts / 1000:.1f} kB |\n")
    print(f"| {args.million:g} million articles | |\n|---|---|")
    for what, value in bill(cost, args.million):
        print(f"| {what} | {value} |")


if __name__ == "__main__":
    main()
