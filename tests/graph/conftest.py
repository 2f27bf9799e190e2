"""A small graph that the tests of this folder read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuilder.graph.store import GraphStore
from tests.graph.fixtures import corpus


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the eight articles of `fixtures`."""
    folder = tmp_path_factory.mktemp("graph") / "store"
    with GraphStore.create_or_open(folder) as store:
        store.put(corpus())
        store.fuse()
    return folder


@pytest.fixture(scope="session")
def store(built: Path) -> Iterator[GraphStore]:
    """The same graph, open for reading."""
    with GraphStore.open_read_only(built) as opened:
        yield opened
