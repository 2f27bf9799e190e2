"""What the full names of people tell about the other names of an article."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from graphbuilder.extract.candidates import Candidate, Reading
from graphbuilder.extract.mention_words import body_of, lexicon, on_map, person_gender
from graphbuilder.gazetteer import fold


def people_by_surname(reading: Reading, names: list[Candidate], borne: AbstractSet[str] = frozenset()) -> list[Candidate]:
    """Correct the types of names by the other names of the article; `borne` are words of the names of people named in earlier pieces of it.

    What is an organisation once ("*Rowan Hale* shares") is no person elsewhere.

    A single word is a person when it is the surname or given name of somebody named in full; a longer name is one when its first or last
    word alone is a person elsewhere ("Juncker"). Names with an organisation's word, known bodies and places on the map stay what they are.
    """
    know = lexicon()
    names = [with_shared_surname(reading, c, names[i + 1 : i + 2]) for i, c in enumerate(names)]
    full = borne | {
        w
        for c in names
        if c.type == "Person" and len(c.words) > 1 and is_full_name(c)
        for w in (c.words[0], c.words[-1])
    }
    single = {c.words[0] for c in names if c.type == "Person" and len(c.words) == 1}
    surnames = {c.words[-1] for c in names if c.type == "Person" and len(c.words) == 2 and is_full_name(c)}
    companies = {c.words for c in names if c.type == "Organization" and len(c.words) > 1}
    out = []
    for c in names:
        if len(c.words) > 2 and c.words[0] in surnames and c.words[-1] not in surnames:
            c = cut_after_surname(reading, c)
        if c.type == "Person" and c.words in companies and not (c.office or c.honorific):
            c = replace(c, type="Organization", gender="n")
        if (
            c.type in ("Organization", "?", "Place", "Thing")
            and c.country is None
            and not any(w in know.organisation_words or w in know.nouns for w in c.words)
            and body_of(c.name) is None
        ):
            lone = len(c.words) == 1 and c.words[0] in full and (c.type != "Place" or not on_map(c.name))
            longer = (c.type != "Place" or not on_map(c.name)) and 1 < len(c.words) < 4 and (c.words[-1] in single or c.words[0] in single)
            if lone or longer:
                c = replace(c, type="Person", gender=person_gender(c.words, "", ""))
        out.append(c)
    return out


def with_shared_surname(reading: Reading, c: Candidate, following: list[Candidate]) -> Candidate:
    """*Emil and Anton Gruber*: a given name before another one and a surname that both bear."""
    other = following[0] if following else c
    alone = c.type == "Person" and len(c.words) == 1 and c.words[0] in lexicon().given and not (c.honorific or c.office)
    together = other.start == c.end + 1 and reading.tree.lower[c.end : c.end + 1] == ["and"] and reading.tree.head[other.head] == c.head
    if not (alone and together and other.type == "Person" and len(other.words) == 2 and other.words[0] in lexicon().given):
        return c
    words = (c.words[0], other.words[1])
    return replace(c, name=f"{c.name} {other.name.split()[-1]}", words=words, gender=person_gender(words, "", ""))


def cut_after_surname(reading: Reading, c: Candidate) -> Candidate:
    """ "*Okoro* Hid Past Losses": what a headline in capitals adds to a surname is no part of it, when somebody in the article bears it."""
    inside = range(c.start, c.end)
    first = c.head if len(inside) == 1 else next((k for k in inside if fold(reading.words[k]).strip(".") == c.words[0]), c.start)
    return replace(c, end=first + 1, head=first, name=reading.words[first], words=c.words[:1], gender="x")


def is_full_name(c: Candidate) -> bool:
    """Whether a name begins with a known given name, or a title goes before it."""
    return bool(c.office or c.honorific) or c.words[0].split("-")[0] in lexicon().given
