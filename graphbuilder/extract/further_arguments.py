"""What a fact takes along besides subject and object: phrases and clauses of its predicate, of its object, of the verbs above it."""

from __future__ import annotations

from graphbuilder.extract.clauses import Argument, Clause, Slot
from graphbuilder.extract.draft_triples import Tokens
from graphbuilder.extract.ends import (
    adjunct_words,
    adverbial_phrases,
    coordinated_clauses,
    core_words,
    end_of_range,
    inner_arguments,
    is_content,
    is_time_phrase,
    phrase,
    subordinate_clauses,
)
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.verb_chains import governor_of, has_own_subject, is_embedded, is_small_clause


def further_arguments(tree: Tree, clause: Clause, direct: list[Argument], times: list[Argument]) -> list[Tokens]:
    """What says where, when and under which circumstances, the phrases of the verbs above included."""
    assert clause.verb is not None
    out = [words for a in direct for words in (adjunct_words(tree, a, clause.verb.i), *end_of_range(tree, a))]
    out += [phrase(tree, a.head) for a in times]
    out += subordinate_clauses(tree, clause) + governing_adjuncts(tree, clause)
    return out + phrases_before_purpose(tree, clause) + where_it_happens(tree, clause)


def arguments_on(tree: Tree, head: int | None, heads: list[int | None]) -> list[Tokens]:
    """The phrases on an object: its own, or those of a later one (*a school and a clinic in Oran*), never of an earlier one.

    *is ill and a danger to others* is not ill to others.
    """
    at = heads.index(head)
    alone = head is not None and tree.pos[head] == "ADJ"
    shared = [head, *(h for h in heads[at + 1 :] if h is not None and tree.dep[h] != "appos" and not (alone and tree.pos[h] != "ADJ"))]
    return next((found for h in shared if (found := inner_arguments(tree, h))), [])


def told_clauses(tree: Tree, clause: Clause, nominal: list[Argument]) -> list[Tokens]:
    """*told the court* | *that the bridge was unsafe*: what is said stands beside whom it is said to."""
    last = max(a.head.i for a in nominal)
    return [
        words
        for a in clause.arguments
        if a.slot is Slot.CLAUSE and a.head.i > last and is_content(clause, a) and not is_small_clause(tree, a.head.i)
        for words in coordinated_clauses(tree, a.head.i)
    ]


def governing_adjuncts(tree: Tree, clause: Clause) -> list[Tokens]:
    """*That night*, soldiers were able to hold the hotel: what stands before the chain of verbs holds for its last verb.

    *In March* the firm closed its mine and sold its ships: also for the predicates that are coordinated with it.
    """
    governor = governor_of(clause)
    top = governor or clause
    while top.link == "conj" and top.parent is not None and not has_own_subject(top):
        top = governor_of(top.parent) or top.parent
    if top is clause or top.verb is None:
        return []
    start = top.verb.i
    phrases = [adjunct_words(tree, a, clause.verb.i) for a in adverbial_phrases(top) if a.first.i < start]
    return phrases + [phrase(tree, a.head) for a in top.arguments if is_time_phrase(tree, a) and a.head.i < start]


def phrases_before_purpose(tree: Tree, clause: Clause) -> list[Tokens]:
    """*flew to meet the queen* | *to Oslo*: what stands between the verbs of a chain holds for the last one, too."""
    above = clause.parent
    if above is None or above.verb is None or clause.verb.i < above.verb.i or not is_embedded(clause):
        return []
    return [
        adjunct_words(tree, a, clause.verb.i)
        for a in adverbial_phrases(above)
        if a.via is None and above.verb.i < a.first.i < clause.verb.i and a.prep != "up to"
    ]


def where_it_happens(tree: Tree, clause: Clause) -> list[Tokens]:
    """*the town where she sells boats*: she sells boats | *the town*. The place has no preposition in the sentence."""
    if clause.link != "relative":
        return []
    return [core_words(tree, a.head) for a in clause.arguments if a.slot is Slot.PREP and a.shared and a.first is None]
