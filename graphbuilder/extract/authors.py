"""Who acts where the grammar gives the deed to a thing: the author of a text, the owner of what is named.

A participle hangs on the noun before it, but *gave a speech denouncing the cuts* tells what the speaker denounced, and
*the house of a family opposed to the road* what the family opposes. Only the actor of an event is put right here; an open triple
keeps what the words say.
"""

from __future__ import annotations

from typing import Any

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Argument, Clause, Slot
from graphbuilder.extract.frames import Matcher
from graphbuilder.extract.matches import Match
from graphbuilder.extract.roles import Filled

Token = Any

TEXTS = word_list("texts_with_authors")
GIVING = word_list("verbs_of_giving_texts")


def with_authors(matcher: Matcher, match: Match) -> Filled:
    """The roles of a match; an actor that only wrote or spoken words can be is who gave them, or whose they are.

    *posted a letter thanking the crew and urging calm*: also where no word could be the actor, and for what is coordinated.
    """
    opening = participle_above(match.clause)
    if opening is None or opening.verb is None:
        return match.roles
    noun: Token = matcher.fillers.doc[matcher.fillers.tree.head[opening.verb.i]]
    taken = {head.i for role, head, _ in match.roles if role != "actor"}
    text = noun.lemma_.lower() in TEXTS
    if noun.i in taken or ("actor" in matcher.fillers.kinds(noun) and not text):
        return match.roles
    known = any(role == "actor" for role, _, _ in match.roles)
    if known and not any(role == "actor" and head.i == noun.i for role, head, _ in match.roles):
        return match.roles
    if not known and not (text and "actor" in matcher.lexicon.ontology.classes[match.frame.type].roles):
        return match.roles
    found = author_of(matcher, opening, noun) if text else owner_before(matcher, opening, noun)
    if found is None or found.i in taken:
        return match.roles
    actor = ("actor", found, Argument(Slot.SUBJECT, found, "", "author", noun))
    return (actor, *((role, head, argument) for role, head, argument in match.roles if role != "actor"))


def participle_above(clause: Clause) -> Clause | None:
    """The participle on a noun that a clause is, or is coordinated with; None for any other clause."""
    while clause.link == "conj" and clause.parent is not None:
        clause = clause.parent
    return clause if clause.link == "participle" and clause.verb is not None else None


def author_of(matcher: Matcher, clause: Clause, text: Token) -> Token | None:
    """*sent a letter accusing the firm*, *her letter accusing the firm*: who gives the text, else whose it is."""
    parent = clause.parent
    if parent is not None and parent.verb is not None and parent.lemma in GIVING:
        given = any(a.slot is Slot.OBJECT and a.head.i == text.i for a in parent.arguments)
        givers = [a.head for a in parent.arguments if a.slot is Slot.SUBJECT]
        if given and givers:
            return givers[0]
    owners = [a.head for a in matcher.walker.noun(text).arguments if a.slot is Slot.POSSESSOR or a.prep == "by"]
    return owners[0] if owners else None


def owner_before(matcher: Matcher, clause: Clause, thing: Token) -> Token | None:
    """*the shop of a couple accused of fraud*: who stands behind "of" that the participle follows at once."""
    tree = matcher.fillers.tree
    for p in tree.childs(thing.i, "prep"):
        inner = tree.child(p, "pobj") if tree.lower[p] == "of" else None
        first = tree.subtree(clause.head.i)[0]
        if inner is not None and inner == first - 1 and "actor" in matcher.fillers.kinds(tree.tokens[inner]):
            return tree.tokens[inner]
    return None
