"""Where every node stands: a layout that is computed once, the same each time, with no label over another.

Each connected component is laid out by networkx (Kamada and Kawai 1989 where that is affordable, otherwise Fruchterman
and Reingold 1991 for its most connected part and neighbours' centres for the rest), spread to the size of its labels,
freed of overlaps and packed beside the others. Positions are whole pixels. Nothing but the boxes' sizes and the graph
decides: no clock, no chance but a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeAlias

import networkx as nx
import numpy as np

from graphbuilder.show.labels import Box

Point: TypeAlias = tuple[float, float]

SEED = 20
EXACT = 100
"""Components up to this size are laid out by Kamada and Kawai's method, whose cost grows with the cube."""
CROWD = 1.3
"""How many times the area of its boxes a large graph gets."""
SPARSE = 45
"""Components up to this size have room enough to keep the shape that networkx gives them."""
CORE = 300
"""The size of the part of a larger component that is laid out by forces."""
CELL = 6
"""Side of a cell of the raster on which large layouts are freed of overlaps, in pixels."""
COARSE = 12
"""The same where whole components are packed."""
GOLDEN = math.pi * (3 - math.sqrt(5))
"""The golden angle."""
LABEL_ASPECT = 2.5
"""Width by height of a node with its label, roughly."""
GAP = 10.0
"""Free pixels between two boxes."""
ASPECT = 1.2
"""Width by height of the whole picture."""
ROOM = 4.5
"""How many times the area of its boxes a small graph gets, for words on its lines."""


def rank_nodes(graph: nx.Graph, weight: Mapping[str, float] | None = None) -> list[str]:
    """Order the nodes by connections, most first; equal ones by `weight` (most first), then by id."""
    weights = weight or {}
    return sorted(graph, key=lambda node: (-graph.degree[node], -weights.get(node, 0.0), node))


def lay_out(graph: nx.Graph, boxes: Mapping[str, Box]) -> dict[str, tuple[int, int]]:
    """Place every node so that no two boxes overlap.

    Args:
        graph: undirected; its nodes are keys of `boxes`.
        boxes: the size of each node with its label.

    Returns:
        The point of each node in whole pixels, y downwards, the picture's middle at the origin.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    room = max(CROWD, ROOM - len(graph) / 25)
    placed = [lay_out_component(ordered(graph, part), boxes, room) for part in parts]
    points = pack(placed, boxes)
    left, top, right, bottom = extent(points, boxes)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in sorted(points.items())}


def ordered(graph: nx.Graph, part: Sequence[str]) -> nx.Graph:
    """Copy a part of the graph with nodes and edges in sorted order, on which the layouts' results depend."""
    copy = nx.Graph()
    copy.add_nodes_from(part)
    copy.add_edges_from(sorted(tuple(sorted(pair)) for pair in graph.subgraph(part).edges if pair[0] != pair[1]))
    return copy


def lay_out_component(graph: nx.Graph, boxes: Mapping[str, Box], room: float) -> dict[str, Point]:
    """Place the nodes of a connected graph on about `room` times the area of its boxes."""
    if len(graph) == 1:
        return dict.fromkeys(graph, (0.0, 0.0))
    if len(graph) <= EXACT:
        raw = {node: (float(x), float(y)) for node, (x, y) in nx.kamada_kawai_layout(graph).items()}
    else:
        raw = lay_out_large(graph)
    return part_boxes(spread(turn_flat(raw), boxes, room), boxes)


def turn_flat(points: Mapping[str, Point]) -> dict[str, Point]:
    """Turn the points around their middle so that they reach furthest from left to right (principal axis).

    >>> sorted((round(x), round(y)) for x, y in turn_flat({"a": (0, -2), "b": (0, 2)}).values())
    [(-2, 0), (2, 0)]
    """
    mean_x = sum(x for x, _ in points.values()) / len(points)
    mean_y = sum(y for _, y in points.values()) / len(points)
    moved = {node: (x - mean_x, y - mean_y) for node, (x, y) in points.items()}
    across = sum(x * x - y * y for x, y in moved.values())
    mixed = sum(2 * x * y for x, y in moved.values())
    angle = -math.atan2(mixed, across) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: (x * cos - y * sin, x * sin + y * cos) for node, (x, y) in moved.items()}


