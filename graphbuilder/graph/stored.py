"""An open graph as far as it is read: SPARQL, rdflib, and the records that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph.ledger import Ledger
from graphbuilder.graph.lock import FolderLock
from graphbuilder.graph.records import Records, content_hash
from graphbuilder.graph.sparql import run_sparql
from graphbuilder.model import Article, Extraction
from graphbuilder.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib


class Stored:
    """What can be read of an open graph folder; `GraphStore` opens and writes it."""

    def __init__(
        self, folder: Path, lock: FolderLock, records: Records, quads: pyoxigraph.Store, writable: bool
    ) -> None:
        """Take what was opened."""
        self.folder, self.writable = folder, writable
        self._lock, self._records = lock, records
        self._ledger = Ledger(records, writable=writable)
        self._quads: pyoxigraph.Store | None = quads
        self._rdf: rdflib.Dataset | None = None

    @property
    def quads(self) -> pyoxigraph.Store:
        """The Oxigraph store itself.

        Raises:
            StoreError: the store is closed.
        """
        if self._quads is None:
            raise StoreError(f"{self.folder}: the store is closed.")
        return self._quads

    @property
    def rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset; write through it only what `fuse` may overwrite.

        Its SPARQL runs in Oxigraph. Iterating over it is rdflib's speed: for big graphs use `sparql`.
        """
        if self._rdf is None:
            import rdflib
            from oxrdflib import OxigraphStore

            self._rdf = rdflib.Dataset(store=OxigraphStore(store=self.quads))
            for prefix, namespace in PREFIXES.items():
                self._rdf.bind(prefix, namespace, override=True)
        return self._rdf

    def sparql(self, text: str) -> Any:
        """Run a SPARQL query; the prefixes of `graphbuilder.vocabulary.PREFIXES` are known.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE. A plain pattern asks the fused view, `GRAPH` the articles.

        Returns:
            pyoxigraph's QuerySolutions, QueryBoolean or QueryTriples.

        Raises:
            QueryError: it cannot be parsed, or wants to ask another server; with the position.
        """
        return run_sparql(self.quads, text)

    def content_hashes(self) -> dict[str, str]:
        """Article id -> hash of its content (see `content_hash`), sorted by id."""
        return self._records.hashes()

    def hash_of(self, article: str) -> str | None:
        """Give the hash of one article's content, None when the store does not have it."""
        return self._records.hash_of(article)

    def same_texts(self) -> int:
        """Count the articles that have the very text of another one, which is counted once."""
        return self._ledger.same_texts()

    @staticmethod
    def content_hash(article: Article) -> str:
        """Give the hash that `content_hashes` has for an article that has not changed."""
        return content_hash(article)

    def article(self, article: str) -> Article:
        """Give an article as it was read.

        Raises:
            UnknownNameError: it is not in the store.
        """
        return self._record(article)[0]

    def extraction(self, article: str) -> Extraction:
        """Give what came out of an article.

        Raises:
            UnknownNameError: it is not in the store.
        """
        return self._record(article)[1]

    def articles(self) -> list[str]:
        """Give the ids of all articles, sorted."""
        return self._records.ids()

    def records(self) -> Iterator[tuple[Article, Extraction]]:
        """Give all articles with what came out of them, sorted by id, read one by one."""
        return self._records.read_all()

    def _record(self, article: str) -> tuple[Article, Extraction]:
        found = self._records.read(article)
        if found is None:
            raise UnknownNameError("article", article, self.articles(), where=str(self.folder))
        return found

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.quads)
