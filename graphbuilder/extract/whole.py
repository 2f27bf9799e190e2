"""The extractions of the pieces of a long article -> that of the whole: offsets and numbers moved, entities put together by their ids.

Only records are kept of a piece, no Doc and no layer of its reading, and equal strings once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graphbuilder.model import (
    Article,
    Attribution,
    Entity,
    Event,
    Extraction,
    Mention,
    Predicate,
    Quantity,
    Sentence,
    Span,
    TimeExpression,
    Triple,
)

Placed = TypeVar("Placed", Span, Mention, Sentence, TimeExpression, Quantity)


@dataclass(slots=True, eq=False)
class Collected:
    """An entity whose mentions come piece by piece."""

    first: Entity
    mentions: list[Mention] = field(default_factory=list)


class Whole:
    """An article's extraction while its pieces come in, in their order."""

    def __init__(self, article: Article) -> None:
        """Nothing is found yet."""
        self._article = article
        self._entities: dict[str, Collected] = {}
        self._sentences: list[Sentence] = []
        self._triples: list[Triple] = []
        self._events: list[Event] = []
        self._attributions: list[Attribution] = []
        self._times: list[TimeExpression] = []
        self._quantities: list[Quantity] = []
        self._predicates: list[Predicate] = []
        self._words: dict[str, str] = {}

    def add(self, piece: Extraction, start: int) -> None:
        """Take over what came out of the piece that begins at this character."""
        numbers = Numbers(start, len(self._sentences), len(self._events), len(self._attributions), len(self._quantities), self._words)
        for entity in piece.entities:
            self._add_entity(entity, start)
        self._sentences += (moved(each, start) for each in piece.sentences)
        self._triples += map(numbers.triple, piece.triples)
        self._events += map(numbers.event, piece.events)
        self._attributions += map(numbers.attribution, piece.attributions)
        self._times += (moved(each, start) for each in piece.times)
        self._quantities += (moved(each, start) for each in piece.quantities)
        self._predicates += (replace(each, trigger=moved(each.trigger, start)) for each in piece.predicates)

    def extraction(self) -> Extraction:
        """All of it."""
        article = self._article
        return Extraction(
            id=article.id,
            title=article.title,
            source=article.source,
            author=article.author,
            url=article.url,
            published=article.published,
            language=article.language,
            sentences=tuple(self._sentences),
            entities=tuple(sorted(map(together, self._entities.values()), key=lambda e: (e.mentions[0].start, e.mentions[0].end, e.id))),
            triples=tuple(self._triples),
            events=tuple(self._events),
            attributions=tuple(self._attributions),
            times=tuple(self._times),
            quantities=tuple(self._quantities),
            predicates=tuple(self._predicates),
        )

    def _add_entity(self, entity: Entity, start: int) -> None:
        key = self._words.setdefault(entity.id, entity.id)
        known = self._entities.get(key)
        if known is None:
            known = self._entities[key] = Collected(replace(entity, id=key, mentions=()))
        else:
            known.first = completed(known.first, entity)
        said = self._words
        known.mentions += (
            Mention(start=m.start + start, end=m.end + start, text=said.setdefault(m.text, m.text)) for m in entity.mentions
        )


def completed(known: Entity, later: Entity) -> Entity:
    """What an entity is, with what only a later piece tells: its country, its place, its name in small letters."""
    name = later.name if known.name.isupper() and not later.name.isupper() else known.name
    place = known if known.lat is not None else later
    same_as = known.same_as if known.same_as == later.same_as else tuple(sorted({*known.same_as, *later.same_as}))
    more = replace(known, name=name, country=known.country or later.country, lat=place.lat, long=place.long, same_as=same_as)
    return known if more == known else more


def together(entity: Collected) -> Entity:
    """The record of an entity."""
    return replace(entity.first, mentions=tuple(entity.mentions))


def moved(record: Placed, by: int) -> Placed:
    """A record so many characters farther on."""
    return replace(record, start=record.start + by, end=record.end + by)


@dataclass(frozen=True, slots=True)
class Numbers:
    """By how much the numbers of a piece are too small: characters, sentences, events, attributions, quantities."""

    characters: int
    sentences: int
    events: int
    attributions: int
    quantities: int
    words: dict[str, str]

    def triple(self, triple: Triple) -> Triple:
        """A triple of the piece as one of the whole."""
        return replace(
            triple,
            sentence=triple.sentence + self.sentences,
            attribution=later(triple.attribution, self.attributions),
            event=None if triple.event is None else self.event_id(triple.event),
            subject_entity=self.shared(triple.subject_entity),
            object_entity=self.shared(triple.object_entity),
            evidence=self.spans(triple.evidence),
        )

    def event(self, event: Event) -> Event:
        """An event of the piece as one of the whole."""
        by = self.characters
        roles = (
            replace(r, start=r.start + by, end=r.end + by, quantity=later(r.quantity, self.quantities), entity=self.shared(r.entity))
            for r in event.roles
        )
        return replace(
            event,
            id=self.event_id(event.id),
            sentence=event.sentence + self.sentences,
            trigger=moved(event.trigger, by),
            roles=tuple(roles),
            place=self.shared(event.place),
            attribution=later(event.attribution, self.attributions),
        )

    def attribution(self, attribution: Attribution) -> Attribution:
        """An attribution of the piece as one of the whole."""
        return replace(
            attribution,
            speaker=self.shared(attribution.speaker),
            source=self.spans(attribution.source),
            cue=self.spans(attribution.cue),
            content=self.spans(attribution.content),
            within=later(attribution.within, self.attributions),
        )

    def event_id(self, key: str) -> str:
        """*e3* of the piece, in the whole."""
        return f"e{int(key[1:]) + self.events}"

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans of the whole."""
        return tuple(moved(span, self.characters) for span in spans)

    def shared(self, word: str | None) -> str | None:
        """The same string, once in memory."""
        return None if word is None else self.words.setdefault(word, word)


def later(number: int | None, by: int) -> int | None:
    """A number moved along, None left alone.

    >>> later(2, 10), later(None, 10)
    (12, None)
    """
    return None if number is None else number + by
