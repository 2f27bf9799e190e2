"""Extraction in several processes: results in the order of the articles, whatever their number; a process that dies is replaced."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol, TypeVar

from graphbuilder import heap
from graphbuilder.errors import ExtractionError, GraphBuilderError
from graphbuilder.model import Article, Extraction

Pair = tuple[Article, Extraction]
Failed = Callable[[ExtractionError], None]
Made = TypeVar("Made", covariant=True)
"""What is made of an article: a `Pair`, or what is written of it."""
Outcome = TypeVar("Outcome")

BATCH = 16
"""Articles that go to a process at once. So many are lost and done again when it dies."""
AHEAD = 2
"""Batches a process that are under way or waiting: bounds the memory (20 MB each), keeps the processes busy."""


class Extractor(Protocol[Made]):
    """What a process runs: `graphbuilder.pipeline.Pipeline`, or what is built upon it."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Made]:
        """Give what is made of each article, in order; tell `on_failure` of those on which extraction failed."""


_batches = 0  # that this process has had
_extractor: Extractor[Any] | GraphBuilderError | None = None  # one in each worker process, made when it starts


def extract_in_processes(
    articles: Iterable[Article], make: Callable[[], Extractor[Outcome]], workers: int, on_failure: Failed, batch: int = BATCH
) -> Iterator[Outcome]:
    """Extract with `workers` processes that are started once.

    Args:
        articles: read ahead by a few batches.
        make: makes the extractor in its process; must be picklable. workers: how many processes.
        on_failure: told each article on which extraction failed, or at which a process died twice; it is left out.
        batch: articles a task.

    Yields:
        What is made of the articles, in their order.
    """
    pool = _Pool(make, workers)
    waiting: deque[tuple[list[Article], Future[tuple[list[Outcome], list[ExtractionError]]]]] = deque()
    source = iter(articles)
    try:
        while True:
            while len(waiting) < AHEAD * workers and (task := list(islice(source, batch))):
                waiting.append((task, pool.submit(task)))
            if not waiting:
                return
            task, future = waiting.popleft()
            try:
                yield from _told(future, on_failure)
            except BrokenProcessPool:
                yield from _one_by_one(pool, task, on_failure)
                waiting = deque((task, pool.submit(task)) for task, _ in waiting)
    finally:
        pool.stop()


def _told(future: Future[tuple[list[Outcome], list[ExtractionError]]], on_failure: Failed) -> list[Outcome]:
    """What a batch gave, after its failures were told."""
    pairs, failures = future.result()
    for failure in failures:
        on_failure(failure)
    return pairs


def _one_by_one(pool: _Pool, task: Sequence[Article], on_failure: Failed) -> Iterator[Any]:
    """The articles of a batch at which a process died, each by itself: only the one that kills is lost."""
    pool.restart()
    for article in task:
        try:
            yield from _told(pool.submit([article]), on_failure)
        except BrokenProcessPool:
            on_failure(ExtractionError(article.id, "the process that was at it died, twice"))
            pool.restart()


class _Pool:
    """A pool of processes that can be started anew."""

    def __init__(self, make: Callable[[], Extractor[Any]], workers: int) -> None:
        self._make, self._workers = make, workers
        self._before = {process.pid for process in multiprocessing.active_children()}
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_prepare, initargs=(self._make,))

    def submit(self, task: list[Article]) -> Future[Any]:
        """Hand out a batch; after a crash to new processes."""
        try:
            return self._pool.submit(_extract_batch, task)
        except (BrokenProcessPool, OSError):  # a pool that breaks while it starts a process closes the pipe under it
            self.restart()
            return self._pool.submit(_extract_batch, task)

    def restart(self) -> None:
        """New processes in place of the old ones."""
        self.stop()
        self._pool = self._start()

    def stop(self) -> None:
        """End the processes at once: nothing that they are at is needed any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            if process.pid not in self._before:
                process.terminate()
                process.join()


def _prepare(make: Callable[[], Extractor[Any]]) -> None:
    """In a new process: leave Ctrl-C to the parent, use one thread, make the extractor before the first article comes."""
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    try:
        _extractor = make()
    except GraphBuilderError as error:  # a model that is not installed: said to who waits for the first batch
        _extractor = error


def _end_with_parent() -> None:
    """Wait for the end of the parent, and end then: one that was killed ends nobody, and its children would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract_batch(task: list[Article]) -> tuple[list[Any], list[ExtractionError]]:
    if isinstance(_extractor, GraphBuilderError):
        raise _extractor
    assert _extractor is not None
    failures: list[ExtractionError] = []
    made = list(_extractor.extract(task, on_failure=failures.append))
    _settle()
    return made, failures


def _settle() -> None:
    """Give freed memory back. What the first batch has loaded (model, lexicon, gazetteers) stays: the collector need not see it again."""
    global _batches
    heap.give_back()
    _batches += 1
    if _batches == 1:
        gc.collect()
        gc.freeze()
