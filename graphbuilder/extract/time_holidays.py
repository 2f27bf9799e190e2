"""Days with a name: fixed ones, nth weekdays of a month, those that move with Easter."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from graphbuilder.extract import time_periods as periods
from graphbuilder.extract.time_periods import Period
from graphbuilder.extract.word_patterns import load_data


@cache
def _holidays() -> dict[str, dict[str, Any]]:
    return load_data("holidays.yml")


def holiday_in(name: str, year: int) -> Period | None:
    """The day of a holiday in a year, from `data/holidays.yml`; None for a name that it does not have.

    >>> holiday_in("thanksgiving", 2020)
    Period(value='2020-11-26', start=datetime.date(2020, 11, 26), end=datetime.date(2020, 11, 26), grain='D')
    """
    known = _holidays()
    if name in known["fixed"]:
        number, day = known["fixed"][name]
        return periods.day(date(year, number, day))
    if name in known["nth"]:
        number, weekday, which, *later = known["nth"][name]
        return periods.day(periods.plus_days(nth_weekday(year, number, weekday, which), later[0] if later else 0))
    if name in known["easter"]:
        return periods.day(periods.plus_days(easter(year), known["easter"][name]))
    return None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The nth (from 1) or last (-1) weekday of a month.

    >>> nth_weekday(2020, 11, 4, 4)
    datetime.date(2020, 11, 26)
    """
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1 if which > 0 else 3)
    last = periods.month(year, month).end
    return date(year, month, day + 7 if which < 0 and last and day + 7 <= last.day else day)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Meeus 1991).

    >>> easter(1916)
    datetime.date(1916, 4, 23)
    """
    golden, (hundreds, rest) = year % 19, divmod(year, 100)
    leap, odd = divmod(hundreds, 4)
    moon = (19 * golden + hundreds - leap - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * odd + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)
