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


@pytest.mark.parametrize("seed", range(5))
def test_any_order_ends_in_the_same_bytes(seed: int, pairs: Pairs, corrected: Pairs, tmp_path: Path) -> None:
    """What is there in the end, in whatever version, decides; not what was there on the way. All of it at the end of the first walk."""
    chance = random.Random(seed)
    there: dict[str, tuple[Article, Extraction]] = {}
    with GraphStore.create_or_open(tmp_path / "walk") as store:
        for _ in range(8):
            chosen = chance.sample(range(len(pairs)), 5)
            step = chance.choice(["add", "replace", "remove"])
            if step == "remove":
                gone = sorted({pairs[n][0].id for n in chosen} & set(there))
                store.remove(gone)
                there = {key: pair for key, pair in there.items() if key not in gone}
            else:
                changed = [(pairs if step == "add" else corrected)[n] for n in chosen]
                store.put(changed)
                there |= {article.id: (article, extraction) for article, extraction in changed}
            if chance.random() < 0.7:
                store.link()
                store.fuse()
        if seed == 0:
            store.put(chance.sample(pairs, len(pairs)))
            there = {article.id: (article, extraction) for article, extraction in pairs}
        store.link()
        store.fuse()
        walked = nquads_bytes(store)
    with GraphStore.create_or_open(tmp_path / "straight") as store:
        store.put(there.values())
        store.link()
        store.fuse()
        assert nquads_bytes(store) == walked
