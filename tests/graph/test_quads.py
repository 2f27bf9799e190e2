"""One article's records become the triples of its graph, whatever characters are in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.graph.quads import article_quads
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Entity, Extraction, Factuality, Mention, Polarity, Sentence
from graphbuilder.vocabulary import GB, article_iri
from tests.graph import fixtures
from tests.graph.fixtures import Builder, Pair


def ask(pair: Pair, pattern: str) -> bool:
    """Whether the article's graph holds a pattern."""
    memory = pyoxigraph.Store()
    memory.bulk_extend(article_quads(*pair))
    from graphbuilder.graph.sparql import run_sparql

    return bool(run_sparql(memory, f"ASK {{ GRAPH <{article_iri(pair[0].id)}> {{ {pattern} }} }}"))


@pytest.mark.parametrize(
    "pattern",
    [
        "?e a sem:Event, gb:Sanction ; sem:eventType gb:Sanction ; gb:factuality gb:Asserted ; gb:polarity gb:Positive",
        "?e gb:actor <https://w3id.org/graphbuilder/entity/country/NLD> ; sem:hasActor <https://w3id.org/graphbuilder/entity/country/NLD>",
        '?e sem:hasEarliestBeginTimeStamp "2021-03-01"^^xsd:date ; sem:hasLatestEndTimeStamp "2021-03-01"^^xsd:date',
        '?e skos:notation "SANCTION"^^gb:plover, "163"^^gb:cameo',
        "?e gb:confidence 0.9",
        '?e gb:trigger/nif:anchorOf "imposed sanctions"',
        '?e prov:wasDerivedFrom ?s . ?s a nif:Sentence ; nif:beginIndex ?b ; nif:endIndex ?n ; nif:referenceContext ?a . ?a a nif:Context',
        '?e gb:participation ?p . ?p gb:role gb:actor ; prov:wasDerivedFrom/nif:anchorOf "The Netherlands"',
        "?c a rdf:Statement, gb:Claim ; rdf:predicate gb:sanctions ; gb:aboutEvent ?e ; prov:wasDerivedFrom ?s . ?s a nif:Sentence",
        '?c a gb:OpenClaim ; gb:subjectText "Rosa Quispe" ; gb:relationText "called" ; gb:relationLemma "call" ; gb:evidence ?span',
        '?s gb:silent "no event"',
        '?a schema:headline "Netherlands punishes officials of Peru" ; schema:datePublished "2021-03-02"^^xsd:date',
        '?a schema:publisher/schema:name "Courier" ; schema:identifier "courier-1" ; schema:mentions ?x',
        '?x gaf:denotedBy ?m . ?m nif:anchorOf "Rosa Quispe" ; nif:beginIndex ?b',
        '?t a gb:TimeExpression ; nif:anchorOf "Monday" ; gb:timeValue "2021-03-01"',
        "?x a gb:Country ; owl:sameAs <http://www.wikidata.org/entity/Q55> ; wgs84:lat 52.5 ; wgs84:long 5.75",
    ],
)
def test_what_the_sanctions_article_states(pattern: str) -> None:
    assert ask(fixtures.sanctions(), pattern)


def test_a_claim_names_its_speaker_and_how_he_speaks() -> None:
    pair = fixtures.sanctions_attributed()
    speaker = "<https://w3id.org/graphbuilder/entity/person/jan-visser>"
    assert ask(pair, f"?c a rdf:Statement, gb:Claim ; prov:wasAttributedTo {speaker} ; gb:attributionKind gb:Indirect ; gb:attribution ?a")
    assert ask(pair, f'?a a gb:Attribution ; gb:speaker {speaker} ; gb:cue/nif:anchorOf "said" ; gb:denies false')


def test_a_source_without_a_name_speaks_as_its_words() -> None:
    assert ask(fixtures.sanctions_denied(), '?c prov:wasAttributedTo ?w . ?w a gb:Phrase ; skos:prefLabel "A spokesman"')


def test_a_quantity_keeps_its_words() -> None:
    pair = fixtures.result_courier()
    assert ask(pair, '?e gb:voteShare 50.10 ; gb:voteShareQuantity ?q . ?q a qudt:QuantityValue ; gb:lexicalValue "50.10%"')
    assert ask(pair, "?q qudt:numericValue 50.1 ; qudt:hasUnit unit:PERCENT ; gb:countedThing 'vote'")


def test_a_role_without_an_entity_is_its_words() -> None:
    words = '?r a gb:Phrase ; nif:beginIndex ?begin ; nif:endIndex ?end ; skos:prefLabel "the new tax"'
    assert ask(fixtures.protest_first(), f"?e gb:reason ?r . {words}")


