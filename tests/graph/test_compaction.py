"""Threads that merge files: they yield to others, and the end of a build waits for what they have left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphbuilder.graph import compaction
from graphbuilder.graph.store import GraphStore


@pytest.mark.skipif(not compaction.TASKS.is_dir(), reason="this system does not list threads")
def test_threads_that_merge_have_the_lowest_priority_and_no_others_have(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s"):
        tasks = {task: (task / "comm").read_text().strip() for task in compaction.TASKS.iterdir()}
        niceness = {int(task.name): os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in tasks}
        merging = {int(task.name) for task, name in tasks.items() if name == compaction.NAME}
        assert merging
        assert {niceness[thread] for thread in merging} == {compaction.LOWEST}
        assert niceness[os.getpid()] < compaction.LOWEST


@pytest.fixture
def thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The status file of a thread that merges, beside one that does something else."""
    for number, name in (("7", compaction.NAME), ("8", "python")):
        (tmp_path / "tasks" / number).mkdir(parents=True)
        (tmp_path / "tasks" / number / "comm").write_text(f"{name}\n")
        (tmp_path / "tasks" / number / "stat").write_text(stat("R", 5, name))
    monkeypatch.setattr(compaction, "TASKS", tmp_path / "tasks")
    return tmp_path / "tasks" / "7" / "stat"


def stat(state: str, spent: int, name: str = compaction.NAME) -> str:
    """What Linux says of a thread."""
    return f"7 ({name}) {state} " + " ".join(["0"] * 10) + f" {spent} 0 0"


def files(folder: Path, count: int, size: int) -> Path:
    """A folder of sorted files, written without taking that room."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        with (folder / f"{number:06}.sst").open("wb") as file:
            file.truncate(size)
    return folder


def looks(monkeypatch: pytest.MonkeyPatch, thread: Path, states: list[str]) -> list[str]:
    """Between two looks the thread comes into the next of these states; what is left of them stays in the list."""
    monkeypatch.setattr("time.sleep", lambda _: thread.write_text(states.pop(0)))
    return states


def test_it_waits_until_the_threads_rest(tmp_path: Path, thread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = files(tmp_path / "quads", compaction.FEW + 2, 1000)
    left = looks(monkeypatch, thread, [stat("R", 9), stat("S", 9), stat("S", 12), stat("S", 12), "never"])
    compaction.wait_until_merged(folder)
    assert left == ["never"]


def test_it_does_not_wait_for_threads_when_files_are_few_or_large(
    tmp_path: Path, thread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = looks(monkeypatch, thread, [])
    compaction.wait_until_merged(files(tmp_path / "few", 3, 1000))
    compaction.wait_until_merged(files(tmp_path / "large", compaction.FEW * 2, compaction.LARGE))
    assert left == []


def test_it_stops_waiting_when_the_files_are_merged(tmp_path: Path, thread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = files(tmp_path / "quads", compaction.FEW + 2, 1000)

    def merge(_: float) -> None:
        for file in sorted(folder.iterdir())[1:]:
            file.unlink()

    monkeypatch.setattr("time.sleep", merge)
    compaction.wait_until_merged(folder)
    assert len(list(folder.iterdir())) == 1
