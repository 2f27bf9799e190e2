"""Dates as headers, datelines, file names and records print them, as ISO 8601. No clock is ever read."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The first three letters of each English month, in order."""

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""A month's name, whole or shortened."""

WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)"
_YEAR = r"(?:,?\s+(?:1[89]|20)\d\d)"
DATE = (
    rf"(?:{WEEKDAY}?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}{_YEAR}?)(?!\d)"
    r"|(?:1[89]|20)\d\d-\d\d-\d\d)"
)
"""A day with a named month, in either order, with or without weekday and year; or an ISO date."""

_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_NAME = re.compile(rf"\b{MONTH}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)([-_/.]?)(\d\d)\2(\d\d)(?!\d)")
_FOUR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?!\d)")


def month_and_day(text: str) -> tuple[int, int] | None:
    """Month and day of a printed date, or None.

    >>> month_and_day("Tuesday, Nov. 17")
    (11, 17)
    """
    name, day = _NAME.search(text), _DAY.search(text)
    if name is None or day is None:
        return None
    return MONTHS.index(name.group()[:3].lower()) + 1, int(day.group(1))


def written_date(text: str, near: date | None = None) -> date | None:
    """The day that `text` prints, or None when it prints none.

    Without a year in the text, the year is chosen that brings the day nearest to `near`; without `near` it stays unknown.

    >>> written_date("17 November 2020")
    datetime.date(2020, 11, 17)
    >>> written_date("December 31", near=date(2021, 1, 2))
    datetime.date(2020, 12, 31)
    >>> written_date("November 17") is None
    True
    """
    if (iso := iso_in(text)) is not None:
        return iso
    parts = month_and_day(text)
    if parts is None:
        return None
    if (year := _FOUR.search(text)) is not None:
        return valid_date(int(year.group(1)), *parts)
    return None if near is None else nearest_year(*parts, near)


def nearest_year(month: int, day: int, near: date) -> date | None:
    """The occurrence of a day of the year that lies nearest to `near`."""
    years = range(max(near.year - 1, 1), min(near.year + 1, 9999) + 1)
    found = [d for d in (valid_date(year, month, day) for year in years) if d is not None]
    return min(found, key=lambda d: abs((d - near).days), default=None)


def iso_in(text: str) -> date | None:
    """The first ISO date in a file name, address or line: 2020-11-17, 2020_11_17, 2020/11/17, 20201117.

    >>> iso_in("tass-2020-11-17")
    datetime.date(2020, 11, 17)
    """
    for match in _ISO.finditer(text):
        if (found := valid_date(int(match.group(1)), int(match.group(3)), int(match.group(4)))) is not None:
            return found
    return None


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day.

    >>> valid_date(2021, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def record_date(value: str) -> str:
    """A record's `published` as ISO 8601: a date, or a date and time, kept as given when it is that already.

    Also read: RFC 5322 ("Tue, 17 Nov 2020 10:00:00 GMT"), days with a named month and a year, an ISO date with a time in
    words after it, and numbers of which only one can be the month (11/28/2016).

    Raises:
        ValueError: anything else. Numbers such as 11/10/2020 are refused: nobody can tell day from month.

    >>> record_date("2020-11-17T10:00:00Z"), record_date("Nov 17, 2020")
    ('2020-11-17T10:00:00Z', '2020-11-17')
    >>> record_date("7:58 AM ET, Sat January 3, 2015"), record_date("2016-12-10 18:38 ET"), record_date("11/28/2016")
    ('2015-01-03', '2016-12-10', '2016-11-28')
    """
    value = value.strip()
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return _other_date(value)
    return (
        value if len(value) >= 10 and value[4] == "-" == value[7] else datetime.fromisoformat(value).date().isoformat()
    )


def _other_date(value: str) -> str:
    if re.match(r"(?:\w{3},\s*)?\d{1,2} \w{3} \d{4} \d\d:\d\d", value):
        return parsedate_to_datetime(value).isoformat()
    begins_with_iso = re.match(r"\d{4}-\d\d-\d\d\b", value) is not None
    if (begins_with_iso or _NAME.search(value)) and (found := written_date(value)) is not None:
        return found.isoformat()
    if (found := _numbered_date(value)) is not None:
        return found.isoformat()
    raise ValueError(f"{value!r} is no date that can be read for sure; give YYYY-MM-DD")


def _numbered_date(value: str) -> date | None:
    """The day of 11/28/2016 or 28/11/2016, or None where both numbers can be the month."""
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", value)
    if match is None:
        return None
    one, other, year = (int(part) for part in match.groups())
    if (one > 12) == (other > 12):
        return None
    return valid_date(year, *((other, one) if one > 12 else (one, other)))
