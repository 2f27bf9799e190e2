"""Repairs of named entities that concern people: names of which the model sees a part, from languages that it has read little of.

The word lists (`name_particles`, `strong_particles`, `family_first`) stand in `data/names.yml`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graphbuilder.annotate.name_words import Name, Words, given_names, name_lists, surnames, taken_words
from graphbuilder.gazetteer import fold, places
from graphbuilder.gazetteer.phrases import labels

_INNER_CAPITAL = re.compile(r"[A-Z][a-z]*['’][A-Z]\w+")
_NOBODY = frozenset(("GPE", "LOC", "FAC", "ORG", "PRODUCT", "NORP"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_LARGE = 100_000  # inhabitants of a place that a given name may rather be


def called_people(names: list[Name], text: Words) -> list[Name]:
    """*the blogger Maral Durdyeva*: who is called a blogger is a person, whatever the name looks like."""
    return [replace(name, label="PERSON") if _is_called(name, text) else name for name in names]


def _is_called(name: Name, text: Words) -> bool:
    """Whether a word for what somebody is belongs to the name behind it, which is no known place and has no word of a body."""
    lists, before = name_lists(), text.words[name.start - 1] if name.start else ""
    if name.label not in _NOBODY or name.end - name.start < 2 or before not in lists["callings"] or before in lists["company_callings"]:
        return False
    noun, inside = text.doc[name.start - 1], range(name.start, name.end)
    beside = noun.head.i in inside or any(text.doc[k].dep_ == "appos" and text.doc[k].head.i == noun.i for k in inside)
    known = text.of(name) in labels() or bool(places(text.of(name)))
    return beside and not known and not lists["organisation_words"] & {text.words[k].lower() for k in inside}


def join_hyphenated(names: list[Name], text: Words) -> list[Name]:
    """*Han Min-seo*: a family name that comes first, before a given name of two syllables, of which the second is small."""
    found = [Name(k, k + 4, "PERSON") for k in range(len(text.words) - 3) if _is_hyphenated(k, text)]
    return _with(found, names)


def _is_hyphenated(k: int, text: Words) -> bool:
    """Whether a family name, a capitalised syllable, a hyphen and a small syllable stand at a token, the last three without blanks."""
    family, first, hyphen, second = text.words[k : k + 4]
    if hyphen != "-" or family not in name_lists()["family_first"] or not first.istitle() or not second.islower():
        return False
    touching = text.starts[k + 1] + len(first) == text.starts[k + 2] == text.starts[k + 3] - 1
    return touching and second.isalpha() and len(second) < 6 and second not in name_lists()["compound_ends"]


def join_particles(names: list[Name], text: Words) -> list[Name]:
    """*Wouter van der Steen*, *Pedro da Silva Nunes*: a name runs on over its small words and the surname behind them."""
    particles = name_lists()["name_particles"]
    of_token = {k: name for name in names for k in range(name.start, name.end)}
    found: list[Name] = []
    for k in range(1, len(text.words) - 1):
        if text.words[k] not in particles or text.words[k - 1] in particles:
            continue
        last = k
        while last < len(text.words) and text.words[last] in particles:
            last += 1
        if last == len(text.words) or not text.words[last].istitle():
            continue
        first = _start_before_particle(k, last, of_token, text)
        whole = Name(first, _end_of_surname(last, of_token, text), "PERSON")
        if first < k and not _names_a_place(whole, of_token, text) and not (found and found[-1].end > first):
            found.append(whole)
    return _with(found, names)


def _start_before_particle(k: int, last: int, of_token: dict[int, Name], text: Words) -> int:
    """The first token of the name before the particles `k` to `last`; `k` itself where no name of a person stands before them."""
    before = of_token.get(k - 1)
    whole = before is not None and before.end > last  # Dominique de Villepin, taken for a body
    if before is not None and whole and before.label in _PLACES:
        return k
    start = before.start if before is not None and (whole or before.label == "PERSON") else k - 1
    if not text.words[start][:1].isupper() or not text.words[k - 1].istitle() or text.words[start - 1].lower() in name_lists()["saints"]:
        return k  # San Juan del Sur
    while start and start - 1 not in of_token and text.words[start - 1].istitle() and fold(text.words[start - 1]) in given_names():
        start -= 1
    strong = any(word in name_lists()["strong_particles"] for word in text.words[k:last])
    known = fold(text.words[start]) in given_names() or (before is not None and before.label == "PERSON")
    return start if known or (strong and not places(text.words[k - 1])) else k


def _end_of_surname(last: int, of_token: dict[int, Name], text: Words) -> int:
    """The end of the name whose surname begins at `last`: *da Silva | Nunes*."""
    of_surname = of_token.get(last)
    end = of_surname.end if of_surname is not None and of_surname.label in ("PERSON", "ORG") else last + 1
    while end < len(text.words) and text.words[end].istitle() and text.doc[end - 1].dep_ == "compound" and end not in of_token:
        if text.doc[end].tag_ != "NNP" or text.words[end].lower() in name_lists()["organisation_words"]:
            break
        end += 1
    return end


def _names_a_place(whole: Name, of_token: dict[int, Name], text: Words) -> bool:
    """*Santiago de Compostela*, *the Maria von Rosen School*: the name of a place or body and not a person's."""
    data, follower = name_lists(), text.words[whole.end].lower() if whole.end < len(text.words) else ""
    bodies = data["organisation_words"] | data["facility_words"]
    if follower in bodies or any(text.words[k].lower() in bodies for k in range(whole.start, whole.end)):
        return True
    return bool(places(text.of(whole))) or text.of(whole) in labels()


