"""One writer or many readers: a lock on a store's folder that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from graphbuilder.errors import StoreError

FILE = "lock"
PATIENCE = 1.5
"""Seconds that a writer waits for readers: a server reads a folder only for the moment of a copy."""


class FolderLock:
    """A shared (reader) or exclusive (writer) lock on a folder, held until `release`.

    Advisory, with `flock`, so it also holds between two stores of one process and vanishes with a crash. Where there is
    no `flock` (Windows), Oxigraph's own lock still keeps two writers apart.
    """

    def __init__(self, folder: Path, *, exclusive: bool, patience: float = PATIENCE) -> None:
        """Take the lock; when it is to be exclusive, within `patience` seconds.

        Raises:
            StoreError: another program holds it.
        """
        self.folder = folder
        path = folder / FILE
        flags = os.O_RDWR | os.O_CREAT if exclusive else os.O_RDONLY
        self._descriptor: int | None = None
        try:
            self._descriptor = os.open(path, flags, 0o644)
        except FileNotFoundError:  # a copy of a graph, for reading only: nobody writes there
            return
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror}.") from error
        try:
            _lock_within(patience if exclusive else 0, self._descriptor, exclusive)
        except BlockingIOError:
            self.release()
            doing = "is open in another program" if exclusive else "is being written by another program"
            raise StoreError(f"{folder}: the graph {doing}. Wait for it to end, or close it, and try again.") from None

    def release(self) -> None:
        """Give the lock back; once is enough."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock_within(seconds: float, descriptor: int, exclusive: bool) -> None:
    """Take the lock, and try again for some time when it is held."""
    end = time.monotonic() + seconds
    while True:
        try:
            return _lock(descriptor, exclusive)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)


if sys.platform == "win32":

    def _lock(descriptor: int, exclusive: bool) -> None:
        """No advisory lock that readers could share."""

else:
    import fcntl

    def _lock(descriptor: int, exclusive: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
