"""Whether a date without a year (or a weekday) lies before or after the day of writing, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cache

from graphbuilder.extract.word_patterns import load_data

BACKWARDS = 25  # words looked at before the expression
ONWARDS = 15  # and behind it
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that", "all", "our", "my"})


class Direction(IntEnum):
    """Where a date lies as seen from the day of writing."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


@cache
def _cues() -> dict[str, frozenset[str]]:
    """The cue words of `data/times.yml`."""
    return {name: frozenset(words) for name, words in load_data("times.yml")["direction"].items()}


def direction_of(forms: Sequence[str], first: int, last: int) -> Direction:
    """Read the direction of the expression `forms[first:last]` from its sentence: the nearest cue before it, else behind it.

    >>> words = "The court will rule on Friday .".split()
    >>> direction_of(words, 5, 6).name
    'FUTURE'
    >>> words = "On Friday the court ruled .".split()
    >>> direction_of(words, 1, 2).name
    'PAST'
    """
    if first and forms[first - 1].lower() == "since":
        return Direction.PAST
    if deferred(forms, first, last) or called_off(forms, first, last) or (first and forms[first - 1].lower() in _cues()["awaited"]):
        return Direction.FUTURE
    planned = False
    for i in range(first - 1, max(first - 1 - BACKWARDS, -1), -1):
        if _ends_sentence(forms[i]):
            break
        if brought_about(forms, i):
            return Direction.PAST
        if planned and forms[i] in _cues()["bidding"]:
            return Direction.FUTURE  # ordered him to leave in May
        if (found := _cue(forms, i, first)) is not Direction.UNKNOWN:
            return found
        planned = planned or (forms[i] == "to" and i + 1 < first and forms[i + 1].islower() and forms[i + 1] not in DETERMINERS)
    for i in range(last, min(last + ONWARDS, len(forms))):
        if _ends_sentence(forms[i]):
            break
        if (found := _cue(forms, i, i + 9)) is not Direction.UNKNOWN:
            return found
    return Direction.FUTURE if planned else Direction.UNKNOWN  # Mayor to step down in spring


def brought_about(forms: Sequence[str], to: int) -> bool:
    """*was forced to resign in July*, *had to close on Monday*: who had to did."""
    if forms[to] != "to" or to < 2:
        return False
    return forms[to - 1] == "had" or (forms[to - 1] in _cues()["brought_about"] and forms[to - 2] in _cues()["past"])


def called_off(forms: Sequence[str], first: int, last: int) -> bool:
    """*cancelled Friday's concert*, *called off Saturday's rally*: nobody calls off what is over."""
    if last >= len(forms) or forms[last] not in ("'s", "’s"):
        return False
    near = [form.lower() for form in forms[max(first - 3, 0) : first]]
    return any(form in _cues()["called_off"] for form in near) and not any(_ends_sentence(form) for form in near)


def deferred(forms: Sequence[str], first: int, last: int) -> bool:
    """*adjourned the hearing until September 2*, *gave him until Friday to resign*: the verb lies in the past, the date ahead."""
    cues = _cues()
    if first > 1 and forms[first - 1] == "the":
        first -= 1
    if not first or forms[first - 1].lower() not in cues["deferred"]:
        return False
    if forms[first - 1].lower() == "until" and last + 1 < len(forms) and forms[last] == "to":
        return forms[last + 1].islower() and forms[last + 1] not in DETERMINERS
    for i in range(first - 2, max(first - 12, -1), -1):
        if _ends_sentence(forms[i]):
            return False
        if forms[i].lower() in cues["deferring"]:
            return True
    return False


def _ends_sentence(form: str) -> bool:
    return form in _cues()["stop"] or form[0] == "\n"


def _cue(forms: Sequence[str], i: int, first: int) -> Direction:
    """What the word at `i` tells; `first` is where the expression begins (or far away, when that stands before)."""
    cues, form = _cues(), forms[i].lower()
    following = forms[i + 1].lower() if i + 1 < len(forms) else ""
    if (
        form == "to"
        and i
        and forms[i - 1].lower() in cues["heads"]
        and following.isalpha()
        and following not in DETERMINERS
    ):
        return Direction.FUTURE
    if form in cues["arranged"] and following in cues["links"] and (form not in cues["demanding"] or first - i in (2, 3)):
        return Direction.FUTURE  # a vote called for Friday; *In July the council called for a ban* looks back
    if form in cues["heads"] and following == "to":
        return Direction.FUTURE if forms[i + 2 : i + 3] and forms[i + 2].islower() else Direction.UNKNOWN
    if form in cues["future"] and not _is_name(forms, i) and following != "have":
        return Direction.FUTURE
    if form in cues["present"] and i and forms[i - 1].lower() in ("was", "were", "been"):
        return Direction.PAST  # were open
    if form in cues["present"] and (form not in ("is", "are") or i >= first - 4):
        return Direction.FUTURE
    if i and forms[i - 1].lower() in ("be", "being"):
        return Direction.UNKNOWN
    if form in cues["past"] or (len(form) > 4 and form.endswith("ed") and form not in cues["not_past"]):
        return Direction.PAST
    return Direction.UNKNOWN


def _is_name(forms: Sequence[str], i: int) -> bool:
    """*May* and *Will* with a capital inside a sentence are names."""
    return forms[i][0].isupper() and i > 0 and not _ends_sentence(forms[i - 1])
