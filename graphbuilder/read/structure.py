"""Text -> blocks: what each stretch of an article is for, and what its head says about author, day, place and agency.

Most sites run headline, standfirst, captions and credits into the story when their text is copied out. The order of the
rules is the order of the functions that `read_structure` calls; each rule only looks at lines that no earlier rule has taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from graphbuilder.model import Block, BlockKind
from graphbuilder.read.dateline import Dateline, read_dateline
from graphbuilder.read.furniture import (
    LONGEST,
    byline_author,
    ends_sentence,
    is_caption,
    is_credit,
    is_navigation,
    is_stamp,
)

HEAD_LINES = 40
"""A dateline is looked for in so many lines from the top ..."""

HEAD_SENTENCES = 3
"""... and not below so many lines of running text: the story has begun."""

_NONBLANK = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the lines of a hard-wrapped paragraph; half-open offsets without surrounding blanks.

    `adjacent` is True when no blank line stands between it and the one before.
    """

    start: int
    end: int
    text: str
    adjacent: bool = False
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The blocks in text order, and what the head of the article says; each None or "" when it says nothing."""

    blocks: tuple[Block, ...] = ()
    headline: str = ""
    author: str = ""
    stamp: str | None = None
    dateline: Dateline | None = None


def read_structure(text: str, title: str = "") -> Structure:
    """Blocks of `text`. A `title` that is known from elsewhere helps to find the headline.

    >>> [block.kind.value for block in read_structure("Strike ends\\n\\nBy Ann Poe\\n\\nOSLO — Ferries sail again.").blocks]
    ['headline', 'byline', 'dateline', 'body']
    """
    lines = split_lines(text)
    if len(lines) > 1:
        lines = mark_furniture(lines)
        lines = mark_caption_above_credit(lines)
        lines = mark_repeated_caption(lines)
    at, dateline = find_dateline(lines)
    lines = mark_head(lines, at, title)
    stamp = next((line.text for line in lines if line.kind is BlockKind.BYLINE and is_stamp(line.text)), None)
    author = next((name for line in lines if line.kind is BlockKind.BYLINE and (name := byline_author(line.text))), "")
    headline = next((" ".join(line.text.split()) for line in lines if line.kind is BlockKind.HEADLINE), "")
    return Structure(
        blocks=tuple(_blocks(text, lines, at, dateline)),
        headline=headline,
        author=author,
        stamp=stamp,
        dateline=dateline,
    )


def split_lines(text: str) -> list[Line]:
    """The lines that hold something; the lines of a hard-wrapped paragraph are one."""
    found: list[Line] = []
    previous = -2
    for match in _NONBLANK.finditer(text):
        stripped = match.group().strip()
        start = match.start() + match.group().index(stripped[0])
        found.append(Line(start, start + len(stripped), stripped, adjacent=match.start() == previous + 1))
        previous = match.end()
    return _join_wrapped(text, found)


def _join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Join lines that were broken to fit a width: the next line's first word would not have fitted on them.

    The text counts as wrapped when its lines keep to 100 characters and four of five neighbours break so.
    """
    width = max((line.end - line.start for line in lines), default=0)
    full = [
        line.adjacent and above.end - above.start + 1 + len(line.text.split(maxsplit=1)[0]) > width
        for above, line in pairwise(lines)
    ]
    neighbours = sum(line.adjacent for line in lines)
    if width > 100 or neighbours < 3 or sum(full) < 0.8 * neighbours:
        return lines
    joined = lines[:1]
    for line, fits in zip(lines[1:], full, strict=True):
        if fits:
            joined[-1] = replace(joined[-1], end=line.end, text=text[joined[-1].start : line.end])
        else:
            joined.append(line)
    return joined


def mark_furniture(lines: list[Line]) -> list[Line]:
    """Navigation, bylines, dates of publication, captions and credits, each by its own words."""
    return [
        replace(line, kind=_furniture_kind(line.text)) if line.end - line.start <= LONGEST else line for line in lines
    ]


def _furniture_kind(text: str) -> BlockKind | None:
    if is_navigation(text):
        return BlockKind.NAVIGATION
    if is_credit(text) or is_caption(text):
        return BlockKind.CAPTION
    if byline_author(text) is not None or is_stamp(text):
        return BlockKind.BYLINE
    return None


