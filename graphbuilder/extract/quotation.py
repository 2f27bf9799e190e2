"""Text -> quotations: where somebody's own words begin and end. Pure text work, no parse.

Newspapers mix their marks: a curly mark opens and a straight one closes, an opening mark is repeated on each paragraph of a long
quotation, `''` stands for both ends, a single mark is an apostrophe most of the time. All double marks are therefore one family, and
what a mark does is read from the characters beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuilder.annotate.sentences import paragraph_starts
from graphbuilder.extract.record import record

OPENING, CLOSING, EITHER = "open", "close", "either"
DOUBLE = {
    "“": OPENING,
    "„": OPENING,
    "«": OPENING,
    "``": OPENING,
    "”": CLOSING,
    "»": CLOSING,
    '"': EITHER,
    "''": EITHER,
    "’’": CLOSING,
    "‘‘": OPENING,
}
MARK = re.compile("“|„|«|``|”|»|\"|''|’’|‘‘|[‘’'`]")
SINGLE_CLOSING = re.compile("[’'”\"]")
CLIPPED = re.compile(r"\d\ds?\b|n['’]|(?:[Tt](?:is|was)|em|[Cc]ause|[Tt]il)\b")
BEFORE_OPENING = frozenset("([{—–-―/:")
AFTER_CLOSING = frozenset(")]}—–-―/:;,.…?!")


@record(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks, the marks included.

    Attributes:
        start, end: offsets into the text, half-open. open_mark, close_mark: the marks as printed, "" where none is printed (a
            quotation that goes on in the next paragraph is not closed). continues: its paragraph opens with a repeated mark, the
            quotation before it having been left open.
    """

    start: int
    end: int
    open_mark: str
    close_mark: str
    continues: bool = False


def read_quotations(text: str, paragraphs: Sequence[int] | None = None) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order; quotations inside quotations are left to the outer one.

    `paragraphs` are the offsets at which a new one begins, None to look for them.

    >>> [(q.start, q.end) for q in read_quotations('“We won," she said. It\\'s \\'over\\'.')]
    [(0, 9), (25, 31)]
    """
    out: list[Quotation] = []
    left_open = False
    edges = [0, *(paragraph_starts(text) if paragraphs is None else paragraphs), len(text)]
    for start, end in pairwise(edges):
        for found in of_paragraph(text, start, end):
            goes_on = left_open and not text[start : found.start].strip()
            out.append(
                Quotation(
                    start=found.start,
                    end=found.end,
                    open_mark=found.open_mark,
                    close_mark=found.close_mark,
                    continues=goes_on,
                )
            )
            left_open = not found.close_mark
        if not out or out[-1].end <= start:
            left_open = False
    return tuple(out)


def of_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    """The outermost quotations of one paragraph: an unclosed one lasts to the paragraph's end."""
    opened: tuple[int, str] | None = None
    nested = 0
    at = start
    while (mark := MARK.search(text, at, end)) is not None:
        at = mark.end()
        does = role_of_mark(text, mark, end, opened[1] if opened else "")
        if opened is None:
            if does == OPENING:
                opened, nested = (mark.start(), mark.group()), 0
        elif does == OPENING:
            nested += 1
        elif does == CLOSING and nested:
            nested -= 1
        elif does == CLOSING:
            yield Quotation(start=opened[0], end=mark.end(), open_mark=opened[1], close_mark=mark.group())
            opened = None
    if opened is not None and is_double(opened[1]):
        yield from unclosed(text, opened, end)


def unclosed(text: str, opened: tuple[int, str], end: int) -> Iterator[Quotation]:
    """A quotation whose closing mark is missing or has been lost among nested ones: it lasts to the paragraph's end."""
    last = len(text[:end].rstrip())
    tail = re.search("(?:[”»\"]|''|[’'])+$", text[opened[0] + len(opened[1]) : last])
    yield Quotation(start=opened[0], end=last, open_mark=opened[1], close_mark=tail.group() if tail else "")


def is_double(mark: str) -> bool:
    """Whether a mark belongs to the family of double marks."""
    return mark in DOUBLE


def role_of_mark(text: str, mark: re.Match[str], end: int, opened: str) -> str:
    """What a mark does here: opens, closes, or nothing (an apostrophe, a mark of feet and inches)."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < end else " "
    if mark.group() in DOUBLE:
        return role_of_double(DOUBLE[mark.group()], before, after, opened)
    return role_of_single(text, mark, end, before, after, opened)


def role_of_double(fixed: str, before: str, after: str, opened: str) -> str:
    """A curly mark says what it does; a straight one opens before a word and closes after one.

    A curly closing mark with nothing open and a blank before it opens (a slip of the editor); a straight mark closes whatever is open,
    a single opening mark included, unless a blank stands before it and none after it.
    """
    if fixed == CLOSING:
        return CLOSING if opened else OPENING if before.isspace() and not after.isspace() else ""
    if fixed == OPENING:
        return OPENING
    if before.isdigit() and not opened:
        return ""  # 6'2"
    if opened:
        return OPENING if opened in ("‘", "'") and before.isspace() and not after.isspace() else CLOSING
    return OPENING if not after.isspace() else ""


def role_of_single(text: str, mark: re.Match[str], end: int, before: str, after: str, opened: str) -> str:
    """Single marks count only outside double ones, and only where a closing one is found in the same paragraph."""
    if is_double(opened):
        return ""
    free = before.isspace() or before in BEFORE_OPENING
    if not opened:
        if (
            free
            and mark.group() != "’"
            and (after.isalnum() or after in "…([$£€")
            and not CLIPPED.match(text, mark.end())
            and closes_single(text, mark.end(), end)
        ):
            return OPENING
        return ""
    if before.isspace() or not (after.isspace() or after in AFTER_CLOSING):
        return ""
    return "" if plural_possessive(text, mark.start(), end) else CLOSING


def closes_single(text: str, at: int, end: int) -> bool:
    """Whether a mark that can close a single quotation follows within the paragraph."""
    return any(
        not text[m.start() - 1].isspace()
        and (m.end() >= end or text[m.end()].isspace() or text[m.end()] in AFTER_CLOSING)
        for m in SINGLE_CLOSING.finditer(text, at, end)
    )


def plural_possessive(text: str, at: int, end: int) -> bool:
    """*the workers' rights*: an s before, a word in lower case after, and another closing mark further on."""
    return (
        text[at - 1] == "s"
        and text[at + 1 : at + 2] == " "
        and text[at + 2 : at + 3].islower()
        and closes_single(text, at + 1, end)
    )
