"""From a dossier to the plain data of the page: indexes in place of ids, positions of both views, UTF-16 offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphbuilder.show.dossier import AGENT_ROLES, Dossier, EventRecord, Report, is_factual, words_of
from graphbuilder.show.labels import Box, dot_box, plate_box, wrap
from graphbuilder.show.layout import lay_out, rank_nodes
from graphbuilder.show.outlines import country_outlines
from graphbuilder.show.style import EVENT, SHORT_WORDS, style_of

FIRST = 150
"""How many nodes are drawn at first; the rest is drawn on request."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to draw a dossier.

    `order` lists the keys ("n3" is node 3, "e7" event 7): those of facts first, the most connected before others. `first`
    holds the points of the first `FIRST` of them, as far as they are of facts, `all` of all in a layout of their own (the
    same when there are no more); `sizes` are radius and font size in pixels.
    """

    order: tuple[str, ...]
    labels: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    boxes: Mapping[str, Box]
    first: tuple[tuple[int, int], ...]
    all: tuple[tuple[int, int], ...]


def event_words(event: EventRecord) -> str:
    """Write what stands on an event's plate: its label, said to be not so or contested, and its day if known.

    >>> event_words(EventRecord(id="e", type="Visit", label="visit", trigger="visit", factuality="Planned",
    ...                         polarity="positive", confidence=1.0, earliest="2031-05-02", latest="2031-05-02"))
    'planned: visit\\n2031-05-02'
    """
    before = f"{SHORT_WORDS[event.factuality]}: " if event.factuality in SHORT_WORDS else ""
    day = f"\n{event.earliest}" if event.earliest and event.earliest == event.latest else ""
    return wrap(f"{'≠ ' if event.contested else ''}{before}{event.label}", 22, 2) + day


def relations_graph(dossier: Dossier) -> tuple[nx.Graph, dict[str, float]]:
    """Build the graph of direct lines with keys as nodes; the weights count the lines that are facts."""
    at = {node.id: f"n{index}" for index, node in enumerate(dossier.nodes)}
    facts = {event.id for event in dossier.events if is_factual(event)}
    graph = nx.Graph()
    weight: dict[str, float] = {}
    for edge in dossier.edges:
        stated = edge.event in facts
        known = graph.get_edge_data(at[edge.start], at[edge.end], {}).get("stated", False)
        graph.add_edge(at[edge.start], at[edge.end], stated=known or stated)
        for node in (at[edge.start], at[edge.end]):
            weight[node] = weight.get(node, 0.0) + stated
    return graph, weight


def events_graph(dossier: Dossier) -> tuple[nx.Graph, dict[str, float]]:
    """Build the graph of events and their participants with keys as nodes; the weights count reports."""
    at = {node.id: f"n{index}" for index, node in enumerate(dossier.nodes)}
    graph = nx.Graph()
    weight: dict[str, float] = {}
    for index, event in enumerate(dossier.events):
        key = f"e{index}"
        graph.add_node(key)
        weight[key] = len(event.reports) if is_factual(event) else 0.0
        for node in [filler.node for filler in event.roles] + [event.place]:
            if node:
                graph.add_edge(key, at[node])
                weight[at[node]] = weight.get(at[node], 0.0) + is_factual(event)
    return graph, weight


def make_view(dossier: Dossier, graph: nx.Graph, weight: Mapping[str, float]) -> View:
    """Rank, label, size and place the nodes of one graph; nodes of facts come before the others."""
    ranked = rank_nodes(graph, weight)
    with_events = any(key[0] == "e" for key in ranked)
    told = rank_with_events(graph, weight) if with_events else rank_with_neighbours(graph, ranked)
    order = [key for key in told if weight.get(key)] + [key for key in told if not weight.get(key)]
    names = {key: rank for rank, key in enumerate(key for key in ranked if key[0] == "n")}
    sizes = [size_of(graph.degree[key], names.get(key), len(order)) for key in order]
    labels = [label_of(dossier, key) for key in order]
    boxes = {k: box_of(k, label, size) for k, label, size in zip(order, labels, sizes, strict=True)}
    stated = [key for key in order if weight.get(key)] or order
    beginning = stated[:FIRST]
    first = lay_out(graph.subgraph(beginning), boxes)
    everything = first if len(beginning) == len(order) else lay_out(graph, boxes)
    return View(
        order=tuple(order),
        labels=tuple(labels),
        sizes=tuple(sizes),
        boxes=boxes,
        first=tuple(first[key] for key in beginning),
        all=tuple(everything[key] for key in order),
    )


def rank_with_neighbours(graph: nx.Graph, ranked: Sequence[str]) -> list[str]:
    """Order names so that in any beginning of the list hardly one stands alone: each that comes without a neighbour brings its best one.

    Lines that are facts come before others, so that this holds without the others, too.
    """
    place = {key: rank for rank, key in enumerate(ranked)}
    order: dict[str, None] = {}
    for key in ranked:
        stated = [other for other in graph[key] if graph[key][other]["stated"]] or list(graph[key])
        order[key] = None
        if stated and not any(other in order and other != key for other in stated):
            order[min(stated, key=place.__getitem__)] = None
    return list(order)


def rank_with_events(graph: nx.Graph, weight: Mapping[str, float]) -> list[str]:
    """Order events and names so that any beginning of the list is a graph that can be read.

    The events between the most connected names come first, each after those of its names that no event before it has.
    """

    def standing(event: str) -> tuple[float, float, str]:
        degrees = sorted((graph.degree[name] for name in graph[event]), reverse=True)
        return -sum(degrees[:2]), -weight.get(event, 0.0), event

    facts_first = sorted((key for key in graph if key[0] == "e"), key=lambda key: (not weight.get(key), *standing(key)))
    order: dict[str, None] = {}
    for event in facts_first:
        order.update(dict.fromkeys(sorted(graph[event], key=lambda name: (-graph.degree[name], name))))
        order[event] = None
    return [*order, *(key for key in rank_nodes(graph, weight) if key not in order)]


def size_of(degree: int, rank: int | None, total: int) -> tuple[int, int]:
    """Give radius and font size in pixels: the more connected, the larger; small graphs have no small letters.

    `rank` is the place among names, None for an event.

    >>> size_of(30, 0, 200), size_of(1, 150, 200), size_of(2, 9, 12), size_of(3, None, 12)
    ((19, 22), (9, 13), (10, 15), (11, 13))
    """
    radius = 7 + min(12, round(2.2 * degree**0.5))
    if rank is None:
        return radius, 13
    if total > 60:
        return radius, 22 if rank < 8 else 17 if rank < 40 else 13
    return radius, 17 if rank < 4 + total // 5 else 15


def label_of(dossier: Dossier, key: str) -> str:
    """Write the label of a node or an event, broken into lines."""
    index = int(key[1:])
    return wrap(dossier.nodes[index].label) if key[0] == "n" else event_words(dossier.events[index])


def box_of(key: str, label: str, size: tuple[int, int]) -> Box:
    """Measure a node or an event with its label."""
    radius, font = size
    return dot_box(label, font, radius) if key[0] == "n" else plate_box(label, font, 6)


def payload(dossier: Dossier, *, title: str, language: str = "en") -> dict[str, Any]:
    """Turn a dossier into the data of the page, ready for JSON; the same dossier gives the same data."""
    nodes = {node.id: index for index, node in enumerate(dossier.nodes)}
    sources = {source.id: index for index, source in enumerate(dossier.sources)}
    lines: dict[str, list[list[Any]]] = {event.id: [] for event in dossier.events}
    for edge in dossier.edges:
        lines[edge.event].append([nodes[edge.start], nodes[edge.end], edge.label])
    types = [style_of(name) for name in sorted({node.type for node in dossier.nodes})]
    located = any(node.lat is not None and node.long is not None for node in dossier.nodes)
    return {
        "title": title,
        "language": language,
        "left": dossier.left_out,
        "mode": "relations" if dossier.edges else "events",
        "agents": list(AGENT_ROLES),
        "types": [{"name": s.name, "label": s.label, "shape": s.shape, "colour": s.colour} for s in [*types, EVENT]],
        "nodes": [
            {
                "id": node.id,
                "label": node.label,
                "type": node.type,
                "country": node.country,
                "at": [node.lat, node.long] if node.lat is not None and node.long is not None else None,
                "same": list(node.same_as),
                "mentions": node.mentions,
            }
            for node in dossier.nodes
        ],
        "events": [event_data(event, nodes, sources, lines[event.id]) for event in dossier.events],
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "outlet": source.outlet,
                "date": source.date,
                "url": source.url,
                "author": source.author,
                "language": source.language,
            }
            for source in dossier.sources
        ],
        "views": {
            "relations": view_data(make_view(dossier, *relations_graph(dossier))),
            "events": view_data(make_view(dossier, *events_graph(dossier))),
        },
        "map": [list(row) for row in country_outlines()] if located else [],
    }


def view_data(view: View) -> dict[str, Any]:
    """Turn a view into plain data."""
    return {
        "order": list(view.order),
        "label": list(view.labels),
        "size": [list(size) for size in view.sizes],
        "box": [[round(b.width), round(b.height), round(b.drop)] for b in (view.boxes[key] for key in view.order)],
        "first": [list(point) for point in view.first],
        "all": [list(point) for point in view.all],
    }


def event_data(
    event: EventRecord, nodes: Mapping[str, int], sources: Mapping[str, int], lines: list[list[Any]]
) -> dict[str, Any]:
    """Turn an event into plain data."""
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "trigger": event.trigger,
        "fact": event.factuality,
        "confidence": round(event.confidence, 3),
        "contested": event.contested,
        "differs": [words_of(name) for name in event.differs],
        "from": event.earliest,
        "to": event.latest,
        "place": nodes[event.place] if event.place else None,
        "roles": [
            {"role": f.role, "text": f.text, "node": nodes[f.node] if f.node else None, "country": f.country}
            for f in event.roles
        ],
        "edges": lines,
        "reports": [report_data(report, nodes, sources) for report in event.reports],
    }


def report_data(report: Report, nodes: Mapping[str, int], sources: Mapping[str, int]) -> dict[str, Any]:
    """Turn a report into plain data; the marks count UTF-16 units, as JavaScript does."""
    return {
        "source": sources[report.source],
        "text": report.sentence,
        "marks": [
            [utf16_offset(report.sentence, m.start), utf16_offset(report.sentence, m.end), m.kind, m.note]
            for m in report.marks
        ],
        "fact": report.factuality,
        "speaker": report.speaker,
        "speakerNode": nodes[report.speaker_node] if report.speaker_node else None,
        "kind": report.kind,
    }


def utf16_offset(text: str, offset: int) -> int:
    """Count the UTF-16 units before a code point.

    >>> utf16_offset("a🌊b", 2)
    3
    """
    return offset + sum(character > "\uffff" for character in text[:offset])
