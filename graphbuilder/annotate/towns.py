"""Repairs of named entities that concern places: towns taken for people, parts of one place, people and teams taken for places."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from graphbuilder.annotate.name_words import (
    NAMED,
    TOWN_LIKE,
    WEAK,
    Name,
    Words,
    given_names,
    name_lists,
    surnames,
    taken_words,
)
from graphbuilder.gazetteer import (
    CHURCHES,
    SAINTS,
    country_of_demonym,
    country_of_leader,
    country_of_seat,
    fold,
    places,
    state_of_abbreviation,
)
from graphbuilder.gazetteer.phrases import labels


def split_towns(names: list[Name], text: Words) -> list[Name]:
    """Two towns taken for one organisation: *Haris and Varzaqan*; *Wainwright, Alta.*"""
    out = []
    for name in names:
        parts = _parts_at_conjunction(name, text) if name.label in WEAK and name.end - name.start > 2 else []
        known = [bool(places(text.of(part)) or state_of_abbreviation(text.of(part) + ".")) for part in parts]
        if (all(known) and parts) or (any(known) and _stands_as_town(name, text)):
            out += parts
        else:
            out.append(name)
    return out


def split_peoples(names: list[Name], text: Words) -> list[Name]:
    """*[Russian]-[Belarusian] talks*: two peoples, not one."""
    out: list[Name] = []
    for name in names:
        hyphened = name.label == "NORP" and name.end - name.start == 3 and text.words[name.start + 1] == "-"
        parts = [Name(name.start, name.start + 1, "NORP"), Name(name.end - 1, name.end, "NORP")] if hyphened else []
        out += parts if parts and all(country_of_demonym(text.of(part)) for part in parts) else [name]
    return out


def _parts_at_conjunction(name: Name, text: Words) -> list[Name]:
    """The parts of a name between commas, conjunctions and *in*, as GPE; nothing when there is only one."""
    edges = [i for i in range(name.start, name.end) if text.words[i] in (",", "and", "or", "in")]
    bounds = [name.start - 1, *edges, name.end]
    parts = [Name(first + 1, last, "GPE") for first, last in pairwise(bounds) if first + 1 < last]
    return parts if len(parts) > 1 else []


def relabel_towns(names: list[Name], text: Words) -> list[Name]:
    """A known town is a GPE in the whole article when one of its mentions stands where only places stand.

    *a crash in Tabriz*, *the city of Karak*, *eastern Aleppo*, *Cairns police*, *Alvin, Texas*, *a man from Worcester*, *Paarl and
    Stellenbosch*. Not when it ends a longer person's name.
    """
    polite = name_lists()["honorifics"]
    people = {
        text.words[n.end - 1]
        for n in names
        if n.label == "PERSON" and (n.end - n.start > 1 or (n.start and text.words[n.start - 1].lower() in polite))
    }
    towns = {text.of(n).title() for n in names if n.label == "GPE" and text.of(n).isupper() and n.end - n.start == 1}
    seen = {index for n in names if n.label in ("GPE", "LOC") for index in range(n.start, n.end)}
    likely = [(n, text.of(n)) for n in names if n.label in TOWN_LIKE and n.end - n.start <= 3]
    likely = [(n, words) for n, words in likely if not (n.start and text.words[n.start - 1].lower() in name_lists()["kin_before_names"])]
    likely = [(n, words) for n, words in likely if words not in people and words not in labels() and places(words)]
    for name, words in (*likely, *likely) if len(likely) > 1 else likely:  # twice: *Rakhine and Chin states*
        if words not in towns and _is_town(name, words, text, seen):
            towns.add(words)
            seen.update(range(name.start, name.end))
    if not towns:
        return names
    return [replace(n, label="GPE") if n.label in TOWN_LIKE and text.of(n) in towns else n for n in names]


def _is_town(name: Name, words: str, text: Words, seen: set[int]) -> bool:
    """Whether a name that the gazetteer knows as a place is one here, by the words around it."""
    if words.lower() in name_lists()["no_place"]:
        return _has_local_body(name, text)
    if _stands_as_town(name, text) or _behind_its_start(name, text, seen) or _after_a_town(name, text, seen) or _is_home(name, text):
        return True
    if _is_part_held(name, words, text):
        return True
    if fold(words) in given_names():
        return name.label == "ORG" and name.end - name.start == 1 and _beside_a_place(name, words, text, seen)
    if country_of_seat(words) is not None or _is_nobody(name, words):
        return True
    return _is_large_goal(name, words, text) or _beside_a_place(name, words, text, seen)


def _has_local_body(name: Name, text: Words) -> bool:
    """*the Jackson police*: even a surname, between an article and a body that towns have."""
    before = text.words[name.start - 1] if name.start else ""
    after = text.words[name.end].lower() if name.end < len(text.words) else ""
    return before in ("the", "The") and after in name_lists()["after_town"]


def _is_home(name: Name, text: Words) -> bool:
    """*a man from Worcester*: where people are from."""
    if name.start < 2 or text.words[name.start - 1].lower() != "from":
        return False
    return text.doc[name.start - 2].lemma_.lower() in name_lists()["from_somewhere"]


def _is_part_held(name: Name, words: str, text: Words) -> bool:
    """*most of Ituri*, *parts of Helmand*: behind words for a part of it, what nobody is called."""
    if name.start < 2 or text.words[name.start - 1].lower() != "of" or fold(words) in surnames() | given_names():
        return False
    return text.words[name.start - 2].lower() in name_lists()["parts_of_places"]


def _behind_its_start(name: Name, text: Words, seen: set[int]) -> bool:
    """*the road from Manali to Leh*: between the two stands nothing else."""
    if name.start < 3 or text.words[name.start - 1].lower() not in ("to", "into") or name.start - 2 not in seen:
        return False
    start = name.start - 2
    while start - 1 in seen:
        start -= 1
    return text.words[start - 1].lower() == "from"


def _is_nobody(name: Name, words: str) -> bool:
    """*Passengers for Perth missed their train*: a large town or a state that the recogniser takes for a person; nobody is called so."""
    if name.label != "PERSON" or name.end - name.start > 1 or fold(words) in surnames() or country_of_leader(words) is not None:
        return False
    return any(p.population >= (KNOWN_STATE if p.feature == "state" else LARGE) for p in places(words))


def _after_a_town(name: Name, text: Words, seen: set[int]) -> bool:
    """*marched through Barcelona and Valencia*: behind a preposition of place, a place and *and*; no verb follows that it could bear."""
    k = name.start - 2
    if k < 1 or text.words[name.start - 1].lower() not in ("and", "or") or k not in seen:
        return False
    while k - 1 in seen:
        k -= 1
    before, data = text.words[k - 1].lower(), name_lists()
    placed = before in data["locatives"] | data["whither"] or (before == "of" and text.words[k - 2].lower() in data["before_town"])
    follows = text.doc[name.end].pos_ if name.end < len(text.words) else "PUNCT"
    return placed and (follows in ("PUNCT", "ADP", "CCONJ", "ADV", "SPACE") or (before == "of" and follows == "AUX"))


def _is_large_goal(name: Name, words: str, text: Words) -> bool:
    """*between Mainz and Koblenz*, *towards Bukavu*, *rebels who hold Goma*: a large town where people seldom stand."""
    if max(p.population for p in places(words)) < LARGE:
        return False
    token, data = text.doc[name.end - 1], name_lists()
    if token.dep_ == "pobj" and token.head.i == name.start - 1:
        return token.head.lower_ in data["whither"]
    verb = token.head.lemma_.lower() if token.dep_ == "dobj" else ""
    return verb in data["taking"] or (verb in data["hitting"] and fold(words) not in surnames())


KNOWN_STATE = 300_000
"""Inhabitants of a state that needs no word beside it."""
SMALL = 20_000
"""Inhabitants: a town below this, beside a place, may be the surname of somebody: *Merkel and France*."""


def _beside_a_place(name: Name, words: str, text: Words, seen: set[int]) -> bool:
    """*in Paarl and Stellenbosch*, *Monterrey and Guadalajara are rivals*: coordinated with a place."""
    token = text.doc[name.end - 1]
    if text.words[name.start].lower() in ("st.", "saint"):
        return False  # the church of St. Blaise and St. Lucy
    others = [c for c in token.children if c.dep_ == "conj"]
    if token.dep_ == "conj":
        others.append(token.head)
    if not any(other.i in seen for other in others):
        return False
    if max(p.population for p in places(words)) >= SMALL:
        return True
    first = token.head if token.dep_ == "conj" else token
    if first.dep_ != "pobj":
        return False
    link = first.head  # in Paarl and ..., residents of Cambridge and Ely
    return link.lower_ in name_lists()["prepositions"] or (link.lower_ == "of" and link.head.lower_ in name_lists()["before_town"])


def join_parts_of_places(names: list[Name], text: Words) -> list[Name]:
    """*[Tamil] [Nadu]*: two names of different kinds that are one state or large town together."""
    out: list[Name] = []
    for name in names:
        joined = Name(out[-1].start, name.end, "GPE") if out and out[-1].end == name.start and out[-1].label != name.label else None
        if joined is not None and {out[-1].label, name.label} <= NAMED and _is_large(joined, text):
            out[-1] = joined
            continue
        out.append(name)
    return out


LARGE = 100_000
"""Inhabitants of a town that two names may be joined for."""


def _is_large(name: Name, text: Words) -> bool:
    """A state, or a town that many live in."""
    return any(p.feature == "state" or p.population > LARGE for p in places(text.of(name)))


def join_person_with_country(names: list[Name], text: Words) -> list[Name]:
    """*[Israel] [Kamara]*: a country that is a given name as well, right before a surname."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out and out[-1].end == name.start and out[-1].label == "GPE" else None
        if before is not None and name.label == "PERSON" and name.end - name.start == 1 and text.of(before) in name_lists()["given_names"]:
            out[-1] = Name(before.start, name.end, "PERSON")
            continue
        out.append(name)
    return out


