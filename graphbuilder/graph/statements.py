"""Statements that both layers write alike, the graph of an article and the fused view: on articles, entities, quantities, events, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphbuilder.graph.schema import RoleSchema, Schema
from graphbuilder.graph.terms import (
    Terms,
    Triple,
    boolean_term,
    date_term,
    datetime_term,
    decimal_term,
    iri_term,
    safe_iri_term,
    text_term,
    typed_term,
    written_decimal,
)
from graphbuilder.model import Article, Entity, Extraction, Quantity, Role
from graphbuilder.resolve.fused import FusedEntity
from graphbuilder.vocabulary import (
    BASE,
    GB,
    OWL,
    PROV,
    QUDT,
    RDF,
    SCHEMA,
    SEM,
    SKOS,
    UNIT,
    WGS84,
    XSD,
    article_iri,
    entity_iri,
    term_iri,
)

_gb, _owl, _prov, _qudt, _rdf = Terms(GB), Terms(OWL), Terms(PROV), Terms(QUDT), Terms(RDF)
_schema, _sem, _skos, _wgs84 = Terms(SCHEMA), Terms(SEM), Terms(SKOS), Terms(WGS84)

_A = _rdf.type
_LABEL = _skos.prefLabel
_DERIVED = _prov.wasDerivedFrom


def article_metadata(article: Article, extraction: Extraction) -> Iterator[Triple]:
    """Give headline, day, outlet and the like; the fused view holds these as well."""
    subject = iri_term(article_iri(extraction.id))
    yield subject, _A, _schema.NewsArticle
    yield subject, _schema.identifier, text_term(extraction.id)
    yield subject, _schema.inLanguage, text_term(extraction.language)
    published = extraction.published or article.published
    optional = (
        (SCHEMA.headline, text_term(title) if (title := extraction.title or article.title) else None),
        (SCHEMA.author, text_term(author) if (author := extraction.author or article.author) else None),
        (SCHEMA.url, typed_term(url, XSD.anyURI) if (url := extraction.url or article.url) and safe_iri_term(url) else None),
        (SCHEMA.datePublished, date_term(published)),
        (GB.publishedAt, datetime_term(published)),
    )
    for predicate, value in optional:
        if value is not None:
            yield subject, iri_term(predicate), value
    if source := extraction.source or article.source:
        outlet = outlet_term(source)
        yield subject, _schema.publisher, outlet
        yield outlet, _A, _schema.NewsMediaOrganization
        yield outlet, _schema.name, text_term(source)


def outlet_term(source: str) -> str:
    """Write the IRI of an outlet.

    >>> outlet_term("The Daily X")
    '<https://w3id.org/graphbuilder/outlet/The%20Daily%20X>'
    """
    return iri_term(article_iri(source).replace(BASE + "article/", BASE + "outlet/", 1))


def entity_triples(subject: str, entity: Entity | FusedEntity) -> Iterator[Triple]:
    """Give class, label, country, coordinates and authority IRIs of an entity of an article, or of a node."""
    yield subject, _A, iri_term(term_iri(entity.type))
    yield subject, _LABEL, text_term(entity.name)
    if entity.country:
        yield from country_triples(subject, entity.country)
    if entity.lat is not None and entity.long is not None:
        yield subject, _wgs84.lat, decimal_term(entity.lat, 6)
        yield subject, _wgs84.long, decimal_term(entity.long, 6)
    for iri in entity.same_as:
        if term := safe_iri_term(iri):
            yield subject, _owl.sameAs, term


def country_triples(subject: str, code: str) -> Iterator[Triple]:
    """Tie somebody to a country by its ISO 3166-1 alpha-3 code and by its node, unless it is the node itself."""
    yield subject, _gb.countryCode, text_term(code)
    country = iri_term(entity_iri(f"country/{code}"))
    if country != subject:
        yield subject, _gb.country, country


def quantity_triples(subject: str, quantity: Quantity, source: str) -> Iterator[Triple]:
    """Give a number with its unit, its words, and the characters (`source`) that it stands in."""
    yield subject, _A, _qudt.QuantityValue
    yield subject, _gb.lexicalValue, text_term(quantity.text)
    yield subject, _qudt.hasUnit, iri_term(unit_iri(quantity.unit))
    yield subject, _DERIVED, source
    if number := written_decimal(quantity.value):
        yield subject, _qudt.numericValue, typed_term(number, XSD.decimal)
    if quantity.high and (upper := written_decimal(quantity.high)):
        yield subject, _gb.upperValue, typed_term(upper, XSD.decimal)
    if quantity.approximate:
        yield subject, _gb.approximate, boolean_term(True)
    if quantity.of:
        yield subject, _gb.countedThing, text_term(quantity.of)


def unit_iri(unit: str) -> str:
    """Give the QUDT unit of a quantity: percent, a bare number, a currency by its ISO 4217 code, or a QUDT code.

    >>> unit_iri("PERCENT"), unit_iri("COUNT"), unit_iri("EUR"), unit_iri("KiloM")
    ('http://qudt.org/vocab/unit/PERCENT', 'http://qudt.org/vocab/unit/NUM', \
'http://qudt.org/vocab/unit/CCY_EUR', 'http://qudt.org/vocab/unit/KiloM')
    """
    if unit == "COUNT":
        return UNIT.NUM
    code = term_iri(unit).removeprefix(GB.iri)
    return UNIT.iri + (f"CCY_{code}" if len(code) == 3 and code.isalpha() and code.isupper() else code)


def role_value(role: RoleSchema, quantity: Quantity | None, text: str) -> str:
    """Write the literal of a numeric or textual role: the number where there is one, else the words."""
    number = written_decimal(quantity.value) if quantity else None
    if number is None:
        return text_term(text)
    if role.range == XSD.integer and "." not in number:
        return typed_term(number, XSD.integer)
    return typed_term(number, XSD.decimal)


def event_type_triples(subject: str, classes: tuple[str, ...], factual: bool) -> Iterator[Triple]:
    """Type an event: its classes if it is said to have happened, else `gb:NonFactualEvent`; the type name in any case."""
    if factual:
        yield subject, _A, _sem.Event
        for iri in classes:
            yield subject, _A, iri_term(iri)
    else:
        yield subject, _A, _gb.NonFactualEvent
    yield subject, _sem.eventType, iri_term(classes[0])


def code_triples(subject: str, codes: Iterable[tuple[str, str]]) -> Iterator[Triple]:
    """Give codes of older schemes as notations, each typed with its scheme (`"163"^^gb:cameo`)."""
    for scheme, code in sorted(codes):
        yield subject, _skos.notation, f"{text_term(code)}^^<{term_iri(scheme)}>"


def role_triples(subject: str, role: RoleSchema, value: str) -> Iterator[Triple]:
    """Give the role's property and those above it (`gb:actor`, `sem:hasActor`)."""
    yield subject, iri_term(role.iri), value
    for above in role.above:
        yield subject, iri_term(above), value


def edge_pairs(roles: Iterable[Role], event_type: str, schema: Schema) -> Iterator[tuple[Role, Role]]:
    """Give the pairs of roles between which an event of this type gives a direct edge, subject first.

    The subject is the actor; the object is the recipient, or what `gb:edgeTo` of the edge property names. Where both
    sides act (a meeting), the edge runs both ways, and between actors when no recipient is named.
    """
    edge = schema.edge(event_type)
    if not edge:
        return
    filled = list(roles)
    actors = [role for role in filled if role.role == "actor"]
    names = ("recipient", *schema.edge_roles.get(edge, ()))
    objects = next((found for name in names if (found := [r for r in filled if r.role == name])), [])
    both_ways = schema.symmetric(event_type)
    for actor in actors:
        for other in objects or (actors if both_ways else ()):
            if other is not actor and (other.entity is None or other.entity != actor.entity):
                yield actor, other
                if both_ways and objects:
                    yield other, actor
