"""Repairs of clauses that the parser loses: what it takes for a phrase, hangs on the wrong verb, or gives two subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphbuilder.annotate.labelled import labelled, spelled
from graphbuilder.data import read_lines, word_list

Doc = Any
Token = Any

CLAUSE_MARKS = frozenset({"after", "before", "since", "until"})
CONTRASTS = frozenset({"while", "whereas"})
OUTCOMES = word_list("verbs_of_outcome")
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"})


def clause_behind_preposition(doc: Doc) -> None:
    """*hours after an earthquake killed 230 people*: *killed* has an object, so it is the verb of a clause and no participle."""
    for verb in labelled(doc, "acl"):
        noun = verb.head
        before = noun.head
        if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "pobj" or before.lower_ not in CLAUSE_MARKS:
            continue
        below = {c.dep_ for c in verb.children}
        if verb.i != noun.i + 1 or "dobj" not in below or below & {"agent", "aux", "auxpass"} or takes_two_objects(verb):
            continue
        if before.head == before:
            continue
        verb.head, verb.dep_, verb.tag_ = before.head, "advcl", "VBD"
        noun.head, noun.dep_ = verb, "nsubj"
        for child in [c for c in before.children if c != noun]:
            child.head = verb
        before.head, before.dep_ = verb, "mark"


def takes_two_objects(verb: Token) -> bool:
    """*a teacher given a prize*: a participle of such a verb may have an object, too."""
    return verb.lemma_ in read_lines("verbs_with_two_objects.txt")


def contrast_to_what_is_said(doc: Doc) -> None:
    """*Chad said it would lend trucks, while Mali sent tents*: what stands beside a report is no part of what is said."""
    for mark in labelled(doc, "mark"):
        verb = mark.head
        said = verb.head
        if mark.dep_ != "mark" or mark.lower_ not in CONTRASTS or verb.dep_ != "advcl" or said.dep_ != "ccomp" or said.head.i > said.i:
            continue
        if mark.i > 0 and mark.nbor(-1).text == "," and verb.i > said.i and any(c.dep_ == "nsubj" for c in verb.children):
            verb.head = said.head


def subjects_side_by_side(doc: Doc) -> None:
    """*The magnitude 6.8 quake struck*, *Army chief Ali Khan spoke*: of two subjects side by side the first is part of the second."""
    for first in labelled(doc, "nsubj", "nsubjpass"):
        if first.dep_ not in ("nsubj", "nsubjpass") or first.tag_ not in ("NN", "JJ") or first.right_edge.i + 1 >= len(doc):
            continue
        verb = first.head
        second = next((c for c in verb.lefts if c.i > first.i and c.dep_ == first.dep_), None)
        if second is None or second.left_edge.i != first.right_edge.i + 1 or second.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        if any(c.i > first.i for c in first.children):
            continue
        for child in list(first.children):
            child.head = second
        first.head, first.dep_ = second, "amod" if first.tag_ == "JJ" else "compound"


def torn_name(doc: Doc) -> None:
    """*chief Abdel Fattah al-Burhan has ruled out talks*: the words of one person's name hang on the verb one by one."""
    for name in doc.ents:
        if name.label_ != "PERSON" or len(name) < 2:
            continue
        outside = [token for token in name if token.head not in name or token.head == token]
        last = outside[-1]
        if len(outside) < 2 or any(token.head != last.head or token.head == token for token in outside):
            continue
        for token in outside[:-1]:
            token.head, token.dep_ = last, "punct" if token.text in ("-", "–") else "compound"


