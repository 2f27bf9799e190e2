"""Entities of many articles -> nodes: the best name, all names, what belongs to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder.gazetteer import fold
from graphbuilder.model import Entity, Extraction
from graphbuilder.resolve.fused import Decisions, FusedEntity, Merge
from graphbuilder.resolve.sketches import PRONOUNS, EntitySketch, sketch_of, title_and_name


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedEntity:
    """What the fused view keeps of an entity of one article.

    `names` are the mentions that are names and the entity's own; `mentions` counts all of them; `sketch` is what the linker reads.
    `compared` are the numbers of what the sketch is compared by (see `graphbuilder.resolve.identity.compared_by`), None when not known.
    """

    sketch: EntitySketch
    names: tuple[str, ...]
    mentions: int
    lat: float | None = None
    long: float | None = None
    compared: tuple[int, ...] | None = None


def noted(entity: Entity) -> NotedEntity:
    """Note an entity of an article.

    >>> from graphbuilder.model import Mention
    >>> noted(Entity(id="place/1", name="Lima", type="Place", mentions=(Mention(start=0, end=2, text="it"),))).names
    ('Lima',)
    """
    names = {entity.name} | {mention.text for mention in entity.mentions if is_name(mention.text)}
    return NotedEntity(
        sketch=sketch_of(entity),
        names=tuple(sorted(names)),
        mentions=len(entity.mentions),
        lat=entity.lat,
        long=entity.long,
    )


class Nodes:
    """Gathers the entities of all articles under their canonical ids."""

    def __init__(self, decisions: Decisions) -> None:
        """Start with none."""
        self.decisions = decisions
        self.found: dict[str, Node] = {}

    def add(self, extraction: Extraction) -> None:
        """Take in what one article mentions."""
        for entity in extraction.entities:
            node = self.decisions.canonical.get(entity.id, entity.id)
            self.found.setdefault(node, Node(node)).add(extraction.id, noted(entity))

    def fused(self) -> list[FusedEntity]:
        """Give the nodes, sorted by id."""
        return [self.found[node].fused() for node in sorted(self.found)]


class Node:
    """Counts what many articles say of one node; what it holds grows with its names, not with the articles but for their ids."""

    def __init__(self, node: str) -> None:
        """Begin a node."""
        self.node = node
        self.titles: Counter[str] = Counter()
        self.own_titles: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.own_types: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.names: set[str] = set()
        self.places: set[tuple[float, float]] = set()
        self.same_as: set[str] = set()
        self.members: set[str] = set()
        self.articles: set[str] = set()
        self.mentions = 0

    def add(self, article: str, entity: NotedEntity) -> None:
        """Take in what an article says."""
        sketch = entity.sketch
        self.titles[sketch.name] += 1
        self.types[sketch.type] += 1
        if sketch.id == self.node:
            self.own_types[sketch.type] += 1
            self.own_titles[sketch.name] += 1
        if sketch.country:
            self.countries[sketch.country] += 1
        self.names.update(entity.names)
        if entity.lat is not None and entity.long is not None:
            self.places.add((entity.lat, entity.long))
        self.same_as.update(sketch.same_as)
        self.members.add(sketch.id)
        self.articles.add(article)
        self.mentions += entity.mentions

    def fused(self) -> FusedEntity:
        """Give the node."""
        titles = self.own_titles or self.titles  # the id was made of the fullest name, not of the most frequent one
        name = min(titles, key=lambda title: (-titles[title], -len(title), title))
        kind = _most(self.own_types) or _most(self.types) or "Thing"
        lat, long = min(self.places, default=(None, None))
        return FusedEntity(
            id=self.node,
            name=name,
            type=kind,
            aliases=tuple(other_names(name, self.names, self.titles if kind == "Person" else ())),
            country=_most(self.countries),
            lat=lat,
            long=long,
            same_as=tuple(sorted(self.same_as)),
            members=tuple(sorted(self.members)),
            mentions=self.mentions,
            articles=len(self.articles),
        )


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def other_names(name: str, names: Iterable[str], titles: Iterable[str]) -> list[str]:
    """The further names of a node, sorted: each spelling once, no description, none of a person with words of the sentence about it.

    Args:
        name: its name.
        names: what the articles call it.
        titles: the names of its members where it is a person, else none.

    >>> other_names("Ann Holt", ("Ann HOLT", "Mrs. Holt", "Voters Rip Ann Holt", "Holt Says", "Ann B. Holt"), ("Ann Holt", "Holt"))
    ['Ann B. Holt', 'Mrs. Holt']
    """
    known = {word for title in titles for word in fold(title).split()}
    found: dict[str, str] = {}
    for other in sorted(set(names), key=lambda other: (other.isupper(), other)):
        words = fold(title_and_name(other)[1]).split() if known else []
        if is_name(name) and not is_name(other):
            continue
        if len(words) < 2 or {words[0], words[-1]} <= known:
            found.setdefault(fold(other), other)
    found.pop(fold(name), None)
    return sorted(found.values())


_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "de", "la", "le", "du", "da", "von", "van", "der", "den", "al", "bin", "ibn", "to", "in", "on")
)
_PRONOUNS = PRONOUNS | {"you", "your", "one", "who", "that", "this"}
_WORD = re.compile(r"\w[\w'’.-]*")


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Whether a mention is a name and no description: every word but small ones begins with a capital or a digit.

    >>> is_name("Alexander Lukashenko"), is_name("the Belarusian leader"), is_name("He"), is_name("Bank of England")
    (True, False, False, True)
    """
    words = _WORD.findall(text)
    if not words or words[0].lower() in _PRONOUNS or words[0] in ("the", "a", "an", "The", "A", "An"):
        return False
    return all(word in _SMALL_WORDS or not word[0].islower() for word in words) and not words[0][0].islower()


def entity_merges(entities: Iterable[FusedEntity], decisions: Decisions) -> Iterator[Merge]:
    """Give the reason of every node that has more names than its own."""
    for entity in entities:
        if entity.members != (entity.id,):
            reasons = sorted({decisions.reasons[member] for member in entity.members if member in decisions.reasons})
            yield Merge(
                kind="entity",
                into=entity.id,
                members=entity.members,
                rule="CuratorRule" if decisions.curated & set(entity.members) else "SameEntityRule",
                reason="; ".join(reasons) or "the linker holds these names for one entity",
            )
