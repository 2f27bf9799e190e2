"""What fusing needs of every article, and what has changed since the graph was fused: further tables of `records.sqlite`.

Memory holds none of it: every step of a fuse reads in the order of an index. The tables:

::

    texts      article -> hash and sketch of its text
    mentions   (entity id, article) -> NotedEntity as JSON
    reports    the events of all articles: order, JSON, the cluster they are in (`event`, the number of its first report)
    fillers    (entity id, report): who takes part      blocks  (hash of a block, report): where it is looked for
    nodes      entity id -> its united sketch, name keys  names   (hash of a name key, entity id)
    labels     node -> its name in the fused view       units   what each event, node and article states in the fused view
    shared     hash of a statement that several may state -> how many do
    dirty      what is to be done again: kind, id       todo    reports to be placed again, in order
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from graphbuilder.graph.notes import ArticleNote, packed_numbers, unpacked_numbers
from graphbuilder.graph.records import Records
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.sources import COPY, Sketch, resemblance

SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (article TEXT PRIMARY KEY, digest BLOB NOT NULL, sketch BLOB NOT NULL, about TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS texts_digest ON texts (digest);
CREATE TABLE IF NOT EXISTS low (hash INTEGER, article TEXT, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentions (id TEXT, article TEXT, data BLOB NOT NULL, PRIMARY KEY (id, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mentions_article ON mentions (article);
CREATE TABLE IF NOT EXISTS reports (n INTEGER PRIMARY KEY, key TEXT NOT NULL, article TEXT NOT NULL, ord TEXT NOT NULL,
    data BLOB NOT NULL, event INTEGER, filed BLOB, asked BLOB, gone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS reports_article ON reports (article);
CREATE INDEX IF NOT EXISTS reports_event ON reports (event, ord);
CREATE INDEX IF NOT EXISTS reports_key ON reports (key);
CREATE TABLE IF NOT EXISTS fillers (id TEXT, n INTEGER, PRIMARY KEY (id, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blocks (hash INTEGER, n INTEGER, PRIMARY KEY (hash, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS nodes (id TEXT PRIMARY KEY, sketch BLOB NOT NULL, keys BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (hash INTEGER, id TEXT, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS labels (node TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS units (kind TEXT, id TEXT, own TEXT NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shared (hash INTEGER PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS dirty (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS todo (ord TEXT, n INTEGER, changed INTEGER NOT NULL, PRIMARY KEY (ord, n)) WITHOUT ROWID;
"""
VIEW = ("labels", "units", "shared", "blocks", "todo")
"""Tables that a fuse from scratch begins without."""
LOW = 4
"""Hashes of a sketch by which near copies are looked up."""


