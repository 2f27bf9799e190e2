"""What the children of `test_crash.py` do. Importing this loads what takes time, before the children are forked from the server."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import graphbuilder.graph.loading
import graphbuilder.graph.store
import graphbuilder.pipeline
from graphbuilder.build import build
from graphbuilder.errors import StoreError
from graphbuilder.graph.notes import note_article
from graphbuilder.graph.schema import load_schema
from graphbuilder.model import Article, Extraction
from graphbuilder.workers import Failed
from tests.stand_in import StandInPipeline

load_schema()
note_article(Article(id="a", text="Hail."), Extraction(id="a"))  # the adapters of the records


class SlowPipeline(StandInPipeline):
    """Takes a while for each article."""

    def extract(
        self, articles: Iterable[Article], *, on_failure: Failed | None = None
    ) -> Iterator[tuple[Article, Extraction]]:
        for pair in super().extract(articles, on_failure=on_failure):
            time.sleep(0.2)
            yield pair


def work_in_child(output: Path, work: Callable[..., object], pipeline: type[StandInPipeline], *arguments: object) -> None:
    """What a child does: some work; its outcome is the exit code, and what it says goes to a file."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    graphbuilder.pipeline.Pipeline = pipeline  # type: ignore[assignment,misc]
    graphbuilder.graph.store.BATCH = 8
    graphbuilder.graph.loading.ENOUGH = 100_000
    with output.open("w", encoding="utf-8") as stream:
        os.dup2(stream.fileno(), 2)
        sys.stderr = stream
        code = work(*arguments)
        stream.flush()
    os._exit(code if isinstance(code, int) else 0)


def just_build(stories: Path, folder: Path) -> None:
    build([stories], folder)


def build_with_little_room(stories: Path, folder: Path, limit: int) -> int:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        build([stories], folder)
    except StoreError as error:
        sys.stderr.write(f"told: {error}")
        return 3
    return 0
