"""Doc -> clauses: predicates and their arguments, after coordination, control, relatives and the passive are undone.

This module and its parts (`predicates`, `arguments`, `sharing`, `nouns`, `phrases`) are the one place that knows the dependency
labels. Slots are *deep*: the subject of a passive stands in `OBJECT`, its by-phrase in `SUBJECT`, so that a frame is written
once; `Argument.surface` keeps what stands in the sentence. Labels follow the ClearNLP scheme of spaCy's English models; the
clause types follow Quirk et al. (1985), as in ClausIE (Del Corro and Gemulla 2013).
"""

from __future__ import annotations

from typing import Any

from graphbuilder.extract.arguments import conjuncts, own_arguments, prepositional
from graphbuilder.extract.nouns import clause_above, noun_clause
from graphbuilder.extract.phrases import filler_tokens, words_of
from graphbuilder.extract.predicates import LINKS, SUBJECTS, bare_clause, is_passive, is_predicate, is_sentence_before
from graphbuilder.extract.sharing import give_back
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Clauses, Slot, Token
from graphbuilder.extract.tree import Tree, tree_of

__all__ = [
    "Argument",
    "Clause",
    "ClauseKind",
    "Clauses",
    "Slot",
    "Token",
    "clause_above",
    "conjuncts",
    "filler_tokens",
    "noun_clause",
    "prepositional",
    "read_clauses",
    "words_of",
]


def read_clauses(doc: Any) -> Clauses:
    """Turn the parse of `doc` into clauses, in text order of their predicates.

    Subjects, objects and auxiliaries that a clause shares with another one are given to it (coordination, control, raising,
    relative and participial clauses); such arguments carry `shared=True`.
    """
    tree = tree_of(doc)
    made: dict[int, Clause] = {}
    for i in range(len(tree.dep)):
        if is_predicate(tree, i):
            made[i] = bare_clause(tree, i)
    for i, clause in made.items():
        attach_to_parent(tree, i, clause, made)
    for i, clause in sorted(made.items(), key=lambda pair: depth(pair[1])):
        share_auxiliaries(tree, i, clause)
        clause.passive = is_passive(tree, i, clause)
        clause.arguments = own_arguments(tree, i, clause)
    for i, clause in sorted(made.items(), key=lambda pair: depth(pair[1])):
        give_back(tree, i, clause, made)
    return index_clauses(made)


def index_clauses(made: dict[int, Clause]) -> Clauses:
    """Index the clauses by their head and by the verb that carries them."""
    of_head: dict[int, tuple[Clause, ...]] = {}
    for i, clause in made.items():
        for key in {i, clause.head.i}:
            of_head[key] = (*of_head.get(key, ()), clause)
    return Clauses(tuple(made[i] for i in sorted(made)), of_head)


def depth(clause: Clause) -> int:
    """How many clauses stand above this one."""
    steps, above = 0, clause.parent
    while above is not None and steps < 100:
        steps, above = steps + 1, above.parent
    return steps


# --- the clause above


def attach_to_parent(tree: Tree, i: int, clause: Clause, made: dict[int, Clause]) -> None:
    """Find the clause that this one depends on, and how."""
    if tree.head[i] == i:
        return
    clause.link = "parataxis" if is_sentence_before(tree, i) else LINKS.get(tree.dep[i], "other")
    above = tree.head[i]
    for _ in range(60):
        if above in made and above != i:
            clause.parent = made[above]
            return
        if tree.head[above] == above:
            return
        above = tree.head[above]


def share_auxiliaries(tree: Tree, i: int, clause: Clause) -> None:
    """*was arrested and charged*, *will meet and sign*: the second verb shares the auxiliaries of the first."""
    parent = clause.parent
    if (
        clause.link != "conj"
        or parent is None
        or clause.auxiliaries
        or tree.child(i, *SUBJECTS) is not None
        or parent.verb is None
    ):
        return
    same = tree.tag[i] == tree.tag[parent.verb.i] and tree.tag[i] in ("VB", "VBN", "VBG")
    if same or is_bare_form(tree, i, parent) or is_second_participle(tree, i, parent):
        clause.auxiliaries = parent.auxiliaries
        if clause.negation is None and parent.negation is not None and negation_reaches(tree, i, parent):
            clause.negation = parent.negation


def is_bare_form(tree: Tree, i: int, parent: Clause) -> bool:
    """*could drop the rule or decline to appeal*: behind a modal verb the second verb is no present tense, whatever the tagger says."""
    modal = any(t.tag_ == "MD" for t in parent.auxiliaries)
    return modal and parent.verb.tag_ == "VB" and tree.tag[i] == "VBP" and tree.head[i] == parent.verb.i


def is_second_participle(tree: Tree, i: int, parent: Clause) -> bool:
    """*is crushed into small pieces and washed with water*: behind a passive that is no past tense the second verb is none either."""
    if tree.tag[i] != "VBD" or parent.verb.tag_ != "VBN" or tree.head[i] != parent.verb.i or tree.child(i, "dobj") is not None:
        return False
    return any(a.dep_ == "auxpass" and a.tag_ in ("VBZ", "VBP", "VB") for a in parent.auxiliaries)


def negation_reaches(tree: Tree, i: int, parent: Clause) -> bool:
    """*did not meet or call* is negated twice; *did not meet but called* is not."""
    return not any(
        tree.lower[c] in ("but", "yet", "instead")
        for c in tree.children[parent.verb.i]
        if c < i and tree.dep[c] in ("cc", "advmod")
    )
