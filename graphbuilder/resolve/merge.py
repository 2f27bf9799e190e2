"""Reports of one happening become one event, names of one entity one node: the fused view, as records.

Everything here is pure and independent of the order of its input: reports are sorted by day of publication, article and
position before they are compared, and each joins the first event all of whose reports it is compatible with (complete
linkage: a vague report cannot tie two protests together that lie a week apart).

The first report gives the event its key, so an event keeps its IRI while later articles join it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from graphbuilder.model import FACTUAL, Article, Entity, Event, Extraction, Factuality, Polarity, Quantity, Role
from graphbuilder.resolve.keys import digest, event_keys
from graphbuilder.resolve.sources import count_independent, source_groups

NARROW_DAYS = 7
"""Bounds up to this many days apart say when something happened; wider ones only frame it."""
NEWS_DAYS = 3
"""Articles published within so many days may speak of one happening although they do not say when it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event as one article has it, with the entity ids of the fused view.

    `earliest` and `latest` are the bounds that the article gives, None when it gives none.
    """

    key: str
    article: str
    outlet: str
    published: date | None
    event: Event
    quantities: Mapping[int, Quantity] = field(hash=False)
    participants: Mapping[str, frozenset[str]] = field(hash=False)
    place: str | None
    countries: frozenset[str]
    earliest: date | None
    latest: date | None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sort key: the first report of a happening comes first."""
        return (str(self.published or "9999"), self.article, self.event.trigger.start, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedEvent:
    """One happening and all its reports, in order of publication. `differs` names roles whose values disagree."""

    key: str
    reports: tuple[Report, ...]
    type: str
    factuality: Factuality
    polarity: Polarity
    confidence: float
    attributed_confidence: float | None
    earliest: date | None
    latest: date | None
    place: str | None
    articles: tuple[str, ...]
    independent: int
    differs: tuple[str, ...] = ()

    @property
    def factual(self) -> bool:
        """Whether it is said to have happened."""
        return self.factuality in FACTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedEntity:
    """One node: the best name, all names, and the ids under which single articles have it (`members`, sorted)."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    country: str | None
    lat: float | None
    long: float | None
    same_as: tuple[str, ...]
    members: tuple[str, ...]
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Why several became one: `kind` is "event" or "entity", `rule` a term of the ontology, `reason` is in words."""

    kind: str
    into: str
    members: tuple[str, ...]
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What was decided about identity outside of this module: by the linker, or by a curator.

    Attributes:
        canonical: entity id as an article has it -> id of the node; ids that are not there stand for themselves.
        reasons: entity id -> why, in words.
        apart: pairs of event keys that must not be one event. together: pairs that must be.
    """

    canonical: Mapping[str, str] = field(default_factory=dict, hash=False)
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    apart: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """The fused view: entities by id, events by key, merges."""

    entities: tuple[FusedEntity, ...]
    events: tuple[FusedEvent, ...]
    merges: tuple[Merge, ...]


def fuse(
    records: Iterable[tuple[Article, Extraction]],
    decisions: Decisions | None = None,
    symmetric: Set[str] = frozenset(),
) -> Fused:
    """Merge the records of a corpus into one view, the same in whatever order they come.

    Args:
        records: articles with what came out of them; read once.
        decisions: identity that is decided elsewhere.
        symmetric: event types whose actors and recipients may change places (a meeting).
    """
    decided = decisions or Decisions()
    gathered, reports, texts = _Entities(decided), [], {}
    for article, extraction in records:
        gathered.add(extraction)
        found = list(reports_of(article, extraction, decided.canonical))
        reports.extend(found)
        if found:
            texts[article.id] = article.text
    clusters = cluster_reports(reports, decided, symmetric)
    groups = source_groups(_shared(clusters), texts)
    events = [_fused_event(cluster, groups) for cluster in clusters]
    entities = gathered.fused()
    merges = [*_event_merges(events, decided), *_entity_merges(entities, decided)]
    return Fused(
        entities=tuple(entities),
        events=tuple(sorted(events, key=lambda event: event.key)),
        merges=tuple(sorted(merges, key=lambda merge: (merge.kind, merge.into))),
    )


def reports_of(article: Article, extraction: Extraction, canonical: Mapping[str, str]) -> Iterator[Report]:
    """Read the events of one article as reports."""
    keys = event_keys(extraction)
    countries = {entity.id: entity.country for entity in extraction.entities if entity.country}
    for event in extraction.events:
        participants: dict[str, set[str]] = defaultdict(set)
        for role in event.roles:
            if role.entity:
                participants[role.role].add(canonical.get(role.entity, role.entity))
        place = event.place and canonical.get(event.place, event.place)
        yield Report(
            key=keys[event.id],
            article=extraction.id,
            outlet=extraction.source or article.source,
            published=_day(extraction.published or article.published),
            event=event,
            quantities={r.quantity: extraction.quantities[r.quantity] for r in event.roles if r.quantity is not None},
            participants={role: frozenset(ids) for role, ids in participants.items()},
            place=place,
            countries=frozenset(c for e in (event.place, place) if e and (c := countries.get(e) or _country(e))),
            earliest=_day(event.time.earliest) if event.time else None,
            latest=_day(event.time.latest) if event.time else None,
        )


# --- which reports are one event


def cluster_reports(
    reports: Iterable[Report], decisions: Decisions, symmetric: Set[str] = frozenset()
) -> list[list[Report]]:
    """Put reports of one happening together; each cluster and the list itself stand in order of publication."""
    clusters: list[list[Report]] = []
    index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    apart = decisions.apart | {(b, a) for a, b in decisions.apart}
    together = _partners(decisions.together)
    of_key: dict[str, int] = {}
    for report in sorted(reports, key=lambda report: report.order):
        blocks = list(_blocks(report))
        near = sorted({number for block in blocks for number in index[block]})
        wanted = sorted(of_key[key] for key in together.get(report.key, ()) if key in of_key)
        fitting = (n for n in near if all(_fit(report, other, apart, symmetric) for other in clusters[n]))
        number = wanted[0] if wanted else next(fitting, None)
        if number is None:
            number = len(clusters)
            clusters.append([])
        clusters[number].append(report)
        of_key[report.key] = number
        for block in blocks:
            if number not in index[block]:
                index[block].append(number)
    return clusters


def _partners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
        found[second].add(first)
    return found


def _blocks(report: Report) -> Iterator[tuple[str, str, str]]:
    """Keys under which compatible reports meet: they share the type and a participant or the place."""
    stance = _stance(report.event.factuality)
    for ids in report.participants.values():
        for entity in ids:
            yield (report.event.type, stance, entity)
    for country in report.countries:
        yield (report.event.type, stance, country)
    if report.place:
        yield (report.event.type, stance, report.place)


def _stance(factuality: Factuality) -> str:
    """Reports that say it happened and reports that say it did not are about one event; a plan is another matter."""
    if factuality in FACTUAL or factuality in (Factuality.DENIED, Factuality.NEGATED):
        return "happened or not"
    return factuality.value


def _fit(report: Report, other: Report, apart: Set[tuple[str, str]], symmetric: Set[str]) -> bool:
    return (
        (report.key, other.key) not in apart
        and same_participants(report, other, report.event.type in symmetric)
        and same_place(report, other)
        and same_time(report, other)
        and (report.article != other.article or _told_twice(report, other))
    )


def _told_twice(report: Report, other: Report) -> bool:
    """One article that tells a thing again (headline and body) gives the same time and the same participants."""
    return (report.earliest, report.latest) == (other.earliest, other.latest) and (
        report.participants == other.participants
    )


def same_participants(report: Report, other: Report, symmetric: bool = False) -> bool:
    """Whether every role that both fill has a linked filler in common, and at least one role or the place does."""
    mine, theirs = report.participants, other.participants
    if symmetric:
        mine, theirs = _one_side(mine), _one_side(theirs)
    shared = [role for role in mine if role in theirs and role not in _PLACES]
    if any(not mine[role] & theirs[role] for role in shared):
        return False
    return bool(shared) or (report.place is not None and report.place == other.place)


_PLACES = frozenset({"place", "origin", "destination"})


def _one_side(participants: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    both = participants.get("actor", frozenset()) | participants.get("recipient", frozenset())
    rest = {role: ids for role, ids in participants.items() if role not in ("actor", "recipient")}
    return {**rest, "actor": both} if both else rest


def same_place(report: Report, other: Report) -> bool:
    """Whether the places agree: the same, one not given, or one the country that the other lies in."""
    if report.place is None or other.place is None or report.place == other.place:
        return True
    places = (report.place, other.place)
    return bool(report.countries & other.countries) and any(place.startswith("country/") for place in places)


def same_time(report: Report, other: Report) -> bool:
    """Whether the bounds overlap; where one side gives none or wide ones, the days of publication must be near."""
    if not _overlap(report, other):
        return False
    if _narrow(report) and _narrow(other):
        return True
    if (report.earliest, report.latest) == (other.earliest, other.latest) and report.earliest and report.latest:
        return True
    if report.published is None or other.published is None:
        return report.article == other.article
    return abs((report.published - other.published).days) <= NEWS_DAYS


def _overlap(report: Report, other: Report) -> bool:
    first, last = report.earliest or date.min, report.latest or date.max
    return first <= (other.latest or date.max) and (other.earliest or date.min) <= last


def _narrow(report: Report) -> bool:
    if report.earliest is None or report.latest is None:
        return False
    return report.latest - report.earliest <= timedelta(days=NARROW_DAYS)


# --- one event out of its reports


def _shared(clusters: Iterable[list[Report]]) -> list[dict[str, str]]:
    """Article -> outlet of every cluster that more than one article reports."""
    found = ({report.article: report.outlet for report in cluster} for cluster in clusters)
    return [articles for articles in found if len(articles) > 1]


def _fused_event(cluster: list[Report], groups: Mapping[str, str]) -> FusedEvent:
    first = cluster[0]
    factuality = fused_factuality(report.event.factuality for report in cluster)
    articles = tuple(sorted({report.article for report in cluster}))
    earliest, latest = _bounds(cluster)
    asserted, attributed = _confidences(cluster, factuality, groups)
    return FusedEvent(
        key=first.key,
        reports=tuple(cluster),
        type=first.event.type,
        factuality=factuality,
        polarity=next(r.event.polarity for r in cluster if r.event.factuality is factuality),
        confidence=asserted,
        attributed_confidence=attributed,
        earliest=earliest,
        latest=latest,
        place=_place(cluster),
        articles=articles,
        independent=count_independent(articles, groups),
        differs=tuple(_differing(cluster)),
    )


_STRENGTH = tuple(Factuality)


def fused_factuality(values: Iterable[Factuality]) -> Factuality:
    """Give the value of the fused event: the strongest that any report has, in the order of `Factuality`.

    >>> fused_factuality([Factuality.DENIED, Factuality.ATTRIBUTED]).value
    'Attributed'
    """
    return min(values, key=_STRENGTH.index)


def _bounds(cluster: list[Report]) -> tuple[date | None, date | None]:
    """Narrow the bounds to what all reports allow; they overlap by the rule that put them together."""
    starts = [report.earliest for report in cluster if report.earliest]
    ends = [report.latest for report in cluster if report.latest]
    first, last = max(starts, default=None), min(ends, default=None)
    if first and last and first > last:  # a curator put together what does not overlap
        return min(starts), max(ends)
    return first, last


def _place(cluster: list[Report]) -> str | None:
    """The place most reports give; a city before the country it lies in, then the alphabet."""
    places = Counter(report.place for report in cluster if report.place)
    return min(places, key=lambda place: (place.startswith("country/"), -places[place], place), default=None)


def _confidences(
    cluster: list[Report], factuality: Factuality, groups: Mapping[str, str]
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


def _differing(cluster: list[Report]) -> Iterator[str]:
    """Names of the numeric roles for which reports give different values, and "time" or "place" where they differ."""
    values: dict[str, set[str]] = defaultdict(set)
    for report in cluster:
        for role in report.event.roles:
            if role.quantity is not None:
                values[role.role].add(_number(report.quantities[role.quantity]))
    yield from sorted(role for role, found in values.items() if len(found) > 1)
    if len({report.event.factuality in FACTUAL for report in cluster}) > 1:
        yield "factuality"


def _number(quantity: Quantity) -> str:
    """The value without trailing zeros and separators: 80.10 and 80.1 are one."""
    text = quantity.value.replace(",", "")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {quantity.high or ''} {quantity.unit}"


def _event_merges(events: Iterable[FusedEvent], decisions: Decisions) -> Iterator[Merge]:
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
    """Say in words what the reports of an event have in common."""
    shared = []
    for role in sorted({role for report in event.reports for role in report.participants}):
        sets = [report.participants[role] for report in event.reports if role in report.participants]
        if len(sets) > 1 and (common := frozenset.intersection(*sets)):
            shared.append(f"{role} {', '.join(sorted(common))}")
    when = f"within {event.earliest or '?'} to {event.latest or '?'}"
    parts = [f"same type {event.type}", *shared, when, *([f"place {event.place}"] if event.place else [])]
    return "; ".join(parts)


# --- entities


class _Entities:
    """Gathers the entities of all articles under their canonical ids."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.found: dict[str, list[tuple[str, Entity]]] = defaultdict(list)

    def add(self, extraction: Extraction) -> None:
        for entity in extraction.entities:
            self.found[self.decisions.canonical.get(entity.id, entity.id)].append((extraction.id, entity))

    def fused(self) -> list[FusedEntity]:
        return [_fused_entity(node, self.found[node]) for node in sorted(self.found)]


def _fused_entity(node: str, found: list[tuple[str, Entity]]) -> FusedEntity:
    entities = sorted((entity for _, entity in found), key=lambda entity: (entity.id != node, entity.id, entity.name))
    names = Counter(entity.name for entity in entities)
    name = min(names, key=lambda name: (-names[name], -len(name), name))
    placed = min(
        ((e.lat, e.long) for e in entities if e.lat is not None and e.long is not None), default=(None, None)
    )
    return FusedEntity(
        id=node,
        name=name,
        type=_most(entity.type for entity in entities if entity.id == node) or _most(e.type for e in entities) or "Thing",
        aliases=tuple(sorted(_aliases(entities) - {name})),
        country=_most(entity.country for entity in entities if entity.country),
        lat=placed[0],
        long=placed[1],
        same_as=tuple(sorted({iri for entity in entities for iri in entity.same_as})),
        members=tuple(sorted({entity.id for entity in entities})),
        mentions=sum(len(entity.mentions) for entity in entities),
        articles=len({article for article, _ in found}),
    )


def _most(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _aliases(entities: Iterable[Entity]) -> set[str]:
    found = {entity.name for entity in entities}
    for entity in entities:
        found.update(mention.text for mention in entity.mentions if is_name(mention.text))
    return found


_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "de", "la", "le", "du", "da", "von", "van", "der", "den", "al", "bin", "ibn", "to", "in", "on")
)
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "his", "hers", "its", "their", "our", "my", "one", "who", "that", "this")
)
_WORD = re.compile(r"\w[\w'’.-]*")


