"""The entities of an article: chains of mentions and the phrases that fill roles, with their ids, countries and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphbuilder import gazetteer
from graphbuilder.extract.candidates import Kind
from graphbuilder.extract.chains import Chain, Chains, entity_id
from graphbuilder.extract.clauses import words_of
from graphbuilder.extract.naming import apposed_names, place_called
from graphbuilder.extract.places import PlaceMention
from graphbuilder.extract.state_bodies import StateBody
from graphbuilder.extract.stretches import Stretches
from graphbuilder.extract.tree import tree_of
from graphbuilder.gazetteer import Place
from graphbuilder.model import SILENT_BLOCKS, Article, BlockKind, Entity, Mention

Doc = Any


@dataclass(slots=True, eq=False)
class Draft:
    """An entity while its mentions are collected; `taken` tells where they stand."""

    id: str
    name: str
    type: str
    country: str | None
    place: Place | None
    same_as: tuple[str, ...]
    spans: set[tuple[int, int]] = field(default_factory=set)
    taken: Stretches = field(default_factory=Stretches)


SHORTENED = frozenset({"short-name", "legal-form"})
"""The sieves by which a name stands for the longer name of a company."""


class Entities:
    """The entities of one article, by the head token of a phrase.

    Every chain is an entity. A phrase outside all chains becomes one when it is asked for: *a number of Belarusian officials*.
    """

    def __init__(
        self,
        doc: Doc,
        chains: Chains,
        places: dict[int, Place],
        state_of: Callable[[int], str | None] = lambda head: None,
        bodies: Mapping[int, StateBody] | None = None,
    ) -> None:
        """`places` maps tokens to the place that they name, `state_of` tells whose police *the police* is, `bodies` whose a body is."""
        self._doc = doc
        self._text = tree_of(doc).source
        self._state_of = state_of
        self._chains = chains
        self._places = places
        self._bodies = {} if bodies is None else bodies
        self._by_chain: dict[int, str] = {}
        self._drafts: dict[str, Draft] = {}
        self._taken: defaultdict[str, Stretches] = defaultdict(Stretches)
        people = (chain for chain in chains.all if chain.type == "Person")
        self._surnames = {m.char_end for chain in people for m in chain.members if m.kind is Kind.NAME}
        self._states = {(m.char_start, m.char_end) for chain in chains.all if chain.type == "Country" for m in chain.members}
        companies = (chain for chain in chains.all if chain.type == "Organization")
        self._short_names = {(m.char_start, m.char_end) for chain in companies for m in chain.members if m.rule in SHORTENED}
        for chain in chains.all:
            if chain.named or (len(chain.members) > 1 and chain.type != "Thing"):  # a thing becomes one when it fills a role
                self._add_chain(chain)

    def ends_person(self, end: int) -> bool:
        """Whether a person's name ends at this character: "Denzel *Washington*" names no place."""
        return end in self._surnames

    def is_government(self, start: int, end: int) -> bool:
        """Whether the name of a seat means its state here: "*Tehran* answered" is no mention of the city."""
        return (start, end) in self._states

    def of_head(self, head: int) -> str | None:
        """The id of the entity that the phrase headed at this token means, if it means one already."""
        chain = self._chains.chain_of(head)
        return self._by_chain.get(chain.index) if chain is not None else None

    def of_phrase(self, head: int) -> str | None:
        """The id of the entity that the phrase headed at this token means; a new one for a phrase not seen before.

        None for phrases that mean nothing by themselves: numbers, verbs, pronouns without an antecedent.
        """
        known = self.of_head(head)
        if known is not None:
            return known
        beside = self._named_beside(head)
        if beside is not None:
            return beside
        chain = self._chains.chain_of(head)
        if chain is not None:
            return self._add_chain(chain)
        token = self._doc[head]
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod"):
            adjective = self._of_adjective(head)
            if adjective is not None or token.pos_ not in ("NOUN", "PROPN"):
                return adjective
        what = self._chains.describe(head)
        if what.base.strip("-– ") == "":
            return None
        place = self._places.get(head)
        tokens = words_of(token)
        span = (tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
        state = self._state_of(head) if what.type == "Group" and what.country is None else None
        return self._add(what.type, what.base, what.country or state, place, [span], state)

    def _named_beside(self, head: int) -> str | None:
        """The id of the entity whose name stands in apposition: "*the head of the fund*, Ann Vale", or behind "of": "*the city* of Porto".

        A name that hangs on a noun inside the phrase is the phrase's only if it is a person's and the noun's is not.
        """
        tree = tree_of(self._doc)
        called = place_called(tree, head)
        if called is not None:
            return self.of_phrase(called)
        for name in apposed_names(tree, head):
            chain, holder = self._chains.chain_of(name), self._chains.chain_of(tree.head[name])
            inside = tree.dep[tree.head[name]] == "pobj"
            if chain is not None and chain.named and not (inside and (chain.type != "Person" or holder is None or holder.type == "Person")):
                return self._by_chain.get(chain.index)
        return None

    def _seat(self, head: int, code: str | None) -> Place | None:
        """The capital that a phrase means: "*the Kenyan capital*", "*the capital*" where one country is in sight."""
        if self._doc[head].lower_ != "capital":
            return None
        nation = gazetteer.by_code(code or self._state_of(head) or "")
        return gazetteer.capital_city(nation) if nation is not None else None

    def _of_adjective(self, head: int) -> str | None:
        """ "Malta summoned the *Libyan* ambassador": the country that an adjective stands for, None for other words."""
        token = self._doc[head]
        tree = tree_of(self._doc)
        somebody = any(tree.lower[k] in ("a", "an") for k in tree.childs(head, "det"))  # would vote for an African American
        nation = gazetteer.country_of_demonym(token.text) if token.pos_ in ("ADJ", "PROPN") and not somebody else None
        if nation is None:
            return None
        return self.add_place(gazetteer.place_of_country(nation), token.idx, token.idx + len(token.text), adjective=True)

    def country_of(self, entity: str | None) -> str | None:
        """The alpha-3 code of the country that an entity is or belongs to."""
        return self._drafts[entity].country if entity in self._drafts else None

    def type_of(self, entity: str | None) -> str:
        """The type of an entity, "" for None."""
        return self._drafts[entity].type if entity in self._drafts else ""

    def add_place(self, place: Place, start: int, end: int, adjective: bool = False) -> str:
        """The id of a place that is named at these characters; a new entity where no chain has it, as in a dateline.

        An `adjective` (*European*) is no name of the place.
        """
        kind = "Country" if place.feature == "country" else "Place"
        name = self._text[start:end] if kind == "Place" and not adjective else place.name
        spans = [] if self._taken[place.id].touch(start, end) else [(start, end)]
        self._taken[place.id].add(spans)
        return self._add(kind, name, place.country, place, spans)

    def add_places(self, mentions: Iterable[PlaceMention]) -> None:
        """Make every place name a mention of its place: also *Belarusian*, and *Michigan* in *University of Michigan*."""
        article: Article | None = self._doc.user_data.get("article")
        blocks = article.blocks if article is not None else ()
        mute = Stretches()
        mute.add((b.start, b.end) for b in blocks if b.kind in SILENT_BLOCKS and b.kind != BlockKind.DATELINE)
        for mention in mentions:
            if mention.place is None or self.ends_person(mention.end):
                continue
            if mention.place.feature != "country" and self.is_government(mention.start, mention.end):
                continue
            if (mention.start, mention.end) in self._short_names:
                continue  # Peabody Energy ... Peabody
            if mute.touch(mention.start, mention.start + 1):
                continue
            known = self._drafts.get(mention.place.id)
            if known is None or not known.taken.touch(mention.start, mention.end):
                self.add_place(mention.place, mention.start, mention.end, adjective=mention.kind == "demonym")

    def _add_chain(self, chain: Chain) -> str:
        place = next((self._places[k] for m in chain.members for k in range(m.start, m.end) if k in self._places), None)
        if chain.type not in ("Place", "Country") and not (chain.type == "Thing" and self._names_place(chain)):
            place = None
        name, seat = chain.name, None if chain.named else self._seat(chain.members[0].head, chain.country)
        if seat is not None:
            place, name = seat, seat.name
        tree = tree_of(self._doc)
        beside = [m for m in chain.members if chain.type == "Place" and m.kind is Kind.NOMINAL and place_called(tree, m.head) is not None]
        spans = [(m.char_start, m.char_end) for m in chain.members if m not in beside]  # the city of | Lyon
        body = self._bodies.get(chain.index)
        if body is not None:
            entity = self._by_chain[chain.index] = self._add("Organization", body.name, body.country, None, spans)
            return entity
        unsaid = chain.type == "Group" and not chain.named and chain.country is None
        state = self._state_of(chain.members[0].head) if unsaid else None
        kind = "Place" if seat is not None or (place is not None and chain.type == "Thing") else chain.type
        entity = self._add(kind, name, chain.country or state, place, spans, state)
        self._by_chain[chain.index] = entity
        return entity

    def _names_place(self, chain: Chain) -> bool:
        """*near Tabriz and Ahar*: names that nobody but the gazetteer knows, and as a place."""
        return any(m.kind is Kind.NAME and all(k in self._places for k in range(m.start, m.end)) for m in chain.members)

    def _add(
        self,
        kind: str,
        name: str,
        country: str | None,
        place: Place | None,
        spans: Iterable[tuple[int, int]],
        state: str | None = None,
    ) -> str:
        """Add a mention; `state` is a country that the words do not name and that therefore has to stand in the id."""
        if kind == "Group" and country and gazetteer.country_of_words(name.split()) is None:
            state = country  # *police in Fiji*
        nation = gazetteer.by_code(country) if kind == "Country" and country else None
        body = gazetteer.body(name) if kind == "Organization" else None
        if nation is not None:
            key, name, same_as = nation.id, nation.name, nation.same_as
        elif place is not None and kind == "Place":
            key, same_as, country = place.id, place.same_as, country or place.country
        elif body is not None:
            key, name, same_as, country = (
                entity_id(kind, body.name, None),
                body.name,
                body.same_as,
                country or body.country,
            )
        else:
            key, same_as = entity_id(kind, name, country) + (f"-{state.lower()}" if state else ""), ()
        if name.isupper() and len(name) > 4 and " " not in name and kind in ("Place", "Person"):
            name = name.title()  # a dateline's MINSK
        draft = self._drafts.get(key)
        if draft is not None and draft.name.isupper() and not name.isupper():
            draft.name = name
        if draft is None:
            draft = self._drafts[key] = Draft(key, name, kind, country, place, same_as)
        draft.spans.update(spans)
        draft.taken.add(spans)
        self._taken[key].add(spans)
        draft.country = draft.country or country
        return key

    def records(self) -> tuple[Entity, ...]:
        """All entities with their mentions in text order, in the order of first mentions."""
        text = self._text
        made = [self._record(d, text) for d in self._drafts.values()]
        return tuple(sorted(made, key=lambda e: (e.mentions[0].start, e.mentions[0].end, e.id)))

    @staticmethod
    def _record(draft: Draft, text: str) -> Entity:
        nation = gazetteer.by_code(draft.country) if draft.type == "Country" and draft.country else None
        where = nation or draft.place
        return Entity(
            id=draft.id,
            name=draft.name,
            type=draft.type,
            country=draft.country,
            lat=where.lat if where else None,
            long=where.long if where else None,
            same_as=draft.same_as,
            mentions=tuple(Mention(start=a, end=b, text=text[a:b]) for a, b in sorted(draft.spans)),
        )
