"""The picture of a dossier as PNG, by Pillow (the extra `picture`); the same scene as the SVG."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.errors import RequestError
from graphbuilder.show.dossier import Dossier
from graphbuilder.show.labels import LINE_HEIGHT, text_box, text_width
from graphbuilder.show.layout import Point
from graphbuilder.show.picture import HEAD, MARGIN, arrow, frame, outline
from graphbuilder.show.scene import CONTESTED, INK, LINE, PLATE, SOFT, Line, MarkShape, Mode, compose
from graphbuilder.show.style import TypeStyle

if TYPE_CHECKING:
    from PIL import ImageFont
    from PIL.ImageDraw import ImageDraw

FONTS = ("LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf")
"""Files of fonts with accents, Greek and Cyrillic, looked for where the system keeps its fonts."""
PLAIN_FONTS = frozenset({"Aileron"})
"""Families of Pillow's own font."""
LIMIT = 12000
"""The longest side of a picture in pixels; a larger one is drawn at a smaller scale."""


def png_picture(dossier: Dossier, *, title: str = "", mode: Mode | None = None, scale: float = 2.0) -> bytes:
    """Draw a dossier as a PNG file.

    Args:
        dossier: what to draw; only what is said to have happened, the 150 most connected nodes of it.
        title: stands above the picture.
        mode: "relations" for direct lines, "events" for event nodes; by default lines, if there are any.
        scale: pixels for each pixel of the layout; made smaller where a side would pass `LIMIT`.

    Raises:
        RequestError: Pillow is not installed, or the scale is not a positive number.
    """
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        raise RequestError(
            "a PNG needs Pillow: pip install 'graphbuilder[picture]'; SVG and HTML need nothing more"
        ) from error
    if not 0 < scale < math.inf:
        raise RequestError(f"scale {scale!r} is not a positive number")
    scene = compose(dossier, mode)
    width, height = frame(scene, title)
    scale = min(scale, LIMIT / max(width, height))
    image = Image.new("RGB", (math.ceil(width * scale), math.ceil(height * scale)), "#ffffff")
    pen = Pen(ImageDraw.Draw(image), scale, MARGIN - scene.left, HEAD - scene.top)
    for line in scene.lines:
        pen.line(line)
    for mark in scene.marks:
        pen.mark(mark)
    for line in scene.lines:
        if line.words:
            pen.line_words(line)
    pen.shift_x = pen.shift_y = 0.0
    pen.row(title, MARGIN + text_width(title, 18) / 2, 20, 18, INK)
    pen.legend(scene.types, height - 22)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=False)
    return file.getvalue()


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Load the first of `FONTS` that is installed, else the font that Pillow brings along, which has no accents."""
    from PIL import ImageFont

    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def drawable(words: str, size: int) -> str:
    """Write words as the font can: without accents, and `!=` for the sign of what is contested, if it is the plain one."""
    from PIL import ImageFont

    found = font(size)
    if isinstance(found, ImageFont.FreeTypeFont) and found.getname()[0] in PLAIN_FONTS:
        bare = unicodedata.normalize("NFD", words.replace("≠", "!="))
        return "".join(c for c in bare if not unicodedata.combining(c))
    return words


class Pen:
    """Draws in the layout's pixels on an image of another scale."""

    def __init__(self, draw: ImageDraw, scale: float, shift_x: float, shift_y: float) -> None:
        """Take the image's drawing surface, its scale and the layout's origin."""
        self.draw, self.scale, self.shift_x, self.shift_y = draw, scale, shift_x, shift_y

    def at(self, point: Point) -> Point:
        """Turn a point of the layout into one of the image."""
        return (point[0] + self.shift_x) * self.scale, (point[1] + self.shift_y) * self.scale

    def stroke(self, points: Sequence[Point], shade: str, width: float, dashed: bool = False) -> None:
        """Draw a line through points, in one piece or dashed."""
        for piece in dashes(points) if dashed else [points]:
            self.draw.line(
                [self.at(p) for p in piece], fill=shade, width=max(1, round(width * self.scale)), joint="curve"
            )

    def shape(self, points: Sequence[Point], shade: str) -> None:
        """Fill a shape."""
        self.draw.polygon([self.at(p) for p in points], fill=shade)

    def row(self, words: str, x: float, y: float, size: float, shade: str, halo: bool = False) -> None:
        """Write one line of text around a point; the font is made narrower where its own measure is too wide."""
        place = self.at((x, y))
        wanted = text_width(words, size) * self.scale
        pixels = max(1, round(size * self.scale))
        words = drawable(words, pixels)
        wide = font(pixels).getlength(words)
        if wide > wanted > 0:
            pixels = max(1, int(pixels * wanted / wide))
        self.draw.text(
            place,
            words,
            fill=shade,
            font=font(pixels),
            anchor="mm",
            stroke_width=2 if halo else 0,
            stroke_fill="#ffffff",
        )

    def rows(self, label: str, x: float, top: float, size: float, shade: str, halo: bool = False) -> None:
        """Write a label of one or more lines."""
        for index, words in enumerate(label.split("\n")):
            self.row(words, x, top + (index + 0.5) * size * LINE_HEIGHT, size, shade, halo)

    def line(self, line: Line) -> None:
        """Draw a line with its arrowhead."""
        shade = CONTESTED if line.contested else LINE
        self.stroke(line.points, shade, line.width, line.dashed)
        for points in [line.points, line.points[::-1]] if line.both else [line.points]:
            self.shape(arrow(points, line.width), shade)

    def line_words(self, line: Line) -> None:
        """Write the words of a line on a plate."""
        width, height = text_box(line.words, 11)
        x, y = line.middle
        self.draw.rectangle(
            [self.at((x - width / 2 - 2, y - height / 2)), self.at((x + width / 2 + 2, y + height / 2))], fill="#ffffff"
        )
        self.rows(line.words, x, y - height / 2, 11, CONTESTED if line.contested else SOFT)

    def mark(self, mark: MarkShape) -> None:
        """Draw a node or an event's plate with its label."""
        x, y = mark.point
        if mark.style.shape != "box":
            self.dot(mark.style.shape, mark.style.colour, x, y, mark.radius)
            self.rows(mark.label, x, y + mark.radius + 4, mark.font, INK, halo=True)
            return
        left, top = x - mark.box.width / 2, y - mark.box.height / 2
        right, bottom = x + mark.box.width / 2, y + mark.box.height / 2
        shade = CONTESTED if mark.contested else mark.style.colour
        self.draw.rectangle([self.at((left, top)), self.at((right, bottom))], fill=PLATE)
        border = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        self.stroke(border, shade, 2.5 if mark.contested else 1.4, mark.dashed)
        self.rows(mark.label, x, top + 6, mark.font, INK)

    def dot(self, shape: str, shade: str, x: float, y: float, radius: float) -> None:
        """Draw the mark of a node."""
        points = outline(shape, x, y, radius)
        if points:
            self.shape(points, shade)
        else:
            self.draw.ellipse([self.at((x - radius, y - radius)), self.at((x + radius, y + radius))], fill=shade)

    def legend(self, types: Sequence[TypeStyle], y: float) -> None:
        """Draw the legend along the lower edge."""
        x = float(MARGIN)
        for style in types:
            shape = "square" if style.shape == "box" else style.shape
            self.dot(shape, style.colour, x, y, 6)
            self.row(style.label, x + 11 + text_width(style.label, 12) / 2, y, 12, INK)
            x += text_width(style.label, 12) + 36
        for name, dashed in (("asserted", False), ("attributed", True)):
            self.stroke([(x, y), (x + 26, y)], LINE, 2, dashed)
            self.row(name, x + 32 + text_width(name, 12) / 2, y, 12, INK)
            x += 106


def dashes(points: Sequence[Point], on: float = 7.0, off: float = 4.0) -> Iterator[list[Point]]:
    """Cut a line into dashes by its length.

    >>> [[(round(x), round(y)) for x, y in piece] for piece in dashes([(0, 0), (20, 0)])]
    [[(0, 0), (7, 0)], [(11, 0), (18, 0)]]
    """
    left, drawing = on, True
    piece = [points[0]]
    for a, b in pairwise(points):
        here, length = a, math.dist(a, b)
        while length >= left > 0:
            share = left / length
            here = (here[0] + (b[0] - here[0]) * share, here[1] + (b[1] - here[1]) * share)
            length -= left
            if drawing:
                yield [*piece, here]
            drawing, left, piece = not drawing, off if drawing else on, [here]
        left -= length
        piece.append(b)
    if drawing and len(piece) > 2:
        yield piece
