"""Plain text files: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import decode, open_bytes
from graphbuilder.read.draft import Draft
from graphbuilder.read.sources import stem_of


def read_text(path: str) -> Iterator[Draft | ReadError]:
    """The one article of a text file; its id is the file's name without folder and ending."""
    with open_bytes(path) as stream:
        data = stream.read()
    if not data.strip():
        raise ReadError(path, "is empty")
    yield Draft(path=path, id=stem_of(path), text=decode(data, path), named=stem_of(path), from_name=True)
