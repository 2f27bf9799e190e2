"""What a picture without a browser shows: lines, marks and words with their places, as the page draws them at first.

Only what is said to have happened is drawn, the most connected `FIRST` nodes of it; pixels at scale 1, y downwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from graphbuilder.show.dossier import AGENT_ROLES, Dossier, EventRecord, is_factual, words_of
from graphbuilder.show.labels import Box, text_box
from graphbuilder.show.layout import Point, corners
from graphbuilder.show.payload import FIRST, View, events_graph, make_view, relations_graph
from graphbuilder.show.style import EVENT, TypeStyle, style_of

Mode: TypeAlias = Literal["relations", "events"]
LINE, CONTESTED, PLATE, INK, SOFT = "#6b7785", "#c2410c", "#f5f6f8", "#1b2026", "#59636e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as the points it runs through; `dashed` when a speaker is said to say so, `words` may be empty.

    `both` has arrowheads at both ends.
    """

    key: str
    points: tuple[Point, ...]
    dashed: bool
    contested: bool
    width: float
    words: str
    middle: Point
    both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkShape:
    """A node or an event's plate with its label."""

    key: str
    style: TypeStyle
    point: Point
    radius: int
    font: int
    label: str
    box: Box
    dashed: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that is drawn; `left`, `top`, `right`, `bottom` bound it."""

    lines: tuple[Line, ...]
    marks: tuple[MarkShape, ...]
    types: tuple[TypeStyle, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True, kw_only=True)
class _Bundle:
    """The events of one line while they are collected."""

    labels: dict[str, None]
    events: dict[str, EventRecord]
    both: bool = False


def compose(dossier: Dossier, mode: Mode | None = None) -> Scene:
    """Compose the picture of a dossier, by default with direct lines, or event nodes where there is no such line."""
    facts = [event for event in dossier.events if is_factual(event)]
    ids = {event.id for event in facts}
    shown = replace(dossier, events=tuple(facts), edges=tuple(edge for edge in dossier.edges if edge.event in ids))
    mode = mode or ("relations" if shown.edges else "events")
    build = relations_graph if mode == "relations" else events_graph
    view = make_view(shown, *build(shown))
    drawn = view.order[:FIRST]
    points: dict[str, Point] = dict(zip(drawn, view.first, strict=True))
    marks = tuple(mark_of(shown, view, rank) for rank in range(len(drawn)))
    bundles = {key: bundle for key, bundle in bundles_of(shown, mode).items() if key[0] in points and key[1] in points}
    bounds = [corners(mark.point, mark.box) for mark in marks]
    sides = list(zip(*bounds, strict=True)) if bounds else [(0.0,), (0.0,), (400.0,), (120.0,)]
    return Scene(
        lines=place_words(
            lines_of(bundles, points, {m.key: m for m in marks}, mode), [box for m in marks for box in mark_boxes(m)]
        ),
        marks=marks,
        types=tuple(sorted({mark.style for mark in marks}, key=lambda style: style.name)),
        left=min(sides[0]),
        top=min(sides[1]),
        right=max(sides[2]),
        bottom=max(sides[3]),
    )


def mark_of(dossier: Dossier, view: View, rank: int) -> MarkShape:
    """Describe the mark of one node or event."""
    key, index = view.order[rank], int(view.order[rank][1:])
    event = dossier.events[index] if key[0] == "e" else None
    return MarkShape(
        key=key,
        style=EVENT if event else style_of(dossier.nodes[index].type),
        point=view.first[rank],
        radius=view.sizes[rank][0],
        font=view.sizes[rank][1],
        label=view.labels[rank],
        box=view.boxes[key],
        dashed=bool(event and event.factuality == "Attributed"),
        contested=bool(event and event.contested),
    )


def mark_boxes(mark: MarkShape) -> list[tuple[float, float, float, float]]:
    """Give left, top, right and bottom of what a mark covers: the mark and its label, or its plate."""
    left, top, right, bottom = corners(mark.point, mark.box)
    if mark.style.shape == "box":
        return [(left, top, right, bottom)]
    (x, y), r = mark.point, mark.radius
    return [(x - r, y - r, x + r, y + r), (left, y + r + 2, right, bottom)]


def bundles_of(dossier: Dossier, mode: Mode) -> dict[tuple[str, str, bool, bool], _Bundle]:
    """Collect the events behind each line: (from, to, attributed, contested)."""
    at = {node.id: f"n{index}" for index, node in enumerate(dossier.nodes)}
    by_id = {event.id: event for event in dossier.events}
    found: dict[tuple[str, str, bool, bool], _Bundle] = defaultdict(lambda: _Bundle(labels={}, events={}))

    def add(start: str, end: str, label: str, event: EventRecord) -> None:
        bundle = found[start, end, event.factuality == "Attributed", event.contested]
        bundle.labels[label] = None
        bundle.events[event.id] = event

    if mode == "relations":
        for edge in dossier.edges:
            add(at[edge.start], at[edge.end], edge.label, by_id[edge.event])
        return joined(dict(sorted(found.items())))
    for index, event in enumerate(dossier.events):
        for filler in event.roles:
            if filler.node and filler.role in AGENT_ROLES:
                add(at[filler.node], f"e{index}", words_of(filler.role), event)
            elif filler.node:
                add(f"e{index}", at[filler.node], words_of(filler.role), event)
        if event.place and all(filler.node != event.place for filler in event.roles):
            add(f"e{index}", at[event.place], "place", event)
    return dict(sorted(found.items()))


def joined(bundles: dict[tuple[str, str, bool, bool], _Bundle]) -> dict[tuple[str, str, bool, bool], _Bundle]:
    """Make one line of two that run both ways for the same events: those who meet, meet each other."""
    kept = dict(bundles)
    for (start, end, attributed, contested), bundle in bundles.items():
        back = kept.get((end, start, attributed, contested))
        if start < end and back and back.events.keys() == bundle.events.keys():
            bundle.both = True
            del kept[end, start, attributed, contested]
    return kept


def lines_of(
    bundles: Mapping[tuple[str, str, bool, bool], _Bundle],
    points: Mapping[str, Point],
    marks: Mapping[str, MarkShape],
    mode: Mode,
) -> list[Line]:
    """Draw one line for each bundle; several between one pair are bent apart. Those of most events come first."""
    pairs: dict[tuple[str, ...], list[tuple[str, str, bool, bool]]] = defaultdict(list)
    for key in bundles:
        pairs[tuple(sorted(key[:2]))].append(key)
    lines = []
    for group in pairs.values():
        turns: dict[str, int] = defaultdict(int)
        for key in group:
            start, end, attributed, contested = key
            bow = 0.0 if len(group) == 1 else 0.1 + 0.12 * turns[start]
            turns[start] += 1
            curve = bent(points[start], points[end], bow)
            bundle = bundles[key]
            line = Line(
                key=" ".join(map(str, key)),
                points=cut_ends(curve, marks[start], marks[end]),
                dashed=attributed,
                contested=contested,
                width=1.1 + 0.8 * math.log2(len(bundle.events)),
                words=line_words(bundle, attributed and mode == "relations", contested),
                middle=curve[len(curve) // 2],
                both=bundle.both,
            )
            lines.append((-len(bundle.events), line.key, line))
    return [line for _, _, line in sorted(lines, key=lambda row: row[:2])]


def line_words(bundle: _Bundle, said: bool, contested: bool) -> str:
    """Write what stands on a line: up to two labels, and who says so when the article only passes it on."""
    labels = list(bundle.labels)
    text = ("≠ " if contested else "") + ", ".join(labels[:2]) + (f" +{len(labels) - 2}" if len(labels) > 2 else "")
    speakers = sorted({r.speaker for event in bundle.events.values() for r in event.reports if r.speaker})
    if not said or not speakers:
        return text
    first = speakers[0] if len(speakers[0]) <= 24 else speakers[0][:23] + "…"
    return f"{text}\nsays {first}" + (f" +{len(speakers) - 1}" if len(speakers) > 1 else "")


def bent(start: Point, end: Point, bow: float, steps: int = 16) -> list[Point]:
    """Run from start to end, bowed to the left by a share of the distance; an odd number of points."""
    (ax, ay), (bx, by) = start, end
    via = ((ax + bx) / 2 + (by - ay) * bow, (ay + by) / 2 - (bx - ax) * bow)
    shares = [step / steps for step in range(steps + 1)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * via[0] + t * t * bx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * via[1] + t * t * by,
        )
        for t in shares
    ]


def cut_ends(curve: Sequence[Point], start: MarkShape, end: MarkShape) -> tuple[Point, ...]:
    """Cut a line where it enters the marks that it joins, found by halving the first and the last step outside."""

    def inside(point: Point, mark: MarkShape) -> bool:
        x, y = point[0] - mark.point[0], point[1] - mark.point[1]
        if mark.style.shape == "box":
            return abs(x) <= mark.box.width / 2 + 1 and abs(y) <= mark.box.height / 2 + 1
        return math.hypot(x, y) <= mark.radius + 2

    def trimmed(points: list[Point], mark: MarkShape) -> list[Point]:
        while len(points) > 2 and inside(points[1], mark):
            points.pop(0)
        inner, outer = points[0], points[1]
        for _ in range(12):
            middle = ((inner[0] + outer[0]) / 2, (inner[1] + outer[1]) / 2)
            inner, outer = (middle, outer) if inside(middle, mark) else (inner, middle)
        return [inner, *points[1:]]

    return tuple(trimmed(trimmed(list(curve), start)[::-1], end)[::-1])


def place_words(lines: Sequence[Line], taken: list[tuple[float, float, float, float]]) -> tuple[Line, ...]:
    """Keep words only on lines where they cover no mark and no other words."""
    boxes = list(taken)
    placed = []
    for line in lines:
        width, height = text_box(line.words, 11)
        x, y = line.middle
        box = (x - width / 2 - 3, y - height / 2 - 2, x + width / 2 + 3, y + height / 2 + 2)
        free = not any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in boxes)
        if free:
            boxes.append(box)
        placed.append(line if free else replace(line, words=""))
    return tuple(placed)
