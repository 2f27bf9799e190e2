"""Spelling of names: folding, plural demonyms, the variants of "Saint"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO_PLURAL_IN_S = ("s", "sh", "ch", "ese", "x", "z")
_VARIANTS = (("st. ", "saint "), ("st ", "saint "), ("ste. ", "sainte "), ("ft. ", "fort "), ("mt. ", "mount "), ("mt ", "mount "))


_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ə": "a"} | dict.fromkeys(
    "’‘ʻʼ`´", "'"
)
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")


_MARKS = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name in small letters without accents, with straight apostrophes and single blanks.

    >>> fold("Malacañang  Palace"), fold("N’Djamena"), fold("Łódź")
    ('malacanang palace', "n'djamena", 'lodz')
    """
    return " ".join(fold_text(name).split())


def fold_text(text: str) -> str:
    """A text folded like `fold`, its white space kept: many names at once.

    >>> fold_text("Orléans\\nKöln")
    'orleans\\nkoln'
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", _LETTER.sub(lambda m: _LETTERS[m[0]], lower))
    return _MARKS.sub("", decomposed)


def spellings(folded: str) -> tuple[str, ...]:
    """A folded name and how else it may stand in a table.

    >>> spellings("st. thomas")
    ('st. thomas', 'saint thomas', 'st thomas')
    """
    if " " not in folded:
        return (folded,)
    out = [folded]
    for short, long in _VARIANTS:
        if folded.startswith(short):
            out.append(long + folded.removeprefix(short))
            if "." in short:
                out.append(short.replace(".", "") + folded.removeprefix(short))
            break
        if folded.startswith(long):
            out += [short + folded.removeprefix(long), short.replace(".", "") + folded.removeprefix(long)]
            break
    return tuple(dict.fromkeys(out))


def plural_of_demonym(demonym: str) -> str | None:
    """The regular plural of a noun for people, or None where there is none in -s.

    >>> plural_of_demonym("Belarusian"), plural_of_demonym("Chinese"), plural_of_demonym("British")
    ('Belarusians', None, None)
    """
    if demonym.endswith(_NO_PLURAL_IN_S) or demonym.endswith(("men", "man")) or not demonym[-1].isalpha() or demonym.isupper():
        return None
    return demonym + "s"
