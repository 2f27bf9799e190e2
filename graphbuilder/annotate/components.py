"""The spaCy components of graphbuilder's annotation: importing this module registers them."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from graphbuilder.annotate.lemmas import repair_lemmas
from graphbuilder.annotate.names import repair_names
from graphbuilder.annotate.parses import repair_parses
from graphbuilder.annotate.sentences import mark_sentences, mark_silent


def sentences(doc: Any) -> Any:
    """Preset sentence borders: goes before the parser."""
    return mark_sentences(doc)


def names(doc: Any) -> Any:
    """Repair named entities: goes after the recogniser."""
    return repair_names(doc)


def parses(doc: Any) -> Any:
    """Repair parses and lemmas and mark silent sentences: goes last, when everything is known."""
    return mark_silent(repair_lemmas(repair_parses(doc)))


Language.component("graphbuilder_sentences", assigns=["token.is_sent_start"], func=sentences)
Language.component("graphbuilder_names", requires=["doc.ents"], assigns=["doc.ents"], func=names)
Language.component("graphbuilder_parses", requires=["token.dep", "token.head"], assigns=["token.dep", "token.head"], func=parses)