def people_taken_for_places(names: list[Name], text: Words) -> list[Name]:
    """*[Virginia] Moss*, *[Dallas Reed]*: a given name that is a place as well, before a surname."""
    out = []
    data = name_lists()
    taken = taken_words(names, text)
    for name in names:
        alone = name.end - name.start == 1
        last = name.end if alone else name.end - 1
        if (
            name.end - name.start < 3
            and last < len(text.words)
            and (name.label in ("GPE", "LOC") and not taken[last] if alone else name.label in ("ORG", "GPE") and not places(text.of(name)))
            and _is_surname(text.words[last])
            and _may_be_given(text.words[name.start])
            and text.words[last].lower() not in data["organisation_words"] | data["facility_words"] | data["teams"] | data["after_town"]
            and text.of(Name(name.start, last + 1, "")) not in labels()
            and (last + 1 == len(text.words) or not text.words[last + 1][:1].isupper())
        ):
            name = Name(name.start, last + 1, "PERSON")
        out.append(name)
    return out


def _is_surname(word: str) -> bool:
    """A surname that is written as one."""
    return word.istitle() and fold(word) in surnames()


def patrons(names: list[Name], text: Words) -> list[Name]:
    """*the church of [St. Blaise] and [St. Lucy]*, *[St. Anne]'s Cathedral*: saints and no towns."""
    return [replace(n, label="PERSON") if n.label in ("GPE", "LOC") and _is_patron(n, text) else n for n in names]


