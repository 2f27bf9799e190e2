"""The values of time expressions that are no plain stretch of the calendar: offsets, durations, sets, ranges, vague ones.

Each function is named in the `make` of a rule of `data/times.yml`; it returns None when the words turn out not to be a time, and the
next rule that fits is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.time_calendar import calendar
from graphbuilder.extract.time_context import Context, Reading, dated
from graphbuilder.extract.time_direction import Direction
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
from graphbuilder.extract.time_sets import every, rate, set_word
from graphbuilder.extract.time_years import said_year

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
    base = calendar(context_without(context, "unit", "nthweek"))
    if base is None or base.start is None or base.end is None:
        return base if "nthweek" not in context else None
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
    base = calendar(context_without(context, "unit", "n", "side"))
    grain, count = grain_of(context), count_of(context)
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


def context_without(context: Context, *slots: str) -> Context:
    """The same match without some slots."""
    match = context.match
    kept = {slot: where for slot, where in match.slots.items() if slot not in slots}
    return Context(
        context.grammar,
        context.words,
        type(match)(match.rule, match.first, match.last, kept),
        context.anchor,
        context.reference,
        context.forced,
    )


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


def _next_stretch(context: Context, grain: str) -> Reading:
    """*over the next year*."""
    end = periods.moved(context.anchor, grain, 1) if context.anchor else None
    return Reading("DURATION", period_value("1", grain), context.anchor, end)


# --- ranges


def day_range(context: Context) -> Reading | None:
    """*June 3-5, 2021*, *3 to 5 June*."""
    first = calendar(context_without(context, "day2"))
    if first is None or first.grain != "D":
        return None
    last_day = context.number("day2")
    if not context.number("day") < last_day <= 31:
        return None
    value = f"{first.value}/{first.value[:-2]}{last_day:02}"
    if first.start is None:
        return Reading("DATE", value, grain="D")
    end = periods.month(first.start.year, first.start.month).end
    if end is None or last_day > end.day:
        return None
    return Reading("DATE", value, first.start, first.start.replace(day=last_day), "")


def year_range(context: Context) -> Reading | None:
    """*2014-2018*, *1914-18*."""
    first, second = context.word("year"), context.word("year2")
    second = first[:2] + second if len(second) == 2 else second
    if len(second) != 4 or not int(first) < int(second) < int(first) + 200:
        return None
    return Reading("DATE", f"{first}/{second}", date(int(first), 1, 1), date(int(second), 12, 31))


def first_months(context: Context) -> Reading | None:
    """*the first nine months of 2012*."""
    year, count = said_year(context), int(count_of(context) or 0)
    if year is None or grain_of(context) != "M" or not 1 <= count <= 12:
        return None
    first = 1 if context.word("which").lower() == "first" else 13 - count
    period = periods.months(year, first, count, f"{year:04}-{first:02}/{year:04}-{first + count - 1:02}", "")
    return dated(period)


def slashed(context: Context) -> Reading | None:
    """*25/12/2016*, *9/11*, *2022/23*; where day and month could be either, only the year is known."""
    parts = context.word("slashed").split("/")
    numbers = [int(p) for p in parts]
    if parts == ["9", "11"]:
        return dated(periods.day(date(2001, 9, 11)))
    if len(parts) == 2:
        ahead = numbers[0] // 100 * 100 + numbers[1]
        if 1900 <= numbers[0] < 2100 and len(parts[1]) == 2 and ahead == numbers[0] + 1:
            return Reading("DATE", f"{numbers[0]}/{ahead}", date(numbers[0], 1, 1), date(ahead, 12, 31))
        return None
    if len(parts[0]) == 4:
        found = [_date(numbers[0], numbers[1], numbers[2])]
    elif len(parts[2]) == 4:
        found = [_date(numbers[2], numbers[0], numbers[1]), _date(numbers[2], numbers[1], numbers[0])]
    else:
        return None
    days = sorted({d for d in found if d is not None})
    if len(days) == 2:
        return Reading("DATE", f"{days[0].year:04}", days[0], days[1], "Y")
    return dated(periods.day(days[0])) if days else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def overnight(context: Context) -> Reading | None:
    """*overnight*: the night before the day of writing."""
    if context.anchor is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    return Reading("TIME", f"{context.anchor.isoformat()}TNI", periods.plus_days(context.anchor, -1), context.anchor)


def fiscal(context: Context) -> Reading | None:
    """*fiscal year 2017*: when it begins depends on who keeps the books, so it has no bounds."""
    return Reading("DATE", f"FY{context.word('year')}")


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
        before_christ,
        beyond,
        calendar,
        day_range,
        duration,
        duration_range,
        durations,
        every,
        first_months,
        fiscal,
        long_word,
        narrative,
        nothing,
        offset,
        offset_from,
        offset_or_duration,
        overnight,
        rate,
        set_word,
        slashed,
        stretch,
        vague,
        vague_duration,
        vague_offset,
        week_of,
        whole,
        year_range,
    )
}
"""What the rules of `data/times.yml` may name."""
