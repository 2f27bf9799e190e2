"""What waits to be loaded, and how much of it there is."""

from __future__ import annotations

import pytest

import graphbuilder.graph.loading
from graphbuilder.graph.loading import Loading


@pytest.fixture(autouse=True)
def ten_bytes_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphbuilder.graph.loading, "ENOUGH", 10)


@pytest.mark.parametrize(
    ("steps", "due"),
    [
        ([({"a": (b"12345",)}, [])], False),
        ([({"a": (b"12345",)}, []), ({"b": (b"12345",)}, [])], True),
        ([({"a": (b"12345",)}, []), ({"a": (b"123", b"45")}, [])], False),  # the same graph, given anew
        ([({"a": (b"12345",)}, []), ({"a": (b"12345",)}, ["a"])], False),
        ([({"a": (b"1234567890",)}, []), ({}, ["a"])], False),
        ([({"a": (b"1",)}, []), ({"a": (b"1234567890",)}, ["a"])], True),
    ],
)
def test_what_waits_counts_once(steps: list[tuple[dict[str, tuple[bytes, ...]], list[str]]], due: bool) -> None:
    loading = Loading()
    for graphs, replaced in steps:
        loading.add(graphs, replaced)
    assert loading
    assert loading.due == due


def test_nothing_waits_at_first() -> None:
    assert not Loading()
    assert not Loading().due
