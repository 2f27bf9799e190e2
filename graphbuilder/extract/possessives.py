"""Whose a possessive is, by grammar: *the woman and her neighbour*, *With her film, Ana Prado shows*, *Mali says its soldiers fled*."""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Candidate, Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.tree import Tree


def first_of_pair(web: Web, c: Candidate) -> int | None:
    """*the woman and her neighbour*: the possessive of a second noun is the first's."""
    tree = web.tree
    owned = tree.head[c.head]
    if not c.possessive or tree.dep[owned] != "conj" or tree.pos[owned] not in ("NOUN", "PROPN"):
        return None
    found = web.by_head.get(tree.head[owned])
    return found if found is not None and web.candidates[found].end <= c.start <= web.candidates[found].end + 3 else None


def answers(tree: Tree, c: Candidate, other: Candidate) -> bool:
    """*Togo rejected its report*: whoever takes or leaves what somebody puts forward is not the one who did."""
    owned = tree.head[c.head]
    verb = tree.head[owned]
    know = lexicon()
    return (
        tree.dep[owned] == "dobj"
        and tree.tokens[verb].lemma_ in know.answering_verbs
        and tree.tokens[owned].lemma_ in know.put_forward
        and tree.child(verb, "nsubj") == other.head
    )


def ends_before(web: Web, c: Candidate, other: Candidate) -> bool:
    """*heard it from a newspaper. Its owner ...*: a body that the sentence before has just brought in, at its end."""
    tree = web.tree
    new = other.kind is Kind.NOMINAL and other.type == "Organization" and not other.definite and len(web.cluster[other.index].members) == 1
    opens = c.sentence == other.sentence + 1 and tree.sentence[c.head - 1] != c.sentence
    return new and opens and tree.lower[other.end : other.end + 1] == ["."] and tree.dep[tree.head[c.head]] in ("nsubj", "nsubjpass")


def is_had_otherwise(tree: Tree, c: Candidate, kind: str) -> bool:
    """*The prize is paid by a foundation in Malmo. Its chairman*: what bodies have, no thing and no place; *its governor*: no thing."""
    owned = tree.lemma[tree.head[c.head]]
    return owned in HAD_BY_BODIES or (kind == "Thing" and owned in HAD_BY_STATES)


HAD_BY_BODIES = word_list("had_by_bodies")
HAD_BY_STATES = word_list("had_by_states_and_towns")


def reviews(web: Web, c: Candidate, other: Candidate) -> bool:
    """*The jury praised its wit*: whose wit it is, who judges it is not; *the club praised its players* is open."""
    tree = web.tree
    owned = tree.head[c.head]
    verb = tree.head[owned]
    judged = c.noun == "its" and tree.dep[owned] == "dobj" and tree.tokens[verb].lemma_ in REVIEWING and owned not in web.by_head
    return judged and tree.child(verb, "nsubj") == other.head


REVIEWING = word_list("verbs_of_reviewing")


def subject_after_phrase(tree: Tree, c: Candidate) -> int | None:
    """*In his first speech, the president promised reform*: the subject that follows the phrase with the possessive."""
    if not c.possessive:
        return None
    i = tree.head[c.head]
    for _ in range(4):
        above = tree.head[i]
        if tree.dep[i] == "prep" and tree.pos[above] in ("VERB", "AUX"):
            subject = tree.child(above, "nsubj", "nsubjpass")
            return subject if subject is not None and i < c.head < subject < above else None
        if above == i:
            return None
        i = above
    return None


def subject_around(tree: Tree, c: Candidate) -> int | None:
    """*Kall said the candidate liked to speak of his plans*: the subject of the clause that a possessive stands in."""
    if not c.possessive:
        return None
    owned = i = tree.head[c.head]
    for _ in range(7):
        if tree.pos[i] in ("VERB", "AUX"):
            subjects = tree.childs(i, "nsubj", "nsubjpass")
            if subjects and c.head > subjects[-1] != owned:
                if tree.tag[subjects[-1]] not in ("WP", "WDT") or tree.dep[i] != "relcl":
                    return subjects[-1]
                return tree.head[i] if tree.tag[subjects[-1]] == "WP" or c.gender not in ("m", "f") else None  # a man who lost his wife
            if subjects and subjects[-1] == owned and (told := subject_told_of(tree, i, owned)) is not None:
                return told
            if not subjects and tree.dep[i] not in ("xcomp", "conj"):
                return None
            if subjects and tree.dep[i] != "ccomp":
                return None
            if not subjects and tree.dep[i] == "xcomp" and (other := tree.child(tree.head[i], "dobj")) is not None:
                return other  # told the tenant to pay his rent
        if tree.head[i] == i:
            return None
        i = tree.head[i]
    return None


def subject_told_of(tree: Tree, verb: int, owned: int) -> int | None:
    """*Oman will host the talks, its minister said*: the subject of what is said before its speaker is named by whom he belongs to."""
    said = tree.child(verb, "ccomp")
    if said is None or said > owned or tree.tokens[verb].lemma_ not in lexicon().speech_verbs:
        return None
    return tree.child(said, "nsubj", "nsubjpass")


def judges(web: Web, i: int, k: int) -> bool:
    """*Chad thanked Mali for its help*: whose help it is the object says, not the subject `k`."""
    tree = web.tree
    link = tree.head[tree.head[i]]
    verb = tree.head[link]
    if tree.lower[link] not in ("for", "over") or tree.dep[tree.head[i]] != "pobj":
        return False
    if tree.tokens[verb].lemma_ not in lexicon().judging_verbs or tree.child(verb, "dobj") is None:
        return False
    subject = web.by_head.get(found) if (found := tree.child(verb, "nsubj")) is not None else None
    return subject is not None and web.cluster[subject] is web.cluster[k]


def within_phrase(web: Web, i: int, k: int) -> bool:
    """Whether the possessive at token `i` stands in the phrase of `k` or in one that means the same as `k`."""
    found = web.by_head.get(web.tree.head[i])
    return found is not None and web.cluster[found] is web.cluster[k]
