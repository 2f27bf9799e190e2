"""Compaction: Oxigraph's threads that merge the small sorted files of every load into few large ones, and when they may work.

RocksDB, which keeps Oxigraph's files, begins to merge as soon as an index has two new files, and merges them with all that the index
has. While articles are read there are two new ones every second, so these threads would write the same old keys again and again, at the
cost of those who read. Here they get the lowest priority: they use processors that nobody needs, else files pile up and are merged at
once when there is time. RocksDB knows that wish itself (`Env::LowerThreadPoolCPUPriority`), but Oxigraph does not pass it on.

Only Linux lists the threads of a process and has a priority for each; elsewhere nothing is changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TASKS = Path("/proc/self/task")
NAME = "rocksdb:low"
LOWEST = 19
LARGE = 32_000_000
"""Bytes of a file that is merged with others; the largest have twice as many."""
FEW = 64
"""Files beside the large ones that a question does not notice: six for each of Oxigraph's indexes."""
LOOK = 0.1
"""Seconds between two looks."""


def yield_to_others() -> None:
    """Give the threads that compact the lowest priority."""
    for thread in _threads():
        with suppress(OSError):  # it has ended
            os.setpriority(os.PRIO_PROCESS, int(thread.name), LOWEST)


def wait_until_merged(folder: Path) -> None:
    """Wait while a folder has many small files and threads are at work on them."""
    before: list[str] = []
    while _many_small(folder):
        now = [state for thread in _threads() if (state := _state(thread))]
        if now == before and not any(state.startswith(("R", "D")) for state in now):
            return
        before = now
        time.sleep(LOOK)


def _threads() -> Iterator[Path]:
    """The folders of the threads that compact."""
    if TASKS.is_dir():
        for thread in sorted(TASKS.iterdir()):
            with suppress(OSError):
                if (thread / "comm").read_text("utf-8").strip() == NAME:
                    yield thread


def _state(thread: Path) -> str:
    """What a thread does now ("R" runs or would, "D" waits for the disk, "S" sleeps) and how long it has worked; "" when it has ended."""
    try:
        fields = (thread / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return " ".join((fields[0], *fields[11:13]))


def _many_small(folder: Path) -> bool:
    """Whether there are more files than so many bytes need."""
    sizes = []
    for file in folder.glob("*.sst"):
        with suppress(OSError):  # merged since
            sizes.append(file.stat().st_size)
    return len(sizes) > FEW + sum(sizes) / LARGE
