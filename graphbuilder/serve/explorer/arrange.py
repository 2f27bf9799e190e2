"""The first picture of the graph: each part laid out for itself and drawn together, the parts side by side, no two boxes overlapping."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from graphbuilder.errors import RequestError
from graphbuilder.graph.store import GraphStore
from graphbuilder.show.labels import Box, dot_box
from graphbuilder.show.layout import Point, corners, extent, part_boxes, spread, turn_flat

ASPECT = 1.3
"""Width to height of the room that the picture stands in."""
GAP = 26.0
"""Pixels between two parts."""
NAMES, LONGEST = 200, 80
"""How many names of an answer can be placed, and how many characters of each count."""
ROOM = 3.0
"""Area that a part is spread over at first, in multiples of the area of its boxes."""
STEP = 0.9
"""By how much a part is drawn together at a time."""
ROUNDS = 60
"""Steps of stress majorization; the picture hardly changes after that."""


def arrange(graph: nx.Graph, boxes: Mapping[str, Box]) -> dict[str, tuple[int, int]]:
    """Place every node so that no two boxes overlap, in about the shape of `ASPECT`.

    Returns:
        The point of each node in whole pixels, y downwards.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    placed = [lay_out_part(graph, part, boxes) for part in parts]
    return {node: (round(x), round(y)) for node, (x, y) in side_by_side(placed, boxes).items()}


def arrange_names(store: GraphStore, labels: tuple[str, ...], lines: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Place the names of an answer that is drawn as a graph.

    Args:
        store: not asked; processes answer over a store.
        labels: what is written below each node, with its line breaks.
        lines: pairs of indexes into `labels`.

    Returns:
        A point for each label.

    Raises:
        RequestError: there are too many, or a line leads to no label.
    """
    if len(labels) > NAMES or len(lines) > 4 * NAMES:
        raise RequestError(f"{len(labels)} names and {len(lines)} lines; at most {NAMES} and {4 * NAMES} can be placed")
    if any(not 0 <= end < len(labels) for line in lines for end in line):
        raise RequestError(f"a line leads to no name; there are {len(labels)}")
    keys = [f"{i:04}" for i in range(len(labels))]
    graph = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_edges_from((keys[a], keys[b]) for a, b in lines if a != b)
    boxes = {key: dot_box(label[:LONGEST], 14, 9) for key, label in zip(keys, labels, strict=True)}
    points = arrange(graph, boxes)
    return [points[key] for key in keys]


def lay_out_part(graph: nx.Graph, part: Sequence[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Place the nodes of a connected part, without overlaps and drawn together."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    points = spread(turn_flat(by_distance(graph, part)), boxes, ROOM)
    return tighten(part_boxes(points, boxes), boxes)


def by_distance(graph: nx.Graph, part: Sequence[str]) -> dict[str, Point]:
    """Place nodes as far apart as there are steps between them, as well as the plane allows.

    Stress majorization (Gansner, Koren and North, "Graph Drawing by Stress Majorization", 2004), begun from a circle. Fast enough
    for the hundred nodes of a first picture, where `networkx.kamada_kawai_layout` takes half a second.

    >>> points = by_distance(nx.path_graph(["a", "b", "c"]), ["a", "b", "c"])
    >>> round(math.dist(points["a"], points["c"]) / math.dist(points["a"], points["b"]), 1)
    2.0
    """
    size = len(part)
    steps = np.zeros((size, size))
    for i, node in enumerate(part):
        away = nx.single_source_shortest_path_length(graph, node)
        steps[i] = [away[other] for other in part]
    with np.errstate(divide="ignore"):
        weights = np.where(steps > 0, steps**-2.0, 0.0)
    turn = np.arange(size) * 2 * math.pi / size
    points = np.column_stack([np.cos(turn), 0.8 * np.sin(turn)]) * steps.max() / 2
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(ROUNDS):
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        pull = weights * steps / np.where(apart > 1e-9, apart, 1.0)
        np.fill_diagonal(pull, 0.0)
        points = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ points)
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, points, strict=True)}


def tighten(points: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Draw points together, across and upwards in turn, as long as no two boxes overlap.

    >>> box = Box(width=10, height=10)
    >>> near = tighten({"a": (0, 0), "b": (100, 0)}, {"a": box, "b": box})
    >>> 10 < near["b"][0] < 30
    True
    """
    now = {node: (float(x), float(y)) for node, (x, y) in points.items()}
    open_axes = [0, 1]
    for _ in range(40):
        for axis in list(open_axes):
            factors = (STEP, 1.0) if axis == 0 else (1.0, STEP)
            closer = {node: (x * factors[0], y * factors[1]) for node, (x, y) in now.items()}
            if overlapping(closer, boxes):
                open_axes.remove(axis)
            else:
                now = closer
    return now


def overlapping(points: Mapping[str, Point], boxes: Mapping[str, Box], room: float = 12.0) -> bool:
    """Tell whether two boxes are nearer than `room` pixels."""
    sides = sorted(corners(point, boxes[node]) for node, point in points.items())
    for i, (left, top, right, bottom) in enumerate(sides):
        for other in sides[i + 1 :]:
            if other[0] >= right + room:
                break
            if top < other[3] + room and other[1] < bottom + room and left < other[2] + room:
                return True
    return False


def side_by_side(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Set parts in rows, the largest first; a row is as wide as makes the whole of about the shape of `ASPECT`."""
    frames = [extent(part, boxes) for part in parts]
    sizes = [(right - left + GAP, bottom - top + GAP) for left, top, right, bottom in frames]
    widest = max((width for width, _ in sizes), default=0.0)
    limit = max(widest, math.sqrt(ASPECT * 1.25 * sum(width * height for width, height in sizes)))
    rows: list[list[int]] = []
    for i in sorted(range(len(parts)), key=lambda i: (-sizes[i][1], i)):
        row = next((row for row in rows if sum(sizes[j][0] for j in row) + sizes[i][0] <= limit), None)
        if row is None:
            rows.append([i])
        else:
            row.append(i)
    found: dict[str, Point] = {}
    y = 0.0
    for row in rows:
        x = (limit - sum(sizes[i][0] for i in row)) / 2
        tall = max(sizes[i][1] for i in row)
        for i in row:
            left, top = frames[i][:2]
            down = y + (tall - sizes[i][1]) / 2
            found |= {node: (px - left + x, py - top + down) for node, (px, py) in parts[i].items()}
            x += sizes[i][0]
        y += tall
    return found
