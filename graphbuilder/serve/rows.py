"""Counting the rows of an answer in the bytes that pyoxigraph writes, in the four formats of SPARQL 1.1.

pyoxigraph writes an answer in one call and has no bound for it. What is counted cannot occur inside of a value: a line feed is
escaped in TSV, `<` is escaped in XML, strings are taken out of JSON, and in CSV a line feed of a value stands between quotes.
"""

from __future__ import annotations

from collections.abc import Callable

from graphbuilder.serve.problems import Problem, refused

_BRACES = bytes(set(range(256)) - set(b"{}"))


def too_many(most: int) -> Problem:
    """403: an answer with more rows than allowed."""
    return refused(
        f"The answer has more than {most} rows. Use LIMIT and OFFSET (with ORDER BY), count instead of listing, or start the "
        "server with a higher --max-rows."
    )


class RowCounter:
    """Counts the rows of an answer that comes in pieces, cut anywhere.

    >>> counter = RowCounter("csv", most=2)
    >>> counter.feed(b'a,b\\r\\n1,"two\\nli'); counter.feed(b'nes"\\r\\n')
    >>> counter.rows
    1
    """

    def __init__(self, format: str, most: int) -> None:
        """Count rows of "json", "xml", "csv" or "tsv"; more than `most` are an error."""
        count: dict[str, Callable[[bytes], int]] = {
            "json": self._json,
            "xml": self._xml,
            "csv": self._csv,
            "tsv": self._tsv,
        }
        self._count, self._most = count[format], most
        self.rows = 0 if format in ("json", "xml") else -1  # the others begin with a line of names
        self._rest, self._quoted, self._depth = b"", False, 0

    def feed(self, data: bytes) -> None:
        """Count on.

        Raises:
            Problem: there are too many.
        """
        self.rows += self._count(data)
        if self.rows > self._most:
            raise too_many(self._most)

    def _tsv(self, data: bytes) -> int:
        return data.count(b"\n")

    def _xml(self, data: bytes) -> int:
        whole = self._rest + data
        self._rest = whole[-len(b"<result>") + 1 :]
        return whole.count(b"<result>")

    def _csv(self, data: bytes) -> int:
        return self._outside_quotes(data).count(b"\n")

    def _json(self, data: bytes) -> int:
        """A row is an object at the third level: in the list `bindings` of the object `results` of the whole."""
        whole = self._rest + data
        plain = whole.rstrip(b"\\")  # an escape that is cut waits for its other half
        self._rest = whole[len(plain) :]
        found = 0
        outside = self._outside_quotes(plain.replace(b"\\\\", b"").replace(b'\\"', b""))
        for brace in outside.translate(None, _BRACES):
            self._depth += 1 if brace == 0x7B else -1
            found += brace == 0x7B and self._depth == 3
        return found

    def _outside_quotes(self, data: bytes) -> bytes:
        """What does not stand between quotation marks, which carry over from piece to piece."""
        parts = data.split(b'"')
        outside = parts[1::2] if self._quoted else parts[::2]
        self._quoted ^= len(parts) % 2 == 0
        return b" ".join(outside)
