"""The values of time expressions that are no plain stretch of the calendar: offsets, durations, sets, ranges, vague ones.

Each function is named in the `make` of a rule of `data/times.yml`; it returns None when the words turn out not to be a time, and the
next rule that fits is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.time_calendar import WEEKDAY_CLASSES, calendar
from graphbuilder.extract.time_context import Context, Reading, context_without, dated
from graphbuilder.extract.time_direction import Direction
from graphbuilder.extract.time_holidays import nth_weekday
from graphbuilder.extract.time_lengths import (
    CLOCK_UNITS,
    count_of,
    duration,
    duration_range,
    durations,
    grain_of,
    long_word,
    moved_by,
    period_value,
    stretch,
    vague_duration,
    whole,
)
from graphbuilder.extract.time_periods import Period, unknown
from graphbuilder.extract.time_ranges import (
    clock_range,
    day_range,
    first_months,
    nine_eleven,
    short_year,
    slashed,
    year_range,
)
from graphbuilder.extract.time_sets import every, rate, set_word

UNKNOWN_MOMENT = "XXXX-XX-XXTXX:XX"
NOTHING = Reading("", "")  # words that only look like a time: passed over
FIRSTS = frozenset(
    {
        "first",
        "time",
        "worst",
        "best",
        "lowest",
        "highest",
        "biggest",
        "largest",
        "only",
        "longest",
        "second",
        "third",
        "coldest",
        "hottest",
    }
)


# --- from a day on


def offset(context: Context) -> Reading | None:
    """*three days ago*, *two years later*, *ten days from now*, *three weeks' time*."""
    grain, count = grain_of(context), count_of(context)
    if count is None:
        return None
    grain, count = in_whole_units(grain, count + Decimal("0.5") if "half" in context else count)
    if grain in CLOCK_UNITS and ("earlier" in context or "later" in context):
        return Reading("TIME", UNKNOWN_MOMENT)
    if "earlier" in context or "later" in context:
        return dated(_from_text(context, grain, int(count) if "later" in context else -int(count)))
    return _from_anchor(context, grain, count if "ahead" in context else -count)


FINER = {"Y": ("M", 12), "DE": ("Y", 10), "CE": ("Y", 100)}
"""What half a unit is counted in."""


def in_whole_units(grain: str, count: Decimal) -> tuple[str, Decimal]:
    """*48 hours ago* is two days ago, *a year and a half ago* 18 months.

    >>> in_whole_units("H", Decimal(48)), in_whole_units("Y", Decimal("1.5"))
    (('D', Decimal('2')), ('M', Decimal('18.0')))
    """
    if grain == "H" and count >= 24 and count % 24 == 0:
        return "D", count / 24
    if grain in FINER and count % 1:
        finer, size = FINER[grain]
        return finer, count * size
    return grain, count


def _from_anchor(context: Context, grain: str, count: Decimal) -> Reading:
    """Count from the day of writing; hours and less have no day of their own."""
    if grain in CLOCK_UNITS:
        value = UNKNOWN_MOMENT
        if context.anchor is None:
            return Reading("TIME", value)
        other = moved_by(context.anchor, grain, count)
        return Reading("TIME", value, min(context.anchor, other), max(context.anchor, other))
    if context.anchor is None:
        return dated(unknown(grain))
    if -count * periods.YEARS_OF.get(grain, 0) >= context.anchor.year:
        return Reading("DATE", "PAST_REF", None, context.anchor)  # 66 million years ago
    return dated(periods.shifted(context.anchor, grain, int(count)))


def _from_text(context: Context, grain: str, count: int) -> Period:
    """Count from the date that the text is at; it must be known as finely as the unit asks for. Years keep a named month."""
    at = context.reference
    if grain in CLOCK_UNITS or at is None or at.start is None:
        return unknown("D" if grain in CLOCK_UNITS else _whole_unit(grain))
    finer = {"D": ("D",), "W": ("D", "W"), "F": ("D", "W"), "M": ("D", "W", "M"), "WE": ("D", "W", "WE")}.get(grain)
    if finer is not None and at.grain not in finer:
        return unknown(_whole_unit(grain))
    if grain == "Y" and at.grain in ("M", "Q"):
        return periods.around(periods.moved(at.start, "Y", count), at.grain)
    return periods.around(periods.moved(at.start, grain, count), _whole_unit(grain))


def _whole_unit(grain: str) -> str:
    """The grain of what lies so many units away: half a century later is a year."""
    return "Y" if grain in ("DE", "CE", "ML") else grain


