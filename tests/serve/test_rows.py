"""Counting rows in bytes: whatever the values are, and wherever the pieces are cut."""

from __future__ import annotations

import json
import pickle
from itertools import pairwise
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder.serve.formats import ROWS, rows_format
from graphbuilder.serve.outlet import HOLD, Outlet
from graphbuilder.serve.problems import Problem, too_slow
from graphbuilder.serve.rows import RowCounter

NASTY = ['"}},{"', "\\", '\\"', '"', "\n", "\r\n", "<result>", "{", "}", "{}", ",", "\t", "a,b", '""', '\\"}},{\\"', "]}}"]
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6))
CELL = st.one_of(st.none(), TEXT, st.integers(-5, 5))
TABLE = st.lists(st.tuples(CELL, CELL), max_size=6)


def written(table: list[tuple[Any, ...]], format: str) -> bytes:
    def term(cell: object) -> str:
        return "UNDEF" if cell is None else str(pyoxigraph.Literal(cell if isinstance(cell, int) else str(cell)))

    rows = "".join(f"({' '.join(map(term, row))})" for row in table)
    results = pyoxigraph.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}")
    return results.serialize(format=rows_format(format)) or b""


@pytest.mark.parametrize("format", ROWS)
@given(table=TABLE, cuts=st.lists(st.integers(0, 400), max_size=12))
def test_rows_are_counted_wherever_the_pieces_are_cut(format: str, table: list[tuple[Any, ...]], cuts: list[int]) -> None:
    data = written(table, format)
    counter = RowCounter(format, most=len(table))
    edges = [0, *sorted(cuts), len(data)]
    for begin, end in pairwise(edges):
        counter.feed(data[begin:end])
    assert counter.rows == len(table)


@pytest.mark.parametrize("format", ROWS)
@given(table=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_one_row_too_many_is_refused(format: str, table: list[tuple[Any, ...]]) -> None:
    with pytest.raises(Problem, match=f"more than {len(table) - 1} rows"):
        RowCounter(format, most=len(table) - 1).feed(written(table, format))


def test_a_nested_triple_is_part_of_its_row() -> None:
    query = 'SELECT * { VALUES (?a ?b) { (<<( <a:a> <a:b> <<( <a:a> <a:b> "}" )>> )>> 1) (2 UNDEF) } }'
    results: Any = pyoxigraph.Store().query(query)
    data = results.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
    counter = RowCounter("json", most=2)
    counter.feed(data)
    assert (counter.rows, len(json.loads(data)["results"]["bindings"])) == (2, 2)


def test_nothing_leaves_before_so_much_is_there() -> None:
    pieces: list[bytes] = []
    outlet = Outlet(pieces.append, None, most_bytes=2 * HOLD)
    outlet.write(b"x" * (HOLD - 1))
    assert pieces == []
    outlet.write(b"x")
    assert [len(piece) for piece in pieces] == [HOLD]
    with pytest.raises(Problem, match="larger than 8 MB"):
        outlet.write(b"x" * (HOLD + 1))


def test_problems_travel_between_processes() -> None:
    sent = too_slow(30)
    found = pickle.loads(pickle.dumps(sent))
    assert (type(found), found.document(), found.headers) == (Problem, sent.document(), sent.headers)
