"""When an event happens: the time expression that governs a clause, turned into bounds.

Only what the text says gives bounds, and one thing besides: what is told in the past or perfect tense cannot lie behind
the day of publication. The relations are those of TimeML's TLINK (Pustejovsky et al. 2003), cut down to what a
preposition shows: within, after, before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from graphbuilder.extract.event_distances import distance, moved_by
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Slot, Token
from graphbuilder.extract.times import length_ahead, shift_to_future
from graphbuilder.extract.word_patterns import load_data
from graphbuilder.model import EventTime, TimeExpression

TimeOfNoun = Callable[[int], EventTime | None]
WITHIN, AFTER, BEFORE, EVE = "within", "after", "before", "eve"
OPEN = ".."
VALUES = frozenset({"PERCENT", "MONEY", "QUANTITY"})
"""Labels of names for what has no time of its own."""
STEPS = 6  # how far up the tree a misplaced time may hang below its verb


@dataclass(frozen=True, slots=True)
class _Bound:
    """A time and how the event lies to it. `rank`: lower is closer to the predicate."""

    relation: str
    time: EventTime
    rank: int


@cache
def _relations() -> dict[str, str]:
    """Preposition or conjunction -> relation, from `data/times.yml`."""
    return {word: relation for relation, words in load_data("times.yml")["relations"].items() for word in words}


def governing_time(
    clause: Clause,
    times: Sequence[TimeExpression],
    sentence: tuple[int, int],
    anchor: date | None,
    time_of_noun: TimeOfNoun | None = None,
    subordinates: Sequence[Clause] = (),
) -> EventTime | None:
    """The time of a clause's event.

    Args:
        clause: a clause of any kind; of a NOUN clause the modifiers are looked at ("the August 9 election").
        times: the document's time expressions, in text order.
        sentence: the characters of the clause's sentence, half-open.
        anchor: the day of publication, None when unknown.
        time_of_noun: what is known of the time of an event noun, given its token index; asked for "following the protests".
        subordinates: the clauses whose parent is this one; asked for "after the results were announced on August 9".

    Returns:
        Value and bounds; a time that is open to one side has an ISO 8601-2 interval as its value ("2020-08-09/..").
        None when neither the words nor the tense tell anything.
    """
    near = [t for t in times if sentence[0] <= t.start < sentence[1] and t.type != "SET"]
    bounds = list(_bounds(clause, near, time_of_noun, anchor))
    for lower in subordinates:
        bounds += _bounds_of_subordinate(lower, near, anchor)
    found = _combined(bounds)
    if anchor is not None and is_past(clause):
        found = _not_after(found or EventTime(), anchor)
    return found


# --- what the arguments say


def _bounds(
    clause: Clause, near: Sequence[TimeExpression], noun_time: TimeOfNoun | None, anchor: date | None
) -> list[_Bound]:
    out: list[_Bound] = []
    used: set[int] = set()
    for argument in clause.arguments:
        bound = _bound_of_argument(argument, clause, near, noun_time, anchor)
        if bound is not None:
            out.append(bound[0])
            used.add(bound[1])
    if clause.verb is None:
        out += _inside_noun(clause.head, near, used)
    if not any(b.relation == WITHIN for b in out):
        out += _misplaced(clause, near, used)
    return out


def _bound_of_argument(
    argument: Argument,
    clause: Clause,
    near: Sequence[TimeExpression],
    noun_time: TimeOfNoun | None,
    anchor: date | None,
) -> tuple[_Bound, int] | None:
    """*on Tuesday*, *last Friday*, *since 2016*, *following the August 9 election*, *before the protests*."""
    if argument.slot == Slot.SUBJECT:
        return _bound_of_subject(argument, clause, near)
    if argument.slot not in (Slot.TIME, Slot.PREP, Slot.ADVERB, Slot.MODIFIER, Slot.POSSESSOR):
        return None
    relation = _relations().get(argument.prep, "") if argument.slot == Slot.PREP else WITHIN
    if not relation:
        return None
    if argument.prep == "since" and _is_yardstick(argument.head.head):
        return None
    joined = _complex_link(argument)
    if joined is not None:
        return _bound_of_link(*joined, near, noun_time)
    said = _covering(argument.head.idx, near)
    if said is not None:
        said = _ahead(said, clause, anchor)
        relation = WITHIN if "/" in (said.value or "") else relation  # from 2010 to 2015
        if said.type == "DURATION" and argument.prep == "within" and anchor is not None and not is_past(clause):
            said = length_ahead(said, anchor)
        return (_Bound(relation, as_event_time(said), 0), said.start) if _is_dated(said) else None
    if argument.slot != Slot.PREP:
        return None
    noun = argument.head
    if noun.ent_type_ in VALUES:
        return None  # *down from 36 percent in June*: the day of what it is compared with
    inner = _within(noun.left_edge.idx, noun.right_edge.idx + 1, near)
    if inner is not None and _is_dated(inner) and (relation != WITHIN or inner.start < noun.idx):
        if relation == WITHIN and clause.lemma in verbs_of("looking_back"):
            return _Bound(AFTER, as_event_time(inner), 1), inner.start  # denied a part in the 2009 bombing
        return _Bound(relation, as_event_time(inner), 1), inner.start
    known = noun_time(noun.i) if noun_time is not None else None
    if known is not None and (known.earliest or known.latest) and relation:
        return _Bound(relation, known, 2), noun.idx
    return None


def _complex_link(argument: Argument) -> tuple[str, Token] | None:
    """*in the wake of the ruling*, *prior to the ruling*: the relation of several words, and the noun behind it."""
    head = argument.head
    link = next((c for c in head.children if c.dep_ == "prep" and c.i > head.i), None)
    noun = next((c for c in link.children if c.dep_ == "pobj"), None) if link is not None else None
    if link is None or noun is None:
        return None
    first = head.head.i if argument.slot == Slot.PREP and head.head.pos_ == "ADP" else head.i
    words = " ".join(t.lower_ for t in head.doc[first : link.i + 1])
    return (_relations()[words], noun) if words in _relations() else None


def _bound_of_link(relation: str, noun: Token, near: Sequence[TimeExpression], noun_time: TimeOfNoun | None) -> tuple[_Bound, int] | None:
    """The bound that the noun behind a relation of several words gives: its own time, or that of the event that it names."""
    inner = _within(noun.left_edge.idx, noun.right_edge.idx + 1, near)
    if inner is not None and _is_dated(inner):
        return _on_the_eve(_Bound(relation, as_event_time(inner), 1)), inner.start
    known = noun_time(noun.i) if noun_time is not None else None
    if known is not None and (known.earliest or known.latest):
        return _on_the_eve(_Bound(relation, known, 2)), noun.idx
    return None


def _on_the_eve(bound: _Bound) -> _Bound:
    """*on the eve of Monday's feast*: the day before; other bounds stay as they are."""
    if bound.relation != EVE:
        return bound
    before = moved_by(bound.time, (-1, "D")) if bound.time.earliest == bound.time.latest else None
    return _Bound(BEFORE, bound.time, bound.rank) if before is None else _Bound(WITHIN, before, bound.rank)