@lru_cache(maxsize=65536)
def is_name(text: str) -> bool:
    """Whether a mention is a name and no description: every word but small ones begins with a capital or a digit.

    >>> is_name("Alexander Lukashenko"), is_name("the Belarusian leader"), is_name("He"), is_name("Bank of England")
    (True, False, False, True)
    """
    words = _WORD.findall(text)
    if not words or words[0].lower() in _PRONOUNS or words[0] in ("the", "a", "an", "The", "A", "An"):
        return False
    return all(word in _SMALL_WORDS or not word[0].islower() for word in words) and not words[0][0].islower()


def _entity_merges(entities: Iterable[FusedEntity], decisions: Decisions) -> Iterator[Merge]:
    for entity in entities:
        if entity.members != (entity.id,):
            reasons = sorted({decisions.reasons[member] for member in entity.members if member in decisions.reasons})
            yield Merge(
                kind="entity",
                into=entity.id,
                members=entity.members,
                rule="SameEntityRule",
                reason="; ".join(reasons) or "the linker holds these names for one entity",
            )


# --- small readers


def _day(text: str | None) -> date | None:
    """The day of an ISO 8601 date, None when there is none or it is no date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _country(entity: str) -> str | None:
    return entity.removeprefix("country/") if entity.startswith("country/") else None


def filler_key(role: Role) -> str:
    """What makes two fillers without an entity the same: their words, in lower case, without an article.

    >>> filler_key(Role(role="topic", text="The unrest", start=0, end=10))
    'unrest'
    """
    words = role.text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def merge_key(merge: Merge) -> str:
    """Give a merge its key: what was merged into what."""
    return digest(merge.kind, merge.into, *merge.members)
