"""Print what a corpus costs beside extraction: time and memory by its size, quads a second, one more article, the named questions.

usage: python benchmarks/corpus.py ARTICLES.jsonl [--extract N] [--sizes 500 5000] [--folder DIR]

The first N articles are extracted once. They are then repeated to each size, every copy with ids, names and days of its own, and go
through all that follows extraction: noting, writing, linking, fusing. Each size runs in a process of its own; times are those of its
processor.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import pathlib
import pickle
import re
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from graphbuilder.model import Article, Extraction

Pair = tuple[Article, Extraction]
DAYS = 21
"""Days between a copy and the next."""


def extracted(path: pathlib.Path, count: int) -> list[Pair]:
    """The first articles of the file with what comes out of them."""
    from graphbuilder.pipeline import Pipeline
    from graphbuilder.read import read_articles

    articles = (article for _, article in zip(range(count), read_articles([path], on_failure=print), strict=False))
    return list(Pipeline().extract(articles))


def copies(pairs: list[Pair], count: int) -> Iterator[Pair]:
    """The pairs, repeated; in each copy ids, surnames and days are others, and all offsets hold."""
    kinds: tuple[TypeAdapter[Any], TypeAdapter[Any]] = (TypeAdapter(Article), TypeAdapter(Extraction))
    written = [tuple(kind.dump_json(part).decode() for kind, part in zip(kinds, pair, strict=True)) for pair in pairs]
    for k in range(count):
        copy, index = divmod(k, len(pairs))
        article, extraction = (changed(text, copy) for text in written[index])
        own = f"{pairs[index][0].id}-{copy}"
        yield (
            kinds[0].validate_json(json.dumps({**json.loads(article), "id": own})),
            kinds[1].validate_json(json.dumps({**json.loads(extraction), "id": own})),
        )


def changed(text: str, copy: int) -> str:
    """The JSON with another letter in every capitalised word of five letters and more (and in ids made of it), and later days."""
    if copy == 0:
        return text

    def word(found: re.Match[str]) -> str:
        old = found.group()
        place = 2 + copy % 3
        letter = chr((ord(old[place].lower()) - 97 + 1 + copy // 3) % 26 + 97)
        return old[:place] + letter + old[place + 1 :]

    def day(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found.group()) + timedelta(days=DAYS * copy))

    text = re.sub(r"(?<=[a-z,-] )[A-Z][a-z]{4,}\b(?!\")|(?<=person/)[a-z]{5,}", word, text)
    return re.sub(r"(?<=\")\d{4}-\d\d-\d\d(?=\")", day, text)


def measure(pairs_file: str, count: int, folder: str, answers: Any) -> None:
    """What follows extraction, for one size: in a process of its own."""
    from graphbuilder.graph.store import GraphStore

    with open(pairs_file, "rb") as stream:
        pairs = pickle.load(stream)
    clock = time.process_time
    with GraphStore.create_or_open(folder) as store:
        making = clock()
        for _ in copies(pairs, min(count, 200)):
            pass
        making = (clock() - making) / min(count, 200) * count  # the copies are no part of the work
        begin = clock()
        store.put(copies(pairs, count))
        put = clock() - begin - making
        quads = len(store)
        begin = clock()
        store.link()
        linked = clock() - begin
        begin = clock()
        store.fuse()
        fused = clock() - begin
        one = next(iter(copies([pairs[0]], 1)))
        store.put([(replace(one[0], id="one-more"), replace(one[1], id="one-more"))])
        begin = clock()
        store.link()
        store.fuse()
        more = clock() - begin
        total = len(store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put({"put": put, "link": linked, "fuse": fused, "more": more, "quads": quads, "total": total, "peak": peak})


def frequent(store: Any, kind: str, count: int) -> list[str]:
    """The nodes of a class that are mentioned most."""
    rows = store.sparql(f"SELECT ?node {{ ?node a gb:{kind} ; gb:mentionCount ?n }} ORDER BY DESC(?n) ?node LIMIT {count}")
    return [row["node"].value for row in rows]


def time_questions(folder: str) -> None:
    """The median time of each named question on the store; where it must be about somebody, about those who are mentioned most."""
    from graphbuilder.graph.questions import ask
    from graphbuilder.graph.questions import questions as named
    from graphbuilder.graph.store import GraphStore

    print("\n| question | milliseconds, median of 5 | rows |\n|---|---|---|")
    with GraphStore.open_read_only(folder) as store:
        person, *_ = frequent(store, "Person", 1)
        first, second = frequent(store, "Country", 2)
        values = {"about": person, "who": person, "place": first, "from": first, "to": second}
        for name, question in sorted(named().items()):
            given = {parameter.name: values[parameter.name] for parameter in question.parameters if parameter.required}
            found = []
            for _ in range(5):
                begin = time.process_time()
                answer = ask(store, name, given)
                found.append(1000 * (time.process_time() - begin))
            print(f"| {name} | {statistics.median(found):.0f} | {len(answer.rows):,} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsonl", type=pathlib.Path)
    parser.add_argument("--extract", type=int, default=84)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--folder", type=pathlib.Path, help="Where to work; default: a temporary folder.")
    args = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=args.folder))
    pairs = folder / "pairs"
    pairs.write_bytes(pickle.dumps(extracted(args.jsonl, args.extract)))
    print("| articles | quads | write, ms/article | link | fuse | all | quads/s | one more article, ms | peak, MB |")
    print("|---" * 9 + "|")
    context = multiprocessing.get_context("spawn")
    for size in args.sizes:
        answers = context.Queue()
        process = context.Process(target=measure, args=(str(pairs), size, str(folder / str(size)), answers))
        process.start()
        found = answers.get()
        process.join()
        each = {name: 1000 * found[name] / size for name in ("put", "link", "fuse")}
        print(
            f"| {size} | {found['total']:,} | {each['put']:.1f} | {each['link']:.1f} | {each['fuse']:.1f} | {sum(each.values()):.1f} "
            f"| {found['quads'] / found['put']:,.0f} | {1000 * found['more']:.0f} | {found['peak']:.0f} |",
            flush=True,
        )
    time_questions(str(folder / str(args.sizes[0])))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
