"""Repairs of parses that the small model recurringly gets wrong, each one a named function with the sentence that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.annotate.complements import (
    content_of_noun_above,
    day_behind_adjective,
    deed_that_is_asked_for,
    exception_of_verb,
    purpose_before_report,
    quoted_name_of_object,
    receiver_of_verb,
)
from graphbuilder.annotate.described_subjects import lead_before_post, verb_behind_description
from graphbuilder.annotate.joined_clauses import (
    base_beside_gerund,
    noun_beside_verb,
    past_beside_base,
    refusal_beside_content,
    statement_before_colon,
    subject_read_as_list,
    verb_beside_noun,
    verb_of_list,
    verb_of_other_number,
    verb_read_as_modifier,
)
from graphbuilder.annotate.labelled import labelled, spelled, tagged
from graphbuilder.annotate.lost_clauses import (
    clause_behind_preposition,
    contracted_not,
    contrast_to_what_is_said,
    day_behind_measure,
    instead_of,
    of_behind_person,
    part_of_which,
    participle_behind_report,
    put_in_place,
    some_of_whom,
    subjects_side_by_side,
    torn_name,
)
from graphbuilder.annotate.lost_subjects import (
    all_of_which,
    children_behind_spouse,
    description_before_name,
    emphatic_pronoun,
    names_beside_verb,
    place_before_dash,
    subject_behind_participle,
    subject_behind_verb,
    subject_of_auxiliary,
    subjects_behind_place,
)
from graphbuilder.annotate.lost_verbs import (
    adjective_behind_have,
    have_before_noun,
    noun_behind_who,
    office_after_person,
    participle_for_adjective,
    participle_for_verb,
    verb_for_modifier,
    verb_for_noun,
)
from graphbuilder.annotate.passives import (
    charge_behind_agent,
    listed_participles,
    passive_without_auxiliary,
    perfect_taken_for_passive,
)
from graphbuilder.annotate.reduced_relatives import (
    antecedent_by_number,
    participle_before_verb,
    relative_for_content,
    verb_of_relative,
)
from graphbuilder.annotate.small_clauses import (
    adjective_of_object,
    adjective_on_object,
    adjective_with_subject,
    payer_before_money,
    state_of_object,
)
from graphbuilder.annotate.stolen_subjects import (
    speaker_behind_verb,
    subject_behind_fronted_phrase,
    subject_taken_for_object,
    time_beside_subject,
    whatever_one_says,
)
from graphbuilder.data import read_lines, word_list

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Token = Any

NAMES = frozenset({"GPE", "LOC", "ORG", "PERSON", "FAC", "NORP"})


def name_after_to(doc: Doc) -> None:
    """*visits by officials to Zambia this year*: the model takes an unknown name after *to* for a verb; *rushed to hospital*, too."""
    for token in tagged(doc, "VB", "NNP"):
        if token.i == 0:
            continue
        named = token.ent_type_ in NAMES and token.is_title
        if not named and token.lower_ not in read_lines("nouns_after_to.txt"):
            continue
        to = token.nbor(-1)
        if to.lower_ != "to" or to.head != token or to.dep_ != "aux" or token.is_sent_start:
            continue
        holder = token.head if token.head != token else to
        after = [c for c in token.children if c.i > token.i]
        before = token.nbor(-2) if token.i > 1 else holder
        noun = (
            before
            if before.pos_ in ("NOUN", "PROPN") and before.i > holder.i and not token.is_ancestor(before)
            else holder
        )
        if token.is_ancestor(noun):
            continue
        to.head, to.dep_, to.pos_, to.tag_ = noun, "prep", "ADP", "IN"
        token.head, token.dep_ = to, "pobj"
        token.pos_, token.tag_ = ("PROPN", "NNP") if named else ("NOUN", "NN")
        for child in after:
            child.head = holder


def subject_in_fronted_phrase(doc: Doc) -> None:
    """*Following the protests, Norway and Japan slapped sanctions*: the subject is hung on the phrase before it as an apposition."""
    for token in labelled(doc, "appos"):
        if (
            token.dep_ != "appos"
            or token.pos_ not in ("PROPN", "NOUN", "PRON")
            or token.i == 0
            or token.nbor(-1).is_sent_start
        ):
            continue
        verb = fronting_verb(token)
        if verb is None or any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children):
            continue
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        token.head, token.dep_ = verb, "nsubjpass" if passive else "nsubj"


def fronting_verb(token: Token) -> Token | None:
    """The finite verb that follows the phrase of `token` at once and that the phrase before it hangs on, or None."""
    phrase = token.head
    if (
        phrase.dep_ not in ("pobj", "npadvmod", "conj")
        or token.left_edge.i == 0
        or token.left_edge.nbor(-1).text != ","
    ):
        return None
    top = phrase
    while top.dep_ in ("pobj", "conj", "prep", "pcomp") and top.head != top:
        top = top.head
    if top.pos_ not in ("VERB", "AUX") or top.i < token.i or top.tag_ in ("VBG", "VB"):
        return None
    start = min(
        [c.i for c in top.children if c.dep_ in ("aux", "auxpass", "neg", "advmod") and c.i > token.i] + [top.i]
    )
    return top if token.right_edge.i + 1 == start else None


PREFIXES = word_list("prefixes")


def hyphenated_prefix(doc: Doc) -> None:
    """*was re-elected mayor*, *many non-residents*: the prefix is taken for a word of its own, and the word for its dependent."""
    for hyphen in spelled(doc, "-"):
        if hyphen.text != "-" or hyphen.i == 0 or hyphen.i + 1 >= len(doc) or hyphen.whitespace_ or hyphen.is_sent_start:
            continue
        prefix, word = hyphen.nbor(-1), hyphen.nbor(1)
        if prefix.lower_ not in PREFIXES or prefix.whitespace_ or not word.is_alpha or word.is_sent_start:
            continue
        parts = (prefix, hyphen, word)
        if prefix.head == word and hyphen.head in parts and word.head not in parts:
            continue
        outside = [t for t in (word, prefix, hyphen) if hangs_outside(t, parts) and t.dep_ not in ("punct", "auxpass")]
        if outside:
            join_prefix(prefix, hyphen, word, min(outside, key=lambda t: t.dep_ == "advcl"))


def hangs_outside(token: Token, parts: tuple[Token, ...]) -> bool:
    """Whether a token is the root or hangs on another word, and that word on none of the parts: else joining them closes a circle."""
    return token.head == token or (token.head not in parts and not any(part.is_ancestor(token.head) for part in parts))


def join_prefix(prefix: Token, hyphen: Token, word: Token, outside: Token) -> None:
    """Make `word` the head of its prefix and hyphen, in the place of `outside`, which is the one that hangs on something else."""
    head, label = outside.head, outside.dep_
    copula = next((t.head for t in (prefix, hyphen, word) if t.dep_ in ("acomp", "attr") and t.head.lemma_ == "be"), None)
    copula = None if copula is not None and word.is_ancestor(copula) else copula
    if copula is not None and word.tag_ in ("VBN", "VBD"):
        passive_of(copula, word)
    elif outside != word:
        word.head, word.dep_ = (word, "ROOT") if head == outside else (head, label)
    for child in (*prefix.children, *hyphen.children):
        if child not in (prefix, hyphen, word):
            child.head = word
    for part in (prefix, hyphen):
        part.head, part.dep_ = word, "compound" if part is prefix else "punct"
    prefix.tag_, prefix.pos_ = "AFX", "X"
    hyphen.tag_, hyphen.pos_ = "HYPH", "PUNCT"
    for subject in [t for t in word.sent if t.dep_ == "nsubj" and t.head.dep_ == "auxpass" and t.head.head == word]:
        subject.head, subject.dep_ = word, "nsubjpass"


def passive_of(copula: Token, word: Token) -> None:
    """*was re-elected mayor*: the participle takes the place of *was*, which becomes its auxiliary."""
    moved = [t for t in word.sent if t.head == copula and t not in (copula, word)]
    if copula.head == copula:
        word.head, word.dep_ = word, "ROOT"
    elif copula.head != word:
        word.head, word.dep_ = copula.head, copula.dep_
    for child in moved:
        if child != word:
            child.head = word
            child.dep_ = {"nsubj": "nsubjpass", "attr": "oprd", "acomp": "oprd"}.get(child.dep_, child.dep_)
    copula.head, copula.dep_, word.tag_ = word, "auxpass", "VBN"


def parallel_phrases(doc: Doc) -> None:
    """*sanctions on Iran and tariffs on China*: the second noun is coordinated with the first, not with the name between them."""
    for token in labelled(doc, "conj"):
        if token.dep_ != "conj" or token.pos_ != "NOUN" or token.head.dep_ != "pobj" or token.head.i > token.i:
            continue
        preposition, after = token.head.head, doc[token.i + 1] if token.i + 1 < len(doc) else token
        if after.lower_ != preposition.lower_ or after.dep_ not in ("prep", "dative") or after.is_ancestor(token):
            continue
        noun = preposition.head
        if noun.pos_ in ("VERB", "AUX"):
            noun = next((c for c in noun.children if c.dep_ == "dobj" and c.i < preposition.i), noun)
        if noun.pos_ != "NOUN" or noun.i > preposition.i:
            continue
        for link in [c for c in token.head.children if c.dep_ in ("cc", "punct") and token.head.i < c.i < token.i]:
            link.head = noun
        token.head = noun
        if preposition.head != noun:
            preposition.head, preposition.dep_ = noun, "prep"
        if after.head != token:
            after.head, after.dep_ = token, "prep"


def particle_with_object(doc: Doc) -> None:
    """*strike over pay*: what has an object of its own is a preposition and no particle."""
    for token in labelled(doc, "prt"):
        if any(c.dep_ == "pobj" for c in token.children):
            token.dep_ = "prep"


def phrase_of_particle(doc: Doc) -> None:
    """*put the mill up for sale*: the phrase behind the particle is the verb's."""
    for token in labelled(doc, "prt"):
        for phrase in [c for c in token.children if c.dep_ == "prep" and c.i > token.i]:
            phrase.head = token.head


