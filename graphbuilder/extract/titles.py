"""Titles in front of a name: "former Kenyan President", "Mr.", "the country's prime minister"."""

from __future__ import annotations

from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Reading
from graphbuilder.extract.mention_words import lexicon, on_map

ROYAL = word_list("royal_titles")
TITLE_WORDS = word_list("words_of_titles")


def title_at(reading: Reading, i: int, end: int) -> tuple[int, str, str] | None:
    """An honorific or office that begins at token `i` inside a name: (first token after it, honorific, office)."""
    know, lower = lexicon(), reading.tree.lower
    for size in (3, 2, 1):
        if i + size < end:
            words = " ".join(lower[i : i + size])
            if words in know.honorifics:
                return i + size, words, ""
            if words in know.offices:
                return i + size, "", know.offices[words]
    return None


def title_before(reading: Reading, start: int) -> tuple[int, str, str, bool, str | None]:
    """The honorifics, offices and modifiers that lead up to a name: (first token, honorific, office, former?, country).

    "former Belarusian President", "the country's prime minister": an article or a possessor in front belongs to the phrase.
    """
    know, lower, tags = lexicon(), reading.tree.lower, reading.tree.tag
    at, honorific, office, former = start, "", "", False
    while (found := title_ending_at(reading, at)) is not None:
        at, honorific, office = found[0], honorific or found[1], office or found[2]
    if at == start:
        return start, "", "", False, None
    country: str | None = None
    while at > 0 and reading.tree.sentence[at - 1] == reading.tree.sentence[start]:
        word = lower[at - 1]
        if word in know.office_modifiers or word in know.former:
            former = former or word in know.former
        elif at - 1 in reading.countries:
            country = country or reading.countries[at - 1]
        elif not (tags[at - 1] == "POS" and at - 2 in reading.countries):
            break
        at -= 1
    if at > 0 and lower[at - 1] == "the":
        at -= 1
    return at, honorific, office, former, country


def title_ending_at(reading: Reading, end: int) -> tuple[int, str, str] | None:
    """An honorific or office whose last word stands right before token `end`: (its first token, honorific, office)."""
    know, lower, tree = lexicon(), reading.tree.lower, reading.tree
    for size in (4, 3, 2, 1):
        first = end - size
        if first < 0 or tree.sentence[first] != tree.sentence[end]:
            continue
        words = " ".join(lower[first:end])
        if words in know.honorifics and (reading.words[first][0].isupper() or size > 1):
            return first, words, ""
        if words in know.offices and not (size == 1 and tree.tag[first] == "NNS"):
            return first, "", know.offices[words]
    return None


def bears_title(reading: Reading, first: int, end: int, label: str) -> bool:
    """Whether the words after an honorific or office are a person's name: not in "Justice Department", "St. Louis", "General Motors".

    After a form of address that names no office, a word for an office is a surname ("Mr. *King*").
    """
    know = lexicon()
    rest = reading.tree.lower[first:end]
    if rest and label == "PERSON" and know.honorifics.get(reading.tree.lower[first - 1], "x") != "x":
        return True
    if not rest or label in ("GPE", "LOC", "FAC") or any(w in know.organisation_words or w in know.nouns for w in rest):
        return False
    if label == "" and len(rest) == 1 and know.offices.get(reading.tree.lower[first - 1]) in ROYAL and not on_map(reading.words[first]):
        return True  # King Mswati
    return label == "PERSON" or know.given.get(rest[0], "x") != "x" or rest[-1] in know.generation
