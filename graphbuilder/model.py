"""The records that travel through graphbuilder, from an article to the graph.

Every record is frozen and hashable; sequences are tuples. Offsets are Unicode code points into `Article.text`,
half-open: `text[start:end]`. The field names are the JSON contract (`docs/extraction.schema.json`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

STRICT: dict[str, Any] = {"extra": "forbid"}


class Polarity(StrEnum):
    """Whether a predicate is said to hold or not to hold (ISO 24617-1 `polarity`)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Factuality(StrEnum):
    """How the article commits itself to an event: exactly one value for each event and triple.

    The order of precedence, when several apply, is that of `extract.factuality`.
    """

    ASSERTED = "Asserted"  # the article says so in its own voice
    ATTRIBUTED = "Attributed"  # somebody is said to say so
    DENIED = "Denied"  # somebody is said to deny it
    NEGATED = "Negated"  # said not to have happened
    PLANNED = "Planned"  # future, intended, scheduled
    POSSIBLE = "Possible"  # may, might, allegedly
    REQUESTED = "Requested"  # asked for, demanded, ordered
    CONDITIONAL = "Conditional"  # if, unless, would


FACTUAL = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED})
"""The values under which an event is said to have happened."""


class AttributionKind(StrEnum):
    """How the words of a source are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class BlockKind(StrEnum):
    """What a stretch of an article's text is for."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    BODY = "body"


SILENT_BLOCKS = frozenset({BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CAPTION, BlockKind.NAVIGATION})
"""Kinds of block that state nothing: no event, triple or entity comes out of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the article's text."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of the article's text together with its words: `text == article.text[start:end]`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the article's text and what it is for. Blocks do not overlap and stand in text order."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read.

    `published` is an ISO 8601 date (or date and time), or None when unknown. `dateline_place` is the place name of the
    dateline as printed ("MINSK"), or None.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    language: str = "en"
    dateline_place: str | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; `silent` says why nothing came out of it, None when something did."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int
    end: int
    silent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that the article mentions, all its mentions together.

    `id` is `<class>/<slug>` ("country/BLR", "person/alexander-lukashenko", "place/625144", "group/belarusian-officials").
    `type` is a class name of `ontologies/events.ttl` (Country, Person, Organization, Place, Group, Thing). `country` is
    the ISO 3166-1 alpha-3 code that it belongs to. `same_as` holds IRIs (Wikidata, GeoNames), sorted.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: str
    type: str
    country: str | None = None
    lat: float | None = None
    long: float | None = None
    same_as: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """An open triple; `args` are the further arguments of the same predicate, each with its preposition, and last who *said* it.

    `kind` tells how it is stated: "verb", "copula", "noun", "apposition", "title", "possessive", "place", "existential".
    `evidence` holds the characters that state it: subject, relation, object, in text order without duplicates.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    sentence: int
    subject: str
    relation: str
    object: str
    args: tuple[str, ...] = ()
    confidence: float
    polarity: Polarity
    factuality: Factuality
    attribution: int | None = None
    event: str | None = None
    kind: str = "verb"
    lemma: str = ""
    subject_entity: str | None = None
    object_entity: str | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What fills a role of an event. `quantity` is an index into `Extraction.quantities`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    role: str
    text: str
    start: int
    end: int
    entity: str | None = None
    country: str | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """When an event is said to happen: a TIMEX3 value or an ISO 8601-2 interval, and inclusive ISO dates as bounds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A typed event. `codes` maps scheme to notation (plover, mode, cameo); `place` is an entity id."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    sentence: int
    type: str
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    trigger: Mention
    polarity: Polarity
    factuality: Factuality
    roles: tuple[Role, ...] = ()
    time: EventTime | None = None
    place: str | None = None
    attribution: int | None = None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what. `speaker` is an entity id; `within` is the index of the attribution that this one is nested in."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    speaker: str | None
    kind: AttributionKind
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    denies: bool = False
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression: TIMEX3 `type` (DATE, TIME, DURATION, SET) and `value`, with inclusive ISO dates as bounds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int
    end: int
    text: str
    type: str
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit. `value` keeps the digits as written ("80.10"); `high` is the upper end of a range.

    `unit` is PERCENT, an ISO 4217 currency code, a QUDT unit code, or COUNT; `of` is what is counted ("dead", "seats").
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int
    end: int
    text: str
    value: str
    unit: str
    high: str | None = None
    approximate: bool = False
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """An event-denoting word, typed or not."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    trigger: Mention
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that came out of one article."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    language: str = "en"
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    triples: tuple[Triple, ...] = ()
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    predicates: tuple[Predicate, ...] = ()