class Ledger:
    """These tables. All changes belong to the transaction that is open."""

    def __init__(self, records: Records, *, writable: bool) -> None:
        """Make the tables where they are missing."""
        self.records, self.db = records, records.db
        if writable:
            self.db.executescript(SCHEMA)

    # --- articles come and go

    def enter(self, note: ArticleNote) -> None:
        """Write what fusing needs of an article, in place of what was there."""
        self.leave(note.id)
        run = self.db.execute
        about = "\n".join(note.about)
        run("INSERT INTO texts VALUES (?, ?, ?, ?)", (note.id, note.digest, packed_numbers(note.sketch), about))
        self.db.executemany("INSERT OR IGNORE INTO low VALUES (?, ?)", [(value, note.id) for value in note.sketch[:LOW]])
        self.db.executemany("INSERT INTO mentions VALUES (?, ?, ?)", [(id, note.id, data) for id, data in note.mentions])
        for kind in ("entity", "node"):
            self.mark(kind, (id for id, _ in note.mentions))
        for report in note.reports:
            values = (report.key, note.id, report.order, report.data)
            n = run("INSERT INTO reports (key, article, ord, data) VALUES (?, ?, ?, ?)", values).lastrowid
            self.db.executemany("INSERT INTO fillers VALUES (?, ?)", [(id, n) for id in report.fillers])
            run("INSERT INTO todo VALUES (?, ?, 1)", (report.order, n))
        self.mark("article", [note.id])

    def leave(self, article: str) -> None:
        """Take an article out. Its reports stay, marked, until the clusters that they were in are done again."""
        if self.db.execute("SELECT 1 FROM texts WHERE article = ?", (article,)).fetchone() is None:
            return
        sketch = self.sketch(article)
        self.db.executemany("DELETE FROM low WHERE hash = ? AND article = ?", [(value, article) for value in sketch[:LOW]])
        ids = [row[0] for row in self.db.execute("SELECT id FROM mentions WHERE article = ?", (article,))]
        for kind in ("entity", "node"):
            self.mark(kind, ids)
        for table in ("texts", "mentions"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        rows = self.db.execute("SELECT n, ord FROM reports WHERE article = ? AND gone = 0", (article,)).fetchall()
        self.db.executemany("UPDATE reports SET gone = 1 WHERE n = ?", [(n,) for n, _ in rows])
        self.db.executemany("INSERT OR REPLACE INTO todo VALUES (?, ?, 1)", [(order, n) for n, order in rows])
        self.mark("article", [article])

    def known(self) -> set[str]:
        """Ids of the articles that are entered."""
        return {row[0] for row in self.db.execute("SELECT article FROM texts")}

    def sketch(self, article: str) -> Sketch:
        """The sketch of an article's text."""
        row = self.db.execute("SELECT sketch FROM texts WHERE article = ?", (article,)).fetchone()
        return unpacked_numbers(row[0])

    def same_texts(self) -> int:
        """How many articles have the very text of another one, which is counted once."""
        return int(self.db.execute("SELECT count(*) - count(DISTINCT digest) FROM texts").fetchone()[0])

    def is_near_copy(self, note: ArticleNote) -> bool:
        """Whether the text is nearly, but not quite, that of another article that is entered."""
        low = note.sketch[:LOW]
        sql = f"""SELECT DISTINCT t.sketch FROM low l JOIN texts t ON t.article = l.article
            WHERE l.hash IN ({", ".join("?" * len(low))}) AND l.article != ? AND t.digest != ?"""
        rows = self.db.execute(sql, (*low, note.id, note.digest))
        return any(resemblance(note.sketch, unpacked_numbers(row[0])) >= COPY for row in rows)

    # --- what is to be done

    def mark(self, kind: str, ids: Iterable[str]) -> None:
        """Say that these are to be done again."""
        self.db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?)", [(kind, id) for id in ids])

    def marked(self, kind: str, limit: int = 1000) -> list[str]:
        """The first of those that are to be done again, sorted."""
        sql = "SELECT id FROM dirty WHERE kind = ? ORDER BY id LIMIT ?"
        return [row[0] for row in self.db.execute(sql, (kind, limit))]

    def unmark(self, kind: str, ids: Iterable[str]) -> None:
        """Say that these are done."""
        self.db.executemany("DELETE FROM dirty WHERE kind = ? AND id = ?", [(kind, id) for id in ids])

    def begin_again(self) -> None:
        """Forget the fused view: all articles, nodes and reports are to be done again."""
        run = self.db.execute
        for table in VIEW:
            run(f"DELETE FROM {table}")
        run("DELETE FROM dirty WHERE kind NOT IN ('entity', 'relink')")
        run("DELETE FROM fillers WHERE n IN (SELECT n FROM reports WHERE gone = 1)")
        run("DELETE FROM reports WHERE gone = 1")
        run("UPDATE reports SET event = NULL, filed = NULL, asked = NULL")
        run("INSERT INTO todo SELECT ord, n, 1 FROM reports")
        run("INSERT INTO dirty SELECT 'article', article FROM texts")

    def missing(self) -> list[str]:
        """Articles that the records have and these tables do not: a store of the first format."""
        sql = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM texts) ORDER BY id LIMIT 200"
        return [row[0] for row in self.db.execute(sql)]

    def link_all(self) -> None:
        """Say that all entities are to be linked again."""
        self.db.execute("DELETE FROM names")
        self.db.execute("DELETE FROM nodes")
        self.db.execute("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'entity', id FROM mentions")

    def know(self, authority: Authority | None) -> None:
        """Keep what a user's authority file says of its nodes; those that it names, now or before, are to be written again."""
        before = self.authority()
        found = {r.id: (r.name, list(r.same_as)) for r in reversed(authority.records)} if authority is not None else {}
        self.records.set("authority nodes", json.dumps(dict(sorted(found.items())), ensure_ascii=False))
        self.mark("node", {*before, *found})

    def authority(self) -> dict[str, tuple[str, list[str]]]:
        """Node -> its name and IRIs in the user's authority file."""
        known = json.loads(self.records.setting("authority nodes", "{}"))
        return {node: (name, same_as) for node, (name, same_as) in known.items()}

    def rows(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Ask."""
        return self.db.execute(sql, values)
