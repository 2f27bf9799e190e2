"""What a person decided about identity: which nodes are one, which are not. Kept in a file of the store, applied at every fuse.

One line of JSON for each decision, in the order in which they were made; a later one overrides an earlier one. Events
are named by the keys of their reports, which follow from the articles alone, so decisions survive rebuilding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from graphbuilder.errors import StoreError
from graphbuilder.resolve.fused import Decisions

FILE = "decisions.jsonl"
BY_HAND = "a curator's decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision.

    Attributes:
        action: "split" takes the first of `keys` out of what the others are; "merge" makes all one, named by the first.
        kind: "entity" (keys are entity ids) or "event" (keys are those of reports).
        reason: why, in the curator's words, "" when not said.
    """

    action: str
    kind: str
    keys: tuple[str, ...]
    reason: str = ""


def read_decisions(folder: Path) -> list[Decision]:
    """Give the decisions of a store, oldest first.

    Raises:
        StoreError: a line is no decision.
    """
    path = folder / FILE
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            fields = json.loads(line)
            decision = Decision(**{**fields, "keys": tuple(fields["keys"])})
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{path}, line {number}: not a decision ({error}). Correct the line or delete it.") from error
        if decision.action not in ("split", "merge") or decision.kind not in ("entity", "event"):
            raise StoreError(f"{path}, line {number}: {decision.action} {decision.kind}; write split or merge, entity or event.")
        found.append(decision)
    return found


def add_decision(folder: Path, decision: Decision) -> None:
    """Append a decision to those of a store.

    Raises:
        StoreError: the file cannot be written.
    """
    line = json.dumps(asdict(decision), ensure_ascii=False)
    try:
        with (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise StoreError(f"{folder / FILE}: cannot be written: {error.strerror}.") from error


def apply_decisions(linked: Decisions, decisions: Iterable[Decision]) -> Decisions:
    """Give what the linker decided, as a curator corrected it.

    >>> linked = Decisions(canonical={"person/b": "person/a"})
    >>> dict(apply_decisions(linked, [Decision(action="split", kind="entity", keys=("person/b",))]).canonical)
    {}
    """
    for decision in decisions:
        if decision.kind == "event":
            linked = _event_decision(linked, decision)
        elif decision.action == "merge":
            linked = _entity_merge(linked, decision)
        else:
            linked = _entity_split(linked, decision)
    return linked


def _event_decision(linked: Decisions, decision: Decision) -> Decisions:
    first, *others = decision.keys
    pairs = frozenset((first, other) for other in others)
    both_ways = pairs | {(b, a) for a, b in pairs}
    if decision.action == "merge":
        return replace(linked, together=linked.together | pairs, apart=linked.apart - both_ways)
    return replace(linked, apart=linked.apart | pairs, together=linked.together - both_ways)


def _entity_merge(linked: Decisions, decision: Decision) -> Decisions:
    canonical, reasons = dict(linked.canonical), dict(linked.reasons)
    node = canonical.get(decision.keys[0], decision.keys[0])
    moved = {canonical.get(key, key) for key in decision.keys} - {node}
    for member in sorted(moved | {key for key, at in canonical.items() if at in moved}):
        canonical[member] = node
        reasons[member] = _said(decision)
    return replace(linked, canonical=canonical, reasons=reasons, curated=linked.curated | moved)


def _entity_split(linked: Decisions, decision: Decision) -> Decisions:
    """Take one id out of its node; when the node bears its name, the others get that of the first of them."""
    out = decision.keys[0]
    canonical = dict(linked.canonical)
    rest = sorted(key for key, node in canonical.items() if node == out)
    canonical.pop(out, None)
    for member in rest:
        canonical[member] = rest[0]
    canonical = {key: node for key, node in canonical.items() if key != node}
    reasons = {key: reason for key, reason in linked.reasons.items() if key in canonical}
    return replace(linked, canonical=canonical, reasons=reasons, curated=linked.curated - {out})


def _said(decision: Decision) -> str:
    return f"{BY_HAND}: {decision.reason}" if decision.reason else BY_HAND
