"""What a process can be asked to do. Sent pickled: only the server writes to its processes, and only they to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparql:
    """A query whose answer is written as bytes.

    Attributes:
        text: the query.
        default_graphs, named_graphs: the dataset that the request gives, both None when it gives none.
        rows_as: format of SELECT and ASK, a name of `graphbuilder.serve.formats.ROWS`; None when none is acceptable.
        graph_as: format of CONSTRUCT and DESCRIBE, a name of `formats.GRAPHS`, or None.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    rows_as: str | None = None
    graph_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A function of a module that is called with the read-only GraphStore and the arguments; its value is sent back pickled."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


Job = Sparql | Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a process may use: seconds a job, rows and bytes of an answer, bytes of memory."""

    seconds: float
    rows: int
    bytes: int
    memory: int
