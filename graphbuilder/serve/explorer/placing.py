"""Where the first nodes of a picture are placed: those that are drawn before the reader has clicked any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from graphbuilder.serve.explorer.arrange import arrange
from graphbuilder.show.dossier import (
    Dossier,
)
from graphbuilder.show.payload import box_of, events_graph, relations_graph, size_of
from graphbuilder.show.payload import label_of as plate_of

FIRST = 36
"""How many nodes are drawn before the reader has clicked any."""

PICTURES = {"relations": relations_graph, "events": events_graph}
"""The ways to draw events: as lines between names, or as nodes between them."""


def places(dossier: Dossier, centre: Sequence[str], draw: str) -> dict[str, dict[str, list[int]]]:
    """Place the first nodes of the pictures that are asked for (see `scope_page`)."""
    found: dict[str, dict[str, list[int]]] = {name: {} for name in PICTURES}
    for name, graph in PICTURES.items():
        if draw == name or (not draw and all(len(points) < 3 for points in found.values())):
            found[name] = first_places(dossier, graph(dossier), centre)
    return found


def first_places(
    dossier: Dossier, drawn: tuple[nx.Graph, dict[str, float]], centre: Sequence[str]
) -> dict[str, list[int]]:
    """Place the nodes that are drawn first, by id: the most connected ones, or the centre and those around it."""
    graph, weight = drawn
    names = {f"n{i}": node.id for i, node in enumerate(dossier.nodes)}
    names |= {f"e{i}": event.id for i, event in enumerate(dossier.events)}
    keys = {name: key for key, name in names.items()}
    middle = [keys[name] for name in centre if keys.get(name) in graph]
    kept = around(graph, weight, middle) if middle else most_connected(graph, weight)
    part = graph.subgraph(kept)
    boxes = {key: box_of(key, plate_of(dossier, key), (size_of(graph.degree[key], None, 0)[0], 14)) for key in kept}
    return {names[key]: list(point) for key, point in sorted(arrange(part, boxes).items())}


def most_connected(graph: nx.Graph, weight: Mapping[str, float]) -> list[str]:
    """Choose up to `FIRST` nodes that hang together: from the most connected one outwards, the heaviest first."""
    ranked = sorted((key for key in graph if weight.get(key)), key=lambda key: (-weight[key], -graph.degree[key], key))
    if not ranked:
        return sorted(graph)[:FIRST]
    kept = dict.fromkeys(ranked[: FIRST // 2])
    for key in list(kept):
        for other in sorted(graph[key], key=lambda o: (-weight.get(o, 0.0), o))[:4]:
            if len(kept) < FIRST and weight.get(other):
                kept[other] = None
    return list(kept)


def around(graph: nx.Graph, weight: Mapping[str, float], middle: Sequence[str]) -> list[str]:
    """Choose the middle and up to `FIRST` nodes next to it (in a graph of events: and those next to these)."""
    kept = dict.fromkeys(middle)
    border = list(middle)
    for _ in range(2 if any(key[0] == "e" for key in graph) else 1):
        near = {other for key in border for other in graph[key] if weight.get(other) and other not in kept}
        border = sorted(near, key=lambda key: (-weight[key], key))[: max(0, FIRST - len(kept))]
        kept.update(dict.fromkeys(border))
    return list(kept)
