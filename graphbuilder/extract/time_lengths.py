"""Lengths of time: durations, ranges of them, and stretches that end or begin on the day of writing.

The functions without an underscore that take a context alone are named in the `make` of rules of `data/times.yml`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.number_words import read_number
from graphbuilder.extract.time_calendar import UNIT_CLASSES
from graphbuilder.extract.time_context import Context, Reading

CLOCK_UNITS = ("H", "TM", "S")
DESIGNATOR = {"TM": "M", "F": "W"}  # minutes are PT..M, a fortnight is two weeks
HALVES = {"H": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y", "TM": "PT30S"}


def period_value(count: str, grain: str) -> str:
    """A TIMEX3 duration.

    >>> period_value("3", "M"), period_value("90", "TM"), period_value("0.5", "H"), period_value("X", "D")
    ('P3M', 'PT90M', 'PT30M', 'PXD')
    """
    if count == "0.5" and grain in HALVES:
        return HALVES[grain]
    if grain == "F" and count != "X":
        count = str(2 * Decimal(count))
    return f"P{'T' if grain in CLOCK_UNITS else ''}{count}{DESIGNATOR.get(grain, grain)}"


def grain_of(context: Context) -> str:
    """The unit that a match counts in."""
    return str(context.value("unit", *UNIT_CLASSES))


def count_of(context: Context, slot: str = "n") -> Decimal | None:
    """How many units; one where no number is said."""
    if slot not in context:
        return Decimal(1)
    return read_number(context.forms(slot), context.grammar)


def duration(context: Context) -> Reading | None:
    """*three months*, *a five-day*, *half an hour*, *two and a half years*; *a week* only behind a word that measures."""
    grain, count = grain_of(context), count_of(context)
    if "quarterof" in context:
        return Reading("DURATION", "P25Y")
    if count is None or not _measures(context, grain) or _is_quoted(context):
        return None
    if "half" in context:
        count += Decimal("0.5")
    return Reading("DURATION", period_value(str(count.normalize() if count < 10 else count), grain))


def _is_quoted(context: Context) -> bool:
    """*'60 minutes'*; but *the miners' 45-minute commute*."""
    at = context.match.first
    return context.grammar.has("APOS", context.before()) and context.words.ends[at - 1] == context.words.starts[at]


def _measures(context: Context, grain: str) -> bool:
    """Whether *a week*, *one day*, *a second*, *three quarters* is a length of time here."""
    forms = [form.lower() for form in context.forms("n")] if "n" in context else []
    unit = context.word("unit").lower()
    if (
        (unit == "second" and forms in (["a"], ["an"]))
        or unit == "quarter"
        or (unit == "quarters" and context.after() == "of")
    ):
        return False
    if forms in (["a"], ["an"], ["one"], ["a", "half"], ["half"]):
        hyphen = (
            "-"
            in context.words.text[
                context.words.starts[context.match.first] : context.words.ends[context.match.last - 1]
            ]
        )
        return (
            hyphen
            or context.words.forms[context.match.last : context.match.last + 2] == ["on", ","]
            or context.after() in ("after", "before")
            or (context.before() == "of" and context.grammar.has("STRETCHNOUN", context.before(2)))
            or context.grammar.has("DURING", context.before())
            or context.after() == "of"
            or (forms == ["half"] and "half" in context)
        )
    return True


def durations(context: Context) -> Reading | None:
    """*two years and three months*."""
    first, second = grain_of(context), str(context.value("unit2", *UNIT_CLASSES))
    order = ["ML", "CE", "DE", "Y", "M", "W", "D", "H", "TM", "S"]
    counts = count_of(context), count_of(context, "n2")
    if None in counts or first not in order or second not in order or order.index(first) >= order.index(second):
        return None
    one, two = period_value(str(counts[0]), first), period_value(str(counts[1]), second)[1:]
    return Reading("DURATION", one + (two.removeprefix("T") if "T" in one else two))


def duration_range(context: Context) -> Reading | None:
    """*two to three weeks*."""
    grain, low, high = grain_of(context), count_of(context), count_of(context, "n2")
    if low is None or high is None or low >= high:
        return None
    if (
        "and" in [f.lower() for f in context.words.forms[context.match.first : context.match.last]]
        and context.before() != "between"
    ):
        return None
    return Reading("DURATION", f"{period_value(str(low), grain)}/{period_value(str(high), grain)}")


def vague_duration(context: Context) -> Reading | None:
    """*several weeks*, *for decades*: a length that is not said."""
    if grain_of(context) in ("S", "Q", "WE"):
        return None
    return Reading("DURATION", period_value("X", grain_of(context)))


def long_word(context: Context) -> Reading | None:
    """*monthlong*."""
    return Reading("DURATION", str(context.value("word", "LONGWORD")))


def whole(context: Context) -> Reading | None:
    """*all day*."""
    return (
        Reading("DURATION", period_value("1", grain_of(context))) if grain_of(context) not in ("S", "TM", "Q") else None
    )


def stretch(context: Context) -> Reading | None:
    """*the past three years*, *the next five days*, *the past decade*: a length that ends or begins on the day of writing."""
    grain, side = grain_of(context), context.word("side").lower()
    count = read_number(context.forms("n"), context.grammar) if "n" in context else Decimal(1)
    if grain == "S":
        return None
    length = period_value("X" if count is None else str(count), grain)
    anchor = context.anchor
    if anchor is None or side in ("previous", "preceding", "following"):
        return Reading("DURATION", length)
    if side in ("past", "last"):
        return Reading("DURATION", length, None if count is None else moved_by(anchor, grain, -count), anchor)
    return Reading("DURATION", length, anchor, None if count is None else moved_by(anchor, grain, count))


def moved_by(anchor: date, grain: str, count: Decimal) -> date:
    """A day moved by a length; hours and less count as the days that they can reach into."""
    if grain in CLOCK_UNITS:
        days = max(1, -(-int(abs(count)) // 24)) if grain == "H" else 1
        return periods.plus_days(anchor, days if count > 0 else -days)
    return periods.moved(anchor, grain, int(count))
