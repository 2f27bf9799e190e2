"""The dateline: where, when and by which agency, before a story's first words.

Layouts read: "MINSK, November 17. /TASS/.", "GENEVA (Reuters) -", "BERLIN, June 3 (AP) —", "KYIV —",
"BEIJING, Nov. 17 (Xinhua) --", "MOSCOW. Nov 17 (Interfax) -", "SYDNEY, Australia —", "(AP) —", "GENEVA (3 June 2020) –",
"TEHRAN, June 3, IRNA –", "PARIS/LONDON (Reuters) -".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder.read.dates import DATE, MONTH
from graphbuilder.read.furniture import furniture

_DASHES = frozenset({"—", "–", "--", "-"})
_SMALL = r"(?:de|of|la|le|el|les|los|las|al|am|an|der|do|da|di|sur|upon|and)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says. `length` counts characters up to the story's first word; each part is None when it is not there."""

    length: int
    place: str | None = None
    date: str | None = None
    agency: str | None = None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """The parts of a dateline, each optional; `read_dateline` says which of them together make one."""
    agencies = "|".join(re.escape(name) for name in sorted(furniture().agencies, key=lambda name: (-len(name), name)))
    word = rf"(?!{MONTH}\b)[A-Z][\w'’.]*(?:-[A-Z][\w'’]*)*"
    place = rf"{word}(?:[ ](?:{word}|{_SMALL}(?=[ ]))){{0,3}}"
    region = rf"(?!(?:{agencies})\b){place}"
    return re.compile(
        rf"(?P<place>(?!\(){place}(?:/{place})?)?"
        rf"(?P<region>,\s{region})?"
        rf"(?:\s*[.,:]?\s*\(?(?P<date>{DATE})\)?)?"
        rf"(?:\s*[.,]?\s*(?:\((?P<round>[A-Z][^()\d]{{1,40}})\)|/(?P<slashed>[A-Z][^/\d]{{1,30}})/|[,\s]\s*(?P<bare>{agencies})(?=\s*[—–:-])))?"
        r"\s*(?P<mark>—|–|--+|-(?=\s)|:(?=\s)|\.(?=\s|$))?\s*"
    )


def read_dateline(line: str) -> Dateline | None:
    """The dateline that `line` opens with, or None.

    >>> read_dateline("BERLIN, June 3 (AP) — Rail workers walked out.")
    Dateline(length=22, place='BERLIN', date='June 3', agency='AP')
    >>> read_dateline("Jane Roe (Labour) voted against.") is None
    True
    """
    match = _pattern().match(line)
    if match is None or match.end() == 0:
        return None
    place, day = match["place"], match["date"]
    agency = match["round"] or match["slashed"] or match["bare"]
    alone = match.end() == len(line)
    if not _is_dateline(match, agency, alone=alone):
        return None
    first = place.split("/")[0].rstrip(".") if place else None
    return Dateline(length=match.end(), place=first, date=day, agency=agency.strip() if agency else None)


def _is_dateline(match: re.Match[str], agency: str | None, *, alone: bool) -> bool:
    """Tell a dateline from a sentence that opens with a name: "NATO - ..." and "Ann Poe (Labour) ..." are none.

    Nor is what a bracket runs on from: "Ann Poe (5 May 1901 – 3 June 1960) was a painter."

    Args:
        match: of `_pattern`. agency: the one that is named, in whatever form. alone: nothing else is in the line.
    """
    place, day, slashed, mark = match["place"], match["date"], match["slashed"], match["mark"] or ""
    dash = mark in _DASHES or mark.startswith("--")
    capitals = place is not None and place.upper() == place and sum(map(str.isalpha, place)) > 1
    if (place is not None and place.rstrip(".") in furniture().kickers) or match[0].count("(") > match[0].count(")"):
        return False
    if place is None:  # "(AP) —"
        return agency in furniture().agencies and dash
    if agency is not None:
        known = any(name in furniture().agencies for name in (agency, *re.split(r"[/ ]", agency)))
        if slashed is not None:
            return known or day is not None
        return (dash or mark == ":" or alone) and (known or capitals or day is not None)
    if day is not None:
        return dash or alone or (capitals and mark in {".", ":"})
    return dash and (capitals or _is_place(place)) and not _is_institution(place) and not _is_aside(match, mark)


def _is_place(name: str) -> bool:
    """Whether the gazetteer knows a place of this name: "Kyiv — Officials said", but not "Tikhanovskaya — who left"."""
    from graphbuilder.gazetteer import places

    return bool(places(name))


def _is_institution(name: str) -> bool:
    """Whether it is an agency or body: "NATO — ..." is no dateline."""
    from graphbuilder.gazetteer import body

    return name in furniture().agencies or body(name) is not None


def _is_aside(match: re.Match[str], mark: str) -> bool:
    """Whether the dash opens an aside that a second one closes: "NATO - the alliance - took no position." """
    sentence = match.string[match.end() :].split(". ", 1)[0]
    return f" {mark} " in sentence
