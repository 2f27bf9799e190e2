"""The dossier: what one drawing shows, as frozen records that know neither RDF nor HTML.

A dossier is read either from extractions (`dossier_from`: nothing merged but the entities, which share ids) or from a
store (`gather.dossier_from_store`: merged events and entities stand once). Everything after it (layout, page, picture)
works on these records only. Offsets are Unicode code points into the sentence of the report, half-open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from graphbuilder.model import FACTUAL, Article, Attribution, Event, Extraction, Factuality, Mention, Role, Span

AGENT_ROLES = ("actor", "candidate", "speaker", "agent")
"""Roles that a line starts from, best first; the line of an event without any starts from its first role."""

PLAIN_ROLES = frozenset({"recipient", "object", "target", "theme", "topic", "patient"})
"""Roles that need no word of their own on a line."""

NON_FACTUAL = frozenset(f.value for f in Factuality) - frozenset(f.value for f in FACTUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody or something: `mentions` counts its mentions in all articles, `lat` and `long` are WGS 84 degrees."""

    id: str
    label: str
    type: str
    country: str | None = None
    lat: float | None = None
    long: float | None = None
    same_as: tuple[str, ...] = ()
    mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that is reported from."""

    id: str
    title: str
    outlet: str
    date: str | None
    url: str = ""
    author: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a report's sentence; `kind` is "trigger", "role", "speaker" or "cue", `note` the role's name."""

    start: int
    end: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's sentence that states an event, and who is said to say so.

    `speaker` is the speaker's words or name, None in the article's own voice; `kind` is "direct", "indirect" or "mixed".
    """

    source: str
    sentence: str
    marks: tuple[Mark, ...]
    factuality: str
    speaker: str | None = None
    speaker_node: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What fills a role; `node` is the id of a node of the dossier, or None when only words are known."""

    role: str
    text: str
    node: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """An event; `type` is its class, `label` the words for it, dates are inclusive ISO 8601 bounds.

    `differs` names the roles (or "factuality") in which its reports disagree.
    """

    id: str
    type: str
    label: str
    trigger: str
    factuality: str
    polarity: str
    confidence: float
    roles: tuple[Filler, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    place: str | None = None
    contested: bool = False
    differs: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A direct line between two nodes, drawn because of one event."""

    start: str
    end: str
    label: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one drawing shows: every tuple is sorted by id. `left_out` counts events that there was no room for."""

    nodes: tuple[Node, ...] = ()
    events: tuple[EventRecord, ...] = ()
    edges: tuple[Edge, ...] = ()
    sources: tuple[Source, ...] = ()
    left_out: int = 0


def words_of(name: str) -> str:
    """Write the name of a class or property as words.

    >>> words_of("ElectionResult"), words_of("votesFor"), words_of("GDPGrowth")
    ('election result', 'votes for', 'GDP growth')
    """
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^A-Z\s_-]+|[A-Z]+", name)
    return " ".join(part if len(part) > 1 and part.isupper() else part.lower() for part in parts)


def edges_of(event: EventRecord) -> list[Edge]:
    """Draw lines from who acts to everybody and everything else that the event names.

    A line to one of `PLAIN_ROLES` carries the event's own words, any other line the role as well. Fillers without a node and
    lines from a node to itself are left out.
    """
    linked = [filler for filler in event.roles if filler.node]
    agents = next((found for role in AGENT_ROLES if (found := [f for f in linked if f.role == role])), linked[:1])
    others = [filler for filler in linked if filler not in agents]
    lines = {
        (agent.node, other.node): event.label
        if other.role in PLAIN_ROLES
        else f"{event.label} ({words_of(other.role)})"
        for agent in agents
        for other in reversed(others)
        if agent.node != other.node
    }
    return [Edge(start=a, end=b, label=label, event=event.id) for (a, b), label in sorted(lines.items()) if a and b]


def contested_events(events: Iterable[EventRecord]) -> frozenset[str]:
    """Find the events that some report and others deny: same class, same linked fillers, and both kinds of factuality.

    An event whose own reports disagree (one states it, one denies or negates it) is contested too.
    """
    against = {Factuality.DENIED.value, Factuality.NEGATED.value}
    stated = {value.value for value in FACTUAL}
    groups: dict[tuple[str, frozenset[tuple[str, str | None]]], list[EventRecord]] = defaultdict(list)
    for event in events:
        linked = frozenset((filler.role, filler.node) for filler in event.roles if filler.node)
        if linked:
            groups[event.type, linked].append(event)
    found: set[str] = set()
    for group in groups.values():
        values = {e.factuality for e in group} | {report.factuality for e in group for report in e.reports}
        if values & against and values & stated:
            found.update(event.id for event in group)
    return frozenset(found)


def assemble(
    nodes: Iterable[Node],
    events: Iterable[EventRecord],
    sources: Iterable[Source],
    *,
    edges: Iterable[Edge] | None = None,
    left_out: int = 0,
) -> Dossier:
    """Sort the records, mark what is contested and draw the lines.

    Args:
        nodes: the names.
        events: the events.
        sources: the articles.
        edges: the lines; None draws those of `edges_of`.
        left_out: how many events are not among `events`.

    Raises:
        ValueError: an event or a line names a node, a source or an event that is not there.
    """
    by_id = {node.id: node for node in nodes}
    articles = {source.id: source for source in sources}
    listed = sorted(events, key=lambda event: event.id)
    contested = contested_events(listed)
    listed = [replace(event, contested=True) if event.id in contested else event for event in listed]
    drawn = [edge for event in listed for edge in edges_of(event)] if edges is None else list(edges)
    for event in listed:
        named = [f.node for f in event.roles] + [event.place] + [r.speaker_node for r in event.reports]
        known(event.id, named, by_id)
        known(event.id, [report.source for report in event.reports], articles)
    ids = {event.id for event in listed}
    for edge in drawn:
        known(edge.label, [edge.start, edge.end], by_id)
        known(edge.label, [edge.event], ids)
    return Dossier(
        nodes=tuple(by_id[key] for key in sorted(by_id)),
        events=tuple(listed),
        edges=tuple(sorted(drawn, key=lambda edge: (edge.event, edge.start, edge.end, edge.label))),
        sources=tuple(articles[key] for key in sorted(articles)),
        left_out=left_out,
    )


