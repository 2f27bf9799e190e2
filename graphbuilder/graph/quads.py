"""One article's records -> the triples of its named graph. Pure: nothing here knows a store.

Offsets are xsd:integer where NIF has xsd:nonNegativeInteger, because Oxigraph would rewrite the latter.

The article's IRI names both the article and its graph. All that stands in a text is a `nif:Phrase` or `nif:Sentence` with
an RFC 5147 IRI (`article/ID#char=begin,end`, code points, half-open), so every statement leads back to its characters.
What follows is not written: the context of a phrase is its graph, the evidence of a claim an IRI and no more, a class above
one that stands there, what a property says of whatever it leads to (`gb:participation`, `nif:anchorOf`), and the polarity of a claim whose
factuality tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from graphbuilder.graph.schema import Schema, load_schema
from graphbuilder.graph.statements import (
    article_metadata,
    code_triples,
    country_triples,
    edge_pairs,
    entity_triples,
    event_type_triples,
    quantity_triples,
    role_triples,
    role_value,
)
from graphbuilder.graph.terms import (
    Terms,
    Triple,
    boolean_term,
    date_term,
    decimal_term,
    integer_term,
    iri_term,
    text_term,
)
from graphbuilder.model import (
    FACTUAL,
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Event,
    Extraction,
    Factuality,
    Polarity,
    Quantity,
    Role,
    Span,
    TimeExpression,
)
from graphbuilder.model import Triple as OpenTriple
from graphbuilder.resolve.keys import digest, event_keys
from graphbuilder.vocabulary import (
    BASE,
    GAF,
    GB,
    NIF,
    PROV,
    RDF,
    SCHEMA,
    SEM,
    SKOS,
    article_iri,
    entity_iri,
    event_iri,
    term_iri,
)

if TYPE_CHECKING:
    import pyoxigraph

_gaf, _gb, _nif, _prov = Terms(GAF), Terms(GB), Terms(NIF), Terms(PROV)
_rdf, _schema, _sem, _skos = Terms(RDF), Terms(SCHEMA), Terms(SEM), Terms(SKOS)

_A = _rdf.type
_LABEL = _skos.prefLabel
_FACTUALITY, _POLARITY = _gb.factuality, _gb.polarity
_CONFIDENCE = _gb.confidence
_DERIVED = _prov.wasDerivedFrom
_BEGIN, _END, _ANCHOR = _nif.beginIndex, _nif.endIndex, _nif.anchorOf
_CONTEXT, _DENOTED = _nif.referenceContext, _gaf.denotedBy
_EVIDENCE = _gb.evidence
_NIF_SENTENCE = _nif.Sentence
_TOLD = {
    Factuality.ASSERTED: Polarity.POSITIVE,
    Factuality.ATTRIBUTED: Polarity.POSITIVE,
    Factuality.DENIED: Polarity.NEGATIVE,
    Factuality.NEGATED: Polarity.NEGATIVE,
}
"""Polarities that follow from the factuality; a plan, wish, possibility or condition may be that something does not happen."""

_FACTUALITIES = {kind: iri_term(term_iri(kind.value)) for kind in Factuality}
_POLARITIES = {kind: iri_term(term_iri(kind.value.capitalize())) for kind in Polarity}
_KINDS = {kind: iri_term(term_iri(kind.value.capitalize())) for kind in AttributionKind}

GROUP = 100_000
"""Triples that are written at once, some 12 MB: an article of 40,000 characters has so many."""


def article_quads(article: Article, extraction: Extraction) -> Iterator[pyoxigraph.Quad]:
    """Give the quads of one article's named graph.

    Args:
        article: the article as it was read; its text is what the offsets count in.
        extraction: what came out of it.

    Yields:
        Quads without duplicates, in no particular order.
    """
    import pyoxigraph

    triples = chain.from_iterable(article_triples(article, extraction, load_schema()))
    yield from pyoxigraph.parse(trig(article_iri(extraction.id), triples), format=pyoxigraph.RdfFormat.TRIG)


def trig(graph: str, triples: Iterable[Triple]) -> bytes:
    """Write a named graph as TriG, each triple once and a subject once in a row: a third of the bytes of N-Quads.

    >>> trig("x:g", [("<x:a>", "<x:p>", '"1"'), ("<x:a>", "<x:q>", '"2"'), ("<x:b>", "<x:p>", '"1"')]).decode()
    '<x:g> {\\n<x:a> <x:p> "1" ;\\n<x:q> "2" .\\n<x:b> <x:p> "1" }\\n'
    """
    parts: list[str] = []
    last = ""
    for s, p, o in dict.fromkeys(triples):
        parts.append(f" ;\n{p} {o}" if s == last else f" .\n{s} {p} {o}")
        last = s
    return f"<{graph}> {{{''.join(parts).removeprefix(' .')} }}\n".encode()


def article_triples(article: Article, extraction: Extraction, schema: Schema) -> Iterator[list[Triple]]:
    """Give the triples of one article's graph as N-Triples terms, a group at a time; a triple may come twice.

    A group has `GROUP` triples and a few more: an article of ordinary length is one, a book some hundreds.
    """
    return _ArticleGraph(article, extraction, schema).groups()


class _ArticleGraph:
    """The graph of one article while it is written. Spans that several statements share are written once."""

    def __init__(self, article: Article, extraction: Extraction, schema: Schema) -> None:
        self.article, self.extraction, self.schema = article, extraction, schema
        self.iri = article_iri(extraction.id)
        self.subject = iri_term(self.iri)
        self.keys = event_keys(extraction)
        self.out: list[Triple] = []
        self.spans: dict[tuple[int, int], str] = {}
        self.phrases: set[str] = set()

    def groups(self) -> Iterator[list[Triple]]:
        for _ in self.records():
            if len(self.out) >= GROUP:
                yield self.out
                self.out = []
        yield self.out

    def records(self) -> Iterator[None]:
        """Write record after record, and pause after each."""
        self.out.extend(article_metadata(self.article, self.extraction))
        self.out.append((self.subject, _A, _nif.Context))
        self.sentences: list[str] = []
        for i in range(len(self.extraction.sentences)):
            self.sentences.append(self.sentence(i))
            yield
        for entity in self.extraction.entities:
            self.entity(entity)
            yield
        for time in self.extraction.times:
            self.time_expression(time)
            yield
        self.quantities: list[str] = []
        for quantity in self.extraction.quantities:
            self.quantities.append(self.quantity(quantity))
            yield
        self.speakers = [self.speaker(attribution) for attribution in self.extraction.attributions]
        for index, attribution in enumerate(self.extraction.attributions):
            self.attribution(index, attribution)
            yield
        for event in self.extraction.events:
            self.event(event)
            yield
        for triple in self.extraction.triples:
            self.open_claim(triple)
            yield

    def span(self, start: int, end: int, text: str | None = None) -> str:
        """The term of a stretch of text; its offsets and words are written the first time."""
        known = self.spans.get((start, end))
        if known is None:
            known = self.spans[start, end] = self.characters(start, end)
            self.out += (
                (known, _BEGIN, integer_term(start)),
                (known, _END, integer_term(end)),
                (known, _ANCHOR, text_term(self.article.text[start:end] if text is None else text)),
            )
        return known

    def characters(self, start: int, end: int) -> str:
        """The term of characters of which nothing is said but that their IRI counts them (RFC 5147)."""
        return f"<{self.iri}#char={start},{end}>"

    def phrase(self, start: int, end: int, text: str) -> str:
        """The term of words that stand for themselves because no entity is linked to them."""
        term = self.span(start, end, text)
        if term not in self.phrases:
            self.phrases.add(term)
            self.out += ((term, _A, _gb.Phrase), (term, _LABEL, text_term(text)))
        return term

    def sentence(self, index: int) -> str:
        sentence = self.extraction.sentences[index]
        term = self.characters(sentence.start, sentence.end)
        self.spans[sentence.start, sentence.end] = term
        self.out += (
            (term, _A, _NIF_SENTENCE),
            (term, _BEGIN, integer_term(sentence.start)),
            (term, _END, integer_term(sentence.end)),
            (term, _ANCHOR, text_term(self.article.text[sentence.start : sentence.end])),
            (term, _CONTEXT, self.subject),
            (term, _gb.sentenceNumber, integer_term(index)),
        )
        if sentence.silent is not None:
            self.out.append((term, _gb.silent, text_term(sentence.silent)))
        return term

    def entity(self, entity: Entity) -> None:
        subject = iri_term(entity_iri(entity.id))
        self.out.append((self.subject, _schema.mentions, subject))
        self.out.extend(entity_triples(subject, entity))
        for mention in entity.mentions:
            self.out.append((subject, _DENOTED, self.span(mention.start, mention.end, mention.text)))

    def time_expression(self, time: TimeExpression) -> None:
        term = self.span(time.start, time.end, time.text)
        self.out += ((term, _A, _gb.TimeExpression), (term, _gb.timeType, text_term(time.type)))
        self.bounds(term, time.value, time.earliest, time.latest)

    def bounds(self, subject: str, value: str | None, earliest: str | None, latest: str | None) -> None:
        if value:
            self.out.append((subject, _gb.timeValue, text_term(value)))
        if begin := date_term(earliest):
            self.out.append((subject, _sem.hasEarliestBeginTimeStamp, begin))
        if end := date_term(latest):
            self.out.append((subject, _sem.hasLatestEndTimeStamp, end))

    def quantity(self, quantity: Quantity) -> str:
        term = f"<{self.iri}#quantity={quantity.start},{quantity.end}>"
        self.out.extend(quantity_triples(term, quantity, self.span(quantity.start, quantity.end, quantity.text)))
        return term

    def speaker(self, attribution: Attribution) -> str | None:
        """Who says it: the entity, else the words that name the source, else nobody."""
        if attribution.speaker:
            return iri_term(entity_iri(attribution.speaker))
        if not attribution.source:
            return None
        first = attribution.source[0]
        return self.phrase(first.start, first.end, self.article.text[first.start : first.end])

    def attribution(self, index: int, attribution: Attribution) -> None:
        subject = self.attribution_term(index)
        self.out += (
            (subject, _A, _gb.Attribution),
            (subject, _gb.attributionKind, _KINDS[attribution.kind]),
            (subject, _gb.denies, boolean_term(attribution.denies)),
        )
        if speaker := self.speakers[index]:
            self.out.append((subject, _gb.speaker, speaker))
        if attribution.within is not None:
            self.out.append((subject, _gb.within, self.attribution_term(attribution.within)))
        for predicate, spans in (
            (_gb.source, attribution.source),
            (_gb.cue, attribution.cue),
            (_gb.content, attribution.content),
        ):
            for span in spans:
                words = self.span(span.start, span.end)  # which writes, so it comes first
                self.out.append((subject, predicate, words))

    def attribution_term(self, index: int) -> str:
        return f"<{self.iri}#attribution={index}>"

    def attributed(self, subject: str, index: int | None) -> None:
        """Say who is said to say it, and how."""
        if index is None:
            return
        kind = _KINDS[self.extraction.attributions[index].kind]
        self.out += ((subject, _gb.attribution, self.attribution_term(index)), (subject, _gb.attributionKind, kind))
        if speaker := self.speakers[index]:
            self.out.append((subject, _prov.wasAttributedTo, speaker))

    def event(self, event: Event) -> None:
        subject = iri_term(event_iri(self.keys[event.id]))
        classes = self.schema.classes(event.type)
        self.out.extend(event_type_triples(subject, classes, event.factuality in FACTUAL))
        self.out += (
            (subject, _FACTUALITY, _FACTUALITIES[event.factuality]),
            (subject, _POLARITY, _POLARITIES[event.polarity]),
            (subject, _CONFIDENCE, decimal_term(event.confidence)),
            (subject, _gb.trigger, self.span(event.trigger.start, event.trigger.end, event.trigger.text)),
            (subject, _DERIVED, self.sentences[event.sentence]),
        )
        self.out.extend(code_triples(subject, event.codes.items()))
        if event.time:
            self.bounds(subject, event.time.value, event.time.earliest, event.time.latest)
        if event.place:
            place = iri_term(entity_iri(event.place))
            self.out += ((subject, _gb.place, place), (subject, _sem.hasPlace, place))
        self.attributed(subject, event.attribution)
        for index, role in enumerate(event.roles):
            self.role(subject, index, role)
        self.event_claims(subject, event)

    def role(self, subject: str, index: int, role: Role) -> None:
        known = self.schema.role(role.role)
        quantity = self.extraction.quantities[role.quantity] if role.quantity is not None else None
        words = self.span(role.start, role.end, role.text)
        participation = f"{subject[:-1]}#role={index}>"
        value = role_value(known, quantity, role.text) if known.literal else self.filler(role)
        self.out += (
            (subject, _gb.participation, participation),
            (participation, _gb.role, iri_term(known.iri)),
            (participation, _DERIVED, words),
            (participation, _gb.filler, value if not known.literal else words),
        )
        self.out.extend(role_triples(subject, known, value))
        if quantity is not None and role.quantity is not None:
            node = self.quantities[role.quantity]
            self.out.append((subject, _gb.quantity, node))
            if known.literal:
                self.out.append((subject, iri_term(known.quantity_iri), node))

    def filler(self, role: Role) -> str:
        """The node that fills a role: the entity, else the words themselves; with its country where one is known."""
        if role.entity:
            return iri_term(entity_iri(role.entity))
        term = self.phrase(role.start, role.end, role.text)
        if role.country:
            self.out.extend(country_triples(term, role.country))
        return term

    def event_claims(self, subject: str, event: Event) -> None:
        """State why the event is there: a claim for each edge that it could give, else one of its type."""
        pairs = list(edge_pairs(event.roles, event.type, self.schema))
        edge = iri_term(term_iri(self.schema.edge(event.type))) if pairs else ""
        spelled = [(self.filler(s), edge, self.filler(o)) for s, o in pairs]
        for claimed in spelled or [(subject, _sem.eventType, iri_term(term_iri(event.type)))]:
            claim = f"<{BASE}claim/{digest(subject, *claimed)}>"
            self.out += (
                (claim, _A, _gb.Claim),
                (claim, _A, _rdf.Statement),
                (claim, _rdf.subject, claimed[0]),
                (claim, _rdf.predicate, claimed[1]),
                (claim, _rdf.object, claimed[2]),
                (claim, _gb.aboutEvent, subject),
            )
            self.claimed(claim, event)

    def claimed(self, claim: str, stated: Event | OpenTriple) -> None:
        """What claims of both kinds have: how firmly, by whom, from which sentence."""
        self.out += (
            (claim, _FACTUALITY, _FACTUALITIES[stated.factuality]),
            (claim, _CONFIDENCE, decimal_term(stated.confidence)),
            (claim, _DERIVED, self.sentences[stated.sentence]),
        )
        if _TOLD.get(stated.factuality) is not stated.polarity:
            self.out.append((claim, _POLARITY, _POLARITIES[stated.polarity]))
        self.attributed(claim, stated.attribution)

    def open_claim(self, triple: OpenTriple) -> None:
        parts = (self.iri, triple.sentence, triple.subject, triple.relation, triple.object, *triple.args)
        evidence = [span for part in triple.evidence for span in (part.start, part.end)]
        claim = f"<{BASE}claim/{digest(*parts, *evidence)}>"
        self.out += (
            (claim, _A, _gb.OpenClaim),
            (claim, _gb.subjectText, text_term(triple.subject)),
            (claim, _gb.relationText, text_term(triple.relation)),
            (claim, _gb.objectText, text_term(triple.object)),
            (claim, _gb.claimKind, text_term(triple.kind)),
        )
        if triple.lemma:
            self.out.append((claim, _gb.relationLemma, text_term(triple.lemma)))
        if triple.args:
            self.out += [(claim, _gb.argumentText, text_term(argument)) for argument in triple.args]
        for predicate, entity in ((_rdf.subject, triple.subject_entity), (_rdf.object, triple.object_entity)):
            if entity:
                self.out.append((claim, predicate, iri_term(entity_iri(entity))))
        if triple.event:
            self.out.append((claim, _gb.aboutEvent, iri_term(event_iri(self.keys[triple.event]))))
        self.evidence(claim, triple.evidence)
        self.claimed(claim, triple)

    def evidence(self, claim: str, spans: Iterable[Span]) -> None:
        """The characters that state a claim. Their words stand on the claim already, so a node for each would say them twice."""
        self.out += [(claim, _EVIDENCE, self.characters(span.start, span.end)) for span in spans]