def _is_patron(name: Name, text: Words) -> bool:
    """A saint's name before a house of God, or behind one and *of*."""
    if text.words[name.start].lower() not in SAINTS:
        return False
    after = [word.lower() for word in text.words[name.end : name.end + 2] if word not in ("'s", "’s")]
    before = text.words[max(name.start - 5, 0) : name.start]
    house = next((k for k, word in enumerate(before) if word.lower() in CHURCHES), None)
    return bool(CHURCHES.intersection(after[:1])) or (house is not None and "of" in before[house:] and "in" not in before[house:])


def _may_be_given(word: str) -> bool:
    """A place that people are called after."""
    return word in name_lists()["given_names"] | name_lists()["given_towns"] or (fold(word) in given_names() and bool(places(word)))


def join_teams(names: list[Name], text: Words) -> list[Name]:
    """*[Dallas] Cowboys*: a place before the name of a team is part of its name."""
    teams, out = name_lists()["teams"], list[Name]()
    for name in names:
        if out and out[-1].end > name.start:
            continue  # the team's own name, joined below
        follower = text.words[name.end] if name.end < len(text.words) else ""
        if name.label in ("GPE", "LOC", "PERSON", "NORP") and follower[:1].isupper() and follower.lower() in teams:
            name = Name(name.start, name.end + 1, "ORG")
        out.append(name)
    return out


