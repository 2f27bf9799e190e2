"""The picture of a dossier as SVG, drawn without a browser: the same marks, lines and words as the page at first."""

from __future__ import annotations

import math
from xml.sax.saxutils import escape, quoteattr

from graphbuilder.show.dossier import Dossier
from graphbuilder.show.labels import LINE_HEIGHT, text_box, text_width
from graphbuilder.show.layout import Point
from graphbuilder.show.scene import CONTESTED, INK, LINE, PLATE, SOFT, Line, MarkShape, Mode, Scene, compose
from graphbuilder.show.style import TypeStyle

MARGIN = 28
HEAD = 44
FOOT = 40
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"

_HALO = ' paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'
_CORNERS: dict[str, list[Point]] = {
    "square": [(-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)],
    "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "triangle": [(0, -1), (1, 0.75), (-1, 0.75)],
    "triangleDown": [(0, 1), (1, -0.75), (-1, -0.75)],
    "hexagon": [(math.cos(math.pi / 3 * i), math.sin(math.pi / 3 * i)) for i in range(6)],
    "star": [
        (
            (1 if i % 2 == 0 else 0.45) * math.sin(math.pi / 5 * i),
            -(1 if i % 2 == 0 else 0.45) * math.cos(math.pi / 5 * i),
        )
        for i in range(10)
    ],
}


def outline(shape: str, x: float, y: float, radius: float) -> list[Point]:
    """Give the corners of a mark; none for a round one."""
    return [(x + dx * radius, y + dy * radius) for dx, dy in _CORNERS.get(shape, [])]


def arrow(points: tuple[Point, ...], width: float) -> list[Point]:
    """Give the three corners of the arrowhead at the end of a line."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    angle = math.atan2(by - ay, bx - ax)
    size = 6 + width * 1.5
    return [(bx, by)] + [
        (bx - size * math.cos(angle + turn), by - size * math.sin(angle + turn)) for turn in (0.42, -0.42)
    ]


def frame(scene: Scene, title: str) -> tuple[float, float]:
    """Give the width and height of the whole picture in pixels, wide enough for its title and legend."""
    legend = sum(text_width(style.label, 12) + 44 for style in scene.types) + 230
    width = max(scene.right - scene.left, legend, text_width(title, 18)) + 2 * MARGIN
    return width, scene.bottom - scene.top + HEAD + FOOT + MARGIN


def svg_picture(dossier: Dossier, *, title: str = "", mode: Mode | None = None) -> str:
    """Draw a dossier as an SVG document that needs nothing from outside and runs nothing.

    Args:
        dossier: what to draw; only what is said to have happened, the 150 most connected nodes of it.
        title: stands above the picture and is its accessible name.
        mode: "relations" for direct lines, "events" for event nodes; by default lines, if there are any.
    """
    scene = compose(dossier, mode)
    width, height = frame(scene, title)
    body = [_line(line) for line in scene.lines] + [_mark(mark) for mark in scene.marks]
    words = [_line_words(line) for line in scene.lines if line.words]
    shift = f"translate({number(MARGIN - scene.left)} {number(HEAD - scene.top)})"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" '
            f'height="{number(height)}" role="img" aria-label={quoteattr(clean(title or "Graph"))} font-family="{FONT}">',
            f"<title>{text(title or 'Graph')}</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<text x="{MARGIN}" y="29" font-size="18" font-weight="600" fill="{INK}">{text(title)}</text>',
            f'<g transform="{shift}">',
            *body,
            *words,
            "</g>",
            *_legend(scene, height),
            "</svg>\n",
        ]
    )


def number(value: float) -> str:
    """Write a coordinate with at most one decimal.

    >>> number(3.04), number(-0.02)
    ('3', '0')
    """
    short = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def clean(value: str) -> str:
    """Replace characters that XML 1.0 does not allow (section 2.2) by a question mark."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "?" for c in value
    )


def text(value: str) -> str:
    """Write text as XML character data."""
    return escape(clean(value))


def _path(points: list[Point] | tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _line(line: Line) -> str:
    shade = CONTESTED if line.contested else LINE
    dash = ' stroke-dasharray="7 4"' if line.dashed else ""
    ends = [line.points, line.points[::-1]] if line.both else [line.points]
    return (
        f'<path d="{_path(line.points)}" fill="none" stroke="{shade}" stroke-width="{number(line.width)}"{dash}/>'
        + "".join(f'<path d="{_path(arrow(points, line.width))}Z" fill="{shade}"/>' for points in ends)
    )


def _line_words(line: Line) -> str:
    x, y = line.middle
    width, height = text_box(line.words, 11)
    plate = (
        f'<rect x="{number(x - width / 2 - 2)}" y="{number(y - height / 2)}" width="{number(width + 4)}" '
        f'height="{number(height)}" fill="#ffffff" fill-opacity="0.85"/>'
    )
    return plate + _rows(line.words, x, y - height / 2, 11, CONTESTED if line.contested else SOFT)


def _rows(label: str, x: float, top: float, size: float, shade: str, halo: str = "") -> str:
    return "".join(
        f'<text x="{number(x)}" y="{number(top + (row + 0.8) * size * LINE_HEIGHT)}" font-size="{number(size)}" '
        f'text-anchor="middle" fill="{shade}"{halo}>{text(words)}</text>'
        for row, words in enumerate(label.split("\n"))
    )


def _mark(mark: MarkShape) -> str:
    x, y = mark.point
    if mark.style.shape == "box":
        dash = ' stroke-dasharray="7 4"' if mark.dashed else ""
        left, top = x - mark.box.width / 2, y - mark.box.height / 2
        shade = CONTESTED if mark.contested else mark.style.colour
        plate = (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(mark.box.width)}" height="{number(mark.box.height)}" '
            f'rx="4" fill="{PLATE}" stroke="{shade}" stroke-width="{2.5 if mark.contested else 1.4}"{dash}/>'
        )
        return plate + _rows(mark.label, x, top + 6, mark.font, INK)
    return _shape(mark.style, x, y, mark.radius) + _rows(mark.label, x, y + mark.radius + 4, mark.font, INK, _HALO)


def _shape(style: TypeStyle, x: float, y: float, radius: float) -> str:
    points = outline(style.shape, x, y, radius)
    if points:
        return f'<path d="{_path(points)}Z" fill="{style.colour}" stroke="#ffffff"/>'
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{style.colour}" stroke="#ffffff"/>'


def _legend(scene: Scene, height: float) -> list[str]:
    x, y = float(MARGIN), height - 22
    parts = []
    for style in scene.types:
        points = [(x - 6, y - 4.5), (x + 6, y - 4.5), (x + 6, y + 4.5), (x - 6, y + 4.5)]
        box = f'<path d="{_path(points)}Z" fill="{style.colour}"/>'
        parts.append(box if style.shape == "box" else _shape(style, x, y, 6))
        parts.append(
            f'<text x="{number(x + 11)}" y="{number(y + 4)}" font-size="12" fill="{INK}">{text(style.label)}</text>'
        )
        x += text_width(style.label, 12) + 36
    for name, dash in (("asserted", ""), ("attributed", ' stroke-dasharray="7 4"')):
        parts.append(f'<path d="M{number(x)} {number(y)}h26" stroke="{LINE}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{number(x + 32)}" y="{number(y + 4)}" font-size="12" fill="{INK}">{name}</text>')
        x += 106
    return parts
