"""Which reports are one event, kept up to date: a report is placed again only when something changed that it could join.

The rules are those of `graphbuilder.resolve.reports`: a report joins the first event, in order of publication, all of whose
earlier reports it fits. So its place depends on what stands before it in the blocks that it asks. When a cluster changes,
the later reports that share a block with it are placed again, and so on; all others stay where they are, and the
outcome is that of a build from scratch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from graphbuilder.graph.ledger import Ledger
from graphbuilder.graph.notes import number_of, packed_numbers, read_report, unpacked_numbers
from graphbuilder.resolve.fused import Decisions, Report, Rules
from graphbuilder.resolve.reports import asked_blocks, both_ways, filed_blocks, first_that_fits, partners, resolved

STEP = 2000
"""Reports that are placed in one transaction."""
KEPT = 1000
"""Reports that are kept in memory because the next ones may be compared with them, and a quarter of the blocks."""


class Clusters:
    """Brings the column `event` of the reports up to date; see `changed` for the clusters that are others now."""

    def __init__(self, ledger: Ledger, decisions: Decisions, rules: Rules, *, afresh: bool) -> None:
        """Take where to work; `afresh` says that nothing is placed yet, so that nothing needs to be placed again."""
        self.ledger, self.decisions, self.rules, self.afresh = ledger, decisions, rules, afresh
        self.apart, self.together = both_ways(decisions.apart), partners(decisions.together)
        self.reach = widest_reach(rules)
        self.changed: set[int] = set()
        self.spread: set[int] = set()
        self.report = lru_cache(maxsize=KEPT)(self.read)
        self.number = lru_cache(maxsize=4 * KEPT)(number_of)

    def run(self) -> None:
        """Place what is to be placed; afresh in several transactions, else in one."""
        if self.afresh:
            while self.step(STEP):
                pass
            return
        with self.ledger.records.changing():
            while self.step(1):  # one by one: placing a report may put others on the list
                pass

    def step(self, count: int) -> bool:
        """Place the next ones; whether there were any."""
        rows = self.ledger.rows("SELECT ord, n, changed FROM todo ORDER BY ord, n LIMIT ?", count).fetchall()
        with self.ledger.records.changing():
            for order, n, changed in rows:
                self.place(n, order, bool(changed))
            self.ledger.db.executemany("DELETE FROM todo WHERE ord = ? AND n = ?", [row[:2] for row in rows])
        return bool(rows)

    def place(self, n: int, order: str, changed: bool) -> None:
        """Find the cluster of one report; see to what that changes for later ones."""
        gone, before, filed, asked = self.ledger.rows("SELECT gone, event, filed, asked FROM reports WHERE n = ?", n).fetchone()
        old_filed, old_asked = unpacked_numbers(filed or b""), unpacked_numbers(asked or b"")
        new_filed: tuple[int, ...] = ()
        new_asked: tuple[int, ...] = ()
        now: int | None
        if gone:
            now = None
        elif changed:
            report = self.report(n)
            now = self.found(n, order, report)
            new_filed, new_asked = self.blocks(report)
        else:
            now, new_filed, new_asked = self.found(n, order, self.report(n)), old_filed, old_asked
        self.write(n, bool(gone), before, now, old_filed, new_filed, new_asked)
        if changed or now != before or before in self.changed or now in self.changed:
            self.tell(order, [before, now], (*old_asked, *new_asked))

    def found(self, n: int, order: str, report: Report) -> int:
        """The cluster that the report joins: the number of its first report, its own when it joins none."""
        wanted = self.placed_partners(report.key, order)
        if wanted:
            return wanted[0]
        numbers = {self.number(*block) for block in asked_blocks(report, self.rules)}
        near = [(event, self.members(event, order)) for event in self.near(numbers, order)]
        joined = first_that_fits(report, near, self.apart, self.rules)
        return n if joined is None else joined

    def near(self, blocks: Iterable[int], order: str) -> list[int]:
        """The clusters that have an earlier report in one of these blocks, in the order of their first reports."""
        numbers = list(blocks)
        marks = ", ".join("?" * len(numbers))
        sql = f"""SELECT f.n FROM reports f WHERE f.n IN (
            SELECT r.event FROM blocks b CROSS JOIN reports r WHERE b.hash IN ({marks}) AND r.n = b.n AND r.ord < ?) ORDER BY f.ord, f.n"""
        return [row[0] for row in self.ledger.rows(sql, *numbers, order)]

    def members(self, event: int, order: str) -> list[Report]:
        """The reports of a cluster that stand before a place in the order."""
        sql = "SELECT n FROM reports WHERE event = ? AND ord < ? AND gone = 0 ORDER BY ord"
        return [self.report(row[0]) for row in self.ledger.rows(sql, event, order).fetchall()]

    def placed_partners(self, key: str, order: str) -> list[int]:
        """The clusters of earlier reports with which a curator has put the report together."""
        found = []
        for other in sorted(self.together.get(key, ())):
            row = self.ledger.rows("SELECT event FROM reports WHERE key = ? AND ord < ? AND gone = 0", other, order).fetchone()
            if row and row[0] is not None:
                found.append(row[0])
        return sorted(found, key=lambda event: str(self.ledger.rows("SELECT ord FROM reports WHERE n = ?", event).fetchone()[0]))

    def blocks(self, report: Report) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where the report is looked for, and where those look who may find it."""
        filed = filed_blocks(report, self.rules)
        wide = Rules(days={report.event.type: self.reach.get(self.rules.lineage(report.event.type)[-1], 0)}, above=self.rules.above)
        asked = asked_blocks(report, wide)
        return tuple(sorted({self.number(*b) for b in filed})), tuple(sorted({self.number(*b) for b in asked}))

    def write(
        self, n: int, gone: bool, before: int | None, now: int | None,
        old_filed: tuple[int, ...], filed: tuple[int, ...], asked: tuple[int, ...],
    ) -> None:  # fmt: skip
        """Write where a report is now."""
        run = self.ledger.db
        if gone:
            run.execute("DELETE FROM reports WHERE n = ?", (n,))
            run.execute("DELETE FROM fillers WHERE n = ?", (n,))
        elif now != before or filed != old_filed:
            values = (now, packed_numbers(filed), packed_numbers(asked), n)
            run.execute("UPDATE reports SET event = ?, filed = ?, asked = ? WHERE n = ?", values)
        if filed != old_filed:
            run.executemany("DELETE FROM blocks WHERE hash = ? AND n = ?", [(h, n) for h in set(old_filed) - set(filed)])
            run.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", [(h, n) for h in filed if h not in old_filed])

    def tell(self, order: str, events: Iterable[int | None], asked: Iterable[int]) -> None:
        """These clusters are others than before: later reports that look where they are found are to be placed again."""
        if self.afresh:
            return
        found = {event for event in events if event is not None}
        self.changed |= found
        self.ledger.mark("event", map(str, sorted(found)))
        places = set(asked)
        for event in found:
            for row in self.ledger.rows("SELECT asked FROM reports WHERE event = ? AND ord <= ?", event, order):
                places.update(unpacked_numbers(row[0] or b""))
        later = """INSERT OR IGNORE INTO todo SELECT r.ord, r.n, 0 FROM blocks b CROSS JOIN reports r
            WHERE b.hash = ? AND r.n = b.n AND r.ord > ? AND r.event IS NOT NULL"""
        self.ledger.db.executemany(later, [(place, order) for place in sorted(places - self.spread)])
        self.spread |= places

    def read(self, n: int) -> Report:
        """A report, with nodes for entity ids."""
        data = self.ledger.rows("SELECT data FROM reports WHERE n = ?", n).fetchone()[0]
        return resolved(read_report(data), self.decisions.canonical)

    def reports_of(self, event: int) -> list[Report]:
        """The reports of a cluster, in order of publication; none for one that is no more."""
        rows = self.ledger.rows("SELECT n FROM reports WHERE event = ? ORDER BY ord", event).fetchall()
        return [self.report(row[0]) for row in rows]


def widest_reach(rules: Rules) -> Mapping[str, int]:
    """Broadest type -> the most days that any type below it reaches."""
    found: dict[str, int] = {}
    for event_type, days in rules.days.items():
        broadest = rules.lineage(event_type)[-1]
        found[broadest] = max(days, found.get(broadest, 0))
    return found
