"""Which articles are independent sources: copies of one wire text, and articles of one outlet, count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import combinations

SHINGLE = 5
"""Words to a shingle."""
SKETCH = 128
"""Hashes that a sketch keeps of a text."""
COPY = 0.5
"""Jaccard similarity of shingles from which on two texts are copies: a shortened or retitled wire text stays above it,
two reporters' texts about one event are far below (under 0.1)."""

Sketch = tuple[int, ...]
"""The smallest hashes of a text's shingles, sorted."""

_WORDS = re.compile(r"\w+")


def shingles(text: str) -> Iterator[bytes]:
    """Give the runs of five words of a text, in lower case and as UTF-8; a shorter text is one run.

    >>> list(shingles("One two three, four five six."))
    [b'one two three four five', b'two three four five six']
    """
    words = [word.encode("utf-8", "surrogatepass") for word in _WORDS.findall(text.casefold())]
    return (b" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def text_sketch(text: str) -> Sketch:
    """Give what two texts can be compared by without reading them again: a bottom-k sketch (Broder 1997) of their shingles.

    >>> text_sketch("One two three, four five six.") == text_sketch("One, two, three, four, five, six")
    True
    """
    hashed = {blake2b(shingle, digest_size=6).digest() for shingle in shingles(text)}  # bytes sort as the numbers that they are
    return tuple(map(int.from_bytes, sorted(hashed)[:SKETCH]))


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimate the Jaccard similarity of two texts' shingles from their sketches.

    >>> resemblance((1, 2, 3), (1, 2, 4))
    0.5
    """
    lowest = sorted({*one, *other})[:SKETCH]
    shared = set(one) & set(other)
    return sum(value in shared for value in lowest) / len(lowest)


def source_groups(articles: Mapping[str, str], sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """Give those articles of one event that are one source one group name.

    Args:
        articles: article id -> outlet ("" when unknown) of the articles that report the event.
        sketches: article id -> sketch of its text (see `text_sketch`); asked only where several articles report.

    Returns:
        Article id -> name of its group (the smallest article id in it); the first of a group and an article alone are missing.

    >>> source_groups({"a": "Courier", "b": "courier", "c": ""}, {"a": (1, 2), "b": (3, 4), "c": (5, 6)})
    {'b': 'a'}
    """
    parents: dict[str, str] = {}
    for first, second in combinations(sorted(articles), 2):
        low, high = sorted((_root(parents, first), _root(parents, second)))
        outlet = articles[first].casefold()
        if low != high and ((outlet and outlet == articles[second].casefold()) or _copies(sketches[first], sketches[second])):
            parents[high] = low
    return {article: _root(parents, article) for article in sorted(parents)}


def count_independent(articles: Iterable[str], groups: Mapping[str, str]) -> int:
    """Count the groups among these articles.

    >>> count_independent(["a", "b", "c"], {"b": "a"})
    2
    """
    return len({groups.get(article, article) for article in articles})


def _root(parents: Mapping[str, str], article: str) -> str:
    while article in parents:
        article = parents[article]
    return article


def _copies(first: Sketch, second: Sketch) -> bool:
    return not set(first).isdisjoint(second) and resemblance(first, second) >= COPY
