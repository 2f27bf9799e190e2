"""A long article in pieces: what goes through the parser, and through extraction, at once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuilder.model import Article

LONGEST_PIECE = 100_000
"""Characters that go through the parser at once."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an article.

    Attributes:
        article: the whole. text: the piece as an article of its own, with blocks moved along; the whole itself when that is not long.
        start: where the piece begins in the whole. last: whether the article ends with it.
    """

    article: Article
    text: Article
    start: int
    last: bool


def pieces_of(given: Article, longest: int = LONGEST_PIECE) -> Iterator[Piece]:
    """The pieces of an article, made encodable, in their order.

    >>> [(p.start, p.text.text, p.last) for p in pieces_of(Article(id="a", text="One two.\\n\\nThree four."), 15)]
    [(0, 'One two.\\n\\n', False), (10, 'Three four.', True)]
    """
    article = encodable(given)
    if len(article.text) <= longest:
        yield Piece(article=article, text=article, start=0, last=True)
        return
    for start, end in pairwise(piece_edges(article.text, longest)):
        yield Piece(article=article, text=_stretch(article, start, end), start=start, last=end == len(article.text))


def piece_edges(text: str, longest: int) -> Iterator[int]:
    """Where to cut a long text: after the last paragraph, else line, else blank, that ends within `longest` characters.

    >>> list(piece_edges("One two.\\n\\nThree four.", 15))
    [0, 10, 21]
    """
    start = 0
    yield start
    while len(text) - start > longest:
        ends = (text.rfind(mark, start, start + longest) + len(mark) for mark in ("\n\n", "\n", " "))
        start = next((end for end in ends if end > start + 2), start + longest)
        yield start
    yield len(text)


def _stretch(article: Article, start: int, end: int) -> Article:
    """A stretch of an article as an article, its blocks moved along."""
    first = bisect_right(article.blocks, start, key=lambda b: b.end)
    last = bisect_left(article.blocks, end, key=lambda b: b.start)
    moved = tuple(replace(b, start=max(b.start - start, 0), end=min(b.end, end) - start) for b in article.blocks[first:last])
    return replace(article, text=article.text[start:end], blocks=moved)


def encodable(article: Article) -> Article:
    """The article with lone surrogates replaced by U+FFFD, at the same offsets.

    >>> encodable(Article(id="a", text="x\\ud800y")).text == "x\\ufffdy"
    True
    """
    if _LONE_SURROGATE.search(article.text) is None:
        return article
    return replace(article, text=_LONE_SURROGATE.sub("\ufffd", article.text))
