"""Expressions that name a stretch of the calendar: days, weeks, months, years, seasons, quarters, decades, centuries, and times of day.

The grammar captures what is said (month, day, weekday, part ...); here the period is found, case by case, then narrowed
(*early*, *later*) and given its time of day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.time_clock import clock_of
from graphbuilder.extract.time_context import Context, Reading, dated
from graphbuilder.extract.time_direction import Direction
from graphbuilder.extract.time_holidays import holiday_in
from graphbuilder.extract.time_periods import Period, unknown
from graphbuilder.extract.time_years import says_year, yearly

MONTH_CLASSES = ("MONTH", "MONTHWORD", "MONTHSHORT")
WEEKDAY_CLASSES = ("WEEKDAY", "WEEKDAYSHORT", "WEEKDAYS")
UNIT_CLASSES = ("UNIT", "UNITS")
SEASON_CLASSES = ("SEASON", "SEASONWORD")
CLOCK_CUES = frozenset(
    {"at", "by", "around", "about", "until", "till", "from", "before", "after", "since", "between", "to", "past"}
)


def calendar(context: Context) -> Reading | None:
    """The reading of an expression that names a period, perhaps with a time of day."""
    if context.before() == "." and context.grammar.has("HONORIFIC", context.words.forms[context.match.first - 2]):
        return None  # Ms. Summer
    period = next((case(context) for slot, case in CASES if slot in context), None)
    if period is None:
        period = _time_alone(context)
    if period is None:
        return None
    period = _narrowed(period, context)
    return _with_time_of_day(period, context)


# --- cases of periods, in the order in which they are tried


def _iso(context: Context) -> Period | None:
    try:
        return periods.day(date.fromisoformat(context.word("iso")[:10]))
    except ValueError:
        return None


def _dotted(context: Context) -> Period | None:
    """*17.11.2020*: the day comes first where dates have dots."""
    first, second, year = (int(part) for part in context.word("dotted").split("."))
    for month, day in ((second, first), (first, second)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return periods.day(date(year, month, day))
    return None


def _day_beyond(context: Context) -> Period | None:
    """*the day before yesterday*, *the day after tomorrow*."""
    step = int(context.value("deictic", "DEICTIC"))
    return _days_from_anchor(context, 2 * step) if step else None


def _deictic(context: Context) -> Period | None:
    """*yesterday*; a date behind it ("tomorrow, January 1, 2013") is believed first."""
    if "month" in context and says_year(context):
        return _month(context)
    return _days_from_anchor(context, int(context.value("deictic", "DEICTIC")))


def _tonight(context: Context) -> Period | None:
    return _days_from_anchor(context, 0)


def _days_from_anchor(context: Context, count: int) -> Period:
    return periods.day(periods.plus_days(context.anchor, count)) if context.anchor else unknown("D")


def _month(context: Context) -> Period | None:
    """*August*, *August 9*, *9 August 2020*, *Wednesday, November 11*."""
    number = int(context.value("month", *MONTH_CLASSES))
    if "day" not in context and context.before() == "any":
        return None  # the wettest for any June
    if "day" not in context:
        return yearly(context, lambda y: periods.month(y, number), f"XXXX-{number:02}", "M")
    day = context.number("day")
    if not 1 <= day <= 31 or (day > 29 and number == 2) or (day > 30 and number in (4, 6, 9, 11)):
        return None
    weekday = int(context.value("weekday", *WEEKDAY_CLASSES)) if "weekday" in context else None
    any_weekday = weekday if not says_year(context) else None
    return yearly(context, lambda year: day_in(year, number, day, any_weekday), f"XXXX-{number:02}-{day:02}", "D")


def day_in(year: int, month: int, day: int, weekday: int | None) -> Period | None:
    """The day of a year, None where there is none, or none on that day of the week (1 is Monday)."""
    try:
        at = date(year, month, day)
    except ValueError:
        return None
    return periods.day(at) if weekday in (None, at.isoweekday()) else None


def _holiday(context: Context) -> Period | None:
    name = " ".join(form.lower() for form in context.forms("holiday") if form != ".")
    name = name.replace(" '", "'").replace(" ’", "'").replace("s 's", "s'")
    return yearly(context, lambda y: holiday_in(name, y), "XXXX-XX-XX", "D")


def _weekday(context: Context) -> Period | None:
    """*Friday*, *last Friday*, *this past Friday*, *the following Friday*, *Friday last week*."""
    number = int(context.value("weekday", *WEEKDAY_CLASSES))
    template = Period(f"XXXX-WXX-{number}", None, None, "D")
    if _is_a_name(context):
        return None
    if "narrative" in context:
        return _weekday_of_text(context, number) or template
    anchor = context.anchor
    if anchor is None or of_any_week(context):
        return template
    if "wdir" in context:
        monday = periods.week(periods.plus_days(anchor, 7 * int(context.value("wdir", "DIR")))).start
        assert monday is not None
        return periods.day(periods.plus_days(monday, number - 1))
    back = (anchor.isoweekday() - number) % 7
    ahead = (number - anchor.isoweekday()) % 7
    direction = context.value("dir", "DIR") if "dir" in context else None
    if "past" in context or (
        direction is not None and len(context.words.forms[context.match.first : context.match.slots["weekday"][0]]) > 1
    ):
        direction = 1 if "coming" in _lower(context) else -1
    if "beforelast" in context:
        return periods.day(periods.plus_days(anchor, -7 - (back or 7)))
    if "weekon" in context:
        return periods.day(periods.plus_days(anchor, 7 + ahead))
    if direction is None:
        return periods.day(periods.plus_days(anchor, ahead if context.direction() is Direction.FUTURE else -back))
    step = {-1: -(back or 7), 0: number - anchor.isoweekday(), 1: ahead or 7}[direction]
    return periods.day(periods.plus_days(anchor, step))


def of_any_week(context: Context) -> bool:
    """*on a Sunday*, *any Sunday*; what *a Sunday evening rally* heard was said on one day."""
    if context.before() not in ("a", "one", "any") or context.match.first != context.match.slots["weekday"][0]:
        return False
    return context.before() != "a" or not context.grammar.has("DAYSEVENT", context.after())


def _is_a_name(context: Context) -> bool:
    """*Sun Li*, *the Sun said*: a short weekday alone beside a capital or behind an article."""
    words, match = context.words.forms, context.match
    if match.last - match.first != 1 or not context.grammar.has("WEEKDAYSHORT", words[match.first]):
        return False
    following = words[match.last] if match.last < len(words) else ""
    return following[:1].isupper() or context.before() in ("the", "a", "mr", "'s") or context.after() in ("'s", "’s")


def _lower(context: Context) -> list[str]:
    return [form.lower() for form in context.words.forms[context.match.first : context.match.last]]


def _weekday_of_text(context: Context, number: int) -> Period | None:
    """*the following Friday*: seen from the date that the text is at."""
    if context.reference is None or context.reference.grain != "D" or context.reference.start is None:
        return None
    at = context.reference.start
    if context.value("narrative", "NARRATIVE") < 0:
        return periods.day(periods.plus_days(at, -((at.isoweekday() - number) % 7 or 7)))
    return periods.day(periods.plus_days(at, (number - at.isoweekday()) % 7 or 7))


def _nth_day(context: Context) -> Period | None:
    """*on the 12th*: of the month that the text is at, else of the last or next month that has the day in question."""
    day = context.number("day")
    if context.anchor is None or not 1 <= day <= 31:
        return None
    if "mdir" in context:  # the 3rd of next month
        at = periods.plus_months(context.anchor.replace(day=1), int(context.value("mdir", "DIR")))
        return periods.day(at.replace(day=day)) if day <= monthrange(at.year, at.month)[1] else None
    first = context.anchor.replace(day=1)
    months = [periods.plus_months(first, step) for step in range(-2, 3)]
    found = [periods.day(at.replace(day=day)) for at in months if day <= monthrange(at.year, at.month)[1]]
    if context.direction() is Direction.FUTURE:
        return next((p for p in found if p.start and p.start >= context.anchor), None)
    return next((p for p in reversed(found) if p.start and p.start <= context.anchor), None)


def _season(context: Context) -> Period | None:
    code = str(context.value("season", *SEASON_CLASSES))
    if not (says_year(context) or "dir" in context or "part" in context or "bare" in context) and context.before() in (
        "a",
        "of",
        "'s",
        "’s",
    ):
        return None
    return yearly(context, lambda y: periods.season(y, code), f"XXXX-{code}", "S")


def _quarter(context: Context) -> Period | None:
    form = context.word("quarter")
    known = next((name for name in ("QUARTERCODE", "LASTQUARTER") if context.grammar.has(name, form)), None)
    number = int(context.grammar.value(known, form)) if known else context.number("quarter")
    if not 1 <= number <= 4:
        return None
    return yearly(context, lambda y: periods.quarter(y, number), f"XXXX-Q{number}", "Q")


def _half(context: Context) -> Period | None:
    """*the first half of 2019*; of another period it is that period's first or second part."""
    number = 1 if context.word("half").lower() in ("first", "h1") else 2
    if context.grammar.has("HALFCODE", context.word("half")) or (says_year(context) and "month" not in context):
        return yearly(context, lambda y: periods.half(y, number), f"XXXX-H{number}", "H")
    whole = next((case(context) for slot, case in CASES if slot in context and slot != "half"), None)
    if whole is None or whole.start is None or whole.end is None:
        return whole
    middle = periods.plus_days(whole.start, (whole.end - whole.start).days // 2)
    return replace(whole, end=middle) if number == 1 else replace(whole, start=periods.plus_days(middle, 1))


def _decade(context: Context) -> Period | None:
    digits = "".join(c for c in context.word("decade") if c.isdigit())
    if len(digits) == 4 and digits[2] == "0" and int(digits) < 1900:  # the 1800s
        return periods.months(int(digits), 1, 1200, digits[:2], "CE")
    if len(digits) == 4:
        return periods.decade(int(digits))
    return periods.decade(1900 + int(digits)) if int(digits) >= 20 else None


def _nineties(context: Context) -> Period | None:
    forms = context.words.forms[max(context.match.slots["nineties"][0] - 3, 0) : context.match.slots["nineties"][0]]
    if any(context.grammar.has("POSSESSIVE", form) for form in forms):
        return None  # in her late thirties
    return periods.decade(1900 + 10 * int(context.value("nineties", "NINETIES")))


def _century(context: Context) -> Period | None:
    forms = context.forms("century")
    number = context.number("century")
    if len(forms) == 3:  # twenty-first
        number = int(context.grammar.value("TEN", forms[0])) + int(context.grammar.value("ORDINAL", forms[2]))
    if "era" in context:
        return Period(f"BC{number - 1:02}", None, None, "CE")
    return periods.century(number) if 1 <= number <= 30 else None


def _year(context: Context) -> Period | None:
    number = int(context.word("year"))
    return periods.year(number)


def _part_of_the_year(context: Context) -> Period | None:
    """*at year-end*, *by mid-year*: the last one or the next."""
    part = str(context.value("yearpart", "YEARSEND"))
    return yearly(context, lambda y: periods.part_of(periods.year(y), part), "XXXX", "Y")


def _unit(context: Context) -> Period | None:
    """*last week*, *this year*, *next month*; *the year*, *the weekend* are those of the day of writing."""
    grain = str(context.value("unit", *UNIT_CLASSES))
    if grain not in periods.UNKNOWN or (grain == "D" and "bare" not in context):
        return None
    step = int(context.value("dir", "DIR")) if "dir" in context else 0
    before = context.words.forms[context.match.slots["dir"][0] - 1].lower() if "dir" in context else context.before()
    if before == "the" and (step > 0 or (step < 0 and grain in periods.YEARS_OF)):
        return None
    if context.before() == "the" and context.after() == "of":
        return None
    if context.anchor is None:
        return unknown(grain)
    if grain == "WE" and "dir" not in context:
        return _the_weekend(context)
    if grain in ("DE", "CE", "ML"):
        return periods.around(periods.moved(context.anchor, grain, step), grain)
    return periods.shifted(context.anchor, grain, step)


def _the_weekend(context: Context) -> Period | None:
    """*over the weekend*: the one that is on, else the last one, or the next one when the sentence speaks of the future."""
    assert context.anchor is not None
    step = 0 if context.anchor.isoweekday() >= 6 or context.direction() is Direction.FUTURE else -1
    return periods.shifted(context.anchor, "WE", step)


NEAR_DAYS = {"that": 0, "before": -1, "after": 1}
"""*that morning*, *the night before*."""


def _day_of_text(context: Context) -> Period | None:
    """*the following morning*: of the day after the date that the text is at."""
    if "daypart" not in context:
        return None
    if context.reference is None or context.reference.grain != "D" or context.reference.start is None:
        return unknown("D")
    word = context.word("narrative").lower()
    step = NEAR_DAYS[word] if word in NEAR_DAYS else int(context.value("narrative", "NARRATIVE"))
    return periods.day(periods.plus_days(context.reference.start, step))


def _directed_daypart(context: Context) -> Period | None:
    """*this morning*, *last night*."""
    if "daypart" not in context:
        return None
    return _days_from_anchor(context, int(context.value("dir", "DIR")))


CASES: tuple[tuple[str, Callable[[Context], Period | None]], ...] = (
    ("iso", _iso),
    ("dotted", _dotted),
    ("beyond", _day_beyond),
    ("deictic", _deictic),
    ("tonight", _tonight),
    ("holiday", _holiday),
    ("half", _half),
    ("month", _month),
    ("weekday", _weekday),
    ("day", _nth_day),
    ("season", _season),
    ("quarter", _quarter),
    ("decade", _decade),
    ("nineties", _nineties),
    ("century", _century),
    ("year", _year),
    ("yearpart", _part_of_the_year),
    ("unit", _unit),
    ("narrative", _day_of_text),
    ("dir", _directed_daypart),
    ("thisday", _tonight),
)
"""The slot that calls for a case, and the case."""


# --- narrowing and time of day


def _narrowed(period: Period, context: Context) -> Period:
    """*early*, *the end of*, *earlier*, *later*."""
    if "part" in context:
        return periods.part_of(period, str(context.value("part", "EARLY", "BORDER")))
    if "compare" not in context or context.anchor is None or period.start is None or period.end is None:
        return period
    if not period.start <= context.anchor <= period.end:
        return period
    if context.value("compare", "COMPARE") == "BEFORE":
        return replace(period, end=context.anchor)
    return replace(period, start=context.anchor)


def _time_alone(context: Context) -> Period | None:
    """A time of day without a date; digits with a colon only where a preposition shows that they are one."""
    if "clock" not in context:
        return None
    bare = len(context.forms("clock")) == context.match.last - context.match.first and ":" in context.word("clock")
    if bare and context.before() not in CLOCK_CUES:
        return None
    return unknown("D")


def _with_time_of_day(period: Period, context: Context) -> Reading | None:
    if "iso" in context and "T" in context.word("iso"):
        stated = context.word("iso").partition("T")[2]
        return Reading("TIME", f"{period.value}T{stated[:5]}", period.start, period.end, period.grain)
    if "clock" in context:
        clock = clock_of(context)
        if clock is None or period.grain != "D":
            return None
        return Reading("TIME", f"{period.value}T{clock}", period.start, period.end, period.grain)
    code = "NI" if "tonight" in context else context.value("daypart", "DAYPART") if "daypart" in context else ""
    if not code or period.grain != "D":
        return dated(period)
    return Reading("TIME", f"{period.value}T{code}", period.start, period.end, period.grain)
