"""Articles -> graph on disk: read, extract, put into the store in steps, fuse. What the store has already is passed over."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graphbuilder.errors import ExtractionError, ReadError, RequestError
from graphbuilder.model import Article
from graphbuilder.read import check_paths, count_articles, read_articles
from graphbuilder.workers import extract_in_processes

if TYPE_CHECKING:
    from graphbuilder.graph.notes import ArticleNote
    from graphbuilder.graph.store import GraphStore
    from graphbuilder.pipeline import Pipeline

FAILURES = "failures.jsonl"
"""In the store's folder: one line for each article or file that the last build could not read."""

FEW = 64
"""Up to so many articles are not worth a second process, which has a model to load first,"""
MUCH = 500_000
"""unless they have more than so many characters."""
WORKER_BYTES = 1_000_000_000
"""Memory that a process which extracts may need."""
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
        same_texts: articles in the store that have the very text of another one. near_copies: articles that were added whose text is nearly
            that of an article that was there before them. Both count as one source with it.
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
    same_texts: int = 0
    near_copies: int = 0


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

    def written(self, note: ArticleNote, *, known: bool) -> None:
        self.replaced += known
        self.added += not known
        self.events.update(note.events)
        self.sentences += note.sentences
        self.silent += note.silent
        self.tell("extract", note.id)

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
    workers: int | None = 1,
    scheduler: str | None = None,
    facts: str | None = None,
    columns: Mapping[str, str] | None = None,
    remove_missing: bool = False,
    remove_most: bool = False,
    authority: str | os.PathLike[str] | None = None,
    progress: Callable[[Step], None] | None = None,
) -> BuildReport:
    """Build a graph from articles, or add them to one.

    Articles that the store has with the same content are passed over; changed ones replace what was there. Work is written in steps, so
    the same call after a crash goes on where it stopped. The result does not depend on `workers`, nor on the order of `paths`. Memory
    does not grow with the corpus, but for the few bytes an article by which an id that comes twice is noticed.

    Args:
        paths: files, folders, globs, "-" for standard input (see `graphbuilder.read.read_articles`).
        into: the store's folder; made when it is not there.
        model: name of an installed spaCy model; None takes the default.
        workers: processes that extract; None takes one a core, as far as memory and the number of articles are worth it.
        scheduler: address of a Dask cluster that extracts in their place (see `graphbuilder.distribute`).
        facts: what becomes a direct edge: "asserted" or "attributed"; None keeps what the store has ("asserted" at first).
        columns: field -> column, for records with other names.
        remove_missing: remove articles from the store that were not among the input this time. Nothing is removed, and a failure says so,
            when some of the input could not be read, or when more than half of the store would go.
        remove_most: also remove more than half.
        authority: a file with names that are known beforehand (see `graphbuilder.resolve.authority.read_authority`).
        progress: told after each article.

    Raises:
        InputError: a path leads to nothing. StoreError: the store cannot be written, or another build is writing it.
        ModelError: the model is not installed. ClusterError: the cluster cannot be used.
        ReadError: the authority file cannot be read. RequestError: `workers` is less than 1.
    """
    from graphbuilder.graph.store import GraphStore
    from graphbuilder.resolve.authority import read_authority

    if workers is not None and workers < 1:
        raise RequestError(f"workers is to be 1 or more, not {workers}")
    names = read_authority(os.fspath(authority)) if authority is not None else None
    version = blake2b(Path(authority).read_bytes(), digest_size=16).hexdigest() if authority is not None else ""
    tally = _Tally(progress)
    checked = check_paths(paths)
    tally.total = count_articles(checked) if progress is not None else None
    articles = read_articles(checked, on_failure=tally.fail, columns=columns, on_note=tally.notes.append)
    with GraphStore.create_or_open(into, finish=False) as store, _Met() as met:
        known: deque[tuple[str, bool]] = deque()
        fresh = _fresh(articles, store, met if remove_missing else None, known, tally)
        for note in store.put_notes(_noted(fresh, model, workers, scheduler, store.folder, tally)):
            tally.written(note, known=_was_known(known, note.id))
        missing = _missing(store, met, tally, remove_most) if remove_missing else []
        store.remove(missing)
        tally.tell("fuse")
        store.link(names, version)
        store.fuse(facts=facts)
        _write_failures(store, tally.failures)
        same_texts = store.same_texts()
        near_copies = store.near_copies
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
        same_texts=same_texts,
        near_copies=near_copies,
    )


