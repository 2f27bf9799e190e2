"""Whether an event is said to have happened: polarity and modality of clauses and of nouns that name events.

The layers are those of FactBank (Saurí and Pustejovsky 2009, *FactBank: a corpus annotated with event factuality*): an event has what
its own clause says (`clause_mood`), and everything above it has its say, from the inside out (`governors`, `noun_commitment`). What a
word does to its complement is its *signature* (`signatures`, after Karttunen). Values, in the order in which they win:

* `Denied`     somebody is said to say that it is not so (negative polarity)
* `Conditional`  a condition, or what would follow from it; polarity as stated
* `Requested`  asked for, demanded, obliged (should, must, need to); *urged not to* has negative polarity
* `Negated`    said not to have happened, or not to be going to: *will never switch*, *failed to*, *prevented from*
* `Possible`   may, might, seems, allegedly, tried to (an attempt leaves it open), asked whether, a question
* `Planned`    future, intended, scheduled, purpose infinitives: nothing has been asserted yet
* `Attributed` somebody is said to say, believe or show so (*reportedly* too)
* `Asserted`   none of these
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graphbuilder.extract.attribution import DraftAttribution
from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import own_words
from graphbuilder.extract.clauses import Clause, Clauses
from graphbuilder.extract.commitment import State
from graphbuilder.extract.governors import climb
from graphbuilder.extract.noun_commitment import read_noun
from graphbuilder.extract.record import record
from graphbuilder.extract.tree import tree_of
from graphbuilder.model import Factuality, Polarity


@record(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a clause commits itself. `cue` is the index of the token that decided, or None when nothing did."""

    polarity: Polarity
    factuality: Factuality
    cue: int | None = None


def read_factuality(clauses: Clauses, attributions: tuple[DraftAttribution, ...]) -> dict[Clause, Reading]:
    """The reading of every verbal clause.

    Args:
        clauses: of one document. attributions: its attributions; their contents make what is asserted in them attributed.
    """
    return readings_of(clauses, speakers(attributions))


def readings_of(clauses: Clauses, holders: Mapping[int, DraftAttribution]) -> dict[Clause, Reading]:
    """The reading of every verbal clause; `holders` as `speakers` gives them."""
    return {clause: read_clause(clause, holders) for clause in clauses.all if clause.verb is not None}


def factuality_of_noun(noun: Clause, holders: Mapping[int, DraftAttribution]) -> Reading:
    """The reading of a noun that names an event: *no protests*, *the threat of war*, *denied the attack*, *a planned visit*.

    Args:
        noun: what `clauses.noun_clause` made of it. holders: as `speakers` gives them.
    """
    state = State()
    tree = tree_of(noun.head.doc)
    read_noun(tree, noun, state)
    attribute(state, noun.head.i, holders)
    return reading_of(state)


def read_clause(clause: Clause, holders: Mapping[int, DraftAttribution]) -> Reading:
    """The reading of one clause: its own words, then all that stands above it."""
    state = State()
    tree = tree_of(clause.head.doc)
    own_words(tree, clause, state, holders)
    climb(tree, clause, state, holders)
    attribute(state, verb_at(clause), holders)
    return reading_of(state)


def read_refusal(clause: Clause, holders: Mapping[int, DraftAttribution]) -> Reading:
    """The reading of what a clause says by being negated: *will not attend* is a refusal that has been given.

    Negation and modal verb have had their say; what stands above the clause still counts, and *would not sell* without a report stays
    what would follow from a condition.
    """
    told = read_clause(clause, holders)
    if told.factuality is Factuality.CONDITIONAL:
        return Reading(polarity=Polarity.POSITIVE, factuality=told.factuality, cue=told.cue)
    return read_clause(replace(clause, negation=None, auxiliaries=tuple(a for a in clause.auxiliaries if a.tag_ != "MD")), holders)


def reading_of(state: State) -> Reading:
    """The record of a state."""
    polarity = Polarity.POSITIVE if state.positive else Polarity.NEGATIVE
    return Reading(polarity=polarity, factuality=state.value, cue=state.cue)


def speakers(attributions: tuple[DraftAttribution, ...]) -> dict[int, DraftAttribution]:
    """Token index -> the innermost attribution whose content is put forward and holds the token."""
    out: dict[int, DraftAttribution] = {}
    for draft in sorted((a for a in attributions if a.asserts), key=lambda a: -len(a.content_tokens)):
        out.update(dict.fromkeys(draft.content_tokens, draft))
    return out


def attribute(state: State, token: int, holders: Mapping[int, DraftAttribution]) -> None:
    """In a content, what is asserted is attributed, and denied when the source denies it."""
    holder = holders.get(token)
    if holder is not None and holder.cue_token is not None and holder.cue_token.i == state.settled:
        holder = holders.get(
            holder.cue_token.i
        )  # realised that: true for the article, unless somebody says that she realised
    if holder is not None:
        state.apply("deny" if holder.denies else "report", holder.cue_token.i if holder.cue_token is not None else None)
