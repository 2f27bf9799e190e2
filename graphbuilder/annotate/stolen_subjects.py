"""Repairs of verbs whose subject the parser gives to another: to the verb above, to a phrase before it, or to the one who reports."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import FINITE, SPEECH
from graphbuilder.annotate.labelled import labelled
from graphbuilder.annotate.lost_subjects import TIMES, has_subject

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

OWN = frozenset({"aux", "auxpass", "neg", "advmod"})


def has_tense(verb: Token) -> bool:
    """Whether a verb or its first auxiliary has a tense."""
    return verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.lefts)


def first_word(verb: Token) -> int:
    """Where a verb begins with its auxiliaries and the adverbs among and right before them."""
    own = {c.i for c in verb.lefts if c.dep_ in OWN and c.tag_ != "WRB" and c.left_edge == c.right_edge}
    at = verb.i
    while at - 1 in own:
        at -= 1
    return int(at)


def make_subject(noun: Token, verb: Token) -> None:
    """Hang `noun` on `verb` as what its voice asks for."""
    noun.head, noun.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


OBJECT_PRONOUNS = frozenset({"me", "us", "him", "them"})


def subject_taken_for_object(doc: Doc) -> None:
    """*believes cuts to the grant closed schools*, *heard Dahl, of Bergen, had lied*: whom the verb above seems to have for object."""
    for verb in labelled(doc, "ccomp"):
        above = verb.head
        if verb.dep_ != "ccomp" or above.i > verb.i or above.tag_ == "VBN" or not has_tense(verb) or has_subject(verb):
            continue
        thing = next((c for c in above.rights if c.dep_ == "dobj" and c.i < verb.i), None)
        if thing is None or thing.lower_ in OBJECT_PRONOUNS or any(c.dep_ == "mark" for c in verb.lefts):
            continue
        end = first_word(verb) - 1
        if doc[end].text == "," and any(t.text == "," for t in doc[thing.i : end]):
            end -= 1
        if thing.right_edge.i == end:
            make_subject(thing, verb)


def subject_behind_fronted_phrase(doc: Doc) -> None:
    """*Among the guests, Chad and Mali were named*, *Upon leaving Ghent, Ms Ade hired a boat*: who follows the comma is the subject.

    The parser reads on in the phrase that hangs on the verb, which has no other subject.
    """
    for verb in labelled(doc, *CLAUSES):
        if verb.dep_ not in CLAUSES or not has_tense(verb) or has_subject(verb):
            continue
        chain = joined_before(doc, first_word(verb), verb)
        noun = first_of_subject(doc, chain)
        if noun is not None and not opens_clause_with_as(chain[0]):
            make_subject(noun, verb)


CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})


def joined_before(doc: Doc, end: int, verb: Token) -> list[Token]:
    """What is joined to a phrase on `verb` and ends where it begins, from the first to the last: *Chad*, *Mali*."""
    if end == 0:
        return []
    found = []
    for token in (doc[end - 1], *doc[end - 1].ancestors):
        if token.i >= end or token.right_edge.i != end - 1:
            break
        if token.dep_ in ("conj", "appos") and token.pos_ in ("NOUN", "PROPN", "PRON"):
            found.append(token)
    return found[::-1] if found and next((a for a in found[0].ancestors if a.i > found[0].i), None) == verb else []


def first_of_subject(doc: Doc, chain: list[Token]) -> Token | None:
    """Where the subject begins in what is joined: behind the *and* of the phrase, else with the first name, where *and* joins the last."""
    if not chain:
        return None
    behind = [doc[token.left_edge.i - 1] for token in chain]
    joined = [k for k, word in enumerate(behind[:-1]) if word.dep_ == "cc"]
    if joined:
        at = joined[-1] + 1
    else:
        at = 0 if behind[-1].dep_ == "cc" else len(chain) - 1
    return chain[at] if behind[at].text == "," else None


def opens_clause_with_as(noun: Token) -> bool:
    """*as Chad, Niger and Mali left*: the whole list is what left."""
    return bool(noun.head.dep_ == "pobj" and noun.head.head.lower_ == "as")


def speaker_behind_verb(doc: Doc) -> None:
    """*"We won," added Ian.*: behind what is said and the verb of saying stands who says it, where nobody else does."""
    for verb in labelled(doc, *CLAUSES):
        if verb.lemma_ not in SPEECH or verb.lemma_ == "tell" or verb.tag_ not in ("VBD", "VBZ", "VBP") or has_subject(verb):
            continue
        told = any(c.dep_ == "ccomp" for c in verb.lefts)
        speaker = next((c for c in verb.rights if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)
        if told and speaker is not None and speaker.pos_ in ("PROPN", "NOUN", "PRON") and doc[verb.i - 1].pos_ == "PUNCT":
            speaker.dep_ = "nsubj"


def time_beside_subject(doc: Doc) -> None:
    """*About one of six growers this spring is expected to be Welsh*: of two subjects the one that is a time says when."""
    for time in labelled(doc, "nsubj", "nsubjpass"):
        verb = time.head
        if time.dep_ not in ("nsubj", "nsubjpass") or time.i > verb.i or not (time.ent_type_ == "DATE" or time.lemma_ in TIMES):
            continue
        if any(c.dep_ == time.dep_ and c.i < verb.i and c != time and c.ent_type_ != "DATE" for c in verb.lefts) and is_bare(time):
            time.dep_ = "npadvmod"


def is_bare(time: Token) -> bool:
    """*this fall*, *last week*: a time with nothing but a word before it that says which one."""
    return time.right_edge.i == time.i and time.left_edge.lower_ in ("this", "last", "next", "that", "every", "each")


def whatever_one_says(doc: Doc) -> None:
    """*Everything the mayor says is a lie*: what seems to be said is said of everything."""
    for verb in labelled(doc, "ccomp"):
        said = verb.head
        noun = said.head
        if verb.dep_ != "ccomp" or said.dep_ != "relcl" or said.i > verb.i or first_word(verb) != said.i + 1 or has_subject(verb):
            continue
        if noun.dep_ != "ROOT" or not has_tense(verb) or noun.pos_ not in ("NOUN", "PRON", "PROPN"):
            continue
        for child in [c for c in noun.rights if c.i > verb.i]:
            child.head = verb
        verb.head, verb.dep_ = verb, "ROOT"
        make_subject(noun, verb)
