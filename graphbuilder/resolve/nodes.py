"""Entities of many articles -> nodes: the best name, all names, what belongs to them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from graphbuilder.model import Entity, Extraction
from graphbuilder.resolve.fused import Decisions, FusedEntity, Merge


class Nodes:
    """Gathers the entities of all articles under their canonical ids."""

    def __init__(self, decisions: Decisions) -> None:
        """Start with none."""
        self.decisions = decisions
        self.found: dict[str, list[tuple[str, Entity]]] = defaultdict(list)

    def add(self, extraction: Extraction) -> None:
        """Take in what one article mentions."""
        for entity in extraction.entities:
            self.found[self.decisions.canonical.get(entity.id, entity.id)].append((extraction.id, entity))

    def fused(self) -> list[FusedEntity]:
        """Give the nodes, sorted by id."""
        return [_fused_entity(node, self.found[node]) for node in sorted(self.found)]


def _fused_entity(node: str, found: list[tuple[str, Entity]]) -> FusedEntity:
    entities = sorted((entity for _, entity in found), key=lambda entity: (entity.id != node, entity.id, entity.name))
    names = Counter(entity.name for entity in entities)
    name = min(names, key=lambda name: (-names[name], -len(name), name))
    placed = min(
        ((e.lat, e.long) for e in entities if e.lat is not None and e.long is not None), default=(None, None)
    )
    return FusedEntity(
        id=node,
        name=name,
        type=_most(entity.type for entity in entities if entity.id == node) or _most(e.type for e in entities) or "Thing",
        aliases=tuple(sorted(_aliases(entities) - {name})),
        country=_most(entity.country for entity in entities if entity.country),
        lat=placed[0],
        long=placed[1],
        same_as=tuple(sorted({iri for entity in entities for iri in entity.same_as})),
        members=tuple(sorted({entity.id for entity in entities})),
        mentions=sum(len(entity.mentions) for entity in entities),
        articles=len({article for article, _ in found}),
    )


def _most(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _aliases(entities: Iterable[Entity]) -> set[str]:
    found = {entity.name for entity in entities}
    for entity in entities:
        found.update(mention.text for mention in entity.mentions if is_name(mention.text))
    return found


_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "de", "la", "le", "du", "da", "von", "van", "der", "den", "al", "bin", "ibn", "to", "in", "on")
)
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "his", "hers", "its", "their", "our", "my", "one", "who", "that", "this")
)
_WORD = re.compile(r"\w[\w'’.-]*")


@lru_cache(maxsize=65536)
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
