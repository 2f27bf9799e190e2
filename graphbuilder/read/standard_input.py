"""Standard input: JSON lines when it begins with a brace, else one plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import decode, open_bytes
from graphbuilder.read.draft import Draft, digest
from graphbuilder.read.jsonl import read_json_lines


def read_standard_input(columns: Mapping[str, str], note: Callable[[str], None]) -> Iterator[Draft | ReadError]:
    """The records, or the one text, whose id is made from its words."""
    with open_bytes("-") as stream:
        if stream.peek(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from read_json_lines(stream, "standard input", columns, note)
            return
        data = stream.read()
    if not data.strip():
        raise ReadError("standard input", "is empty")
    text = decode(data, "standard input")
    yield Draft(path="standard input", id=f"text-{digest(text, 12)}", text=text)
