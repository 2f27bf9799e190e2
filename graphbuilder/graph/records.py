"""The records behind a graph: every article with what came out of it, in one SQLite file.

They are the source of truth. The quads follow from them and can be written again at any time; `pending` names the
articles whose quads are not written yet, so a crash between the two leaves a trace that the next writer follows. Beside
them the file holds what fusing needs of each article and how far it is (see `graphbuilder.graph.ledger`).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from graphbuilder.errors import StoreError
from graphbuilder.model import Article, Extraction
from graphbuilder.resolve.fused import Decisions
from graphbuilder.resolve.keys import digest

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "records.sqlite"
DAMAGED = "The graph is damaged: move its folder away and build it again from the articles, or take it from a backup."
CACHE = 32_768
"""KiB of the file that SQLite keeps in memory, however large the file is."""
ROOM = "Make room on the disk if it is full, and run the same command again: it goes on from what is written."

_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, hash TEXT NOT NULL, article BLOB NOT NULL, extraction BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pending (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS linked (id TEXT PRIMARY KEY, node TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS linked_node ON linked (node);
"""

Row = tuple[str, str, bytes, bytes]


class Records:
    """The rows of `records.sqlite`. Errors of the file are StoreErrors."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        """Open the file, and make it when it is to be written.

        Raises:
            StoreError: it cannot be opened or is no such file.
        """
        self.path = folder / FILE
        mode = "rwc" if writable else "ro"
        try:
            self.db = sqlite3.connect(f"file:{quote(str(self.path))}?mode={mode}", uri=True, check_same_thread=False, isolation_level=None)
            self.db.execute(f"PRAGMA cache_size = -{CACHE}")
            if writable:
                self.db.executescript(_SCHEMA)
            self.db.execute("SELECT count(*) FROM articles").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot be opened as the records of a graph: {error}. {DAMAGED}") from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def any(self) -> bool:
        """Whether there is an article."""
        return self.db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None

    def hashes(self) -> dict[str, str]:
        """Article id -> content hash, sorted by id."""
        return dict(self.db.execute("SELECT id, hash FROM articles ORDER BY id"))

    def hash_of(self, article: str) -> str | None:
        """The content hash of one article, None when it is not there."""
        row = self.db.execute("SELECT hash FROM articles WHERE id = ?", (article,)).fetchone()
        return str(row[0]) if row else None

    def ids(self) -> list[str]:
        """Ids of all articles, sorted."""
        return [row[0] for row in self.db.execute("SELECT id FROM articles ORDER BY id")]

    def present(self, articles: Iterable[str]) -> list[str]:
        """Give those of these ids that are there, in the order given."""
        one = "SELECT 1 FROM articles WHERE id = ?"
        return [article for article in articles if self.db.execute(one, (article,)).fetchone()]

    def read(self, article: str) -> tuple[Article, Extraction] | None:
        """Give one article with its extraction, None when it is not there."""
        row = self.db.execute("SELECT article, extraction FROM articles WHERE id = ?", (article,)).fetchone()
        return _unpacked(*row) if row else None

    def read_all(self) -> Iterator[tuple[Article, Extraction]]:
        """Give all articles with their extractions, sorted by id, read one by one."""
        for row in self.db.execute("SELECT article, extraction FROM articles ORDER BY id"):
            yield _unpacked(*row)

    def write(self, rows: Iterable[Row]) -> None:
        """Insert or replace rows (see `packed`) and mark them pending, all or none.

        Raises:
            StoreError: the file cannot be written.
        """
        written = list(rows)
        with self.changing():
            self.db.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", written)
            self.db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(row[0],) for row in written])

    def remove(self, articles: Iterable[str]) -> None:
        """Remove rows and mark them pending, all or none; ids that are not there are ignored."""
        ids = [(article,) for article in articles]
        with self.changing():
            self.db.executemany("INSERT OR IGNORE INTO pending SELECT id FROM articles WHERE id = ?", ids)
            self.db.executemany("DELETE FROM articles WHERE id = ?", ids)

    def pending(self) -> list[str]:
        """Ids of articles, present or removed, whose quads do not follow from the records yet."""
        return [row[0] for row in self.db.execute("SELECT id FROM pending ORDER BY id")]

    def settle(self, articles: Iterable[str]) -> None:
        """Say that the quads of these articles are written."""
        with self.changing():
            self.db.executemany("DELETE FROM pending WHERE id = ?", [(article,) for article in articles])

    def linked(self) -> Decisions:
        """Give what the linker decided when the graph was last fused."""
        rows = self.db.execute("SELECT id, node, reason FROM linked ORDER BY id").fetchall()
        return Decisions(canonical={i: node for i, node, _ in rows}, reasons={i: why for i, _, why in rows if why})

    def keep_linked(self, decisions: Decisions) -> None:
        """Keep what the linker decided, in place of what it decided before."""
        rows = [(key, node, decisions.reasons.get(key, "")) for key, node in sorted(decisions.canonical.items())]
        with self.changing():
            self.db.execute("DELETE FROM linked")
            self.db.executemany("INSERT INTO linked VALUES (?, ?, ?)", rows)

    def setting(self, name: str, default: str) -> str:
        """Give a setting of the store."""
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Keep a setting of the store."""
        with self.changing():
            self.db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction: all or none of what is written in it stays; transactions within it belong to it.

        Raises:
            StoreError: the file cannot be written, for example because the disk is full.
        """
        if self.db.in_transaction:
            yield
            return
        try:
            with self.db:
                self.db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot be written: {error}. {ROOM}") from error


def content_hash(article: Article) -> str:
    """Give the hash of all that was read of an article: a rebuild that finds the same one has nothing to do.

    >>> content_hash(Article(id="a", text="x")) == content_hash(Article(id="a", text="y"))
    False
    """
    return digest(
        article.id, article.text, article.title, article.source, article.author, article.url, article.published,
        article.language, article.dateline_place, *((block.start, block.end, block.kind) for block in article.blocks),
    )  # fmt: skip


def packed(article: Article, extraction: Extraction) -> Row:
    """Give the row of an article."""
    article_json = _articles().dump_json(article)
    extraction_json = _extractions().dump_json(extraction)
    return extraction.id, content_hash(article), zlib.compress(article_json, 1), zlib.compress(extraction_json, 1)


def _unpacked(article: bytes, extraction: bytes) -> tuple[Article, Extraction]:
    return (
        _articles().validate_json(zlib.decompress(article)),
        _extractions().validate_json(zlib.decompress(extraction)),
    )


@lru_cache(maxsize=1)
def _articles() -> TypeAdapter[Article]:
    from pydantic import TypeAdapter

    return TypeAdapter(Article)


@lru_cache(maxsize=1)
def _extractions() -> TypeAdapter[Extraction]:
    from pydantic import TypeAdapter

    return TypeAdapter(Extraction)