class _Met:
    """The ids of the articles of this input, in a file that is nowhere to be seen and gone afterwards."""

    def __enter__(self) -> Self:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE met (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, article: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO met VALUES (?)", (article,))

    def __contains__(self, article: str) -> bool:
        return self._db.execute("SELECT 1 FROM met WHERE id = ?", (article,)).fetchone() is not None


def _fresh(
    articles: Iterable[Article], store: GraphStore, met: _Met | None, known: deque[tuple[str, bool]], tally: _Tally
) -> Iterator[Article]:
    """The articles that there is something to do for; `known` takes whether the store has them, `met` the ids of all."""
    for article in articles:
        if met is not None:
            met.add(article.id)
        before = store.hash_of(article.id)
        if article.language not in LANGUAGES:
            tally.skipped[article.language] += 1
        elif before is not None and before == store.content_hash(article):
            tally.unchanged += 1
            tally.tell("extract", article.id)
        else:
            known.append((article.id, before is not None))
            yield article


def _was_known(known: deque[tuple[str, bool]], article: str) -> bool:
    """Whether the store had an article; both come in the order of the input, those that failed are missing in one."""
    while True:
        id, was_there = known.popleft()
        if id == article:
            return was_there


def _missing(store: GraphStore, met: _Met, tally: _Tally, remove_most: bool) -> list[str]:
    """Articles of the store that were not met; none when that may be an error of the request."""
    count, missing = 0, []
    for article in store.articles():
        count += 1
        if article not in met:
            missing.append(article)
    reason = ""
    if missing and tally.failures:
        reason = "some of the input could not be read, so what is missing may be there"
    elif len(missing) > count / 2 and len(missing) > 1 and not remove_most:
        reason = "that is more than half of the graph; say --remove-most as well if it is meant"
    if reason:
        told = f"nothing was removed: {len(missing)} of {count} articles are missing, {reason}"
        tally.failures.append(Failure(path="--remove-missing", line=None, reason=told))
        return []
    return missing


def _noted(
    articles: Iterator[Article], model: str | None, workers: int | None, scheduler: str | None, folder: Path, tally: _Tally
) -> Iterator[ArticleNote]:
    """Extract; the model is loaded when the first article comes, so that a build with nothing new needs none."""
    first = list(_first_of(articles))
    if not first:
        return
    from graphbuilder.graph.notes import note_article
    from graphbuilder.pipeline import Pipeline, settled

    work = chain(first, articles)
    count = workers or (1 if len(first) < FEW else cores_to_use())
    if scheduler is not None:
        from graphbuilder.distribute import extract_on_cluster

        for pair in extract_on_cluster(work, scheduler, tally.crash, folder, model=model):
            yield note_article(*pair)
    elif count == 1:
        noting = Noting(partial(Pipeline, model=model))
        with settled():
            yield from noting.extract(work, on_failure=tally.crash)
    else:
        yield from extract_in_processes(work, partial(Noting, partial(Pipeline, model=model)), count, tally.crash)


def _first_of(articles: Iterator[Article]) -> Iterator[Article]:
    """As many articles as tell whether the work is worth several processes."""
    characters = 0
    for count, article in enumerate(articles, 1):
        yield article
        characters += len(article.text)
        if count == FEW or characters > MUCH:
            return


def cores_to_use() -> int:
    """Give the number of cores that this process may use, or as many processes as the free memory holds if that is less."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # not on this system
        return cores
    return max(1, min(cores, free // WORKER_BYTES))


class Noting:
    """A pipeline that gives what is written of each article, so that the process that writes has little to do."""

    def __init__(self, make: Callable[[], Pipeline]) -> None:
        """Make the pipeline."""
        self.pipeline = make()

    def extract(
        self, articles: Iterable[Article], *, on_failure: Callable[[ExtractionError], None] | None = None
    ) -> Iterator[ArticleNote]:
        """Give the note of each article, in order; tell `on_failure` of those on which extraction failed."""
        from graphbuilder.graph.notes import note_article

        for pair in self.pipeline.extract(articles, on_failure=on_failure):
            yield note_article(*pair)


def _write_failures(store: GraphStore, failures: Iterable[Failure]) -> None:
    """Say in the store's folder what could not be read; an empty file when there was nothing."""
    lines = [
        json.dumps({"path": f.path, "line": f.line, "reason": f.reason}, ensure_ascii=False) + "\n" for f in failures
    ]
    (store.folder / FAILURES).write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
