"""JSON lines: one record a line, `{"id", "text"}` and optionally the other `draft.FIELDS`. The text is kept exactly as given."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import open_bytes
from graphbuilder.read.draft import FIELDS, Draft, draft_of_record


def read_jsonl(path: str, columns: Mapping[str, str], note: Callable[[str], None]) -> Iterator[Draft | ReadError]:
    """Drafts in the order of the lines, and a ReadError for each line that holds none. Never more than a line in memory.

    Fields of other names are left aside; `note` is told their names once.
    """
    with open_bytes(path) as stream:
        yield from read_json_lines(stream, path, columns, note)


def read_json_lines(
    stream: IO[bytes], path: str, columns: Mapping[str, str], note: Callable[[str], None]
) -> Iterator[Draft | ReadError]:
    """The same from an open stream. `path` is for the messages."""
    count, told = 0, False
    for number, line in enumerate(_lines(stream), start=1):
        if not line.strip():
            continue
        count += 1
        try:
            record = _parse(line, path, number)
            yield draft_of_record(record, path, number, columns)
        except ReadError as error:
            yield error
            continue
        if not told and isinstance(record, dict):
            told = True
            note_unused(record, path, columns, note)
    if count == 0:
        raise ReadError(path, "is empty: no record in it")


def note_unused(
    record: Mapping[str, object], path: str, columns: Mapping[str, str], note: Callable[[str], None]
) -> None:
    """Tell once which fields of a record are left aside."""
    known = {columns.get(field, field) for field in FIELDS}
    unused = sorted(str(name) for name in record if name not in known)
    if unused:
        note(
            f"{path}: not used: {', '.join(unused)}; name the columns that hold {', '.join(FIELDS)} with --columns FIELD=COLUMN"
        )


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines in UTF-8, whatever the byte order mark says. Only line feeds end a line: U+2028 may stand inside a string."""
    first = stream.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from (
            line.encode("utf-8", "surrogatepass")
            for line in (first + stream.read()).decode("utf-16", "replace").split("\n")
        )
        return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from stream


def _parse(line: bytes, path: str, number: int) -> object:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadError(path, f"is not UTF-8 at byte {error.start + 1} of the line", number) from error
    except json.JSONDecodeError as error:
        hint = " (a JSON array? give one record a line)" if line.strip() in {b"[", b"{"} else ""
        raise ReadError(path, f"is no JSON: {error.msg} at column {error.colno}{hint}", number) from error
    except (RecursionError, ValueError) as error:
        raise ReadError(path, f"is no usable JSON: {error}", number) from error
