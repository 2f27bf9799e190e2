"""Repairs of sentences whose subject is described at length: the parser takes the verb behind it for a participle, or *lead* for a verb."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import FINITE, NOUNS
from graphbuilder.annotate.labelled import spelled
from graphbuilder.data import read_words, word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

NAMING_TAGS = NOUNS | {"CD", "DT"}
CLOSERS = frozenset({",", "—", "–", "--", ")"})
BELOW_PASSIVE = frozenset({"aux", "auxpass", "agent", "nsubj", "nsubjpass"})


def verb_behind_description(doc: Doc) -> None:
    """*The woman, whose name was withheld, called for an inquiry.*: without another verb, what follows the comma is no participle."""
    for sent in doc.sents:
        noun = sent.root
        if noun.tag_ not in NAMING_TAGS or not is_closed(sent):
            continue
        verb = next((t for t in sent if t.i > noun.i and is_past(t) and (closes_description(t, noun) or calls_somebody(t))), None)
        if verb is not None and not any(t.tag_ in FINITE and t != verb and not (verb.is_ancestor(t) or in_relative(t)) for t in sent):
            make_main_verb(verb, noun)


def is_closed(sent: Doc) -> bool:
    """Whether a full stop ends a sentence, white space left aside: a caption or a headline may have no verb."""
    end = len(sent) - 1
    while end > 0 and sent[end].is_space:
        end -= 1
    return bool(sent[end].text == ".")


def is_past(token: Token) -> bool:
    """Whether a participle has the form of a past tense, something behind it and nothing that makes it a passive."""
    if token.tag_ not in ("VBN", "VBD") or token.dep_ not in ("acl", "prep", "advcl"):
        return False
    alike = token.lower_.endswith("ed") or token.lower_ in read_words("participles_like_pasts.txt")
    below = {c.dep_ for c in token.children}
    return alike and not below & BELOW_PASSIVE and any(c.i > token.i and c.dep_ != "punct" for c in token.children)


def closes_description(verb: Token, noun: Token) -> bool:
    """Whether a mark right before the verb closes what a mark behind the noun has opened."""
    mark = verb.nbor(-1)
    if verb.head != noun or mark.text not in CLOSERS or mark.i <= noun.i + 1:
        return False
    opening = "(" if mark.text == ")" else mark.text
    return any(t.text == opening for t in verb.doc[noun.i + 1 : mark.i])


def calls_somebody(verb: Token) -> bool:
    """*One of the doctors who signed it called Moe a quack.*: whom, and what; a participle could have only the second."""
    named = [c for c in verb.rights if c.dep_ in ("oprd", "dobj")]
    return verb.dep_ == "acl" and len(named) == 2 and named[0].i == verb.i + 1


def in_relative(token: Token) -> bool:
    """Whether a token belongs to a relative clause."""
    return token.dep_ == "relcl" or any(a.dep_ == "relcl" for a in token.ancestors)


def make_main_verb(verb: Token, noun: Token) -> None:
    """Make the participle the root, the noun its subject, the first noun behind it its object: *called | the mayor | a liar*."""
    behind = [c for c in (*noun.rights, *(verb.head.rights if verb.head != noun else ())) if c.i > verb.i]
    verb.dep_, verb.head, verb.tag_, verb.pos_ = "ROOT", verb, "VBD", "VERB"
    for child in behind:
        child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"
    things = [c for c in verb.rights if c.dep_ in OBJECTS and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if things and not any(c.dep_ == "dobj" for c in things):
        if things[0].dep_ == "prep":  # compared Moe to a coach
            for phrase in [c for c in things[0].rights if c.dep_ == "prep"]:
                phrase.head = verb
        things[0].dep_ = "dobj"


OBJECTS = frozenset({"oprd", "dobj", "npadvmod", "appos", "prep"})


POSTS = word_list("posts_after_lead")


def lead_before_post(doc: Doc) -> None:
    """*Ada Moss, lead author of the study, warned that ...*: *lead* before a noun of office is no verb."""
    for lead in spelled(doc, "lead"):
        if lead.tag_ not in ("VB", "VBP", "JJ") or lead.is_sent_start or lead.i + 1 >= len(doc):
            continue
        post = lead.nbor(1)
        if post.lower_ not in POSTS or post.is_sent_start or post.head != lead or post.dep_ != "dobj":
            continue
        before = lead.nbor(-2) if lead.i > 1 and lead.nbor(-1).text == "," else None
        if before is not None and before.tag_ == "NNP" and not lead.nbor(-1).is_sent_start:
            describe(lead, post, before)


def describe(lead: Token, post: Token, name: Token) -> None:
    """Make the office an apposition to the name, and the verb that was coordinated with *lead* the name's own."""
    children = [c for c in lead.children if c != post]
    verb = next((c for c in children if c.dep_ in ("conj", "dep") and c.tag_ in FINITE), None)
    top = lead.head if lead.head != lead else None
    above, label = (verb, "nsubj") if verb is not None else (top, "nsubj" if top is None else lead.dep_)
    if verb is not None:
        verb.head, verb.dep_ = (verb, "ROOT") if top is None else (top, lead.dep_)
    if name.head == lead or lead.is_ancestor(name):
        name.head, name.dep_ = (name, "ROOT") if above is None else (above, label)
    post.head, post.dep_ = name, "appos"
    for child in children:
        if child not in (verb, name):
            child.head = verb if verb is not None and child.i > post.i else name
    lead.head, lead.dep_, lead.tag_, lead.pos_, lead.lemma_ = post, "amod", "JJ", "ADJ", "lead"
