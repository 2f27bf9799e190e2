"""How far one event lies from another: *a day after police searched her flat*, *ten months after it seized power in April 2020*.

A length is kept at its own grain: a day after a day is a day, three weeks after one is a week, ten months after a month is a month.
Lengths that are told vaguely (*hours after*, *days after*) tell only which came first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphbuilder.extract.slots import Clause
from graphbuilder.extract.time_periods import moved, shifted
from graphbuilder.model import EventTime, TimeExpression

Distance = tuple[int, str]
"""A number of units, negative for those before, and the unit: D, W, M or Y."""

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_SIGNS = {"after": 1, "before": -1}


def distance(lower: Clause, near: Sequence[TimeExpression]) -> Distance | None:
    """*two days after police searched her flat*: how far the clause above lies from a subordinate one; None where that is not told."""
    sign = _SIGNS.get(lower.mark)
    mark = next((c for c in lower.head.children if c.dep_ == "mark" and c.lower_ == lower.mark), None)
    if sign is None or mark is None or mark.i == 0:
        return None
    said = next((t for t in near if t.type == "DURATION" and t.start <= mark.nbor(-1).idx < t.end), None)
    length = _LENGTH.fullmatch(said.value or "") if said is not None else None
    return (sign * int(length[1]), length[2]) if length is not None else None


def moved_by(time: EventTime, length: Distance) -> EventTime | None:
    """The time that lies so far from another; None where that is open to one side.

    >>> moved_by(EventTime(value="2023-08-13", earliest="2023-08-13", latest="2023-08-13"), (1, "D")).earliest
    '2023-08-14'
    >>> found = moved_by(EventTime(value="2020-04", earliest="2020-04-01", latest="2020-04-30"), (10, "M"))
    >>> found.earliest, found.latest
    ('2021-02-01', '2021-02-28')
    """
    if time.earliest is None or time.latest is None:
        return None
    count, grain = length
    first, last = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
    if first == last and grain != "D":
        period = shifted(first, grain, count)
        if period.start is None or period.end is None:
            return None
        return replace(time, value=period.value, earliest=period.start.isoformat(), latest=period.end.isoformat())
    start, end = moved(first, grain, count).isoformat(), moved(last, grain, count).isoformat()
    return EventTime(value=start if start == end else f"{start}/{end}", earliest=start, latest=end)
