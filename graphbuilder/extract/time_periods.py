"""Stretches of the calendar: TIMEX3 values with their first and last day, and arithmetic on them.

Values follow TimeML 1.2.1 and ISO 8601: 2020, 2020-11, 2020-11-13, 2020-W46, 2020-W46-WE, 2020-Q3, 2020-H1, 2020-SU, 199 (a decade),
16 (a century: the years 16xx); XXXX stands for a year that is not known. Seasons are the meteorological ones of the northern hemisphere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from graphbuilder.extract.record import record

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month in which each begins
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "F": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
    "ML": "X",
}
"""The value of a whole day, week, ... that is not known, by grain."""

YEARS_OF = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}


@record(frozen=True, slots=True)
class Period:
    """A stretch of days: its value, first and last day (None when unknown), and grain (a key of `UNKNOWN`, H for half, S for season)."""

    value: str
    start: date | None
    end: date | None
    grain: str


def unknown(grain: str) -> Period:
    """A period of which only the grain is known.

    >>> unknown("D").value
    'XXXX-XX-XX'
    """
    return Period(UNKNOWN.get(grain, "XXXX-XX-XX"), None, None, grain)


def day(at: date) -> Period:
    """One day."""
    return Period(at.isoformat(), at, at, "D")


def week(at: date) -> Period:
    """The ISO week of a day, Monday to Sunday.

    >>> week(date(2020, 11, 17)).value
    '2020-W47'
    """
    year, number, weekday = at.isocalendar()
    monday = plus_days(at, 1 - weekday)
    return Period(f"{year:04}-W{number:02}", monday, plus_days(monday, 6), "W")


def weekend(at: date) -> Period:
    """Saturday and Sunday of the ISO week of a day."""
    of_week = week(at)
    assert of_week.end is not None
    return Period(of_week.value + "-WE", plus_days(of_week.end, -1), of_week.end, "WE")


def months(year: int, first: int, count: int, value: str, grain: str) -> Period:
    """`count` months from month `first` of a year on; outside the years 1 to 9999 the bounds are unknown."""
    after = year * 12 + first - 1 + count
    if not (year >= 1 and after // 12 <= 9999):
        return Period(value, None, None, grain)
    return Period(value, date(year, first, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1), grain)


def month(year: int, number: int) -> Period:
    """One month.

    >>> month(2024, 2).end
    datetime.date(2024, 2, 29)
    """
    return months(year, number, 1, f"{year:04}-{number:02}", "M")


def quarter(year: int, number: int) -> Period:
    """A calendar quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3, f"{year:04}-Q{number}", "Q")


def half(year: int, number: int) -> Period:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6, f"{year:04}-H{number}", "H")


def season(year: int, code: str) -> Period:
    """A season by its TIMEX3 code; the winter of a year begins in its December.

    >>> season(2019, "WI").end
    datetime.date(2020, 2, 29)
    """
    return months(year, SEASONS[code], 3, f"{year:04}-{code}", "S")


def year(number: int) -> Period:
    """One year."""
    return months(number, 1, 12, f"{number:04}", "Y")


def decade(first: int) -> Period:
    """The ten years from `first` on.

    >>> decade(1990)
    Period(value='199', start=datetime.date(1990, 1, 1), end=datetime.date(1999, 12, 31), grain='DE')
    """
    return months(first, 1, 120, f"{first // 10:03}", "DE")


def century(number: int) -> Period:
    """The nth century of our era, from its year 1 on.

    >>> century(17).value, century(17).start
    ('16', datetime.date(1601, 1, 1))
    """
    return months((number - 1) * 100 + 1, 1, 1200, f"{number - 1:02}", "CE")


def plus_days(at: date, count: int) -> date:
    """A day so many days on; at the ends of the calendar the last day there is."""
    number = min(max(at.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(number)


def plus_months(at: date, count: int) -> date:
    """The same day of the month so many months on, or that month's last day.

    >>> plus_months(date(2024, 2, 29), -120)
    datetime.date(2014, 2, 28)
    """
    index = min(max(at.year * 12 + at.month - 1 + count, 12), 9999 * 12 + 11)
    last = month(index // 12, index % 12 + 1).end
    return date(index // 12, index % 12 + 1, min(at.day, last.day if last else 28))


def around(at: date, grain: str) -> Period:
    """The period of a grain that a day lies in.

    >>> around(date(2020, 11, 17), "Q").value
    '2020-Q4'
    """
    if grain in ("W", "F"):
        return week(at)
    if grain == "WE":
        return weekend(at)
    if grain == "M":
        return month(at.year, at.month)
    if grain == "Q":
        return quarter(at.year, (at.month + 2) // 3)
    if grain == "Y":
        return year(at.year)
    if grain == "DE":
        return decade(at.year // 10 * 10)
    if grain == "CE":
        return century((at.year - 1) // 100 + 1)
    if grain == "ML":
        return months(at.year // 1000 * 1000, 1, 12000, str(at.year // 1000), "ML")
    return day(at)


def moved(at: date, grain: str, count: int) -> date:
    """A day moved by so many units of a grain.

    >>> moved(date(2020, 11, 17), "W", -2)
    datetime.date(2020, 11, 3)
    """
    if grain in ("W", "WE"):
        return plus_days(at, 7 * count)
    if grain == "F":
        return plus_days(at, 14 * count)
    if grain == "M":
        return plus_months(at, count)
    if grain == "Q":
        return plus_months(at, 3 * count)
    if grain in YEARS_OF:
        return plus_months(at, 12 * count * YEARS_OF[grain])
    return plus_days(at, count)


def shifted(at: date, grain: str, count: int) -> Period:
    """The period of a grain, so many units from the one that a day lies in: last week is -1."""
    return around(moved(at, grain, count), grain)


def part_of(period: Period, part: str) -> Period:
    """The first, middle or last third (START, MID, END) of a period; months are cut at 10 and 20, weeks overlap by a day.

    >>> part_of(month(2020, 11), "MID").start
    datetime.date(2020, 11, 11)
    """
    if period.start is None or period.end is None or period.grain in ("D", "WE"):
        return period
    if period.grain == "M":
        cuts = [0, 10, 20]
        lengths = [10, 10, 31]
    elif period.grain == "W":
        cuts, lengths = [0, 1, 3], [3, 3, 4]
    else:
        return _third_by_months(period, part)
    index = ("START", "MID", "END").index(part)
    start = plus_days(period.start, cuts[index])
    return replace(period, start=start, end=min(plus_days(start, lengths[index] - 1), period.end))


def _third_by_months(period: Period, part: str) -> Period:
    """Thirds of a year, quarter, season, decade or century; of ten years 4, 3 and 3, of a hundred 33, 33 and 34."""
    assert period.start is not None
    assert period.end is not None
    first, last = period.start, period.end
    total = (last.year - first.year) * 12 + last.month - first.month + 1
    cuts = {120: (48, 84), 1200: (396, 792)}.get(total, (total // 3, total // 3 * 2))
    begin, length = {"START": (0, cuts[0]), "MID": (cuts[0], cuts[1] - cuts[0]), "END": (cuts[1], total - cuts[1])}[
        part
    ]
    start = plus_months(first, begin)
    return replace(period, start=start, end=min(plus_days(plus_months(start, length), -1), last))
