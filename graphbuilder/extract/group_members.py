"""Phrases that name members of a group: *banks including Kestrel*."""

from __future__ import annotations

from graphbuilder.extract.tree import Tree

PLURAL = frozenset({"NNS", "NNPS"})


def names_members(tree: Tree, p: int) -> bool:
    """*Three banks, including Kestrel, closed*: the phrase says what belongs to the noun, and nothing of the verb."""
    return tree.lower[p] == "including" and group_of(tree, p) is not None


def group_of(tree: Tree, p: int) -> int | None:
    """The noun that *including* opens the members of; *workers resigned, including the cook* hangs the phrase on the verb."""
    head = tree.head[p]
    if tree.pos[head] in ("NOUN", "PROPN", "NUM"):
        return head if head < p else None
    before = [k for k in nouns_of_verb(tree, head) if k < p]
    return before[-1] if before and tree.tag[before[-1]] in PLURAL else None


def nouns_of_verb(tree: Tree, verb: int) -> list[int]:
    """The nouns of a verb, in text order: subject, object, those of its phrases."""
    phrases = [o for q in tree.childs(verb, "prep", "agent") for o in tree.childs(q, "pobj")]
    return sorted([*tree.childs(verb, "nsubj", "nsubjpass", "dobj", "attr"), *phrases])
