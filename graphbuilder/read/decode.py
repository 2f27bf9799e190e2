"""Bytes -> text: compression, byte order marks, encodings. What is no text is refused with what it seems to be."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from graphbuilder.errors import ReadError

if TYPE_CHECKING:
    from typing_extensions import Buffer

_MAGIC = (
    (b"%PDF", "a PDF: take its text out first, for example with `pdftotext`"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text or HTML"),
    (b"{\\rtf", "rich text: save it as plain text or HTML"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file: name it .parquet"),
    (b"\x1f\x8b", "gzip data: name it .gz"),
    (b"\x28\xb5\x2f\xfd", "zstd data: name it .zst"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BUFFER = 65_536
"""Bytes that are read at once; `peek` sees as many."""

PACKED_ERRORS: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
"""What damaged compressed data raises."""


@contextmanager
def open_bytes(path: str) -> Iterator[io.BufferedReader[io.RawIOBase]]:
    """Open a file for reading, unpacking .gz and .zst; "-" is standard input.

    Raises:
        ReadError: it cannot be opened, or its compressed data are damaged or cut off.
    """
    try:
        if path == "-":
            stream = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer), BUFFER)
            yield stream
            stream.detach()
        elif path.endswith(".gz"):
            with cast(io.RawIOBase, gzip.open(path)) as unpacked:
                yield io.BufferedReader(unpacked, BUFFER)
        elif path.endswith(".zst"):
            with Path(path).open("rb") as packed:
                yield io.BufferedReader(_Zstd(packed), BUFFER)
        else:
            with Path(path).open("rb", buffering=0) as plain:
                yield io.BufferedReader(plain, BUFFER)
    except PACKED_ERRORS as error:
        raise ReadError(path, f"the compressed data are damaged or cut off ({error})") from error
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror or error}") from error


class _Zstd(io.RawIOBase):
    """Unpacks zstd frames. Unlike `zstandard.ZstdDecompressor.stream_reader` it notices that the last frame is cut off.

    Raises:
        EOFError: on reading damaged or cut off data.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        import zstandard

        self._packed, self._damaged = packed, zstandard.ZstdError
        self._start = zstandard.ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._waiting, self._ready = b"", b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer with unpacked bytes; 0 at the end."""
        while not self._ready and (data := self._waiting or self._packed.read(BUFFER)):
            self._unpack(data)
        if not self._ready and self._frame is not None:
            raise EOFError("the last frame is cut off")
        view = memoryview(buffer)
        count = min(len(view), len(self._ready))
        view[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _unpack(self, data: bytes) -> None:
        self._frame = self._frame or self._start()
        try:
            self._ready, self._waiting = self._frame.decompress(data), b""
        except self._damaged as error:
            raise EOFError(str(error)) from error
        if self._frame.eof:
            self._waiting, self._frame = self._frame.unused_data, None


def decode(data: bytes, path: str) -> str:
    r"""Decode a file's bytes: by byte order mark, as UTF-8, else by what the bytes look like (Windows-1252 first).

    Line ends become "\n"; nothing else is changed. This is the only place where that is done, so offsets count from here.

    Raises:
        ReadError: the bytes are no text.

    >>> decode("caf\u00e9\r\n".encode("cp1252"), "a.txt")
    'café\n'
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(path, f"is {what}")
    text = _by_mark(data, path)
    if text is None:
        text = _by_looks(data, path)
    if len(_CONTROL.findall(text[:100_000])) > 0.001 * min(len(text), 100_000):
        raise ReadError(path, "is binary data, not text")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _by_mark(data: bytes, path: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(
                    path, f"begins as {encoding} but is not: {error.reason} at byte {error.start}"
                ) from error
    return None


def _by_looks(data: bytes, path: str) -> str:
    """Without a mark: UTF-8, UTF-16 by its zero bytes, then an eight-bit encoding."""
    try:
        if b"\x00" not in data:
            return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, path)
    sample = data[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(data) % 2 == 0 and zeros.count(0) > 0.6 * len(zeros):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise ReadError(path, "is binary data, not text")


def _eight_bit(data: bytes, path: str) -> str:
    """English text in an eight-bit encoding has few bytes above 127 and is Windows-1252; the rest is guessed."""
    from charset_normalizer import from_bytes

    sample = data[:65_536]
    if sum(byte > 127 for byte in sample) < 0.3 * len(sample):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    best = from_bytes(sample).best()
    if best is None:
        raise ReadError(path, "is no text in an encoding that can be recognised; save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            path, f"seems to be {best.encoding}, but byte {error.start} is not; save it as UTF-8"
        ) from error
