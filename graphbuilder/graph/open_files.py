"""Open files: how many files of a store RocksDB keeps open, and with each the list of its blocks in memory.

These lists take 6 MB for a store of 160 articles and grow with it. RocksDB closes the file that was not used for longest when
there are more than it may have open, but Oxigraph lets it have as many as the process may, and has no setting for it. It asks the system
for that number once, when it opens the store; so it is told a small one then.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import resource

OXIGRAPH = 96
"""Fewer than these Oxigraph refuses. It leaves half of them to others and gives RocksDB the rest."""
OPENING = 64
"""Files that may be opened while a store is opened."""
OPEN = Path("/proc/self/fd"), Path("/dev/fd")
"""Where a system lists the files that a process has open."""


@contextmanager
def few_open_files() -> Iterator[None]:
    """Let who asks meanwhile how many files a process may have open hear of few; no effect where the system has no such limit."""
    listed = next((folder for folder in OPEN if folder.is_dir()), None)
    if sys.platform == "win32" or listed is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = max(OXIGRAPH, len(list(listed.iterdir())) + OPENING)
    if soft != resource.RLIM_INFINITY and soft <= few:
        yield
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
