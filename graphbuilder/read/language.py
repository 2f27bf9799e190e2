"""Which language a text is in: cheap for English, by `py3langid` for the rest."""

from __future__ import annotations

import re
from importlib.resources import files

COMMON = frozenset(files("graphbuilder.data").joinpath("function_words.txt").read_text("utf-8").split())
"""Function words that make up a third of running English and much less of its neighbours."""

ENOUGH = 20
"""Below so many words a text is taken as English: a headline alone decides nothing."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language, from its first 4,000 characters.

    >>> language_of("The ferry left."), language_of("Die Fähre verließ am Montag den Hafen, nachdem der Streik beendet war. " * 5)
    ('en', 'de')
    """
    words = [word.lower() for word in _WORD.findall(text[:4000])]
    if len(words) < ENOUGH or sum(word in COMMON for word in words) > 0.2 * len(words):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:4000])[0])
