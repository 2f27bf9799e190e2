"""The fused view on disk, kept up to date: what each article, node and event states in the default graph.

A unit is one of these three. When something it depends on has changed, what it stated is taken back and what it states now is
written. Statements whose subject is the unit itself belong to it alone; others (an edge, a country, an outlet) may be
stated by several units and are counted. From scratch and little by little the same statements are reached.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from graphbuilder import heap
from graphbuilder.graph.clusters import Clusters
from graphbuilder.graph.fused import event_statements, node_statements
from graphbuilder.graph.ledger import Ledger
from graphbuilder.graph.notes import number_of, read_entity
from graphbuilder.graph.schema import Schema
from graphbuilder.graph.terms import Triple
from graphbuilder.resolve.fused import Decisions, FusedEntity
from graphbuilder.resolve.merge import fused_event
from graphbuilder.resolve.nodes import Node
from graphbuilder.resolve.sources import Sketch
from graphbuilder.vocabulary import BASE, GB, OWL, PROV, RDF, SKOS, WGS84, article_iri, entity_iri, event_iri

if TYPE_CHECKING:
    import pyoxigraph

STEP = 2000
"""Articles and nodes that are written in one go."""
EVENTS = 1000
"""Events that are: each states some 40 triples, a node eight."""
CACHE = 5_000
"""Names and links that are kept in memory."""
OF_NODES = frozenset(
    (
        RDF.type, SKOS.prefLabel, SKOS.altLabel, GB.countryCode, GB.country, WGS84.lat, WGS84.long, OWL.sameAs, GB.mentionCount,
        GB.articleCount, PROV.wasInfluencedBy, GB.mergeRule, GB.mergeReason, GB.merged, PROV.used,
    )
)  # fmt: skip
"""Properties that only the unit of a node gives to it; its edges come from events."""


class Linked(Mapping[str, str]):
    """Entity id -> node, read from the table of links when it is asked for. Ids that stand for themselves are not in it."""

    def __init__(self, ledger: Ledger, table: str = "linked", key: str = "id", value: str = "node") -> None:
        """Take where to read."""
        self.ledger, self.table = ledger, table
        sql = f"SELECT {value} FROM {table} WHERE {key} = ?"

        def found(id: str) -> str | None:
            row = ledger.rows(sql, id).fetchone()
            return str(row[0]) if row else None

        self.found = lru_cache(maxsize=CACHE)(found)
        self.keys_sql = f"SELECT {key} FROM {table} ORDER BY {key}"

    def __getitem__(self, id: str) -> str:
        found = self.found(id)
        if found is None:
            raise KeyError(id)
        return found

    def get(self, id: str, default: Any = None) -> Any:
        """As in any mapping, without an error on the way."""
        found = self.found(id)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self.ledger.rows(self.keys_sql))

    def __len__(self) -> int:
        return int(self.ledger.rows(f"SELECT count(*) FROM {self.table}").fetchone()[0])


class Sketches(Mapping[str, Sketch]):
    """Article -> sketch of its text, read when it is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Take where to read."""
        self.ledger = ledger
        self.found = lru_cache(maxsize=1000)(ledger.sketch)

    def __getitem__(self, article: str) -> Sketch:
        return self.found(article)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.ledger.known()))

    def __len__(self) -> int:
        return len(self.ledger.known())


class View:
    """The default graph. `decisions` say which ids are one node; `facts` names the gate for edges."""

    def __init__(
        self, ledger: Ledger, quads: pyoxigraph.Store, decisions: Decisions, schema: Schema, facts: str, *, afresh: bool
    ) -> None:  # fmt: skip
        """Take what is to be brought up to date, and by which rules; `afresh` begins with nothing."""
        self.ledger, self.quads, self.decisions, self.schema, self.facts = ledger, quads, decisions, schema, facts
        self.afresh = afresh
        self.rules = schema.rules()
        self.clusters = Clusters(ledger, decisions, self.rules, afresh=afresh)
        self.sketches = Sketches(ledger)
        self.background = ThreadPoolExecutor(1, "fuse")
        self.loading: Future[None] | None = None

    def update(self) -> None:
        """Bring it up to date: articles, then nodes (events name them), then events."""
        with self.background:
            self.bring_up_to_date()
            self.loaded()

    def bring_up_to_date(self) -> None:
        """Do what is marked; the last statements may still be on their way."""
        import pyoxigraph

        if self.afresh:
            self.quads.clear_graph(pyoxigraph.DefaultGraph())
            with self.ledger.records.changing():
                self.ledger.begin_again()
        self.articles()
        self.nodes()
        self.clusters.run()
        self.events()

    def articles(self) -> None:
        """What is known of the articles."""
        while ids := self.ledger.marked("article", STEP):
            found = {}
            for id in ids:
                row = self.ledger.rows("SELECT about FROM texts WHERE article = ?", id).fetchone()
                found[id] = (f"<{article_iri(id)}>", row[0].split("\n") if row else [])
            self.write("article", found)

    def nodes(self) -> None:
        """The nodes; a new name of a node is a new label of its events."""
        if self.afresh:
            self.all_nodes()
            return
        while ids := self.ledger.marked("node", STEP):
            touched = {node for id in ids for node in (id, self.decisions.canonical.get(id, id))}
            self.write_nodes(sorted(touched), ids)

    def all_nodes(self) -> None:
        """All nodes in the order of the ids that name them first."""
        last = ""
        sql = """SELECT DISTINCT m.id FROM mentions m WHERE m.id > ? ORDER BY m.id LIMIT ?"""
        moved: set[str] = set()
        while ids := [row[0] for row in self.ledger.rows(sql, last, STEP)]:
            last = ids[-1]
            canonical = self.decisions.canonical
            self.write_nodes([id for id in ids if canonical.get(id, id) == id], [])
            moved.update(node for id in ids if (node := canonical.get(id, id)) != id and node not in self.decisions.canonical)
        unnamed = [node for node in sorted(moved) if not self.ledger.rows("SELECT 1 FROM mentions WHERE id = ?", node).fetchone()]
        self.write_nodes(unnamed, [])

    def write_nodes(self, nodes: list[str], done: Iterable[str]) -> None:
        """Write some nodes, and mark the events whose labels have a name in them that is new."""
        with self.ledger.records.changing():
            self.write("node", dict(self.stated_by_nodes(nodes)), done)

    def stated_by_nodes(self, nodes: Iterable[str]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
        """Node -> its own subject and what is stated of it."""
        for node in nodes:
            entity = self.node(node)
            name = entity.name if entity else None
            self.relabel(node, name)
            own = "" if node.startswith("country/") else f"<{entity_iri(node)}>"  # others state countries as well
            yield node, (own, lines_of(node_statements(entity, self.decisions)) if entity else [])

    def node(self, node: str) -> FusedEntity | None:
        """A node with all that articles say of it; None when there is none any more."""
        gathered = Node(node)
        for id in self.members(node):
            for article, data in self.ledger.rows("SELECT article, data FROM mentions WHERE id = ? ORDER BY article", id):
                gathered.add(article, read_entity(data))
        return self.as_the_authority_has_it(gathered.fused()) if gathered.articles else None

    def as_the_authority_has_it(self, entity: FusedEntity) -> FusedEntity:
        """A node with the name and IRIs that the user's authority file gives it."""
        known = self.authority.get(entity.id)
        if known is None:
            return entity
        name, same_as = known
        aliases = sorted({*entity.aliases, entity.name} - {name})
        return replace(entity, name=name, aliases=tuple(aliases), same_as=tuple(sorted({*entity.same_as, *same_as})))

    @cached_property
    def authority(self) -> Mapping[str, tuple[str, list[str]]]:
        """Node -> name and IRIs, from the user's authority file."""
        return self.ledger.authority()

    def members(self, node: str) -> list[str]:
        """The ids that are this node."""
        if isinstance(self.decisions.canonical, Linked):
            found = [row[0] for row in self.ledger.rows("SELECT id FROM linked WHERE node = ? ORDER BY id", node)]
        else:
            found = self.by_node.get(node, [])
        return found if node in self.decisions.canonical else sorted({node, *found})

    @cached_property
    def by_node(self) -> dict[str, list[str]]:
        """Node -> the ids that are it, when a curator's decisions are in force."""
        found: dict[str, list[str]] = {}
        for id, node in sorted(self.decisions.canonical.items()):
            found.setdefault(node, []).append(id)
        return found

    def relabel(self, node: str, name: str | None) -> None:
        """Keep the name of a node; when it is a new one, its events are to be written again."""
        before = None if self.afresh else self.ledger.rows("SELECT name FROM labels WHERE node = ?", node).fetchone()
        if (before[0] if before else None) == name:
            return
        if name is None:
            self.ledger.db.execute("DELETE FROM labels WHERE node = ?", (node,))
        else:
            self.ledger.db.execute("INSERT OR REPLACE INTO labels VALUES (?, ?)", (node, name))
        if not self.afresh:
            for id in self.members(node):
                rows = self.ledger.rows("SELECT r.event FROM fillers f JOIN reports r ON r.n = f.n WHERE f.id = ?", id)
                self.ledger.mark("event", [str(row[0]) for row in rows.fetchall() if row[0] is not None])

    def events(self) -> None:
        """The events with their edges."""
        if self.afresh:
            with self.ledger.records.changing():
                self.ledger.db.execute("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'event', event FROM reports")
        names = Linked(self.ledger, "labels", "node", "name")
        while ids := self.ledger.marked("event", EVENTS):
            found = {}
            for id in ids:
                reports = self.clusters.reports_of(int(id))
                if reports:
                    event = fused_event(reports, self.sketches, self.rules)
                    lines = lines_of(event_statements(event, self.decisions, self.schema, names, self.facts))
                    found[id] = (f"<{event_iri(event.key)}>", lines)
                else:
                    found[id] = ("", [])
            self.write("event", found)

    def write(self, kind: str, units: Mapping[str, tuple[str, list[str]]], done: Iterable[str] = ()) -> None:
        """Write units in place of what they stated: id -> (own subject, statements as N-Triples lines without the end)."""
        change: Counter[str] = Counter()
        added: list[str] = []
        rows: list[tuple[str, str, str, bytes]] = []
        with self.ledger.records.changing():
            for id, (own, lines) in units.items():
                if not self.afresh:
                    change.subtract(self.take_back(kind, id))
                subjects = (own + " ", f"<{BASE}merge/")
                shared = [line for line in lines if not line.startswith(subjects)]
                added += lines
                change.update(shared)
                if lines:
                    subjects_of_merges = sorted({line.partition(" ")[0] for line in lines if line.startswith(subjects[1])})
                    packed = zlib.compress("\n".join(shared).encode(), 1) if shared else b""
                    rows.append((kind, id, " ".join([own, *subjects_of_merges]), packed))
            self.ledger.db.executemany("INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?)", rows)
            self.count(change)
            self.load(added)
            self.ledger.unmark(kind, [*units, *done])

    def take_back(self, kind: str, id: str) -> list[str]:
        """Remove what a unit alone stated; give what others may state as well."""
        row = self.ledger.rows("SELECT own, lines FROM units WHERE kind = ? AND id = ?", kind, id).fetchone()
        if row is None:
            return []
        import pyoxigraph

        default = pyoxigraph.DefaultGraph()
        shared = zlib.decompress(row[1]).decode().split("\n") if row[1] else []
        for subject in filter(None, row[0].split(" ")):
            for quad in list(self.quads.quads_for_pattern(pyoxigraph.NamedNode(subject[1:-1]), None, None, default)):
                if kind != "node" or quad.predicate.value in OF_NODES or quad.object == quad.subject:
                    self.quads.remove(quad)
        self.ledger.db.execute("DELETE FROM units WHERE kind = ? AND id = ?", (kind, id))
        return shared

    def count(self, change: Counter[str]) -> None:
        """Keep how many units state what several may state; remove what none states any more."""
        rows = [(number_of(line), count) for line, count in change.items() if count]
        self.ledger.db.executemany(
            "INSERT INTO shared VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET count = count + excluded.count", rows
        )
        if self.afresh:
            return
        import pyoxigraph

        for line, count in change.items():
            if count >= 0:
                continue
            left = self.ledger.rows("SELECT count FROM shared WHERE hash = ?", number_of(line)).fetchone()[0]
            if left <= 0:
                self.ledger.db.execute("DELETE FROM shared WHERE hash = ?", (number_of(line),))
                for quad in pyoxigraph.parse(f"{line} .\n".encode(), format=pyoxigraph.RdfFormat.N_QUADS):
                    self.quads.remove(quad)

    def load(self, lines: list[str]) -> None:
        """Write statements; those that are there already stay.

        From scratch the next ones are made meanwhile, since nothing is taken back then.
        """
        import pyoxigraph

        if not lines:
            return
        data = (" .\n".join(dict.fromkeys(lines)) + " .\n").encode()
        self.loaded()
        self.loading = self.background.submit(self.quads.bulk_load, data, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        if not self.afresh:
            self.loaded()

    def loaded(self) -> None:
        """Wait until what was given to be written is written."""
        if self.loading is not None:
            self.loading.result()
            self.loading = None
            heap.give_back()


def lines_of(triples: Iterable[Triple]) -> list[str]:
    """Statements as lines, each once."""
    return list(dict.fromkeys(f"{s} {p} {o}" for s, p, o in triples))
