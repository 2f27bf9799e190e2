"""Repairs of sentences whose subject the parser loses: behind the verb, between commas, or read as a time or part of a list."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import DASHES, FINITE
from graphbuilder.annotate.labelled import labelled, spelled
from graphbuilder.annotate.lost_clauses import some_of_relatives
from graphbuilder.data import word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
VERBS_OF_PLACE = word_list("verbs_of_place")
TIMES = word_list("nouns_of_time")


def has_subject(verb: Token) -> bool:
    """Whether anything stands as the subject of a verb."""
    return any(c.dep_ in SUBJECTS for c in verb.children)


def subject_behind_verb(doc: Doc) -> None:
    """*Beside the door stood two guards*, *Near the port is a mill*: a phrase of place opens the sentence, the subject ends it."""
    for verb in labelled(doc, "ROOT", "conj", "ccomp"):
        if verb.tag_ not in FINITE or verb.lemma_ not in VERBS_OF_PLACE or verb.dep_ not in ("ROOT", "conj", "ccomp") or has_subject(verb):
            continue
        before = [c for c in verb.lefts if c.dep_ not in ("punct", "cc", "advmod")]
        thing = next((c for c in verb.rights if c.dep_ in ("dobj", "attr") and c.pos_ in ("NOUN", "PROPN", "NUM")), None)
        if thing is None or not before or before[-1].dep_ != "prep" or before[-1].right_edge.i + 1 != verb.i:
            continue
        if thing.left_edge.i == verb.i + 1:
            thing.dep_ = "nsubj"


def subject_behind_participle(doc: Doc) -> None:
    """*Also buried there are two of his sisters*, *Attached to the letter was a photograph*: the passive stands the other way round."""
    for sent in doc.sents:
        participle = sent.root
        if participle.tag_ != "VBN" or has_subject(participle):
            continue
        carrier = next((c for c in participle.rights if c.dep_ in ("auxpass", "aux") and c.lemma_ == "be"), None)
        thing = None if carrier is None else next((c for c in carrier.rights if c.dep_ == "attr"), None)
        if carrier is None or thing is None or thing.left_edge.i != carrier.i + 1:
            continue
        for child in list(carrier.children):
            child.head = participle
        carrier.dep_, thing.dep_ = "auxpass", "nsubjpass"


def description_before_name(doc: Doc) -> None:
    """*A native of Ghent, Claes studied law*: of two subjects the first says what the second is; not in *A couple from Bath, Maine*."""
    for noun in labelled(doc, "nsubj", "nsubjpass", "npadvmod", "advcl"):
        verb = noun.head
        if noun.dep_ not in ("nsubj", "nsubjpass", "npadvmod", "advcl") or noun.tag_ not in ("NN", "JJS") or noun.i > verb.i:
            continue
        if noun.lemma_ in TIMES or noun.left_edge.lower_ not in ("a", "an", "the"):
            continue
        name = next((c for c in verb.lefts if c.i > noun.i and c.dep_ in ("nsubj", "nsubjpass")), None)
        comma = noun.right_edge.i + 1
        if name is None or comma == len(doc) or doc[comma].text != "," or name.left_edge.i != comma + 1 or name.pos_ != "PROPN":
            continue
        if opens_clause(noun) and not (doc[comma - 1].ent_type_ == "GPE" and (name.ent_type_ == "GPE" or name.text[-1] == ".")):
            noun.head, noun.dep_ = name, "appos"
            doc[comma].head = name


def opens_clause(noun: Token) -> bool:
    """Whether nothing but a conjunction stands before the phrase of a noun in its sentence."""
    first = noun.left_edge
    return first.is_sent_start or first.nbor(-1).dep_ in ("cc", "punct", "mark")


def subjects_behind_place(doc: Doc) -> None:
    """*Last week in Ghent, Chad and Mali signed the accord*: the signers are no further places.

    Nor is the time that they hang on the subject: *Last week in Ghent, Belgium, Ms. Ade and Mr. Berg signed*.
    """
    for name in labelled(doc, "conj"):
        place = name.head
        town = place.head if place.dep_ == "appos" else place
        if name.dep_ != "conj" or name.pos_ != "PROPN" or town.dep_ != "pobj" or doc[name.left_edge.i - 1].text != ",":
            continue
        if place.ent_type_ not in ("GPE", "LOC", "FAC") or any(c.dep_ == "cc" for c in place.rights):
            continue
        top = town.head.head
        verb = top if top.tag_ in FINITE else top.head
        if verb.tag_ not in FINITE or not is_subject_slot(name, verb):
            continue
        if top != verb:
            if top.dep_ != "nsubj" or top.lemma_ not in TIMES:
                continue
            top.dep_ = "npadvmod"
        if not has_subject(verb):
            name.head, name.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def is_subject_slot(name: Token, verb: Token) -> bool:
    """Whether a phrase ends where the verb with its auxiliaries and adverbs begins."""
    own = [c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg", "advmod") and c.i > name.i]
    return bool(name.right_edge.i + 1 == min([*own, verb.i]))


def names_beside_verb(doc: Doc) -> None:
    """*Rovers beat United 3-1*: a name right before a verb with a tense is its subject, no measure, and one right behind it its object."""
    for name in labelled(doc, "npadvmod"):
        verb = name.head
        if name.dep_ != "npadvmod" or name.tag_ not in ("NNP", "NNPS") or name.ent_type_ in ("DATE", "TIME"):
            continue
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or has_subject(verb) or not is_subject_slot(name, verb) or name.i > verb.i:
            continue
        name.dep_ = "nsubj"
        behind = next((c for c in verb.rights if c.dep_ == "npadvmod" and c.tag_ in ("NNP", "NNPS")), None)
        if behind is not None and behind.left_edge.i == verb.i + 1 and not any(c.dep_ == "dobj" for c in verb.children):
            behind.dep_ = "dobj"


def all_of_which(doc: Doc) -> None:
    """*two plans, both of which the council rejected*: the council rejected both; of two subjects the first is the object."""
    for pronoun, some in some_of_relatives(doc):
        verb = some.head
        if some.dep_ != "nsubj" or verb.dep_ != "relcl" or any(c.dep_ == "dobj" for c in verb.children):
            continue
        if any(c.dep_ in ("nsubj", "nsubjpass") and c.i > pronoun.i for c in verb.lefts):
            some.dep_ = "dobj"


def children_behind_spouse(doc: Doc) -> None:
    """*is survived by his wife, Ada, and two sons*: the sons stand beside the wife, not beside her name."""
    for name in labelled(doc, "appos"):
        person = name.head
        if name.dep_ != "appos" or name.pos_ != "PROPN" or person.tag_ != "NN" or person.i > name.i:
            continue
        if doc[name.left_edge.i - 1].text != ",":
            continue
        other = next((c for c in name.rights if c.dep_ == "conj"), None)
        if other is None or other.pos_ == "PROPN":
            continue
        joining = [c for c in name.rights if c.dep_ in ("cc", "punct") and c.i < other.i]
        if [c.text for c in joining[:1]] == [","]:
            for token in (other, *joining):
                token.head = person


def subject_of_auxiliary(doc: Doc) -> None:
    """*He slept and she was quietly reading*: what the parser hangs on the auxiliary is the subject of the verb."""
    for subject in labelled(doc, "nsubj", "nsubjpass"):
        auxiliary = subject.head
        verb = auxiliary.head
        if subject.dep_ not in ("nsubj", "nsubjpass") or auxiliary.dep_ not in ("aux", "auxpass") or has_subject(verb):
            continue
        if subject.i < auxiliary.i < verb.i and verb.pos_ == "VERB":
            subject.head = verb
            subject.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def emphatic_pronoun(doc: Doc) -> None:
    """*who has herself been named*: a pronoun in *self* beside a subject only stresses it."""
    for pronoun in labelled(doc, "nsubj", "nsubjpass"):
        if pronoun.dep_ not in ("nsubj", "nsubjpass") or not pronoun.lower_.endswith(("self", "selves")) or pronoun.tag_ != "PRP":
            continue
        if any(c.dep_ in SUBJECTS and c.i < pronoun.i for c in pronoun.head.children):
            pronoun.dep_ = "advmod"


def place_before_dash(doc: Doc) -> None:
    """*CHARTON, Ohio — Two men were held*: the place that a report is dated from is no subject beside the one behind the dash."""
    for dash in spelled(doc, *sorted(DASHES)):
        if not dash.whitespace_ or dash.i < 1:
            continue
        place = next((t for t in dash.sent if t.dep_ in ("nsubj", "nsubjpass") and t.i < dash.i and t.is_upper), None)
        if place is None or place.i != dash.sent.start or place.head.i < dash.i:
            continue
        behind = next((c for c in place.rights if c.dep_ == "appos" and c.i > dash.i and c.pos_ == "NOUN"), None)
        if behind is not None:
            behind.head, behind.dep_ = place.head, place.dep_
        if any(c.dep_ in ("nsubj", "nsubjpass") and c.i > dash.i for c in place.head.lefts):
            place.dep_ = "npadvmod"
