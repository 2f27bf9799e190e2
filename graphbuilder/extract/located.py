"""The words of an article as they tell a country: a place that was resolved counts for the country that it lies in.

By its name alone *London* is in Britain; in an article about Ontario it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphbuilder import gazetteer
from graphbuilder.extract.places import PlaceMention
from graphbuilder.extract.tree import Tree


class Located:
    """The words of one article; those of places whose names suggest another country, or none, replaced by the country's name."""

    def __init__(self, tree: Tree, places: Sequence[PlaceMention]) -> None:
        """`places` are the resolved mentions; adjectives and names of countries stay as they are."""
        self._text = tree.text
        self._instead: dict[int, tuple[str, ...]] = {}
        for mention in places:
            nation = gazetteer.by_code(mention.country) if mention.country and mention.kind not in ("demonym", "country") else None
            if nation is None or gazetteer.country_of_words(tree.text[mention.first : mention.last]) == nation.alpha3:
                continue
            self._instead |= dict.fromkeys(range(mention.first, mention.last), ())
            self._instead[mention.first] = (nation.name,)

    def words(self, tokens: Iterable[int]) -> tuple[str, ...]:
        """The words of these tokens."""
        text, instead = self._text, self._instead
        if not instead:
            return tuple(text[k] for k in tokens)
        return tuple(word for k in tokens for word in instead.get(k, (text[k],)))
