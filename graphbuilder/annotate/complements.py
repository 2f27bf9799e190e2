"""Repairs of complements: what belongs to a verb, or to another noun, and was hung on the noun before it."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.labelled import labelled, spelled
from graphbuilder.data import read_lines, read_words, word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

NAMING_VERBS = word_list("verbs_of_naming")
VERBS_FOR_DEEDS = word_list("verbs_for_deeds")
VERBS_OF_TRANSFER = word_list("verbs_of_transfer")
NOUNS_WITH_TO = word_list("nouns_with_receivers")
OPENING = frozenset({'"', "“", "``", "‘"})


def quoted_name_of_object(doc: Doc) -> None:
    """*calls the sculpture “an expensive puddle”*: what somebody calls a thing is no apposition to it."""
    for token in labelled(doc, "appos"):
        thing = token.head
        if thing.dep_ != "dobj" or thing.head.lemma_ not in NAMING_VERBS or thing.i > token.i:
            continue
        if doc[token.left_edge.i - 1].text in OPENING:
            token.head, token.dep_ = thing.head, "oprd"


def exception_of_verb(doc: Doc) -> None:
    """*had no option but to free the man*: the exception belongs to *had no option*, not to the option."""
    for token in spelled(doc, "but"):
        if token.dep_ != "prep" or token.head.dep_ not in ("dobj", "attr"):
            continue
        if any(c.tag_ == "VB" for c in token.children):
            token.head = token.head.head


def deed_that_is_asked_for(doc: Doc) -> None:
    """*appeal for anyone with footage to contact them*: what is asked for is the deed, which has an object of its own."""
    for verb in labelled(doc, "relcl"):
        if verb.tag_ != "VB" or not {"aux", "dobj"} <= {c.dep_ for c in verb.children} or has_relative(verb):
            continue
        phrase = next((t for t in verb.ancestors if t.lower_ == "for" and t.dep_ == "prep"), None)
        if phrase is not None and phrase.head.lemma_ in VERBS_FOR_DEEDS and phrase.right_edge.i == verb.right_edge.i:
            verb.head, verb.dep_ = phrase.head, "advcl"


def has_relative(verb: Token) -> bool:
    """Whether a verb has a relative pronoun."""
    return any(c.tag_ in ("WDT", "WP", "WRB") for c in verb.children)


def content_of_noun_above(doc: Doc) -> None:
    """*fears among teachers that the exam had leaked*: the clause is what is feared, and does not tell which teachers."""
    for verb in labelled(doc, "relcl"):
        that = next((c for c in verb.children if c.lower_ == "that" and c.i < verb.i), None)
        if that is None or that.i != verb.left_edge.i or verb.head.dep_ != "pobj":
            continue
        noun, of_holders = verb.head.head.head, verb.head.head.lower_ == "among"
        if noun.lemma_.lower() not in read_words("nouns_with_clauses.txt") or that.dep_ in ("nsubj", "nsubjpass"):
            continue
        if not of_holders and not is_complete(verb):
            continue
        verb.head, verb.dep_, that.dep_ = noun, "acl", "mark"


def is_complete(verb: Token) -> bool:
    """Whether a verb has a subject, and either all its objects or no need of one."""
    own = [c for c in verb.children if c.lower_ != "that"]
    has_object = any(c.dep_ in ("dobj", "ccomp", "xcomp", "acomp", "attr") for c in own)
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in own)
    return has_subject and (has_object or verb.lemma_ in read_lines("intransitive_verbs.txt"))


def receiver_of_verb(doc: Doc) -> None:
    """*passed papers about the convoy to Chad*: a name behind *to* receives what is passed, unless the noun before it leads there."""
    for to in spelled(doc, "to"):
        inner, name = to.head, next(iter(to.children), None)
        if to.dep_ != "prep" or inner.dep_ != "pobj" or name is None or name.pos_ != "PROPN":
            continue
        thing = inner.head.head
        if thing.dep_ != "dobj" or thing.head.lemma_ not in VERBS_OF_TRANSFER or inner.lemma_.lower() in NOUNS_WITH_TO:
            continue
        if not any(c.dep_ == "dative" or c.lower_ == "to" for c in (*thing.head.children, *thing.children)):
            to.head = thing.head


def day_behind_adjective(doc: Doc) -> None:
    """*beat Oran 3-1 in the cup final on Sunday*: an adjective before a noun has no day, the verb has."""
    for on in spelled(doc, "on"):
        if on.dep_ != "prep" or on.head.dep_ != "amod" or not any(c.dep_ == "pobj" and c.ent_type_ == "DATE" for c in on.children):
            continue
        verb = next((a for a in on.head.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.i < on.i:
            on.head = verb


def purpose_before_report(doc: Doc) -> None:
    """*To win the cup, the coach said, one has to run*: the purpose is that of the running, not of the saying."""
    for said in labelled(doc, "parataxis"):
        subject = next((c for c in said.lefts if c.dep_ == "nsubj"), None)
        if subject is None or said.head.i < said.i or doc[subject.left_edge.i - 1].text != ",":
            continue
        for purpose in [c for c in said.lefts if c.dep_ == "advcl" and c.i < subject.i]:
            purpose.head = said.head
