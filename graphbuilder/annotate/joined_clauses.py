"""Repairs of how clauses are joined: which verb another is coordinated with, and what stands on either side of a colon."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.lost_subjects import SUBJECTS, has_subject

Doc = Any
Token = Any


def past_beside_base(doc: Doc) -> None:
    """*asked the guards to return and called on the crowd*, *warned that it could close mills and asked for help*.

    A verb in the past is not coordinated with one without a tense, but with the verb in the past above it.
    """
    for verb in doc:
        base = verb.head
        if verb.dep_ != "conj" or verb.tag_ != "VBD" or base.tag_ != "VB" or base.i > verb.i or has_subject(verb):
            continue
        if verb.lower_ == verb.lemma_:  # planned to cut jobs and shut plants
            continue
        above = next((a for a in base.ancestors if a.tag_ == "VBD" and a.i < base.i), None)
        if above is not None and not quoted_apart(doc, above, verb):
            conjunction = next((c for c in base.children if c.dep_ == "cc" and base.i < c.i < verb.i), None)
            verb.head = above
            if conjunction is not None:
                conjunction.head = above


def quoted_apart(doc: Doc, one: Token, other: Token) -> bool:
    """Whether a quotation mark stands between two words: they need not be of one sentence."""
    return any(doc[i].text in ('"', "“", "”") for i in range(one.i, other.i))


def statement_before_colon(doc: Doc) -> None:
    """*The Greens opposed the plan: their leader demanded a vote*: what stands before the colon is no content of what stands behind."""
    for first in doc:
        second = first.head
        if first.dep_ != "ccomp" or first.i > second.i or first.pos_ not in ("VERB", "AUX"):
            continue
        mark = next((c for c in second.children if c.text in (":", ";") and first.i < c.i < second.i), None)
        if mark is None or not has_subject(first) or not stands_alone(second, mark):
            continue
        first.dep_, first.head = second.dep_, first if second.dep_ == "ROOT" else second.head
        second.dep_, second.head = "conj", first
        mark.head = first


def stands_alone(verb: Token, mark: Token) -> bool:
    """Whether all that `verb` has for itself stands behind the mark; *It is over; we won, she said* has its saying behind both."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    content = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and mark.i < c.i < verb.i]
    return bool(own) and all(c.i > mark.i for c in own) and not content


def subject_read_as_list(doc: Doc) -> None:
    """*searched houses in the city and officers arrested six men*: nothing joins the second verb but the *and* before its subject."""
    for verb in doc:
        if verb.dep_ not in ("conj", "ccomp") or verb.head.i > verb.i or has_subject(verb) or verb.head.pos_ not in ("VERB", "AUX"):
            continue
        first = min([c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg", "advmod")] + [verb], key=lambda t: t.i)
        if first.tag_ not in ("MD", "VBD", "VBZ", "VBP", "RB") or (verb.tag_ == "VB" and first.tag_ != "MD") or first.i < 2:
            continue
        noun = last_of_list(doc, first.i)
        if noun is None:
            continue
        joint = doc[noun.left_edge.i - 1]
        if joint.dep_ != "cc" or joint.lower_ not in ("and", "but") or joint.head.i < verb.head.i or is_plain(verb):
            continue
        noun.head, noun.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
        verb.dep_, joint.head = "conj", verb.head


def last_of_list(doc: Doc, end: int) -> Token | None:
    """The last noun of a list that ends where the words of the verb begin."""
    for noun in (doc[end - 1], *doc[end - 1].ancestors):
        if noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge.i == end - 1:
            return noun
    return None


def is_plain(verb: Token) -> bool:
    """Whether a past form without auxiliary and object could be a participle of the noun before it."""
    told = ("aux", "auxpass", "dobj", "acomp", "attr", "prt", "ccomp")
    return verb.tag_ in ("VBD", "VBN") and not any(c.dep_ in told for c in verb.children)
