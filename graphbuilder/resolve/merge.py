"""Reports of one happening become one event, names of one entity one node: the fused view, as records.

Everything here is pure and independent of the order of its input. The first report gives the event its key, so an event
keeps its IRI while later articles join it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from graphbuilder.model import FACTUAL, Article, Extraction, Factuality, Quantity, Role
from graphbuilder.resolve.fused import Decisions, Fused, FusedEvent, Merge, Report, Rules
from graphbuilder.resolve.nodes import Nodes, entity_merges
from graphbuilder.resolve.reports import cluster_reports, overlap, reports_of
from graphbuilder.resolve.sources import Sketch, count_independent, source_groups, text_sketch


def fuse(
    records: Iterable[tuple[Article, Extraction]],
    decisions: Decisions | None = None,
    rules: Rules | None = None,
) -> Fused:
    """Merge the records of a corpus into one view, the same in whatever order they come.

    Args:
        records: articles with what came out of them; read once.
        decisions: identity that is decided elsewhere.
        rules: what the ontology says about the identity of events.
    """
    decided = decisions or Decisions()
    gathered, reports, sketches = Nodes(decided), [], {}
    for article, extraction in records:
        gathered.add(extraction)
        found = list(reports_of(article, extraction, decided.canonical))
        reports.extend(found)
        if found:
            sketches[article.id] = text_sketch(article.text)
    known = rules or Rules()
    events = [fused_event(cluster, sketches, known) for cluster in cluster_reports(reports, decided, known)]
    entities = gathered.fused()
    merges = [*event_merges(events, decided), *entity_merges(entities, decided)]
    return Fused(
        entities=tuple(entities),
        events=tuple(sorted(events, key=lambda event: event.key)),
        merges=tuple(sorted(merges, key=lambda merge: (merge.kind, merge.into))),
    )


def fused_event(cluster: Sequence[Report], sketches: Mapping[str, Sketch], rules: Rules) -> FusedEvent:
    """Make one event of its reports.

    Args:
        cluster: the reports, in order of publication.
        sketches: article id -> sketch of its text; asked only where several articles report.
        rules: what the ontology says.
    """
    first = cluster[0]
    groups = source_groups({report.article: report.outlet for report in cluster}, sketches)
    factuality = fused_factuality(report.event.factuality for report in cluster)
    articles = tuple(sorted({report.article for report in cluster}))
    earliest, latest = _bounds(cluster)
    asserted, attributed = _confidences(cluster, factuality, groups)
    return FusedEvent(
        key=first.key,
        reports=tuple(cluster),
        type=max((report.event.type for report in cluster), key=lambda event_type: len(rules.lineage(event_type))),
        factuality=factuality,
        polarity=next(r.event.polarity for r in cluster if r.event.factuality is factuality),
        confidence=asserted,
        attributed_confidence=attributed,
        earliest=earliest,
        latest=latest,
        place=_place(cluster),
        articles=articles,
        independent=count_independent(_telling(cluster, factuality), groups),
        differs=tuple(_differing(cluster)),
    )


def _telling(cluster: Sequence[Report], factuality: Factuality) -> set[str]:
    """Articles that say what the event is said to be: a denial is no source of what it denies."""
    factual = factuality in FACTUAL
    return {report.article for report in cluster if (report.event.factuality in FACTUAL) == factual}


_STRENGTH = tuple(Factuality)


def fused_factuality(values: Iterable[Factuality]) -> Factuality:
    """Give the value of the fused event: the strongest that any report has, in the order of `Factuality`.

    >>> fused_factuality([Factuality.DENIED, Factuality.ATTRIBUTED]).value
    'Attributed'
    """
    return min(values, key=_STRENGTH.index)


def _bounds(cluster: Sequence[Report]) -> tuple[date | None, date | None]:
    """Narrow the bounds to what all reports allow; they overlap by the rule that put them together."""
    starts = [report.earliest for report in cluster if report.earliest]
    ends = [report.latest for report in cluster if report.latest]
    first, last = max(starts, default=None), min(ends, default=None)
    if first and last and first > last:  # days apart, by the ontology's leave or a curator's
        return min(starts), max(ends)
    return first, last


def _place(cluster: Sequence[Report]) -> str | None:
    """The place most reports give; a city before the country it lies in, then the alphabet."""
    places = Counter(report.place for report in cluster if report.place)
    return min(places, key=lambda place: (place.startswith("country/"), -places[place], place), default=None)


def _confidences(
    cluster: Sequence[Report], factuality: Factuality, groups: Mapping[str, str]
) -> tuple[float, float | None]:
    """Pool the reports that have the event's factuality, and apart from them those that only attribute it."""
    own = [report for report in cluster if report.event.factuality is factuality]
    others = [r for r in cluster if r.event.factuality is Factuality.ATTRIBUTED is not factuality]
    return pooled(own, groups), pooled(others, groups) if others else None


