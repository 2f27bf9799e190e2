"""Batches of articles on the workers of a Dask cluster: who has which, what came back, and what to do when a worker dies.

Each batch is bound to one worker, so that Dask does not try by itself, on one worker after the other, what has killed the first. When a
worker dies, the articles of its batches are tried once more, each by itself and on a worker that does nothing else meanwhile: so it is
known which article is to blame. That is what `graphbuilder.workers` does on one machine.
"""

from __future__ import annotations

import os
import queue
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graphbuilder.distribute.editions import Edition
from graphbuilder.distribute.parts import join_parts, pack_part
from graphbuilder.distribute.task import Maker, edition_fault, extract_part, pack_task
from graphbuilder.errors import ClusterError, ExtractionError, GraphBuilderError
from graphbuilder.model import Article

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3
"""Batches for a worker that are under way or wait there: bounds the memory, keeps the worker busy while the committer writes."""
ANSWER = 15.0
"""Seconds in which the scheduler has to answer."""
PATIENCE = 600.0
"""Seconds for which there may be no worker at all."""
POLL = 1.0
"""Seconds between two looks at which workers there are."""


@dataclass(slots=True, eq=False)
class _Batch:
    """A batch that is not done. `alone`: what its articles gave when they are tried one by one, in their order."""

    name: str
    articles: Sequence[Article]
    alone: list[bytes | None] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Job:
    """What is sent to a worker: a batch, or its article number `only`."""

    batch: _Batch
    only: int | None = None
    future: Future[bytes] | None = None

    @property
    def articles(self) -> Sequence[Article]:
        """The articles to be read."""
        return self.batch.articles if self.only is None else [self.batch.articles[self.only]]


@dataclass(slots=True, frozen=True)
class _Gone:
    """The scheduler says that a worker is gone. `expected`: it was told to go, and nothing on it is to blame."""

    worker: str
    expected: bool


