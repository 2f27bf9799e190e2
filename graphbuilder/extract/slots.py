"""The records of the predicate-argument layer: slots, arguments, clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graphbuilder.extract.record import record

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


class Slot(StrEnum):
    """The deep grammatical slot that an argument fills."""

    SUBJECT = "subject"  # also the by-phrase of a passive
    OBJECT = "object"  # also the subject of a passive
    INDIRECT = "indirect"  # gave *Belarus* support; Belarus was given support
    COMPLEMENT = "complement"  # subject or object complement: is *president*, named him *president*
    PREP = "prep"  # with `prep`: on *officials*
    CLAUSE = "clause"  # finite complement clause; head is its predicate
    INFINITIVE = "infinitive"  # to-infinitive or gerund complement; head is its predicate
    TIME = "time"  # bare noun phrase as adverbial: *last Friday*
    ADVERB = "adverb"
    POSSESSOR = "possessor"  # of a noun: *France's* visit
    MODIFIER = "modifier"  # compound or adjective on a noun: *Russian* visit, *oil* embargo


class ClauseKind(StrEnum):
    """How a predicate is expressed."""

    VERB = "verb"
    COPULA = "copula"  # head is the complement's head; `verb` the copula
    EXISTENTIAL = "existential"  # there were protests: the noun stands in SUBJECT
    NOUN = "noun"  # visits by Russian officials to Belarus
    APPOSITION = "apposition"  # Tikhanovskaya, his rival
    TITLE = "title"  # President Lukashenko
    POSSESSIVE = "possessive"  # France's ambassador
    PLACE = "place"  # Lund Hall in Bergen; Bergen, Norway


@record(frozen=True, slots=True, eq=False)
class Argument:
    """One argument, one conjunct: *the EU and Canada slapped* gives two subjects.

    Attributes:
        slot: its deep slot. prep: the preposition in lower case ("on", "because of"), "" without one.
        head: the head token of the filler, without the preposition (its subtree is the filler, see `filler_tokens`).
        surface: the slot as it stands in the sentence ("subject", "agent", ...).
        via: the noun that it hangs on when it reaches the predicate through the object (sanctions *on officials*), else None.
        shared: True when it was given by a coordinated, controlling or modified clause.
        first: the preposition's token when there is one, else None.
    """

    slot: Slot
    head: Token
    prep: str = ""
    surface: str = ""
    via: Token = None
    shared: bool = False
    first: Token = None


@dataclass(slots=True, eq=False)
class Clause:
    """A predicate and its arguments.

    Attributes:
        head: the predicate's token (for COPULA the complement, for NOUN the noun).
        verb: the verb that carries tense (the copula of COPULA); None for NOUN, APPOSITION, TITLE, POSSESSIVE, PLACE.
        lemma: lemma of the predicate in lower case, with its particle: "cheer on", "visit".
        arguments: in text order of their heads within a slot.
        negation: the negating token (not, never, no, neither ...) or None. auxiliaries: aux tokens in text order (modals included).
        mark: the subordinating word ("if", "after", "that") in lower case, or "".
        parent: the clause that this one depends on; link: how ("root", "conj", "clause", "infinitive", "adverbial", "relative",
            "participle", "parataxis", "prep", "subject").
        sentence: index of its sentence in `doc.sents`.
    """

    kind: ClauseKind
    head: Token
    verb: Token
    lemma: str
    sentence: int
    passive: bool = False
    particle: Token | None = None
    negation: Token | None = None
    auxiliaries: tuple[Token, ...] = ()
    mark: str = ""
    parent: Clause | None = None
    link: str = "root"
    arguments: list[Argument] = field(default_factory=list)

    def fillers(self, slot: str, *preps: str) -> list[Argument]:
        """Arguments of `slot`; with `preps`, only those with one of these prepositions."""
        return [a for a in self.arguments if a.slot == slot and (not preps or a.prep in preps)]


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """All clauses of a document, in text order of their heads; `of_head` finds those of a token by its index.

    `nouns` are the clauses of nouns that have been asked for, by the noun's index (see `noun_clause`).
    """

    all: tuple[Clause, ...]
    of_head: dict[int, tuple[Clause, ...]]
    nouns: dict[int, Clause] = field(default_factory=dict)
    _verbal: dict[int, Clause] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the verbal clauses."""
        for i, clauses in self.of_head.items():
            first = next((c for c in clauses if c.verb is not None), None)
            if first is not None:
                self._verbal[i] = first

    def verbal(self, token_index: int) -> Clause | None:
        """The VERB, COPULA or EXISTENTIAL clause headed by (or with its verb at) this token, or None."""
        return self._verbal.get(token_index)
