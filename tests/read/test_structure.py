"""Layouts of news texts: every stretch of `layouts.yml` is found for what it is, and what the head says is read."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.model import Article
from graphbuilder.read.draft import Draft, article_of
from graphbuilder.read.structure import read_structure

LAYOUTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("layouts.yml").read_text("utf-8"))
MARK = re.compile(r"(?m)(?:^|\|)(\w+)> ")


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its marks, and its stretches as (kind, words)."""
    stretches = []
    parts = MARK.split(marked)
    for kind, words in zip(parts[1::2], parts[2::2], strict=True):
        stretches.append((kind, words.strip()))
    return parts[0] + "".join(parts[2::2]), stretches


def read(layout: dict[str, Any]) -> Article:
    text, _ = unmark(layout["text"])
    return article_of(Draft(path="x.txt", id="x", text=text, named=layout["named"]))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["layout"])
def test_blocks_of_layout(layout: dict[str, Any]) -> None:
    article = read(layout)
    _, expected = unmark(layout["text"])
    assert [(block.kind.value, article.text[block.start : block.end].strip()) for block in article.blocks] == expected


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["layout"])
def test_head_of_layout(layout: dict[str, Any]) -> None:
    article = read(layout)
    found = {
        "place": article.dateline_place,
        "published": article.published,
        "source": article.source,
        "author": article.author,
    }
    assert found == {
        "place": layout.get("place"),
        "published": layout.get("published"),
        "source": layout.get("source", ""),
        "author": layout.get("author", ""),
    }


def test_a_known_title_is_the_headline_even_with_a_full_stop() -> None:
    text = "The ministers met again in Alden.\n\nThey talked for six hours about fish."
    assert [block.kind.value for block in read_structure(text, "The ministers met again in Alden").blocks] == [
        "headline",
        "body",
    ]
    assert [block.kind.value for block in read_structure(text).blocks] == ["body", "body"]


@settings(max_examples=300, deadline=1000)
@given(st.text(st.sampled_from("aB.—-() \n/:,©1By") | st.characters(exclude_categories=["Cs"])))
def test_blocks_cover_all_words_once_and_in_order(text: str) -> None:
    blocks = read_structure(text).blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    assert all(block.start < block.end for block in blocks)
    covered = {i for block in blocks for i in range(block.start, block.end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())