def vague_offset(context: Context) -> Reading | None:
    """*years ago*, *days later*."""
    kind = "TIME" if grain_of(context) in CLOCK_UNITS else "DATE"
    if "ago" in context:
        return Reading(kind, "PAST_REF", None, context.anchor)
    return Reading(kind, UNKNOWN_MOMENT if kind == "TIME" else unknown(grain_of(context)).value)


def week_of(context: Context) -> Reading | None:
    """*the first week of August*, *the last week of May*, *the week of October 7*."""
    base = calendar(context_without(context, "unit", "nthweek", "ended"))
    if base is None or base.start is None or base.end is None:
        return base if "nthweek" not in context else None
    if "unit" in context and grain_of(context) == "WE":
        return dated(periods.weekend(base.start))
    if "ended" in context:
        return Reading("DATE", periods.week(base.start).value, periods.plus_days(base.start, -6), base.start, "")
    if "nthweek" not in context:
        return dated(periods.week(base.start))
    step = int(context.value("nthweek", "NTHWEEK"))
    first = base.start if step > 0 else base.end
    first = periods.plus_days(first, 7 * (step - 1)) if step > 0 else periods.plus_days(first, -6)
    return Reading("DATE", base.value, first, periods.plus_days(first, 6), "")


def beyond(context: Context) -> Reading | None:
    """*the week after next*, *the year before last*."""
    grain = grain_of(context)
    if context.anchor is None:
        return dated(unknown(grain))
    return dated(periods.shifted(context.anchor, grain, 2 if context.word("beyond") == "after" else -2))


def offset_from(context: Context) -> Reading | None:
    """*two days after Christmas*, *a week before August 15*."""
    if context.before() == "for" and "side" in context and context.word("side") == "from":
        return None  # for 99 years from 1 April
    base = calendar(context_without(context, "unit", "n", "side"))
    grain, count = grain_of(context), count_of(context)
    if base is not None and base.start is not None and count is not None and _meets_a_day(context):
        behind = "weekday" in context and context.anchor is not None and base.start < context.anchor
        first = periods.plus_days(base.start, 7) if behind else base.start  # put off until a week on Tuesday: the Tuesday to come
        return dated(periods.day(periods.moved(first, grain, int(count))))
    if (
        base is None
        or base.start is None
        or count is None
        or grain in CLOCK_UNITS
        or (base.grain != "D" and grain != "Y")
    ):
        return None
    sign = -1 if context.word("side") == "before" else 1
    return dated(periods.around(periods.moved(base.start, grain, sign * int(count)), grain))


def vague_from(context: Context) -> Reading | None:
    """*hours before Sunday*, *days after the May 3 vote*: hours reach into the day beside it, longer units leave one side open."""
    base = calendar(context_without(context, "unit", "side"))
    grain, before = grain_of(context), context.word("side").lower() == "before"
    if base is None or base.start is None or base.end is None or base.grain not in ("D", "Y"):
        return None
    if grain in CLOCK_UNITS:
        beside = periods.plus_days(base.start, -1 if before else 1)
        return Reading("TIME", UNKNOWN_MOMENT, min(beside, base.start), max(beside, base.start))
    value = unknown(grain).value
    return Reading("DATE", value, None, base.start) if before else Reading("DATE", value, base.end, None)


def _meets_a_day(context: Context) -> bool:
    """*a week on Tuesday*, *a week today*, *two weeks from Friday*: a day; *two weeks after May 3* is a week."""
    return "side" not in context or (context.word("side") == "from" and ("weekday" in context or "deictic" in context))


def ago_this(context: Context) -> Reading | None:
    """*ten years ago today*, *a year ago this month*."""
    count = count_of(context)
    grain = "D" if "thisday" in context else str(context.grammar.value("UNIT", context.word("thisunit")))
    if count is None or context.anchor is None:
        return dated(unknown(grain))
    return dated(periods.around(periods.moved(context.anchor, grain_of(context), -int(count)), grain))


def edge_day(context: Context) -> Reading | None:
    """*the first day of June*, *the last day of the year*."""
    base = calendar(context_without(context, "edge"))
    if base is None or base.start is None or base.end is None:
        return None if base is None else dated(unknown("D"))
    return dated(periods.day(base.start if context.word("edge").lower() in ("first", "opening") else base.end))



def offset_or_duration(context: Context) -> Reading | None:
    """*in three days*: a date when the sentence speaks of the future, a length in *the first in three years*."""
    recent = {context.before(k) for k in range(2, 6)}
    count = count_of(context)
    if count is None:
        return None
    if context.direction() is Direction.FUTURE and not recent & FIRSTS:
        return _from_anchor(context, grain_of(context), count)
    return duration(context)