class Cluster:
    """The workers of a cluster, and the batches that they are at. A context manager; leaving it takes back what is under way."""

    def __init__(self, scheduler: str, edition: Edition, make: Maker, model: str | None = None) -> None:
        """Connect.

        Args:
            scheduler: its address or scheduler file. edition: what every worker has to have; model: the one it is asked for.
            make: makes the extractor on a worker.

        Raises:
            ClusterError: Dask is not installed, or the scheduler does not answer within `ANSWER` seconds.
        """
        self.scheduler = scheduler
        self._edition, self._make, self._model = edition, make, model
        self._client = connect(scheduler)
        self._news: queue.SimpleQueue[Future[bytes] | _Gone] = queue.SimpleQueue()
        self._at: dict[str, list[_Job]] = {}
        self._waiting: deque[_Job] = deque()
        self._suspects: deque[_Job] = deque()
        self._done: list[tuple[str, bytes]] = []
        self._quiet: str | None = None
        self._gone: set[str] = set()
        self._looked = -POLL
        self._seen = time.monotonic()
        self._client.subscribe_topic("all", self._hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take back what is under way, and leave the cluster."""
        jobs = [job for jobs in self._at.values() for job in jobs]
        for job in jobs:
            if job.future is not None:
                job.future.cancel()
        self._client.unsubscribe_topic("all")
        self._client.close()

    # --- for who has articles

    def has_room(self) -> bool:
        """Whether a further batch would find a worker that waits for one."""
        self._look()
        return not self._waiting and bool(self._free())

    def submit(self, name: str, batch: Sequence[Article]) -> None:
        """Hand out a batch; what it gives is collected under this name."""
        self._waiting.append(_Job(_Batch(name, batch)))
        self._hand_out()

    def collect(self) -> Iterator[tuple[str, bytes]]:
        """Give the names of the batches that are done, each with its part's bytes; each once, as they come.

        Raises:
            ClusterError: a worker cannot do the work, or the scheduler is gone.
        """
        while not self._news.empty():
            self._take(self._news.get())
        self._hand_out()
        done, self._done = self._done, []
        yield from done

    def wait(self) -> None:
        """Wait until something has happened, at most for `POLL` seconds.

        Raises:
            ClusterError: see `collect`; or there has been no worker for `PATIENCE` seconds.
        """
        try:
            self._take(self._news.get(timeout=POLL))
        except queue.Empty:
            self._look()

    # --- workers come and go

    def _hear(self, event: tuple[float, Any]) -> None:
        """Runs in Dask's own thread."""
        message = event[1]
        if isinstance(message, dict) and message.get("action") == "remove-worker":
            self._gone.add(message["worker"])
            self._news.put(_Gone(message["worker"], bool(message.get("expected"))))

    def _look(self) -> None:
        """See which workers there are; not more often than every `POLL` seconds."""
        now = time.monotonic()
        if self._client.status != "running":
            raise self._lost()
        if now - self._looked < POLL:
            return
        there = self._asked(self._client.nthreads)
        new = [worker for worker in there if worker not in self._at]
        for worker in self._fit(new):
            self._at[worker] = []
            self._gone.discard(worker)
        for worker in [worker for worker in self._at if worker not in there]:
            self._lose(_Gone(worker, expected=False))
        self._looked = time.monotonic()
        if self._at:
            self._seen = self._looked
        elif self._looked - self._seen > PATIENCE:
            raise ClusterError(
                f"{self.scheduler}: no worker has come for {PATIENCE:.0f} seconds. Start workers with "
                f"`dask worker {self.scheduler}`, then run the same command again: it goes on where it stopped."
            )
        self._hand_out()

    def _fit(self, workers: list[str]) -> Iterator[str]:
        """Those of the workers that answer, after making sure that they have what we have."""
        if not workers:
            return
        answers = self._asked(
            self._client.run, edition_fault, self._edition, self._model, workers=workers, on_error="return"
        )
        for worker, answer in answers.items():
            if answer is None:
                yield worker
            elif isinstance(answer, GraphBuilderError):
                raise ClusterError(f"{worker}: {answer}") from answer
            elif not isinstance(answer, OSError):  # one that is gone already does not answer
                raise ClusterError(
                    f"{worker}: this worker cannot run graphbuilder ({answer}). Install graphbuilder[cluster] on it."
                )

    def _lose(self, gone: _Gone) -> None:
        """Do what a lost worker was at once more: whole when nobody is to blame, else article by article."""
        for job in reversed(self._at.pop(gone.worker, [])):
            if job.future is not None:
                job.future.cancel()
            if gone.expected:
                self._again(job)
            elif job.only is not None:
                error = ExtractionError(job.articles[0].id, "the process that was at it died, twice")
                self._finish(job, pack_part(job.articles, [], [error]))
            else:
                job.batch.alone = [None] * len(job.articles)
                self._suspects.extendleft(_Job(job.batch, i) for i in reversed(range(len(job.articles))))

    def _again(self, job: _Job) -> None:
        (self._waiting if job.only is None else self._suspects).appendleft(_Job(job.batch, job.only))

    # --- work

    def _hand_out(self) -> None:
        """Give waiting batches to the workers with the least to do, and articles under suspicion to one that does nothing else."""
        self._quiet = self._chosen()
        if self._suspects and self._quiet is not None and not self._at[self._quiet]:
            self._give(self._suspects.popleft(), self._quiet)
        while self._waiting and (free := self._free()):
            self._give(self._waiting.popleft(), min(free, key=lambda worker: len(self._at[worker])))

    def _free(self) -> list[str]:
        """The workers that take a further batch."""
        return [worker for worker, jobs in self._at.items() if worker != self._quiet and len(jobs) < AHEAD]

    def _chosen(self) -> str | None:
        """The worker that gets no batches because it tries articles under suspicion, or is about to; the same until all are tried."""
        if self._quiet in self._at:
            trying = any(job.only is not None for job in self._at[self._quiet])
            return self._quiet if trying or self._suspects else None
        return min(self._at, key=lambda worker: len(self._at[worker])) if self._suspects and self._at else None

    def _give(self, job: _Job, worker: str) -> None:
        import dask

        data = pack_task(job.articles, self._make, self._edition, self._model)
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"}):  # one article may have 20 MB
            job.future = self._client.submit(
                extract_part, data, pure=False, workers=[worker], allow_other_workers=False, retries=0
            )
        self._at[worker].append(job)
        job.future.add_done_callback(self._news.put)

    def _take(self, news: Future[bytes] | _Gone) -> None:
        """A worker is gone, or something has come of a future."""
        if isinstance(news, _Gone):
            self._lose(news)
            self._hand_out()
            return
        for worker, jobs in self._at.items():
            for job in jobs:
                if job.future is not None and job.future.key == news.key:
                    self._take_result(worker, job)
                    return

    def _take_result(self, worker: str, job: _Job) -> None:
        assert job.future is not None
        if job.future.status == "finished":
            data = self._result(job.future, worker)
            self._at[worker].remove(job)
            if data is None:
                self._again(job)
                return
            self._finish(job, data)
            self._hand_out()
        elif job.future.status == "error":
            from distributed import KilledWorker

            error = job.future.exception()
            if isinstance(error, KilledWorker):  # it died, came back under its address, and so on
                self._lose(_Gone(worker, expected=False))
            elif error is not None:
                raise error
        elif self._client.status != "running":
            raise self._lost()

    def _result(self, future: Future[bytes], worker: str) -> bytes | None:
        """The bytes that a worker has for us; None when it is gone before we have them, which Dask would wait for."""
        until = time.monotonic() + ANSWER
        while time.monotonic() < until:
            try:
                data: bytes = future.result(timeout=POLL)
            except TimeoutError:
                if worker in self._gone:
                    return None
            except (OSError, CancelledError):
                return None
            else:
                return data
        return None

    def _finish(self, job: _Job, data: bytes) -> None:
        """A batch is done, or one article of it."""
        if job.only is None:
            self._done.append((job.batch.name, data))
            return
        job.batch.alone[job.only] = data
        parts = [part for part in job.batch.alone if part is not None]
        if len(parts) == len(job.batch.articles):
            self._done.append((job.batch.name, join_parts(parts)))

    def _asked(self, question: Any, *arguments: Any, **named: Any) -> Any:
        """What the scheduler answers.

        Raises:
            ClusterError: it does not.
        """
        try:
            return question(*arguments, **named)
        except (OSError, TimeoutError) as error:
            raise self._lost() from error

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"{self.scheduler}: the scheduler does not answer any more. What was done is kept: start the cluster again and run the "
            "same command; it goes on where it stopped."
        )


def connect(scheduler: str) -> Client:
    """Connect to a scheduler.

    Args:
        scheduler: an address ("tcp://10.0.0.1:8786", "tls://..."; without scheme TCP is meant), or the path of a scheduler file.

    Raises:
        ClusterError: Dask is not installed, it is no address, or nobody answers there within `ANSWER` seconds.
    """
    try:
        import pyarrow  # noqa: F401
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"--scheduler needs {error.name}, which is not installed. Install it here and on the workers: "
            "pip install 'graphbuilder[cluster]'"
        ) from error
    where = {"scheduler_file": scheduler} if os.path.isfile(scheduler) else {"address": scheduler}
    try:
        return Client(**where, timeout=ANSWER, set_as_default=False, name="graphbuilder")
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            f"{scheduler}: no Dask scheduler answers there within {ANSWER:.0f} seconds. Is it running, and can this machine reach it?"
        ) from error
    except (ValueError, AssertionError, KeyError) as error:
        raise ClusterError(
            f"{scheduler!r} is no address of a Dask scheduler ({error}); it looks like tcp://10.0.0.1:8786, or is a scheduler file."
        ) from error
