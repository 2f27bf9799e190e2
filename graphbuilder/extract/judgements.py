"""The polarity and factuality of events and triples: those of the clause or noun that states them, looked up once for each."""

from __future__ import annotations

from typing import Any

from graphbuilder.extract.attribution import DraftAttribution
from graphbuilder.extract.clauses import Clause, ClauseKind, Clauses, noun_clause
from graphbuilder.extract.events import DraftEvent
from graphbuilder.extract.factuality import Reading, factuality_of_noun, read_refusal, readings_of, speakers
from graphbuilder.model import Factuality, Polarity

Token = Any
GRANTED = frozenset({ClauseKind.APPOSITION, ClauseKind.TITLE, ClauseKind.PLACE})
PLAIN = Reading(polarity=Polarity.POSITIVE, factuality=Factuality.ASSERTED)


class Judgements:
    """How the article commits itself to what its clauses and nouns say."""

    def __init__(self, clauses: Clauses, attributions: tuple[DraftAttribution, ...]) -> None:
        """Judge all verbal clauses; nouns are judged when asked for."""
        self._clauses, self._holders = clauses, speakers(attributions)
        self._verbal = readings_of(clauses, self._holders)
        self._nouns: dict[int, Reading] = {}

    def of_clause(self, clause: Clause) -> Reading:
        """The judgement of a clause; a noun has its own.

        *She will never see Karl Lund, the painter, in the Lund Museum in Oslo*: who he is and where it lies is taken for granted.
        """
        if clause.kind in GRANTED:
            return PLAIN
        if clause.verb is None:
            return self.of_noun(clause.head)
        return self._verbal.get(clause, PLAIN)

    def of_noun(self, noun: Token) -> Reading:
        """The judgement of an event that a noun names."""
        if noun.i not in self._nouns:
            self._nouns[noun.i] = factuality_of_noun(noun_clause(noun, self._clauses), self._holders)
        return self._nouns[noun.i]

    def of_event(self, event: DraftEvent) -> Reading:
        """The judgement of an event at the word of its trigger that carries it.

        A trigger of verb and noun (*imposed sanctions*) is judged by its verb, a noun alone by what it hangs on.
        """
        verb = event.governing.verb
        if event.by_negation and verb is not None:
            return read_refusal(event.governing, self._holders)
        if verb is not None and any(t.i == verb.i for t in event.trigger):
            return self.of_clause(event.governing)
        own = event.clause.verb
        if own is not None and any(t.i == own.i for t in event.trigger):
            return self.of_clause(event.clause)
        return self.of_noun(event.trigger[-1])
