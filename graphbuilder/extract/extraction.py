"""Reading -> Extraction: the records of the contract out of the layers of an article.

Nothing here knows English; see `reading` for the order of the layers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import replace
from typing import Any

from graphbuilder.extract.attribution import DraftAttribution
from graphbuilder.extract.confidence import confidences_of
from graphbuilder.extract.draft_triples import DraftTriple, relation_text
from graphbuilder.extract.event_places import place_of
from graphbuilder.extract.event_times import EventTimes
from graphbuilder.extract.event_words import event_words
from graphbuilder.extract.events import DraftEvent
from graphbuilder.extract.evidence import extent, spans, wording
from graphbuilder.extract.introduced import Introduced
from graphbuilder.extract.judgements import Judgements
from graphbuilder.extract.naming import apposed_names, counted, counted_group, filler_words
from graphbuilder.extract.quantity_readings import COUNT
from graphbuilder.extract.reading import Reading, site
from graphbuilder.extract.triples import read_triples
from graphbuilder.lexicon import Lexicon
from graphbuilder.model import (
    Article,
    Attribution,
    Event,
    Extraction,
    Factuality,
    Mention,
    Role,
    Sentence,
    Triple,
)

Doc = Any


def extract_document(article: Article, doc: Doc, lexicon: Lexicon, introduced: Introduced | None = None) -> Extraction:
    """Everything that an annotated article says.

    Args:
        article: with the text of `doc`. doc: as `annotate` gives it. lexicon: the frames of events.
        introduced: for a piece of a long article, whom the pieces before it have named.

    Returns:
        An Extraction whose entity ids hold within the article; `resolve.link` makes them hold across articles.
    """
    reading = Reading(article, doc, lexicon, introduced)
    maker = _Records(reading)
    events = maker.events()
    triples = maker.triples()
    attributions = maker.attributions()
    reading.entities.add_places(reading.places)
    made = Extraction(
        id=article.id,
        title=article.title,
        source=article.source,
        author=article.author,
        url=article.url,
        published=article.published,
        language=article.language,
        sentences=maker.sentences(events, triples, attributions),
        entities=reading.entities.records(),
        triples=triples,
        events=events,
        attributions=attributions,
        times=reading.times,
        quantities=reading.quantities,
        predicates=event_words(reading, maker.judgements),
    )
    reading.close()
    return made


LENGTHS = frozenset({"term", "age"})
"""Roles that a stretch of time fills: *jailed for six years*."""


class _Records:
    """Makes the records of one article; events first, triples refer to them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.judgements = Judgements(reading.clauses, reading.attributions)
        self.when = EventTimes(reading, self.judgements)
        self._starts = [q.start for q in reading.quantities]
        self._event_of_verb: dict[int, str] = {}

    # --- events

    def events(self) -> tuple[Event, ...]:
        """The events, numbered in text order."""
        made = []
        for number, draft in enumerate(filter(self.tells_something, self.reading.events), start=1):
            key = f"e{number}"
            made.append(self.event(key, draft))
            for token in draft.trigger:
                self._event_of_verb.setdefault(token.i, key)
        return tuple(made)

    def tells_something(self, draft: DraftEvent) -> bool:
        """*depends on the outcome of an election*: a noun without a party or a time names a matter, and no event."""
        named = draft.clause.verb is None and not any(t.pos_ in ("VERB", "AUX") for t in draft.trigger)
        return not named or bool(self.roles(draft)) or self.when.of_event(draft) is not None

    def event(self, key: str, draft: DraftEvent) -> Event:
        """One event."""
        reading, token = self.reading, site(draft)
        judgement, source = self.judgements.of_event(draft), self.attribution_at(token.i)
        start, end = extent(reading.tree, trigger_words(draft))
        return Event(
            id=key,
            sentence=reading.tree.sentence[token.i],
            type=draft.type,
            codes=dict(draft.codes),
            trigger=Mention(start=start, end=end, text=reading.article.text[start:end]),
            polarity=judgement.polarity,
            factuality=attributed(judgement.factuality, source),
            roles=self.roles(draft),
            time=self.when.of_event(draft),
            place=place_of(reading, draft),
            attribution=source,
            confidence=draft.score,
        )

    def roles(self, draft: DraftEvent) -> tuple[Role, ...]:
        """The roles with their fillers' words, entities, countries and quantities, duplicates dropped."""
        out: dict[tuple[str, int, int, str | None], Role] = {}
        parties = {head.i for name, head, _ in draft.roles if name in ("actor", "recipient")}
        told = {head.i for name, head, _ in draft.roles if name in ("topic", "reason")}
        for name, head, argument in draft.roles:
            if name == "topic" and head.i in parties:
                continue  # *condemned Chad*: who it is done to is not what it is about
            if head.i in self.when.time_tokens and (head.pos_ != "NUM" or name in SCENES) and name not in LENGTHS:
                continue  # *met on Monday*, *met in 2011*: the parser gives the day for a participant
            role = self.role(name, head, told - {head.i})
            if argument.surface == "further country" and any(r.role == name and r.country == role.country for r in out.values()):
                continue  # *Czech and Polish officials*: the noun stands for one of the two countries
            in_sight = draft.countries.get(head.i)
            if role.country is None and in_sight is not None and self.may_be_of(head, in_sight):
                role = replace(role, country=in_sight)
            for one in self.each(role, head.i):
                out.setdefault((name, one.start, one.end, one.entity if one is not role else None), one)
        return without_self(tuple(out.values()))

    def may_be_of(self, head: Any, country: str) -> bool:
        """*He*, for somebody whom the article names: a country in sight is his only if the article is about it; others' without more."""
        chain = self.reading.chains.chain_of(head.i)
        named = chain is not None and chain.named and chain.type == "Person" and head.pos_ != "PROPN"
        return not named or self.reading.located.is_foremost(country)

    def each(self, role: Role, head: int) -> list[Role]:
        """*Peru and Ecuador quarrelled. They signed a pact*: the role once for each of those meant together; else as it is."""
        entities = self.reading.entities
        meant = [entities.of_phrase(chain.members[0].head) for chain in self.reading.chains.each_of(head)]
        return [replace(role, entity=one, country=entities.country_of(one)) for one in meant if one is not None] or [role]

    def role(self, name: str, head: Any, others: Container[int]) -> Role:
        """One role, without the words of `others`.

        A filler that is a number with its unit points to the quantity; any other to its entity, unless the role asks for a value.
        """
        reading = self.reading
        start, end = extent(reading.tree, filler_words(reading.tree, head.i, others))
        quantity = self.quantity_in(start, end)
        meant: int | None = head.i
        if quantity is not None and reading.quantities[quantity].end > head.idx >= reading.quantities[quantity].start:
            measure = reading.quantities[quantity]
            meant = counted_group(reading.tree, head.i) if measure.unit == COUNT else None
            if meant is None and apposed_names(reading.tree, head.i):
                meant = head.i  # *one of whom, Ada Moss, died*
            if measure.unit != COUNT or counted(reading.tree, head.i) is None:  # *30 of his supporters* are who it is done to
                start, end = measure.start, measure.end
        valued = name in reading.lexicon.ontology.values
        entity = reading.entities.of_phrase(meant) if meant is not None and not valued else None
        return Role(
            role=name,
            text=reading.article.text[start:end],
            start=start,
            end=end,
            entity=entity,
            country=None if valued else reading.country(head.i, entity),
            quantity=quantity,
        )

    def quantity_in(self, start: int, end: int) -> int | None:
        """Index of the first quantity within these characters, or None."""
        k = bisect_left(self._starts, start)
        if k < len(self._starts) and self.reading.quantities[k].end <= end:
            return k
        return None

    # --- triples

    def triples(self) -> tuple[Triple, ...]:
        """The open triples, in text order of their predicates."""
        drafts = read_triples(self.reading.doc, self.reading.clauses)
        scores = confidences_of(self.reading.tree, drafts)
        return tuple(self.triple(draft, score) for draft, score in zip(drafts, scores, strict=True))

    def triple(self, draft: DraftTriple, confidence: float) -> Triple:
        """One triple with its judgement and its evidence."""
        reading, verb = self.reading, draft.clause.verb
        at = verb.i if verb is not None else draft.clause.head.i
        judgement, source = self.judgements.of_clause(draft.clause), self.attribution_at(at)
        return Triple(
            sentence=draft.clause.sentence,
            subject=wording(reading.tree, draft.subject),
            relation=relation_text(draft, wording(reading.tree, draft.relation)),
            object=wording(reading.tree, draft.object),
            args=tuple(wording(reading.tree, a) for a in draft.args),
            confidence=confidence,
            polarity=judgement.polarity,
            factuality=attributed(judgement.factuality, source),
            attribution=source,
            event=self._event_of_verb.get(at),
            kind=draft.kind,
            lemma=draft.lemma,
            subject_entity=reading.entities.of_head(draft.subject_head),
            object_entity=reading.entities.of_head(draft.object_head) if draft.object_head is not None else None,
            evidence=spans(reading.tree, (*draft.subject, *draft.relation, *draft.object)),
        )

    # --- attributions and sentences

    def attribution_at(self, token: int) -> int | None:
        """Index of the attribution that puts forward what is said at this token."""
        return self.reading.holder.get(token)

    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions with their speakers."""
        return tuple(self.attribution(d) for d in self.reading.attributions)

    def attribution(self, draft: DraftAttribution) -> Attribution:
        """One attribution."""
        return Attribution(
            speaker=self.speaker(draft.source_head),
            kind=draft.kind,
            source=draft.source,
            cue=draft.cue,
            content=draft.content,
            denies=draft.denies,
            within=draft.within,
        )

    def speaker(self, head: Any) -> str | None:
        """The entity that speaks: for a document, who made it (*the commission's results*, *a report by the agency*)."""
        if head is None:
            return None
        entities, tree = self.reading.entities, self.reading.tree
        makers = [*tree.childs(head.i, "poss")]
        makers += [
            k
            for p in tree.childs(head.i, "prep")
            if tree.lower[p] in ("by", "from", "of")
            for k in tree.childs(p, "pobj")
        ]
        spoken = entities.of_phrase(head.i)
        if entities.type_of(spoken) in ("Thing", ""):
            for maker in makers:
                found = entities.of_phrase(maker)
                if entities.type_of(found) in ("Organization", "Person", "Country", "Group"):
                    return found
        return spoken

    def sentences(
        self, events: tuple[Event, ...], triples: tuple[Triple, ...], attributions: tuple[Attribution, ...]
    ) -> tuple[Sentence, ...]:
        """All sentences without the blanks around them, each with the reason why nothing came out of it."""
        reading, out = self.reading, []
        busy = {e.sentence for e in events} | {t.sentence for t in triples}
        verbal = {c.sentence for c in reading.clauses.all}
        tree = reading.tree
        for number in range(len(tree.starts)):
            first, after = tree.sentence_span(number)
            begin, end = tree.begin[first], tree.end[after - 1]
            text = reading.article.text[begin:end]
            start = begin + len(text) - len(text.lstrip())
            silent = None
            if number not in busy:
                silent = reading.silent[number] or ("no frame" if number in verbal else "no predicate")
            out.append(Sentence(start=start, end=max(start, begin + len(text.rstrip())), silent=silent))
        return tuple(out)


def attributed(factuality: Factuality, source: int | None) -> Factuality:
    """What somebody is said to say is never the article's own word."""
    return Factuality.ATTRIBUTED if source is not None and factuality is Factuality.ASSERTED else factuality


def trigger_words(draft: DraftEvent) -> list[int]:
    """The words of a trigger without the prepositions that lead on to a filler: *imposed sanctions* on banks."""
    words = [t.i for t in draft.trigger if t.pos_ != "ADP" or t.dep_ == "prt"]
    return words or [t.i for t in draft.trigger]


def without_self(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """*Ann Hall defended her plan*: an owner who is the actor under another name is no recipient; *himself* is."""
    actors = {r.entity for r in roles if r.role == "actor" and r.entity is not None}
    return tuple(r for r in roles if r.role != "recipient" or r.entity not in actors or r.text.lower() not in OWNERS)


SCENES = frozenset({"place", "origin", "destination"})
OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "your"})
