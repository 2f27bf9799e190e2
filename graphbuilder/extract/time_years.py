"""The year of a date that names none: a month, a day, a season, a quarter, a holiday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from graphbuilder.data import read_words
from graphbuilder.extract.time_context import Context
from graphbuilder.extract.time_direction import DETERMINERS, Direction
from graphbuilder.extract.time_periods import Period


def said_year(context: Context) -> int | None:
    """The year that the words give: *2018*, *last year*, *of the year*; None when they give none."""
    if "year" in context:
        return int(context.word("year"))
    if "slashedyear" in context:  # the winter of 2010/11
        return int(context.word("slashedyear").partition("/")[0])
    if "textyear" in context:
        return context.reference.start.year if context.reference is not None and context.reference.start is not None else None
    if context.anchor is None:
        return None
    if "ydir" in context:
        return context.anchor.year + int(context.value("ydir", "DIR"))
    return context.anchor.year if "thisyear" in context else None


def says_year(context: Context) -> bool:
    """Whether the words give a year at all."""
    return any(slot in context for slot in ("year", "ydir", "thisyear", "textyear", "slashedyear"))


def nearest(context: Context, make: Callable[[int], Period | None]) -> Period | None:
    """The occurrence of a yearly period that its surroundings mean: the last one begun, or the next one not yet over.

    None without a day of writing.
    """
    anchor = context.anchor
    if anchor is None:
        return None
    found = [
        p
        for y in range(anchor.year - 8, anchor.year + 9)
        if 1 <= y <= 9999 and (p := make(y)) is not None and p.start and p.end
    ]
    if "weekday" in context and "month" in context:
        return min(found, key=lambda p: abs((p.start - anchor).days) if p.start else 0, default=None)
    if is_attributive(context):
        near = min(found, key=lambda p: abs((p.start - anchor).days) if p.start else 0, default=None)
        if near is not None and near.grain == "D" and near.start is not None and abs((near.start - anchor).days) <= SOON:
            return near
    begun = [p for p in found if p.start and p.start <= anchor]
    coming = [p for p in found if p.end and p.end >= anchor]
    if coming and (context.direction() is Direction.FUTURE or (begun and nearly_a_year_ago(begun[-1], coming[0], anchor))):
        return coming[0]
    return begun[-1] if begun else None


def is_attributive(context: Context) -> bool:
    """*the 8 November election*: the tense of the sentence says nothing of when the election is."""
    after = context.after()
    return context.before() in DETERMINERS and after.isalpha() and after not in read_words("function_words.txt")


LONG_AGO, SOON = 300, 60
"""Days: nobody leaves out the year of a day that is so far back when the same day of this year is so near."""


def nearly_a_year_ago(last: Period, following: Period, anchor: date) -> bool:
    """*stays shut through March 11*, written at the end of February: the coming one, whatever the words around it tell."""
    if last.grain != "D" or last.start is None or following.start is None:
        return False
    return (anchor - last.start).days > LONG_AGO and (following.start - anchor).days <= SOON


def directed(context: Context, make: Callable[[int], Period | None]) -> Period | None:
    """*last March*, *this March*, *next March*: before, in or after the year's or month's own."""
    anchor = context.anchor
    if anchor is None:
        return None
    direction = context.value("dir", "DIR") if "dir" in context else (-1 if context.word("past") == "past" else 1)
    found = [p for y in range(anchor.year - 2, anchor.year + 3) if (p := make(y)) is not None]
    if direction < 0:
        return next((p for p in reversed(found) if p.end and p.end < anchor), None)
    if direction > 0:
        return next((p for p in found if p.start and p.start > anchor), None)
    return make(anchor.year)


def yearly(context: Context, make: Callable[[int], Period | None], template: str, grain: str) -> Period | None:
    """A period that comes once a year, in the year that is said or meant; without one its value keeps XXXX."""
    if says_year(context):
        year = said_year(context)
        found = make(year) if year is not None else None
    elif "dir" in context or "past" in context:
        found = directed(context, make)
    else:
        found = nearest(context, make)
    return found or Period(template, None, None, grain)
