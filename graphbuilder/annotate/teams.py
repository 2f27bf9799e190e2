"""Repairs of named entities that concern sport: the names of places that stand for their clubs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphbuilder.annotate.name_words import Name, Words, name_lists
from graphbuilder.gazetteer import country, places
from graphbuilder.gazetteer.phrases import labels

Token = Any

_AGAINST = frozenset(("to", "with", "against"))
_DASHES = frozenset(("-", "–"))
_TAKING_NO_SIDE = frozenset(("win", "lose"))  # *won Ohio by eight points*: what stands there is no team


def clubs(names: list[Name], text: Words) -> list[Name]:
    """*[Tottenham] signed Victor Wanyama from [Southampton]*, *[Lazio] sacked their coach*: towns that stand for their clubs."""
    deals, data = name_lists()["deals"], name_lists()
    people = {name.end - 1 for name in names if name.label == "PERSON"}
    sides = set()
    for name in names:
        if name.label != "GPE":
            continue
        token = text.doc[name.end - 1]
        verb = token.head if token.dep_ == "nsubj" else token.head.head if token.dep_ == "pobj" and token.head.lower_ == "from" else token
        if verb.lemma_ in deals and any(c.dep_ == "dobj" and (c.i in people or c.lemma_ in data["dealt"]) for c in verb.children):
            sides.add(text.of(name))
    return [replace(n, label="ORG") if n.label == "GPE" and text.of(n) in sides and text.of(n) not in labels() else n for n in names]


def sides_of_matches(names: list[Name], text: Words) -> list[Name]:
    """*[Lancashire] beat [Kent] by nine wickets*, *[Lyon] lost to [Lille] 2-1*: towns and regions that play stand for their teams."""
    verbs = [k for k, word in enumerate(text.words) if word.islower() and text.doc[k].lemma_ in name_lists()["match_verbs"]]
    sides = [side for k in verbs if _is_scored(text.doc[k], text) for side in _sides(text.doc[k])]
    if not sides:
        return names
    of_token = {k: name for name in names for k in range(name.start, name.end)}
    found = []
    for side in sides:
        name = of_token.get(side.i) or Name(_start(side.i, of_token, text), side.i + 1, "")
        words = text.of(name)
        if name.label != "ORG" and words[:1].isupper() and country(words) is None and places(words):
            found.append(replace(name, label="ORG"))
    kept = [n for n in names if all(n.end <= one.start or n.start >= one.end for one in found)]
    return sorted({*kept, *found}, key=lambda n: n.start)


def _start(k: int, of_token: dict[int, Name], text: Words) -> int:
    """The first of the capitalised words that end with a token: *Real Madrid*."""
    while k and k - 1 not in of_token and text.words[k - 1].istitle() and text.doc[k - 1].dep_ == "compound":
        k -= 1
    return k


def _sides(verb: Token) -> Iterator[Token]:
    """Subject and object of a verb, and what stands behind *to*, *with* or *against*."""
    for child in verb.children:
        if child.dep_ == "nsubj" or (child.dep_ == "dobj" and verb.lemma_ not in _TAKING_NO_SIDE):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _AGAINST:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_scored(verb: Token, text: Words) -> bool:
    """*2-1* behind the verb in its sentence, or *by nine wickets*."""
    end = verb.sent.end
    if any(text.words[k].isdigit() and text.words[k + 1] in _DASHES and text.words[k + 2].isdigit() for k in range(verb.i, end - 2)):
        return True
    return any(c.lower_ == "by" and any(p.lemma_ in name_lists()["match_margins"] for p in c.children) for c in verb.children)
