"""The spaCy components of graphbuilder's annotation: importing this module registers them."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from graphbuilder.annotate.attributes import CachedAttributes
from graphbuilder.annotate.beam import BeamTrees
from graphbuilder.annotate.headlines import Headlines
from graphbuilder.annotate.lemmas import repair_lemmas
from graphbuilder.annotate.names import repair_names
from graphbuilder.annotate.parses import repair_parses
from graphbuilder.annotate.recogniser import FastEntities
from graphbuilder.annotate.sentences import mark_sentences, mark_silent
from graphbuilder.annotate.vectors import FastVectors


def sentences(doc: Any) -> Any:
    """Preset sentence borders: goes before the parser."""
    return mark_sentences(doc)


def create_beam(nlp: Any, name: str) -> BeamTrees:
    """The most probable trees of the parser's sentences: goes behind the parser."""
    return BeamTrees(nlp)


def create_attributes(nlp: Any, name: str) -> CachedAttributes:
    """Tags, parts of speech and lemmas from a cache: goes in the place of the attribute ruler and the lemmatiser."""
    return CachedAttributes(nlp)


def create_vectors(nlp: Any, name: str) -> FastVectors:
    """The vectors of the tagger and the parser: goes in the place of `tok2vec`."""
    return FastVectors(nlp)


def create_entities(nlp: Any, name: str) -> FastEntities:
    """Named entities as the model finds them: goes in the place of `ner`."""
    return FastEntities(nlp)


def create_headlines(nlp: Any, name: str) -> Headlines:
    """Headlines read as sentences: goes after the recogniser."""
    return Headlines(nlp)


def lemmas(doc: Any) -> Any:
    """Repair lemmas: goes after a lemmatiser that the cache cannot stand for."""
    return repair_lemmas(doc)


def names(doc: Any) -> Any:
    """Repair named entities: goes after the recogniser."""
    return repair_names(doc)


def trees(doc: Any) -> Any:
    """Repair parses and mark silent sentences: goes last, when everything is known."""
    return mark_silent(repair_parses(doc))


def parses(doc: Any) -> Any:
    """Repair parses and lemmas and mark silent sentences, in the Doc of a pipeline without our components."""
    return trees(repair_lemmas(doc))


Language.component("graphbuilder_sentences", assigns=["token.is_sent_start"], func=sentences)
Language.factory(
    "graphbuilder_beam",
    requires=["doc.tensor", "token.dep", "token.head", "token.is_sent_start"],
    assigns=["token.dep", "token.head"],
    func=create_beam,
)
Language.factory(
    "graphbuilder_attributes",
    requires=["token.tag", "token.dep"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep"],
    func=create_attributes,
)
Language.factory("graphbuilder_vectors", assigns=["doc.tensor"], func=create_vectors)
Language.factory("graphbuilder_entities", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], func=create_entities)
Language.factory(
    "graphbuilder_headlines",
    requires=["token.tag", "token.dep", "doc.ents"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.ents"],
    func=create_headlines,
)
Language.component("graphbuilder_lemmas", requires=["token.tag", "token.lemma"], assigns=["token.lemma"], func=lemmas)
Language.component("graphbuilder_names", requires=["doc.ents"], assigns=["doc.ents"], func=names)
Language.component("graphbuilder_parses", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"], func=trees)
