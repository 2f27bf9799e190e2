"""The tree of errors: what each keeps, what it says, and that all can cross a process border."""

from __future__ import annotations

import pickle

import pytest

from graphbuilder import errors
from graphbuilder.errors import DataError, GraphBuilderError, InputError, ReadError, RequestError, UnknownNameError

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert errors.__doc__ is not None
    for kind in ALL:
        assert kind.__name__ in errors.__doc__


def test_every_error_is_a_wrong_request_or_wanting_data() -> None:
    for kind in ALL:
        if kind is not GraphBuilderError:
            assert issubclass(kind, RequestError) != issubclass(kind, DataError)


def test_unknown_name_says_the_nearest() -> None:
    error = UnknownNameError("query", "sanctoins", ["sanctions", "riots"], "graph")
    assert error.nearest == ["sanctions"]
    assert str(error) == "graph: there is no query 'sanctoins'. Did you mean: sanctions?"
    assert "Known: a, b." in str(UnknownNameError("role", "zzz", ["b", "a"]))
    assert "Known: a, b." in str(UnknownNameError("role", "zzz", ["b", "a", "b"]))
    many = str(UnknownNameError("event", "zzz", [f"e{n:03}" for n in range(45)]))
    assert "e038, e039 and 5 more." in many
    assert "e040" not in many


def test_the_nearest_name_may_have_more_words() -> None:
    assert UnknownNameError("entity", "bazum", ["Niger", "Mohamed Bazoum"]).nearest == ["Mohamed Bazoum"]


@pytest.mark.parametrize(
    "error",
    [
        ReadError("a.jsonl", "is empty", 3),
        ReadError("a.txt", "is binary data, not text"),
        InputError("nowhere", "no such file or folder"),
        UnknownNameError("query", "x", ["y"]),
        RequestError("no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_cross_a_process_border(error: GraphBuilderError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_read_error_says_where() -> None:
    assert str(ReadError("a.jsonl", "is no JSON", 3)) == "a.jsonl, line 3: is no JSON"
