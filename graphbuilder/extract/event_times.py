"""When an event happens: the expression that governs it, what it follows or precedes, and what tense and dateline tell."""

from __future__ import annotations

from graphbuilder.extract.events import DraftEvent
from graphbuilder.extract.judgements import Judgements
from graphbuilder.extract.reading import Reading
from graphbuilder.model import EventTime


class EventTimes:
    """The times of one article's events."""

    def __init__(self, reading: Reading, judgements: Judgements) -> None:
        self._reading, self._judgements = reading, judgements

    def of_event(self, event: DraftEvent) -> EventTime | None:
        """The time of an event, None when nothing tells it."""
        return None
