"""The example articles, added, replaced and removed in any order, end in the bytes of a build from nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuilder.errors import ReadError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Extraction
from graphbuilder.pipeline import Pipeline
from graphbuilder.read import check_paths, read_articles

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
Pairs = list[tuple[Article, Extraction]]


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    failures: list[ReadError] = []
    found = list(Pipeline().extract(read_articles(check_paths([EXAMPLES]), on_failure=failures.append)))
    assert len(found) == 15
    assert not failures
    return found


@pytest.fixture(scope="module")
def corrected(pairs: Pairs) -> Pairs:
    """The same articles as they might have stood before a correction: without their last third."""
    return list(Pipeline().extract([replace(a, text=a.text[: len(a.text) * 2 // 3], blocks=()) for a, _ in pairs]))


@pytest.mark.parametrize("seed", range(4))
def test_any_order_ends_in_the_same_bytes(seed: int, pairs: Pairs, corrected: Pairs, tmp_path: Path) -> None:
    chance = random.Random(seed)
    with GraphStore.create_or_open(tmp_path / "straight") as store:
        store.put(pairs)
        store.link()
        store.fuse()
        straight = nquads_bytes(store)
    with GraphStore.create_or_open(tmp_path / "walk") as store:
        for _ in range(6):
            chosen = chance.sample(range(len(pairs)), 5)
            step = chance.choice(["add", "replace", "remove"])
            if step == "remove":
                store.remove(sorted({pairs[n][0].id for n in chosen} & set(store.articles())))
            else:
                store.put((pairs if step == "add" else corrected)[n] for n in chosen)
            if chance.random() < 0.7:
                store.link()
                store.fuse()
        store.put(chance.sample(pairs, len(pairs)))
        store.link()
        store.fuse()
        assert nquads_bytes(store) == straight
