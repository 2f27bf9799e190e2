"""The extractions of the pieces of a long article -> that of the whole: offsets and numbers moved, entities put together by their ids.

Only records are kept of a piece, no Doc and no layer of its reading; equal strings, offsets and stretches once: they are most of it.
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
    Role,
    Sentence,
    Span,
    TimeExpression,
    Triple,
)

Placed = TypeVar("Placed", Sentence, TimeExpression, Quantity)


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

    def add(self, piece: Extraction, start: int, length: int) -> None:
        """Take over what came out of the piece of so many characters that begins at `start`."""
        numbers = Numbers(
            characters=list(range(start, start + length + 1)),
            sentences=len(self._sentences),
            events=len(self._events),
            attributions=len(self._attributions),
            quantities=len(self._quantities),
            words=self._words,
        )
        for entity in piece.entities:
            self._add_entity(entity, numbers)
        self._sentences += map(numbers.moved, piece.sentences)
        self._triples += map(numbers.triple, piece.triples)
        self._events += map(numbers.event, piece.events)
        self._attributions += map(numbers.attribution, piece.attributions)
        self._times += map(numbers.moved, piece.times)
        self._quantities += map(numbers.moved, piece.quantities)
        self._predicates += (replace(each, trigger=numbers.mention(each.trigger)) for each in piece.predicates)

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

    def _add_entity(self, entity: Entity, numbers: Numbers) -> None:
        key = self._words.setdefault(entity.id, entity.id)
        known = self._entities.get(key)
        if known is None:
            known = self._entities[key] = Collected(replace(entity, id=key, mentions=()))
        else:
            known.first = completed(known.first, entity)
        known.mentions += map(numbers.mention, entity.mentions)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What the numbers of a piece are in the whole.

    Attributes:
        characters: for each offset of the piece the one of the whole. sentences, events, attributions, quantities: how many were before it.
        words: strings of all pieces. texts, spans, mentions: what this piece has had already, to have it once in memory.
    """

    characters: list[int]
    sentences: int
    events: int
    attributions: int
    quantities: int
    words: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    spans: dict[tuple[int, int], Span] = field(default_factory=dict)
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)

    def moved(self, record: Placed) -> Placed:
        """A record at its place in the whole."""
        return replace(record, start=self.characters[record.start], end=self.characters[record.end])

    def mention(self, mention: Mention) -> Mention:
        """A mention at its place in the whole."""
        key = mention.start, mention.end
        known = self.mentions.get(key)
        if known is None:
            text = self.words.setdefault(mention.text, mention.text)
            known = self.mentions[key] = Mention(start=self.characters[mention.start], end=self.characters[mention.end], text=text)
        return known

    def span(self, span: Span) -> Span:
        """A span at its place in the whole."""
        key = span.start, span.end
        known = self.spans.get(key)
        if known is None:
            known = self.spans[key] = Span(start=self.characters[span.start], end=self.characters[span.end])
        return known

    def triple(self, triple: Triple) -> Triple:
        """A triple of the piece as one of the whole."""
        return replace(
            triple,
            sentence=triple.sentence + self.sentences,
            subject=self.text(triple.subject),
            relation=self.text(triple.relation),
            object=self.text(triple.object),
            args=tuple(map(self.text, triple.args)),
            attribution=later(triple.attribution, self.attributions),
            event=None if triple.event is None else self.event_id(triple.event),
            subject_entity=self.shared(triple.subject_entity),
            object_entity=self.shared(triple.object_entity),
            evidence=self.all_spans(triple.evidence),
        )

    def event(self, event: Event) -> Event:
        """An event of the piece as one of the whole."""
        return replace(
            event,
            id=self.event_id(event.id),
            sentence=event.sentence + self.sentences,
            trigger=self.mention(event.trigger),
            roles=tuple(map(self.role, event.roles)),
            place=self.shared(event.place),
            attribution=later(event.attribution, self.attributions),
        )

    def role(self, role: Role) -> Role:
        """A role of the piece as one of the whole."""
        return replace(
            role,
            text=self.text(role.text),
            start=self.characters[role.start],
            end=self.characters[role.end],
            quantity=later(role.quantity, self.quantities),
            entity=self.shared(role.entity),
        )

    def attribution(self, attribution: Attribution) -> Attribution:
        """An attribution of the piece as one of the whole."""
        return replace(
            attribution,
            speaker=self.shared(attribution.speaker),
            source=self.all_spans(attribution.source),
            cue=self.all_spans(attribution.cue),
            content=self.all_spans(attribution.content),
            within=later(attribution.within, self.attributions),
        )

    def event_id(self, key: str) -> str:
        """*e3* of the piece, in the whole."""
        return f"e{int(key[1:]) + self.events}"

    def all_spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans at their places in the whole."""
        return tuple(map(self.span, spans))

    def text(self, words: str) -> str:
        """The same words, once in memory for the piece."""
        return self.texts.setdefault(words, words)

    def shared(self, word: str | None) -> str | None:
        """The same string, once in memory."""
        return None if word is None else self.words.setdefault(word, word)


def later(number: int | None, by: int) -> int | None:
    """A number moved along, None left alone.

    >>> later(2, 10), later(None, 10)
    (12, None)
    """
    return None if number is None else number + by
