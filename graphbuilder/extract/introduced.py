"""Whom a long article has named in full in the pieces before: *Okoro*, ten pages on, is still Jane Okoro.

What a pronoun or a definite noun means stands a few sentences before it (`pronouns.FAR`, `definite_nouns.MEMORY`), what a name means
anywhere before it. Of the earlier pieces it is therefore the people by their full names that are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graphbuilder.extract.chains import Chain, Words
from graphbuilder.extract.mention_words import agreeing_names, lexicon, without_generation, words_of_name


class Introduced:
    """The people named in full so far. `words` holds the surnames and given names of those whose names are people's for certain."""

    def __init__(self) -> None:
        """Nobody is."""
        self._full: dict[tuple[str, str], Chain] = {}
        self._bearers: dict[Words, list[Chain]] = {}
        self.words: set[str] = set()

    def read(self, chains: Iterable[Chain]) -> list[Chain]:
        """The chains of the next piece, people under the name by which they were introduced; who is new is introduced."""
        named = [self.renamed(chain) for chain in chains]
        for chain in named:
            self.introduce(chain)
        return named

    def renamed(self, chain: Chain) -> Chain:
        """A person's chain with the full name; the chain as it is where nobody, or several, may be meant."""
        if chain.type != "Person" or not chain.named:
            return chain
        words = without_generation(words_of_name(chain.name))
        if len(words) == 1:
            bearers = self._bearers.get(words, [])
            fitting = [b for b in bearers if "x" in (b.gender, chain.gender) or b.gender == chain.gender]
            known = fitting[0] if len(fitting) == 1 else None
        else:
            known = self._full.get((words[0], words[-1])) if words else None
            known = known if known is not None and agreeing_names(words_of_name(known.name), words_of_name(chain.name)) else None
        if known is None or known.name == chain.name:
            return chain
        return replace(chain, name=known.name, aliases=tuple(sorted({*chain.aliases, chain.name} - {known.name})))

    def introduce(self, chain: Chain) -> None:
        """Keep a full name, without its mentions, for surname and given name."""
        words = without_generation(words_of_name(chain.name)) if chain.type == "Person" and chain.named else ()
        if len(words) < 2 or (words[0], words[-1]) in self._full:
            return
        kept = replace(chain, members=())
        self._full[words[0], words[-1]] = kept
        for short in (words[-1:], words[:1]):
            self._bearers.setdefault(short, []).append(kept)
        if chain.office or words[0].split("-")[0] in lexicon().given:
            self.words.update((words[0], words[-1]))
