"""Sentence borders that the parser must respect: block and paragraph ends, abbreviations, quotation marks.

The small English model finds sentence borders with its parser. It runs headlines, captions and datelines without a full stop into the
next line, and splits after "Mr.", after initials and before closing quotation marks. `mark_sentences` presets
`Token.is_sent_start` before the parser runs: the parser keeps every preset value and decides the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from graphbuilder.data import read_yaml
from graphbuilder.model import SILENT_BLOCKS, Article, BlockKind

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

_BREAK = re.compile(r"(?<![^\S\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])\s*")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_WRAP_WIDTH = 120  # a text whose lines are longer than this is not wrapped: every line end closes a paragraph
_CLOSING = frozenset({'"', "”", "’", "'", "''", "»", ")", "]"})
_OPENING = frozenset({'"', "“", "‘", "``", "«", "(", "["})
_FULL_STOPS = frozenset(".!?")
_START, _NO_START = 1, -1
_FINAL = (".", "!", "?", "…", ":", ";")
LONGEST = 400
"""Tokens without a full stop after which a sentence ends all the same: lists and noise, in whose trees every search would be long."""


def mark_sentences(doc: Doc) -> Doc:
    """Preset the sentence borders of `doc` that its layout and its punctuation settle; return it.

    Uses the blocks of `doc.user_data["article"]` when there are any, and the line ends of the text.
    """
    from spacy.attrs import SENT_START

    article: Article | None = doc.user_data.get("article")
    tokens = list(doc)
    words = [token.text for token in tokens]
    starts = [token.idx for token in tokens]
    marks = np.zeros(len(words), dtype="int64")
    marks[[i for i in range(1, len(words)) if _is_false_start(words[i - 1], words[i], i, tokens)]] = _NO_START
    offsets = set(paragraph_starts(doc.text))
    for block in article.blocks if article is not None else ():
        if block.kind != BlockKind.BODY:  # lines of the body may be wrapped: whether they are, the line ends above have said
            offsets.update((block.start, block.end))
        if block.kind == BlockKind.HEADLINE:
            # Minsk: sanctions "a mistake"   a headline is one sentence but for its full stops
            inside = range(bisect_left(starts, block.start) + 1, bisect_left(starts, block.end))
            marks[[i for i in inside if words[i - 1] not in _FULL_STOPS]] = _NO_START
    for offset in offsets:
        index = bisect_left(starts, offset)
        while index < len(words) and words[index].isspace():
            index += 1
        if index < len(words):
            marks[index] = _START
    since = 0
    for index, word in enumerate(words):
        if marks[index] == _START or word in _FULL_STOPS:
            since = index
        elif index - since >= LONGEST:
            marks[index], since = _START, index
    # the setter of Token.is_sent_start walks over the whole Doc each time
    doc.from_array([SENT_START], marks.astype("uint64"))
    return doc


def paragraph_starts(text: str) -> Iterator[int]:
    """Offsets at which a paragraph or an unwrapped line begins.

    >>> list(paragraph_starts("A headline\\nMINSK, May 5. It rained."))
    [11]
    >>> list(paragraph_starts("She was seen in\\nMinsk and in the\\nother cities of the land."))
    []
    """
    breaks = [m for m in _BREAK.finditer(text) if m.end() < len(text)]
    edges = [0, *(m.end() for m in breaks)]
    ends = [*(m.start() for m in breaks), len(text.rstrip())]
    width = max((end - start for start, end in zip(edges, ends, strict=True)), default=0)
    for match, line_start, next_end in zip(breaks, edges[:-1], ends[1:], strict=True):
        first = _LINE_END.search(text, match.start())
        blank = first is not None and _LINE_END.search(text, first.end(), match.end()) is not None
        if blank or not is_wrap(text[line_start : match.start()], text[match.end() : next_end], width):
            yield match.end()


def is_wrap(line: str, following: str, width: int) -> bool:
    """Whether the line end between `line` and `following` is only a wrap, in a text whose longest line has `width` characters.

    >>> is_wrap("The minister met the", "president.", 40)
    True
    >>> is_wrap("© Photo via AP", "MINSK, November 17.", 40)
    False
    """
    words, next_words = line.split(), following.split()
    if not words or not next_words:
        return False
    if next_words[0][0].islower() or words[-1].lower() in _abbreviations()["runs_on"] or words[-1].endswith(","):
        return True
    if width > _WRAP_WIDTH or words[-1].endswith(_FINAL):
        return False
    return len(line) + 1 + len(next_words[0]) > width


def _is_false_start(before: str, word: str, index: int, tokens: list[Token]) -> bool:
    """Whether no sentence can begin with `word` after the word `before`; `index` is the token of `word`."""
    known = _abbreviations()
    if word in _CLOSING:
        # She asked: “Why?” He left.   the closing mark belongs to the sentence before it
        return not before.isspace() and not tokens[index - 1].whitespace_
    if before in _OPENING:
        # “Belarus has won”   the opening mark belongs to what follows
        return not word.isspace() and not tokens[index - 1].whitespace_
    if before[-1] == ".":
        # Lt. Gen. Avi Dichter; Jan. 5; Brindell B. Wilkins
        if before in known["titles"] or before in known["others"] or (len(before) == 2 and before[0].isupper()):
            return True
        # in Oxford, N.C., on Friday; Apple Inc. shares
        return (before in known["places"] or before in known["companies"]) and not word.istitle()
    # a sentence does not begin with a small letter after a word in the middle of a line
    return word[0].islower() and before not in _FINAL and before not in _CLOSING and not before.isspace()


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    """The word lists of `data/abbreviations.yml`."""
    data = read_yaml("abbreviations.yml")
    return {key: frozenset(words) for key, words in data.items()}


def kept_whole() -> tuple[str, ...]:
    """Titles and short forms of states that are one token with their full stop, sorted.

    Not those that end a sentence as other words do: "Martin King *Sr.*", "a *man.*".
    """
    known = _abbreviations()
    return tuple(sorted((known["titles"] | known["places"]) - known["also_words"]))


def mark_silent(doc: Doc) -> Doc:
    """Store in `doc.user_data["silent"]` one entry for each sentence: the kind of a silent block that it lies in, or None."""
    article: Article | None = doc.user_data.get("article")
    blocks = [b for b in article.blocks if b.kind in SILENT_BLOCKS] if article is not None else []
    starts = [block.start for block in blocks]
    silent: list[str | None] = []
    for sent in doc.sents:
        offset = next((token.idx for token in sent if not token.is_space), 0)
        index = bisect_right(starts, offset) - 1
        silent.append(str(blocks[index].kind) if index >= 0 and offset < blocks[index].end else None)
    doc.user_data["silent"] = tuple(silent)
    return doc


def silent_sentence(doc: Doc, index: int) -> str | None:
    """Why the sentence with this index states nothing ("caption", "byline", "dateline", "navigation"), or None when it may."""
    kinds: tuple[str | None, ...] = doc.user_data.get("silent", ())
    return kinds[index] if index < len(kinds) else None
