"""Repairs of sentences in which the parser has lost the verb: it takes the verb for a participle that modifies a noun."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.annotate.labelled import labelled
from graphbuilder.data import read_lines, word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

OFFICE_VERBS = word_list("verbs_of_office")


def office_after_person(doc: Doc) -> None:
    """*appointed Ama Boateng governor of the bank*: the name is no modifier of the office, but who gets it."""
    for office in labelled(doc, "dobj", "oprd"):
        if office.dep_ not in ("dobj", "oprd") or office.tag_ != "NN" or office.head.lemma_ not in OFFICE_VERBS:
            continue
        start = office.left_edge.i
        end = start
        while end < office.i and doc[end].tag_ == "NNP":
            end += 1
        name, verb = doc[end - 1], office.head
        if end - start < 2 or verb.i > office.i or name.head not in (office, name.nbor(1)) or doc[end].tag_ == "POS":
            continue
        name.head, name.dep_ = verb, "dobj"
        for part in doc[start : end - 1]:
            part.head, part.dep_ = name, "compound"
        office.dep_ = "oprd"
        if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and not any(t.tag_ in FINITE and t != verb for t in verb.sent):
            appointing_verb(verb)


def appointing_verb(verb: Token) -> None:
    """*The bank named Ama Boateng governor.*: the sentence has no other verb, so that this one is no participle of the noun before it."""
    subject = verb.head
    verb.dep_, verb.head, verb.tag_, verb.pos_ = "ROOT", verb, "VBD", "VERB"
    for child in [c for c in subject.rights if c.i > verb.i]:
        child.head = verb
    subject.head, subject.dep_ = verb, "nsubj"


def verb_for_modifier(doc: Doc) -> None:
    """*Norway shelled two trawlers.*, *Gold extended gains.*: a sentence read as a noun with modifiers; the participle is its verb."""
    for sent in doc.sents:
        noun = sent.root
        if noun.tag_ not in ("NN", "NNS") or any(t.tag_ in FINITE and t.dep_ != "amod" for t in sent):
            continue
        participle = next((c for c in noun.lefts if c.dep_ == "amod" and c.tag_ in ("VBD", "VBN")), None)
        if participle is None:
            continue
        subject = subject_of_modifier(noun, participle)
        if subject is not None and subject.left_edge == sent[0] and subject.right_edge.i < participle.left_edge.i:
            make_verb(participle, subject, noun)


def subject_of_modifier(noun: Token, participle: Token) -> Token | None:
    """The name of a place among the modifiers, else the noun right before the participle where a full stop ends the sentence."""
    for child in noun.lefts:
        if child.dep_ in ("nmod", "compound") and child.ent_type_ == "GPE":
            return child
    before = participle.nbor(-1) if participle.i > noun.sent.start else None
    if before is None or before.pos_ not in ("NOUN", "PROPN") or noun.sent[-1].text != ".":
        return None
    hung = before.head in (noun, participle) and before.dep_ in ("nmod", "compound", "npadvmod", "nsubj")
    return before if hung else None


def participle_for_verb(doc: Doc) -> None:
    """*A blaze swept through a bakery.*: in a sentence without another verb, what nothing undergoes is no participle but the verb.

    Nor is a past tense one, as in *The clans handed over their rifles*, if the parser hangs it on the noun.
    """
    for sent in doc.sents:
        noun = sent.root
        if noun.tag_ not in ("NN", "NNS", "NNP", "VBG") or sent[-1].text != ".":
            continue
        verb = next((t for t in sent if t.dep_ == "acl" and t.tag_ in ("VBN", "VBD") and stands_behind(t, noun)), None)
        if verb is None or any(is_main_verb(t) and t != verb for t in sent) or not (verb.tag_ == "VBD" or is_finite_only(verb)):
            continue
        for child in [c for c in noun.rights if c.i > verb.i]:
            child.head = verb
        if (named := named_for_post(verb)) is not None:
            named.dep_ = "dobj"
        verb.dep_, verb.head, verb.tag_ = "ROOT", verb, "VBD"
        noun.head, noun.dep_ = verb, "nsubj"
        if noun.tag_ == "VBG":
            noun.tag_, noun.pos_, noun.lemma_ = "NN", "NOUN", noun.lower_


def stands_behind(verb: Token, noun: Token) -> bool:
    """Whether `verb` hangs on `noun` itself or on the noun of a phrase of it: *the roof of a chapel caved in*."""
    holder = verb.head
    while holder != noun and holder.dep_ in ("pobj", "prep"):
        holder = holder.head
    return bool(holder == noun and holder.i < verb.i)


def is_finite_only(verb: Token) -> bool:
    """Whether nothing undergoes what `verb` says, alone or with the word behind it (*flared*, *swept through*), or it has an object."""
    below = {c.dep_ for c in verb.children}
    if below & {"agent", "aux", "auxpass"}:
        return False
    if named_for_post(verb) is not None:
        return True
    if "dobj" in below:
        return verb.lemma_ not in read_lines("verbs_with_two_objects.txt")
    behind = next((c.lower_ for c in verb.rights if c.dep_ in ("prt", "prep", "advmod")), "")
    known = read_lines("finite_after_noun.txt") | read_lines("intransitive_verbs.txt")
    return verb.lemma_ in known or f"{verb.lemma_} {behind}" in known


def named_for_post(verb: Token) -> Token | None:
    """*The board named Elin Dahl as chairwoman*: who is named, where *as* follows; *a board named Elin Dahl* would end there."""
    named = next((c for c in verb.rights if c.dep_ == "oprd"), None)
    end = None if named is None else named.right_edge.i + 1
    return named if end is not None and end < len(verb.doc) and verb.doc[end].lower_ == "as" else None


def make_verb(verb: Token, subject: Token, thing: Token) -> None:
    """Make `verb` the root over what stood as noun and modifier."""
    verb.dep_, verb.head, verb.tag_, verb.pos_ = "ROOT", verb, "VBD", "VERB"
    subject.head, subject.dep_ = verb, "nsubj"
    for child in [c for c in thing.lefts if c.i < verb.i and c != subject] + [c for c in thing.rights if c.dep_ == "punct"]:
        child.head = verb
    thing.head, thing.dep_ = verb, "dobj"


VERBS_LIKE_NOUNS = word_list("verbs_like_nouns")


def verb_for_noun(doc: Doc) -> None:
    """*The road links Bergen and Oslo.*, *The firm ships grain.*: before a noun without an article the verb is taken for a noun."""
    for sent in doc.sents:
        root = sent.root
        if root.tag_ not in ("NN", "NNS", "NNP") or sent[-1].text != "." or any(is_main_verb(t) for t in sent):
            continue
        verb = next((t for t in sent[2:-2] if looks_like_verb(t) and t.head in (root, root.head, t.nbor(-1))), None)
        if verb is None or verb.i > root.i + 1:
            continue
        subject = verb.nbor(-1)
        if subject.pos_ in ("NOUN", "PROPN", "ADJ") and sent[0].tag_ in ("DT", "PRP$", "NNP") and holds(root, verb, subject):
            make_noun_a_verb(sent, root, verb, subject)


def is_main_verb(token: Token) -> bool:
    """Whether a token is a verb with a tense, outside relative and adverbial clauses, and no form that can be a noun."""
    return token.tag_ in FINITE and token.dep_ not in ("relcl", "advcl", "compound", "nsubj") and token.head.dep_ not in ("relcl", "advcl")


def looks_like_verb(token: Token) -> bool:
    """Whether a noun in the plural reads as a verb of the third person, too: *links*."""
    return token.tag_ in ("NNS", "VBZ") and token.lemma_ in VERBS_LIKE_NOUNS


def holds(root: Token, verb: Token, subject: Token) -> bool:
    """Whether the words around hang on each other: *road* on *links*, or both on the noun behind."""
    return subject.head in (verb, root) or subject == root or verb.head in (subject, root)


def make_noun_a_verb(sent: Doc, root: Token, verb: Token, subject: Token) -> None:
    """Give the sentence to `verb`: what stands before it is its subject, the first noun behind it its object."""
    before = [t for t in sent if t.i < verb.i and t != subject and t.head in (root, verb)]
    behind = [t for t in sent if t.i > verb.i and t.head in (root, subject) and t != root]
    verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBZ", "VERB"
    if root.i > verb.i:
        root.head, root.dep_ = verb, "dobj"
        behind = [t for t in behind if t.dep_ == "punct" or t.head == subject]
    for token in before:
        token.head = subject
    subject.head, subject.dep_ = verb, "nsubj"
    for token in behind:
        token.head = verb
    thing = next((c for c in verb.rights if c.dep_ == "appos"), None)
    if thing is not None:
        thing.dep_ = "dobj"


def adjective_behind_have(doc: Doc) -> None:
    """*has yellow flowers*: an adjective with an object is none; *has* is the verb, no auxiliary."""
    for adjective in labelled(doc, "ROOT", "conj", "ccomp", "relcl", "advcl"):
        if adjective.tag_ != "JJ" or adjective.i == 0 or adjective.dep_ not in ("ROOT", "conj", "ccomp", "relcl", "advcl"):
            continue
        have, thing = adjective.nbor(-1), next((c for c in adjective.rights if c.dep_ == "dobj"), None)
        if have.dep_ != "aux" or have.lemma_ != "have" or have.head != adjective or thing is None or thing.left_edge.i != adjective.i + 1:
            continue
        have.head, have.dep_ = (have, "ROOT") if adjective.dep_ == "ROOT" else (adjective.head, adjective.dep_)
        for child in [c for c in adjective.children if c != have]:
            child.head = have
        adjective.head, adjective.dep_ = thing, "amod"


def have_before_noun(doc: Doc) -> None:
    """*The band has yellow flags.*: an auxiliary with a subject, on the adjective of the noun behind it, is the verb."""
    for have in labelled(doc, "aux"):
        adjective = have.head
        noun = adjective.head
        if have.dep_ != "aux" or have.lemma_ != "have" or adjective.tag_ != "JJ" or adjective.dep_ != "amod" or noun.i < adjective.i:
            continue
        if not any(c.dep_ == "nsubj" for c in have.lefts) or noun.dep_ not in ("ROOT", "conj", "ccomp"):
            continue
        have.head, have.dep_ = (have, "ROOT") if noun.dep_ == "ROOT" else (noun.head, noun.dep_)
        for child in [c for c in noun.children if c.i < have.i or c.dep_ == "punct"]:
            child.head = have
        noun.head, noun.dep_ = have, "dobj"


def participle_for_adjective(doc: Doc) -> None:
    """*were only informed of the sale*: what has the auxiliary of a passive is a participle, no adjective."""
    for auxiliary in labelled(doc, "auxpass"):
        verb = auxiliary.head
        if verb.tag_ == "JJ" and auxiliary.i < verb.i:
            verb.tag_, verb.pos_ = "VBN", "VERB"


def noun_behind_who(doc: Doc) -> None:
    """*a crowd of fans, who in turn marvel at her*: what a relative pronoun is the subject of is a verb."""
    for verb in labelled(doc, "relcl"):
        below = {c.dep_ for c in verb.children}
        if verb.tag_ not in ("NN", "NNS") or verb.dep_ != "relcl" or below & {"det", "amod", "poss", "compound"}:
            continue
        if any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in verb.lefts):
            verb.tag_, verb.pos_ = "VBZ" if verb.tag_ == "NNS" else "VBP", "VERB"
