"""What a name is by the grammar around it, whatever the model says: people whom a court jails, names torn out of phrases with prepositions.

The word lists stand in `data/names.yml`.
"""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.annotate.name_words import NAMED, Name, Words, given_names, name_lists, surnames, taken_words
from graphbuilder.gazetteer import fold, places
from graphbuilder.gazetteer.phrases import labels

_DOUBTED = frozenset(("ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "LOC", "LANGUAGE"))
_LONGEST = 4  # words of a person's name that the model does not see
_LARGE = 100_000  # inhabitants of a place that a given name may rather be


def split_ways(names: list[Name], text: Words) -> list[Name]:
    """*Flights from [Gatwick to Malaga]*: two places between which somebody goes."""
    out: list[Name] = []
    for name in names:
        inside = range(name.start + 1, name.end - 1) if name.label in NAMED else ()
        middle = next((k for k in inside if text.words[k] == "to"), None)
        parts = [] if middle is None else [Name(name.start, middle, "GPE"), Name(middle + 1, name.end, "GPE")]
        out += parts if parts and all(places(text.of(part)) for part in parts) else [name]
    return out


def cut_prepositions(names: list[Name], text: Words) -> list[Name]:
    """*[Near Zamboanga] pirates seized a tug*: the preposition that opens a sentence is no part of the name."""
    out = []
    for name in names:
        first = text.words[name.start].lower()
        if name.label in NAMED and name.end - name.start > 1 and text.doc[name.start].is_sent_start and first in name_lists()["openings"]:
            name = replace(name, start=name.start + 1)
            if places(text.of(name)):
                name = replace(name, label="GPE")
        out.append(name)
    return out


def places_with_particles(names: list[Name], text: Words) -> list[Name]:
    """*[Mocimboa] da [Praia]*: a town whose name has small words inside."""
    particles = name_lists()["name_particles"]
    found: list[Name] = []
    for k in range(1, len(text.words) - 1):
        if text.words[k] in particles and text.words[k - 1].istitle() and (not found or found[-1].end <= k - 1):
            last = k + 1 if text.words[k + 1] not in particles else k + 2
            whole = Name(k - 1, last + 1, "GPE")
            if last < len(text.words) and text.words[last].istitle() and any(p.feature == "city" for p in places(text.of(whole))):
                found.append(whole)
    whole_names = [n for n in names if all(n.end <= one.start or n.start >= one.end for one in found)]
    over = [n for n in names if any(n.start <= one.start and n.end >= one.end for one in found)]
    kept = [one for one in found if all(n.end <= one.start or n.start >= one.end for n in over)]
    return sorted([*(n for n in names if n in whole_names or n in over), *kept], key=lambda n: n.start) if kept else names


def relatives(names: list[Name], text: Words) -> list[Name]:
    """*his wife [Carolina]*: a given name behind a noun for a relative is a person's."""
    kin = name_lists()["kin_before_names"]
    return [
        replace(n, label="PERSON")
        if n.label in ("GPE", "ORG", "LOC", "NORP") and n.start > 1 and text.words[n.start - 1].lower() in kin and _is_somebodys(n, text)
        else n
        for n in names
    ]


def _is_somebodys(name: Name, text: Words) -> bool:
    """Whether the noun before a name has an owner: *his wife Carolina*, no *brother Argentina*; what is known is a given name, too."""
    owner = text.doc[name.start - 2].tag_
    if name.label == "ORG" or text.of(name) in labels():
        return owner == "PRP$" and fold(text.words[name.start]) in given_names()
    return text.words[name.start].istitle() and owner in ("PRP$", "POS")


def people_by_deed(names: list[Name], text: Words) -> list[Name]:
    """*A court jailed [Le Dinh Luong]*, *[Ebru Timtik] died*: two words and more that do or undergo what only people do, are a person's."""
    found = [replace(n, label="PERSON") if n.label in _DOUBTED and _is_person(n, text) else n for n in names]
    return sorted([*found, *_unseen_people(found, text)], key=lambda n: n.start)


def _is_person(name: Name, text: Words) -> bool:
    """Whether a name of several words is a person's, by what is done to him or by its first word."""
    words = text.words[name.start : name.end]
    if not 1 < len(words) <= 2 * _LONGEST or not _may_be_name(words) or places(text.of(name)) or text.of(name) in labels():
        return False
    bodies = name_lists()["company_callings"] | name_lists()["body_nouns"] | {"the", "a", "an"}
    if name.start and text.words[name.start - 1].lower() in bodies:
        return False  # the founder of the retailer Acme Stores resigned
    speaks = text.doc[name.end - 1].head.lemma_.lower() in name_lists()["verbs_of_speakers"]
    given = fold(words[0]) in given_names() and fold(words[-1]) not in given_names() and not _is_large_place(words[0])
    return _lives(name, text) or (name.label != "ORG" and given and (speaks or name.label == "NORP"))


def _is_large_place(word: str) -> bool:
    """Whether a word is the name of a state or large town."""
    return any(p.feature in ("state", "country") or p.population > _LARGE for p in places(word)[:1])


def _may_be_name(words: list[str]) -> bool:
    """Capitalised words and hyphens, none of which says that it is a body, a street or a team."""
    data = name_lists()
    bodies = data["organisation_words"] | data["facility_words"] | data["teams"] | data["titles"]
    alpha = [word for word in words if word not in ("-", "’", "'")]
    return all(word.istitle() and word.lower() not in bodies for word in alpha) and len(alpha) > 1


def _lives(name: Name, text: Words) -> bool:
    """Whether the head of a name is the subject or the object of a verb that asks for a person."""
    head = next((text.doc[k] for k in range(name.end - 1, name.start - 1, -1) if text.doc[k].dep_ in ("nsubj", "nsubjpass", "dobj")), None)
    if head is None:
        return False
    done = name_lists()["verbs_of_people" if head.dep_ == "nsubj" else "verbs_at_people"]
    return head.head.lemma_.lower() in done


def _unseen_people(names: list[Name], text: Words) -> list[Name]:
    """Runs of capitalised words that the model sees no name in, and that live."""
    taken, found, k = taken_words(names, text), list[Name](), 0
    while k < len(text.words):
        end = k
        while end < len(text.words) and not taken[end] and text.words[end].istitle() and text.doc[end].tag_ == "NNP":
            end += 1
        run = Name(k, end, "PERSON")
        if 1 < end - k <= _LONGEST and not taken[end] and _joined(run, text) and _is_unseen_person(run, text):
            found.append(run)
        k = max(end, k + 1)
    return found


def _joined(name: Name, text: Words) -> bool:
    """Whether the parser makes one noun of the words."""
    return all(text.doc[k].dep_ == "compound" and name.start <= text.doc[k].head.i < name.end for k in range(name.start, name.end - 1))


def _is_unseen_person(name: Name, text: Words) -> bool:
    """A run that begins with a given name, or ends in a surname, and lives; no place and no known name."""
    words = text.words[name.start : name.end]
    known = text.of(name) in labels() or bool(places(text.of(name)))
    data = name_lists()
    roles = data["titles"] | data["callings"] | data["company_callings"]
    if known or words[0].lower() in roles or not _may_be_name(words):
        return False
    before = text.words[name.start - 1] if name.start > 1 else ""
    if before in data["company_callings"] | data["body_nouns"]:
        return False
    if before in data["titles"] | data["callings"] and text.doc[name.start - 2].tag_ == "DT":
        return True  # the priest Dang Huu Nam
    return (fold(words[0]) in given_names() or fold(words[-1]) in surnames()) and _lives(name, text)