def spread(points: Mapping[str, Point], boxes: Mapping[str, Box], room: float) -> dict[str, Point]:
    """Stretch a layout to `ASPECT` and to `room` times the area of its boxes.

    One that is much flatter than `ASPECT` (a chain) is stretched no more than three times upwards.
    """
    width = max(x for x, _ in points.values()) - min(x for x, _ in points.values())
    height = max(y for _, y in points.values()) - min(y for _, y in points.values())
    area = sum((boxes[node].width + GAP) * (boxes[node].height + GAP) for node in points)
    area *= room
    scale_x = math.sqrt(area * ASPECT) / max(width, 1e-9)
    scale_y = min(math.sqrt(area / ASPECT) / max(height, 1e-9), 3 * scale_x)
    return {node: (x * scale_x, y * scale_y) for node, (x, y) in points.items()}


def lay_out_large(graph: nx.Graph) -> dict[str, Point]:
    """Place the most connected nodes by forces, then every other node around its placed neighbours' middle."""
    ranked = rank_nodes(graph)
    core = ordered(graph, sorted(ranked[:CORE]))
    points = {n: (float(x), float(y)) for n, (x, y) in nx.spring_layout(core, seed=SEED, iterations=60).items()}
    waiting = ranked[CORE:]
    turn = 0
    while waiting:
        later = []
        for node in waiting:
            near = [points[other] for other in graph[node] if other in points]
            if not near:
                later.append(node)
                continue
            turn += 1
            angle, reach = turn * GOLDEN, 0.02 + 0.16 / math.sqrt(len(near))
            x, y = (sum(values) / len(near) for values in zip(*near, strict=True))
            points[node] = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        waiting = later
    return points


def corners(point: Point, box: Box) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of a node's box."""
    x, y = point[0], point[1] + box.drop
    return x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2


