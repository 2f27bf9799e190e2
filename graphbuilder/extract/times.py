"""Time expressions of a text: TIMEX3 type and value (TimeML 1.2.1, ISO 24617-1), with the first and last day that they can mean.

The grammar is `data/times.yml`; `time_calendar`, `time_lengths` and `time_readings` give its matches their values.
Prepositions are no part of an expression (*since 2016* is the expression *2016*), as in TimeML; two of one kind joined
by *to*, *and* or a dash are one interval (ISO 8601-2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from graphbuilder.extract.time_context import Context, Reading
from graphbuilder.extract.time_direction import Direction
from graphbuilder.extract.time_lengths import moved_by
from graphbuilder.extract.time_periods import Period
from graphbuilder.extract.time_readings import MAKERS, NOTHING
from graphbuilder.extract.word_patterns import Grammar, Match, Words, split_words
from graphbuilder.model import TimeExpression

REFERENCE_REACH = 400  # characters that a named date is remembered for "the next day"
ARTICLED = ("NTH", "ORDINAL", "BORDER", "Fourth", "NARRATIVE")  # classes of first words that take "the" along
JOINTS = frozenset({"to", "-", "–", "through", "until", "till", "and"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading and the words that it covers."""

    first: int
    last: int
    reading: Reading
    match: Match


@cache
def grammar() -> Grammar:
    """The grammar of time expressions, read once."""
    return Grammar("numbers.yml", "times.yml")


@lru_cache(maxsize=1024)
def anchor_of(published: str | None) -> date | None:
    """The day of publication, from ISO 8601 or a printed date; None when unknown or without a year.

    >>> anchor_of("2020-11-17T08:00:00Z"), anchor_of("7:58 AM ET, Sat January 3, 2015"), anchor_of(None)
    (datetime.date(2020, 11, 17), datetime.date(2015, 1, 3), None)
    """
    if not published:
        return None
    days = (t for t in read_times(published, None) if t.earliest is not None and t.earliest == t.latest)
    return next((date.fromisoformat(t.earliest) for t in days if t.earliest is not None), None)


