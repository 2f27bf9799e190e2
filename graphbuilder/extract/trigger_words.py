"""The words of triggers: what a verb and a noun answer to."""

from __future__ import annotations

from graphbuilder.extract.slots import Argument, Clause, Token
from graphbuilder.extract.tree import Tree


def bare_lemma(tree: Tree, clause: Clause) -> str:
    """The lemma of the clause's verb without particle, "" without a verb."""
    return "" if clause.verb is None else tree.lemma[clause.verb.i]


def names_of(tree: Tree, i: int) -> tuple[str, ...]:
    """The words that a token answers to: lemma, form, and the lemma with the word before (`hunger strike`, `cease-fire`); found once."""
    key = ("names", i)
    known: tuple[str, ...] | None = tree.memo.get(key)
    if known is None:
        lemma, before = tree.lemma[i], tree.word(i - 1)
        if before == "-" and i > 1:  # cease-fire: three tokens
            before = f"{tree.lower[i - 2]}-"
        elif before:
            before += " "
        known = tree.memo[key] = (lemma, tree.lower[i], before + lemma) if i else (lemma, tree.lower[i])
    return known


def preceded(noun: Token, before: tuple[str, ...]) -> bool:
    """Whether these words stand directly before the noun."""
    if not before:
        return True
    start = noun.i - len(before)
    if start < 0:
        return False
    tokens = noun.doc[start : noun.i]
    return all(t.lower_ == w or t.lemma_.lower() == w for t, w in zip(tokens, before, strict=True))


def says_when(argument: Argument) -> bool:
    """ "fired 40 clerks *on Tuesday*" is no "fired on": the preposition belongs to the day."""
    return argument.prep in ("on", "in", "at", "over") and bool(argument.head.ent_type_ in ("DATE", "TIME"))


def says_where(argument: Argument) -> bool:
    """ "were taken *in Bergen*" is no "taken in": the preposition belongs to the place."""
    return argument.prep == "in" and bool(argument.head.ent_type_ in ("GPE", "LOC"))