def _bound_of_subject(argument: Argument, clause: Clause, near: Sequence[TimeExpression]) -> tuple[_Bound, int] | None:
    """*Last week's attack killed 12 people*, *a blast in 2019 killed 40*: the time of an event that does harm is that of the harm."""
    noun = argument.head
    if clause.lemma not in verbs_of("same_time"):
        return None
    inner = _within(noun.left_edge.idx, noun.idx, near) or _behind_noun(noun, near)
    if inner is None or not _is_dated(inner):
        return None
    return _Bound(WITHIN, as_event_time(inner), 2), inner.start


def _behind_noun(noun: Token, near: Sequence[TimeExpression]) -> TimeExpression | None:
    """*a blast in 2019*, *the attack on Tuesday*: a time in a phrase that hangs on the noun itself."""
    for link in noun.children:
        if link.dep_ == "prep" and link.i > noun.i and _relations().get(link.lower_) == WITHIN:
            said = next((found for c in link.children if (found := _covering(c.idx, near)) is not None), None)
            if said is not None:
                return said
    return None


@cache
def verbs_of(kind: str) -> frozenset[str]:
    """The verbs of one list of `data/times.yml`: `same_time` are those whose event is that of their subject."""
    return frozenset(load_data("times.yml")[kind])


def _covering(offset: int, near: Sequence[TimeExpression]) -> TimeExpression | None:
    """The expression that a character lies in."""
    return next((t for t in near if t.start <= offset < t.end), None)


