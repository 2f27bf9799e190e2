"""What is known about candidates that mean the same: their names, types, offices, gender and number, added up."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuilder.extract.candidates import Candidate, Kind

Words = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Cluster:
    """Candidates that mean the same, and the sum of what they tell.

    `names` counts the word tuples of the proper names; `held` are the offices that no *former* stands before.
    """

    members: list[int]
    names: set[Words] = field(default_factory=set)
    types: dict[str, int] = field(default_factory=dict)
    offices: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    countries: dict[str, int] = field(default_factory=dict)
    gender: str = "x"
    plural: bool | None = None
    definite: bool = False
    _type: str | None = None

    @property
    def type(self) -> str:
        """The type that most members tell; names count more than nouns."""
        if self._type is None:
            types = self.types
            self._type = max(types, key=lambda t: (types[t], t)) if len(types) > 1 else next(iter(types), "")
        return self._type

    def tell_types(self, more: dict[str, int]) -> None:
        """Add what other members tell of the type."""
        add_counts(self.types, more)
        self._type = None

    @property
    def country(self) -> str | None:
        """The country that most members tell."""
        countries = self.countries
        return min(countries, key=lambda c: (-countries[c], c)) if len(countries) > 1 else next(iter(countries), None)


def add_counts(counts: dict[str, int], more: dict[str, int]) -> None:
    """Add the counts of one table to another: a Counter costs ten times as much to make."""
    for key, count in more.items():
        counts[key] = counts.get(key, 0) + count


def agreed_gender(a: str, b: str) -> str:
    """The gender of two mentions together: what one does not tell, the other may.

    >>> agreed_gender("x", "f"), agreed_gender("m", "x"), agreed_gender("m", "f")
    ('f', 'm', 'm')
    """
    return b if a == "x" or (a == "n" and b in "mf") else a


SURE = 12  # weight of a name with a title or a known given name against the recogniser's guess for other mentions


def alone(c: Candidate) -> Cluster:
    """The cluster of one candidate."""
    weight = (
        (SURE if c.type == "Person" and (c.office or c.honorific or c.gender in "mf") else 3)
        if c.kind == Kind.NAME
        else 1
        if c.kind == Kind.NOMINAL
        else 0
    )
    kind = "" if c.type == "?" else c.type
    offices = {c.office} if c.office and not (c.kind == Kind.NOMINAL and c.plural) else set()
    return Cluster(
        members=[c.index],
        names={c.words} if c.kind == Kind.NAME else set(),
        types={kind: weight} if kind and weight else {},
        offices=offices,
        held=set() if c.former else set(offices),
        nouns={c.noun} if c.kind == Kind.NOMINAL or c.noun else set(),
        modifiers=set(c.words) if c.kind == Kind.NOMINAL else set(c.title),
        countries={c.country: 1} if c.country else {},
        gender=c.gender,
        plural=c.plural,
        definite=c.definite,
    )
