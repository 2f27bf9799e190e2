"""The words of a phrase, cut to what belongs to it."""

from __future__ import annotations

from graphbuilder.extract.slots import Argument, Token
from graphbuilder.extract.tree import Tree, tree_of

DETACHED = frozenset({"relcl", "appos", "conj", "cc", "parataxis", "preconj", "advcl"})
EDGES = frozenset({"punct", "cc", "case"})


def filler_tokens(argument: Argument) -> list[Token]:
    """The tokens of an argument's filler in text order, cut to what belongs to it.

    No other conjunct, relative clause, apposition or trailing punctuation; determiner, modifiers and prepositional phrases stay.
    """
    return words_of(argument.head)


def words_of(head: Token, detached: frozenset[str] = DETACHED) -> list[Token]:
    """The tokens of the phrase under `head`, without what hangs on it by one of the `detached` labels."""
    tree = tree_of(head.doc)
    skip = frozenset(
        c for c in tree.children[head.i] if tree.dep[c] in detached and not is_year(tree, c) and not hyphenated(tree, c)
    )
    kept = tree.subtree(head.i, skip | nested(tree, head.i))
    kept = contiguous(tree, kept, head.i)
    while (
        kept
        and kept[-1] != head.i
        and (tree.pos[kept[-1]] == "SPACE" or (tree.dep[kept[-1]] in EDGES and tree.tag[kept[-1]] != "POS"))
    ):
        kept.pop()
    while kept and kept[0] != head.i and tree.dep[kept[0]] in ("punct", "cc", "preconj"):
        kept.pop(0)
    return [head.doc[k] for k in kept]


def nested(tree: Tree, i: int) -> frozenset[int]:
    """Relative clauses and appositions further down in the phrase of `i`: in honour of a senator, *who wrote the act*."""
    if not tree.children[i]:
        return frozenset()
    return frozenset(
        k
        for k in tree.subtree(i)
        if tree.dep[k] in ("relcl", "parataxis") or (tree.dep[k] == "appos" and k > i and not is_year(tree, k))
    )


def is_year(tree: Tree, c: int) -> bool:
    """*December 31, 1963*: the year hangs on the month as an apposition, and belongs to it."""
    return tree.dep[c] == "appos" and tree.tag[c] == "CD"


def hyphenated(tree: Tree, c: int) -> bool:
    """*non-residents*: the parser takes the parts of a hyphenated word for coordinated nouns."""
    return tree.tag[c] == "HYPH" or (c > 0 and tree.tag[c - 1] == "HYPH")


def contiguous(tree: Tree, kept: list[int], head: int) -> list[int]:
    """The run of `kept` around `head` that no cut word interrupts (a cut comma or blank line does not count)."""
    at = kept.index(head)
    start, end = at, at
    while start > 0 and bridged(tree, kept[start - 1], kept[start]):
        start -= 1
    while end + 1 < len(kept) and bridged(tree, kept[end], kept[end + 1]):
        end += 1
    return kept[start : end + 1]


def bridged(tree: Tree, a: int, b: int) -> bool:
    """Whether only punctuation and space stand between tokens `a` and `b`."""
    return all(tree.pos[k] in ("PUNCT", "SPACE") for k in range(a + 1, b))
