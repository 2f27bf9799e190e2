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
    return [tree.tokens[k] for k in indices_of(tree, head.i, detached)]


def indices_of(tree: Tree, i: int, detached: frozenset[str] = DETACHED) -> tuple[int, ...]:
    """The indices of the words of the phrase under token `i`, see `words_of`; found once for each phrase."""
    key = (i, detached)
    known: tuple[int, ...] | None = tree.memo.get(key)
    if known is None:
        known = tree.memo[key] = trimmed(tree, contiguous(tree, attached(tree, i, detached), i), i)
    return known


def attached(tree: Tree, i: int, detached: frozenset[str]) -> list[int]:
    """The subtree of `i` without what is detached from it, and without relative clauses and appositions further down.

    *in honour of a senator, who wrote the act*: the relative clause says something of the senator, not of the honour.
    """
    dep, children = tree.dep, tree.children
    if not children[i]:
        return [i]
    out, stack = [i], []
    for c in children[i]:
        if dep[c] not in detached or is_year(tree, c) or hyphenated(tree, c) or is_purpose_of_noun(tree, c):
            stack.append(c)
    while stack:
        k = stack.pop()
        if dep[k] in INSERTED and (dep[k] != "appos" or (k > i and not is_year(tree, k) and not is_name_behind(tree, k))):
            continue
        out.append(k)
        stack.extend(children[k])
    return without_brackets(tree, sorted(out), i)


def without_brackets(tree: Tree, kept: list[int], head: int) -> list[int]:
    """*Ama Boateng (1788-1850)*, *Volta Motors (VLT)*: what stands in brackets behind a noun is no part of its name."""
    opening = next((k for k in kept if k > head and tree.tag[k] == "-LRB-"), None)
    if opening is None:
        return kept
    closing = next((k for k in range(opening, min(opening + LONGEST_BRACKET, len(tree.tag))) if tree.tag[k] == "-RRB-"), None)
    if closing is None or tree.tag[min(closing + 1, len(tree.tag) - 1)] == "NNP":  # Harbour (Japan) Ltd
        return kept
    return [k for k in kept if not opening <= k <= closing]


LONGEST_BRACKET = 40
"""Words after which a bracket that never closed is taken for one that stands alone."""
INSERTED = frozenset({"relcl", "parataxis", "appos"})


def trimmed(tree: Tree, kept: list[int], head: int) -> tuple[int, ...]:
    """The words without punctuation, conjunctions and blanks at the edges; the head stays."""
    dep, tag, pos = tree.dep, tree.tag, tree.pos
    while (end := kept[-1]) != head:
        if pos[end] != "SPACE" and (dep[end] not in EDGES or tag[end] == "POS") and not opens_contrast(tree, end):
            break
        kept.pop()
    start = 0
    while kept[start] != head and (pos[kept[start]] == "SPACE" or dep[kept[start]] in ("punct", "cc", "preconj")):
        start += 1
    return tuple(kept[start:])


def opens_contrast(tree: Tree, i: int) -> bool:
    """*chose the mayor, not the governor*: the parser hangs *not* on the mayor."""
    return tree.dep[i] == "neg" and tree.lower[i] == "not" and tree.text[i - 1] == ","


def is_year(tree: Tree, c: int) -> bool:
    """*December 31, 1963*: the year hangs on the month as an apposition, and belongs to it; *Ama Boateng, 54*, has an age."""
    if tree.dep[c] != "appos" or tree.tag[c] != "CD" or not tree.text[c][0].isdigit():
        return False
    before = tree.subtree(c)[0] - 1
    return tree.pos[before] != "PUNCT" or (tree.text[before] == "," and len(tree.text[c]) == 4)


def is_name_behind(tree: Tree, c: int) -> bool:
    """*a singer of the band The Low Rivers*: a name without a comma before it says which band."""
    noun = tree.head[c]
    if tree.pos[c] != "PROPN" or tree.pos[noun] != "NOUN" or tree.entity[c] == "NORP":
        return False
    start = noun + 1
    while start < c and tree.text[start] in OPENING:
        start += 1
    return noun < c and tree.pos[start] != "PUNCT" and set(range(start, c)) <= set(tree.subtree(c))


OPENING = frozenset({'"', "“", "‘", "`", "``", "'"})


def is_purpose_of_noun(tree: Tree, c: int) -> bool:
    """*was caused by efforts to save money*: the infinitive says which efforts."""
    held = tree.dep[tree.head[c]] in ("pobj", "nsubj", "nsubjpass")
    return held and tree.dep[c] == "acl" and any(tree.tag[a] == "TO" for a in tree.childs(c, "aux"))


def hyphenated(tree: Tree, c: int) -> bool:
    """*non-residents*: the parser takes the parts of a hyphenated word for coordinated nouns."""
    return tree.tag[c] == "HYPH" or (c > 0 and tree.tag[c - 1] == "HYPH")


def contiguous(tree: Tree, kept: list[int], head: int) -> list[int]:
    """The run of `kept` around `head` that no cut word interrupts (a cut comma or blank line does not count)."""
    at = kept.index(head)
    start, end = at, at
    while start > 0 and (kept[start - 1] + 1 == kept[start] or bridged(tree, kept[start - 1], kept[start])):
        start -= 1
    while end + 1 < len(kept) and (kept[end] + 1 == kept[end + 1] or bridged(tree, kept[end], kept[end + 1])):
        end += 1
    return kept[start : end + 1]


def bridged(tree: Tree, a: int, b: int) -> bool:
    """Whether only punctuation and space stand between tokens `a` and `b`."""
    return all(tree.pos[k] in ("PUNCT", "SPACE") for k in range(a + 1, b))