def participle_behind_report(doc: Doc) -> None:
    """*Rebels seized a base, residents said, dealing a blow to the army*: the participle goes with what is said, not with who says so."""
    for said in (told.head for told in labelled(doc, "ccomp")):
        told = next((c for c in said.lefts if c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX")), None)
        if told is None or not any(c.dep_ == "nsubj" and c.i > told.i for c in said.children):
            continue
        for participle in [c for c in said.rights if c.dep_ == "advcl" and c.tag_ == "VBG" and c.lemma_ in OUTCOMES]:
            start = participle.left_edge.i
            if start > said.i + 1 and doc[start - 1].text == "," and start == participle.i:
                participle.head = told


def day_behind_measure(doc: Doc) -> None:
    """*was jailed for nine years on Thursday*: the day is when it happened, it says nothing of the years."""
    for on in labelled(doc, "prep"):
        measure = on.head
        if on.lower_ != "on" or on.dep_ != "prep" or measure.ent_type_ not in MEASURES or measure.pos_ not in ("NOUN", "NUM", "SYM"):
            continue
        if not any(c.dep_ == "pobj" and c.ent_type_ == "DATE" for c in on.children) or on.i < measure.i:
            continue
        verb = next((a for a in measure.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.i < on.i and all(a.pos_ in ("NOUN", "NUM", "SYM", "ADP") for a in between(measure, verb)):
            on.head = verb


WITH_OF = word_list("verbs_with_of")


def of_behind_person(doc: Doc) -> None:
    """*warned Ms Moro of losses*, *reminded the mayor of his promise*: a name has no such phrase, it says what the verb is about.

    Behind a common noun only what is the person's own or a deed (*accused the guard of sleeping*): *warned a group of hikers* stays whole.
    """
    for of in labelled(doc, "prep"):
        person = of.head
        if of.lower_ != "of" or of.dep_ != "prep" or person.dep_ != "dobj" or person.head.lemma_ not in WITH_OF or person.i > of.i:
            continue
        what = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None)
        if what is None or what.ent_type_ in ("GPE", "ORG", "NORP"):  # warned Mr Ade of Togo
            continue
        own = what.dep_ == "pcomp" or any(c.tag_ == "PRP$" for c in what.children)
        if person.pos_ in ("PROPN", "PRON") or (person.tag_ == "NN" and own):
            of.head = person.head


def between(low: Token, high: Token) -> list[Token]:
    """The tokens above one and below another."""
    above = list(low.ancestors)
    return above[: above.index(high)]


def some_of_relatives(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """*one of whom*, *both of which*: the relative pronouns behind *of*, each with the word before it."""
    for pronoun in spelled(doc, "whom", "which"):
        if pronoun.dep_ == "pobj" and pronoun.head.lower_ == "of":
            yield pronoun, pronoun.head.head


def some_of_whom(doc: Doc) -> None:
    """*the victims, one of whom, Ada Firth, died*: the verb behind belongs to the relative clause, not to the sentence."""
    for whom, some in some_of_relatives(doc):
        noun = some.head
        if some.dep_ != "appos" or noun.i > some.i:
            continue
        verb = next((v for v in doc[whom.i : some.sent.end] if v.dep_ == "conj" and v.tag_ in ("VBD", "VBZ", "VBP")), None)
        if verb is None or any(c.dep_ in ("nsubj", "nsubjpass", "cc") for c in verb.children):
            continue
        main = verb.head
        if main.i > noun.i or verb.is_ancestor(noun) or any(c.dep_ == "cc" and whom.i < c.i < verb.i for c in main.children):
            continue
        for child in [c for c in (*main.rights, *noun.rights) if whom.i < c.i < verb.i and not c.is_ancestor(some)]:
            child.head = some
            if child.dep_ == "dobj":
                child.dep_ = "appos"
        verb.head, verb.dep_ = noun, "relcl"
        some.head, some.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def contracted_not(doc: Doc) -> None:
    """*Bank bosses aren’t.*: a contracted *not* negates the verb before it, whatever the parser takes it for."""
    for word in spelled(doc, "n't", "n’t"):
        if word.i == 0 or word.is_sent_start or word.dep_ == "neg":
            continue
        verb = word.nbor(-1)
        verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
        if word == verb.head or word.is_ancestor(verb):
            continue
        for child in list(word.children):
            child.head = verb
        word.head, word.dep_, word.tag_, word.pos_ = verb, "neg", "RB", "PART"


def put_in_place(doc: Doc) -> None:
    """*put in place rules on noise*: the rules are what is put in place."""
    for place in labelled(doc, "compound"):
        thing = place.head
        into = thing.head
        if place.lower_ != "place" or place.dep_ != "compound" or thing.dep_ != "pobj" or into.lower_ != "in" or into.head.lemma_ != "put":
            continue
        if into.i + 1 == place.i == thing.left_edge.i:
            thing.head, thing.dep_ = into.head, "dobj"
            place.head, place.dep_ = into, "pobj"


def instead_of(doc: Doc) -> None:
    """*took a boat instead of a train*: what follows hangs on *of*, it is no second object."""
    for instead in spelled(doc, "instead"):
        if instead.i + 2 >= len(doc):
            continue
        of = instead.nbor(1)
        thing = of.nbor(1)
        if of.lower_ != "of" or of.is_sent_start or thing.is_sent_start or of.head == of:
            continue
        while thing.head.left_edge.i == of.i + 1 and thing.head != thing:
            thing = thing.head
        if thing.left_edge.i != of.i + 1 or thing.is_ancestor(of) or of.head.dep_ == "punct" or instead.is_ancestor(of):
            continue
        of.dep_, instead.head, instead.dep_ = "prep", of, "advmod"
        verb = next((a for a in of.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.i < of.i:
            of.head = verb
        if thing.head != of:
            thing.head, thing.dep_ = of, "pcomp" if thing.tag_ == "VBG" else "pobj"


def part_of_which(doc: Doc) -> None:
    """*The report, a copy of which was seen by the paper, accuses him*: the first verb is that of the relative clause."""
    for _, part in some_of_relatives(doc):
        verb = part.head
        if part.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ not in ("ROOT", "ccomp") or part.left_edge.i == 0:
            continue
        noun = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i < part.left_edge.i), None)
        main = next((c for c in verb.rights if c.dep_ == "conj" and c.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB")), None)
        if noun is None or main is None or doc[part.left_edge.i - 1].text != "," or any(c.dep_ == "cc" for c in verb.rights):
            continue
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in main.children):
            continue
        main.head, main.dep_ = (main, "ROOT") if verb.dep_ == "ROOT" else (verb.head, verb.dep_)
        for child in [c for c in verb.children if c.i > main.i]:
            child.head = main
        verb.head, verb.dep_ = noun, "relcl"
        noun.head, noun.dep_ = main, "nsubjpass" if any(c.dep_ == "auxpass" for c in main.children) else "nsubj"