def _stands_as_town(name: Name, text: Words) -> bool:
    """Whether a name stands where only places stand."""
    data = name_lists()
    before = text.words[name.start - 1].lower() if name.start else ""
    after = text.words[name.end].lower() if name.end < len(text.words) else ""
    if before in data["locatives"] and text.doc[name.end - 1].dep_ == "pobj":
        return True
    if before in data["directions"] or after in data["after_town"]:
        return True
    if after in data["local_adjectives"] and name.end + 1 < len(text.words) and text.words[name.end + 1].lower() in data["after_town"]:
        return True  # the Lahore high court
    earlier = text.words[name.start - 2].lower() if name.start > 1 else ""
    if before == "the" and earlier in data["locatives"] and text.doc[name.end - 1].dep_ == "pobj":
        return True  # in the Peloponnese
    if before in ("from", "to") and _on_the_way(name, before, text):
        return True
    if before == "of" and name.start > 1:
        noun = text.words[name.start - 2].lower().rpartition("-")[2]  # the city of Karak, south-west of Peshawar
        if noun in data["before_town"] or noun in data["directions"]:
            return True
    return after in (",", "in") and name.end + 1 < len(text.words) and _is_state(name.end + 1, text)


def _on_the_way(name: Name, before: str, text: Words) -> bool:
    """*marched to Rosario*, *the road to Bath*, *from Lyon to Turin*."""
    token = text.doc[name.end - 1]
    if token.dep_ != "pobj" or token.head.i != name.start - 1:
        return False
    goes = token.head.head if token.head.head.dep_ != "advmod" else token.head.head.head  # turned back to Visby
    if goes.lemma_.lower() in name_lists()["journeys"]:
        return True
    link, *goal = text.words[name.end : name.end + 3] or [""]
    if before != "from" or link not in ("to", "into") or not goal or not goal[0][:1].isupper():
        return False
    return bool(places(goal[0]) or places(" ".join(goal)))


def people_by_honorific(names: list[Name], text: Words) -> list[Name]:
    """*Ms. Lima*: whoever is called so is no town."""
    words, polite = text.words, name_lists()["honorifics"]
    return [
        replace(n, label="PERSON") if n.label in ("GPE", "LOC", "ORG") and n.start and words[n.start - 1].lower() in polite else n
        for n in names
    ]


def _is_state(index: int, text: Words) -> bool:
    """Whether a state or its abbreviation stands at a token."""
    word = text.words[index]
    if state_of_abbreviation(word) or state_of_abbreviation(word + ".", postal=False):
        return True
    two = f"{word} {text.words[index + 1]}" if index + 1 < len(text.words) else word
    return any(labels().get(name) == "GPE" for name in (word, two))
