"""A running server over a small graph: the command in a process of its own, on a free port of the loopback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from graphbuilder.graph.store import GraphStore
from tests.graph.fixtures import corpus

Serve: TypeAlias = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """Run `graphbuilder serve`; gives the address, ending in a slash. It must end by itself when it is interrupted."""
    command = [sys.executable, "-m", "graphbuilder", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    said: list[str] = []
    try:
        for line in process.stderr:
            said.append(line)
            if match := re.search(r" at (http://\S+/) ", line):
                yield match[1]
                break
        else:
            pytest.fail("the server did not start: " + "".join(said))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            _, rest = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
    assert "Traceback" not in rest, rest
    assert process.returncode == 0, rest


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the eight articles of `tests.graph.fixtures`."""
    folder = tmp_path_factory.mktemp("serve") / "store"
    with GraphStore.create_or_open(folder) as store:
        store.put(corpus())
        store.fuse()
    return folder


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    """The address of a server over it."""
    with serving(built) as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=server, timeout=30) as opened:
        yield opened