def narrative(context: Context) -> Reading | None:
    """*the next day*, *the following year*, *that week*, *the day before*: seen from the date that the text is at."""
    grain = (
        {"evening": "D", "night": "D", "morning": "D", "afternoon": "D"}.get(context.word("unit").lower(), "")
        if "unit" in context
        else "D"
    )
    grain = grain or grain_of(context)
    if "same" in context:
        step = 0
    elif "narrative" in context:
        step = int(context.value("narrative", "NARRATIVE"))
    else:
        step = -1 if "before" in context else 1
    if grain not in periods.UNKNOWN:
        return None
    is_next = "narrative" in context and context.word("narrative").lower() == "next"
    if is_next and grain != "D" and context.grammar.has("DURING", context.before(2)):
        return _next_stretch(context, grain)
    return dated(_from_text(context, grain, step))


def same_last_year(context: Context) -> Reading | None:
    """*the same month last year*, *the same quarter a year earlier*: of the month that the text is at, else of that of writing."""
    grain, at = grain_of(context), context.reference
    start = at.start if at is not None and at.grain in (grain, "D") else None
    start = start or context.anchor
    if start is None:
        return dated(unknown(grain))
    return dated(periods.around(periods.moved(start, "Y", -1), grain))


def _next_stretch(context: Context, grain: str) -> Reading:
    """*over the next year*."""
    end = periods.moved(context.anchor, grain, 1) if context.anchor else None
    return Reading("DURATION", period_value("1", grain), context.anchor, end)








def nth_weekday_of(context: Context) -> Reading | None:
    """*the second Tuesday in November*."""
    which = -1 if context.word("nth").lower() == "last" else context.number("nth")
    weekday = int(context.value("weekday", *WEEKDAY_CLASSES))
    base = calendar(context_without(context, "nth", "weekday"))
    if base is None or base.start is None or not which <= 5:
        return base
    found = nth_weekday(base.start.year, base.start.month, weekday, which)
    return dated(periods.day(found)) if found.month == base.start.month else None




def overnight(context: Context) -> Reading | None:
    """*overnight*: the night before the day of writing."""
    if context.anchor is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    return Reading("TIME", f"{context.anchor.isoformat()}TNI", periods.plus_days(context.anchor, -1), context.anchor)


def fiscal(context: Context) -> Reading | None:
    """*fiscal year 2017*: when it begins depends on who keeps the books, so it has no bounds."""
    year = context.word("year")
    first = f"FY20{year}" if len(year) == 2 else f"FY{year}"
    if "year2" not in context:
        return Reading("DATE", first)
    second = context.word("year2")
    return Reading("DATE", f"{first}/FY{year[:2] + second if len(second) == 2 else second}")


def anno(context: Context) -> Reading | None:
    """*AD 79*."""
    return dated(periods.year(int(context.word("year"))))


def before_christ(context: Context) -> Reading | None:
    """*480 BC*."""
    return Reading("DATE", f"BC{int(context.word('year')):04}")


def nothing(context: Context) -> Reading | None:
    """Names with a time in them: Saturday Night Live."""
    return NOTHING


# --- vague


def vague(context: Context) -> Reading | None:
    """*now*, *recently*, *soon*, *the past*, *the future*."""
    if "present" in context and context.before() == "the" and context.before(2) not in ("at", "for"):
        return None
    if "present" in context:
        return Reading("DATE", "PRESENT_REF", context.anchor, context.anchor)
    if "past" in context:
        return Reading("DATE", "PAST_REF", None, context.anchor)
    return Reading("DATE", "FUTURE_REF", context.anchor, None)


MAKERS: Mapping[str, Callable[[Context], Reading | None]] = {
    f.__name__: f
    for f in (
        ago_this,
        anno,
        before_christ,
        beyond,
        calendar,
        clock_range,
        day_range,
        duration,
        duration_range,
        durations,
        edge_day,
        every,
        first_months,
        fiscal,
        long_word,
        narrative,
        nothing,
        nine_eleven,
        nth_weekday_of,
        offset,
        offset_from,
        offset_or_duration,
        overnight,
        rate,
        same_last_year,
        set_word,
        short_year,
        slashed,
        stretch,
        vague,
        vague_duration,
        vague_from,
        vague_offset,
        week_of,
        whole,
        year_range,
    )
}
"""What the rules of `data/times.yml` may name."""
