"""The folder of a graph: what must be in it, its manifest, and how its quads are opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import graphbuilder
from graphbuilder.errors import StoreError
from graphbuilder.graph.open_files import few_open_files
from graphbuilder.graph.records import DAMAGED

if TYPE_CHECKING:
    import pyoxigraph


FORMAT = 2
"""Version of the folder's layout and of the quads; a store with a higher one needs a newer program. Format 1 had no ledger; it is
made when such a store is opened for writing."""

MANIFEST = "manifest.json"

QUADS = "oxigraph"


def check_manifest(folder: Path) -> None:
    """Make sure that a folder is a graph that this version can read.

    Raises:
        StoreError: it is not there, no graph, damaged, or written by a newer version.
    """
    path = folder / MANIFEST
    try:
        there, manifest_there = folder.exists(), path.is_file()
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read: {error.strerror or error}.") from error
    if not there:
        raise StoreError(
            f"{folder}: there is no such folder. Build a graph with `graphbuilder build PATH... --into {folder}`."
        )
    if not manifest_there:
        raise StoreError(
            f"{folder}: not a graph (no {MANIFEST} in it). Give a folder that `graphbuilder build --into` has made."
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        written = int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: cannot be read as a manifest: {error}. {DAMAGED}") from error
    if written > FORMAT:
        raise StoreError(
            f"{folder}: written by graphbuilder {manifest.get('package', '?')} in format {written}; this is graphbuilder "
            f"{graphbuilder.__version__}, which reads up to format {FORMAT}. Upgrade graphbuilder."
        )


def prepare(folder: Path) -> None:
    """Make the folder and its manifest, or check the one that is there.

    Raises:
        StoreError: it holds other things, cannot be written, or is of a newer version.
    """
    try:
        if (folder / MANIFEST).exists():
            check_manifest(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        if any(entry.name != f"{MANIFEST}.new" for entry in folder.iterdir()):
            raise StoreError(f"{folder}: holds other files and is no graph. Give an empty or a new folder.")
        write_manifest(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror or error}.") from error


def write_manifest(folder: Path) -> None:
    """Say in which format the folder is, unless it says so already; all or nothing of it is there after a crash."""
    text = json.dumps({"format": FORMAT, "package": graphbuilder.__version__}) + "\n"
    path = folder / MANIFEST
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        (folder / f"{MANIFEST}.new").write_text(text, encoding="utf-8")
        (folder / f"{MANIFEST}.new").replace(path)


def open_quads(folder: Path, *, writable: bool) -> pyoxigraph.Store:
    """Open the quads of a folder.

    Raises:
        StoreError: Oxigraph cannot open them.
    """
    import pyoxigraph

    path = str(folder / QUADS)
    whole = str((folder / QUADS).resolve())  # the store reads files later, from wherever the process is then
    try:
        if not writable:
            return pyoxigraph.Store.read_only(whole)
        with few_open_files():
            return pyoxigraph.Store(whole)
    except (OSError, RuntimeError) as error:  # pyoxigraph raises RuntimeError for damaged files
        raise StoreError(f"{path}: Oxigraph cannot open it: {str(error).rstrip('. ')}. {DAMAGED}") from error
