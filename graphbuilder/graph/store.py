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
import json
import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

import graphbuilder
from graphbuilder import heap
from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph import compaction
from graphbuilder.graph.curation import Decision, add_decision, apply_decisions, read_decisions
from graphbuilder.graph.facts import gate
from graphbuilder.graph.fusing import Linked, View
from graphbuilder.graph.ledger import Ledger
from graphbuilder.graph.linking import Linking
from graphbuilder.graph.loading import Loading
from graphbuilder.graph.lock import FolderLock
from graphbuilder.graph.notes import ArticleNote, article_graph, note_article
from graphbuilder.graph.open_files import few_open_files
from graphbuilder.graph.records import DAMAGED, ROOM, Records, content_hash
from graphbuilder.graph.schema import load_schema, ontology_digests
from graphbuilder.graph.sparql import run_sparql
from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.model import Article, Extraction
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.fused import Decisions
from graphbuilder.resolve.keys import digest
from graphbuilder.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

FORMAT = 2
"""Version of the folder's layout and of the quads; a store with a higher one needs a newer program. Format 1 had no ledger; it is
made when such a store is opened for writing."""
MANIFEST = "manifest.json"
QUADS = "oxigraph"
BATCH = 16
"""Articles whose records are written in one transaction; so many a crash costs. Their quads follow a few batches later."""


class GraphStore:
    """A graph folder, open. Use `create_or_open` to write and `open_read_only` to read; both as context managers.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, GraphStore.create_or_open(folder) as store:
    ...     written, fused = store.put([(Article(id="a", text="Hail."), Extraction(id="a"))]), store.fuse()
    ...     list(store.content_hashes()), bool(store.sparql("ASK { ?a a schema:NewsArticle }"))
    (['a'], True)
    """

    def __init__(self, folder: Path, lock: FolderLock, records: Records, quads: pyoxigraph.Store, writable: bool) -> None:
        """Take what the class methods have opened."""
        self.folder, self.writable = folder, writable
        self._lock, self._records = lock, records
        self._ledger = Ledger(records, writable=writable)
        self.near_copies = 0
        """Articles written since it was opened whose text is nearly that of one that was there before."""
        self._quads: pyoxigraph.Store | None = quads
        self._loading = Loading()
        self._rdf: rdflib.Dataset | None = None

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
        _prepare(path)
        with ExitStack() as undo:
            lock = FolderLock(path, exclusive=True)
            undo.callback(lock.release)
            records = Records(path, writable=True)
            undo.callback(records.close)
            if not (path / QUADS).is_dir() and records.any():
                raise StoreError(f"{path}: the folder {QUADS} in it is missing. {DAMAGED}")
            store = cls(path, lock, records, _open_quads(path, writable=True), writable=True)
            compaction.yield_to_others()
            store._repair(finish)
            _write_manifest(path)
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
            store = cls(path, lock, records, _open_quads(path, writable=False), writable=False)
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
        rows = list(self.sparql(f"SELECT ?node WHERE {{ {{ ?node gb:report {term} }} UNION {{ {term} gb:resolvedTo ?node }} }}"))
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

    # --- reading

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


def _key(iri: str) -> str:
    """The key or id at the end of an IRI of an event or entity."""
    return unquote(iri.removeprefix(BASE).partition("/")[2])


def check_manifest(folder: Path) -> None:
    """Make sure that a folder is a graph that this version can read.

    Raises:
        StoreError: it is not there, no graph, damaged, or written by a newer version.
    """
    path = folder / MANIFEST
    try:
        there, manifest_there = folder.exists(), path.is_file()
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read: {error.strerror or error}.") from error
    if not there:
        raise StoreError(f"{folder}: there is no such folder. Build a graph with `graphbuilder build PATH... --into {folder}`.")
    if not manifest_there:
        raise StoreError(
            f"{folder}: not a graph (no {MANIFEST} in it). Give a folder that `graphbuilder build --into` has made."
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        written = int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: cannot be read as a manifest: {error}. {DAMAGED}") from error
    if written > FORMAT:
        raise StoreError(
            f"{folder}: written by graphbuilder {manifest.get('package', '?')} in format {written}; this is graphbuilder "
            f"{graphbuilder.__version__}, which reads up to format {FORMAT}. Upgrade graphbuilder."
        )


def _prepare(folder: Path) -> None:
    """Make the folder and its manifest, or check the one that is there."""
    try:
        if (folder / MANIFEST).exists():
            check_manifest(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        if any(entry.name != f"{MANIFEST}.new" for entry in folder.iterdir()):
            raise StoreError(f"{folder}: holds other files and is no graph. Give an empty or a new folder.")
        _write_manifest(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror or error}.") from error


def _write_manifest(folder: Path) -> None:
    """Say in which format the folder is, unless it says so already; all or nothing of it is there after a crash."""
    text = json.dumps({"format": FORMAT, "package": graphbuilder.__version__}) + "\n"
    path = folder / MANIFEST
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        (folder / f"{MANIFEST}.new").write_text(text, encoding="utf-8")
        (folder / f"{MANIFEST}.new").replace(path)


def _open_quads(folder: Path, *, writable: bool) -> pyoxigraph.Store:
    import pyoxigraph

    path = str(folder / QUADS)
    whole = str((folder / QUADS).resolve())  # the store reads files later, from wherever the process is then
    try:
        if not writable:
            return pyoxigraph.Store.read_only(whole)
        with few_open_files():
            return pyoxigraph.Store(whole)
    except (OSError, RuntimeError) as error:  # pyoxigraph raises RuntimeError for damaged files
        raise StoreError(f"{path}: Oxigraph cannot open it: {str(error).rstrip('. ')}. {DAMAGED}") from error
