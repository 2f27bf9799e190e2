"""The short forms that brackets introduce: *the Water Council (WCL)*."""

from __future__ import annotations

from graphbuilder.extract.candidates import Reading
from graphbuilder.gazetteer import fold


def acronyms_in_brackets(words: list[str]) -> set[str]:
    """The short forms that an article introduces: "the Water Council (*WCL*)"."""
    return {
        words[k + 1]
        for k, word in enumerate(words[:-2])
        if word == "(" and words[k + 2] == ")" and words[k + 1].isupper() and 2 < len(words[k + 1]) < 9
    }


def bracketed_acronym(reading: Reading, start: int, end: int, words: tuple[str, ...]) -> str:
    """The short form in brackets right after a name: "International Monetary Fund (*IMF*)"."""
    all_words, stop = reading.words, end
    if all_words[end : end + 1] == ["in"] and all_words[end + 2 : end + 3] == ["("]:
        end += 2  # the Union of Teachers in Malawi (UTM)
    if end + 2 < len(all_words) and all_words[end] == "(" and all_words[end + 2] == ")" and len(words) > 1:
        short = all_words[end + 1]
        if short.isupper() and 2 <= len(short) <= 8 and (end == stop or fold(short).startswith("".join(w[0] for w in words))):
            return short
    return ""
