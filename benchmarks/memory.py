"""Print what real builds of growing corpora cost: peak memory of the build and of all its processes, and time for each article.

usage: python benchmarks/memory.py ARTICLES.jsonl [--sizes 500 5000] [--workers N] [--megabytes 20] [--folder DIR]

The articles are repeated with changed names, as `speed.py` does, and read by `graphbuilder build` in a process of its own, whose memory and
that of its children is looked up in /proc (Linux) ten times a second. "all" is the highest sum of what the processes hold at one moment;
pages that they share count in each. Last comes one article of so many megabytes.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from speed import articles, renamed  # type: ignore[import-not-found]

EVERY = 0.1
"""Seconds between two looks."""


@dataclass(slots=True)
class Run:
    """What a build took: seconds on the clock and of the processors, and megabytes at most."""

    wall: float = 0.0
    cpu: float = 0.0
    parent: float = 0.0
    child: float = 0.0
    all: float = 0.0


def children(process: int) -> list[int]:
    """A process and all that descend from it."""
    found = [process]
    for each in found:
        try:
            found += map(int, pathlib.Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:  # it has ended
            continue
    return found


def held(process: int) -> float:
    """Megabytes that a process holds now."""
    try:
        return int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def build(source: pathlib.Path, into: pathlib.Path, workers: int) -> Run:
    """Build, and look on."""
    run, begin = Run(), time.perf_counter()
    command = [sys.executable, "-m", "graphbuilder", "build", str(source), "--into", str(into), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        parent, *others = (held(each) for each in children(process.pid))
        run.parent, run.child = max(run.parent, parent), max([run.child, *others])
        run.all = max(run.all, parent + sum(others))
        time.sleep(EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: some articles could not be read, as standard error says
        sys.exit(f"the build ended with {process.returncode}")
    run.wall, run.cpu = time.perf_counter() - begin, used.ru_utime + used.ru_stime
    return run


def size_of(folder: pathlib.Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def row(name: str, count: int, run: Run, store: pathlib.Path) -> None:
    """Print a row."""
    each = f"{run.wall / count * 1000:.0f} | {run.cpu / count * 1000:.0f}" if count > 1 else " | "
    memory = f"{run.parent:.0f} | {run.child:.0f} | {run.all:.0f}"
    print(f"| {name} | {run.wall:.0f} | {run.cpu:.0f} | {each} | {memory} | {size_of(store):,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsonl", type=pathlib.Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 5000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--folder", type=pathlib.Path, help="Where to work; default: a temporary folder.")
    args = parser.parse_args()
    if args.folder is not None:
        args.folder.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(dir=args.folder))
    print("| | seconds | processor | ms an article | processor ms | peak MB, parent | a worker | all | store, MB |")
    print("|---" * 9 + "|")
    for size in args.sizes:
        source, store = folder / f"{size}.jsonl", folder / str(size)
        with source.open("w", encoding="utf8") as stream:
            for article in articles(args.jsonl, size):
                stream.write(json.dumps({"id": article.id, "text": article.text, "published": article.published}) + "\n")
        row(f"{size:,} articles", size, build(source, store, args.workers), store)
        shutil.rmtree(store)
    if args.megabytes:
        text, copy = "", 0
        while len(text) < args.megabytes * 1_000_000:
            text += "\n\n".join(renamed(article.text, copy) for article in articles(args.jsonl, 84)) + "\n\n"
            copy += 1
        source, store = folder / "long.txt", folder / "long"
        source.write_text(text[: args.megabytes * 1_000_000], "utf8")
        row(f"one article of {args.megabytes} MB", 1, build(source, store, 1), store)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
