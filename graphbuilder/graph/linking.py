"""Which entity ids are one node, kept up to date: only those that hang together with something new are linked again."""

from __future__ import annotations

from itertools import chain, islice

from graphbuilder.graph.ledger import Ledger
from graphbuilder.graph.notes import (
    compared_numbers,
    packed_numbers,
    read_entity,
    read_sketch,
    unpacked_numbers,
    written_sketch,
)
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.identity import canonical_ids
from graphbuilder.resolve.sketches import EntitySketch, united

STEP = 2000
"""Entities that are done in one go."""


class Linking:
    """Brings the tables `nodes`, `names` and `linked` up to date with `mentions`."""

    def __init__(self, ledger: Ledger, authority: Authority | None) -> None:
        """Take where to work, and names that are known beforehand."""
        self.ledger, self.db, self.authority = ledger, ledger.db, authority

    def run(self) -> None:
        """Link what is marked "entity"; mark the nodes that change, and the reports that name what moved."""
        while ids := self.ledger.marked("entity", STEP):
            with self.ledger.records.changing():
                for id in ids:
                    self.note(id)
                self.ledger.unmark("entity", ids)
        while ids := self.ledger.marked("relink", STEP):
            with self.ledger.records.changing():
                for id in ids:
                    self.relink(id)

    def note(self, id: str) -> None:
        """Unite what all articles say of an id, and say under which names it is compared."""
        before = self.ledger.rows("SELECT keys FROM nodes WHERE id = ?", id).fetchone()
        old = set(unpacked_numbers(before[0])) if before else set()
        rows = self.ledger.rows("SELECT data FROM mentions WHERE id = ?", id)
        noted = [read_entity(row[0]) for row in islice(rows, 2)]
        new: set[int] = set()
        if not noted:
            self.db.execute("DELETE FROM nodes WHERE id = ?", (id,))
        else:
            if len(noted) == 1:
                sketch, numbers = noted[0].sketch, noted[0].compared
            else:
                sketch, numbers = united(chain((found.sketch for found in noted), (read_entity(row[0]).sketch for row in rows))), None
            new = set(compared_numbers(sketch) if numbers is None else numbers)
            row = (id, written_sketch(sketch), packed_numbers(sorted(new)))
            self.db.execute("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?)", row)
        self.db.executemany("DELETE FROM names WHERE hash = ? AND id = ?", [(key, id) for key in old - new])
        self.db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [(key, id) for key in new - old])
        for key in old - new:  # what hung together with it may have come apart
            self.ledger.mark("relink", (row[0] for row in self.ledger.rows("SELECT id FROM names WHERE hash = ?", key).fetchall()))
        self.ledger.mark("relink", [id])

    def relink(self, id: str) -> None:
        """Link all that hangs together with an id, unless that is done."""
        if self.ledger.rows("SELECT 1 FROM dirty WHERE kind = 'relink' AND id = ?", id).fetchone() is None:
            return
        group = self.hanging_together(id)
        if not group:  # no article mentions it any more
            self.settle(id, id, "")
        elif len(group) > 1 or self.authority is not None:
            for key, found in canonical_ids(group.values(), self.authority).items():
                self.settle(key, found.id, f"{found.rule}: {found.reason}" if found.id != key else "")
        else:
            self.settle(id, id, "")
        self.ledger.unmark("relink", {*group, id})

    def hanging_together(self, start: str) -> dict[str, EntitySketch]:
        """The sketches that chains of shared keys lead to, by id."""
        found: dict[str, EntitySketch] = {}
        asked: set[int] = set()
        waiting = [start]
        while waiting:
            id = waiting.pop()
            row = None if id in found else self.ledger.rows("SELECT sketch, keys FROM nodes WHERE id = ?", id).fetchone()
            if row is None:
                continue
            found[id] = read_sketch(row[0])
            for key in unpacked_numbers(row[1]):
                if key not in asked:
                    asked.add(key)
                    waiting += (other[0] for other in self.ledger.rows("SELECT id FROM names WHERE hash = ?", key))
        return found

    def settle(self, id: str, node: str, reason: str) -> None:
        """Say that an id belongs to a node; where that is new, what depends on it is to be done again."""
        before = self.ledger.rows("SELECT node, reason FROM linked WHERE id = ?", id).fetchone()
        if (before or (id, "")) == (node, reason):
            return
        if node == id:
            self.db.execute("DELETE FROM linked WHERE id = ?", (id,))
        else:
            self.db.execute("INSERT OR REPLACE INTO linked VALUES (?, ?, ?)", (id, node, reason))
        old = before[0] if before else id
        self.ledger.mark("node", [old, node])
        if old != node:
            self.db.execute(
                "INSERT OR REPLACE INTO todo SELECT r.ord, r.n, 1 FROM fillers f JOIN reports r ON r.n = f.n WHERE f.id = ?", (id,)
            )