def read_times(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in text order, without overlaps.

    Args:
        text: plain text; offsets are code points, half-open.
        anchor: the day of publication. Without it, what is relative to it has no bounds and a value with XXXX.

    Returns:
        Expressions with bounds as inclusive ISO dates, None where not known. A date without a year or a weekday is the
        nearest before the anchor (or on it), unless its sentence speaks of the future.

    >>> [(t.text, t.value) for t in read_times("Last Friday he won in the August 9 election.", date(2020, 11, 17))]
    [('Last Friday', '2020-11-13'), ('August 9', '2020-08-09')]
    """
    words = split_words(text)
    found = _joined(_find(words, anchor), words)
    return tuple(_expression(each, words) for each in found)


def shift_to_future(expression: TimeExpression, anchor: date | None) -> TimeExpression:
    """Read a date without a year, or a weekday, as the next one instead of the last one; any other expression stays as it is.

    >>> (friday,) = read_times("Friday", date(2020, 11, 17))
    >>> friday.value, shift_to_future(friday, date(2020, 11, 17)).value
    ('2020-11-13', '2020-11-20')
    """
    if anchor is None or expression.latest is None or expression.latest >= anchor.isoformat():
        return expression
    words = split_words(expression.text)
    found = _joined(_find(words, anchor, Direction.FUTURE), words)
    if len(found) != 1 or found[0].reading.start is None or found[0].reading.start < anchor:
        return expression
    again = _expression(found[0], words)
    return replace(expression, value=again.value, earliest=again.earliest, latest=again.latest)


def length_ahead(expression: TimeExpression, anchor: date) -> TimeExpression:
    """Read a length as the time from the day of writing on: *will expel them within a week*.

    >>> (week,) = read_times("It will end within two weeks.", None)
    >>> length_ahead(week, date(2020, 11, 17)).latest
    '2020-12-01'
    """
    found = re.fullmatch(r"P(T?)(\d+)(DE|[DWMYHS])", expression.value or "")
    if found is None or expression.earliest or expression.latest:
        return expression
    grain = "TM" if found[1] and found[3] == "M" else found[3]
    latest = moved_by(anchor, grain, Decimal(found[2]))
    return replace(expression, earliest=anchor.isoformat(), latest=latest.isoformat())


def _find(words: Words, anchor: date | None, forced: Direction | None = None) -> list[_Found]:
    """Take the matches from left to right; the first that has a value wins its words."""
    rules = grammar()
    out: list[_Found] = []
    reference: Period | None = None
    reference_end = taken = 0
    for match in rules.matches(rules.encode(words)):
        if match.first < taken:
            continue
        at = reference if words.starts[match.first] - reference_end <= REFERENCE_REACH else None
        reading = MAKERS[match.rule.make](Context(rules, words, match, anchor, at, forced))
        if reading is None:
            continue
        taken = match.last
        if reading is NOTHING:
            continue
        first = match.slots[match.rule.settings["inner"]][0] if "inner" in match.rule.settings else match.first
        out.append(_Found(first, match.last, reading, match))
        if reading.grain and reading.start is not None:
            reference = Period(reading.value[:10], reading.start, reading.end, reading.grain)
            reference_end = words.ends[match.last - 1]
    return out


def _joined(found: list[_Found], words: Words) -> list[_Found]:
    """Make one interval of *2010 to 2015*, *between March and May*, *from Monday to Wednesday*."""
    out: list[_Found] = []
    for each in found:
        if out and (both := _range(out[-1], each, words)) is not None:
            out[-1] = both
        else:
            out.append(each)
    return out


def _range(left: _Found, right: _Found, words: Words) -> _Found | None:
    """The interval of two expressions of one grain with a joint between them; the left one takes the right one's year."""
    if right.first - left.last != 1 or not left.reading.grain or left.reading.grain != right.reading.grain:
        return None
    joint = words.forms[left.last].lower()
    opener = words.forms[left.first - 1].lower() if left.first else ""
    if joint not in JOINTS or (joint == "and") != (opener == "between") or left.reading.type != right.reading.type:
        return None
    if joint in ("until", "till") and opener != "from" and _are_days(left, right):
        return None  # extended it last Thursday until June 1
    if joint == "to" and opener not in ("from", "") and left.reading.grain not in ("Y", "M", "D"):
        return None
    begin = _with_year_of(left, right, words)
    end = right.reading
    if begin.start is not None and end.start is not None and begin.start > end.start:
        return None
    if end.type == "TIME" and end.start is None and begin.start is not None:  # Sunday, 10am to 6pm
        end = replace(end, value=begin.value.partition("T")[0] + end.value[end.value.index("T") :], end=begin.end)
    reading = Reading(end.type, f"{begin.value}/{end.value}", begin.start, end.end, "")
    return _Found(left.first, right.last, reading, right.match)


def _are_days(left: _Found, right: _Found) -> bool:
    """Whether both are days, which *until* alone does not join."""
    return left.reading.type == right.reading.type == "DATE" and left.reading.grain == right.reading.grain == "D"


def _with_year_of(left: _Found, right: _Found, words: Words) -> Reading:
    """*January* in *January to November 2016*, *Monday* in *Monday to Wednesday*: read again as seen from the right end."""
    end = right.reading
    if "year" in left.match.slots or end.end is None or left.reading.start is None:
        return left.reading
    context = Context(grammar(), words, left.match, end.end, None, Direction.PAST)
    return MAKERS[left.match.rule.make](context) or left.reading


def _expression(found: _Found, words: Words) -> TimeExpression:
    """The record; a preceding "the" belongs to the expression where its rule says so."""
    first, last = found.first, found.last
    if first and words.forms[first - 1].lower() == "the" and _takes_article(found, words.forms[first]):
        first -= 1
    if words.forms[last - 1] == "." and last - first > 1:
        last -= 1
    start, end = words.starts[first], words.ends[last - 1]
    reading = found.reading
    return TimeExpression(
        start=start,
        end=end,
        text=words.text[start:end],
        type=reading.type,
        value=reading.value,
        earliest=reading.start.isoformat() if reading.start else None,
        latest=reading.end.isoformat() if reading.end else None,
    )


def _takes_article(found: _Found, form: str) -> bool:
    """*the 21st of October*, *the end of March*; but the August 9 election."""
    return bool(found.match.rule.settings.get("the")) or any(grammar().has(name, form) for name in ARTICLED)
