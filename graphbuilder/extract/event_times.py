"""When an event happens: the expression that governs it, what it follows or precedes, when it was said, tense and dateline.

Nothing is made up: a bound comes from words of the text, or from the day on which something past was reported. The order of the rules is
that of `EventTimes.RULES`; the relations are those of TimeML's TLINK (before, after, is_included).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, KeysView, Sequence
from datetime import date, timedelta
from typing import Any

from graphbuilder.extract.clauses import Clause, Slot, noun_clause
from graphbuilder.extract.event_distances import distance, moved_by
from graphbuilder.extract.event_time import governing_time, verbs_of
from graphbuilder.extract.events import DraftEvent
from graphbuilder.extract.judgements import Judgements
from graphbuilder.extract.reading import Reading, site
from graphbuilder.extract.record import record
from graphbuilder.model import FACTUAL, EventTime, Factuality, TimeExpression

Token = Any

SHARED = frozenset({"", "on", "in", "at", "during"})
"""Prepositions of times that two coordinated clauses share."""
TIMED_BY = {"ElectionResult": "Election"}
"""Classes whose events share the time of another event of the article: a result has the date of its election."""


@record(frozen=True, slots=True)
class When:
    """Bounds and value while they are put together; ISO dates, inclusive."""

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None

    def record(self) -> EventTime | None:
        """The record, None when nothing is known."""
        if self.value is None and self.earliest is None and self.latest is None:
            return None
        return EventTime(value=self.value, earliest=self.earliest, latest=self.latest)


class EventTimes:
    """The times of one article's events; each is found once."""

    def __init__(self, reading: Reading, judgements: Judgements) -> None:
        """Index the time expressions by token and the events by trigger."""
        self._reading, self._judgements = reading, judgements
        self._today = reading.anchor.isoformat() if reading.anchor else None
        self._at = self._expressions_by_token()
        self._of_trigger = {t.i: e for e in reversed(reading.events) for t in e.trigger}
        self._known: dict[int, When | None] = {}
        self._nouns: dict[int, When | None] = {}
        self._by_sentence: dict[int, list[TimeExpression]] = {}
        for token, expression in self._at.items():
            of_sentence = self._by_sentence.setdefault(reading.tree.sentence[token], [])
            if not of_sentence or of_sentence[-1] is not expression:
                of_sentence.append(expression)
        self._lower: dict[int, list[Clause]] = {}
        self._relative: dict[int, list[Clause]] = {}
        self._relative_in: dict[int, list[Clause]] = {}
        self._below: dict[int, list[Clause]] = {}
        self._of_type: dict[str, list[DraftEvent]] = {}
        for event in reading.events:
            self._of_type.setdefault(event.type, []).append(event)
        self._second: dict[int, Clause] = {}
        for clause in reading.clauses.all:
            if clause.parent is not None:
                self._below.setdefault(id(clause.parent), []).append(clause)
            if clause.link == "adverbial" and clause.mark and clause.parent is not None:
                self._lower.setdefault(id(clause.parent), []).append(clause)
            elif clause.link == "relative" and clause.verb is not None:
                self._relative.setdefault(reading.tree.head[clause.verb.i], []).append(clause)
                self._relative_in.setdefault(clause.sentence, []).append(clause)
            elif clause.link == "conj" and clause.parent is not None:
                self._second[id(clause.parent)] = clause

    def _expressions_by_token(self) -> dict[int, TimeExpression]:
        """Token -> the time expression that holds it."""
        starts = self._reading.tree.begin
        out: dict[int, TimeExpression] = {}
        for expression in self._reading.times:
            k = bisect_right(starts, expression.start) - 1
            while k < len(starts) and starts[k] < expression.end:
                out[k] = expression
                k += 1
        return out

    @property
    def time_tokens(self) -> KeysView[int]:
        """The tokens of all time expressions."""
        return self._at.keys()

    def of_event(self, event: DraftEvent) -> EventTime | None:
        """The time of an event, None when nothing tells it."""
        found = self._when(event)
        return found.record() if found is not None else None

    def _when(self, event: DraftEvent) -> When | None:
        """What the words and the tense of an event tell."""
        key = id(event)
        if key not in self._known:
            self._known[key] = None  # an event that is timed by itself has no time
            told = self._told(event)
            self._known[key] = self._bounded(event, told)
        return self._known[key]

    def _told(self, event: DraftEvent) -> When | None:
        """What the first rule tells that finds anything."""
        for rule in (
            (self._of_its_whole, self._own_words, self._out_of_the_present, self._lead)
            if event.type in TIMED_BY
            else (self._own_words, self._out_of_the_present, self._lead)
        ):
            found = rule(event)
            if found is not None:
                return found
        return None

    # --- the words that govern the event

    def _own_words(self, event: DraftEvent) -> When | None:
        """Times in the noun phrase and the clauses of the event, then in what it is coordinated with."""
        clauses = [event.clause] if event.governing is event.clause else [event.clause, event.governing]
        clauses = [*self._relative.get(event.trigger[-1].i, ()), *clauses]  # *the quake that hit Peru on Monday*
        for clause in clauses:
            found = self._of_clause(clause)
            if found is not None:
                return found
        if event.clause.verb is None:
            return self._of_its_harm(event) or self._hung_higher(event.trigger[-1].i, event.governing)
        return None

    def _of_its_harm(self, event: DraftEvent) -> When | None:
        """*In 2003 a quake in Bam left thousands dead*: what did the harm happened when the harm did."""
        host, noun = event.clause.parent, event.trigger[-1].i
        if host is None or host.verb is None or host.lemma not in verbs_of("same_time"):
            return None
        return self._of_clause(host) if any(a.slot is Slot.SUBJECT and a.head.i == noun for a in host.arguments) else None

    def _of_clause(self, clause: Clause) -> When | None:
        """The time that governs a clause; *last Friday she met and signed*: a coordinated clause shares what stands first."""
        start, end = self._reading.tree.sentence_span(clause.sentence)
        tree = self._reading.tree
        sentence = tree.begin[start], tree.end[end - 1]
        known = governing_time(
            clause,
            self._times_of(clause.sentence),
            sentence,
            self._reading.anchor,
            self._time_of_noun,
            self._lower.get(id(clause)) or self._of_the_second(clause),
        )
        if known is not None and (known.value or known.earliest):
            return self._as_told(clause, When(known.value, known.earliest, known.latest))
        parent = clause.parent
        if clause.link == "conj" and parent is not None and parent.verb is not None:
            for a in parent.arguments:
                if a.slot in (Slot.PREP, Slot.TIME) and a.prep in SHARED and a.head.i < parent.verb.i:
                    if a.head.i in self._at:
                        return of_expression(self._at[a.head.i])
                    if any(k in self._at for k in range(a.head.i, parent.verb.i)):  # in a raid on March 9 troops killed and captured
                        return self._of_clause(parent)
        return self._of_its_deed(clause) or self._of_the_clause_above(clause)

    def _of_the_clause_above(self, clause: Clause) -> When | None:
        """*resigned on Monday, two days after police searched her flat*: what the main clause follows, or precedes, by its time."""
        parent = clause.parent
        if clause.link != "adverbial" or clause.mark not in ("after", "before") or parent is None or parent.verb is None:
            return None
        found = self._of_clause(parent)
        if found is None or not found.earliest or not found.latest or not is_past(parent):
            return None
        length = distance(clause, self._times_of(clause.sentence))
        whole = EventTime(value=found.value, earliest=found.earliest, latest=found.latest)
        there = moved_by(whole, (-length[0], length[1])) if length is not None else None
        if there is not None:
            return When(there.value, there.earliest, there.latest)
        return When(f"../{found.latest}", None, found.latest) if clause.mark == "after" else None

    def _of_the_second(self, clause: Clause) -> Sequence[Clause]:
        """*were killed and ten wounded when gunmen attacked on Friday*: a clause of time behind two coordinated ones belongs to both."""
        second = self._second.get(id(clause))
        return self._lower.get(id(second), ()) if second is not None else ()

    def _of_its_deed(self, clause: Clause) -> When | None:
        """*attacked a mosque on Friday, killing six*, *ended on Saturday when police attacked*: what came of it has its time."""
        parent = clause.parent
        if clause.link == "conj" and parent is not None and clause.verb is not None and clause.verb.tag_ == "VBG":
            return self._of_its_deed(parent)  # killing nine and wounding 30
        if clause.link not in ("participle", "adverbial") or parent is None or parent.verb is None or clause.verb is None:
            return None
        result = clause.verb.tag_ == "VBG" and not clause.mark and not clause.auxiliaries and clause.verb.i > parent.verb.i
        if not result and not (clause.mark == "when" and is_past(clause) and is_past(parent)):
            return None
        found = self._of_clause(parent)
        return found if found is not None and found.earliest and found.latest else None

    def _as_told(self, clause: Clause, when: When) -> When:
        """*agreed on Monday*: a day that has been read as the coming one is the last one when it is told in the past."""
        today = self._reading.anchor
        if today is None or when.earliest is None or when.earliest != when.latest or not is_past(clause):
            return when
        ahead = (date.fromisoformat(when.earliest) - today).days
        if not 0 < ahead < 7 or is_future(clause) or len(when.value or "") != 10:
            return when
        at = date.fromisoformat(when.earliest)
        if any(t.earliest == when.earliest and any(c.isdigit() for c in t.text) for t in self._times_of(clause.sentence)):
            return when  # the November 15 vote: a day that is dated does not come every week
        day = (at - timedelta(days=7)).isoformat()
        return When(day, day, day)

    def _times_of(self, sentence: int) -> list[TimeExpression]:
        """The time expressions of a sentence."""
        return self._by_sentence.get(sentence, [])

    def _time_of_noun(self, noun: int) -> EventTime | None:
        """The time of the event that a noun names, for *following the protests*."""
        known = self._of_noun(noun)
        return known.record() if known is not None else None

    def _hung_higher(self, noun: int, governing: Clause) -> When | None:
        """*following meetings and visits this year*: a time that the parser hung on a preposition above the noun."""
        tree = self._reading.tree
        top = governing.verb.i if governing.verb is not None else -1
        above = tree.head[noun]
        while above != top and tree.head[above] != above:
            for c in tree.children[above]:
                if c > noun and c in self._at and tree.dep[c] == "npadvmod":
                    return of_expression(self._at[c])
            above = tree.head[above]
        return None

    def _of_noun(self, noun: int) -> When | None:
        """The time of an event that a noun names: its own, or that of the last event of its class with a time."""
        event = self._of_trigger.get(noun)
        if event is None:
            if noun not in self._nouns:
                self._nouns[noun] = None  # two nouns that date each other date nothing
                self._nouns[noun] = self._of_clause(noun_clause(self._reading.tree.tokens[noun], self._reading.clauses))
            return self._nouns[noun]
        known = self._when(event)
        if known is not None and known.earliest is not None:
            return known
        for other in reversed(self._of_type[event.type]):
            if other.trigger[0].i < noun and other is not event and self._happened(other):
                earlier = self._when(other)
                if earlier is not None and earlier.earliest is not None:
                    return earlier
        return known

    def _happened(self, event: DraftEvent) -> bool:
        """Whether the event is said to have happened."""
        return self._judgements.of_event(event).factuality in FACTUAL

    # --- other sources

    def _of_its_whole(self, event: DraftEvent) -> When | None:
        """A result has the time of its election: the last one named before it, else the first after it, else that of the last result."""
        whole = TIMED_BY.get(event.type)
        if whole is None:
            return None
        for role, head, _ in event.roles:
            if role == whole.lower():  # *won Sunday's election, the commission said on Monday*
                known = self._of_clause(noun_clause(head, self._reading.clauses))
                if known is not None and known.earliest is not None:
                    return known
        at = event.trigger[0].i
        wholes, others = self._of_type.get(whole, []), self._of_type[event.type]
        for near in (
            (e for e in reversed(wholes) if e.trigger[0].i <= at),
            (e for e in wholes if e.trigger[0].i > at),
            (e for e in reversed(others) if e.trigger[0].i < at),
        ):
            timed = next((w for e in near if (w := self._when(e)) is not None and w.earliest), None)
            if timed is not None:
                return timed
        return None

    def _out_of_the_present(self, event: DraftEvent) -> When | None:
        """*passed a law that bans smoking on May 3*: a day gone by in a clause told in the present is that of the clause above it."""
        clause, today = event.governing, self._reading.anchor
        if today is None or clause.link != "root" or not is_past(clause):
            return None
        told_now = [c for c in self._relative_in.get(clause.sentence, ()) if not is_past(c) and not is_future(c)]
        below = [c for above in told_now for c in self._below.get(id(above), ())]
        for lower in (*told_now, *below):
            found = self._of_clause(lower)
            if found is not None and found.earliest and found.earliest == found.latest and found.earliest <= today.isoformat():
                return found
        return None

    def _lead(self, event: DraftEvent) -> When | None:
        """The sentence after the dateline tells what happened on its day."""
        token = site(event)
        lead = self._reading.tree.sentence[token.i] == self._reading.lead and event.governing.link == "root"
        if not lead or self._today is None or not self._happened(event):
            return None
        if event.governing.verb is None or event.clause.verb is None or is_future(event.governing):
            return None
        return When(self._today, self._today, self._today)

    # --- bounds by tense and by the day of speaking

    def _bounded(self, event: DraftEvent, told: When | None) -> When | None:
        """Add what tense tells: the past ends on the day on which it is told, the future begins there."""
        said = self._day_of_speaking(site(event).i)
        told = told or When()
        if said is None or (told.earliest and told.latest):
            return told if told != When() else None
        start, end = said
        clause = event.governing
        factuality = self._judgements.of_event(event).factuality
        if factuality in (Factuality.PLANNED, Factuality.REQUESTED) or is_future(clause):
            if told.earliest is None and (told.latest is None or told.latest >= start):
                told = When(told.value or f"{start}/..", start, told.latest)
        elif is_past(clause) and told.latest is None and (told.earliest is None or told.earliest <= end):
            value = told.value or f"../{end}"
            told = When(value, told.earliest, end)
        return told if told != When() else None

    def _day_of_speaking(self, token: int) -> tuple[str, str] | None:
        """First and last day on which what stands at this token was said: the article's, or that of the attribution around it."""
        number = self._reading.holder.get(token)
        steps = 0
        while number is not None and steps < 20:
            draft = self._reading.attributions[number]
            found = self._time_of_cue(draft.cue_token)
            if found is not None and found.earliest and found.latest:
                return found.earliest, found.latest
            number, steps = self._continued(number), steps + 1
        return (self._today, self._today) if self._today else None

    def _time_of_cue(self, cue: Token | None) -> When | None:
        """*said on Tuesday*."""
        clause = self._reading.clauses.verbal(cue.i) if cue is not None else None
        return self._of_clause(clause) if clause is not None else None

    def _continued(self, number: int) -> int | None:
        """*He stressed*: an attribution in the next sentence that names its speaker by a pronoun goes on with the one before."""
        here = self._reading.attributions[number]
        if number == 0 or here.source_head is None or here.source_head.pos_ != "PRON":
            return None
        before = self._reading.attributions[number - 1]
        chains, tree = self._reading.chains, self._reading.tree
        same = before.source_head is not None and chains.chain_of(before.source_head.i) is chains.chain_of(
            here.source_head.i
        )
        if not same or before.cue_token is None or here.cue_token is None:
            return None
        near = tree.sentence[here.cue_token.i] - tree.sentence[before.cue_token.i] <= 1
        return number - 1 if near else None


def of_expression(expression: TimeExpression) -> When:
    """The bounds of a time expression."""
    return When(expression.value, expression.earliest, expression.latest)


def tense_words(clause: Clause) -> Iterator[str]:
    """The tags and forms that carry the tense of a clause."""
    for a in clause.auxiliaries:
        yield a.tag_
        yield a.lower_
    if clause.verb is not None:
        yield clause.verb.tag_


def is_future(clause: Clause) -> bool:
    """*will*, *would*, *shall*, *going to*."""
    return any(w in ("will", "would", "shall", "’ll", "'ll", "wo") for w in tense_words(clause))


def is_past(clause: Clause) -> bool:
    """Past or perfect: *left*, *has left*, *had left*, *was sent*; a participle takes the tense of what it hangs on."""
    if clause.verb is None:
        return clause.parent is not None and is_past(clause.parent)
    words = set(tense_words(clause))
    if "VBD" in words or ("VBN" in words and ("has" in words or "have" in words or "’ve" in words)):
        return True
    if (
        clause.link in ("adverbial", "participle", "infinitive", "conj")
        and clause.parent is not None
        and not clause.auxiliaries
    ):
        return clause.verb.tag_ in ("VBG", "VBN", "VB") and is_past(clause.parent)
    return False
