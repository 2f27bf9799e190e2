"""Messages between the server and its processes: a letter that says what it is, the length, the bytes."""

from __future__ import annotations

import struct
from asyncio import StreamReader
from typing import BinaryIO

JOB, READY, HEAD, DATA, END, FAILED, RESULT = b"JRHDEFV"
"""A job for a process; it is ready; the answer begins; a piece of it; it is complete; an error (pickled); a value (pickled)."""

_HEADER = struct.Struct("!BI")


def frame(kind: int, data: bytes = b"") -> bytes:
    """A message as bytes.

    >>> frame(DATA, b"ab")
    b'D\\x00\\x00\\x00\\x02ab'
    """
    return _HEADER.pack(kind, len(data)) + data


async def receive(reader: StreamReader) -> tuple[int, bytes]:
    """The next message.

    Raises:
        asyncio.IncompleteReadError: the other side has ended.
    """
    kind, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    return kind, await reader.readexactly(length)


def read(stream: BinaryIO) -> tuple[int, bytes] | None:
    """The next message, None when the other side has ended."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack(header)
    data = stream.read(length)
    return (kind, data) if len(data) == length else None
