"""Quantities of a document: value, unit, and what is counted or measured.

The grammar is `data/quantities.yml`; the parse decides whether a bare number counts anything, and what. Dates, times,
durations, ordinals and numbers that name something (Article 5, Flight 370) are no quantities.

Units are PERCENT, PERCENTAGE_POINT, BASIS_POINT, POINT (of an index or a game), COUNT, SCORE (value "3-1"), UNITLESS
(shares and magnitudes), ISO 4217 codes and QUDT codes. Plurals such as "dozens" are kept as the least they can mean
(24), approximate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Any

from graphbuilder.annotate.closed_classes import NOUNS
from graphbuilder.extract.quantity_fit import Draft, Fit, words_of
from graphbuilder.extract.quantity_readings import COUNT, MAKERS, SCORE
from graphbuilder.extract.times import read_times
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.extract.word_patterns import Grammar, Words, split_words
from graphbuilder.model import Quantity, TimeExpression

OF_THEM = [["of", word] for word in ("them", "whom", "us", "these", "those")]
MORE_THAN = [[word, "than"] for word in ("more", "fewer", "less")]
INSIDE = frozenset({"nummod", "compound", "quantmod", "nmod", "amod", "npadvmod", "punct", "advmod", "dep", "predet"})


@cache
def grammar() -> Grammar:
    """The grammar of quantities, read once."""
    return Grammar("numbers.yml", "quantities.yml")


def read_quantities(doc: Any, times: Iterable[TimeExpression] | None = None) -> tuple[Quantity, ...]:
    """The quantities of a parsed document, in text order, without overlaps.

    Args:
        doc: a spaCy Doc with tags and dependencies.
        times: the document's time expressions when they are known already; what lies in one is no quantity.

    Returns:
        Quantities; `value` and `high` keep the digits as written ("80.10"), scales are multiplied out exactly ("1.5 million" is "1500000").
        `of` is the lemma of the counted noun, None where nothing is named.
    """
    text = tree_of(doc).source
    words = split_words(text)
    taken = list(read_times(text, None) if times is None else times)
    drafts = _outside(_find(words), words, taken)
    if not drafts:
        return ()
    parse = _Parse(doc, words)
    return tuple(q for q in (parse.quantity(draft) for draft in drafts) if q is not None)


def _find(words: Words) -> list[Draft]:
    """Take the matches from left to right; the first that has a reading wins its words."""
    rules = grammar()
    out: list[Draft] = []
    taken = 0
    for match in rules.matches(rules.encode(words)):
        if match.first < taken:
            continue
        drafts = MAKERS[match.rule.make](Fit(rules, words, match))
        if drafts is None:
            continue
        out.extend(drafts)
        taken = match.last
    return out


def _outside(drafts: list[Draft], words: Words, taken: list[TimeExpression]) -> list[Draft]:
    """Those that no time expression overlaps; the *per hour* of *200 miles per hour* does no harm."""
    starts = [t.start for t in taken]
    out = []
    for draft in drafts:
        start, end = words.starts[draft.first], words.ends[draft.last - 1]
        at = bisect_right(starts, end - 1) - 1
        if at < 0 or taken[at].end <= start or (taken[at].type == "SET" and taken[at].start > start):
            out.append(draft)
    return out


class _Parse:
    """The parse of a document beside its words: finds what a draft counts."""

    def __init__(self, doc: Any, words: Words) -> None:
        self.words = words
        self.tree: Tree = tree_of(doc)
        self.offsets = self.tree.begin

    def quantity(self, draft: Draft) -> Quantity | None:
        """The record, or None when a bare number counts nothing."""
        start, end = self.words.starts[draft.first], self.words.ends[draft.last - 1]
        first, last = self.token_at(start), self.token_at(end - 1)
        of = draft.of
        if of is None and draft.unit != SCORE:
            of = self.counted(draft, first, last)
        if draft.unit == COUNT and self.is_partitive(first, last):
            return None
        if draft.unit == COUNT and of is None and not (draft.sure or self.stands_alone(draft, first, last)):
            return None
        if of == "old":
            of = ""  # two 19-year-olds
        text = self.words.text[start:end]
        return Quantity(
            start=start,
            end=end,
            text=text,
            value=draft.value,
            unit=draft.unit,
            high=draft.high,
            approximate=draft.approximate,
            of=of or None,
        )

    def is_partitive(self, first: int, last: int) -> bool:
        """*one of the members* counts nothing."""
        lower = self.tree.lower
        return first == last and lower[first] == "one" and lower[last + 1 : last + 2] in (["of"], [","])

    def token_at(self, offset: int) -> int:
        """The token that a character lies in."""
        return max(bisect_right(self.offsets, offset) - 1, 0)

    def top(self, first: int, last: int) -> int:
        """The token of a stretch whose head lies outside it (the last such)."""
        head = self.tree.head
        return next((i for i in range(last, first - 1, -1) if not first <= head[i] <= last), last)

    def counted(self, draft: Draft, first: int, last: int) -> str | None:
        """What is counted: a noun behind, *of* something, a hyphenated noun, a group of so many, the dead."""
        return (
            self.noun_of(first, last)
            or self.halved(first, last)
            or self.hyphenated_noun(draft, last)
            or self.modified_noun(draft, first, last)
            or (self.substantive(last) if draft.unit == COUNT else None)
            or (self.group(first, last) if draft.unit == COUNT else None)
            or (self.next_plural(last) if draft.unit == COUNT else None)
            or (self.toll(first, last) if draft.unit == COUNT else None)
        )

    def next_plural(self, last: int) -> str | None:
        """*5m people*, where the parse fails on the number."""
        tree = self.tree
        return self.name(last + 1) if last + 1 < len(tree.tag) and tree.tag[last + 1] == "NNS" else None

    def toll(self, first: int, last: int) -> str | None:
        """*the death toll rose to 87*: the number that the subject has reached."""
        tree, top = self.tree, self.top(first, last)
        verb = tree.head[top] if tree.dep[top] == "dobj" else tree.head[tree.head[top]]
        level = tree.dep[top] == "dobj" and self.tree.tokens[verb].lemma_ in words_of("levels")
        if not level and (tree.dep[top] != "pobj" or tree.lower[tree.head[top]] not in words_of("reached")):
            return None
        subject = tree.child(verb, "nsubj", "nsubjpass")
        return tree.lower[subject] if subject is not None and tree.lower[subject] in words_of("tolls") else None

    def noun_of(self, first: int, last: int) -> str | None:
        """*dozens of protesters*, *40 of its 120 tanks*."""
        tree = self.tree
        if last + 1 >= len(tree.lower) or tree.lower[last + 1] != "of":
            return None
        noun = tree.child(last + 1, "pobj")
        if noun is None or tree.tag[noun] in NOUNS:
            return self.name(noun) if noun is not None else None
        return self.substantive(noun)  # three of the 14 wounded

    def halved(self, first: int, last: int) -> str | None:
        """*half the crew*: the noun that the article behind belongs to."""
        tree = self.tree
        if tree.lower[first] != "half" or first != last or tree.dep[last + 1 : last + 2] not in (["det"], ["poss"]):
            return None
        noun = tree.head[last + 1]
        while tree.dep[noun] == "poss" and tree.head[noun] > noun:
            noun = tree.head[noun]  # half the town's residents
        return self.name(noun) if noun > last and tree.tag[noun] in NOUNS else None

    def hyphenated_noun(self, draft: Draft, last: int) -> str | None:
        """*a five-member panel*; not *a 3,000-strong force*."""
        tree = self.tree
        if draft.unit != COUNT or last + 2 >= len(tree.lower) or tree.lower[last + 1] not in ("-", "–"):
            return None
        return self.name(last + 2) if tree.tag[last + 2] in NOUNS else None

    def modified_noun(self, draft: Draft, first: int, last: int) -> str | None:
        """*Twelve people*, *a $2 million prize*, *one in five voters*: the noun to the right that the number hangs on."""
        tree, top = self.tree, self.top(first, last)
        for _ in range(4):
            if tree.dep[top] not in INSIDE or tree.head[top] == top:
                return None
            top = tree.head[top]
            if top < first:
                return None
            if tree.tag[top] in NOUNS:
                break
        else:
            return None
        if top <= last or tree.tag[top] not in NOUNS:
            return None
        if draft.unit == COUNT and tree.tag[top] == "NN" and looks_like_year(self.words.forms[draft.first]):
            return None  # his landmark 2012 visit
        if draft.unit == COUNT and tree.tag[top] == "NNP" and self.tree.text[top][0].isupper():
            return None  # 10 Downing Street
        return self.name(top)

    def substantive(self, last: int) -> str | None:
        """*43 dead*."""
        tree = self.tree
        at = last + 1
        if tree.lower[at : at + 1] and tree.lower[at] in words_of("still"):
            at += 1  # 3,000 still missing
        return tree.lower[at] if at < len(tree.lower) and grammar().has("SUBSTANTIVE", tree.lower[at]) else None

    def group(self, first: int, last: int) -> str | None:
        """*a crowd of 20,000*."""
        tree, top = self.tree, self.top(first, last)
        of = tree.head[top]
        if (
            tree.dep[top] != "pobj"
            or tree.lower[of] != "of"
            or of >= first
            or tree.tag[tree.head[of]] not in ("NN", "NNS")
        ):
            return None
        name = self.name(tree.head[of])
        if name in words_of("placed") or (first == last and tree.lower[first] == "one"):
            return None  # in front of 41,000; a lack of one
        return "child" if name in words_of("parents") else name  # a father of seven

    def stands_alone(self, draft: Draft, first: int, last: int) -> bool:
        """*Six were hurt*, *killed 7*, *two of them*: a number that is itself subject or object; never *one*, never behind a name."""
        tree, top = self.tree, self.top(first, last)
        if tree.lower[last + 1 : last + 3] in OF_THEM or tree.lower[last + 1 : last + 3] in MORE_THAN:
            return True  # three of them seriously; 400,000 more than expected
        before = tree.lower[max(first - 2, 0) : first]
        if self.is_a_vote(last) or tree.lower[last + 1 : last + 2] in (["strong"], ["straight"]) or before == ["shot", "dead"]:
            return True  # 14 against; 3,000 strong; shot dead four
        if before[-1:] == ["of"] and first > 1 and tree.lower[first - 2] in words_of("placed"):
            return True  # in front of 41,000
        if before == ["of", "the"] and tree.dep[top] == "pobj":
            return not looks_like_year(tree.lower[first])  # of the 230 on board
        if tree.dep[top] in ("nummod", "nsubj") and tree.head[top] == last + 1 and tree.tag[last + 1] == "VBG":
            return True  # with three abstaining
        if tree.dep[top] == "pobj" and not looks_like_year(tree.lower[first]):
            return self.is_reached(tree.head[top], first)
        if tree.dep[top] not in ("nsubj", "nsubjpass", "dobj", "attr"):
            return False
        if tree.lower[first] == "one" and first == last:
            return False
        name = self.tree.text[first - 1] if first else ""
        return not (name[:1].isupper() and tree.tag[first - 1] in ("NNP", "NNPS"))

    def is_a_vote(self, last: int) -> bool:
        """*231 in favour, 14 against*."""
        behind = self.tree.lower[last + 1 : last + 3]
        return bool(behind) and (
            behind[0] in words_of("voting") or (behind[0] == "in" and behind[-1] in words_of("favour"))
        )

    def is_reached(self, preposition: int, first: int) -> bool:
        """*fell to 224,000*; *put the death toll at 57*."""
        lower, above = self.tree.lower, self.tree.head[preposition]
        if lower[preposition] == "at":
            return not words_of("tolls").isdisjoint(lower[max(first - 5, 0) : first])
        return lower[preposition] in words_of("reached") and (
            self.tree.tag[above].startswith("V") or lower[above] in ("from", "down", "up")  # rose from 40 to 52; down from 45
        )

    def name(self, noun: int) -> str:
        """The lemma of a common noun, a name as it stands."""
        token = self.tree.tokens[noun]
        return (
            str(token.text)
            if (self.tree.tag[noun] in ("NNP", "NNPS") and token.text[0].isupper()) or (token.text.isupper() and len(token.text) < 5)
            else str(token.lemma_).lower()
        )


def looks_like_year(form: str) -> bool:
    """Four digits of the last or this century.

    >>> looks_like_year("2012"), looks_like_year("2,012")
    (True, False)
    """
    return len(form) == 4 and form.isdigit() and 1900 <= int(form) < 2100
