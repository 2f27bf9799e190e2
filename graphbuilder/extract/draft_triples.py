"""A triple as the clauses give it, in tokens."""

from __future__ import annotations

from graphbuilder.extract.record import record
from graphbuilder.extract.slots import Clause

Tokens = tuple[int, ...]
"""Indices of tokens in text order."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class DraftTriple:
    """A triple before its entities, factuality and attribution are known. Token tuples are indices in text order.

    `subject_head` and `object_head` are the heads of the two ends (None for an end that is a clause). `unsaid` is what the sentence
    leaves out before the words of the relation: the *is* of an apposition.
    """

    clause: Clause
    kind: str
    subject: Tokens
    relation: Tokens
    object: Tokens
    args: tuple[Tokens, ...] = ()
    subject_head: int
    object_head: int | None = None
    lemma: str = ""
    level: int = 0
    unsaid: str = ""


def relation_text(triple: DraftTriple, words: str) -> str:
    """The relation as it is read, given the words of it that stand in the sentence."""
    return f"{triple.unsaid} {words}".strip()
