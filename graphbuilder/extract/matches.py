"""A frame that fits a clause or a noun, and which of several is the best."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphbuilder.extract.record import record
from graphbuilder.extract.roles import Filled
from graphbuilder.extract.slots import Clause
from graphbuilder.lexicon import Frame

Token = Any


@record(frozen=True, slots=True, eq=False)
class Match:
    """A frame and the words that bring it about.

    Attributes:
        clause: where the roles are read; for a noun its noun clause, with what its host verb lends it.
        governing: the clause that tells whether and when it happened (the host verb's for *protests erupted*).
        trigger: its tokens in text order. words: how many words of a multi-word trigger matched.
        conditions: how many conditions of the frame held. host: how the governing verb lends a noun its arguments:
            "occur", "do" or "".
        embedded: the match that a modal frame stands over, else None.
    """

    frame: Frame
    clause: Clause
    governing: Clause
    trigger: tuple[Token, ...]
    roles: Filled
    words: int = 1
    conditions: int = 0
    host: str = ""
    embedded: Match | None = None

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """What decides between frames of one trigger: words of the trigger and conditions, priority, roles, earlier frame."""
        return (
            2 * self.words + min(self.conditions, 2) + 2 * self.frame.priority,
            self.frame.priority,
            len({role for role, _, _ in self.roles}),
            -self.frame.order,
        )


def best(matches: Iterable[Match]) -> Match | None:
    """The match of the highest rank."""
    return max(matches, key=lambda m: m.rank, default=None)
