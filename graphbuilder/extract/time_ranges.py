"""The values of ranges within a month, between years and between hours, and of dates in figures.

Each function without an underscore is named in the `make` of a rule of `data/times.yml`.
"""

from __future__ import annotations

from datetime import date

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.time_calendar import calendar
from graphbuilder.extract.time_clock import clock_of
from graphbuilder.extract.time_context import Context, Reading, context_without, dated
from graphbuilder.extract.time_lengths import count_of, grain_of
from graphbuilder.extract.time_years import said_year


def day_range(context: Context) -> Reading | None:
    """*June 3-5, 2021*, *3 to 5 June*."""
    first = calendar(context_without(context, "day2", "daypart"))
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
    last = first.start.replace(day=last_day)
    if "daypart" in context:  # the night of 8-9 June
        return Reading("TIME", f"{first.value}T{context.value('daypart', 'DAYPART')}", first.start, last, "D")
    return Reading("DATE", value, first.start, last, "")


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
    first = 1 if context.word("which").lower() in ("first", "opening") else 13 - count
    period = periods.months(year, first, count, f"{year:04}-{first:02}/{year:04}-{first + count - 1:02}", "")
    return dated(period)


def short_year(context: Context) -> Reading | None:
    """*in '08*, *the class of '99*."""
    form = context.word("year")
    if len(form) != 2:
        return None
    ahead = context.anchor.year % 100 if context.anchor else 30
    return dated(periods.year(int(form) + (2000 if int(form) <= ahead else 1900)))



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


def clock_range(context: Context) -> Reading | None:
    """*from 10 to 11.30am*, *between 9 and 10 p.m. on Monday*."""
    end = calendar(context_without(context, "clock1"))
    begin = clock_of(context, "clock1")
    if end is None or begin is None:
        return None
    day, _, at = end.value.partition("T")
    if begin > at:  # 10 to 2 p.m.
        begin = clock_of(context, "clock1", bare=True)
    return Reading("TIME", f"{day}T{begin}/{day}T{at}", end.start, end.end)


def nine_eleven(context: Context) -> Reading | None:
    """*the Sept. 11 attacks*: of 2001, whatever year it is."""
    return dated(periods.day(date(2001, 9, 11))) if context.word("day") == "11" else None
