"""Fifty clients at once, for some seconds, alone and beside a query that never ends (`benchmarks/serving.py` has the minute)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks import serving as load
from tests.serve.conftest import serving

SECONDS = 5.0


async def alone(host: str, port: int, numbers: Iterator[int] | None) -> load.Load:
    return await load.load(host, port, load.answerable(), clients=50, seconds=SECONDS, pause=0, numbers=numbers)


async def beside(host: str, port: int, numbers: Iterator[int] | None) -> load.Load:
    async with load.runaway(host, port):
        return await alone(host, port, numbers)


@pytest.mark.parametrize("new", [False, True], ids=["what was asked before", "new queries"])
def test_fifty_clients_are_all_answered_also_beside_a_runaway(new: bool, built: Path) -> None:
    """The bounds are wide, because a machine that runs tests does other things too; every request must be answered."""

    def run(loading: Coroutine[Any, Any, load.Load]) -> load.Load:
        found = asyncio.run(loading)
        assert set(found.statuses) == {200}, found.statuses
        assert len(found.times) >= 50
        return found

    numbers = count() if new else None
    with serving(built) as address:
        parts = urlsplit(address)
        assert parts.hostname
        assert parts.port
        first = run(alone(parts.hostname, parts.port, numbers))
        second = run(beside(parts.hostname, parts.port, numbers))
    assert first.at(0.5) < 1000
    assert second.at(0.5) < 3 * first.at(0.5) + 100
