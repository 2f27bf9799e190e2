"""The records of mention reading: a candidate, and what one pass over a document knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphbuilder.extract.record import record
from graphbuilder.extract.tree import Tree

NOUN = frozenset({"NN", "NNS"})
PROPER = frozenset({"NNP", "NNPS"})


class Kind(StrEnum):
    """How a candidate refers."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@record(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stretch of the article that may mean an entity. Indices are tokens, half-open.

    Attributes:
        index: its place among the document's candidates. start, end: the whole phrase, titles included. head: its head token.
        type: Person, Organization, Country, Place, Group, Thing, or "" when the words do not tell.
        name: for a NAME the proper name without title or article, for a NOMINAL its words, for a PRONOUN the pronoun.
        words: the words of the name (or the modifiers of a nominal) that count in a comparison, lower case. title: the words before a name.
        noun: head noun of a nominal in the singular, lower case; for a name the rank that it has ("captain"), else "".
        office: "president", "" without.
        country: ISO 3166-1 alpha-3 code told by a title, demonym, possessor or the name itself.
        gender: "m", "f", "n" or "x" (not told). plural: None when not told.
        owned: a possessive pronoun belongs to the phrase ("*his* campaign").
        acronym: the short form that a bracket introduces for this name ("IMF"), "".
    """

    index: int
    start: int
    end: int
    head: int
    sentence: int
    kind: Kind
    type: str
    name: str
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    noun: str = ""
    office: str = ""
    honorific: str = ""
    country: str | None = None
    gender: str = "x"
    plural: bool | None = None
    person: int = 3
    possessive: bool = False
    definite: bool = False
    former: bool = False
    owned: bool = False
    acronym: str = ""


@dataclass(slots=True)
class Reading:
    """What one pass over a document knows while it collects candidates; all lists are indexed by token.

    Attributes:
        countries: alpha-3 code where a token belongs to the name or demonym of a country. taken: token is in a name, its title included.
        names: (start, end, label) of the names, in text order. words: the words as written. offsets: where each begins in the text.
        common_words: words that the article has in small letters. out: the candidates, in text order.
    """

    tree: Tree
    text: str
    words: list[str]
    offsets: list[int]
    silent: list[bool]
    countries: dict[int, str]
    taken: list[bool]
    names: list[tuple[int, int, str]]
    common_words: frozenset[str]
    out: list[Candidate]

    def span_text(self, start: int, end: int) -> str:
        """The text of a span of tokens, as written."""
        return self.text[self.offsets[start] : self.end_offset(end)]

    def end_offset(self, end: int) -> int:
        """Where a span of tokens ends in the text."""
        return self.offsets[end - 1] + len(self.words[end - 1])
