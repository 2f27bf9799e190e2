"""Tables, one article a row: CSV and TSV (any separator), Parquet (with the extra `table`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import decode, open_bytes
from graphbuilder.read.draft import Draft, draft_of_record
from graphbuilder.read.jsonl import note_unused

LONGEST_CELL = 100_000_000
ROWS_AT_ONCE = 256


def read_csv(path: str, columns: Mapping[str, str], note: Callable[[str], None]) -> Iterator[Draft | ReadError]:
    """Drafts in the order of the rows; `line` is the line that the row ends on. A row without `id` is named after its text."""
    csv.field_size_limit(LONGEST_CELL)
    with open_bytes(path) as stream:
        sample = stream.peek(65_536)[:65_536]
        if not sample.strip():
            raise ReadError(path, "is empty")
        encoding, start = _encoding(sample, path)
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        try:
            yield from _rows(csv.DictReader(text, delimiter=_separator(start)), path, columns, note)
        except UnicodeDecodeError as error:
            raise ReadError(path, f"is not {encoding} at byte {error.start}; save it as UTF-8") from error
        finally:
            text.detach()


def _encoding(sample: bytes, path: str) -> tuple[str, str]:
    """The encoding of a file by its first bytes, and these decoded. A character cut in two at the end is no fault."""
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and sample[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return encoding, sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(sample) - 4:
                return encoding, sample[: error.start].decode(encoding)
    return "cp1252", decode(sample, path)


def _separator(start: str) -> str:
    """The separator that the header uses most.

    >>> _separator("id;text;title\\n1;Ferries, again;x")
    ';'
    """
    header = start.split("\n", 1)[0]
    return max(",;\t|", key=header.count)


def _rows(
    rows: csv.DictReader[str], path: str, columns: Mapping[str, str], note: Callable[[str], None]
) -> Iterator[Draft | ReadError]:
    _check_header(rows.fieldnames or (), path, columns, note)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadError(path, f"is no CSV: {error}", rows.line_num)
            continue
        try:
            yield draft_of_record(
                {k: v for k, v in row.items() if k is not None}, path, rows.line_num, columns, text_names_id=True
            )
        except ReadError as error:
            yield error


def _check_header(names: Sequence[str], path: str, columns: Mapping[str, str], note: Callable[[str], None]) -> None:
    for field, column in {"text": "text", **columns}.items():
        if column not in names:
            raise ReadError(path, f"has no column {column!r}, only {', '.join(names)}. Name the column with --columns {field}=COLUMN")
    note_unused(dict.fromkeys(names), path, columns, note)


def read_parquet(path: str, columns: Mapping[str, str], note: Callable[[str], None]) -> Iterator[Draft | ReadError]:
    """Drafts in the order of the rows; `line` is the row's number from 1. A row without `id` is named after its text."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise ReadError(path, "Parquet files need pyarrow: pip install 'graphbuilder[table]'") from error
    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            names = list(table.schema_arrow.names)
            _check_header(names, path, columns, note)
            wanted = [
                name for name in names if name in {columns.get(field, field) for field in Draft.__dataclass_fields__}
            ]
            row = 0
            for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted):
                for record in batch.to_pylist():
                    row += 1
                    try:
                        yield draft_of_record(record, path, row, columns, text_names_id=True)
                    except ReadError as failure:
                        yield failure
    except (pyarrow.ArrowException, OSError) as error:
        raise ReadError(path, f"is no readable Parquet file: {error}") from error
