"""The country of parties that are named without one: *police*, *23 people*, *the opposition*, *President Okoye*.

A party of the state or of the public belongs to the country that the event is in. Organisations and people with names of their
own are left alone (the UN, a bank), unless they hold an office of a state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.fillers import ACTORS, NOTHING, Fillers, names_country
from graphbuilder.extract.roles import Filled
from graphbuilder.extract.tree import Tree
from graphbuilder.gazetteer import VETERANS, body, country_of_words, place_of_adjective

Token = Any
PARTIES = ("actor", "recipient", "candidate")
NEARBY = 2  # sentences back


class Contexts:
    """Countries that the words around a party tell, for one document."""

    def __init__(self, fillers: Fillers) -> None:
        """The countries of a sentence are listed when it is first asked for."""
        self.fillers = fillers
        self._named: dict[int, list[str]] | None = None
        self._located: dict[int, list[str]] | None = None

    @property
    def dateline(self) -> str | None:
        """The country of the dateline's place."""
        article = self.fillers.doc.user_data.get("article")
        place = getattr(article, "dateline_place", None)
        return country_of_words(place.title().split()) if place else None

    def of_roles(self, roles: Filled, clause: Clause) -> Mapping[int, str]:
        """Head of each party without a country of its own -> the country that the context gives it, where it gives one."""
        found = {}
        for role, head, _ in roles:
            if role in PARTIES and self.is_domestic(head) and self.fillers.country(head) is None:
                code = next((c for rule in RULES if (c := rule(self, roles, clause, role)) is not None), None)
                if code is not None:
                    found[head.i] = code
        return found

    def is_domestic(self, head: Token) -> bool:
        """A common noun for people or bodies, or a name behind an office of a state (*President* Okoye)."""
        head = self.fillers.resolved(head)
        if head.pos_ == "PROPN":
            tree, offices = self.fillers.tree, self.fillers.lexicon.words.get("state_office", frozenset())
            return any(tree.lower[c] in offices for c in tree.childs(head.i, "compound", "nmod", "amod", "appos"))
        if self.is_of_international_body(head) or self.is_of_several_states(head) or self.is_of_another_state(head):
            return False
        known = self.fillers.kinds(head) & ACTORS or head.lemma_.lower() in self.fillers.lexicon.words.get("weapon", ())
        return head.pos_ in ("NOUN", "NUM", "ADJ") and bool(known)

    def is_of_international_body(self, head: Token) -> bool:
        """*U.N. investigators*, *members of the OPEC cartel*, *ISIS*: of a body that belongs to no country, or such a body."""
        fillers = self.fillers
        tree = fillers.tree
        behind = [k for p in tree.childs(head.i, "prep") if tree.lower[p] in ("of", "for", "from") for k in tree.childs(p, "pobj")]
        inner = [c for k in behind for c in tree.childs(k, "compound", "nmod")]
        inner += [c for k in tree.childs(head.i, "amod") for c in tree.children[k]]  # a UN-backed tribunal
        for k in (head.i, *tree.childs(head.i, "compound", "nmod", "poss", "amod"), *behind, *inner):
            span = fillers.name_around(k)
            known = body(" ".join(t.text for t in span)) if span is not None else None
            if known is not None and known.country is None:
                return True
        return False

    def is_of_several_states(self, head: Token) -> bool:
        """*European governments*, *foreign firms*, *the nations of the world*: of no one country."""
        fillers = self.fillers
        words, tree = fillers.lexicon.words, fillers.tree
        if tree.tag[head.i] == "NNS" and tree.lemma[head.i] in words.get("states", NOTHING):
            return tree.child(head.i, "poss") is None
        return is_of_many(tree, head.i, words)

    def is_of_another_state(self, head: Token) -> bool:
        """*attacked its neighbour*, *met her counterpart*: of a country, but not of the one that is spoken of."""
        tree = self.fillers.tree
        if tree.lemma[head.i] not in self.fillers.lexicon.words.get("other_side", NOTHING):
            return False
        owner = tree.child(head.i, "poss")
        return owner is not None and (tree.lemma[head.i] == "counterpart" or "country" in self.fillers.kinds(tree.tokens[owner]))

    def has_foreign_name(self, head: Token) -> bool:
        """*al-Qaeda leaders*: a party of a body with a name of its own need not be of the doer's country."""
        tree = self.fillers.tree
        return any(tree.pos[k] == "PROPN" for k in tree.childs(head.i, "compound", "nmod", "poss"))

    def named(self, sentence: int) -> list[str]:
        """The countries named in a sentence, each once, in text order."""
        if self._named is None:
            self._named = {}
            for start, end, label in self.fillers.tree.names:
                code = self.fillers.country_of_name(start) if label in ("GPE", "NORP", "FAC", "LOC") else None
                if code is not None and not self.is_aside(start, end):
                    codes = self._named.setdefault(self.fillers.tree.sentence[start], [])
                    if code not in codes:
                        codes.append(code)
        return self._named.get(sentence, [])

    def is_aside(self, start: int, end: int) -> bool:
        """*ethnic Turks*, *US$ 5 million*, *Iraq War veterans*: not the country that anybody is in."""
        lower = self.fillers.tree.lower
        behind = lower[end + 1 : end + 2] if lower[end : end + 1] == ["war"] else lower[end : end + 1]
        if VETERANS.intersection(behind):
            return True
        return (start > 0 and lower[start - 1] == "ethnic") or lower[end : end + 1] == ["$"]

    def located(self, sentence: int) -> list[str]:
        """The countries of the places that something in the sentence is *in*, *at* or *near*, each once, in text order."""
        if self._located is None:
            tree, self._located = self.fillers.tree, {}
            for ent in self.fillers.doc.ents:
                if ent.label_ in ("GPE", "FAC", "LOC") and tree.dep[ent.root.i] == "pobj":
                    inside = tree.lower[tree.head[ent.root.i]] in LOCATIVE
                    code = self.fillers.country_of_name(ent.start) if inside else None
                    codes = self._located.setdefault(tree.sentence[ent.start], [])
                    if code is not None and code not in codes:
                        codes.append(code)
        return self._located.get(sentence, [])


