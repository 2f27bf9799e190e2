"""Who or what a triple is about: the grammatical subject of its clause, and the words that name it."""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Slot
from graphbuilder.extract.draft_triples import Tokens
from graphbuilder.extract.ends import core_words, phrase, subject_with_restriction
from graphbuilder.extract.tree import Tree


def subjects_of(clause: Clause) -> list[Argument]:
    """The arguments that stand as grammatical subject: *there* in *there were protests*."""
    if clause.kind is ClauseKind.EXISTENTIAL:
        return [Argument(Slot.SUBJECT, c, surface="subject") for c in clause.verb.children if c.dep_ == "expl"]
    found = [
        a for a in clause.arguments if a.surface in ("subject", "passive subject") and a.head.tag_ not in ("WDT", "WP")
    ]
    return bearers(clause, found) or found


def bearers(clause: Clause, subjects: list[Argument]) -> list[Argument]:
    """*The club is a team founded in 1905*: what is said of the complement is said of what bears it, the subject of the copula.

    *It was Ms Ade who left*: it was she who left, not "it".
    """
    above = clause.parent
    if above is None or above.kind is not ClauseKind.COPULA or clause.link not in ("participle", "relative"):
        return []
    if [a.head.i for a in subjects] != [above.head.i] or above.negation is not None:
        return []
    if clause.link == "relative" and above.head.pos_ == "PROPN" and any(a.head.lower_ == "it" for a in above.arguments):
        return []
    return [replace(a, shared=True) for a in above.arguments if a.surface == "subject" and a.head.pos_ != "DET"]


def subject_words(tree: Tree, argument: Argument, clause: Clause) -> Tokens:
    """The words of a subject, without the participial clause that is itself the predicate; of an antecedent, the noun alone.

    *a rehearsal in Bergen conducted by the composer*: who says what was conducted names the rehearsal.
    *the mayor, whose party won*: whose party it is stands before the relative clause.
    """
    if argument.shared and clause.link in ("participle", "relative"):
        return core_words(tree, argument.head)
    if clause.link == "relative" and any(tree.tag[c] == "WP$" for c in tree.childs(argument.head.i, "poss")):
        return (*core_words(tree, clause.verb.head), *phrase(tree, argument.head))
    words = neither_of_two(tree, argument.head.i) + phrase(tree, argument.head, own=clause.verb.i if clause.verb is not None else -1)
    return words if argument.shared else subject_with_restriction(tree, argument.head.i, words, clause.verb.i)


def neither_of_two(tree: Tree, head: int) -> Tokens:
    """*Neither the driver nor the guard was hurt*: the word that negates both stays with each of them."""
    first = head
    while tree.dep[first] == "conj" and tree.head[first] < first:
        first = tree.head[first]
    return tuple(c for c in tree.childs(first, "preconj", "cc") if tree.lower[c] == "neither" and c < first)
