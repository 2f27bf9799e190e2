"""How big a label will be on the screen, known before any browser opens it.

The widths are the larger ones of Arial (and the fonts made to its measure) and of DejaVu Sans, which a Linux without those draws
with, rounded up: a box is never smaller than the words drawn in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

LINE_HEIGHT = 1.25
"""Height of a line in multiples of the font's size."""

_WIDTHS = {
    0.32: "ijlI., |'",
    0.42: "ftr()[]-:;/\\!",
    0.53: "szJ`",
    0.64: 'aäbcdeghknopquvxyLF0123456789?$_"*',
    0.73: "ABEKPRSTVXYZ",
    0.79: "CDGHNOQU&",
    0.84: "w+<>=~^#",
    1.02: "mMW@—…%",
}
_WIDTH_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}


@dataclass(frozen=True, slots=True)
class Box:
    """The size of something drawn, in pixels at scale 1, and how far its middle lies below the node's point."""

    width: float
    height: float
    drop: float = 0.0


@lru_cache(maxsize=65536)
def text_width(text: str, size: float) -> float:
    """Measure one line of text, in pixels, for a font of `size` pixels.

    Wide scripts (Chinese, Japanese, Korean) count a full square; other letters outside the table 0.75.

    >>> text_width("Minsk", 10) < text_width("Warsaw", 10)
    True
    """
    return size * sum(_WIDTH_OF.get(c) or (1.0 if c >= "\u2e80" else 0.75) for c in text)


@lru_cache(maxsize=65536)
def wrap(label: str, limit: int = 18, lines: int = 3) -> str:
    """Break a label into at most `lines` lines of about `limit` characters; what does not fit becomes an ellipsis.

    >>> wrap("Ministry of Inland Waterways")
    'Ministry of Inland\\nWaterways'
    >>> wrap("a" * 40, limit=10, lines=2)
    'aaaaaaaaaa\\naaaaaaaaa…'
    """
    pieces: list[str] = []
    for word in label.split():
        while len(word) > limit:
            pieces.append(word[:limit])
            word = word[limit:]
        if pieces and len(pieces[-1]) + 1 + len(word) <= limit:
            pieces[-1] += " " + word
        elif word:
            pieces.append(word)
    if len(pieces) > lines:
        pieces = [*pieces[: lines - 1], pieces[lines - 1][: limit - 1] + "…"]
    return "\n".join(pieces)


def text_box(label: str, size: float) -> tuple[float, float]:
    """Measure a label of one or more lines: width and height in pixels.

    >>> width, height = text_box("two\\nlines", 10)
    >>> height
    25.0
    """
    rows = label.split("\n")
    return max(text_width(row, size) for row in rows), len(rows) * size * LINE_HEIGHT


def dot_box(label: str, size: float, radius: float) -> Box:
    """Measure a node drawn as a mark of `radius` with its label below it."""
    width, height = text_box(label, size)
    whole = 2 * radius + 5 + height
    return Box(width=max(width, 2 * radius), height=whole, drop=whole / 2 - radius)


def plate_box(label: str, size: float, margin: float) -> Box:
    """Measure a node drawn as a plate with its label inside."""
    width, height = text_box(label, size)
    return Box(width=width + 2 * margin, height=height + 2 * margin)
