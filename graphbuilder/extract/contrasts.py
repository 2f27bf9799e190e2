"""Arguments that are set against others: *attacked the port, not the town*; *did not sanction Chad but Mali*."""

from __future__ import annotations

from graphbuilder.extract.slots import Argument, Clause
from graphbuilder.extract.tree import Tree

ADDING = frozenset({"only", "merely", "just", "necessarily"})
"""What makes *not* add something: *not only the port but also the town*."""


def without_contrasts(tree: Tree, clause: Clause, arguments: list[Argument]) -> list[Argument]:
    """The arguments without those of which the predicate does not hold as it does of the rest."""
    if clause.negation is not None:
        return [a for a in arguments if not is_behind_but(tree, a.head.i)]
    nots = contrasting(tree).get(clause.sentence)
    return [a for a in arguments if not is_denied(tree, nots, a)] if nots else arguments


def is_behind_but(tree: Tree, end: int) -> bool:
    """*is not a nurse but a doctor*: what follows *but* is not denied with the rest."""
    return tree.dep[end] == "conj" and any(tree.lower[c] == "but" and c < end for c in tree.childs(tree.head[end], "cc"))


def contrasting(tree: Tree) -> dict[int, set[int]]:
    """By sentence, every *not* that belongs to a phrase and not to a verb; found once for a text."""
    known: dict[int, set[int]] | None = tree.memo.get("contrasts")
    if known is None:
        known = tree.memo["contrasts"] = {}
        for i in [k for k, word in enumerate(tree.lower) if word == "not"] if "not" in tree.lower else []:
            if tree.pos[tree.head[i]] not in ("VERB", "AUX") and tree.word(i + 1) not in ADDING:
                known.setdefault(tree.sentence[i], set()).add(i)
    return known


def is_denied(tree: Tree, nots: set[int], argument: Argument) -> bool:
    """*flew to Oslo, not to Bergen*; *attacked not the port but the town*; *not all members* are no contrast."""
    end = argument.head.i
    edge = tree.subtree(end)[0]
    places = (edge, edge - 1) if argument.first is None else (edge, edge - 1, argument.first.i - 1)
    at = next((k for k in places if k in nots), None)
    if at is None:
        return False
    if tree.word(at - 1) in (",", "but", "and", "though", "if"):
        return True
    parts = (end,) if argument.first is None else (end, argument.first.i)
    return any(tree.lower[c] == "but" for k in parts for c in tree.childs(k, "cc"))
