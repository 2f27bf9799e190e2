"""Names that the recogniser tears: *Pilar | Ossandon*, *Seo Min | -jae*, *Banca | Alpina*; and surnames that it takes for a people."""

from __future__ import annotations

from graphbuilder.extract.candidates import PROPER, Reading
from graphbuilder.extract.mention_words import body_of, country_of, demonym, lexicon, on_map
from graphbuilder.gazetteer import fold

Name = tuple[int, int, str]
"""First token, token behind the last, label of the recogniser, "" without one."""

TORN_OFF = frozenset({"", "ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
LEFT = frozenset({"", "ORG", "PERSON"})
"""Labels that the first and the second part of a torn name bear."""


def mended_names(reading: Reading, names: list[Name]) -> list[Name]:
    """The names of a document, in text order, with the torn ones put together and surnames told from peoples."""
    whole: list[Name] = []
    for name in names:
        if whole and (label := label_together(reading, whole[-1], name)) is not None:
            whole[-1] = whole[-1][0], name[1], label
        else:
            whole.append(name)
    surnames = {reading.words[k] for start, end, label in whole if label == "PERSON" and end - start > 1 for k in (start, end - 1)}
    return [surname_of_a_people(reading, part, surnames) for name in whole for part in owner_and_owned(reading, name, surnames)]


def owner_and_owned(reading: Reading, name: Name, surnames: set[str]) -> tuple[Name, ...]:
    """*Han's | Democratic Reform Party*: somebody named in full elsewhere, and what is his."""
    start, end, label = name
    if label != "ORG" or end - start < 3 or reading.tree.tag[start + 1] != "POS" or reading.words[start] not in surnames:
        return (name,)
    owner = start, start + 1, "PERSON"
    return (owner, (start + 2, end, label)) if all(reading.words[k][0].isupper() for k in (start + 2, end - 1)) else (owner,)


def label_together(reading: Reading, a: Name, b: Name) -> str | None:
    """The label of two names that are one: *Meryem | Ben Salah* PERSON, *Banca | Alpina* ORG; None for two names."""
    tree, know = reading.tree, lexicon()
    last = a[1] - 1
    if a[1] != b[0] or tree.sentence[last] != tree.sentence[b[0]] or a[2] not in TORN_OFF or b[2] not in LEFT or a[2] == b[2] == "":
        return None
    if tree.dep[last] not in ("compound", "nmod") or not b[0] <= tree.head[last] < b[1] or tree.tag[last] not in PROPER:
        return None
    if b[1] - a[0] > 4 or tells_what(reading, last) or any(tells_what(reading, k) for k in range(*b[:2])):
        return None
    first, second = reading.words[last], reading.words[b[0]]
    if fold(first) in know.given and country_of(first) is None and not begins_with_given_name(reading, b):
        return "PERSON"
    alone = b[1] - a[0] == 2
    if a[2] == "" and b[2] == "PERSON" and alone and not on_map(first) and fold(second) not in know.given:
        return "PERSON"
    return "ORG" if a[2] == "ORG" and b[2] == "" and alone and body_of(first) is None and not second.isupper() else None


def tells_what(reading: Reading, k: int) -> bool:
    """Whether a word says what somebody or something is, or is a common word with a capital: no part of a torn name."""
    know, word = lexicon(), reading.tree.lower[k]
    kind = word in know.nouns or word in know.offices or word in know.honorifics or word in know.organisation_words
    return kind or word in reading.common_words or demonym(reading.words[k]) is not None


def begins_with_given_name(reading: Reading, name: Name) -> bool:
    """Whether a name is whole without what stands before it: *Hillary Clinton*; not *Ben Salah*, whose first word may be a particle."""
    know, first = lexicon(), fold(reading.words[name[0]])
    return name[1] - name[0] > 1 and first in know.given and first not in know.particles


def surname_of_a_people(reading: Reading, name: Name, surnames: set[str]) -> Name:
    """*Han Dong-gyu ... Han*: a word that a person named in full bears is no people's name."""
    start, end, label = name
    word = reading.words[start]
    people = reading.tree.tag[start] not in ("NNP", "NN") or demonym(word) is not None
    return name if label != "NORP" or end - start != 1 or word not in surnames or people else (start, end, "PERSON")
