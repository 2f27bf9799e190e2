"""The processes that answer: quick places for all, a few slow places for what takes long, and an end for what takes too long.

A query begins in a quick place. When it has run for `slow_after` seconds, its process gets the lowest priority and moves to a slow
place, if one is free, and a new process takes the quick place: a runaway has the processor only when nobody else wants it.
When no slow place is free it stays; but as soon as somebody has waited too long for it, it is ended. Every query ends at
`timeout`: its process is killed, which frees all its memory, and replaced.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from graphbuilder.errors import GraphBuilderError, StoreError
from graphbuilder.serve import frames
from graphbuilder.serve.jobs import Bounds, Job
from graphbuilder.serve.problems import busy, ended, too_slow
from graphbuilder.serve.settings import Settings
from graphbuilder.serve.worker import command

TICK = 0.1
"""Seconds between two looks at what is running."""
BREATH = 1.0
"""Seconds between two attempts to start a process that does not start."""
BUFFER = 4 * 1024 * 1024
"""Bytes of an answer that the server holds for a client that reads slowly; then its process waits, and its time runs."""
OWN_GROUP: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}
"""Ctrl-C reaches the server only, which ends its processes itself. (A session of their own would take them out of the reach of nice.)"""
LOWEST = 19
"""The lowest priority (nice)."""


class Ticket:
    """A job on its way: what comes of it, as it comes."""

    def __init__(self, job: Job, now: float) -> None:
        """Wait from `now` on (seconds of the event loop)."""
        self.job, self.asked = job, now
        self.abandoned = False
        self.error: Exception | None = None
        self._pieces: deque[bytes] = deque()
        self._size, self._complete, self._begun = 0, False, False
        self._news, self._room = asyncio.Event(), asyncio.Event()
        self.head = b""

    async def begin(self) -> bytes:
        """Wait for the head of the answer, or the value of a call.

        Raises:
            GraphBuilderError: there will be no answer.
        """
        while not self._begun and not self.error:
            await self._next_news()
        if self.error:
            raise self.error
        return self.head

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer, piece by piece.

        Raises:
            GraphBuilderError: it ends before it is complete.
        """
        while True:
            while self._pieces:
                piece = self._pieces.popleft()
                self._size -= len(piece)
                self._room.set()
                yield piece
            if self.error:
                raise self.error
            if self._complete:
                return
            await self._next_news()

    def abandon(self) -> None:
        """Nobody wants the answer any more."""
        self.abandoned = True
        self._pieces.clear()
        self._size = 0
        self.error = self.error or busy(5)
        self._room.set()
        self._news.set()

    async def _next_news(self) -> None:
        await self._news.wait()
        self._news.clear()

    def started(self, head: bytes) -> None:
        """The answer begins."""
        self.head, self._begun = head, True
        self._news.set()

    async def add(self, data: bytes) -> None:
        """A piece has come; waits while the client has not read what came before."""
        while self._size > BUFFER and not self.abandoned:
            self._room.clear()
            await self._room.wait()
        if not self.abandoned:
            self._pieces.append(data)
            self._size += len(data)
            self._news.set()

    def complete(self) -> None:
        """All has come."""
        self._complete = True
        self._news.set()

    def fail(self, error: Exception) -> None:
        """Nothing more will come."""
        if not self._complete:
            self.error = error
        self._news.set()


class Worker:
    """A process and what it is at."""

    def __init__(self, process: Process, folder: Path) -> None:
        """Take a process that is ready."""
        self.process, self.folder = process, folder
        self.ticket: Ticket | None = None
        self.since = 0.0
        self.slow = False
        self.ending: Exception | None = None
        self.task: asyncio.Task[None] | None = None

    async def do(self, ticket: Ticket) -> None:
        """Do a job to its end.

        Raises:
            EOFError, ConnectionError: the process has ended.
        """
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(frames.frame(frames.JOB, pickle.dumps(ticket.job)))
        await self.process.stdin.drain()
        while True:
            kind, data = await frames.receive(self.process.stdout)
            if kind == frames.HEAD:
                ticket.started(data)
            elif kind == frames.DATA:
                await ticket.add(data)
            else:
                if kind == frames.FAILED:
                    ticket.fail(pickle.loads(data))
                elif kind == frames.RESULT:
                    ticket.started(data)
                ticket.complete()
                return

    def end(self, reason: Exception | None = None) -> None:
        """Kill the process; its job fails for this reason."""
        self.ending = self.ending or reason
        if self.process.returncode is None:
            self.process.kill()
        if self.task:
            self.task.cancel()

    def lower(self) -> None:
        """Give the process the lowest priority."""
        self.slow = True
        if sys.platform != "win32" and self.process.returncode is None:
            os.setpriority(os.PRIO_PROCESS, self.process.pid, LOWEST)


