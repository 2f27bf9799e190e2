"""Articles -> graph on disk: read, extract, put into the store in steps, fuse. What the store has already is passed over."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.errors import ExtractionError, ReadError, RequestError
from graphbuilder.model import Article, Extraction
from graphbuilder.read import check_paths, count_articles, read_articles
from graphbuilder.workers import extract_in_processes

if TYPE_CHECKING:
    from graphbuilder.graph.store import GraphStore

FAILURES = "failures.jsonl"
"""In the store's folder: one line for each article or file that the last build could not read."""

LANGUAGES = frozenset({"en"})
"""What the extractor reads. Articles in other languages are passed over and counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article or file that could not be read, and why."""

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. Every article that was read is counted once: added, replaced, unchanged, or skipped.

    Attributes:
        folder: the store. added, replaced, unchanged, removed: numbers of articles.
        skipped: language code -> number of articles that were passed over.
        failures: in the order of the input; also in `failures.jsonl`. notes: what else a user may want to know.
        events: class -> number of events in the articles that were added or replaced, by name.
        silent: sentences in them out of which nothing came. sentences: all of their sentences.
    """

    folder: Path
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict, hash=False)
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    events: Mapping[str, int] = field(default_factory=dict, hash=False)
    sentences: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a build is: numbers of articles, and the one that was done last. `stage` is "extract" or "fuse".

    `total` is the number of articles in the input, None when it cannot be told without reading all of it.
    """

    stage: str
    done: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    article: str = ""
    total: int | None = None


class _Tally:
    """The counts of a build that is under way, and who wants to hear of them."""

    def __init__(self, progress: Callable[[Step], None] | None) -> None:
        self.progress = progress
        self.total: int | None = None
        self.failures: list[Failure] = []
        self.notes: list[str] = []
        self.skipped: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self.added = self.replaced = self.unchanged = self.sentences = self.silent = 0

    def fail(self, error: ReadError) -> None:
        self.failures.append(Failure(path=error.path, line=error.line, reason=error.reason))

    def crash(self, error: ExtractionError) -> None:
        self.failures.append(Failure(path=error.article, line=None, reason=error.reason))

    def extracted(self, extraction: Extraction, *, known: bool) -> None:
        self.replaced += known
        self.added += not known
        self.events.update(event.type for event in extraction.events)
        self.sentences += len(extraction.sentences)
        self.silent += sum(sentence.silent is not None for sentence in extraction.sentences)
        self.tell("extract", extraction.id)

    def tell(self, stage: str, article: str = "") -> None:
        if self.progress is not None:
            done = self.added + self.replaced
            skipped = sum(self.skipped.values())
            step = Step(
                stage=stage,
                done=done,
                unchanged=self.unchanged,
                skipped=skipped,
                failed=len(self.failures),
                article=article,
                total=self.total,
            )
            self.progress(step)


