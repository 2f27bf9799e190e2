"""What is found in one article, layer upon layer; each layer is computed once, when a later one first asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from graphbuilder import gazetteer
from graphbuilder.annotate import silent_sentence
from graphbuilder.data import read_words
from graphbuilder.extract.attribution import DraftAttribution, Stance, holders, read_attributions
from graphbuilder.extract.chains import Chains
from graphbuilder.extract.clauses import Clauses, read_clauses
from graphbuilder.extract.contexts import is_of_many
from graphbuilder.extract.coreference import read_chains
from graphbuilder.extract.entities import Entities
from graphbuilder.extract.events import DraftEvent, read_events
from graphbuilder.extract.introduced import Introduced
from graphbuilder.extract.joining import joined
from graphbuilder.extract.located import Located
from graphbuilder.extract.mentions import Kind
from graphbuilder.extract.naming import filler_words, is_seat
from graphbuilder.extract.places import PlaceMention, read_places
from graphbuilder.extract.quantities import read_quantities
from graphbuilder.extract.state_bodies import state_bodies
from graphbuilder.extract.times import anchor_of, read_times
from graphbuilder.extract.tree import Tree, forget_tree, tree_of
from graphbuilder.gazetteer import country_of_words
from graphbuilder.lexicon import Lexicon
from graphbuilder.model import Article, BlockKind, Quantity, TimeExpression

Doc = Any
Token = Any

COMMITTED = frozenset({Stance.SAYS, Stance.DENIES, Stance.THINKS, Stance.SHOWS})
"""Stances under which the content is put forward as true or untrue; *praised the decision* is none."""


def institutions() -> frozenset[str]:
    """Nouns for what belongs to a state (`data/institutions.txt`), lemmas in lower case."""
    return read_words("institutions.txt")


DELAY = 7
"""Days by which a text may be published after the day of its dateline."""


def anchor_of_article(article: Article) -> date | None:
    """The day from which an article counts: that of its dateline, if it stands a few days before that of publication, else the latter."""
    published = anchor_of(article.published)
    block = next((b for b in article.blocks if b.kind is BlockKind.DATELINE), None)
    if published is None or block is None:
        return published
    said = [t.earliest for t in read_times(article.text[block.start : block.end], published) if t.earliest == t.latest]
    found = anchor_of(said[0]) if said and said[0] else None
    return found if found is not None and 0 <= (published - found).days <= DELAY else published


class Reading:
    """The layers of one article."""

    def __init__(self, article: Article, doc: Doc, lexicon: Lexicon, introduced: Introduced | None = None) -> None:
        """`doc` is the annotated text of `article`; `introduced` whom a long article has named before this piece of it."""
        self.article = article
        self.introduced = introduced
        self.doc = doc
        self.lexicon = lexicon
        self.tree: Tree = tree_of(doc)
        self.anchor: date | None = anchor_of_article(article)
        self.silent = [silent_sentence(doc, k) for k in range(len(self.tree.starts))]

    def close(self) -> None:
        """Let go of all layers: some hold each other, and only the collector of cycles would find them. Nothing is read afterwards."""
        forget_tree(self.doc)
        vars(self).clear()

    def speaks(self, token: int) -> bool:
        """Whether the token stands in a sentence that may state something."""
        return self.silent[self.tree.sentence[token]] is None

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses of all sentences that may state something."""
        found = read_clauses(self.doc)
        kept = tuple(c for c in found.all if self.silent[c.sentence] is None)
        return Clauses(kept, {k: v for k, v in found.of_head.items() if self.speaks(k)})

    @cached_property
    def attributions(self) -> tuple[DraftAttribution, ...]:
        """Who says what, in the order of the cues."""
        return read_attributions(self.doc, self.clauses)

    @cached_property
    def holder(self) -> dict[int, int]:
        """Token -> the innermost attribution that puts forward the content in which it stands."""
        committed = [k for k, a in enumerate(self.attributions) if a.stance in COMMITTED and (a.asserts or a.denies)]
        inner = holders(self.doc, tuple(self.attributions[k] for k in committed))
        return {token: committed[number] for token, number in inner.items()}

    @cached_property
    def chains(self) -> Chains:
        """Which mentions mean the same."""
        return read_chains(self.doc, self.clauses, self.attributions, self.introduced)

    @cached_property
    def antecedents(self) -> dict[int, Token]:
        """Pronoun -> the token that it refers to."""
        found = {}
        for chain in self.chains.all:
            for member in chain.members:
                if member.kind is Kind.PRONOUN:
                    found[member.head] = self.tree.tokens[self.chains.antecedent(member.head)]
        return found

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """The places named, the dateline's included."""
        return tuple(self._as_chain_says(mention) for mention in read_places(self.doc))

    def _as_chain_says(self, mention: PlaceMention) -> PlaceMention:
        """*Georgia* is one thing in an article, the country or the state, for its places and for its entities."""
        place, chain = mention.place, self.chains.chain_of(mention.last - 1)
        state = gazetteer.state(mention.text, "USA") if place is not None and mention.kind in ("country", "state") else None
        nation = gazetteer.country(mention.text) if state is not None else None
        if chain is None or state is None or nation is None or chain.type not in ("Country", "Place"):
            return mention
        meant = state if chain.type == "Place" else gazetteer.place_of_country(nation)
        return replace(mention, place=meant, kind=meant.feature, country=meant.country)

    @cached_property
    def place_of_token(self) -> dict[int, PlaceMention]:
        """Token -> the place mention that holds it; adjectives and peoples (*Belarusian*) are no places."""
        names = {(start, end) for start, end, _ in self.tree.names}
        named = (m for m in self.places if m.kind != "demonym" and (not m.within or (m.first, m.last) in names))
        return {k: m for m in named for k in range(m.first, m.last)}

    @cached_property
    def located(self) -> Located:
        """The words of the article, with their countries for the places that lie elsewhere than their names suggest."""
        return Located(self.doc, self.places)

    @cached_property
    def entities(self) -> Entities:
        """Who and what is mentioned; grows while roles are filled."""
        known = {k: m.place for k, m in self.place_of_token.items() if m.place is not None}
        words = self.chains.words
        bodies = state_bodies(self.chains.all, words, known.get, self._countries_named, self.country_in_sight)
        found = Entities(self.doc, self.chains, known, self.state_of, bodies)
        for mention in self.places:
            if mention.place is None or mention.within or found.ends_person(mention.end):
                continue
            if mention.place.feature == "country" or not found.is_government(mention.start, mention.end):
                found.add_place(mention.place, mention.start, mention.end, adjective=mention.kind == "demonym")
        return found

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """The time expressions, in text order."""
        return read_times(self.article.text, self.anchor)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities, in text order."""
        return read_quantities(self.doc, self.times)

    @cached_property
    def events(self) -> list[DraftEvent]:
        """The typed events, in text order of their triggers."""
        found = read_events(self.doc, self.clauses, self.lexicon, self.antecedents, self.located)
        days = {k for t in self.times for k in self.tokens_of(t.start, t.end)}  # *March*, but not *gave them three days*
        return joined([e for e in found if self.speaks(e.trigger[0].i) and not all(t.i in days for t in e.trigger)])

    @cached_property
    def lead(self) -> int:
        """Index of the sentence that follows the dateline, -1 without a dateline."""
        block = next((b for b in self.article.blocks if b.kind is BlockKind.DATELINE), None)
        if block is None:
            return -1
        return next(
            (
                k
                for k, start in enumerate(self.tree.starts)
                if self.tree.begin[start] >= block.end and self.silent[k] is None
            ),
            -1,
        )

    def country(self, head: int, entity: str | None) -> str | None:
        """The country that the phrase headed at this token belongs to: its entity's, else the one that its words name.

        An institution that is named without its state (*police*) belongs to the country in sight.
        """
        known = self.entities.country_of(entity)
        if known is not None:
            return known
        return country_of_words(self.located.words(filler_words(self.tree, head))) or self.state_of(head)

    def state_of(self, head: int) -> str | None:
        """The country in sight of an institution or capital that is named without its state; None for other words."""
        if self.tree.pos[head] == "NOUN" and (self.tree.lemma[head] in institutions() or is_seat(self.tree, head)):
            return None if is_of_many(self.tree, head, self.lexicon.words) else self.country_in_sight(head)
        return None

    def country_in_sight(self, token: int) -> str | None:
        """The only country spoken of in the token's sentence, else in one of the two sentences before it, else that of the dateline.

        A country that an earlier sentence names in passing gives way to the one that the article is about.
        """
        number = self.tree.sentence[token]
        for k in range(number, max(number - 3, -1), -1):
            found = self._countries_by_sentence.get(k, set()) if self.silent[k] is None else set()
            if len(found) == 1:
                only = next(iter(found))
                return only if k == number else self.located.unless_in_passing(only)
            if found:
                return None
        return self._dateline_country

    @cached_property
    def _countries_by_sentence(self) -> dict[int, set[str]]:
        """Sentence -> the countries that its places and demonyms name."""
        out: dict[int, set[str]] = {}
        for mention in self.places:
            if mention.country is not None and mention.first < len(self.tree.sentence):
                out.setdefault(self.tree.sentence[mention.first], set()).add(mention.country)
        return out

    @cached_property
    def _countries_named(self) -> Counter[str]:
        """How often each country is spoken of, its towns and people included."""
        return Counter(m.country for m in self.places if m.country is not None)

    @cached_property
    def _dateline_country(self) -> str | None:
        """The country of the dateline's place."""
        block = next((b for b in self.article.blocks if b.kind is BlockKind.DATELINE), None)
        if block is None:
            return None
        return next(
            (m.country for m in self.places if block.start <= m.start and m.end <= block.end and m.country), None
        )

    def tokens_of(self, start: int, end: int) -> range:
        """The tokens that these characters touch."""
        first = bisect_right(self.tree.begin, start) - 1
        return range(max(first, 0), bisect_left(self.tree.begin, end))


def site(event: DraftEvent) -> Token:
    """The token at which an event is judged: the word of its trigger that carries tense, else its noun."""
    verb = event.governing.verb
    if verb is not None and any(t.i == verb.i for t in event.trigger):
        return verb
    return event.trigger[0] if event.clause.verb is not None else event.trigger[-1]
