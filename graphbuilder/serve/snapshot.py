"""A graph folder as it was at one moment, for reading while a build goes on in the folder itself.

Reading an Oxigraph folder that another process writes is undefined, and a build needs the folder for itself. So the server reads a
copy. RocksDB never changes a finished `*.sst` file: those are linked (no space, no time), the few small files beside them are
copied, and so are the records. The copy lies in `DIR/serving/` and goes when it is replaced or the server ends; what a
crash left there goes when the next server starts. Where nothing can be written, it lies in the folder for temporary files.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from graphbuilder.errors import StoreError
from graphbuilder.graph.curation import FILE as DECISIONS
from graphbuilder.graph.folder import MANIFEST, QUADS
from graphbuilder.graph.lock import FILE as LOCK
from graphbuilder.graph.lock import FolderLock
from graphbuilder.graph.records import FILE as RECORDS
from graphbuilder.graph.store import GraphStore

PLACE = "serving"

Mark = tuple[tuple[str, int, int], ...]


def mark(folder: Path) -> Mark:
    """What changes when a graph changes: names, sizes and times of its files.

    Raises:
        OSError: the folder is not there.
    """
    files = [folder / RECORDS, folder / DECISIONS, *sorted((folder / QUADS).iterdir())]
    return tuple(
        (path.name, stat.st_size, stat.st_mtime_ns) for path in files if path.exists() for stat in [path.stat()]
    )


class Snapshot:
    """A copy of a graph folder, itself a graph folder; `remove` it when nobody reads it any more."""

    def __init__(self, source: Path) -> None:
        """Copy a graph that nobody writes at the moment.

        Raises:
            StoreError: it is no graph, is being written, or cannot be copied.
        """
        with GraphStore.open_read_only(source):  # its lock keeps writers out as long as this takes
            self.mark = mark(source)
            self.folder = _place(source)
            try:
                _copy(source, self.folder)
            except OSError as error:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise StoreError(f"{source}: cannot be copied to {self.folder}: {error.strerror or error}.") from error
        self._lock = FolderLock(self.folder, exclusive=False)

    def remove(self) -> None:
        """Delete the copy."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)
        _remove_if_empty(self.folder.parent)


def clear_leftovers(source: Path) -> None:
    """Delete the copies of servers that have crashed: those that nobody has locked."""
    place = source / PLACE
    for folder in place.iterdir() if place.is_dir() else ():
        try:
            FolderLock(folder, exclusive=True, patience=0).release()
        except StoreError:
            continue
        shutil.rmtree(folder, ignore_errors=True)
    _remove_if_empty(place)


def _place(source: Path) -> Path:
    """A new empty folder, on the same disk if that can be written."""
    try:
        (source / PLACE).mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(dir=source / PLACE))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="graphbuilder-"))


def _copy(source: Path, target: Path) -> None:
    (target / QUADS).mkdir()
    (target / LOCK).touch()
    for name in (MANIFEST, RECORDS, DECISIONS):
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
    for path in (source / QUADS).iterdir():
        _link_or_copy(path, target / QUADS / path.name)


def _link_or_copy(path: Path, target: Path) -> None:
    if path.suffix == ".sst":
        try:
            os.link(path, target)
            return
        except OSError:  # another disk, or no links there
            pass
    shutil.copyfile(path, target)


def _remove_if_empty(place: Path) -> None:
    if place.name == PLACE:
        try:
            place.rmdir()
        except OSError:  # another server's copy is in it, or it is gone
            return
