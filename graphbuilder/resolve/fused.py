"""The records of the fused view: reports, merged events, merged entities, and why they were merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graphbuilder.model import FACTUAL, Event, Factuality, Polarity, Quantity
from graphbuilder.resolve.descriptions import Description
from graphbuilder.resolve.keys import digest
from graphbuilder.resolve.sets import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event as one article has it, with the entity ids of the fused view.

    `earliest` and `latest` are the bounds that the article gives, None when it gives none. `kinds` says what the participants are
    ("the army", "12 people"), `headline` whether the article's headline tells it.
    """

    key: str
    article: str
    outlet: str
    published: date | None
    event: Event
    quantities: Mapping[int, Quantity] = field(hash=False)
    participants: Mapping[str, Names] = field(hash=False)
    place: str | None
    countries: Names
    earliest: date | None
    latest: date | None
    kinds: Mapping[str, Description] = field(default_factory=dict, hash=False)
    headline: bool = False

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sort key: the first report of a happening comes first."""
        return (str(self.published or "9999"), self.article, self.event.trigger.start, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedEvent:
    """One happening and all its reports, in order of publication.

    `differs` names numeric roles whose values disagree, and "time" and "factuality" where reports do in these.
    """

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
        curated: ids that a person put where they are.
        apart: pairs of event keys that must not be one event. together: pairs that must be.
    """

    canonical: Mapping[str, str] = field(default_factory=dict, hash=False)
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    curated: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the ontology says about the identity of events.

    Attributes:
        symmetric: event types whose actors and recipients may change places (a meeting).
        days: event type -> how many days the bounds of two reports may lie apart (elections are rare, protests are not).
        above: event type -> itself and the types above it, nearest first; a demonstration is a protest to those who say no more.
    """

    symmetric: frozenset[str] = frozenset()
    days: Mapping[str, int] = field(default_factory=dict, hash=False)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def lineage(self, event_type: str) -> tuple[str, ...]:
        """The type and those above it."""
        return self.above.get(event_type, (event_type,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """The fused view: entities by id, events by key, merges."""

    entities: tuple[FusedEntity, ...]
    events: tuple[FusedEvent, ...]
    merges: tuple[Merge, ...]


def merge_key(merge: Merge) -> str:
    """Give a merge its key: what was merged into what."""
    return digest(merge.kind, merge.into, *merge.members)
