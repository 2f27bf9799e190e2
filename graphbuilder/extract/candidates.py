"""The records of mention reading: a candidate, and what one pass over a document knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from graphbuilder.extract.record import record
from graphbuilder.extract.tree import Tree

NOUN = frozenset({"NN", "NNS"})
PROPER = frozenset({"NNP", "NNPS"})
MODIFIER_TAGS = frozenset(
    {"DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "CD", "POS", "PRP$", "HYPH", "RB", "AFX"}
)


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
        common_words: words that the article has in small letters. out: the candidates, in text order. meant: head of a noun or name for a
            named thing -> head of what it takes up.
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
    meant: dict[int, int] = field(default_factory=dict)

    def span_text(self, start: int, end: int) -> str:
        """The text of a span of tokens, as written."""
        return self.text[self.offsets[start] : self.end_offset(end)]

    def end_offset(self, end: int) -> int:
        """Where a span of tokens ends in the text."""
        return self.offsets[end - 1] + len(self.words[end - 1])


def phrase_start(tree: Tree, i: int) -> int:
    """The first token of the noun phrase headed at `i`, going left over its own modifiers."""
    start = i
    while start > 0 and tree.tag[start - 1] in MODIFIER_TAGS and tree.sentence[start - 1] == tree.sentence[i]:
        k, steps = start - 1, 0
        while k != i and tree.head[k] != k and steps < 4:
            k, steps = tree.head[k], steps + 1
        if k != i:
            break
        start -= 1
    return start


def definite(
    reading: Reading, start: int, i: int, kind: str, noun: str, *, name_from: int, country: str | None = None, plural: bool = False
) -> Candidate:
    """The candidate of a phrase with an article that is headed by a word of its own kind, of untold gender."""
    return Candidate(
        index=0,
        start=start,
        end=i + 1,
        head=i,
        sentence=reading.tree.sentence[i],
        kind=Kind.NOMINAL,
        type=kind,
        name=reading.span_text(name_from, i + 1),
        noun=noun,
        country=country,
        gender="x",
        plural=plural,
        definite=True,
    )
