"""Print the serving table: named questions asked by many clients at once, alone and beside a query that never ends.

usage: python benchmarks/serving.py DIR [--clients 50] [--seconds 60] [--pause 5]

The server is started as users start it, on a free port of the loopback. Clients ask one named question after another, each over its own
connection, from a process of their own on the same machine, whose processors they share with the server. "new" puts a number into each
query, so that no kept answer can be given; "again" asks what others have asked before. "closed" clients ask as soon as they have an
answer, which no person does; "people" read it first, for `--pause` seconds in the mean (exponentially distributed, from fixed seeds).
The runaway is a cross product that is asked again as soon as it has been ended.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import pathlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from urllib.parse import quote

from graphbuilder.graph.questions import questions
from graphbuilder.graph.sparql import bind

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROWS = tuple(
    f"{asked}, {clients}{beside}" for clients in ("closed", "people") for asked in ("again", "new") for beside in ("", ", beside a runaway")
)


@dataclass(slots=True)
class Load:
    """What came of a load: milliseconds of each answered request, and how often each status came."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def at(self, part: float) -> float:
        """The time under which this part of the requests stayed."""
        return sorted(self.times)[min(len(self.times) - 1, int(part * len(self.times)))]


class Client:
    """One connection that asks one query after another; the parts of HTTP 1.1 that the server uses."""

    def __init__(self, host: str, port: int) -> None:
        """Nothing is opened yet."""
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, text: str) -> int:
        """Ask a query, read all of the answer; its status, or 0 when the connection broke."""
        if self._streams is None or self._streams[0].at_eof():  # the server closes a connection that is idle
            self.close()
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        body = f"query={quote(text)}".encode()
        writer.write(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )
        try:
            return await _read_answer(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            return 0

    def close(self) -> None:
        """Close the connection."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _read_answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if match := re.search(r"content-length: (\d+)", head):
        await reader.readexactly(int(match[1]))
    else:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head.split()[1])


async def load(host: str, port: int, texts: list[str], clients: int, seconds: float, pause: float, numbers: Iterator[int] | None) -> Load:
    """Ask from many clients for some time; each waits `pause` seconds in the mean before it asks, also for the first time.

    `numbers` that a server has not seen make every query a new one.
    """
    result, loop = Load(), asyncio.get_running_loop()
    end = loop.time() + seconds

    async def one(first: int) -> None:
        client, chance = Client(host, port), Random(first)
        for index in count(first):
            await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
            if loop.time() >= end:
                break
            text = texts[index % len(texts)] + (f"\n# {next(numbers)}" if numbers else "")
            begin = loop.time()
            result.statuses[await client.ask(text)] += 1
            result.times.append(1000 * (loop.time() - begin))
        client.close()

    await asyncio.gather(*(one(7 * index) for index in range(clients)))
    return result


@contextlib.asynccontextmanager
async def runaway(host: str, port: int) -> AsyncIterator[None]:
    """A query that never ends, asked again and again by one client."""

    async def ask() -> None:
        client = Client(host, port)
        try:
            for number in count():
                await client.ask(f"{RUNAWAY} # {number}")
        finally:
            client.close()

    task = asyncio.create_task(ask())
    await asyncio.sleep(1.5)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


def processor(server: int) -> float:
    """Seconds of processor time that a server and the processes that it has started have taken so far (Linux)."""
    ticks = 0
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(path.parent.name) == server:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == server:
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def answerable() -> list[str]:
    """The named questions that need no parameter, with those numbers put in that are taken when none are given."""
    texts = []
    for found in questions().values():
        if not any(parameter.required for parameter in found.parameters):
            numbers = (parameter for parameter in found.parameters if parameter.default and parameter.kind == "number")
            texts.append(bind(found.text, {parameter.name: parameter.default for parameter in numbers}))
    return texts


async def measure(address: str, server: int, clients: int, seconds: float, pause: float) -> None:
    """Print a row for each load."""
    match = re.fullmatch(r"http://([\d.]+):(\d+)/", address)
    assert match
    host, port = match[1], int(match[2])
    numbers = count()
    print("| load | requests/s | median ms | p95 ms | slowest ms | processor ms a request | statuses |\n|---|---|---|---|---|---|---|")
    for row in ROWS:
        beside = runaway(host, port) if "runaway" in row else contextlib.nullcontext()
        async with beside:
            if "again" in row:
                await load(host, port, answerable(), 1, 2, 0, None)
            before = processor(server)
            waiting = pause if "people" in row else 0
            found = await load(host, port, answerable(), clients, seconds, waiting, numbers if "new" in row else None)
            spent = 1000 * (processor(server) - before) / len(found.times)
        statuses = ", ".join(f"{status}: {n}" for status, n in sorted(found.statuses.items()))
        figures = (len(found.times) / seconds, found.at(0.5), found.at(0.95), max(found.times))
        own = "" if "runaway" in row else f"{spent:.2f}"  # the runaway's own time would count as the others'
        print(f"| {row} | {' | '.join(f'{figure:.0f}' for figure in figures)} | {own} | {statuses} |", flush=True)


def main() -> None:
    """Start the server and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5, help="seconds in the mean between an answer and the next question of people")
    given = parser.parse_args()
    command = [sys.executable, "-m", "graphbuilder", "serve", given.folder, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            said = server.stderr.readline()
            address = re.search(r" at (http://\S+/) ", said)
            assert address, f"the server did not start: {said}{server.stderr.read()}"
            asyncio.run(measure(address[1], server.pid, given.clients, given.seconds, given.pause))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