def pooled(reports: Iterable[Report], groups: Mapping[str, str]) -> float:
    """Pool confidences: 1 - product of (1 - c) over independent sources, each with its most confident report.

    The noisy-or of Pearl (1988), used on extractions by Downey, Etzioni and Soderland (2005) and Dong et al. (2014).
    Never above 0.999: the sources may share an error that no text shows.
    """
    best: dict[str, float] = {}
    for report in reports:
        group = groups.get(report.article, report.article)
        best[group] = max(best.get(group, 0.0), report.event.confidence)
    if len(best) == 1:
        return next(iter(best.values()))
    doubt = 1.0
    for group in sorted(best):
        doubt *= 1.0 - best[group]
    return min(0.999, 1.0 - doubt)


def _differing(cluster: Sequence[Report]) -> Iterator[str]:
    """Names of the numeric roles for which reports give different values, "time" and "factuality" where these differ.

    One report with two values ("Four nurses and three guards were killed") is at one with itself, and with one that has only one of them.
    """
    values: dict[str, list[set[str]]] = defaultdict(list)
    for report in cluster:
        own: dict[str, set[str]] = defaultdict(set)
        for role in report.event.roles:
            if role.quantity is not None:
                own[role.role].add(_number(report.quantities[role.quantity]))
        for name, found in own.items():
            values[name].append(found)
    for name, sets in sorted(values.items()):
        if any(not (one <= other or other <= one) for one, other in combinations(sets, 2)):
            yield name
    if any(not overlap(one, other) for one, other in combinations(cluster, 2)):
        yield "time"
    if len({report.event.factuality in FACTUAL for report in cluster}) > 1:
        yield "factuality"


def _number(quantity: Quantity) -> str:
    """The value without trailing zeros and separators: 80.10 and 80.1 are one."""
    text = quantity.value.replace(",", "")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {quantity.high or ''} {quantity.unit}"


def event_merges(events: Iterable[FusedEvent], decisions: Decisions) -> Iterator[Merge]:
    """Give the reason of every event that several reports tell."""
    decided = {key for pair in decisions.together for key in pair}
    for event in events:
        if len(event.reports) > 1:
            by_hand = any(report.key in decided for report in event.reports)
            yield Merge(
                kind="event",
                into=event.key,
                members=tuple(sorted(report.key for report in event.reports)),
                rule="CuratorRule" if by_hand else "SameEventRule",
                reason=("a curator's decision; " if by_hand else "") + event_reason(event),
            )


def event_reason(event: FusedEvent) -> str:
    """Say in plain words what the reports of an event have in common."""
    others = sorted({report.event.type for report in event.reports} - {event.type})
    kind = f"both {event.type} and {', '.join(others)}, of which one is the other" if others else f"all say {event.type}"
    shared = []
    for role in sorted({role for report in event.reports for role in report.participants}):
        sets = [report.participants[role] for report in event.reports if role in report.participants]
        if len(sets) > 1 and (common := frozenset.intersection(*sets)):
            shared.append(f"the same {role} ({', '.join(_called(event, id) for id in sorted(common))})")
    placed = event.place is not None and not any(reason.startswith("the same place") for reason in shared)
    where = [f"the place fits ({_called(event, event.place)})"] if placed and event.place else []
    return "; ".join([kind, *shared, *where, _when(event)])


def _called(event: FusedEvent, entity: str) -> str:
    """What the reports call an entity, the longest name first; its id where none says."""
    names = {kind.name for report in event.reports if (kind := report.kinds.get(entity)) is not None}
    return max(sorted(names), key=len, default=entity)


def _when(event: FusedEvent) -> str:
    if event.earliest and event.latest:
        day = event.earliest == event.latest
        return f"the times fit ({event.earliest})" if day else f"the times fit ({event.earliest} to {event.latest})"
    if event.earliest or event.latest:
        return f"the times fit (from {event.earliest})" if event.earliest else f"the times fit (until {event.latest})"
    return "no report says when, and all came out within days"


def filler_key(role: Role) -> str:
    """What makes two fillers without an entity the same: their words, in lower case, without an article.

    >>> filler_key(Role(role="topic", text="The unrest", start=0, end=10))
    'unrest'
    """
    words = role.text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
