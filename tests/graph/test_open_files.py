"""A store that is written keeps few files open, and the process may open as many as before."""

from __future__ import annotations

import os
import re
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from graphbuilder.graph.folder import QUADS
from graphbuilder.graph.open_files import OPEN, OXIGRAPH, few_open_files
from graphbuilder.graph.store import GraphStore

if sys.platform != "win32":
    import resource

pytestmark = pytest.mark.skipif(not any(folder.is_dir() for folder in OPEN), reason="no list of open files here")


def soft() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def may_be_open(folder: Path) -> int:
    """How many files RocksDB may have open, as it notes itself."""
    newest = max((folder / QUADS).glob("OPTIONS-*"), key=lambda path: path.name)
    found = re.search(r"max_open_files=(-?\d+)", newest.read_text("utf-8"))
    assert found
    return int(found[1])


def test_few_files_of_a_store_that_is_written(tmp_path: Path) -> None:
    before = soft()
    with GraphStore.create_or_open(tmp_path / "s"):
        assert 0 < may_be_open(tmp_path / "s") <= OXIGRAPH
        assert soft() == before


def test_a_process_with_many_open_files_opens_a_store(tmp_path: Path) -> None:
    with ExitStack() as many:
        for _ in range(2 * OXIGRAPH):
            many.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        with GraphStore.create_or_open(tmp_path / "s"):
            assert 0 < may_be_open(tmp_path / "s") < 4 * OXIGRAPH


def test_the_limit_comes_back_after_an_error() -> None:
    before = soft()
    asked = few_open_files()
    asked.__enter__()
    assert soft() < before
    assert asked.__exit__(OSError, OSError("no store"), None) is not True
    assert soft() == before


def test_a_limit_that_is_low_already_stays() -> None:
    before, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (60, hard))
    try:
        with few_open_files():
            assert soft() == 60
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, hard))
