"""The words of an article as they tell a country: a place that was resolved counts for the country that it lies in.

By its name alone *London* is in Britain; in an article about Ontario it is not. And *Mark Cuban* is no Cuban: the words of a person's
full name count only together, and a surname (*Paterson*) is no town.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from graphbuilder import gazetteer
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.places import PlaceMention
from graphbuilder.extract.tree import tree_of

HOME = 2 / 3  # of what an article says of countries, to be at home in one
AT_HOME, IN_PASSING = 4, 2  # sentences that name a country


class Located:
    """The words of one article; those of places whose names suggest another country, or none, replaced by the country's name."""

    def __init__(self, doc: Any, places: Sequence[PlaceMention]) -> None:
        """`places` are the resolved mentions in `doc`; adjectives and names of countries stay as they are."""
        tree = tree_of(doc)
        self._text = tree.text
        self._named = [(m.country, tree.sentence[m.first]) for m in places if m.country and m.first < len(tree.sentence)]
        self._leaders: list[tuple[str, int]] = []
        self._instead: dict[int, tuple[str, ...]] = {}
        for mention in places:
            nation = gazetteer.by_code(mention.country) if mention.country and mention.kind not in ("demonym", "country") else None
            if nation is None or gazetteer.country_of_words(tree.text[mention.first : mention.last]) == nation.alpha3:
                continue
            self._instead |= dict.fromkeys(range(mention.first, mention.last), ())
            self._instead[mention.first] = (nation.name,)
        for start, end, label in tree.names:
            if label != "PERSON" or start in self._instead:
                continue
            leader = gazetteer.country_of_leader(tree.doc[start:end].text)
            if leader is not None:
                self._leaders.append((leader, tree.sentence[start]))
            before, behind = tree.lower[start - 1] if start else "", tree.lower[end : end + 1]
            if end == start + 1 and not gazetteer.AFTER_PERSON.intersection(behind) and is_only_a_town(tree.text[start], before):
                self._instead[start] = ()
            elif end > start + 1 and is_given_name(tree.text[start]):
                self._instead |= dict.fromkeys(range(start, end), ())
                self._instead[start] = (tree.doc[start:end].text,)

    @cached_property
    def _sentences_of(self) -> Counter[str]:
        """Country -> the number of sentences that name it, a place in it or a well-known leader of it."""
        return Counter(code for code, _ in dict.fromkeys((*self._named, *self._leaders)))

    @cached_property
    def home(self) -> str | None:
        """The country that the article is about: at home in it, and named in four sentences or more; else None."""
        code = at_home(self._sentences_of)
        return code if code is not None and self._sentences_of[code] >= AT_HOME else None

    def unless_in_passing(self, code: str) -> str:
        """The country, or the one that the article is about where this one is named in two sentences at most."""
        home = self.home
        return home if home is not None and self._sentences_of[code] <= IN_PASSING else code

    def is_foremost(self, code: str) -> bool:
        """Whether no other country is spoken of in more sentences."""
        counts = self._sentences_of
        return counts[code] == max(counts.values(), default=0)

    def words(self, tokens: Iterable[int]) -> tuple[str, ...]:
        """The words of these tokens."""
        text, instead = self._text, self._instead
        if not instead:
            return tuple(text[k] for k in tokens)
        return tuple(word for k in tokens for word in instead.get(k, (text[k],)))


def at_home(named: Mapping[str, int]) -> str | None:
    """The country that an article is about: it has two thirds of what is said of countries.

    >>> at_home({"KEN": 4, "USA": 1}), at_home({"KEN": 2, "USA": 2}), at_home({})
    ('KEN', None, None)
    """
    counts = Counter(named).most_common(1)
    return counts[0][0] if counts and counts[0][1] >= HOME * sum(named.values()) else None


def is_only_a_town(surname: str, before: str) -> bool:
    """Whether a person's name by itself tells a country only as that of a town: *Mr Paterson*, but not *Jordan* or *President Carter*.

    >>> is_only_a_town("Paterson", "mr"), is_only_a_town("Carter", "president"), is_only_a_town("Jordan", "")
    (True, False, False)
    """
    named = gazetteer.country(surname) or gazetteer.country_of_seat(surname) or gazetteer.country_of_leader(surname, before)
    return named is None and gazetteer.country_of_words((surname,)) is not None


def is_given_name(word: str) -> bool:
    """Whether a person's name can begin so, as names of some countries do: *Ann*, *Jordan*."""
    return word.lower() in lexicon().given or gazetteer.country(word) is not None
