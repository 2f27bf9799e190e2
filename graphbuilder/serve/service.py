"""What the endpoint and the pages ask: a graph folder behind processes with limits.

For whoever writes pages:

- `service.store_folder`: the folder that was given to the server.
- `await service.query(text, most=1000)`: run SPARQL, get `Rows`: `columns`, `rows` (dictionaries of plain values: str, int, float,
  bool, None), `truncated` (there were more than `most`), `truth` of an ASK. CONSTRUCT gives subject, predicate, object as columns.
- `await service.call(function, *arguments)`: run `function(store, *arguments)` in a process, with the read-only
  `GraphStore` first. The function stands at the top of a module of the package (it is named, not sent), arguments and value can
  be pickled. Errors that it raises on purpose (`GraphBuilderError`) arrive here.
- `await service.once(function, *arguments)`: the same, but the value is kept while the graph does not change (hashable arguments).
- `service.stream(job)`: an answer in one of the formats of the protocol, as bytes.
- `service.version`: changes when the graph has changed; good for ETag and for what is kept.

All of them raise `Problem` (busy 503, over time 504, out of memory 503 ...), which the app answers with its status code and text, and
`GraphBuilderError` (a QueryError is 400, an UnknownNameError 404). Time, memory and size are limited by the server's settings.
"""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from graphbuilder.errors import GraphBuilderError, StoreError
from graphbuilder.graph.answers import plain
from graphbuilder.graph.store import GraphStore
from graphbuilder.resolve.keys import digest
from graphbuilder.serve.jobs import Call, Sparql
from graphbuilder.serve.kept import Kept
from graphbuilder.serve.pool import Pool, Ticket
from graphbuilder.serve.settings import Settings
from graphbuilder.serve.snapshot import Snapshot, clear_leftovers, mark

P = ParamSpec("P")
Value = TypeVar("Value")
PART = 16
"""A kept answer is at most this part of all that is kept."""
VALUES = 256
"""So many values of calls are kept."""
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer as plain values. `truth` is None unless the query was an ASK; then there are no rows."""

    columns: tuple[str, ...] = ()
    rows: list[dict[str, Plain]] = field(default_factory=list)
    truncated: bool = False
    truth: bool | None = None


class Stream:
    """An answer as bytes. Read `pieces` to the end, or `close` it, which ends the query.

    Attributes:
        graph: which of the two formats of the job was taken. size: of all pieces; None while it is being made.
    """

    def __init__(self, graph: bool, first: Sequence[bytes], ticket: Ticket | None = None) -> None:
        """Begin with the pieces that are there; the `ticket` brings the others, None when that is all."""
        self.graph, self._first, self._ticket = graph, first, ticket
        self.size = None if ticket else sum(map(len, first))

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer, piece by piece.

        Raises:
            GraphBuilderError: it ends before it is complete.
        """
        for piece in self._first:
            yield piece
        if self._ticket:
            async for piece in self._ticket.pieces():
                yield piece

    def close(self) -> None:
        """Nobody wants the rest."""
        if self._ticket:
            self._ticket.abandon()


class Service:
    """A graph folder that answers. `start` it in the event loop that asks it, and `stop` it there."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Nothing is opened yet."""
        self.store_folder, self.settings = folder, settings
        self._snapshots: dict[Path, Snapshot] = {}
        self._newest: Snapshot | None = None
        self._pool: Pool | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._answers = Kept[Stream](settings.kept, settings.kept // PART)
        self._values = Kept[Any](VALUES, 1)
        self._asked: dict[Sparql, asyncio.Future[GraphBuilderError | None]] = {}
        self._moves = 0

    async def start(self) -> None:
        """Open the graph, as it is now, in all processes; follow it when it changes.

        Raises:
            StoreError: it cannot be opened, or is being written.
        """
        await asyncio.to_thread(clear_leftovers, self.store_folder)
        snapshot = await self._take()
        self._pool = Pool(snapshot.folder, self.settings, self._unused)
        try:
            await self._pool.start()
        except GraphBuilderError:
            await self.stop()
            raise
        self._watcher = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """End all processes."""
        if self._watcher:
            self._watcher.cancel()
        if self._pool:
            await self._pool.stop()
        for snapshot in self._snapshots.values():
            snapshot.remove()

    @property
    def version(self) -> str:
        """A short text that changes when the graph has changed."""
        assert self._newest, "not started"
        return digest(*(f"{name} {size} {time}" for name, size, time in self._newest.mark))

    async def refresh(self) -> bool:
        """Look whether the graph has changed, and answer from it as it is now; False when it has not, or is just being written."""
        assert self._newest
        try:
            if await asyncio.to_thread(mark, self.store_folder) == self._newest.mark:
                return False
            newest = await self._take()
        except (StoreError, OSError):  # being written: the next look will find it finished
            return False
        await self._running.move_to(newest.folder)
        self._moves += 1
        self._answers.clear()
        self._values.clear()
        return True

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self.settings.look_every)
            await self.refresh()

    async def _take(self) -> Snapshot:
        snapshot = await asyncio.to_thread(Snapshot, self.store_folder)
        self._snapshots[snapshot.folder] = self._newest = snapshot
        return snapshot

    def _unused(self, folder: Path) -> None:
        self._snapshots.pop(folder).remove()

    @property
    def _running(self) -> Pool:
        assert self._pool, "not started"
        return self._pool

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
        ticket = self._running.run(Call(function=function, arguments=arguments))
        try:
            value: Value = pickle.loads(await ticket.begin())
        except asyncio.CancelledError:
            ticket.abandon()
            raise
        return value

    async def once(self, function: Callable[Concatenate[GraphStore, P], Value], *arguments: P.args, **named: P.kwargs) -> Value:
        """The same as `call`, but the value is kept while the graph does not change: for what is asked again and again.

        The arguments must be hashable. `VALUES` values are kept.
        """
        key, began = (function, arguments), self._moves
        kept: tuple[Value] | None = self._values.get(key)
        if kept is None:
            kept = (await self.call(function, *arguments, **named),)
            if began == self._moves:
                self._values.put(key, kept, 1)
        return kept[0]

    async def stream(self, job: Sparql) -> Stream:
        """Run SPARQL and give its answer as bytes, as they come.

        Small answers are kept while the graph does not change, and who asks what is being asked already waits for that answer.

        Raises:
            QueryError: it cannot be read. Problem: as `call`, or no acceptable format.
        """
        while not (kept := self._answers.get(job)):
            if job not in self._asked:
                return await self._ask(job)
            failed = await asyncio.shield(self._asked[job])
            if failed:
                raise failed
        return kept

    async def _ask(self, job: Sparql) -> Stream:
        mine = self._asked[job] = asyncio.get_running_loop().create_future()
        began, ticket, failed = self._moves, None, None
        try:
            ticket = self._running.run(job)
            stream = await _begun(ticket, self._answers.largest)
        except GraphBuilderError as error:
            failed = error
            raise
        except asyncio.CancelledError:
            if ticket:
                ticket.abandon()
            raise
        finally:
            del self._asked[job]
            mine.set_result(failed)
        if stream.size is not None and began == self._moves:
            self._answers.put(job, stream, stream.size)
        return stream


async def _begun(ticket: Ticket, most: int) -> Stream:
    """The answer when it is complete, or when `most` bytes of it are there."""
    graph = json.loads(await ticket.begin())["graph"]
    first, size = [], 0
    async for piece in ticket.pieces():
        first.append(piece)
        size += len(piece)
        if size > most:
            return Stream(graph, first, ticket)
    return Stream(graph, first)


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
