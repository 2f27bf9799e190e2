"""The case that words of a headline would have in running text.

This is truecasing (Lita et al. 2003, "tRuEcasIng") with the article itself as evidence.

Many outlets capitalise all words of a headline, some write all in capitals. A word keeps its capital when the article's running text
writes it so, when the gazetteer or a list of given names knows it, or when no dictionary knows it as a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

from graphbuilder.annotate.name_words import given_names
from graphbuilder.gazetteer.phrases import by_first_word, labels

LEAST_WORDS = 3
"""Words that a line must have so that its capitals tell anything."""
MOST_SMALL = 0.2
"""Share of content words in small letters up to which a line counts as written in capitals."""

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))

IsWord = Callable[[str], bool]
"""Whether a dictionary knows a word, in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How the running text of the article writes words: in small letters, and with a capital where no sentence begins."""

    small: frozenset[str]
    capital: frozenset[str]


def evidence_of(words: Iterable[tuple[str, bool]]) -> Evidence:
    """What the words of running text tell; the second of each pair says whether a sentence begins with it.

    >>> evidence_of([("Voters", True), ("trust", False), ("Mayor", False), ("Ofori", False)]).capital == {"mayor", "ofori"}
    True
    """
    small, capital = set(), set()
    for word, begins in words:
        if word.islower():
            small.add(word)
        elif not begins and word[:1].isupper():
            capital.add(word.lower())
    return Evidence(small=frozenset(small), capital=frozenset(capital - small))


def is_capitalised(words: Sequence[str]) -> bool:
    """Whether nearly all content words of a line begin with a capital, so that capitals do not tell names.

    >>> is_capitalised("Senator Vows To Block Trade Bill".split())
    True
    >>> is_capitalised("Senator vows to block trade bill".split())
    False
    """
    content = [w for w in words[1:] if w.isalpha() and w.lower() not in STOP_WORDS]
    if len(content) + 1 < LEAST_WORDS:
        return False
    return sum(w.islower() for w in content) <= MOST_SMALL * len(content)


def truecase(words: Sequence[str], evidence: Evidence, is_word: IsWord) -> list[str]:
    """The words as running text would write them; each keeps its length.

    Args:
        words: the tokens of the line. evidence: of the same article.
        is_word: a dictionary; a word that it does not know is taken for a name.

    >>> known = {"minister", "visits", "miners"}
    >>> truecase(["Minister", "Visits", "Miners", "In", "Peru"], evidence_of([]), known.__contains__)
    ['Minister', 'visits', 'miners', 'in', 'Peru']
    """
    shouted = not any(w.islower() for w in words) and sum(w.isupper() and len(w) > 1 for w in words) > len(words) / 2
    names = _known_names(words, shouted)
    out: list[str] = []
    for i, word in enumerate(words):
        small = word.lower()
        if len(small) != len(word) or not word[:1].isalpha():
            out.append(word)
        elif i in names or (word.isupper() and len(word) > 1 and not shouted):
            out.append(word if not shouted or labels().get(word) else word.capitalize())
        elif i == 0 or (small not in STOP_WORDS and _is_name(i, words, evidence, is_word, names)):
            out.append(word.capitalize() if shouted else word)
        else:
            out.append(small)
    return out


def _is_name(i: int, words: Sequence[str], evidence: Evidence, is_word: IsWord, names: set[int]) -> bool:
    """Whether a capitalised word is a name: by the running text, else by its own looks; *Ana Ortiz*: also what follows a given name."""
    small = words[i].lower()
    if small in evidence.capital or small in evidence.small:
        return small in evidence.capital
    if small in given_names() and not _in_dictionary(small, is_word):
        names.add(i)
        return True
    return not _in_dictionary(small, is_word)


def _in_dictionary(word: str, is_word: IsWord) -> bool:
    """Whether a dictionary knows a word or what it may be a form of.

    >>> _in_dictionary("denies", {"deny"}.__contains__), _in_dictionary("ofori", {"deny"}.__contains__)
    (True, False)
    """
    if is_word(word):
        return True
    return any(word.endswith(end) and is_word(word[: -len(end)] + put) for end, put in _ENDINGS)


def _known_names(words: Sequence[str], shouted: bool) -> set[int]:
    """The words that are part of a name of the gazetteer, the longest first."""
    table = by_first_word()
    found: set[int] = set()
    for i, word in enumerate(words):
        for name in () if i in found else table.get(word.capitalize() if shouted else word, ()):
            parts = name.split()
            said = [w.lower() for w in words[i : i + len(parts)]] if shouted else list(words[i : i + len(parts)])
            if said == ([p.lower() for p in parts] if shouted else parts):
                found.update(range(i, i + len(parts)))
                break
    return found
