"""Which entity ids are one so far, who can never be one (people whose given names contradict), and the node of those that are."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuilder.extract.mention_words import lexicon, two_surnames, without_generation, words_of_name
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.given_names import is_usual_form, same_given_name
from graphbuilder.resolve.sketches import EntitySketch, is_named, is_proper

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """The node that an entity id belongs to. `rule` and `reason` say why ("itself" and "" when it is its own node)."""

    id: str
    name: str
    rule: str
    reason: str
    same_as: tuple[str, ...] = ()


@dataclass(slots=True)
class Board:
    """The sketches by id, which are one (`parent`), and why each was joined (`why`: rule, reason)."""

    sketches: dict[str, EntitySketch]
    parent: dict[str, str] = field(default_factory=dict)
    why: dict[str, tuple[str, str]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The representative of a group."""
        while (above := self.parent.get(key, key)) != key:
            key = above
        return key

    def members(self, key: str) -> list[EntitySketch]:
        """All sketches of the group of `key`."""
        root = self.root(key)
        return [self.sketches[k] for k in self.groups.get(root, [root])]

    def join(self, a: str, b: str, rule: str, reason: str) -> None:
        """Put two groups together unless their people contradict each other."""
        one, other = sorted((self.root(a), self.root(b)))
        if one == other or any(contradict(x, y) for x in self.members(one) for y in self.members(other)):
            return
        self.groups[one] = sorted(self.groups.get(one, [one]) + self.groups.pop(other, [other]))
        self.parent[other] = one
        for key in (a, b):
            self.why.setdefault(key, (rule, reason))


def contradict(a: EntitySketch, b: EntitySketch) -> bool:
    """Whether two sketches cannot be one: gender, or given names or generations of full names that do not agree."""
    if "Person" not in (a.type, b.type):
        return len(known_iris(a)) > 0 and len(known_iris(b)) > 0 and a.id != b.id
    if "x" not in (a.gender, b.gender) and a.gender != b.gender:
        return True
    if a.type != b.type:
        return False
    one, other = words(a.name), words(b.name)
    if len(one) < 2 or len(other) < 2 or not (is_full(a) and is_full(b)):
        return False
    generation = lexicon().generation
    if {w for w in one if w in generation} != {w for w in other if w in generation}:
        return True
    if begins_another(one, other) or begins_another(other, one):
        return True
    return not (
        same_given_name(one[0], other[0]) or one[0] in other[:1] or set(one) <= set(other) or set(other) <= set(one)
    )


def begins_another(short: Words, long: Words) -> bool:
    """ "Aung San" and "Aung San Suu Kyi", "Kim Jong" and "Kim Jong Un": a name that is the beginning of somebody else's.

    Not where the long name has a second surname that may be left off.
    """
    return len(short) < len(long) and short == long[: len(short)] and not two_surnames(long)


def known_iris(sketch: EntitySketch) -> tuple[str, ...]:
    """The IRIs that the gazetteer gave."""
    return sketch.same_as


def words(name: str) -> Words:
    """The words of a name that count in a comparison."""
    return words_of_name(name)


def is_full(sketch: EntitySketch) -> bool:
    """Whether a person is named by more than one word."""
    return sketch.type == "Person" and is_proper(sketch.name) and len(without_generation(words(sketch.name))) > 1


def node_of(members: list[EntitySketch], board: Board, authority: Authority | None) -> dict[str, Canonical]:
    """The node of a group: its authority record, else its best known member."""
    record = None
    if authority is not None:
        found = {
            r.id: r for s in members for name in (s.name, *s.aliases) if (r := authority.find(name, s.type)) is not None
        }
        record = next(iter(found.values())) if len(found) == 1 else None
        if len(found) > 1:  # the file says that they are several
            return {s.id: own_node(s, authority) for s in members}
    best = min(members, key=rank)
    iris = tuple(sorted({iri for s in members for iri in s.same_as} | set(record.same_as if record else ())))
    node, name = (record.id, record.name) if record else (best.id, best.name)
    out = {}
    for s in members:
        rule, reason = (
            board.why.get(s.id, ("same-group", f"{s.name} and {best.name} were both joined with another name"))
            if s.id != best.id
            else ("itself", "")
        )
        if record is not None:
            rule, reason = "authority", f"{s.name!r} is a name of {record.name!r} in the authority file"
        out[s.id] = Canonical(id=node, name=name, rule=rule, reason=reason, same_as=iris)
    return out


def own_node(sketch: EntitySketch, authority: Authority) -> Canonical:
    """The node of one sketch by the authority file alone."""
    record = next(
        (r for name in (sketch.name, *sketch.aliases) if (r := authority.find(name, sketch.type)) is not None), None
    )
    if record is None:
        return Canonical(id=sketch.id, name=sketch.name, rule="itself", reason="", same_as=sketch.same_as)
    reason = f"{sketch.name!r} is a name of {record.name!r} in the authority file"
    return Canonical(
        id=record.id,
        name=record.name,
        rule="authority",
        reason=reason,
        same_as=tuple(sorted({*sketch.same_as, *record.same_as})),
    )


def rank(s: EntitySketch) -> tuple[bool, bool, bool, int, bool, int, str]:
    """Sort key of the member that names a node: known to the gazetteer, a full name, in most articles, usual in English, the longest."""
    return (
        not s.same_as,
        not is_full(s) if s.type == "Person" else s.type == "Thing",
        not is_named(s.name),
        -s.articles,
        s.type == "Person" and not is_usual_form(s.name.split(" ")[0]),
        -len(s.name),
        s.id,
    )


def agreeing_countries(a: EntitySketch, b: EntitySketch) -> bool:
    """Whether the countries do not contradict."""
    return a.country is None or b.country is None or a.country == b.country
