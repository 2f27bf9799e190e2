"""A process that answers: it opens the graph read-only and does one job after another until its input ends.

It is run as `python -m graphbuilder.serve.worker FOLDER BOUNDS`. Jobs come on standard input and answers leave on standard output
(see `frames`). It can be ended at any time: nothing is lost but the job.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from graphbuilder.errors import GraphBuilderError
from graphbuilder.graph.sparql import run_sparql
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.turtle import triple_order, turtle
from graphbuilder.serve import frames
from graphbuilder.serve.formats import graph_format, rows_format
from graphbuilder.serve.jobs import Bounds, Call, Job, Sparql
from graphbuilder.serve.outlet import Outlet
from graphbuilder.serve.problems import Problem, not_acceptable, too_hungry
from graphbuilder.serve.rows import RowCounter, too_many

if TYPE_CHECKING:
    import pyoxigraph

_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
GRACE = 5.0
"""Seconds after its time limit at which a process ends by itself, if the server that should end it is gone."""


def main(folder: str, bounds: Bounds) -> None:
    """Do jobs until there are no more."""
    incoming, outgoing = _streams()
    import graphbuilder.serve.explorer  # noqa: F401  (what the pages ask for; loading it must not count as a slow first answer)

    try:
        with GraphStore.open_read_only(folder) as store:
            _limit_memory(bounds.memory)
            _send(outgoing, frames.READY)
            while message := frames.read(incoming):
                job: Job = pickle.loads(message[1])
                _alarm(bounds.seconds + GRACE)
                _do(store, job, bounds, outgoing)
                _alarm(0)
    except GraphBuilderError as error:
        _send(outgoing, frames.FAILED, pickle.dumps(error))


def command(folder: Path, bounds: Bounds) -> list[str]:
    """The command line that starts such a process."""
    return [sys.executable, "-m", "graphbuilder.serve.worker", str(folder), json.dumps(asdict(bounds))]


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The input and the output; whatever else is printed goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return sys.stdin.buffer, outgoing


def _send(stream: BinaryIO, kind: int, data: bytes = b"") -> None:
    view = memoryview(frames.frame(kind, data))
    while view:
        view = view[stream.write(view) :]


def _do(store: GraphStore, job: Job, bounds: Bounds, outgoing: BinaryIO) -> None:
    try:
        if isinstance(job, Call):
            _send(outgoing, frames.RESULT, pickle.dumps(job.function(store, *job.arguments)))
        else:
            _answer(store, job, bounds, outgoing)
    except GraphBuilderError as error:
        _send(outgoing, frames.FAILED, pickle.dumps(error))
    except MemoryError:
        _send(outgoing, frames.FAILED, pickle.dumps(too_hungry(bounds.memory)))


def _answer(store: GraphStore, job: Sparql, bounds: Bounds, outgoing: BinaryIO) -> None:
    """Write the answer of a query in the format that fits its kind."""
    import pyoxigraph

    results = run_sparql(store.quads, job.text, default_graphs=job.default_graphs, named_graphs=job.named_graphs)
    is_graph = isinstance(results, pyoxigraph.QueryTriples)
    format = job.graph_as if is_graph else job.rows_as
    if format is None:
        raise not_acceptable(is_graph)
    head = json.dumps({"graph": is_graph}).encode()
    begun = False

    def send(data: bytes) -> None:
        nonlocal begun
        if not begun:
            _send(outgoing, frames.HEAD, head)
            begun = True
        _send(outgoing, frames.DATA, data)

    if is_graph:
        outlet = Outlet(send, None, bounds.bytes)
        _write_graph(results, outlet, format, bounds.rows)
    else:
        counter = RowCounter(format, bounds.rows) if isinstance(results, pyoxigraph.QuerySolutions) else None
        outlet = Outlet(send, counter, bounds.bytes)
        results.serialize(outlet, rows_format(format))
    outlet.finish()
    if not begun:
        _send(outgoing, frames.HEAD, head)
    _send(outgoing, frames.END)


def _write_graph(triples: Iterator[pyoxigraph.Triple], outlet: Outlet, format: str, most: int) -> None:
    import pyoxigraph

    def bounded() -> Iterator[pyoxigraph.Triple]:
        yield from islice(triples, most)
        if next(triples, None) is not None:
            raise too_many(most)

    if format == "ttl":  # for reading: sorted, with short names
        for piece in turtle(sorted(bounded(), key=triple_order)):
            outlet.write(piece.encode())
        return
    checked = map(_writable_in_xml, bounded()) if format == "rdf" else bounded()
    pyoxigraph.serialize(checked, cast(BinaryIO, outlet), graph_format(format))


def _writable_in_xml(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    """A triple whose property can be the name of an XML element.

    Raises:
        Problem: it cannot; RDF/XML has no way to write it.
    """
    if not _XML_NAME.search(triple.predicate.value):
        raise Problem(
            HTTPStatus.NOT_ACCEPTABLE, f"RDF/XML cannot write the property <{triple.predicate.value}>. Ask for text/turtle."
        )
    return triple


def _limit_memory(size: int) -> None:
    """No more than `size` bytes beside what the open store takes; a query that wants more ends its process (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + size,) * 2)


def _address_space() -> int:
    """Bytes of address space in use, as Linux says; 0 where it is not known."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _alarm(seconds: float) -> None:
    """End this process after some seconds, even in the middle of a query; 0 takes it back. The kernel does it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def given(arguments: list[str]) -> tuple[str, Bounds]:
    """Folder and bounds from the command line."""
    values: dict[str, Any] = json.loads(arguments[1])
    return arguments[0], Bounds(**values)


if __name__ == "__main__":
    main(*given(sys.argv[1:]))