class Pool:
    """Processes over one folder; `run` gives them a job. `start` and `stop` it in one event loop."""

    def __init__(self, folder: Path, settings: Settings, unused: Callable[[Path], None] = lambda folder: None) -> None:
        """Nothing runs yet; `unused` is told when the last process of a folder that was left has ended."""
        self.folder, self.settings, self._unused = folder, settings, unused
        self._idle: deque[Worker] = deque()
        self._workers: set[Worker] = set()
        self._waiting: deque[Ticket] = deque()
        self._starting: set[asyncio.Task[None]] = set()
        self._supervisor: asyncio.Task[None] | None = None
        self._stopped = False

    async def start(self) -> None:
        """Start the processes.

        Raises:
            StoreError: the folder cannot be opened.
        """
        for worker in await self._fresh(self.folder):
            self._join(worker)
        self._supervisor = asyncio.create_task(self._supervise())

    async def stop(self) -> None:
        """End all processes."""
        self._stopped = True
        if self._supervisor:
            self._supervisor.cancel()
        for task in self._starting:
            task.cancel()
        for worker in list(self._workers):
            worker.end(busy(5))
        await asyncio.gather(*(worker.process.wait() for worker in self._workers), *self._starting, return_exceptions=True)

    async def move_to(self, folder: Path) -> None:
        """Answer from another folder from now on; what is under way is finished in the old one.

        Raises:
            StoreError: it cannot be opened; everything stays as it was.
        """
        fresh = await self._fresh(folder)
        old, self.folder = self.folder, folder
        left, self._idle = list(self._idle), deque()
        for worker in fresh:
            self._join(worker)
        for worker in left:
            await self._retire(worker)
        self._leave(old)

    def run(self, job: Job) -> Ticket:
        """Have a job done; the ticket tells what comes of it.

        Raises:
            Problem: too many are waiting.
        """
        if len(self._waiting) >= self.settings.max_waiting or self._stopped:
            raise busy(5)
        ticket = Ticket(job, asyncio.get_running_loop().time())
        self._waiting.append(ticket)
        self._dispatch()
        return ticket

    @property
    def running(self) -> int:
        """How many processes there are."""
        return len(self._workers)

    async def _fresh(self, folder: Path) -> list[Worker]:
        return list(await asyncio.gather(*(self._launch(folder) for _ in range(self.settings.workers))))

    async def _launch(self, folder: Path) -> Worker:
        """Start a process and wait until it is ready.

        Raises:
            StoreError: it cannot open the folder.
        """
        chosen = self.settings
        bounds = Bounds(seconds=chosen.timeout, rows=chosen.max_rows, bytes=chosen.max_bytes, memory=chosen.memory)
        process = await asyncio.create_subprocess_exec(*command(folder, bounds), stdin=PIPE, stdout=PIPE, limit=BUFFER, **OWN_GROUP)
        assert process.stdout
        try:
            kind, data = await frames.receive(process.stdout)
        except asyncio.IncompleteReadError:
            raise StoreError(f"{folder}: a process that should answer from it ended at once.") from None
        except asyncio.CancelledError:
            process.kill()
            raise
        if kind == frames.FAILED:
            await process.wait()
            raise pickle.loads(data)
        return Worker(process, folder)

    def _join(self, worker: Worker) -> None:
        self._workers.add(worker)
        self._idle.append(worker)
        self._dispatch()

    def _dispatch(self) -> None:
        """Give those who wait to those who are idle."""
        now = asyncio.get_running_loop().time()
        while self._idle and self._waiting:
            ticket = self._waiting.popleft()
            if ticket.abandoned or ticket.error:
                continue
            worker = self._idle.popleft()
            worker.ticket, worker.since = ticket, now
            worker.task = asyncio.create_task(self._work(worker, ticket))

    async def _work(self, worker: Worker, ticket: Ticket) -> None:
        alive = False
        try:
            await worker.do(ticket)
            alive = not worker.ending
        except (asyncio.IncompleteReadError, ConnectionError):
            code = await worker.process.wait()
            ticket.fail(worker.ending or ended(code, self.settings.memory))
        except asyncio.CancelledError:
            ticket.fail(worker.ending or busy(5))
        worker.ticket = worker.task = None
        if alive and not worker.slow and worker.folder == self.folder and not self._stopped:
            self._idle.append(worker)
            self._dispatch()
        else:
            await self._retire(worker)
            self._refill()
            self._leave(worker.folder)

    async def _retire(self, worker: Worker) -> None:
        worker.end()
        await worker.process.wait()
        self._workers.discard(worker)

    def _leave(self, folder: Path) -> None:
        if folder != self.folder and all(worker.folder != folder for worker in self._workers):
            self._unused(folder)

    def _refill(self) -> None:
        """Start a process for every quick place that has none."""
        quick = sum(not worker.slow and worker.folder == self.folder for worker in self._workers)
        for _ in range(self.settings.workers - quick - len(self._starting)):
            if not self._stopped:
                task = asyncio.create_task(self._replace())
                self._starting.add(task)
                task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        folder = self.folder
        try:
            worker = await self._launch(folder)
        except GraphBuilderError as error:
            if folder == self.folder:  # else it was left in the meantime, and may be gone
                while self._waiting:
                    self._waiting.popleft().fail(error)
                await asyncio.sleep(BREATH)
            return
        if worker.folder == self.folder:
            self._join(worker)
        else:
            worker.end()
            await worker.process.wait()

    async def _supervise(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = asyncio.get_running_loop().time()
            for worker in [worker for worker in self._workers if worker.ticket]:
                self._look_at(worker, now)
            self._make_room(now)
            self._refill()

    def _look_at(self, worker: Worker, now: float) -> None:
        age = now - worker.since
        assert worker.ticket
        if age > self.settings.timeout:
            worker.end(too_slow(self.settings.timeout))
        elif age > self.settings.slow_after:
            if worker.ticket.abandoned:
                worker.end(busy(1))
            elif not worker.slow and sum(other.slow for other in self._workers) < self.settings.slow_places:
                worker.lower()

    def _make_room(self, now: float) -> None:
        """Refuse who has waited long enough; end what holds a quick place too long while others wait."""
        while self._waiting and now - self._waiting[0].asked > self.settings.max_wait:
            self._waiting.popleft().fail(busy(10))
        if self._waiting and now - self._waiting[0].asked > self.settings.slow_after:
            long = [worker for worker in self._workers if worker.ticket and not worker.slow and not worker.ending]
            long = [worker for worker in long if now - worker.since > self.settings.slow_after]
            if long and not self._starting:
                min(long, key=lambda worker: worker.since).end(busy(30))
