"""Articles -> batches whose borders are set by content: the same articles make the same batches, whatever comes before them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from graphbuilder.model import Article

USUAL = 16
"""Articles in a batch, on average; some seconds of work."""
MOST = 48
"""Articles in a batch, at most."""
LONGEST = 500_000
"""Characters after which a batch ends."""


def in_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Give the articles in batches, in their order.

    A batch ends with an article whose id says so (one in `USUAL`). A build that goes on where another one stopped begins in the middle of
    a batch; from the next border on its batches are those of the other build again, and so are the names of their parts.

    >>> [[article.id for article in batch] for batch in in_batches(Article(id=f"a{i}", text="") for i in range(30))]  # doctest: +ELLIPSIS
    [['a0', ...], ...]
    """
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) >= MOST or size >= LONGEST or _ends(article.id):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _ends(article: str) -> bool:
    """Whether a batch ends with the article of this id."""
    return int.from_bytes(hashlib.blake2b(article.encode(), digest_size=4).digest(), "big") % USUAL == 0