def is_of_many(tree: Tree, head: int, words: Mapping[str, frozenset[str]]) -> bool:
    """*European governments*, *foreign firms*: of a region of several countries, or of all but one."""
    found = tree.childs(head, "amod", "compound", "nmod")
    regions = (place_of_adjective(tree.text[k]) for k in found)
    return any(tree.lower[k] in words.get("abroad", NOTHING) for k in found) or any(r is not None and r.country is None for r in regions)


LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "throughout", "around"})


def country_of_owner(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """*his country*, *its army*: the country of whom the possessive refers to."""
    fillers = contexts.fillers
    for name, head, _ in roles:
        if name == role:
            for c in fillers.tree.childs(head.i, "poss"):
                owner = fillers.resolved(head.doc[c])
                if owner.i != c and (code := fillers.country(owner)) is not None:
                    return code
    return None


def country_of_place(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """*killed 23 people in Haifa*: the country of the event's place."""
    places = (contexts.fillers.country(head) for name, head, _ in roles if name in ("place", "origin"))
    return next((code for code in places if code is not None), None)


def only_country_of_sentence(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """*Opposition groups in Peru demand that the president resign*: the one country that the sentence names.

    Not for those of no country when it is the other party's (*pirates hijacked a Greek tanker*), and not for who acts upon the
    country itself: *protesters denounced France*.
    """
    named = contexts.named(clause.sentence)
    if len(named) != 1 or (role == "actor" and named[0] in countries_acted_upon(contexts, roles)):
        return None
    stateless = contexts.fillers.lexicon.words.get("stateless", frozenset())
    actors = (head.lemma_.lower() for name, head, _ in roles if name == role == "actor")
    if any(lemma in stateless for lemma in actors) and named[0] in others(contexts, roles, role):
        return None
    return named[0]


def only_country_of_places(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """*Syrian bombers killed 23 people when they blew themselves up in Oslo*: where the sentence says that it was."""
    if role != "recipient":
        return None
    located = contexts.located(clause.sentence)
    return located[0] if len(located) == 1 else None


def countries_acted_upon(contexts: Contexts, roles: Filled) -> list[str]:
    """The countries that are, by their own name, the other party; not those that an office or a city stands for."""
    recipients = (h for name, h, a in roles if name == "recipient" and a.surface != "named" and names_country(h))
    found = (contexts.fillers.country_of_name(head.i) for head in recipients)
    return [code for code in found if code is not None]


def others(contexts: Contexts, roles: Filled, role: str) -> list[str]:
    """The countries of the parties in other roles that are named with one."""
    found = (contexts.fillers.country(head) for name, head, _ in roles if name in PARTIES and name != role)
    return [code for code in found if code is not None]


def country_of_other_party(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """*Turkish police dispersed demonstrators*: whom it is done to is of the doer's country. The reverse does not hold (*pirates*)."""
    if role != "recipient" or any(contexts.has_foreign_name(head) for name, head, _ in roles if name == role):
        return None
    return next(iter(others(contexts, roles, role)), None)


def country_before(contexts: Contexts, roles: Filled, clause: Clause, role: str) -> str | None:
    """The one country of the nearest sentence before that names any, else that of the dateline, when this one names none.

    A country named in passing gives way to the one that the article is about, or to none where it is spoken of less than another
    (*he opposed the war in Iraq. The candidates ...* in an article on a president).
    """
    if contexts.named(clause.sentence):
        return None
    for sentence in range(clause.sentence - 1, clause.sentence - 1 - NEARBY, -1):
        if named := contexts.named(sentence):
            if len(named) > 1:
                return None
            located = contexts.fillers.located
            code = located.unless_in_passing(named[0])
            return code if located.is_foremost(code) or code == contexts.dateline else None
    return contexts.dateline


RULES: tuple[Callable[[Contexts, Filled, Clause, str], str | None], ...] = (
    country_of_owner,
    country_of_place,
    only_country_of_sentence,
    only_country_of_places,
    country_of_other_party,
    country_before,
)
