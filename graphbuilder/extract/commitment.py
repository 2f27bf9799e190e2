"""The status of an event while the words above it are read, from the inside out, and what each kind of word does to it."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuilder.model import Factuality


@dataclass(slots=True)
class State:
    """The status of an event while the words above it are read, from the inside out."""

    value: Factuality = Factuality.ASSERTED
    positive: bool = True
    cue: int | None = None
    settled: int | None = None  # the factive word: nothing above changes what stands below it but who says so
    said: bool = False  # stands in what somebody says: who does not say it does not say that it is not so
    tried: bool = False  # open because it was tried or allowed, which says *not* when negated: gave up trying to reach it

    def apply(self, effect: str, cue: int | None) -> None:
        """Let a word have its effect."""
        change = EFFECTS.get(effect)
        if effect == "factive" and self.settled is None:
            self.settled = cue
        if change is None or (self.settled is not None and effect not in ("report", "deny")):
            return
        before = (self.value, self.positive)
        change(self)
        if (self.value, self.positive) != before:
            self.cue = cue


OPEN = frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED})


LOOSE = OPEN | {Factuality.PLANNED}


def negate(state: State) -> None:
    """Not: what happened did not, what did not happen did; requests and conditions keep their value with the other polarity.

    What is not said (*refused to say that the dam burst*) may have happened all the same.
    """
    if state.value is Factuality.ATTRIBUTED or (state.said and state.value is Factuality.PLANNED):
        state.value = Factuality.POSSIBLE
        return
    if state.value is Factuality.POSSIBLE and not state.tried:
        return
    state.positive = not state.positive
    if state.value in (Factuality.ASSERTED, Factuality.PLANNED):
        state.value = Factuality.NEGATED
    elif state.value is Factuality.NEGATED:
        state.value = Factuality.ASSERTED
    elif state.value is Factuality.POSSIBLE and not state.positive:
        state.value = Factuality.NEGATED


def open_up(state: State) -> None:
    """Possible: nothing is said to be so any more; a negation inside stays as polarity."""
    if state.value in LOOSE or state.value is Factuality.NEGATED:
        state.value = Factuality.POSSIBLE


def leave_to_try(state: State) -> None:
    """Possible, and not so when what stands above is negated: *tried to reach*, *gave up trying to reach*."""
    state.tried = state.value in LOOSE
    open_up(state)


def plan(state: State) -> None:
    """Planned; what will not happen stays negated, and what is meant to be said (*wants to say that the dam burst*) stays open."""
    if state.value is Factuality.ATTRIBUTED:
        state.value = Factuality.POSSIBLE
    if state.value in OPEN:
        state.value = Factuality.PLANNED


def request(state: State) -> None:
    """Requested; *asked not to leave* keeps the negative polarity."""
    if state.value is not Factuality.CONDITIONAL:
        state.value = Factuality.REQUESTED


def forbid(state: State) -> None:
    """Asked not to: *warned against*."""
    state.value, state.positive = Factuality.REQUESTED, not state.positive


def condition(state: State) -> None:
    """Conditional, whatever it was."""
    state.value = Factuality.CONDITIONAL


def report(state: State) -> None:
    """Attributed, if it was said to be so; a plan, a negation, a request stay what they are."""
    state.said = True
    if state.value is Factuality.ASSERTED:
        state.value = Factuality.ATTRIBUTED


def deny(state: State) -> None:
    """Denied; the denial of a negation says that it is so."""
    if state.value is Factuality.DENIED:
        return
    if state.positive:
        state.value, state.positive = Factuality.DENIED, False
    elif state.value is Factuality.NEGATED:
        state.value, state.positive = Factuality.ATTRIBUTED, True


EFFECTS = {
    "not": negate,
    "possible": open_up,
    "try": leave_to_try,
    "plan": plan,
    "request": request,
    "forbid": forbid,
    "conditional": condition,
    "report": report,
    "deny": deny,
}
