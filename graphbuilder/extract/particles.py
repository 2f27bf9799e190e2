"""Other readings of a clause: particles and prepositions that the parser mistakes for each other, participles that say a state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphbuilder.extract.clauses import Argument, Clause, Slot, Token
from graphbuilder.extract.fillers import Fillers
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.trigger_words import bare_lemma, says_when
from graphbuilder.lexicon import Lexicon

PARTICLES = frozenset({"in", "up", "down", "off", "out", "over", "through", "on", "around", "along"})


def other_readings(clause: Clause, lexicon: Lexicon, fillers: Fillers) -> Iterator[Clause]:
    """The clause with its particle as a preposition, or with a preposition as its particle, where that makes a known verb."""
    if clause.particle is not None:
        if particle_says_where(clause, lexicon, fillers):
            yield with_preposition(fillers.tree, clause, clause.particle)
        return
    tree = fillers.tree
    bare = bare_lemma(tree, clause)
    if any(a.slot is Slot.OBJECT for a in clause.arguments):
        if (word := back_behind(tree, clause)) is not None and (f"{bare} back" in lexicon.verbs or f"{bare} back" in lexicon.light):
            yield replace(clause, lemma=f"{bare} back", particle=word)
        return
    for argument in clause.arguments:
        if argument.slot is Slot.PREP and argument.prep in PARTICLES and argument.via is None and not says_when(argument):
            lemma = f"{bare} {argument.prep}"
            if lemma in lexicon.verbs or lemma in lexicon.light:
                yield with_particle(clause, argument, lemma)


def back_behind(tree: Tree, clause: Clause) -> Token | None:
    """*buy back shares*, *throttled back production*: the parser takes the particle for an adjective of the object."""
    behind: int = clause.verb.i + 1 if clause.verb is not None else -1
    return tree.tokens[behind] if tree.word(behind) == "back" and tree.dep[behind] == "amod" else None


def particle_says_where(clause: Clause, lexicon: Lexicon, fillers: Fillers) -> bool:
    """Whether the particle makes no verb that the lexicon knows, and a place stands behind it: *capsized off Lesbos*."""
    word = clause.particle
    if word is None or clause.passive or clause.lemma in lexicon.verbs or clause.lemma in lexicon.light:
        return False
    return any(a.slot is Slot.OBJECT and a.head.i > word.i and "place" in fillers.kinds(a.head) for a in clause.arguments)


def with_preposition(tree: Tree, clause: Clause, word: Token) -> Clause:
    """*capsized off Lesbos*, *marched through Accra*: the parser takes a preposition for the particle of a verb that has none."""
    moved = [
        Argument(Slot.PREP, a.head, word.lower_, "prep", None, a.shared, word) if a.slot is Slot.OBJECT and a.head.i > word.i else a
        for a in clause.arguments
    ]
    return replace(clause, lemma=bare_lemma(tree, clause), particle=None, arguments=moved)


def with_particle(clause: Clause, phrase: Argument, lemma: str) -> Clause:
    """*ran up the white flag*, *rammed through the bill*: what stands behind the particle is the object."""
    moved = [Argument(Slot.OBJECT, a.head, "", "object", None, a.shared) if a.first is phrase.first else a for a in clause.arguments]
    return replace(clause, lemma=lemma, particle=phrase.first, arguments=moved)


def as_adjective(clause: Clause) -> Clause:
    """*is committed to opening the market*: a participle that says a state has its passive subject as subject."""
    return replace(
        clause,
        passive=False,
        arguments=[
            Argument(Slot.SUBJECT, a.head, "", "subject", None, a.shared) if a.surface == "passive subject" else a
            for a in clause.arguments
        ],
    )
