"""Repairs of how clauses are joined: which verb another is coordinated with, and what stands on either side of a colon."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import NOUNS
from graphbuilder.annotate.labelled import labelled
from graphbuilder.annotate.lost_subjects import SUBJECTS, has_subject
from graphbuilder.annotate.reduced_relatives import SINGULAR, agrees, is_of_one
from graphbuilder.annotate.stolen_subjects import has_tense
from graphbuilder.data import word_list

Doc = Any
Token = Any


def past_beside_base(doc: Doc) -> None:
    """*asked the guards to return and called on the crowd*, *warned that it could close mills and asked for help*.

    A verb in the past is not coordinated with one without a tense, but with the verb in the past above it.
    """
    for verb in labelled(doc, "conj"):
        base = verb.head
        if verb.dep_ != "conj" or verb.tag_ != "VBD" or base.tag_ != "VB" or base.i > verb.i or has_subject(verb):
            continue
        if verb.lower_ == verb.lemma_:  # planned to cut jobs and shut plants
            continue
        above = next((a for a in base.ancestors if a.tag_ == "VBD" and a.i < base.i), None)
        if above is not None and not quoted_apart(doc, above, verb):
            move_to(verb, base, above)


def refusal_beside_content(doc: Doc) -> None:
    """*said the proof was thin but declined to comment*: who does not speak is who spoke before, and not what was spoken of."""
    for verb in labelled(doc, "conj"):
        content = verb.head
        if verb.lemma_ not in REFUSING or content.dep_ != "ccomp" or content.i > verb.i or has_subject(verb):
            continue
        report = content.head
        if report.i > content.i or report.tag_ != verb.tag_ or quoted_apart(doc, report, verb):
            continue
        if any(c.dep_ == "xcomp" and c.lemma_ in WITHHELD for c in verb.children):
            move_to(verb, content, report)


REFUSING = frozenset({"decline", "refuse"})
WITHHELD = word_list("deeds_of_who_speaks")


def move_to(verb: Token, old: Token, new: Token) -> None:
    """Coordinate `verb`, which stood beside `old`, with `new`, and its conjunction with it."""
    conjunction = next((c for c in old.children if c.dep_ == "cc" and old.i < c.i < verb.i), None)
    verb.head = new
    if conjunction is not None:
        conjunction.head = new


def base_beside_gerund(doc: Doc) -> None:
    """*told Kay to stop mocking the nurses and apologize*: the bare form is coordinated with the infinitive above, not with the gerund."""
    for verb in labelled(doc, "conj"):
        gerund = verb.head
        if verb.dep_ != "conj" or verb.tag_ != "VB" or gerund.tag_ != "VBG" or gerund.i > verb.i or gerund.dep_ not in ("xcomp", "pcomp"):
            continue
        if has_subject(verb) or any(c.dep_ == "aux" for c in verb.children):
            continue
        above = next((a for a in gerund.ancestors if a.tag_ == "VB" and a.i < gerund.i), None)
        if above is not None and not quoted_apart(doc, above, verb):
            for conjunction in [c for c in gerund.children if c.dep_ == "cc" and c.i < verb.i]:
                conjunction.head = above
            verb.head = above


def quoted_apart(doc: Doc, one: Token, other: Token) -> bool:
    """Whether a quotation mark stands between two words: they need not be of one sentence."""
    return any(doc[i].text in ('"', "“", "”") for i in range(one.i, other.i))


def statement_before_colon(doc: Doc) -> None:
    """*The Greens opposed the plan: their leader demanded a vote*: what stands before the colon is no content of what stands behind."""
    for first in labelled(doc, "ccomp"):
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
    for verb in labelled(doc, "conj", "ccomp"):
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


def verb_beside_noun(doc: Doc) -> None:
    """*crosses hills, moors and bogs and ends at the sea*: a verb with a tense is coordinated with the verb, not with a noun behind it."""
    for verb in labelled(doc, "conj"):
        noun = verb.head
        if verb.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or noun.i > verb.i or not has_tense(verb) or has_subject(verb):
            continue
        if not verb.is_alpha:  # non- ferrous metals
            continue
        above = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX") and a.i < noun.i and has_tense(a)), None)
        if above is None or quoted_apart(doc, above, verb):
            continue
        for joint in [c for c in noun.rights if c.dep_ == "cc" and c.i < verb.i][-1:]:
            joint.head = above
        verb.head = above


SINGULAR_PRONOUNS = frozenset({"he", "she", "it", "this", "that"})
PLURAL_PRONOUNS = frozenset({"we", "they", "these", "those"})


def verb_of_other_number(doc: Doc) -> None:
    """*helps people who live alone and funds clinics*: what is coordinated has the same subject, so it agrees with it."""
    for verb in labelled(doc, "conj"):
        first = verb.head
        if verb.dep_ != "conj" or verb.tag_ not in ("VBZ", "VBP") or first.i > verb.i or has_subject(verb):
            continue
        if fits(first, verb) is not False:
            continue
        above = next((a for a in first.ancestors if a.i < first.i and a.pos_ in ("VERB", "AUX") and fits(a, verb)), None)
        if above is None or quoted_apart(doc, above, verb):
            continue
        for joint in [c for c in first.rights if c.dep_ == "cc" and c.i < verb.i][-1:]:
            joint.head = above
        verb.head = above


def fits(first: Token, verb: Token) -> bool | None:
    """Whether the subject of the first verb agrees with the second in number; None where it does not show."""
    one = is_of_one(verb)
    subject = next((c for c in first.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ in ("WP", "WDT") and first.dep_ == "relcl":
        subject = first.head
    if subject is None or one is None or not has_tense(first):
        return None
    if subject.lower_ in SINGULAR_PRONOUNS or subject.lower_ in PLURAL_PRONOUNS:
        return (subject.lower_ in SINGULAR_PRONOUNS) is one
    return agrees(subject, one) if subject.tag_ in SINGULAR else None


def verb_of_list(doc: Doc) -> None:
    """*She walked in, quietly closed the door and sat down*: the second of three verbs, which the parser leaves loose."""
    for verb in labelled(doc, "dep"):
        first = verb.head
        if verb.dep_ != "dep" or first.i > verb.i or first.tag_ not in ("VBD", "VBZ", "VBP") or verb.tag_ not in (first.tag_, "VBN"):
            continue
        following = [c for c in (*verb.rights, *first.rights) if c.dep_ == "conj" and c.tag_ == first.tag_ and c.i > verb.i]
        if following and not has_subject(verb) and not any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children):
            verb.dep_, verb.tag_ = "conj", first.tag_


def noun_beside_verb(doc: Doc) -> None:
    """*carried a lighter tone, and a hint that she may run*: a noun is coordinated with the noun before it, not with the verb.

    *is ill and a danger to others*: beside an adjective it is said of the subject, too.
    """
    for noun in labelled(doc, "conj"):
        verb = noun.head
        if noun.dep_ != "conj" or noun.tag_ not in NOUNS or verb.pos_ not in ("VERB", "AUX") or verb.i > noun.i:
            continue
        if any(c.dep_ in SUBJECTS or c.dep_ in ("acomp", "oprd", "aux") for c in noun.children):
            continue
        joint = doc[noun.left_edge.i - 1] if noun.left_edge.i > 0 else noun
        beside = any(c.dep_ == "acomp" and c.right_edge.i + 1 == joint.i for c in verb.rights)
        if verb.lemma_ == "be" and joint.dep_ == "cc" and joint.head == verb and beside:
            noun.dep_ = "attr"
            continue
        other = noun_alike(doc, noun, joint.i - 1, verb)
        if joint.dep_ != "cc" or joint.head != verb or other is None or any(opens_anew(c, noun) for c in verb.rights):
            continue
        if is_verb_with_clause(noun):
            continue
        noun.head = joint.head = other


def is_verb_with_clause(noun: Token) -> bool:
    """*has offered a bonus but fears that it will fail*: a plural without an article and with a clause is a verb, and made one."""
    below = {c.dep_: c for c in noun.children}
    clause = below.get("acl", below.get("ccomp"))
    if clause is None or "det" in below or "poss" in below:
        return False
    if noun.tag_ == "NNS" and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts):
        noun.tag_, noun.pos_, clause.dep_ = "VBZ", "VERB", "ccomp"
    return True


def opens_anew(verb: Token, noun: Token) -> bool:
    """*had no oil, and so the trade, even in coal, remains poor*: whether the noun is the subject that a later verb lacks."""
    return verb.dep_ == "conj" and verb.i > noun.i and has_tense(verb) and not has_subject(verb) and verb.nbor(-1).text == ","


def noun_alike(doc: Doc, noun: Token, end: int, verb: Token) -> Token | None:
    """The noun below the verb whose phrase ends at `end` or before a comma there: a name for a name, else the nearest noun."""
    if doc[end].text == ",":
        end -= 1
    ending = [t for t in (doc[end], *doc[end].ancestors) if verb.i < t.i <= end and t.right_edge.i in (end, end + 1)]
    found = [t for t in ending if t.tag_ in NOUNS]
    proper = noun.tag_ in ("NNP", "NNPS")
    return next((t for t in found if (t.tag_ in ("NNP", "NNPS")) is proper and not noun.is_ancestor(t)), None)


def verb_read_as_modifier(doc: Doc) -> None:
    """*blew out windows, overturned cars and left a crater*: no *and* stands before the second noun, so it closes no list of nouns.

    The list is one of verbs, and what seems to modify the noun is the second of them.
    """
    for verb in labelled(doc, "amod"):
        thing = verb.head
        if verb.tag_ not in ("VBN", "VBD") or thing.left_edge != verb or verb.i == 0 or doc[verb.i - 1].text != ",":
            continue
        first = next((a for a in thing.ancestors if a.pos_ == "VERB"), None)
        if first is None or first.tag_ != "VBD" or first.i > verb.i or thing.dep_ not in ("conj", "appos", "dobj", "dep"):
            continue
        last = last_verb_of_list(doc, thing, first)
        if last is None or any(c.dep_ in ("aux", "auxpass") for c in first.children):
            continue
        verb.head, verb.dep_, verb.tag_, verb.pos_ = first, "conj", "VBD", "VERB"
        last.tag_ = "VBD"
        thing.head, thing.dep_ = verb, "dobj"


def last_verb_of_list(doc: Doc, thing: Token, first: Token) -> Token | None:
    """The verb that *and* joins to the first one right behind `thing`."""
    if any(c.dep_ in ("conj", "cc") for c in thing.rights):
        return None
    for last in first.rights:
        if last.dep_ == "conj" and last.i > thing.i and last.tag_ in ("VBD", "VBN", "VB") and not has_subject(last):
            joint = doc[last.left_edge.i - 1]
            return last if joint.dep_ == "cc" and joint.i > thing.i else None
    return None
