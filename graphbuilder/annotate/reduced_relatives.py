"""Repairs of sentences in which the parser takes the verb of a relative clause, full or reduced, for that of the sentence."""

from __future__ import annotations

from typing import Any

from graphbuilder.annotate.closed_classes import FINITE, QUOTES
from graphbuilder.annotate.labelled import labelled
from graphbuilder.annotate.stolen_subjects import first_word, has_tense
from graphbuilder.data import read_lines, read_words, word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

TAKEN_FOR = frozenset({"conj", "advcl", "ccomp", "xcomp", "dep"})
BREAKS = frozenset({",", ";", ":", "-", "–", "—", "(", '"', "“", "”", "''", "``"})
RELATIVES = frozenset({"that", "which", "who", "whom"})


def participle_before_verb(doc: Doc) -> None:
    """*The clinic renovated for 9 million euros by the city opened in May*: two verbs with a tense and nothing that joins them.

    The second is the verb of the sentence, the first a participle that tells what was done to the subject; so is *nurses marching
    through the city chanted*, and in what is thought or said: *believes the cat found in May is hers*.
    """
    for participle in labelled(doc, "ROOT", "ccomp"):
        if participle.dep_ not in ("ROOT", "ccomp") or participle.tag_ not in ("VBD", "VBN", "VBG") or not can_be_participle(participle):
            continue
        subject = next((c for c in participle.lefts if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN", "NUM")), None)
        behind = [*participle.rights, *(participle.head.rights if participle.dep_ == "ccomp" else ())]
        verb = next((c for c in behind if c.i > participle.i and c.dep_ in TAKEN_FOR and is_finite(c, participle)), None)
        if subject is not None and verb is not None and nothing_joins(participle, verb):
            make_participle(participle, subject, verb)


def is_finite(verb: Token, participle: Token) -> bool:
    """Whether a verb has a tense; behind an agent also what the tagger takes for a second participle: *renovated by the city opened*."""
    by_agent = verb.tag_ == "VBN" and any(c.lower_ == "by" and c.i < verb.i for c in participle.rights)
    return by_agent or (has_tense(verb) and verb.tag_ != "MD" and not any(c.n_lefts for c in verb.lefts if c.dep_ == "aux"))


def can_be_participle(verb: Token) -> bool:
    """Whether the form of a past tense is that of the participle, too, and the verb has no object yet: *renovated*, not *took*."""
    if verb.tag_ == "VBG":
        return not any(c.dep_ in ("aux", "auxpass", "neg") for c in verb.children)
    if verb.tag_ == "VBD" and not verb.lower_.endswith("ed") and verb.lower_ not in read_words("participles_like_pasts.txt"):
        return False
    if verb.lemma_.lower() in read_lines("intransitive_verbs.txt"):
        return False
    return not any(c.dep_ in ("dobj", "aux", "auxpass", "neg") or (c.dep_ == "xcomp" and c.tag_ not in FINITE) for c in verb.children)


def nothing_joins(participle: Token, verb: Token) -> bool:
    """Whether neither a conjunction nor punctuation stands between two verbs, and the second has no subject of its own."""
    return nothing_between(participle, verb) and not any(
        c.dep_ in ("nsubj", "nsubjpass", "mark", "expl", "cc") for c in verb.lefts
    )


def nothing_between(participle: Token, verb: Token) -> bool:
    """Whether no conjunction and no punctuation parts two verbs, but for what sets off the first: *Dahl, nicknamed "Mouse", has left*."""
    doc = participle.doc
    end = first_word(verb)
    if doc[end - 1].text == "," and participle.i > 0 and doc[participle.i - 1].text == ",":
        end -= 1
    between = doc[participle.i + 1 : end]
    quoted = sum(t.text in QUOTES for t in between) == 2
    return not any(
        (t.text in BREAKS and not (quoted and t.text in QUOTES)) or (t.dep_ == "cc" and t.head.pos_ in ("VERB", "AUX")) for t in between
    )


def make_participle(participle: Token, subject: Token, verb: Token) -> None:
    """Give the sentence to `verb`, and hang the participle on the subject, with what stands between the two verbs."""
    late = [c for c in participle.children if c != verb and (c.i > verb.i or c.i < subject.left_edge.i)]
    verb.head, verb.dep_ = (verb, "ROOT") if participle.dep_ == "ROOT" else (participle.head, participle.dep_)
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    subject.head = verb
    for child in late:
        child.head = verb
    participle.head, participle.dep_ = subject, "acl"
    if participle.tag_ == "VBG":
        return
    participle.tag_ = "VBN"
    for phrase in [c for c in participle.rights if c.dep_ == "prep" and c.lower_ == "by"]:
        phrase.dep_ = "agent"


def verb_of_relative(doc: Doc) -> None:
    """*The curfew that the governor imposed in Mosul ended*: the parser takes *imposed* for a participle of *governor*.

    A noun would be all there is of the sentence, with *ended* as its relative clause.
    """
    for sent in doc.sents:
        noun = sent.root
        if noun.pos_ not in ("NOUN", "PROPN"):
            continue
        verb = next((c for c in noun.rights if c.dep_ == "relcl" and c.tag_ in FINITE), None)
        if verb is None:
            continue
        word = next((c for c in verb.lefts if c.lower_ in RELATIVES and c.i > noun.i), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and word is not None and c.i > word.i), None)
        if word is None or subject is None or word.nbor(1) != subject.left_edge:
            continue
        relative = next((c for c in subject.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
        if relative is None or any(c.dep_ in ("agent", "dobj") for c in relative.children) or not nothing_between(relative, verb):
            continue
        make_relative(noun, word, subject, relative, verb)


def make_relative(noun: Token, word: Token, subject: Token, relative: Token, verb: Token) -> None:
    """Make `relative` the verb of the relative clause, and `verb` that of the sentence, whose subject is `noun`."""
    for child in [c for c in noun.rights if c != verb and c.i > verb.i]:
        child.head = verb
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    relative.head, relative.dep_, relative.tag_ = noun, "relcl", "VBD"
    subject.head, word.head, word.dep_ = relative, relative, "dobj"


def relative_for_content(doc: Doc) -> None:
    """*A manager that the grocer poached*: taken for a clause that unfolds the noun, as *the claim that he lied* is."""
    for verb in labelled(doc, "acl"):
        if verb.dep_ != "acl" or verb.tag_ not in FINITE or verb.head.i > verb.i:
            continue
        below = {c.dep_: c for c in verb.children if c.i < verb.i}
        if "nsubj" not in below or "mark" not in below or below["mark"].lower_ != "that":
            continue
        complete = any(c.dep_ in ("dobj", "ccomp", "xcomp", "acomp", "attr", "prt") for c in verb.children)
        if not complete and verb.head.lemma_.lower() not in read_words("nouns_with_clauses.txt"):
            verb.dep_ = "relcl"


MANY = word_list("bodies_meant_as_many")
SINGULAR = {"NN": True, "NNP": True, "NNS": False, "NNPS": False}
FORMS = {"is": True, "was": True, "has": True, "does": True, "are": False, "were": False, "have": False, "do": False}


def antecedent_by_number(doc: Doc) -> None:
    """*trains of the new line, which run hourly*, *envoys in Chad, which has closed*: the verb says whether it means one or many."""
    for pronoun in labelled(doc, "nsubj", "nsubjpass"):
        verb = pronoun.head
        if pronoun.lower_ not in ("which", "who", "that") or pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "relcl":
            continue
        noun, one = verb.head, is_of_one(verb)
        if one is None or agrees(noun, one):
            continue
        other = noun_above(noun) or noun_below(noun, pronoun)
        if other is not None and agrees(other, one):
            verb.head = other


def is_of_one(verb: Token) -> bool | None:
    """Whether the form of a verb or of its auxiliary is singular; None where it does not show."""
    carrier = next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb)
    if carrier.tag_ in ("VBZ", "VBP") and carrier == verb and carrier.lemma_ != "be":
        return bool(carrier.tag_ == "VBZ")
    return FORMS.get(carrier.lower_)


def agrees(noun: Token, one: bool) -> bool:
    """Whether a noun can be the subject of a verb in this number; *the team*, a list and a pronoun go with either."""
    if noun.tag_ not in SINGULAR or noun.lemma_.lower() in MANY or any(c.dep_ == "conj" for c in noun.children):
        return True
    return SINGULAR[noun.tag_] is one


def noun_above(noun: Token) -> Token | None:
    """*trains* of the new *line*: the noun whose phrase this one ends."""
    above = noun.head.head
    return above if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and above.tag_ in SINGULAR and above.i < noun.i else None


def noun_below(noun: Token, pronoun: Token) -> Token | None:
    """officials in *Turkey*, which: the noun of the phrase that ends before the pronoun."""
    end = pronoun.i - 1 if pronoun.nbor(-1).text != "," else pronoun.i - 2
    found = (c for p in noun.rights if p.dep_ == "prep" for c in p.rights if c.dep_ == "pobj")
    return next((c for c in found if c.i == end and c.tag_ in SINGULAR), None)
