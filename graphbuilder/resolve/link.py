"""Entities of one article -> ids that hold across articles; entities of many articles -> nodes.

Within an article `extract` has put the mentions together and looked up countries, bodies and places. Here the ids are made fit for
a corpus: a name that tells nobody apart ("Clinton", "the driver") gets the article's mark, so that two strangers never share a node
by accident. Across articles `canonical_ids` finds which ids mean the same; ids without a counterpart in the gazetteer are NIL ids,
made of the name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphbuilder import gazetteer
from graphbuilder.extract.chain_ids import slug
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.state_body_names import is_state_body
from graphbuilder.model import Article, Attribution, Entity, Event, Extraction, Mention, Triple
from graphbuilder.resolve.authority import Authority
from graphbuilder.resolve.board import Canonical
from graphbuilder.resolve.fused import Decisions
from graphbuilder.resolve.identity import canonical_ids
from graphbuilder.resolve.keys import digest
from graphbuilder.resolve.sketches import EntitySketch, is_named, sketches_of

__all__ = ["Canonical", "EntitySketch", "canonical_ids", "decisions", "link_extraction", "sketches_of"]

MARK = 6  # hexadecimal digits of an article's mark


def link_extraction(extraction: Extraction, article: Article) -> Extraction:
    """Give the entities of one article ids that hold across articles, and IRIs and coordinates where the gazetteer knows them.

    Args:
        extraction: as `extract` made it; its ids hold within the article.
        article: the article that it came from.

    Returns:
        The same extraction with the ids replaced wherever they stand; entities that turn out to be one are put together.
    """
    mark = digest(article.id)[:MARK]
    linked = [linked_entity(e, mark) for e in extraction.entities]
    ids = {old.id: new.id for old, new in zip(extraction.entities, linked, strict=True)}
    if all(old == new for old, new in ids.items()) and tuple(linked) == extraction.entities:
        return extraction
    return replace(
        extraction,
        entities=put_together(linked),
        triples=tuple(renamed_triple(t, ids) for t in extraction.triples),
        events=tuple(renamed_event(e, ids) for e in extraction.events),
        attributions=tuple(renamed_attribution(a, ids) for a in extraction.attributions),
    )


def linked_entity(entity: Entity, mark: str) -> Entity:
    """One entity with its id across articles, its IRIs and its coordinates."""
    nation = gazetteer.by_code(entity.country) if entity.type == "Country" and entity.country else None
    if nation is not None:
        return replace(entity, id=nation.id, name=nation.name, same_as=nation.same_as, lat=nation.lat, long=nation.long)
    body = gazetteer.body(entity.name) if entity.type == "Organization" else None
    if body is not None and entity.country in (None, body.country):
        return replace(
            entity,
            id=f"organization/{slug(body.name)}",
            name=body.name,
            same_as=body.same_as,
            country=entity.country or body.country,
        )
    if tells_nobody_apart(entity):
        return replace(entity, id=f"{entity.id}-{mark}")
    return entity


def tells_nobody_apart(entity: Entity) -> bool:
    """Whether an entity's name could be that of many: a lone surname, a noun.

    A noun phrase with its country ("Belarusian government") and a group ("protesters") are kinds, the same in every article; "people"
    are none.

    >>> [tells_nobody_apart(Entity(id="x", name=name, type="Person")) for name in ("Clinton", "Bill Clinton", "driver")]
    [True, False, True]
    >>> [tells_nobody_apart(Entity(id="x", name=name, type="Group")) for name in ("police", "people")]
    [False, True]
    """
    if entity.type == "Group":
        return entity.name.casefold() in lexicon().anybody
    if entity.type == "Person":
        return len(without_address(entity.name)) < 2 or not is_named(entity.name) or entity.name.split()[-1].islower()
    if entity.type == "Organization" and is_state_body(entity.name) and not entity.same_as:
        return True  # the Supreme Court, of a state that the article does not tell
    return (
        entity.type in ("Organization", "Thing", "Place", "Country")
        and not is_named(entity.name)
        and not entity.same_as
    )


def without_address(name: str) -> list[str]:
    """The words of a name without the form of address in front: "Mr. King" could be many.

    >>> without_address("Mr. King")
    ['King']
    """
    words = name.split()
    return words[1:] if words and words[0].casefold() in lexicon().honorifics else words


def put_together(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities with the same id as one, in the order of their first mentions."""
    found: dict[str, Entity] = {}
    for e in entities:
        known = found.get(e.id)
        if known is None:
            found[e.id] = e
            continue
        mentions: dict[tuple[int, int], Mention] = {(m.start, m.end): m for m in (*known.mentions, *e.mentions)}
        found[e.id] = replace(
            known,
            country=known.country or e.country,
            lat=e.lat if known.lat is None else known.lat,
            long=e.long if known.long is None else known.long,
            same_as=tuple(sorted({*known.same_as, *e.same_as})),
            mentions=tuple(mentions[key] for key in sorted(mentions)),
        )
    return tuple(found.values())


def renamed_triple(triple: Triple, ids: Mapping[str, str]) -> Triple:
    """The triple with its entity ids replaced."""
    subject, object_ = triple.subject_entity, triple.object_entity
    new_subject, new_object = renamed(subject, ids), renamed(object_, ids)
    if new_subject == subject and new_object == object_:
        return triple
    return replace(triple, subject_entity=new_subject, object_entity=new_object)


def renamed_event(event: Event, ids: Mapping[str, str]) -> Event:
    """The event with the ids of its roles and its place replaced."""
    roles = tuple(replace(r, entity=new) if (new := renamed(r.entity, ids)) != r.entity else r for r in event.roles)
    return replace(event, roles=roles, place=renamed(event.place, ids))


def renamed_attribution(attribution: Attribution, ids: Mapping[str, str]) -> Attribution:
    """The attribution with its speaker's id replaced."""
    speaker = renamed(attribution.speaker, ids)
    return replace(attribution, speaker=speaker) if speaker != attribution.speaker else attribution


def renamed(entity: str | None, ids: Mapping[str, str]) -> str | None:
    """The new id of an entity."""
    return None if entity is None else ids.get(entity, entity)


def decisions(extractions: Iterable[Extraction], authority: Authority | None = None) -> Decisions:
    """Decide which entity ids of some articles mean the same; `reasons` says why for each id that is not its own node."""
    found = canonical_ids(sketches_of(extractions), authority)
    moved = {key: c for key, c in sorted(found.items()) if c.id != key}
    return Decisions(
        canonical={key: c.id for key, c in moved.items()},
        reasons={key: f"{c.rule}: {c.reason}" for key, c in moved.items()},
    )