def mark_caption_above_credit(lines: list[Line]) -> list[Line]:
    """The line right above a credit, when it does not close a sentence: "Workers at the gate" above "Photo: Ann Poe"."""
    marked = list(lines)
    first = next((i for i, line in enumerate(lines) if line.kind is None), len(lines))
    for i in range(first + 2, len(lines)):
        above = marked[i - 1]
        if lines[i].adjacent and is_credit(lines[i].text) and above.kind is None and _is_label(above.text):
            marked[i - 1] = replace(above, kind=BlockKind.CAPTION)
    return marked


def _is_label(text: str) -> bool:
    return len(text.split()) <= 30 and not ends_sentence(text)


def mark_repeated_caption(lines: list[Line]) -> list[Line]:
    """A caption that is printed twice, once with its credit and once without."""
    captions = [line.text for line in lines if line.kind is BlockKind.CAPTION]
    return [
        replace(line, kind=BlockKind.CAPTION)
        if line.kind is None
        and len(line.text) > 10
        and _is_label(line.text)
        and any(caption.startswith(line.text) for caption in captions)
        else line
        for line in lines
    ]


def find_dateline(lines: list[Line]) -> tuple[int, Dateline | None]:
    """Index of the line that opens with the dateline, and the dateline; (-1, None) without one."""
    told = 0
    for i, line in enumerate(lines[:HEAD_LINES]):
        if line.kind is not None:
            continue
        if (dateline := read_dateline(line.text)) is not None:
            return i, dateline
        told += ends_sentence(line.text) and len(line.text.split()) > 12
        if told == HEAD_SENTENCES:
            break
    return -1, None


def mark_head(lines: list[Line], dateline_at: int, title: str) -> list[Line]:
    """Headline first, standfirst below it, body from the dateline on, or from the first line that closes a sentence."""
    free = [i for i, line in enumerate(lines) if line.kind is None]
    body = _body_start(lines, free, dateline_at, title)
    marked = list(lines)
    for i in free:
        kind = BlockKind.BODY if i >= body else BlockKind.HEADLINE if i == free[0] else BlockKind.STANDFIRST
        marked[i] = replace(lines[i], kind=kind)
    return marked


def _body_start(lines: list[Line], free: list[int], dateline_at: int, title: str) -> int:
    if dateline_at >= 0:
        return dateline_at
    if len(free) < 2:
        return 0
    byline = next((i for i, line in enumerate(lines[:HEAD_LINES]) if line.kind is BlockKind.BYLINE), -1)
    above = [i for i in free if i < byline]
    if 0 < len(above) <= 3 and above[-1] != free[-1] and is_headline(lines[above[0]].text, title):
        return byline + 1
    if not is_headline(lines[free[0]].text, title):
        return free[0]
    return next(
        (i for i in free[1:] if ends_sentence(lines[i].text) and not _is_in_title(lines[i].text, title)), free[-1]
    )


def is_headline(text: str, title: str = "") -> bool:
    """Whether a first line reads like a headline: the known title, no closing full stop, or capitals throughout.

    >>> is_headline("Ferries sail again"), is_headline("Ferries sailed again on Monday.")
    (True, False)
    """
    if _is_in_title(text, title):
        return True
    if len(text) > 250:
        return False
    if not ends_sentence(text):
        return True
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    in_capitals = len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
    question = text.rstrip("\"'”’")[-1:] in "?!" and len(text.split()) <= 20 and not re.search(r"[.?!]\s", text)
    return in_capitals or question


def _is_in_title(text: str, title: str) -> bool:
    """Whether the known title holds the line, whole or as one of its parts ("Headline; second line"), full stop aside."""
    line, known = (" ".join(words.casefold().split()).rstrip(".;: ") for words in (text, title))
    return line == known != "" or (len(line.split()) > 2 and line in known)


def _blocks(text: str, lines: list[Line], dateline_at: int, dateline: Dateline | None) -> list[Block]:
    blocks: list[Block] = []
    for i, line in enumerate(lines):
        start = line.start
        if i == dateline_at and dateline is not None:
            start += dateline.length
            blocks.append(
                Block(
                    start=line.start, end=line.start + len(text[line.start : start].rstrip()), kind=BlockKind.DATELINE
                )
            )
        if start < line.end:
            blocks.append(Block(start=start, end=line.end, kind=line.kind or BlockKind.BODY))
    return blocks
