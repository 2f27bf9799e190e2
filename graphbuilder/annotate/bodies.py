"""Repairs of the names of companies and other bodies: *Moody's*, *the newspaper Dagens Ekko*; *Finance* of *Finance Minister* is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from graphbuilder.annotate.name_words import NAMED, Name, Words, name_lists, taken_words
from graphbuilder.gazetteer import places
from graphbuilder.gazetteer.phrases import labels

_DOUBTFUL = frozenset(("PERSON", "GPE", "FAC", "LOC", "PRODUCT"))
SHORTENED = frozenset((*_DOUBTFUL, "ORG"))
_POSSESSIVE = frozenset(("'s", "’s"))


def drop_portfolios(names: list[Name], text: Words) -> list[Name]:
    """What a minister is for is no name by itself: *[Finance] Minister Rosa Quispe*."""
    lists, out = name_lists(), []
    for name in names:
        behind = text.words[name.end].lower() if name.end < len(text.words) else ""
        last = text.words[name.end - 1].lower()
        if name.label in NAMED and behind in lists["portfolio_holders"] and last in lists["portfolios"] and name.end - name.start == 1:
            continue
        out.append(name)
    return out


def end_in_possessive(names: list[Name], text: Words) -> list[Name]:
    """A firm whose name is a possessive keeps its end: *Moody's cut the rating*."""
    lists, out = name_lists(), []
    for name in names:
        behind = text.words[name.end] if name.end < len(text.words) else ""
        owns = text.doc[name.end - 1].dep_ == "poss"  # Moody's shares: so far nothing tells the name from its possessive
        if name.label in NAMED and behind in _POSSESSIVE and not owns and f"{text.of(name).lower()}'s" in lists["names_in_s"]:
            name = Name(name.start, name.end + 1, "ORG")
        out.append(name)
    return out


def named_bodies(names: list[Name], text: Words) -> list[Name]:
    """What a noun for a body says of the name in apposition behind it: *the local newspaper Dagens Ekko*; of its other mentions, too."""
    bodies = name_lists()["body_nouns"]
    found = [name for k, word in enumerate(text.words) if word in bodies and (name := called_a_body(k, text)) is not None]
    if not found:
        return names
    told, taken = {text.of(name) for name in found}, taken_words(names, text)
    kept = [replace(name, label="ORG") if name.label in _DOUBTFUL and text.of(name) in told else name for name in names]
    missed = [name for name in found if not any(taken[name.start : name.end])]
    return sorted([*kept, *missed], key=lambda name: name.start)


def whole_companies(names: list[Name], text: Words) -> list[Name]:
    """A company is whole wherever it is named: *[Norrland] Steel* where *[Norrland Steel]* is one; *Norrland* alone is short for it."""
    long = sorted({tuple(text.words[n.start : n.end]) for n in names if n.label == "ORG" and n.end - n.start in (2, 3)})
    shared = {words[0] for words, other in pairwise(long) if words[0] == other[0]}  # Alstom Steel, Alstom Media
    people = {text.words[n.end - 1] for n in names if n.label == "PERSON" and n.end - n.start > 1}
    by_first = {words[0]: words for words in long if words[0][0].isupper() and words[0] not in people | shared and names_no_place(words[0])}
    if not by_first:
        return names
    out: list[Name] = []
    for name in names:
        whole = by_first.get(text.words[name.start]) if name.end - name.start == 1 and name.label in SHORTENED else None
        if out and name.start < out[-1].end:
            continue  # the rest of the name that was made whole
        if whole is not None and tuple(text.words[name.start : name.start + len(whole)]) == whole:
            name = Name(name.start, name.start + len(whole), "ORG")
        elif whole is not None and (not name.start or text.words[name.start - 1].lower() not in name_lists()["locatives"]):
            name = replace(name, label="ORG")
        out.append(name)
    return out


def names_no_place(word: str) -> bool:
    """Whether the gazetteer knows no place of this name: *Glasgow* is not short for *Glasgow Airport*."""
    return word not in labels() and not places(word)


def called_a_body(noun: int, text: Words) -> Name | None:
    """*the water company [Sedalima]*, not *told the newspaper [Anna Weber] had left*: proper nouns in apposition to a noun."""
    end = noun + 1
    while end < len(text.words) and text.doc[end].tag_ in ("NNP", "NNPS"):
        end += 1
    head = next((text.doc[k] for k in range(noun + 1, end) if not noun < text.doc[k].head.i < end), None)
    return Name(noun + 1, end, "ORG") if head is not None and head.dep_ == "appos" and head.head.i == noun else None
