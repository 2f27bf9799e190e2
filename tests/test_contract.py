"""The JSON contract: what goes out comes back, what is unknown is refused, and the published schema is the one in the code."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuilder.contract import dump_extraction, extraction_schema, load_extraction, load_extractions
from graphbuilder.errors import ReadError
from graphbuilder.model import Extraction

PUBLISHED = Path(__file__).parents[1] / "docs" / "extraction.schema.json"

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 9),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type: plain ones, records, unions, and short tuples and mappings of these."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return st.lists(values(inner[0]), max_size=1).map(tuple)
    if get_origin(kind) is Mapping:
        return st.dictionaries(TEXT, TEXT, max_size=1)
    return st.one_of(*map(values, inner))


VALIDATOR = jsonschema.Draft202012Validator(extraction_schema())
EXTRACTIONS: st.SearchStrategy[Extraction] = values(Extraction)


def test_the_published_schema_is_the_one_in_the_code() -> None:
    again = "run: python -m graphbuilder.contract > docs/extraction.schema.json"
    assert json.loads(PUBLISHED.read_text("utf-8")) == extraction_schema(), again


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(extraction_schema())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(EXTRACTIONS)
def test_what_goes_out_is_one_line_fits_the_schema_and_comes_back(extraction: Extraction) -> None:
    line = dump_extraction(extraction)
    assert "\n" not in line
    assert load_extraction(line) == extraction
    assert VALIDATOR.is_valid(json.loads(line))


def test_every_field_is_written() -> None:
    assert list(json.loads(dump_extraction(Extraction(id="a")))) == [field.name for field in fields(Extraction)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a", "colour": "red"}', "colour: Unexpected"),
        ('{"id": "a", "sentences": [{"start": 0, "end": 1, "x": 1}]}', "sentences.0.x"),
        ("{}", "id: Field required"),
        ('{"id": "a", "sentences": [{"start": "one", "end": 1}]}', "sentences.0.start"),
        ("{", "Invalid JSON"),
    ],
)
def test_what_is_unknown_or_wrong_is_refused_with_its_place(line: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        load_extraction(line, "a.jsonl", 7)
    assert (caught.value.path, caught.value.line) == ("a.jsonl", 7)


def test_a_file_of_lines() -> None:
    stream = io.StringIO(f"{dump_extraction(Extraction(id='a'))}\n\n{dump_extraction(Extraction(id='b'))}\n")
    assert [extraction.id for extraction in load_extractions(stream)] == ["a", "b"]