@pytest.mark.parametrize("factuality", list(Factuality))
def test_only_what_is_said_to_have_happened_has_its_class(factuality: Factuality) -> None:
    article, extraction = fixtures.sanctions()
    pair = (article, replace(extraction, events=(replace(extraction.events[0], factuality=factuality),)))
    factual = factuality in (Factuality.ASSERTED, Factuality.ATTRIBUTED)
    assert ask(pair, "?e a gb:Sanction, sem:Event") is factual
    assert ask(pair, "?e a gb:NonFactualEvent") is not factual
    assert ask(pair, "?e sem:eventType gb:Sanction")


@pytest.mark.parametrize("factuality", list(Factuality))
@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_claim_has_the_polarity_that_its_factuality_does_not_tell(factuality: Factuality, polarity: Polarity) -> None:
    article, extraction = fixtures.sanctions()
    changed = replace(extraction.events[0], factuality=factuality, polarity=polarity)
    pair = (article, replace(extraction, events=(changed,), triples=()))
    holds, fails = {Factuality.ASSERTED, Factuality.ATTRIBUTED}, {Factuality.DENIED, Factuality.NEGATED}
    told = factuality in (holds if polarity is Polarity.POSITIVE else fails)
    value = f"gb:{polarity.value.capitalize()}"
    assert ask(pair, f"?e gb:trigger ?t ; gb:polarity {value}")
    assert ask(pair, f"?c a gb:Claim ; gb:factuality gb:{factuality.value}")
    assert ask(pair, f"?c a gb:Claim ; gb:polarity {value}") is not told


@pytest.mark.parametrize(
    "pattern",
    ["?c a gb:OpenClaim, gb:Claim", "?x a gb:Country, gb:Entity", "?p a gb:Participation", "?m a nif:Phrase"],
)
def test_a_class_that_follows_is_not_stated(pattern: str) -> None:
    assert not ask(fixtures.sanctions(), pattern)


def test_superclasses_are_there_for_who_asks_for_them() -> None:
    assert ask(fixtures.result_herald(), "?e a gb:ElectionResult, gb:ElectionEvent")


def test_a_class_that_no_file_defines_is_kept() -> None:
    b = Builder("x", "They fasted.")
    assert ask(b.event("HungerStrike", "fasted", [b.role("faster", "They")]).pair(), "?e a gb:HungerStrike ; gb:faster ?w")


def test_all_quads_are_in_the_graph_of_the_article() -> None:
    assert {str(quad.graph_name) for quad in article_quads(*fixtures.sanctions())} == {f"<{article_iri('courier-1')}>"}


def test_an_event_keeps_its_iri_when_another_is_found_before_it() -> None:
    article, extraction = fixtures.planned_meeting()
    later = replace(extraction, events=extraction.events[1:])
    ours = {q.subject for q in article_quads(article, later) if q.predicate.value == GB.trigger}
    assert ours < {q.subject for q in article_quads(article, extraction) if q.predicate.value == GB.trigger}


def test_two_events_of_one_trigger_are_two() -> None:
    article, extraction = fixtures.sanctions()
    event = extraction.events[0]
    doubled = replace(extraction, events=(event, replace(event, id="e9")), triples=())
    assert len({q.subject for q in article_quads(article, doubled) if q.predicate.value == GB.trigger}) == 2


ANY = st.text(st.characters(codec=None), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(id=ANY, text=ANY, name=ANY, title=ANY, link=ANY, entity=ANY)
def test_nothing_in_an_article_can_break_out(id: str, text: str, name: str, title: str, link: str, entity: str) -> None:
    article = Article(id=id, text=text, title=title, source=name, url=link)
    mention = Mention(start=0, end=len(text), text=text)
    extraction = Extraction(
        id=id,
        title=title,
        source=name,
        url=link,
        sentences=(Sentence(start=0, end=len(text), silent=name),),
        entities=(Entity(id=entity, name=name, type="Thing", same_as=(link,), mentions=(mention,)),),
    )
    quads = list(article_quads(article, extraction))
    assert {str(quad.graph_name) for quad in quads} == {f"<{article_iri(id)}>"}
    allowed = {quad.predicate.value for quad in article_quads(*fixtures.sanctions())} | {GB.silent, "https://schema.org/url"}
    assert {quad.predicate.value for quad in quads} <= allowed
    names = {quad.object for quad in quads if quad.predicate.value.endswith("prefLabel")}
    assert names == {pyoxigraph.Literal("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in name))}


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with GraphStore.create_or_open(tmp_path_factory.mktemp("store") / "s") as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_sentences_come_back_from_the_store_to_the_character(text: str, emptied: GraphStore) -> None:
    article = Article(id="a", text=text)
    emptied.put([(article, Extraction(id="a", sentences=(Sentence(start=0, end=len(text)),)))])
    rows = emptied.sparql("SELECT ?w WHERE { GRAPH ?g { ?s nif:anchorOf ?w } }")
    assert [row["w"].value for row in rows] == [text]
    assert emptied.article("a") == article