def adjective_for_verb(doc: Doc) -> None:
    """*regrets that the dam burst*: a clause with *that* and a subject is built around what looks like an adjective."""
    for token in labelled(doc, "ccomp", "acl"):
        if token.tag_ != "JJ" or token.dep_ not in ("ccomp", "acl"):
            continue
        around = {c.dep_ for c in token.children if c.i < token.i}
        if {"mark", "nsubj"} <= around and not around & {"aux", "cop", "auxpass"}:
            token.tag_, token.pos_ = "VBD", "VERB"


def time_of_the_saying(doc: Doc) -> None:
    """*said on Monday they had arrested a man*: what stands right behind the verb, before the subject of what is said, is the verb's."""
    for token in labelled(doc, "ccomp"):
        if token.dep_ != "ccomp" or token.head.i >= token.i or token.head.pos_ != "VERB":
            continue
        said = token.head
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        if subject is None or subject.i < said.i + 2:
            continue
        for child in token.children:
            if child.dep_ in ("prep", "npadvmod") and child.i == said.i + 1 and child.right_edge.i + 1 == subject.left_edge.i:
                child.head = said
                break


def noun_before_finite_verb(doc: Doc) -> None:
    """*Nurses strike in Leeds*: a noun before a verb with a tense is its subject, no part of a compound."""
    for noun in labelled(doc, "compound"):
        verb = noun.head
        if noun.dep_ != "compound" or verb.tag_ not in FINITE or verb.dep_ not in ("ROOT", "ccomp", "conj") or noun.i + 1 != verb.i:
            continue
        if noun.pos_ in ("NOUN", "PROPN") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            noun.dep_ = "nsubj"


