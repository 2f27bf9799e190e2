"""A graph on disk: one folder with the records, the quads that follow from them, and a manifest.

::

    DIR/manifest.json     format and version of the program that wrote it
    DIR/records.sqlite    articles and extractions, the source of truth (see `graphbuilder.graph.records`), and what has
                          been fused of them (see `graphbuilder.graph.ledger`)
    DIR/oxigraph/         the quads: one named graph per article, the fused view in the default graph
    DIR/decisions.jsonl   what a curator decided about identity, if anything (see `graphbuilder.graph.curation`)
    DIR/lock              one writer or many readers

Writing is safe by its order: records in one transaction, then quads, then the note that the quads are written. Whoever
opens the folder next for writing finishes what a crash left undone.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote

from graphbuilder import heap
from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph import compaction
from graphbuilder.graph.curation import Decision, add_decision, apply_decisions, read_decisions
from graphbuilder.graph.facts import gate
from graphbuilder.graph.folder import FORMAT, QUADS, check_manifest, open_quads, prepare, write_manifest
from graphbuilder.graph.fusing import Linked, View
from graphbuilder.graph.linking import Linking
from graphbuilder.graph.loading import Loading
from graphbuilder.graph.lock import FolderLock
from graphbuilder.graph.notes import ArticleNote, article_graph, note_article
from graphbuilder.graph.records import DAMAGED, ROOM, Records
from graphbuilder.graph.schema import load_schema, ontology_digests
from graphbuilder.graph.stored import Stored
from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.model import Article, Extraction
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.fused import Decisions
from graphbuilder.resolve.keys import digest
from graphbuilder.vocabulary import BASE

if TYPE_CHECKING:
    import pyoxigraph

BATCH = 16
"""Articles whose records are written in one transaction; so many a crash costs. Their quads follow a few batches later."""


class GraphStore(Stored):
    """A graph folder, open. Use `create_or_open` to write and `open_read_only` to read; both as context managers.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, GraphStore.create_or_open(folder) as store:
    ...     written, fused = store.put([(Article(id="a", text="Hail."), Extraction(id="a"))]), store.fuse()
    ...     list(store.content_hashes()), bool(store.sparql("ASK { ?a a schema:NewsArticle }"))
    (['a'], True)
    """

    def __init__(
        self, folder: Path, lock: FolderLock, records: Records, quads: pyoxigraph.Store, writable: bool
    ) -> None:
        """Take what the class methods have opened."""
        super().__init__(folder, lock, records, quads, writable)
        self.near_copies = 0
        """Articles written since it was opened whose text is nearly that of one that was there before."""
        self._loading = Loading()

    @classmethod
    def create_or_open(cls, folder: str | os.PathLike[str], *, finish: bool = True) -> Self:
        """Open a folder for writing, and make it when it does not exist or is empty; finish what a crash left undone.

        Args:
            folder: where it is.
            finish: also bring the fused view up to date; not needed by a caller who fuses himself.

        Raises:
            StoreError: the folder holds other things, cannot be written, is in use, or was written by a newer version.
        """
        path = Path(folder)
        prepare(path)
        with ExitStack() as undo:
            lock = FolderLock(path, exclusive=True)
            undo.callback(lock.release)
            records = Records(path, writable=True)
            undo.callback(records.close)
            if not (path / QUADS).is_dir() and records.any():
                raise StoreError(f"{path}: the folder {QUADS} in it is missing. {DAMAGED}")
            store = cls(path, lock, records, open_quads(path, writable=True), writable=True)
            compaction.yield_to_others()
            store._repair(finish)
            write_manifest(path)
            undo.pop_all()
        return store

    @classmethod
    def open_read_only(cls, folder: str | os.PathLike[str]) -> Self:
        """Open a folder for reading.

        Raises:
            StoreError: it does not exist, is no graph, is being written, was left unfinished or is of a newer version.
        """
        path = Path(folder)
        check_manifest(path)
        with ExitStack() as undo:
            lock = FolderLock(path, exclusive=False)
            undo.callback(lock.release)
            records = Records(path, writable=False)
            undo.callback(records.close)
            if records.pending() or records.setting("fused", "yes") != "yes":
                raise StoreError(
                    f"{path}: the last build was cut short. Run `graphbuilder build --into {path}` with any input to finish it."
                )
            store = cls(path, lock, records, open_quads(path, writable=False), writable=False)
            undo.pop_all()
        return store

    def close(self) -> None:
        """Give the folder back; results of queries that are still being read become invalid."""
        if self._quads is not None:
            try:
                if self.writable:
                    with self._writing():
                        self._quads.flush()
            finally:
                self._quads = self._rdf = None
                if self.writable:
                    gc.collect()  # whatever holds Oxigraph in a circle of references lets go: it would go on deleting files
                self._records.close()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing

    def put(self, pairs: Iterable[tuple[Article, Extraction]]) -> int:
        """Add articles or replace them, each with its named graph; call `fuse` when all are in.

        Returns:
            How many were written.

        Raises:
            StoreError: the store is read-only or cannot be written.
        """
        return sum(1 for _ in self.put_notes(note_article(*pair) for pair in pairs))

    def put_notes(self, notes: Iterable[ArticleNote]) -> Iterator[ArticleNote]:
        """Add or replace articles that are noted already (see `note_article`); gives each when it is written.

        One batch is written in the background while the next one is made, which costs no time on a second core: SQLite and
        Oxigraph work outside of Python's lock.

        Raises:
            StoreError: the store is read-only or cannot be written.
        """
        self._must_be_writable()
        waiting = iter(notes)
        under_way: deque[tuple[list[ArticleNote], Future[None]]] = deque()
        with ThreadPoolExecutor(1, "commit") as background:
            while True:
                batch = list({note.id: note for note in islice(waiting, BATCH)}.values())
                while under_way:
                    written, future = under_way.popleft()
                    future.result()
                    yield from written
                if not batch:
                    break
                under_way.append((batch, background.submit(self._write_batch, batch)))
        self._load()

    def _write_batch(self, batch: list[ArticleNote]) -> None:
        """Write some articles: first the records, then the quads that follow from them."""
        ids = [note.id for note in batch]
        with self._writing():
            self._write_notes(batch, ids)

    def _write_notes(self, batch: list[ArticleNote], ids: list[str]) -> None:
        with self._records.changing():
            replaced = self._records.present(ids)
            self._records.write(note.row for note in batch)
            for note in batch:
                self.near_copies += self._ledger.is_near_copy(note)
                self._ledger.enter(note)
            self._stale()
        self._loading.add({note.id: note.quads for note in batch}, replaced)
        if self._loading.due:
            self._load()

    def _stale(self) -> None:
        """Say that the fused view is behind the articles."""
        if self._records.setting("fused", "yes") == "yes":
            self._records.set("fused", "behind")

    def remove(self, articles: Iterable[str]) -> None:
        """Remove articles and their graphs; call `fuse` after it.

        Raises:
            StoreError: the store is read-only.
            UnknownNameError: one of them is not in the store; nothing is removed.
        """
        self._must_be_writable()
        ids, known = list(articles), self.content_hashes()
        for article in ids:
            if article not in known:
                raise UnknownNameError("article", article, known, where=str(self.folder))
        if not ids:
            return
        with self._writing():
            with self._records.changing():
                self._records.remove(ids)
                for article in ids:
                    self._ledger.leave(article)
                self._stale()
            self._loading.add({}, replaced=ids)
            self._load()

    def link(self, authority: Authority | None = None, version: str = "") -> None:
        """Decide which entity ids are one node, as far as something has changed; call `fuse` after it.

        Args:
            authority: names that are known beforehand. version: what tells another authority file from this one, such as its hash.

        Raises:
            StoreError: the store is read-only.
        """
        self._must_be_writable()
        if self._records.setting("authority", "") != version:
            with self._records.changing():
                self._ledger.link_all()
                self._ledger.know(authority)
                self._records.set("authority", version)
                self._stale()
        heap.give_back()
        with self._writing():
            Linking(self._ledger, authority).run()

    def fuse(self, decisions: Decisions | None = None, facts: str | None = None) -> bool:
        """Bring the default graph up to date with the articles: nodes, merged events, direct edges.

        Only what has changed is done again; all of it when a curator has decided something, the gate or the ontology is another
        one, or the last fuse was cut short. The outcome is the same.

        Args:
            decisions: identity that was decided elsewhere, in place of what `link` has decided; None keeps that. A curator's
                decisions (see `split` and `merge`) come on top of it.
            facts: the gate for direct edges, "asserted" or "attributed"; None keeps what the store had ("asserted").

        Returns:
            Whether there was anything to do.

        Raises:
            StoreError: the store is read-only.
            UnknownNameError: there is no such gate.
        """
        self._must_be_writable()
        kept = facts or self._records.setting("facts", "asserted")
        gate(kept)
        self._load()
        schema = load_schema()
        curated = read_decisions(self.folder)
        rules = digest(FORMAT, kept, *curated, *ontology_digests())
        state = self._records.setting("fused", "behind")
        same_rules = self._records.setting("rules", "") == rules and decisions is None
        if state == "yes" and same_rules:
            return False
        self._records.set("fused", "no")
        self._records.set("facts", kept)
        if decisions is not None:
            self._records.keep_linked(decisions)
        linked = Decisions(canonical=Linked(self._ledger), reasons=Linked(self._ledger, value="reason"))
        decided = apply_decisions(linked, curated)
        afresh = state == "no" or not same_rules or bool(curated)
        with self._writing():
            View(self._ledger, self.quads, decided, schema, kept, afresh=afresh).update()
        with self._records.changing():
            self._records.set("rules", rules)
            self._records.set("fused", "yes")
        compaction.wait_until_merged(self.folder / QUADS)
        return True

    def merge(self, first: str, second: str, reason: str = "") -> None:
        """Decide that two nodes are one, named by the first; write the default graph anew.

        Args:
            first, second: IRIs of two entities or of two events of the fused view.
            reason: why, in your words.

        Raises:
            UnknownNameError: one of them is not in the fused view.
            StoreError: they are not of one kind, or the store is read-only.
        """
        self._must_be_writable()
        kind, kept = self._members(first)
        other_kind, moved = self._members(second)
        if kind != other_kind:
            raise StoreError(f"{first} is an {kind}, {second} is an {other_kind}: only two of one kind can be one.")
        if kept[0] == moved[0]:
            raise StoreError(f"{first} and {second} are one already.")
        add_decision(self.folder, Decision(action="merge", kind=kind, keys=(kept[0], *moved), reason=reason))
        self.fuse()

    def split(self, member: str, reason: str = "") -> None:
        """Decide that a report or an entity is not what it was merged into; write the default graph anew.

        Args:
            member: IRI of one of those that were merged (`explain` lists them).
            reason: why, in your words.

        Raises:
            UnknownNameError: it is not in the fused view.
            StoreError: it was not merged with anything, or the store is read-only.
        """
        self._must_be_writable()
        term = self._checked(member)
        rows = list(
            self.sparql(f"SELECT ?node WHERE {{ {{ ?node gb:report {term} }} UNION {{ {term} gb:resolvedTo ?node }} }}")
        )
        kind, members = self._members(rows[0]["node"].value if rows else member)
        key = _key(member)
        others = [other for other in members if other != key]
        if not others:
            raise StoreError(f"{member} was not merged with anything.")
        add_decision(self.folder, Decision(action="split", kind=kind, keys=(key, *others), reason=reason))
        self.fuse()

    def _members(self, iri: str) -> tuple[str, list[str]]:
        """What kind of node it is, and the keys of what was merged into it, its own first."""
        term = self._checked(iri)
        rows = self.sparql(f"SELECT ?m ?e WHERE {{ {{ {term} gb:report ?m }} UNION {{ ?e gb:resolvedTo {term} }} }}")
        found = [(row["m"], row["e"]) for row in rows]
        if not found:
            raise UnknownNameError("node", iri, [], where=str(self.folder))
        kind = "event" if found[0][0] else "entity"
        keys = sorted({_key((event or entity).value) for event, entity in found} | {_key(iri)})
        return kind, sorted(keys, key=lambda key: key != _key(iri))

    def _checked(self, iri: str) -> str:
        term = safe_iri_term(iri)
        if term is None:
            raise UnknownNameError("node", iri, [], where=str(self.folder))
        return term

    def _load(self) -> None:
        """Load the graphs that wait, if any."""
        if self._loading:
            with self._writing():
                self._records.settle(self._loading.load(self.quads))
            heap.give_back()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What SQLite and Oxigraph raise when they cannot write becomes a StoreError."""
        try:
            yield
        except (OSError, RuntimeError, sqlite3.Error) as error:  # pyoxigraph raises RuntimeError for damaged files
            raise StoreError(f"{self.folder}: cannot be written: {error}. {ROOM}") from error

    def _repair(self, finish: bool) -> None:
        """Write the quads of articles that a crash left without, and the fused view when it is behind."""
        while missing := self._ledger.missing():
            with self._records.changing():
                for article in missing:
                    self._ledger.enter(note_article(*self._record(article)))
                self._records.set("fused", "no")
        pending = self._records.pending()
        for start in range(0, len(pending), BATCH):
            some = pending[start : start + BATCH]
            pairs = (pair for article in some if (pair := self._records.read(article)))
            self._loading.add({pair[0].id: article_graph(*pair) for pair in pairs}, replaced=some)
            self._load()
        if finish and self._records.setting("fused", "yes") != "yes":
            self.fuse()

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.folder}: open for reading only. Use GraphStore.create_or_open to change it.")


def _key(iri: str) -> str:
    """The key or id at the end of an IRI of an event or entity."""
    return unquote(iri.removeprefix(BASE).partition("/")[2])
