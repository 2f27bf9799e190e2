"""Nouns that name the deed of a verb, read as that verb: what is behind "of" is its object, what is behind "by" its subject."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphbuilder.extract.clauses import Argument, Clause, Slot

Token = Any


def as_verb(clause: Clause) -> Clause | None:
    """The noun clause with the slots of a verb, None where nothing tells the object.

    *The toppling of the premier by the army*, *the army's toppling of the premier*; without "of" the possessor is what suffers the deed
    (*the editor's extradition*), unless the noun ends in -ing, whose possessor may be either (*the army's shelling*).
    """
    suffers = any(a.prep == "of" for a in clause.arguments)
    by = any(a.prep == "by" for a in clause.arguments)
    if not suffers and ((clause.lemma.endswith("ing") and not by) or not any(a.slot is Slot.POSSESSOR for a in clause.arguments)):
        return None
    return replace(clause, arguments=[as_argument(a, Slot.SUBJECT if suffers else Slot.OBJECT) for a in clause.arguments])


def as_argument(argument: Argument, possessor: Slot) -> Argument:
    """An argument of the noun as one of its verb; `possessor` is the slot of its possessor."""
    if argument.slot is Slot.PREP and argument.prep in ("of", "by"):
        return moved(argument, Slot.OBJECT if argument.prep == "of" else Slot.SUBJECT)
    return moved(argument, possessor) if argument.slot is Slot.POSSESSOR else argument


def moved(argument: Argument, slot: Slot) -> Argument:
    """The argument in another slot, without its preposition."""
    return Argument(slot, argument.head, "", argument.surface, argument.via, argument.shared, argument.first)