def known(what: str, names: Iterable[str | None], present: Container[str]) -> None:
    """Make sure that everything named is there; None names nothing."""
    missing = sorted({name for name in names if name is not None and name not in present})
    if missing:
        raise ValueError(f"{what!r} names {missing!r}, which the dossier does not hold")


def dossier_from(
    extractions: Iterable[tuple[Article, Extraction]], *, labels: Mapping[str, str] | None = None
) -> Dossier:
    """Read a dossier straight from extractions; entities with the same id are one node, events stay apart.

    Args:
        extractions: each article with what came out of it.
        labels: words for event classes; a class that is not in it is written as its own name in words.
    """
    nodes: dict[str, Node] = {}
    events: list[EventRecord] = []
    sources: list[Source] = []
    for article, extraction in extractions:
        sources.append(source_of(extraction))
        for entity in extraction.entities:
            before = nodes.get(entity.id)
            nodes[entity.id] = Node(
                id=entity.id,
                label=before.label if before else entity.name,
                type=entity.type,
                country=entity.country,
                lat=entity.lat,
                long=entity.long,
                same_as=tuple(sorted({*entity.same_as, *(before.same_as if before else ())})),
                mentions=len(entity.mentions) + (before.mentions if before else 0),
            )
        names = {entity.id: entity.name for entity in extraction.entities}
        events += [event_record(article, extraction, event, names, labels or {}) for event in extraction.events]
    return assemble(nodes.values(), events, sources)


def source_of(extraction: Extraction) -> Source:
    """Describe the article that an extraction comes from."""
    return Source(
        id=extraction.id,
        title=extraction.title,
        outlet=extraction.source,
        date=extraction.published,
        url=extraction.url,
        author=extraction.author,
        language=extraction.language,
    )


def event_record(
    article: Article, extraction: Extraction, event: Event, names: Mapping[str, str], labels: Mapping[str, str]
) -> EventRecord:
    """Turn one event of an extraction into an event of the dossier, with its sentence as its only report."""
    return EventRecord(
        id=f"{extraction.id}#{event.id}",
        type=event.type,
        label=labels.get(event.type) or words_of(event.type),
        trigger=event.trigger.text,
        factuality=event.factuality.value,
        polarity=event.polarity.value,
        confidence=event.confidence,
        roles=tuple(
            Filler(role=r.role, text=r.text, node=r.entity if r.entity in names else None, country=r.country)
            for r in event.roles
        ),
        earliest=event.time.earliest if event.time else None,
        latest=event.time.latest if event.time else None,
        place=event.place if event.place in names else None,
        reports=(report_of(article, extraction, event, names),),
    )


def report_of(article: Article, extraction: Extraction, event: Event, names: Mapping[str, str]) -> Report:
    """Cut the event's sentence out of its article and mark the words that state it and who says so."""
    sentence = extraction.sentences[event.sentence]
    said = extraction.attributions[event.attribution] if event.attribution is not None else None
    marks = marks_of(sentence.start, sentence.end, event.trigger, event.roles, said)
    speaker, speaker_node = speaker_of(article, said, names)
    return Report(
        source=extraction.id,
        sentence=article.text[sentence.start : sentence.end],
        marks=marks,
        factuality=event.factuality.value,
        speaker=speaker,
        speaker_node=speaker_node,
        kind=said.kind.value if said else None,
    )


def speaker_of(article: Article, said: Attribution | None, names: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Name the speaker: the linked entity's name, else the words of the source, else the word "unnamed"."""
    if said is None:
        return None, None
    if said.speaker in names:
        return names[said.speaker or ""], said.speaker
    words = " ".join(article.text[span.start : span.end] for span in said.source)
    return words or "unnamed", None


def marks_of(
    start: int, end: int, trigger: Mention, roles: Iterable[Role], said: Attribution | None
) -> tuple[Mark, ...]:
    """Collect the marks that lie inside the sentence [start, end), as offsets into it, sorted."""

    def mark(span: Span | Mention | Role, kind: str, note: str = "") -> Mark:
        return Mark(start=span.start - start, end=span.end - start, kind=kind, note=note)

    found = [mark(trigger, "trigger")]
    found += [mark(role, "role", role.role) for role in roles]
    if said:
        found += [mark(span, "speaker") for span in said.source] + [mark(span, "cue") for span in said.cue]
    inside = {m for m in found if 0 <= m.start < m.end <= end - start}
    return tuple(sorted(inside, key=lambda m: (m.start, m.end, m.kind, m.note)))


def is_factual(event: EventRecord) -> bool:
    """Tell whether the event is said to have happened.

    >>> is_factual(EventRecord(id="e", type="Visit", label="visit", trigger="visit", factuality="Planned",
    ...                        polarity="positive", confidence=1.0))
    False
    """
    return event.factuality not in NON_FACTUAL
