"""A build that is killed, interrupted or out of disk goes on at the next run, and ends with the bytes of one that was left alone."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

import graphbuilder.graph.loading
import graphbuilder.graph.store
import graphbuilder.pipeline
from graphbuilder.build import build
from graphbuilder.cli import run
from graphbuilder.errors import StoreError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from tests.crash_child import SlowPipeline, build_with_little_room, just_build, work_in_child
from tests.stand_in import StandInPipeline

CONTEXT = multiprocessing.get_context("forkserver")  # a child begins at once, with everything imported and no thread of this process
CONTEXT.set_forkserver_preload(["tests.crash_child"])
NAMES = ("Alden", "Bela", "Cosmo", "Dahlia", "Edda")
ARTICLES = 64
MOMENTS = 25


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphbuilder.pipeline, "Pipeline", StandInPipeline)
    monkeypatch.setattr(graphbuilder.graph.store, "BATCH", 8)
    monkeypatch.setattr(graphbuilder.graph.loading, "ENOUGH", 100_000)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    rows = (
        {
            "id": f"s{k:02}",
            "text": f"{NAMES[k % 5]} hit the pier. {NAMES[k % 3]} hit {NAMES[(k + 1) % 5]} in the harbour. It rained {k} days.",
            "published": f"2021-03-{1 + k % 9:02}",
            "source": f"Paper {k % 4}",
        }
        for k in range(ARTICLES)
    )
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def bytes_of(folder: Path) -> bytes:
    with GraphStore.open_read_only(folder) as store:
        return nquads_bytes(store)


def in_child(
    output: Path, work: Callable[..., object], *arguments: object, pipeline: type[StandInPipeline] = StandInPipeline
) -> BaseProcess:
    """Start a child that works."""
    process = CONTEXT.Process(target=work_in_child, args=(output, work, pipeline, *arguments))
    process.start()
    return process


def test_killed_at_any_moment_it_goes_on_and_ends_the_same(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "whole")
    begun = time.monotonic()
    in_child(tmp_path / "timed.txt", just_build, stories, tmp_path / "timed").join(60)
    seconds = time.monotonic() - begun
    expected = bytes_of(tmp_path / "whole")
    assert bytes_of(tmp_path / "timed") == expected
    moments = random.Random(25)
    cut_short = 0
    for number in range(MOMENTS):
        folder = tmp_path / f"g{number}"
        process = in_child(tmp_path / "said.txt", just_build, stories, folder)
        process.join(moments.uniform(0, seconds))
        process.kill()
        process.join()
        cut_short += process.exitcode == -signal.SIGKILL
        build([stories], folder)
        assert bytes_of(folder) == expected, f"killed at moment {number}"
    assert cut_short >= MOMENTS / 3


@pytest.mark.parametrize("limit", [150_000, 300_000])
def test_a_full_disk_is_said_and_the_store_still_opens(stories: Path, tmp_path: Path, limit: int) -> None:
    build([stories], tmp_path / "whole")
    process = in_child(tmp_path / "said.txt", build_with_little_room, stories, tmp_path / "g", limit)
    process.join(60)
    said = (tmp_path / "said.txt").read_text("utf-8")
    assert process.exitcode == 3, said
    assert "cannot be written" in said
    assert "Make room" in said
    assert "Traceback" not in said
    build([stories], tmp_path / "g")
    assert bytes_of(tmp_path / "g") == bytes_of(tmp_path / "whole")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_at_once_and_cleanly(stories: Path, tmp_path: Path, workers: str) -> None:
    build([stories], tmp_path / "whole")
    command = ["build", str(stories), "--into", str(tmp_path / "g"), "--workers", workers, "--log", "json"]
    (tmp_path / "said.txt").touch()
    process = in_child(tmp_path / "said.txt", run, command, pipeline=SlowPipeline)
    deadline = time.monotonic() + 60
    while '"step"' not in (tmp_path / "said.txt").read_text("utf-8") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.pid is not None
    interrupted = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    process.join(30)
    said = (tmp_path / "said.txt").read_text("utf-8")
    assert process.exitcode == 130, said
    assert time.monotonic() - interrupted < 10
    assert "Interrupted. What was finished is kept" in said
    assert "Traceback" not in said
    report = build([stories], tmp_path / "g")
    assert report.unchanged > 0
    assert bytes_of(tmp_path / "g") == bytes_of(tmp_path / "whole")


def test_a_second_build_into_the_same_store_is_told(stories: Path, tmp_path: Path) -> None:
    first = in_child(tmp_path / "said.txt", just_build, stories, tmp_path / "g", pipeline=SlowPipeline)
    deadline = time.monotonic() + 30
    while not (tmp_path / "g" / "records.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    with contextlib.ExitStack() as ends:
        ends.callback(first.join)
        ends.callback(first.kill)
        with pytest.raises(StoreError, match="is open in another program"):
            build([stories], tmp_path / "g")