def _within(start: int, end: int, near: Sequence[TimeExpression]) -> TimeExpression | None:
    """The first expression that begins in a stretch."""
    return next((t for t in near if start <= t.start < end), None)


def _is_dated(said: TimeExpression) -> bool:
    """Lengths without bounds (*for three days*) place nothing in time."""
    return said.type in ("DATE", "TIME") or bool(said.earliest or said.latest)


def as_event_time(said: TimeExpression) -> EventTime:
    """An expression as the time of what happens in it; a length with bounds becomes its interval."""
    value = said.value
    if said.type == "DURATION":
        value = f"{said.earliest or OPEN}/{said.latest or OPEN}"
    return EventTime(value=value, earliest=said.earliest, latest=said.latest)


def _ahead(said: TimeExpression, clause: Clause, anchor: date | None) -> TimeExpression:
    """*will meet on Friday*: the parse knows the future better than the words around the expression."""
    future = any(a.lower_ in ("will", "'ll", "’ll", "shall") for a in clause.auxiliaries)
    return shift_to_future(said, anchor) if future else said


def _inside_noun(noun: Token, near: Sequence[TimeExpression], used: set[int]) -> list[_Bound]:
    """*the August 9 presidential election*, *last year's floods*: a time before the noun, in its own phrase."""
    inner = _within(noun.left_edge.idx, noun.idx, near)
    if inner is None or inner.start in used or not _is_dated(inner):
        return []
    return [_Bound(WITHIN, as_event_time(inner), 0)]


def _misplaced(clause: Clause, near: Sequence[TimeExpression], used: set[int]) -> list[_Bound]:
    """*killed 12 people in Kabul on Monday*: the parser often hangs the day on the place or the object.

    The way up from the expression may pass names and prepositions, and, for a day, one common noun.
    """
    doc = clause.head.doc
    for said in near:
        if said.start in used or not _is_dated(said) or said.type == "DURATION":
            continue
        span = doc.char_span(said.start, said.end, alignment_mode="expand")
        token: Any = span.root
        aside = _of_another(clause, token)
        if aside is not None:
            if aside:
                return [_Bound(aside, as_event_time(said), 3)]
            continue
        above, nouns, relation = token.head, 0, WITHIN
        for _ in range(STEPS):
            if above.i == token.i or above.i == clause.head.i or (clause.verb is not None and above.i == clause.verb.i):
                break
            nouns += above.pos_ == "NOUN"
            if above.pos_ in ("ADP", "SCONJ") and relation == WITHIN:
                relation = "" if above.lower_ == "since" and _is_yardstick(above) else _relations().get(above.lower_, "")
            if above.pos_ not in ("ADP", "SCONJ", "PROPN", "NUM", "NOUN") or not relation:
                break
            if above.pos_ == "ADP" and any(c.dep_ == "pobj" and c.i != token.i for c in above.children):
                break  # the time belongs to what stands behind the preposition
            token, above = above, above.head
        reached = above.i == clause.head.i or (clause.verb is not None and above.i == clause.verb.i)
        if (
            reached
            and relation
            and (nouns == 0 or (nouns == 1 and said.earliest is not None and said.earliest == said.latest))
        ):
            return [_Bound(relation, as_event_time(said), 3)]
    return []


def _of_another(clause: Clause, said: Token) -> str | None:
    """What a day before the object tells of the event: AFTER in *condemned Friday's attack*, "" in *called off Friday's march*; else None.

    *won Sunday's race*, *attended Monday's funeral* are on that day.
    """
    noun = said.head
    if noun.dep_ not in ("dobj", "nsubjpass") or noun.i < said.i or said.dep_ not in ("poss", "nmod", "compound", "nummod", "amod"):
        return None
    verb = clause.lemma.partition(" ")[0]
    if verb in verbs_of("calling_off"):
        return ""
    return AFTER if verb in verbs_of("looking_back") else None


