"""Lines that are no part of the story: navigation, bylines, photo credits. The wording is in `data/article_furniture.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from graphbuilder.read.dates import DATE

LONGEST = 400
"""Lines of more characters than this are always story."""

_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|der|den|al|bin|el|la|da|di|dos)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:By|BY|by)\s*:?\s+(?P<author>{_NAMES}(?:(?:,\s+|,?\s+(?:and|&)\s+){_NAMES})*?)"
    r"(?P<rest>\s*(?:,|\||/|—|–|\(|\bin\b|\bfor\b|\bwith\b|·|•).*)?"
)
_STAMP = re.compile(
    rf"(?:(?:First\s+|Last\s+)?(?:Published|Updated|Posted|Modified|Created|Date)\b\s*(?:on|at|:|-)?\s*)?"
    rf"(?:\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*\w{{0,4}}[,|]?\s*)?{DATE}"
    r"(?:\s*(?:,|at|\||-|–|·|/|T)?\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*\(?(?:[A-Z]{2,4}|Z)?\)?(?:[+-]\d+)?)?\.?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…:;]['\"’”)\]]*$")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The wording, lower-cased, as the data file has it; `agencies` and `kickers` keep their case."""

    agencies: frozenset[str]
    kickers: frozenset[str]
    navigation: frozenset[str]
    navigation_starts: tuple[str, ...]
    navigation_contains: tuple[str, ...]
    byline_starts: tuple[str, ...]
    posts: frozenset[str]
    credit_starts: tuple[str, ...]
    caption_starts: tuple[str, ...]
    trailing_credit: re.Pattern[str]


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """Read the data file, once."""
    data: dict[str, Any] = yaml.safe_load(
        files("graphbuilder.data").joinpath("article_furniture.yml").read_text("utf-8")
    )
    agencies = sorted(data["agencies"], key=lambda name: (-len(name), name))
    return Furniture(
        agencies=frozenset(agencies),
        kickers=frozenset(data["kickers"]),
        navigation=frozenset(data["navigation"]["lines"]),
        navigation_starts=tuple(data["navigation"]["starts"]),
        navigation_contains=tuple(data["navigation"]["contains"]),
        byline_starts=tuple(data["bylines"]["starts"]),
        posts=frozenset(data["bylines"]["posts"]),
        credit_starts=tuple(data["credits"]["starts"]),
        caption_starts=tuple(data["credits"]["captions"]),
        trailing_credit=_trailing_credit("|".join(re.escape(name) for name in agencies)),
    )


def _trailing_credit(agency: str) -> re.Pattern[str]:
    """A credit that closes a caption: "Ann Poe/AFP via Getty Images", "(AP Photo/Ann Poe)", "[File: Ann Poe/EPA]"."""
    tail = rf"(?:/|\s+via\s+|\s+)(?:{agency}|{_NAMES})"
    return re.compile(
        rf"(?:^|[\s(\[|—–-])(?:"
        rf"[A-Z][\w.'’-]+/(?:{agency})(?:{tail}){{0,3}}"
        rf"|(?:{agency})(?:\s+(?i:file)?\s*(?i:photo|pic|pool|images?))?\s*/\s*{_NAMES}(?:{tail}){{0,2}}"
        rf"|via\s+(?:{agency})"
        rf"|(?i:photo|image|picture|photograph|file photo|photo credit|image credit|credit)s?\s*(?::|(?i:by|courtesy of))\s*"
        rf"{_NAMES}(?:{tail}|,\s*\w+){{0,3}}"
        rf"|©\s*[^.]{{2,60}}"
        rf"|\[(?:File|Photo|Image|Courtesy)?:?\s*{_NAMES}(?:/(?:{agency}))?"
        rf"|(?:{agency})\s+(?i:photo|pic|picture|image|handout)"
        rf"|—\s*(?:{agency})"
        rf")\s*[)\]]*\.?$"
    )


def is_navigation(line: str) -> bool:
    """Whether the whole line belongs to the page, not to the story.

    >>> is_navigation("Read more"), is_navigation("Read more books, the minister told pupils.")
    (True, False)
    """
    words = furniture()
    low = line.casefold().strip(" .:>»›|•*-–—→…")
    if low in words.navigation:
        return True
    start = next((start for start in words.navigation_starts if low.startswith(start)), None)
    if start is not None and len(line.split()) <= 14 and (start.endswith(":") or not ends_sentence(line)):
        return True
    return len(line) < 200 and any(part in low for part in words.navigation_contains)


def byline_author(line: str) -> str | None:
    """The author of a byline, "" for a line of credits at the foot ("Reporting by ..."), None for any other line.

    >>> byline_author("By Jane Roe and John Doe in Oslo"), byline_author("By Tuesday the city was quiet")
    ('Jane Roe and John Doe', None)
    """
    words = furniture()
    low = line.casefold().lstrip("([ ")
    if low.startswith(words.byline_starts) and len(line) < 250:
        return ""
    match = _BYLINE.fullmatch(line)
    if match is not None and len(line.split()) <= 16 and not line.endswith("."):
        return match["author"].strip()
    name, _, post = line.partition(",")
    if post.strip().casefold() in words.posts and re.fullmatch(_NAMES, name.strip()):
        return name.strip()
    return None


def is_stamp(line: str) -> bool:
    """Whether the line is nothing but the date (and time) of publication.

    >>> is_stamp("Published: 3 June 2021, 10:25 GMT"), is_stamp("June 3 was a Thursday.")
    (True, False)
    """
    return len(line) < 80 and _STAMP.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """Whether the line opens as a credit: it names whom the picture above comes from, and nothing else.

    >>> is_credit("Photo: Ann Poe"), is_credit("Photo studios closed in March.")
    (True, False)
    """
    low = line.casefold().lstrip("([ ")
    return low.startswith(furniture().credit_starts) and len(line.split()) <= 25


def is_caption(line: str) -> bool:
    """Whether the line is a caption by its own words: it says so, or it closes with a credit.

    >>> is_caption("Workers at the gate on Monday Ann Poe/AFP via Getty Images")
    True
    """
    low = line.casefold()
    return low.startswith(furniture().caption_starts) or furniture().trailing_credit.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether the line closes with a sentence's punctuation, quotation marks and brackets aside."""
    return _SENTENCE_END.search(line) is not None