def join_given_names(names: list[Name], text: Words) -> list[Name]:
    """*Yoshihide [Suga]*, *Pedro Pablo [Kuczynski]*, *Matteo Dell'Acqua*: given names that the model left out before a surname."""
    taken, found = taken_words(names, text), list[Name]()
    starts = {name.start: name for name in names}
    for k in range(len(text.words) - 1):
        if taken[k] or (found and found[-1].end > k):
            continue
        if not taken[k + 1] and _are_given_names(k, text):
            found.append(Name(k, k + 2, "PERSON"))
        if (found and found[-1].end > k) or not _is_given_word(k, text):
            continue
        last = k + 1
        while last + 1 < len(text.words) and not taken[last] and _is_given_word(last, text):
            last += 1
        surname = starts.get(last)
        if surname is not None and _may_be_surname(surname, text):
            found.append(Name(k, surname.end, "PERSON"))
        elif surname is None and not taken[last] and _INNER_CAPITAL.fullmatch(text.words[last]):
            found.append(Name(k, last + 1, "PERSON"))
    found += [Name(n.start, n.end + 1, "PERSON") for n in names if n.label == "PERSON" and _has_surname_behind(n, taken, text)]
    return _with(found, names)


def _has_surname_behind(name: Name, taken: bytearray, text: Words) -> bool:
    """*[Carla] Dell'Orto*: a surname with a capital inside, which the model left out."""
    last = name.end
    if last >= len(text.words) or taken[last] or text.doc[last - 1].dep_ != "compound" or text.doc[last - 1].head.i != last:
        return False
    return _INNER_CAPITAL.fullmatch(text.words[last]) is not None or _is_second_surname(name, text)


def _is_second_surname(name: Name, text: Words) -> bool:
    """*[Ines Duarte] Lobo*: a surname behind a given name and a surname, which is the whole subject or object with them."""
    word, token = text.words[name.end], text.doc[name.end]
    bodies = name_lists()["organisation_words"] | name_lists()["facility_words"] | name_lists()["teams"]
    plain = word.istitle() and token.tag_ == "NNP" and word.lower() not in bodies and word not in labels()
    whole = token.dep_ in ("nsubj", "nsubjpass", "dobj") and name.end - name.start == 2 and fold(text.words[name.start]) in given_names()
    return plain and whole and fold(word) in surnames()


def _is_given_word(k: int, text: Words) -> bool:
    """A given name, written as one, that the parser joins with the noun behind it, and that is no title, place or known name."""
    word, token, data = text.words[k], text.doc[k], name_lists()
    if not word.istitle() or token.tag_ != "NNP" or token.dep_ != "compound" or fold(word) not in given_names():
        return False
    known = word.lower() in data["titles"] | data["callings"] | data["company_callings"] | data["honorifics"] or word in labels()
    return not known and not any(p.feature == "state" or p.population > _LARGE for p in places(word)[:1])


def _are_given_names(k: int, text: Words) -> bool:
    """*Tshering Dorji*: two given names in a row, of which the tagger takes the first for a participle."""
    first, second = text.words[k], text.words[k + 1]
    if text.doc[k].tag_ != "VBG" or text.doc[k + 1].tag_ != "NNP" or not (first.istitle() and second.istitle()):
        return False
    return fold(first) in given_names() and fold(second) in given_names() and first not in labels()


def _may_be_surname(name: Name, text: Words) -> bool:
    """One word that no body, place or people of the gazetteer is called."""
    if name.end - name.start > 1 or name.label not in ("PERSON", "ORG", "WORK_OF_ART", "PRODUCT"):
        return name.label == "PERSON"
    word, data = text.words[name.start], name_lists()
    bodies = data["organisation_words"] | data["facility_words"] | data["teams"]
    return word.istitle() and word not in labels() and word.lower() not in bodies


def _with(found: list[Name], names: list[Name]) -> list[Name]:
    """The names with those found, which swallow what they touch."""
    if not found:
        return names
    kept = [n for n in names if all(n.end <= one.start or n.start >= one.end for one in found)]
    return sorted([*kept, *found], key=lambda n: n.start)