def _is_yardstick(since: Token) -> bool:
    """*their first strike since 2003*, *the highest turnout in a vote since 1958*: the year tells how rare it is, not when it happens.

    The noun is the one before the preposition, or one above that, whatever the parser hangs the preposition on.
    """
    token = since.nbor(-1) if since.i else since
    for _ in range(STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return False
        before = [t for t in (token, *token.children) if t.i < since.i]
        if any((t.tag_ in ("JJS", "RBS") and t.lower_ != "least") or t.lower_ == "first" for t in before):
            return True
        token = token.head
    return False


def _bounds_of_subordinate(lower: Clause, near: Sequence[TimeExpression], anchor: date | None) -> list[_Bound]:
    """*after the results were announced on August 9*: the main event lies behind the subordinate one's time."""
    above = lower.head.head
    measured = lower.mark == "as" and above.i + 1 < lower.head.i and above.nbor(1).lower_ == "as"
    relation = _relations().get(f"{above.lower_} as" if measured else lower.mark, "")
    if not relation:
        return []
    inner = _combined(_bounds(lower, near, None, anchor))
    length = distance(lower, near) if inner is not None else None
    there = moved_by(inner, length) if inner is not None and length is not None else None
    if there is not None:
        return [_Bound(WITHIN, there, 2)]  # a day after a bomb killed six on Sunday
    return [_Bound(relation, inner, 2)] if inner is not None else []


# --- putting bounds together


def _combined(bounds: Sequence[_Bound]) -> EventTime | None:
    """The closest and then the narrowest time within; else what *after* and *before* leave open."""
    inside = [b for b in bounds if b.relation == WITHIN]
    if inside:
        return min(inside, key=lambda b: (b.rank, _length(b.time))).time
    after = next((b.time for b in sorted(bounds, key=_rank) if b.relation == AFTER), None)
    before = next((b.time for b in sorted(bounds, key=_rank) if b.relation == BEFORE), None)
    if after is None and before is None:
        return None
    earliest = after.earliest if after is not None else None
    latest = before.latest if before is not None else None
    if earliest is None and latest is None:
        return None
    return EventTime(value=f"{_start(after)}/{_end(before)}", earliest=earliest, latest=latest)


def _rank(bound: _Bound) -> int:
    return bound.rank


def _start(time: EventTime | None) -> str:
    """The left end of an open interval."""
    if time is None or time.earliest is None:
        return OPEN
    return time.value.split("/")[0] if time.value and time.value[:4].isdigit() else time.earliest


def _end(time: EventTime | None) -> str:
    """The right end of an open interval."""
    if time is None or time.latest is None:
        return OPEN
    return (
        time.value.split("/")[-1] if time.value and time.value[:4].isdigit() and OPEN not in time.value else time.latest
    )


def _length(time: EventTime) -> int:
    """Days between the bounds; very many when one is open."""
    if time.earliest is None or time.latest is None:
        return 10**7
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days


def _not_after(time: EventTime, anchor: date) -> EventTime:
    """What has happened has happened by the day of publication; a date that lies behind it all the same is left alone."""
    limit = anchor.isoformat()
    if time.earliest is not None and time.earliest > limit:
        return time
    return replace(time, latest=limit if time.latest is None else min(time.latest, limit))


# --- tense


def is_past(clause: Clause) -> bool:
    """Whether a clause is told in the past or perfect tense; a participle goes with the clause above, a noun has no tense."""
    if clause.verb is None or clause.kind in (ClauseKind.NOUN, ClauseKind.TITLE):
        return False
    words = {a.lower_ for a in clause.auxiliaries}
    if any(a.tag_ in ("MD", "TO") for a in clause.auxiliaries) or clause.verb.tag_ == "VB":
        return False
    if clause.verb.tag_ == "VBD" or words & {"had", "has", "have", "'ve", "’ve", "was", "were", "did"}:
        return True
    if words:
        return False
    if clause.verb.tag_ == "VBN":
        return True
    return (
        clause.verb.tag_ == "VBG"
        and clause.parent is not None
        and clause.parent is not clause
        and is_past(clause.parent)
    )
