"""Extraction in processes: same results in the same order for any number, and what happens when one dies."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphbuilder.errors import ExtractionError, ModelError
from graphbuilder.model import Article
from graphbuilder.workers import Failed, Pair, extract_in_processes
from tests.stand_in import extraction_of

ARTICLES = [Article(id=f"a{i}", text=f"Alden hit pier {i}. It rained.") for i in range(25)]


class Plain:
    """Extracts without a model."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        for article in articles:
            yield article, extraction_of(article)


class Dying(Plain):
    """Ends its process at one article."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        for article in articles:
            if article.id == "a7":
                os._exit(9)
            yield article, extraction_of(article)


class Failing(Plain):
    """Cannot be used."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        raise ValueError("no extractor")


class Stumbling(Plain):
    """Fails on one article, and says so."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        for article in articles:
            if article.id == "a3" and on_failure is not None:
                on_failure(ExtractionError(article.id, "a fault"))
            else:
                yield article, extraction_of(article)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_do_not_depend_on_the_number_of_processes(workers: int) -> None:
    lost: list[ExtractionError] = []
    found = list(extract_in_processes(iter(ARTICLES), Plain, workers, lost.append, batch=4))
    assert found == list(Plain().extract(ARTICLES))
    assert lost == []


def test_a_process_that_dies_is_replaced_and_only_its_article_is_lost() -> None:
    lost: list[ExtractionError] = []
    found = [article.id for article, _ in extract_in_processes(iter(ARTICLES), Dying, 2, lost.append, batch=4)]
    assert [(error.article, "died" in error.reason) for error in lost] == [("a7", True)]
    assert found == [article.id for article in ARTICLES if article.id != "a7"]


def test_an_article_on_which_extraction_fails_is_told() -> None:
    lost: list[ExtractionError] = []
    found = list(extract_in_processes(iter(ARTICLES), Stumbling, 2, lost.append, batch=4))
    assert [(error.article, error.reason) for error in lost] == [("a3", "a fault")]
    assert len(found) == len(ARTICLES) - 1


def test_an_error_in_a_process_is_an_error_here() -> None:
    with pytest.raises(ValueError, match="no extractor"):
        list(extract_in_processes(iter(ARTICLES), Failing, 1, lambda _: None))


class NoModel(Plain):
    """Cannot be made."""

    def __init__(self) -> None:
        raise ModelError("the language model 'x' is not installed")


def test_an_extractor_that_cannot_be_made_says_why() -> None:
    with pytest.raises(ModelError, match="'x' is not installed"):
        list(extract_in_processes(iter(ARTICLES), NoModel, 2, lambda _: None))


def test_stopping_early_ends_the_processes() -> None:
    before = {process.pid for process in multiprocessing.active_children()}
    results = extract_in_processes(iter(ARTICLES), Plain, 1, lambda _: None, batch=4)
    assert next(results)[0].id == "a0"
    (own,) = {process.pid for process in multiprocessing.active_children()} - before
    results.close()  # type: ignore[attr-defined]
    give_up = time.monotonic() + 30  # the pool's own thread waits for the process, too: it may be told of the end before us
    while own in {process.pid for process in multiprocessing.active_children()} and time.monotonic() < give_up:
        time.sleep(0.01)
    assert own not in {process.pid for process in multiprocessing.active_children()}


class Telling(Plain):
    """Writes down its process, and takes its time."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        for article in articles:
            print(os.getpid(), flush=True)
            time.sleep(0.1)
            yield article, extraction_of(article)


PARENT = """
from tests.test_workers import ARTICLES, Telling
from graphbuilder.workers import extract_in_processes
if __name__ == "__main__":
    for pair in extract_in_processes(iter(ARTICLES * 40), Telling, 2, print, batch=4):
        pass
"""


def test_processes_end_with_a_parent_that_is_killed() -> None:
    """Nobody is left who could end them, and each holds half a gigabyte."""
    root = Path(__file__).resolve().parent.parent
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=root)
    assert parent.stdout is not None
    with parent:
        seen: set[int] = set()
        while len(seen) < 2:
            seen.add(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        deadline = time.monotonic() + 20
        while any(is_running(process) for process in seen) and time.monotonic() < deadline:
            time.sleep(0.05)
        left = [process for process in seen if is_running(process)]
        for process in left:
            os.kill(process, signal.SIGKILL)
        assert left == []


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Counting(Plain):
    """Tells beside each article how many objects the collector passes over."""

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Any]:
        for article in articles:
            yield article, gc.get_freeze_count()


def test_what_a_process_has_loaded_is_frozen_after_its_first_batch() -> None:
    failures: list[ExtractionError] = []
    counts = [count for _, count in extract_in_processes(ARTICLES, Counting, 1, failures.append, batch=5)]
    assert counts[:5] == [0] * 5
    assert len(set(counts[5:])) == 1
    assert counts[5] > 1000
    assert not failures
