"""Nouns as predicates: visits *by officials* *to Oslo*, *the EU's* sanctions *against Minsk*."""

from __future__ import annotations

from graphbuilder.extract.arguments import conjuncts, prepositional
from graphbuilder.extract.predicates import negative_determiner
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Clauses, Slot, Token
from graphbuilder.extract.tree import Tree, tree_of


def noun_clause(noun: Token, clauses: Clauses) -> Clause:
    """The clause of an eventive noun: its possessor, modifiers, of-, by- and other prepositional arguments.

    By-phrase and possessor are not yet subject or object ("the city's destruction by rebels"): which of them acts is the frame's
    to say. `parent` is the clause that the noun is an argument of. Prepositional phrases that the parser hung higher though they
    follow the noun at once (meetings and *visits* ... *to Belarus*), and those of a coordinated noun, come with `shared=True`.
    Each is read once.
    """
    n = noun.i
    if n not in clauses.nouns:
        clauses.nouns[n] = read_noun_clause(tree_of(noun.doc), noun, clauses)
    return clauses.nouns[n]


def read_noun_clause(tree: Tree, noun: Token, clauses: Clauses) -> Clause:
    """The clause of a noun, see `noun_clause`."""
    n = noun.i
    arguments = [
        Argument(Slot.POSSESSOR, tree.tokens[k], surface="possessor")
        for p in tree.childs(n, "poss")
        for k in conjuncts(tree, p)
    ]
    arguments += [
        Argument(Slot.MODIFIER, tree.tokens[k], surface="modifier")
        for m in tree.childs(n, "amod", "compound", "nmod")
        for k in [*conjuncts(tree, m)]
    ]
    for p in tree.childs(n, "prep", "agent"):
        arguments += prepositional(tree, p)
    have = {a.prep for a in arguments}
    arguments += swallowed_prepositions(tree, arguments, have)
    arguments += lent_prepositions(tree, n, have)
    parent = clause_above(tree, n, clauses)
    negative = negative_determiner(tree, n)
    return Clause(
        kind=ClauseKind.NOUN,
        head=noun,
        verb=None,
        lemma=noun.lemma_.lower(),
        sentence=tree.sentence[n],
        parent=parent,
        link="noun",
        negation=tree.tokens[negative] if negative is not None else None,
        arguments=arguments,
    )


def swallowed_prepositions(tree: Tree, arguments: list[Argument], have: set[str]) -> list[Argument]:
    """*visits by officials to Oran*: the parser hangs the second phrase on the noun of the first."""
    out: list[Argument] = []
    for outer in arguments:
        if outer.slot is not Slot.PREP or outer.prep not in ("by", "of", "from"):
            continue
        for p in tree.childs(outer.head.i, "prep"):
            if tree.lower[p] not in have and tree.lower[p] in ("to", "against", "on", "with", "into"):
                have.add(tree.lower[p])
                out += [
                    Argument(a.slot, a.head, a.prep, a.surface, a.via, True, a.first) for a in prepositional(tree, p)
                ]
    return out


def lent_prepositions(tree: Tree, n: int, have: set[str]) -> list[Argument]:
    """Prepositional phrases of a coordinated noun, or hung on an ancestor though they directly follow the noun's own words."""
    out: list[Argument] = []
    nouns = [*tree.childs(n, "conj"), *([tree.head[n]] if tree.dep[n] == "conj" else [])]
    holders = [k for k in nouns if tree.pos[k] in ("NOUN", "PROPN")]
    end, above = tree.subtree(n)[-1], n
    for _ in range(6):
        if tree.head[above] == above:
            break
        above = tree.head[above]
        holders.append(above)
    for holder in holders:
        below = tree.children[holder]
        for p in tree.childs(holder, "prep") if below and below[-1] > n else ():
            if (p > end or (p > n and holder in nouns)) and tree.lower[p] not in have:
                have.add(tree.lower[p])
                out += [
                    Argument(a.slot, a.head, a.prep, a.surface, a.via, True, a.first) for a in prepositional(tree, p)
                ]
    return out


def clause_above(tree: Tree, n: int, clauses: Clauses) -> Clause | None:
    """The nearest verbal clause that token `n` stands in."""
    for _ in range(60):
        if (found := clauses.verbal(n)) is not None:
            return found
        if tree.head[n] == n:
            return None
        n = tree.head[n]
    return None
