"""Repairs of passive clauses: what somebody is accused of behind who accuses, and a second passive that leaves out its auxiliary."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.labelled import labelled
from graphbuilder.annotate.lost_clauses import takes_two_objects
from graphbuilder.data import word_list

Doc = Any
Token = Any

ACCUSING = word_list("verbs_of_accusing")
CHARGES = word_list("charges")
DONE_TO_SOMETHING = word_list("verbs_with_an_object")
ASKED_OF_SOMEBODY = word_list("verbs_with_somebody_to")
OBJECTS = frozenset({"dobj", "dative", "ccomp", "xcomp", "oprd", "attr", "acomp", "prt"})


def charge_behind_agent(doc: Doc) -> None:
    """*was convicted by a court of tax fraud*, *is accused by rivals of lying*: the charge belongs to the verb, not to the accuser."""
    for agent in labelled(doc, "agent"):
        verb = agent.head
        if agent.dep_ != "agent" or verb.lemma_ not in ACCUSING or any(c.dep_ == "prep" and c.text == "of" for c in verb.children):
            continue
        charges = [of for of in agent.subtree if of.text == "of" and of.dep_ == "prep" and is_charge(of)]
        if charges:
            charges[-1].head = verb


def is_charge(of: Token) -> bool:
    """Whether an *of* is followed by a deed, or stands behind a name, which has none of its own."""
    what = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None)
    if what is None:
        return False
    gerund = what.tag_ == "VBG" or any(t.lower_.endswith("ing") for t in of.doc[of.i + 1 : min(of.i + 2, what.i)])  # *of hiding gifts*
    return gerund or what.lemma_.lower() in CHARGES or (of.head.tag_ == "NNP" and what.tag_ in ("NN", "NNS"))


def passive_without_auxiliary(doc: Doc) -> None:
    """*The mayor was jailed and her deputy dismissed*, *14 guards were hurt and two cars torched*: what was done to the second, too."""
    for verb in labelled(doc, "conj", "acl"):
        if verb.tag_ not in ("VBD", "VBN"):
            continue
        told = any(c.dep_ == "xcomp" for c in verb.rights) and verb.lemma_ in ASKED_OF_SOMEBODY
        needs = OBJECTS - {"xcomp"} if told else OBJECTS
        if (verb.lemma_ not in DONE_TO_SOMETHING and not told) or any(c.dep_ in needs for c in verb.children):
            continue
        if verb.dep_ == "conj":
            second_verb(verb)
        elif verb.dep_ == "acl" and verb.head.i < verb.i:
            second_noun(doc, verb)


def second_verb(verb: Token) -> None:
    """The verb is coordinated with a passive: what seems to do it has it done; so in *was arrested and told to leave*."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if not is_passive(verb.head) or any(c.dep_ in ("aux", "auxpass") or (c.dep_ == "neg" and subject) for c in verb.children):
        return
    if subject is None:
        verb.tag_ = "VBN" if verb.head.tag_ == "VBN" and not any(c.dep_ == "csubj" for c in verb.children) else verb.tag_
    elif subject.tag_ not in ("PRP", "WP", "WDT"):
        subject.dep_, verb.tag_ = "nsubjpass", "VBN"


def second_noun(doc: Doc, verb: Token) -> None:
    """The verb is taken for a participle at a noun, and the noun for anything: *and* stands before it, a passive before that."""
    noun = verb.head
    before = noun.left_edge.i - 1
    if before < 1 or doc[before].dep_ != "cc" or doc[before].lower_ not in ("and", "but") or noun.right_edge.i != verb.right_edge.i:
        return
    first = doc[before].head
    if noun.tag_ not in ("NN", "NNS") or not is_passive(first) or first.i > before or noun.dep_ in ("nsubj", "nsubjpass"):
        return
    if any(c.dep_ == "agent" or (c.dep_ == "conj" and c.i != noun.i) for c in first.children):
        return
    verb.head, verb.dep_, verb.tag_ = first, "conj", "VBN"
    noun.head, noun.dep_ = verb, "nsubjpass"


def listed_participles(doc: Doc) -> None:
    """*was built in 1810, enlarged in 1850 and sold in 1910*: the second of three is no clause beside the first, nor of its place.

    *has killed cattle, dried up wells and driven up prices*: what has an object of its own was not done to the cattle.
    """
    for verb in labelled(doc, "advcl", "acl"):
        if verb.dep_ not in ("advcl", "acl") or verb.tag_ != "VBN" or verb.i == 0 or verb.nbor(-1).text != ",":
            continue
        first = verb.head if verb.dep_ == "advcl" else verb.head.head.head
        nearest = verb.head.head if verb.dep_ == "acl" else verb.head
        if is_second_perfect(verb, nearest):
            verb.head, verb.dep_ = nearest, "conj"
            for last in [c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBD" and not any(k.dep_ == "nsubj" for k in c.lefts)]:
                last.tag_ = "VBN"
            continue
        if first.tag_ != "VBN" or not is_passive(first) or first.i > verb.i:
            continue
        if any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children):
            continue
        following = next((c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN"), None)
        if following is not None and not any(c.dep_ in ("auxpass", "nsubj", "nsubjpass") for c in following.children):
            verb.head, verb.dep_ = first, "conj"


def is_second_perfect(verb: Token, first: Token) -> bool:
    """Whether a participle with an object, and with another behind it, follows a verb in the perfect that has an object, too."""
    if first.tag_ != "VBN" or first.i > verb.i or is_passive(first) or not any(c.dep_ == "aux" and c.lemma_ == "have" for c in first.lefts):
        return False
    if takes_two_objects(verb) or any(c.dep_ in ("aux", "auxpass", "mark", "agent") for c in verb.children):
        return False
    has = {c.dep_ for c in verb.rights}
    return "dobj" in has and "conj" in has and any(c.dep_ == "dobj" for c in first.rights)


def perfect_taken_for_passive(doc: Doc) -> None:
    """*He's also slammed the law*: *'s* before a participle with an object of its own is *has*."""
    for short in labelled(doc, "auxpass"):
        verb = short.head
        if short.lower_ not in ("'s", "’s") or short.i > verb.i or verb.tag_ != "VBN" or takes_two_objects(verb):
            continue
        subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if subject is not None and thing is not None and not any(c.dep_ == "agent" for c in verb.children):
            subject.dep_, short.dep_, short.lemma_ = "nsubj", "aux", "have"


def is_passive(verb: Token) -> bool:
    """Whether a verb has the auxiliary of the passive."""
    return any(c.dep_ == "auxpass" for c in verb.children)
