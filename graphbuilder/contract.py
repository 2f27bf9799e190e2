"""The JSON contract: one Extraction as one line of JSON, and its JSON Schema.

pydantic checks what comes in; nothing that the schema does not name is accepted. `python -m graphbuilder.contract` prints the schema
that is published as `docs/extraction.schema.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from graphbuilder.errors import ReadError
from graphbuilder.model import Extraction

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_ID = "https://w3id.org/graphbuilder/extraction.schema.json"


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Extraction]:
    from pydantic import TypeAdapter

    return TypeAdapter(Extraction)


def dump_extraction(extraction: Extraction) -> str:
    """One line of JSON without a line end. Every field is written, absent ones as null; characters beyond ASCII stay as they are.

    >>> dump_extraction(Extraction(id="a"))[:40]
    '{"id":"a","title":"","source":"","author'
    """
    return _adapter().dump_json(extraction).decode("utf-8")


def load_extraction(line: str | bytes, path: str = "<string>", number: int | None = None) -> Extraction:
    """The Extraction of one line.

    Raises:
        ReadError: no JSON, an unknown field, a missing one, or a wrong value; `path` and `number` say where.

    >>> load_extraction('{"id": "a", "colour": "red"}')
    Traceback (most recent call last):
    graphbuilder.errors.ReadError: <string>: colour: Unexpected keyword argument
    """
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ReadError(path, f"{where}: {first['msg']}" if where else first["msg"], number) from error


def load_extractions(stream: IO[str], path: str = "<stream>") -> Iterator[Extraction]:
    """The Extractions of a file that `graphbuilder extract --format jsonl` wrote; blank lines are passed over."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield load_extraction(line, path, number)


def extraction_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `dump_extraction` writes."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(extraction_schema(), indent=2, sort_keys=True) + "\n")
