"""What the endpoint and the pages ask: a graph folder behind processes with limits.

For whoever writes pages:

- `service.store_folder`: the folder that was given to the server.
- `await service.query(text, most=1000)`: run SPARQL, get `Rows`: `columns`, `rows` (dictionaries of plain values: str, int, float,
  bool, None), `truncated` (there were more than `most`), `truth` of an ASK. CONSTRUCT gives subject, predicate, object as columns.
- `await service.call(function, *arguments)`: run `function(store, *arguments)` in a process, with the read-only
  `GraphStore` first. The function stands at the top of a module of the package (it is named, not sent), arguments and value can
  be pickled. Errors that it raises on purpose (`GraphBuilderError`) arrive here.
- `service.stream(job)`: an answer in one of the formats of the protocol, as bytes.
- `service.version`: changes when the graph has changed; good for ETag and for what is kept.

All of them raise `Problem` (busy 503, over time 504, out of memory 503 ...), which the app answers with its status code and text, and
`GraphBuilderError` (a QueryError is 400, an UnknownNameError 404). Time, memory and size are limited by the server's settings.
"""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from graphbuilder.graph.answers import plain
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.jobs import Call, Sparql
from graphbuilder.serve.pool import Pool, Ticket
from graphbuilder.serve.settings import Settings

P = ParamSpec("P")
Value = TypeVar("Value")
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer as plain values. `truth` is None unless the query was an ASK; then there are no rows."""

    columns: tuple[str, ...] = ()
    rows: list[dict[str, Plain]] = field(default_factory=list)
    truncated: bool = False
    truth: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An answer as bytes: `graph` says which of the two formats of the job was taken. Read `pieces` to the end, or `close` it."""

    graph: bool
    pieces: AsyncIterator[bytes]
    ticket: Ticket

    def close(self) -> None:
        """Nobody wants the rest: the query is ended."""
        self.ticket.abandon()


class Service:
    """A graph folder that answers. `start` it in the event loop that asks it, and `stop` it there."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Nothing is opened yet."""
        self.store_folder, self.settings = folder, settings
        self.version = "0"
        self._pool = Pool(folder, settings)

    async def start(self) -> None:
        """Open the graph in all processes.

        Raises:
            StoreError: it cannot be opened.
        """
        await self._pool.start()

    async def stop(self) -> None:
        """End all processes."""
        await self._pool.stop()

    async def query(self, text: str, most: int = 1000) -> Rows:
        """Run SPARQL and give at most so many rows as plain values; `truncated` says that there were more.

        Raises:
            QueryError: it cannot be read. Problem: no process is free, or a limit was reached.
        """
        return await self.call(read_rows, text, most)

    async def call(
        self, function: Callable[Concatenate[GraphStore, P], Value], *arguments: P.args, **named: P.kwargs
    ) -> Value:
        """Run a function of the package on the read-only store, in a process with limits; give its value.

        Raises:
            Problem: no process is free, or a limit was reached. GraphBuilderError: what the function raised.
        """
        assert not named, "arguments are given by position"
        ticket = self._pool.run(Call(function=function, arguments=arguments))
        try:
            value: Value = pickle.loads(await ticket.begin())
        except asyncio.CancelledError:
            ticket.abandon()
            raise
        return value

    async def stream(self, job: Sparql) -> Stream:
        """Run SPARQL and give its answer as bytes, as they come.

        Raises:
            QueryError: it cannot be read. Problem: as `call`, or no acceptable format.
        """
        ticket = self._pool.run(job)
        try:
            head = json.loads(await ticket.begin())
        except asyncio.CancelledError:
            ticket.abandon()
            raise
        return Stream(graph=head["graph"], pieces=ticket.pieces(), ticket=ticket)


def read_rows(store: GraphStore, text: str, most: int) -> Rows:
    """Run SPARQL and give at most `most` rows as plain values. Runs in a process (see `Service.query`)."""
    import pyoxigraph

    results = store.sparql(text)
    if isinstance(results, pyoxigraph.QueryBoolean):
        return Rows(truth=bool(results))
    if isinstance(results, pyoxigraph.QueryTriples):
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        found: Any = ((triple.subject, triple.predicate, triple.object) for triple in results)
    else:
        columns = tuple(variable.value for variable in results.variables)
        found = (tuple(solution) for solution in results)
    rows = [dict(zip(columns, map(plain, row), strict=True)) for row in islice(found, most)]
    return Rows(columns=columns, rows=rows, truncated=next(iter(found), None) is not None)