def extent(points: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of all boxes together; zeros when there are none."""
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    sides = list(zip(*(corners(point, boxes[node]) for node, point in points.items()), strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def part_boxes(points: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Move boxes until none overlaps another: by pushing neighbours apart, in a larger layout by finding free places.

    A layout that is not small is evened out before, or its crowded middle would blow it up.
    """
    middles = {node: (x, y + boxes[node].drop) for node, (x, y) in points.items()}
    sparse = len(points) <= SPARSE
    settled = push_all(middles, boxes) if sparse else settle(even_out(middles, boxes), boxes)
    return {node: (x, y - boxes[node].drop) for node, (x, y) in settled.items()}


def even_out(middles: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Thin out crowds: share a rectangle among the boxes by their areas, keeping left and right, above and below.

    The rectangle is halved again and again, as a k-d tree does (Bentley 1975), across its longer side, where a box
    counts as `LABEL_ASPECT` times as wide as high.
    """
    area = {node: (boxes[node].width + GAP) * (boxes[node].height + GAP) for node in middles}
    total = CROWD * sum(area.values())
    wide, tall = math.sqrt(total * ASPECT), math.sqrt(total / ASPECT)
    found: dict[str, Point] = {}
    waiting = [(sorted(middles), -wide / 2, -tall / 2, wide, tall)]
    while waiting:
        nodes, left, top, wide, tall = waiting.pop()
        if len(nodes) == 1:
            found[nodes[0]] = (left + wide / 2, top + tall / 2)
            continue
        axis = 0 if wide > LABEL_ASPECT * tall else 1
        nodes = sorted(nodes, key=lambda node: (middles[node][axis], node))
        half = len(nodes) // 2
        share = sum(area[node] for node in nodes[:half]) / sum(area[node] for node in nodes)
        if axis == 0:
            waiting.append((nodes[:half], left, top, wide * share, tall))
            waiting.append((nodes[half:], left + wide * share, top, wide * (1 - share), tall))
        else:
            waiting.append((nodes[:half], left, top, wide, tall * share))
            waiting.append((nodes[half:], left, top + tall * share, wide, tall * (1 - share)))
    return found


def settle(middles: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Give every box the free place that is nearest to where it wants to be, those in the middle first.

    The plane is a raster of `CELL` pixels; places are tried along a spiral of even density (Vogel 1979).
    """
    wanted_area = sum((boxes[n].width + GAP) * (boxes[n].height + GAP) for n in middles)
    reach = max(max(abs(x), abs(y)) for x, y in middles.values()) + 2 * math.sqrt(wanted_area) + 1000
    side = int(2 * reach / CELL) + 1
    taken = np.zeros((side, side), dtype=bool)
    placed: dict[str, Point] = {}
    for node in sorted(middles, key=lambda n: (math.hypot(*middles[n]), n)):
        x, y = middles[node]
        wide = math.ceil((boxes[node].width + GAP) / CELL)
        tall = math.ceil((boxes[node].height + GAP) / CELL)
        for turn in count():
            radius, angle = 13 * math.sqrt(turn), turn * GOLDEN
            column = int((x + 1.3 * radius * math.cos(angle) + reach) / CELL - wide / 2)
            row = int((y + radius * math.sin(angle) + reach) / CELL - tall / 2)
            if row < 0 or column < 0 or row + tall > side or column + wide > side:
                continue
            if not taken[row : row + tall, column : column + wide].any():
                break
        taken[row : row + tall, column : column + wide] = True
        placed[node] = ((column + wide / 2) * CELL - reach, (row + tall / 2) * CELL - reach)
    return placed


def push_all(middles: dict[str, Point], boxes: Mapping[str, Box], rounds: int = 60) -> dict[str, Point]:
    """Push overlapping neighbours apart, along the axis where they overlap least, half the way each.

    When that does not settle within `rounds`, the whole picture grows by an eighth and it goes on.
    """
    now = dict(middles)
    while True:
        for _ in range(rounds):
            if not push_apart(now, boxes):
                return now
        now = {node: (x * 1.125, y * 1.125) for node, (x, y) in now.items()}


def push_apart(middles: dict[str, Point], boxes: Mapping[str, Box]) -> bool:
    """Push every overlapping pair of boxes apart once, sweeping from left to right; tell whether any overlapped."""
    half = {node: ((boxes[node].width + GAP) / 2, (boxes[node].height + GAP) / 2) for node in middles}
    order = sorted(middles, key=lambda node: (middles[node][0] - half[node][0], node))
    open_boxes: list[str] = []
    moved = False
    for node in order:
        width, height = half[node]
        left = middles[node][0] - width
        open_boxes = [other for other in open_boxes if middles[other][0] + half[other][0] > left]
        for other in open_boxes:
            x, y = middles[node]
            other_x, other_y = middles[other]
            over_x = width + half[other][0] - abs(x - other_x)
            over_y = height + half[other][1] - abs(y - other_y)
            if over_x <= 0.01 or over_y <= 0.01:
                continue
            moved = True
            if over_x < over_y:
                step = math.copysign(over_x / 2 + 0.5, x - other_x)
                middles[node], middles[other] = (x + step, y), (other_x - step, other_y)
            else:
                step = math.copysign(over_y / 2 + 0.5, y - other_y)
                middles[node], middles[other] = (x, y + step), (other_x, other_y - step)
        open_boxes.append(node)
    return moved


def pack(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Set the components side by side: the first in the middle, every other where the picture as a whole stays smallest."""
    if len(parts) < 2:
        return dict(*parts)
    extents = [extent(part, boxes) for part in parts]
    sizes = [(right - left + 2 * GAP, bottom - top + 2 * GAP) for left, top, right, bottom in extents]
    points: dict[str, Point] = {}
    for part, (left, top, right, bottom), (x, y) in zip(parts, extents, pack_frames(sizes), strict=True):
        shift_x, shift_y = x - (left + right) / 2, y - (top + bottom) / 2
        points.update({node: (px + shift_x, py + shift_y) for node, (px, py) in part.items()})
    return points


def pack_frames(sizes: Sequence[tuple[float, float]], reach: int = 1) -> list[Point]:
    """Find the middle of each frame, one after the other: the free place that lets the picture grow least.

    The picture is measured as a rectangle of `ASPECT` around its middle, so that its corners are used too. `reach` is how
    far the raster goes beyond the largest frame; where that is not enough, it is doubled.
    """
    wide = [math.ceil(width / COARSE) for width, _ in sizes]
    tall = [math.ceil(height / COARSE) for _, height in sizes]
    rows = max(*tall, math.ceil(max(wide) / ASPECT)) + reach * math.ceil(math.sqrt(sum(w * t for w, t in zip(wide, tall, strict=True))))
    columns = math.ceil(rows * ASPECT)
    taken = np.zeros((rows, columns), dtype=np.int32)
    found = []
    for w, t in zip(wide, tall, strict=True):
        sums = np.zeros((rows + 1, columns + 1), dtype=np.int32)
        sums[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
        covered = sums[t:, w:] - sums[:-t, w:] - sums[t:, :-w] + sums[:-t, :-w]
        across = np.abs(np.arange(columns - w + 1) + (w - columns) / 2)
        down = np.abs(np.arange(rows - t + 1) + (t - rows) / 2)
        grown = np.maximum((across[None, :] + w / 2) / ASPECT, down[:, None] + t / 2)
        cost = np.where(covered == 0, grown + 0.001 * (across[None, :] + down[:, None]), np.inf)
        row, column = divmod(int(cost.argmin()), cost.shape[1])
        if cost[row, column] == np.inf:
            return pack_frames(sizes, 2 * reach)
        taken[row : row + t, column : column + w] = 1
        found.append(((column + w / 2 - columns / 2) * COARSE, (row + t / 2 - rows / 2) * COARSE))
    return found
