"""What a time expression is read with: its words, the day of writing, and the date that the text is at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from graphbuilder.extract.number_words import read_number
from graphbuilder.extract.record import record
from graphbuilder.extract.time_direction import Direction, direction_of
from graphbuilder.extract.time_periods import Period
from graphbuilder.extract.word_patterns import Grammar, Match, Words


@record(frozen=True, slots=True)
class Reading:
    """What a time expression stands for: TIMEX3 type and value, first and last day, and the grain of its period ("" for none)."""

    type: str
    value: str
    start: date | None = None
    end: date | None = None
    grain: str = ""


def dated(period: Period) -> Reading:
    """A period as a DATE."""
    return Reading("DATE", period.value, period.start, period.end, period.grain)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One match of the grammar, the day of writing (None when unknown) and the last date that the text named before.

    `forced` is a direction to take in place of what the words around tell.
    """

    grammar: Grammar
    words: Words
    match: Match
    anchor: date | None
    reference: Period | None
    forced: Direction | None = None

    def __contains__(self, slot: str) -> bool:
        return slot in self.match.slots

    def forms(self, slot: str) -> list[str]:
        """The words that a slot captured."""
        first, last = self.match.slots[slot]
        return self.words.forms[first:last]

    def word(self, slot: str) -> str:
        """The first word that a slot captured."""
        return self.words.forms[self.match.slots[slot][0]]

    def value(self, slot: str, *classes: str) -> Any:
        """What the data say of the slot's first word, in the first of the classes that has it."""
        form = self.word(slot)
        return next(self.grammar.value(c, form) for c in classes if self.grammar.has(c, form))

    def number(self, slot: str) -> int:
        """The slot's whole number: 9, 9th, ninth, nine."""
        form = self.word(slot).lower().rstrip("stndrh")
        if form.isdigit():
            return int(form)
        form = self.word(slot).lower()
        if self.grammar.has("ORDINAL", form):
            return int(self.grammar.value("ORDINAL", form))
        found = read_number(self.forms(slot), self.grammar)
        return int(found) if found is not None else 0

    def direction(self) -> Direction:
        """Whether the expression's surroundings speak of the past or the future."""
        if self.forced is not None:
            return self.forced
        return direction_of(self.words.forms, self.match.first, self.match.last)

    def before(self, steps: int = 1) -> str:
        """The word so many steps before the expression, in lower case; "" at the text's beginning."""
        at = self.match.first - steps
        return self.words.forms[at].lower() if at >= 0 else ""

    def after(self) -> str:
        """The word behind the expression, in lower case; "" at the text's end."""
        at = self.match.last
        return self.words.forms[at].lower() if at < len(self.words.forms) else ""


def context_without(context: Context, *slots: str) -> Context:
    """The same match without some slots."""
    match = context.match
    kept = {slot: where for slot, where in match.slots.items() if slot not in slots}
    return Context(
        context.grammar,
        context.words,
        type(match)(match.rule, match.first, match.last, kept),
        context.anchor,
        context.reference,
        context.forced,
    )
