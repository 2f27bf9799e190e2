"""Parties that no slot of a frame holds: recipients inside complements and phrases, two countries in one phrase.

PLOVER's coders read a recipient out of the whole sentence. The cases are tried in the order of `RULES`; the first that finds
somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from graphbuilder.extract.clauses import Argument, Slot
from graphbuilder.extract.frames import Match, Matcher
from graphbuilder.extract.roles import Filled

Token = Any
Rule = Callable[[Matcher, Match, set[int]], list[Argument]]


def with_recipient(matcher: Matcher, match: Match) -> Filled:
    """The roles of a match; where its class has a recipient and the frame found none, with the one of the first rule that does."""
    roles = match.roles
    known = matcher.lexicon.ontology.classes[match.frame.type]
    looked_for = "recipient" in known.roles and "plover" in known.codes and not match.frame.strict
    if not looked_for or any(role == "recipient" for role, _, _ in roles):
        return roles
    actors = {matcher.fillers.resolved(head).i for role, head, _ in roles if role == "actor"}
    for rule in RULES:
        found = [a for a in rule(matcher, match, actors) if matcher.fillers.resolved(a.head).i not in actors]
        if found:
            return (*roles, *(("recipient", a.head, a) for a in found))
    return roles


def recipient_of_embedded(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*offered to negotiate with the president*, *will visit Oslo*: whom the announced event is for."""
    for inner in embedded_matches(matcher, match):
        doers = {matcher.fillers.resolved(h).i for role, h, _ in inner.roles if role == "actor"}
        if not doers or doers & actors:
            found = [a for role, _, a in inner.roles if role == "recipient"]
            if found or (found := recipient_of_embedded(matcher, inner, actors)):
                return found
    return []


def actor_of_embedded(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*demanded that Israel withdraw*: somebody else who is to act."""
    return [a for inner in embedded_matches(matcher, match) for role, _, a in inner.roles if role == "actor"]


def embedded_matches(matcher: Matcher, match: Match) -> Iterator[Match]:
    """The event under a modal, and those of the complements; a complement without a frame gives those of its own complements."""
    if match.embedded is not None:
        yield match.embedded
        return
    stack = [a for a in matcher.walker.arguments(match.clause) if a.slot in (Slot.CLAUSE, Slot.INFINITIVE)]
    for _ in range(6):  # complements of complements; no sentence nests deeper
        if not stack:
            return
        clause = matcher.clauses.verbal(stack.pop(0).head.i)
        if clause is None or clause is match.clause:
            continue
        inner = matcher.of_clause(clause)
        if inner is not None and inner is not match:
            yield inner
        else:
            stack += [a for a in matcher.walker.arguments(clause) if a.slot in (Slot.CLAUSE, Slot.INFINITIVE)]


def named_country(matcher: Matcher, match: Match, actors: set[int]) -> list[Argument]:
    """*criticised Iran's nuclear programme*: a country, other than the actor's, in the object, else in the complement, else in a phrase."""
    fillers = matcher.fillers
    own = {fillers.country(fillers.doc[i]) for i in actors}
    places = {head.i for role, head, _ in match.roles if role in ("place", "origin", "destination")}
    for slots in ((Slot.OBJECT, Slot.INDIRECT), (Slot.CLAUSE, Slot.INFINITIVE), (Slot.PREP, Slot.MODIFIER)):
        for argument in match.clause.arguments:
            if argument.slot in slots and argument.prep not in CIRCUMSTANCES and argument.head.i not in places:
                for token in fillers.country_words(argument.head):
                    if fillers.country_of_name(token.i) not in own:
                        return [Argument(argument.slot, token, argument.prep, "named", argument.head)]
    return []


CIRCUMSTANCES = frozenset(
    {
        "after",
        "following",
        "before",
        "during",
        "since",
        "until",
        "despite",
        "amid",
        "according to",
        "as",
        "like",
        "ahead of",
    }
)
RULES: tuple[Rule, ...] = (recipient_of_embedded, actor_of_embedded, named_country)


def with_all_countries(matcher: Matcher, roles: Filled) -> Filled:
    """*Hungarian and Romanian officials*: a party of two countries is two fillers; the second is the word that names its country."""
    out = []
    for role, head, argument in roles:
        out.append((role, head, argument))
        if role in ("actor", "recipient"):
            for word in further_countries(matcher, head):
                out.append((role, word, Argument(argument.slot, word, argument.prep, "modifier", head)))
    return tuple(out)


def further_countries(matcher: Matcher, head: Token) -> list[Token]:
    """Countries coordinated before a noun or behind its "of" (*the leaders of Peru and Chile*), all but the head's own."""
    tree, fillers = matcher.fillers.tree, matcher.fillers
    found: list[Token] = []
    modifiers = tree.childs(head.i, "amod", "compound", "nmod")
    words = [k for m in modifiers for k in (m, *(c for c in tree.children[m] if tree.dep[c] == "conj"))]
    if len(words) > 1:
        found = [head.doc[k] for k in words if fillers.country_of_name(k)]
    for p in tree.childs(head.i, "prep"):
        inner = tree.child(p, "pobj") if tree.lower[p] in ("of", "from") else None
        if inner is not None and tree.child(inner, "conj") is not None:
            found = [head.doc[k] for k in (inner, *tree.childs(inner, "conj")) if fillers.country_of_name(k)]
    codes: dict[str | None, Token] = {}
    for word in found:
        codes.setdefault(fillers.country_of_name(word.i), word)
    own = fillers.country(head)
    return [word for code, word in codes.items() if code != own][: len(codes) - 1]
