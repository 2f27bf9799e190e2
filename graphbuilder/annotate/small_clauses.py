"""Repairs of what is said of an object, or given to it: *held Peru responsible*, *pulled a boy alive*, *fined the bakery 40,000 euros*."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.labelled import labelled
from graphbuilder.data import word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

SMALL_CLAUSE_VERBS = word_list("small_clause_verbs")
STATES = word_list("states_of_people")


def adjective_of_object(doc: Doc) -> None:
    """*held Peru responsible for the spill*: the adjective is said of the object, it is no clause beside it."""
    for token in labelled(doc, "advcl"):
        if token.dep_ != "advcl" or token.tag_ != "JJ" or token.head.lemma_ not in SMALL_CLAUSE_VERBS or token.i == 0:
            continue
        if any(c.dep_ in ("mark", "nsubj", "cop", "aux", "advmod") for c in token.children):
            continue
        thing = next((c for c in token.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if thing is not None and token.nbor(-1) in (thing, thing.right_edge, token.head):
            token.dep_ = "oprd"


def adjective_on_object(doc: Doc) -> None:
    """The same where the adjective is taken for a modifier of the noun before it."""
    for token in labelled(doc, "amod"):
        thing = token.head
        if token.tag_ != "JJ" or token.i != thing.i + 1 or thing.dep_ not in ("dobj", "nsubjpass"):
            continue
        if thing.head.lemma_ in SMALL_CLAUSE_VERBS and thing.pos_ in ("NOUN", "PROPN"):
            token.head, token.dep_ = thing.head, "oprd"


def state_of_object(doc: Doc) -> None:
    """*pulled a boy alive from the rubble*: the adjective is said of the boy, what follows is where he was pulled from."""
    for token in labelled(doc, "advcl"):
        if token.dep_ != "advcl" or token.lower_ not in STATES or token.head.i > token.i:
            continue
        if any(c.dep_ == "dobj" and c.right_edge.i + 1 == token.i for c in token.head.children):
            token.dep_ = "oprd"
            for phrase in [c for c in token.rights if c.dep_ == "prep"]:
                phrase.head = token.head


def adjective_with_subject(doc: Doc) -> None:
    """*The jury found him guilty*: an adjective that seems to have a subject without a verb is said of the object."""
    for token in labelled(doc, "ccomp"):
        if token.dep_ != "ccomp" or token.tag_ != "JJ" or token.head.lemma_ not in SMALL_CLAUSE_VERBS or token.head.i > token.i:
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if subject is None or any(c.dep_ in ("mark", "cop", "aux", "attr") for c in token.children):
            continue
        if any(c.dep_ == "dobj" for c in token.head.children) or subject.left_edge.i != token.head.i + 1:
            continue
        subject.head, subject.dep_ = token.head, "dobj"
        token.dep_ = "oprd"


PAID_VERBS = word_list("verbs_of_paying")


def payer_before_money(doc: Doc) -> None:
    """*fined the bakery 40,000 euros*: who pays is no modifier of the money."""
    for payer in labelled(doc, "nmod"):
        money = payer.head
        if payer.dep_ != "nmod" or money.dep_ != "dobj" or money.head.lemma_ not in PAID_VERBS or payer.i > money.i:
            continue
        number = next((c for c in money.children if c.dep_ == "nummod" and c.i > payer.i), None)
        if number is None or not any(c.dep_ in ("det", "poss") and c.i < payer.i for c in (*money.children, *payer.children)):
            continue
        for child in [c for c in money.children if c.i < payer.i]:
            child.head = payer
        payer.head, payer.dep_ = money.head, "dative"