def build(
    paths: Iterable[str | os.PathLike[str]],
    into: str | os.PathLike[str],
    *,
    model: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    facts: str | None = None,
    columns: Mapping[str, str] | None = None,
    remove_missing: bool = False,
    authority: str | os.PathLike[str] | None = None,
    progress: Callable[[Step], None] | None = None,
) -> BuildReport:
    """Build a graph from articles, or add them to one.

    Articles that the store has with the same content are passed over; changed ones replace what was there. Work is written in steps, so
    the same call after a crash goes on where it stopped. The result does not depend on `workers`, nor on the order of `paths`.

    Args:
        paths: files, folders, globs, "-" for standard input (see `graphbuilder.read.read_articles`).
        into: the store's folder; made when it is not there.
        model: name of an installed spaCy model; None takes the default.
        workers: processes that extract.
        scheduler: address of a Dask cluster that extracts in their place (see `graphbuilder.distribute`).
        facts: what becomes a direct edge: "asserted" or "attributed"; None keeps what the store has ("asserted" at first).
        columns: field -> column, for records with other names.
        remove_missing: remove articles from the store that were not among the input this time.
        authority: a file with names that are known beforehand (see `graphbuilder.resolve.authority.read_authority`).
        progress: told after each article.

    Raises:
        InputError: a path leads to nothing. StoreError: the store cannot be written, or another build is writing it.
        ModelError: the model is not installed. ClusterError: the cluster cannot be used.
        ReadError: the authority file cannot be read. RequestError: `workers` is less than 1.
    """
    from graphbuilder.graph.store import GraphStore
    from graphbuilder.resolve.authority import read_authority
    from graphbuilder.resolve.link import decisions

    if workers < 1:
        raise RequestError(f"workers is to be 1 or more, not {workers}")
    names = read_authority(os.fspath(authority)) if authority is not None else None
    tally = _Tally(progress)
    checked = check_paths(paths)
    tally.total = count_articles(checked) if progress is not None else None
    articles = read_articles(checked, on_failure=tally.fail, columns=columns, on_note=tally.notes.append)
    with GraphStore.create_or_open(into) as store:
        before = store.content_hashes()
        met: set[str] = set()
        fresh = _fresh(articles, before, met, tally)
        store.put(_counted(_extract(fresh, model, workers, scheduler, store.folder, tally), before, tally))
        missing = sorted(set(before) - met) if remove_missing else []
        store.remove(missing)
        tally.tell("fuse")
        store.fuse(decisions((extraction for _, extraction in store.records()), names), facts)
        _write_failures(store, tally.failures)
    return BuildReport(
        folder=Path(into),
        added=tally.added,
        replaced=tally.replaced,
        unchanged=tally.unchanged,
        removed=len(missing),
        skipped=dict(sorted(tally.skipped.items())),
        failures=tuple(tally.failures),
        notes=tuple(tally.notes),
        events=dict(sorted(tally.events.items())),
        sentences=tally.sentences,
        silent=tally.silent,
    )


def _fresh(articles: Iterable[Article], before: Mapping[str, str], met: set[str], tally: _Tally) -> Iterator[Article]:
    """The articles that there is something to do for; `met` takes the ids of all."""
    from graphbuilder.graph.store import GraphStore

    for article in articles:
        met.add(article.id)
        if article.language not in LANGUAGES:
            tally.skipped[article.language] += 1
        elif article.id in before and before[article.id] == GraphStore.content_hash(article):
            tally.unchanged += 1
            tally.tell("extract", article.id)
        else:
            yield article


def _extract(
    articles: Iterator[Article], model: str | None, workers: int, scheduler: str | None, folder: Path, tally: _Tally
) -> Iterator[tuple[Article, Extraction]]:
    """Extract; the model is loaded when the first article comes, so that a build with nothing new needs none."""
    first = next(articles, None)
    if first is None:
        return
    from graphbuilder.pipeline import Pipeline

    work = chain([first], articles)
    if scheduler is not None:
        from graphbuilder.distribute import extract_on_cluster

        yield from extract_on_cluster(work, scheduler, tally.crash, folder, model=model)
    elif workers == 1:
        yield from Pipeline(model=model).extract(work, on_failure=tally.crash)
    else:
        yield from extract_in_processes(work, partial(Pipeline, model=model), workers, tally.crash)


def _counted(
    pairs: Iterable[tuple[Article, Extraction]], before: Mapping[str, str], tally: _Tally
) -> Iterator[tuple[Article, Extraction]]:
    for article, extraction in pairs:
        tally.extracted(extraction, known=article.id in before)
        yield article, extraction


def _write_failures(store: GraphStore, failures: Iterable[Failure]) -> None:
    """Say in the store's folder what could not be read; an empty file when there was nothing."""
    lines = [
        json.dumps({"path": f.path, "line": f.line, "reason": f.reason}, ensure_ascii=False) + "\n" for f in failures
    ]
    (store.folder / FAILURES).write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
