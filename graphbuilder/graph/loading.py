"""Loading: graphs of articles on their way into Oxigraph, many at once.

Each load makes a new file in each of Oxigraph's indexes, which RocksDB must merge with the others later (see `compaction`): many small
loads make much to merge, large ones need much memory. So the size of what waits decides, not the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from graphbuilder.graph.notes import graph_texts
from graphbuilder.vocabulary import article_iri

if TYPE_CHECKING:
    import pyoxigraph

ENOUGH = 10_000_000
"""Bytes of text that are worth a load: some 20 articles of ordinary length. Larger loads take more memory, and more time to sort."""


class Loading:
    """Graphs that wait to be loaded, by article, and articles whose graphs are to be removed before."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._graphs: dict[str, tuple[bytes, ...]] = {}
        self._old: dict[str, None] = {}
        self._size = 0

    def add(self, graphs: Mapping[str, tuple[bytes, ...]], replaced: Iterable[str]) -> None:
        """Let graphs wait, in place of what was given for the same articles before, and of what is there for `replaced`."""
        for article in replaced:
            self._size -= _bytes(self._graphs.pop(article, ()))
            self._old[article] = None
        for article, graph in graphs.items():
            self._size += _bytes(graph) - _bytes(self._graphs.get(article, ()))
            self._graphs[article] = graph

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self._graphs or self._old)

    @property
    def due(self) -> bool:
        """Whether enough waits to be worth a load."""
        return self._size >= ENOUGH

    def load(self, quads: pyoxigraph.Store) -> list[str]:
        """Load all that waits, long graphs text by text; a crash in between leaves the articles pending.

        Returns:
            The articles whose graphs are now what was given.
        """
        import pyoxigraph

        for article in self._old:
            quads.remove_graph(pyoxigraph.NamedNode(article_iri(article)))
        for text in self._texts():
            quads.bulk_load(text, pyoxigraph.RdfFormat.TRIG, lenient=True)  # every IRI was checked when it was written
        done = [*self._graphs, *(article for article in self._old if article not in self._graphs)]
        self._graphs, self._old, self._size = {}, {}, 0
        return done

    def _texts(self) -> Iterator[bytes]:
        """What is loaded at once: each text of a long graph by itself, the short graphs together."""
        short: list[bytes] = []
        for graph in self._graphs.values():
            if len(graph) == 1:
                short += graph
            else:
                yield from graph_texts(graph)
        if short:
            yield b"".join(short)


def _bytes(graph: tuple[bytes, ...]) -> int:
    return sum(map(len, graph))