def listed_purposes(doc: Doc) -> None:
    """*to buy a mine, to repay a loan, and to build a school*: the second is taken for the purpose of the first."""
    for token in labelled(doc, "advcl"):
        if token.dep_ != "advcl" or token.tag_ != "VB" or token.head.tag_ != "VB" or token.head.i > token.i:
            continue
        to = token.left_edge
        if to.tag_ != "TO" or to.i == 0 or to.nbor(-1).text != "," or not any(c.tag_ == "TO" for c in token.head.children):
            continue
        if any(c.dep_ == "conj" and any(k.tag_ == "TO" for k in c.children) for c in token.children):
            token.dep_ = "conj"


REPAIRS: tuple[Callable[[Doc], None], ...] = (
    name_after_to,
    subject_in_fronted_phrase,
    hyphenated_prefix,
    parallel_phrases,
    particle_with_object,
    phrase_of_particle,
    adjective_for_verb,
    time_of_the_saying,
    adjective_of_object,
    state_of_object,
    adjective_on_object,
    adjective_with_subject,
    quoted_name_of_object,
    exception_of_verb,
    deed_that_is_asked_for,
    content_of_noun_above,
    purpose_before_report,
    receiver_of_verb,
    day_behind_adjective,
    payer_before_money,
    noun_before_finite_verb,
    office_after_person,
    verb_for_modifier,
    participle_for_verb,
    lead_before_post,
    verb_behind_description,
    listed_purposes,
    clause_behind_preposition,
    contrast_to_what_is_said,
    torn_name,
    subjects_side_by_side,
    participle_behind_report,
    day_behind_measure,
    some_of_whom,
    charge_behind_agent,
    passive_without_auxiliary,
    perfect_taken_for_passive,
    place_before_dash,
    past_beside_base,
    base_beside_gerund,
    refusal_beside_content,
    statement_before_colon,
    participle_before_verb,
    verb_of_relative,
    relative_for_content,
    antecedent_by_number,
    subjects_behind_place,
    description_before_name,
    subject_behind_verb,
    subject_behind_participle,
    names_beside_verb,
    all_of_which,
    children_behind_spouse,
    verb_for_noun,
    adjective_behind_have,
    have_before_noun,
    listed_participles,
    subject_of_auxiliary,
    subject_read_as_list,
    emphatic_pronoun,
    of_behind_person,
    subject_taken_for_object,
    subject_behind_fronted_phrase,
    speaker_behind_verb,
    time_beside_subject,
    whatever_one_says,
    participle_for_adjective,
    noun_behind_who,
    verb_beside_noun,
    verb_of_list,
    verb_read_as_modifier,
    noun_beside_verb,
    verb_of_other_number,
    contracted_not,
    put_in_place,
    instead_of,
    part_of_which,
)
"""The repairs in the order in which they are made."""


def repair_parses(doc: Doc) -> Doc:
    """Apply every repair to `doc` and return it."""
    for repair in REPAIRS:
        repair(doc)
    return doc
