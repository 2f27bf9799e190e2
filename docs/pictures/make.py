"""Draw the diagrams of the documentation as SVG: `python docs/pictures/make.py`. Plain text, no libraries.

`tests/test_docs.py` holds the files against what this draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
INK, PALE = "#1d2733", "#5b6775"
ARTICLE, FUSED, ENTITY, EVENT, CLAIM = "#eef3f8", "#fff7e6", "#dcebd9", "#ffe1cc", "#e3e0f5"
_STYLE = f"text{{font-family:system-ui,sans-serif;font-size:14px;fill:{INK}}} .s{{font-size:12px;fill:{PALE}}} .b{{font-weight:600}}"


def box(x: int, y: int, width: int, height: int, title: str, lines: Iterable[str] = (), fill: str = "#fff") -> str:
    """A rectangle with a title and lines below it; all measures in pixels, from the upper left corner."""
    parts = [
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{fill}" stroke="{PALE}"/>',
        text(x + 12, y + 22, title, "b"),
    ]
    parts += [text(x + 12, y + 42 + 18 * number, line, "s") for number, line in enumerate(lines)]
    return "\n".join(parts)


def text(x: int, y: int, words: str, style: str = "", anchor: str = "start") -> str:
    """Words at a point on their base line.

    >>> text(1, 2, "a < b")
    '<text x="1" y="2" class="" text-anchor="start">a &lt; b</text>'
    """
    return f'<text x="{x}" y="{y}" class="{style}" text-anchor="{anchor}">{escape(words)}</text>'


def arrow(start: tuple[int, int], end: tuple[int, int], label: str = "", dashed: bool = False, lift: int = 6) -> str:
    """A straight arrow; its label stands on a white ground at its middle, `lift` pixels above it."""
    (x1, y1), (x2, y2) = start, end
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    line = f'<path d="M{x1} {y1} L{x2} {y2}" stroke="{INK}" stroke-width="1.5" fill="none" marker-end="url(#tip)"{dashes}/>'
    if not label:
        return line
    x, y, half = (x1 + x2) // 2, (y1 + y2) // 2 - lift, 7 * len(label) // 2
    ground = f'<rect x="{x - half}" y="{y - 13}" width="{2 * half}" height="18" fill="#fff" opacity="0.9"/>'
    return "\n".join((line, ground, text(x, y, label, "s", "middle")))


def picture(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """A whole SVG file on a white ground, so that it can be read on a dark page."""
    tip = (
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 L8 4 L0 8 z" fill="{INK}"/></marker>'
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            f"<defs>{tip}</defs>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        )
    )


def layers() -> str:
    """A named graph for each article, the fused view in the default graph, and the bridges between them."""
    inside = (
        "the article's data: outlet, date",
        "sentences and mentions",
        "claims and open claims",
        "attributions",
        "reported events",
        "entities of the article",
    )
    return picture(
        960,
        470,
        "Each article has a named graph; the default graph holds the fused view",
        [
            text(20, 28, "Named graphs: what each article says", "b"),
            box(20, 44, 300, 160, "article/continental-desk-2020-10-02", inside, ARTICLE),
            box(20, 222, 300, 160, "article/tass-2020-11-17", inside, ARTICLE),
            box(20, 400, 300, 50, "article/...", (), ARTICLE),
            text(560, 28, "Default graph: all articles together", "b"),
            box(560, 44, 380, 406, "the fused view: a plain SELECT reads this", (), FUSED),
            box(
                580,
                84,
                340,
                78,
                "events",
                ("a sem:Event and a class, as gb:Sanction", "actor, recipient, place, time, confidence"),
                EVENT,
            ),
            box(580, 172, 340, 60, "non-factual events", ("a gb:NonFactualEvent: denied, planned, ...",), EVENT),
            box(580, 242, 340, 60, "entities", ("labels, country, coordinates, owl:sameAs",), ENTITY),
            box(580, 312, 340, 60, "direct edges", ("entity gb:sanctions entity",), ENTITY),
            box(580, 382, 340, 56, "merges", ("which reports or names are one, and why",), CLAIM),
            arrow((580, 122), (322, 122), "gb:report"),
            arrow((322, 300), (578, 272), "gb:resolvedTo"),
        ],
    )


def sanction() -> str:
    """One sanction, from the direct edge down to the characters that state it."""
    return picture(
        960,
        480,
        "From a direct edge to the characters of its sentence",
        [
            box(20, 40, 220, 64, "European Union", ("gb:Organization",), ENTITY),
            box(700, 40, 240, 64, "40 Belarusian officials", ("gb:Group, gb:country Belarus",), ENTITY),
            arrow((240, 56), (698, 56), "gb:sanctions: the direct edge"),
            box(
                360,
                140,
                240,
                100,
                "the event",
                ("a sem:Event, gb:Sanction", "gb:factuality gb:Asserted", "2020-10-02 to 2020-10-02"),
                EVENT,
            ),
            arrow((360, 170), (170, 106), "gb:actor", lift=0),
            arrow((600, 170), (780, 106), "gb:recipient", lift=0),
            box(360, 284, 240, 64, "the claim", ("subject, predicate, object",), CLAIM),
            arrow((480, 284), (480, 242), "gb:aboutEvent", lift=-4),
            box(20, 284, 220, 64, "the attribution, if any", ("speaker, cue, content, kind",), CLAIM),
            arrow((360, 316), (242, 316), "gb:attribution"),
            box(
                240,
                396,
                480,
                64,
                "the sentence: #char=BEGIN,END",
                ("“The European Union imposed sanctions on 40 Belarusian officials ...”",),
                ARTICLE,
            ),
            arrow((480, 348), (480, 394), "prov:wasDerivedFrom", lift=-4),
            box(760, 396, 180, 64, "the article", ("outlet, date, headline",), ARTICLE),
            arrow((720, 428), (758, 428)),
            text(740, 388, "nif:referenceContext", "s", "middle"),
        ],
    )


PICTURES = {"layers.svg": layers, "sanction.svg": sanction}
"""File -> what draws it."""


def main() -> None:
    """Write all diagrams."""
    for name, draw in PICTURES.items():
        (HERE / name).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
