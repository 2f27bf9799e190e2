"""Which articles are independent sources: copies of one wire text, and articles of one outlet, count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

SHINGLE = 5
"""Words to a shingle."""
PERMUTATIONS = 128
COPY = 0.5
"""Jaccard similarity of shingles from which on two texts are copies: a shortened or retitled wire text stays above it,
two reporters' texts about one event are far below (under 0.1)."""

_WORDS = re.compile(r"\w+")


def shingles(text: str) -> set[str]:
    """Give the runs of five words of a text, in lower case; a shorter text is one run.

    >>> sorted(shingles("One two three, four five six."))
    ['one two three four five', 'two three four five six']
    """
    words = _WORDS.findall(text.casefold())
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def source_groups(events: Iterable[Mapping[str, str]], texts: Mapping[str, str]) -> dict[str, str]:
    """Give articles that are one source one group name.

    Args:
        events: for each event that several articles report, article id -> outlet ("" when unknown).
        texts: article id -> text.

    Returns:
        Article id -> name of its group (the smallest article id in it); an article alone may be missing.
    """
    pairs = sorted({(a, b, outlet) for articles in events for a, b, outlet in _pairs(articles)})
    parents: dict[str, str] = {}
    for first, second, one_outlet in pairs:
        if one_outlet or _copies(texts[first], texts[second]):
            low, high = sorted((_root(parents, first), _root(parents, second)))
            if low != high:
                parents[high] = low
    return {article: _root(parents, article) for article in sorted(parents)}


def count_independent(articles: Iterable[str], groups: Mapping[str, str]) -> int:
    """Count the groups among these articles.

    >>> count_independent(["a", "b", "c"], {"b": "a"})
    2
    """
    return len({groups.get(article, article) for article in articles})


def _pairs(articles: Mapping[str, str]) -> Iterable[tuple[str, str, bool]]:
    ids = sorted(articles)
    for position, first in enumerate(ids):
        for second in ids[position + 1 :]:
            yield first, second, bool(articles[first]) and articles[first].casefold() == articles[second].casefold()


def _root(parents: Mapping[str, str], article: str) -> str:
    while article in parents:
        article = parents[article]
    return article


def _copies(first: str, second: str) -> bool:
    similarity: float = _signature(first).jaccard(_signature(second))
    return similarity >= COPY


@lru_cache(maxsize=4096)
def _signature(text: str) -> Any:
    """MinHash (Broder 1997) with datasketch; its permutations follow from a fixed seed."""
    from datasketch import MinHash

    signature = MinHash(num_perm=PERMUTATIONS, seed=1)
    signature.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles(text))])
    return signature
