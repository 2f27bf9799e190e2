"""One happening said in two clauses of a sentence is one event: *won by a landslide, garnering 80 % of the vote*."""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.events import DraftEvent


def joined(events: list[DraftEvent]) -> list[DraftEvent]:
    """The events with elaborations taken into what they elaborate, order kept.

    A participial clause elaborates its main clause when both are of one class: the main clause's event takes its roles over.
    """
    out: list[DraftEvent] = []
    near: dict[int, list[int]] = {}  # clause -> places in `out` of its events, and of those of the clauses that hang on it
    for event in events:
        places = sorted({k for clause in around(event) for k in near.get(id(clause), ())})
        host = next((k for k in places if elaborates(event, out[k]) or elaborates(out[k], event)), None)
        if host is None:
            for clause in around(event):
                near.setdefault(id(clause), []).append(len(out))
            out.append(event)
        else:
            out[host] = together(out[host], event)
    return out


def around(event: DraftEvent) -> list[Clause]:
    """The clause of an event and the one on which it hangs."""
    return [event.clause] if event.clause.parent is None else [event.clause, event.clause.parent]


def elaborates(event: DraftEvent, main: DraftEvent) -> bool:
    """Whether `event` is told by a participle that hangs on the clause of `main`."""
    clause, verb = event.clause, event.clause.verb
    return (
        event.type == main.type
        and verb is not None
        and verb.tag_ == "VBG"
        and clause.link == "adverbial"
        and clause.mark == ""
        and clause.parent is main.clause
    )


def together(event: DraftEvent, more: DraftEvent) -> DraftEvent:
    """`event` with the roles of `more` that it has not got."""
    have = {role for role, _, _ in event.roles}
    extra = tuple(r for r in more.roles if r[0] not in have)
    codes = dict(more.codes) | dict(event.codes)
    return replace(event, roles=(*event.roles, *extra), codes=codes, score=max(event.score, more.score))
