"""Where an answer is written to in its process: held back until it is sure to begin well, bounded, then sent piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from io import RawIOBase
from typing import Any

from graphbuilder.serve.problems import refused
from graphbuilder.serve.rows import RowCounter

HOLD = 4 * 1024 * 1024
"""So much of an answer is held back. What goes wrong before is told by a status code; after it the connection is cut."""
PIECE = 256 * 1024

Send = Callable[[bytes], None]


class Outlet(RawIOBase):
    """A binary file for writing. Smaller answers leave in one piece when `finish` is called.

    >>> pieces = []
    >>> outlet = Outlet(pieces.append, rows=RowCounter("tsv", 10), most_bytes=100)
    >>> outlet.write(b"?a\\n1\\n"), pieces
    (5, [])
    >>> outlet.finish(); pieces
    [b'?a\\n1\\n']
    """

    def __init__(self, send: Send, rows: RowCounter | None, most_bytes: int) -> None:
        """Send pieces with `send`; `rows` counts the rows of a table."""
        self._send, self._rows, self._most = send, rows, most_bytes
        self._held: list[bytes] = []
        self._holding, self._total, self._hold = 0, 0, HOLD

    def write(self, data: Any) -> int:
        """Take bytes.

        Raises:
            Problem: there are more rows or bytes than allowed.
        """
        data = bytes(data)
        self._total += len(data)
        if self._total > self._most:
            raise refused(
                f"The answer is larger than {self._most // 2**20} MB. Select less or use LIMIT and OFFSET; for the whole graph use "
                "`graphbuilder export`."
            )
        if self._rows:
            self._rows.feed(data)
        self._held.append(data)
        self._holding += len(data)
        if self._holding >= self._hold:
            self._send_held()
            self._hold = PIECE
        return len(data)

    def writable(self) -> bool:
        """That is what it is for."""
        return True

    def finish(self) -> None:
        """Send what is left."""
        if self._holding:
            self._send_held()

    def _send_held(self) -> None:
        self._send(b"".join(self._held))
        self._held.clear()
        self._holding = 0
