"""What a server is allowed to do, and how much of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names of this computer for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and doors of a server. Times are seconds, sizes bytes.

    Attributes:
        names: under which the server may be asked for beside those of `LOOPBACK` (the Host header, without port); "*" is any.
        origins: web pages of these origins may ask too (CORS); "*" is any page. None by default.
        timeout: a query that runs longer is ended.
        max_rows: an answer with more rows or triples is refused. max_bytes: the same for its size.
        max_request: size of the body of a request.
        memory: what one query may take beside the store.
        workers: processes for quick queries.
        slow_after: a query that runs longer goes to the slow places, out of the way of the others.
        slow_places: how many queries may be there at once.
        max_waiting: how many may wait for a process. max_wait: and for how long.
        kept: answers that are kept for the next who asks the same.
        look_every: how often to look whether the graph has changed.
    """

    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    timeout: float = 30.0
    max_rows: int = 100_000
    max_bytes: int = 256 * 1024 * 1024
    max_request: int = 1024 * 1024
    memory: int = 1024 * 1024 * 1024
    workers: int = field(default_factory=lambda: max(2, min(os.cpu_count() or 2, 8)))
    slow_after: float = 1.0
    slow_places: int = 4
    max_waiting: int = 256
    max_wait: float = 30.0
    kept: int = 64 * 1024 * 1024
    look_every: float = 2.0

    @property
    def hosts(self) -> tuple[str, ...]:
        """All names under which the server may be asked for."""
        return (*LOOPBACK, *self.names)

    def with_workers(self, workers: int) -> Settings:
        """The same with so many processes for quick queries."""
        return replace(self, workers=workers)
