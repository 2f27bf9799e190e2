"""Coordinated modifiers of a noun: *health and education services* are two kinds of services."""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.tree import Tree

Tokens = tuple[int, ...]


def with_each_modifier(tree: Tree, head: int, words: Tokens) -> list[Tokens]:
    """*health and education services* -> *health services*, *education services*; the words themselves when nothing is coordinated."""
    chain = coordinated_modifiers(tree, head)
    if len(chain) < 2:
        return [words]
    own = [set(modifier_words(tree, m)) for m in chain]
    inside = set(range(min(map(min, own)), max(map(max, own)) + 1))
    loose = {c for c in tree.childs(head, "preconj", "det") if tree.lower[c] in ("both", "either")}
    return [tuple(i for i in words if (i not in inside or i in mine) and i not in loose) for mine in own]


def coordinated_modifiers(tree: Tree, head: int) -> list[int]:
    """The modifiers before a noun that *and* or *or* joins, in text order; none inside a name, none of colour or number."""
    for m in tree.childs(head, "amod", "compound", "nmod"):
        if m > head or tree.entity[m] or tree.tag[m] == "CD":
            continue
        chain, at = [m], m
        while (following := tree.child(at, "conj")) is not None and following < head and tree.tag[following - 1] != "HYPH":
            chain.append(following)
            at = following
        if len(chain) > 1 and all(tree.tag[k] in MODIFIER_TAGS for k in chain) and joined_by_and(tree, chain):
            return [] if is_one_of_a_kind(tree, head, chain) else chain
    return []


def is_one_of_a_kind(tree: Tree, head: int, chain: list[int]) -> bool:
    """*the oil and gas company* is one company of both, *oil and gas companies* may be some of each; *a tall and narrow house* is one."""
    if tree.tag[head] == "NN" and any(tree.lower[c] in ("a", "an") for c in tree.childs(head, "det")):
        return True
    return tree.tag[head] in ("NN", "NNP") and all(tree.tag[k] in ("NN", "NNS", "NNP") for k in chain)


MODIFIER_TAGS = frozenset({"JJ", "NN", "NNS", "NNP", "VBN", "VBG", "JJR", "JJS"})
COLOURS = word_list("colours")


def joined_by_and(tree: Tree, chain: list[int]) -> bool:
    """Whether a conjunction joins the last two; *black and white photographs* are one kind, not two."""
    words = {tree.lower[k] for m in chain for k in tree.childs(m, "cc")}
    return bool(words & {"and", "or"}) and not any(tree.lower[m] in COLOURS for m in chain)


def modifier_words(tree: Tree, m: int) -> list[int]:
    """A modifier with its own words, without what is coordinated with it."""
    away = {k for c in tree.childs(m, "conj", "cc", "punct") for k in tree.subtree(c)}
    return [k for k in tree.subtree(m) if k not in away]
