"""The events that the explorer looks at: the best of those that pass the filters, with their names, lines and places.

A store can hold far more events than a page can draw. So the page asks for those that pass its filters, gets at most
`MOST` of them, those with most reports first, and is told how many there are. Nothing here reads the articles' words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graphbuilder.errors import RequestError
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.explorer.placing import PICTURES, places
from graphbuilder.serve.explorer.reading import read_events
from graphbuilder.serve.explorer.wanted import Wanted, chosen_events, count_events, facets
from graphbuilder.show.dossier import (
    AGENT_ROLES,
    Dossier,
    EventRecord,
    words_of,
)
from graphbuilder.show.labels import wrap
from graphbuilder.show.payload import event_words
from graphbuilder.show.style import EVENT, style_of


def scope_page(
    store: GraphStore, wanted: Wanted, centre: Sequence[str] = (), draw: str = "", whole: bool = False
) -> dict[str, Any]:
    """Give the events that are wanted as plain data, with the places of the first nodes of the graph.

    Args:
        store: an open graph.
        wanted: which events.
        centre: ids of the nodes that the drawing begins with; without any, the most connected ones.
        whole: when all events about `wanted.about` and of `wanted.types` fit into one answer, give them without the other filters,
            which the page then applies itself; `cut` says whether they did not fit.
        draw: which picture is placed: "relations", "events", "none", or "" for the first of the two that has more than two nodes.

    Raises:
        RequestError: a condition is none that can be asked for, or there is no such picture.
    """
    if draw not in ("", "none", *PICTURES):
        raise RequestError(f"there is no picture {draw!r}; there are {', '.join(PICTURES)} and none")
    asked = wanted.checked()
    unfiltered = Wanted(about=asked.about, types=asked.types, limit=asked.limit)
    cut = not whole or count_events(store, unfiltered) > asked.limit
    events, total = chosen_events(store, asked if cut else unfiltered)
    dossier = read_events(store, events)
    return {
        "total": total,
        "cut": cut,
        "counts": facets(store, asked) if cut and whole else {},
        "types": [
            {"name": s.name, "label": s.label, "shape": s.shape, "colour": s.colour}
            for s in [*(style_of(name) for name in sorted({node.type for node in dossier.nodes})), EVENT]
        ],
        "agents": list(AGENT_ROLES),
        **plain_events(dossier),
        "places": places(dossier, centre, draw),
    }


def plain_events(dossier: Dossier) -> dict[str, Any]:
    """Turn nodes, events and articles into plain data; everything is named by its id."""
    lines: dict[str, list[list[str]]] = defaultdict(list)
    for edge in dossier.edges:
        lines[edge.event].append([edge.start, edge.end, edge.label])
    return {
        "nodes": [
            {
                "id": node.id,
                "label": node.label,
                "drawn": wrap(node.label),
                "type": node.type,
                "country": node.country,
                "at": [node.lat, node.long] if node.lat is not None and node.long is not None else None,
                "mentions": node.mentions,
            }
            for node in dossier.nodes
        ],
        "events": [plain_event(event, lines[event.id]) for event in dossier.events],
        "sources": [
            {"id": source.id, "title": source.title, "outlet": source.outlet, "date": source.date}
            for source in dossier.sources
        ],
    }


def plain_event(event: EventRecord, lines: list[list[str]]) -> dict[str, Any]:
    """Turn an event into plain data; a speaker is a name with the id of its node, or None."""
    speakers = {(r.speaker, r.speaker_node): None for r in event.reports if r.speaker}
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "title": event.trigger,
        "drawn": event_words(event),
        "fact": event.factuality,
        "confidence": round(event.confidence, 3),
        "contested": event.contested,
        "differs": [differing(name) for name in event.differs],
        "from": event.earliest,
        "to": event.latest,
        "place": event.place,
        "roles": [{"role": f.role, "text": f.text, "node": f.node} for f in event.roles],
        "lines": lines,
        "articles": list(dict.fromkeys(report.source for report in event.reports)),
        "speakers": [list(pair) for pair in speakers],
    }


def differing(name: str) -> str:
    """Say in what reports differ.

    >>> differing("voteShare"), differing("hasEarliestBeginTimeStamp")
    ('vote share', 'time')
    """
    return "time" if "TimeStamp" in name else words_of(name)
