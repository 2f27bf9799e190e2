"""Repairs of the named entities that the model finds, by the gazetteer and by the rest of the article.

Each repair takes and gives a list of `Name`s in text order without overlap; `REPAIRS` is their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graphbuilder.annotate.bodies import drop_portfolios, end_in_possessive, named_bodies, whole_companies
from graphbuilder.annotate.closed_classes import DASHES
from graphbuilder.annotate.home_towns import towns_of_named_countries
from graphbuilder.annotate.name_kinds import (
    cut_prepositions,
    people_by_deed,
    places_with_particles,
    relatives,
    split_ways,
)
from graphbuilder.annotate.name_words import NAMED, Name, Words, given_names, name_lists, taken_words
from graphbuilder.annotate.people import called_people, join_given_names, join_hyphenated, join_particles
from graphbuilder.annotate.teams import clubs, sides_of_matches
from graphbuilder.annotate.towns import (
    join_parts_of_places,
    join_person_with_country,
    join_teams,
    patrons,
    people_by_honorific,
    people_taken_for_places,
    relabel_towns,
    split_peoples,
    split_towns,
)
from graphbuilder.gazetteer import country_of_seat, places, state_of_abbreviation
from graphbuilder.gazetteer.phrases import by_first_word, first_word, labels

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

_DATELINE_ENDS = frozenset((",", "(", "—", "--", "–", "-", "/"))
_ARTICLES = frozenset(("the", "The", "THE", "a", "A"))
_BEHIND_NAMES = frozenset(("on", "in", "at", "by", "from", "after"))  # *[Arequipa on] 2 March*
_POSSESSIVE = frozenset(("'s", "’s", "'", "’", "s’"))
OPENING = frozenset("“\"'‘")
_LONG_NAME = 3  # votes of a longer name for its last word: the model errs less on it than on a bare surname
_MAX_CANDIDATE = 24  # characters that a dateline's town may have


def repair_names(doc: Doc) -> Doc:
    """Repair `doc.ents` and return `doc`."""
    from spacy.tokens import Span

    given = [Name(ent.start, ent.end, ent.label_) for ent in doc.ents]
    starts = [token.idx for token in doc]
    words = [token.text for token in doc]
    ends = {start + len(word): index for index, (start, word) in enumerate(zip(starts, words, strict=True))}
    text = Words(doc.text, words, starts, ends, doc)
    names = given
    for repair in REPAIRS:
        names = repair(names, text)
    if names != given:
        doc.ents = [Span(doc, name.start, name.end, label=name.label) for name in names]
    return doc


def trim_edges(names: list[Name], text: Words) -> list[Name]:
    """Cut off articles, quotation marks, dashes, possessives, a preposition at the end: *the EU's* -> EU; drop what nothing is left of."""
    edges = name_lists()["edges"]
    out = []
    for name in names:
        start, end = name.start, name.end
        if name.label in NAMED:
            while start < end and (text.words[start] in edges or text.words[start] in _ARTICLES or text.words[start].isspace()):
                start += 1
            while end > start and (text.words[end - 1] in edges or text.words[end - 1] in _POSSESSIVE or text.words[end - 1].isspace()):
                end -= 1
            if end - start > 1 and text.words[end - 1] in _BEHIND_NAMES:
                end -= 1
        if start < end:
            out.append(Name(start, end, name.label))
    return out


def cut_scores(names: list[Name], text: Words) -> list[Name]:
    """A score is no part of a name: *beat [Peru 2-1]*."""
    out = []
    for name in names:
        end = name.end
        if name.label in NAMED and text.words[end - 1].isdigit():
            while end > name.start and (text.words[end - 1].isdigit() or text.words[end - 1] in DASHES):
                end -= 1
            scored = name.end - end >= 3 and end > name.start
            name = replace(name, end=end) if scored else name
        out.append(name)
    return out


def cut_at_line_ends(names: list[Name], text: Words) -> list[Name]:
    """A name does not run over the end of a paragraph: keep its longer part."""
    out = []
    for name in names:
        breaks = [i for i in range(name.start, name.end) if "\n" in text.words[i]]
        if breaks and name.label in NAMED and text.doc[min(breaks[-1] + 1, len(text.words) - 1)].is_sent_start:
            start, end = max((name.start, breaks[0]), (breaks[-1] + 1, name.end), key=lambda part: part[1] - part[0])
            name = Name(start, end, name.label)
        out.append(name)
    return [name for name in out if name.start < name.end]


def drop_words(names: list[Name], text: Words) -> list[Name]:
    """Drop words that are no names: *the china broke*; *state Del. Ann Price*, where "Del." is no Delaware."""
    out = []
    for name in names:
        words = text.of(name)
        if name.label in ("GPE", "NORP", "LOC", "PERSON") and words.islower():
            continue
        if name.label == "GPE" and words[-1] == "." and state_of_abbreviation(words) and not _follows_town(name, text):
            continue
        out.append(name)
    return out


def _follows_town(name: Name, text: Words) -> bool:
    """Whether a comma, hyphen or bracket stands before a name: *Salem, Ore.*; *Scott (D-Va.)*; one with two full stops needs none."""
    return text.of(name).count(".") > 1 or (name.start > 0 and text.words[name.start - 1] in (",", "-", "(", "–"))


def split_at_dash(names: list[Name], text: Words) -> list[Name]:
    """A dash with blanks around it ends a name: *[Trump - Wisconsin]*."""
    out = []
    for name in names:
        start = name.start
        if name.label in NAMED and name.end - name.start > 2:
            for index in range(name.start + 1, name.end - 1):
                if text.words[index] in DASHES and text.doc[index].whitespace_ and text.doc[index - 1].whitespace_:
                    out.append(Name(start, index, name.label))
                    start = index + 1
        out.append(replace(name, start=start))
    return out


def split_transfers(names: list[Name], text: Words) -> list[Name]:
    """*[Ben Adler to Porto]*: what somebody is sold, sent or lost to is no part of the name; and a person is no work of art."""
    given = given_names()
    out = []
    for name in names:
        first = text.words[name.start].lower() in given and text.words[name.start][0].isupper()
        middle = next((k for k in range(name.start + 2, name.end - 1) if text.words[k] == "to"), None)
        if first and name.label == "WORK_OF_ART" and name.end - name.start in (2, 3) and text.doc[name.start - 1].text not in OPENING:
            name = replace(name, label="PERSON")
        if first and middle is not None and name.label in ("PERSON", "ORG"):
            out.append(Name(name.start, middle, "PERSON"))
            name = Name(middle + 1, name.end, "ORG")
        out.append(name)
    return out


def cut_titles(names: list[Name], text: Words) -> list[Name]:
    """Cut titles and demonyms off a person: *Belarusian President Alexander Lukashenko* -> Alexander Lukashenko.

    At the beginning of a sentence also what somebody or a company is: *Carmaker Rowan Motors*.
    """
    titles, known, callings, given = name_lists()["titles"], labels(), name_lists()["callings"], given_names()
    companies = name_lists()["company_callings"]
    out = []
    for name in names:
        start = name.start
        if name.label in ("PERSON", "ORG") and text.doc[start].is_sent_start and text.words[start].lower() in callings:
            if name.end - start > 1:
                start += 1
                if name.label == "ORG" and name.end - start > 1 and text.words[start].lower() in given:
                    name = replace(name, label="PERSON")  # Sculptor Ines Prado
            elif name.end < len(text.words) and text.words[name.end].istitle() and text.doc[name.end].pos_ == "PROPN":
                continue  # [Surgeon] Emeka Obi
        if name.label == "ORG" and name.end - start == 3 and text.words[start].lower() in titles and text.words[start + 1].lower() in given:
            name = replace(name, label="PERSON")  # Coach Ines Prado
        if start and name.label in ("PERSON", "GPE", "FAC", "LOC") and text.words[start - 1].lower() in companies:
            name = replace(name, label="ORG")  # the brewer Carlsberg
        if name.label == "PERSON":
            while name.end - start > 1 and (text.words[start].lower() in titles or known.get(text.words[start]) == "NORP"):
                start += 1
        out.append(replace(name, start=start))
    return out


def join_parts(names: list[Name], text: Words) -> list[Name]:
    """Join two names of a person that stand side by side: *[Recep Tayyip] [Erdogan]*."""
    out: list[Name] = []
    for name in names:
        beside = bool(out) and name.label == "PERSON" and out[-1].end == name.start and not text.doc[name.start].is_sent_start
        if beside and (out[-1].label == "PERSON" or _is_lone_given_name(out[-1], text)):
            out[-1] = replace(out[-1], end=name.end, label="PERSON")
        else:
            out.append(name)
    return out


def _is_lone_given_name(name: Name, text: Words) -> bool:
    """*[Mahamat] [Idriss Deby]*: a given name that the model takes for a body."""
    word = text.words[name.start]
    return name.label == "ORG" and name.end - name.start == 1 and word.lower() in given_names() and word not in labels()


def relabel_known(names: list[Name], text: Words) -> list[Name]:
    """Give the names that the gazetteer knows its label: *Belarus* is a GPE, *Belarusian* a NORP."""
    data = name_lists()
    known, given_names = labels(), data["given_names"]
    people = {text.words[i] for n in names if n.label == "PERSON" and n.end - n.start > 1 for i in range(n.start, n.end)}
    out = []
    for name in names:
        if name.label in NAMED:
            words = text.of(name)
            if name.label in ("ORG", "PERSON") and name.end - name.start > 1 and text.words[name.end - 1].lower() in data["facility_words"]:
                name = replace(name, label="FAC")
            label = known.get(words) or (known.get(words.title()) if words.isupper() and len(words) > 3 else None)
            given = name.label == "PERSON" and words in given_names and (words in people or label != "GPE")
            if label is not None and label != name.label and not given:
                governs = label == "FAC" and name.label == "ORG" and country_of_seat(words) is not None
                keeps = governs or (label in ("LOC", "FAC") and name.label in ("GPE", "LOC", "FAC"))
                name = name if keeps else replace(name, label=label)
        out.append(name)
    return out


def add_missed(names: list[Name], text: Words) -> list[Name]:
    """Add names of the gazetteer that the model did not see."""
    taken = taken_words(names, text)
    table, known, common = by_first_word(), labels(), name_lists()["words"]
    found = []
    for index, word in enumerate(text.words):
        phrases = table.get(word) or (table.get(first_word(word)) if "-" in word else None)
        if phrases is None or taken[index]:
            continue
        end, phrase = _longest(phrases, index, text)
        if end and phrase not in common and not any(taken[index:end]) and _looks_like_name(index, end, phrase, text):
            found.append(Name(index, end, known[phrase]))
            taken[index:end] = b"\x01" * (end - index)
    return sorted([*names, *found], key=lambda n: n.start) if found else names


def _longest(phrases: tuple[str, ...], index: int, text: Words) -> tuple[int, str]:
    """The end (token index) of the longest phrase that stands at a token, and the phrase; 0 when none does."""
    start = text.starts[index]
    for phrase in phrases:
        if text.text.startswith(phrase, start):
            last = text.ends.get(start + len(phrase))
            if last is not None:
                return last + 1, phrase
    return 0, ""


def _looks_like_name(index: int, end: int, phrase: str, text: Words) -> bool:
    """Whether the tokens are a name in this place: tagged as one, or several words, or an acronym; and no part of a longer name."""
    token, label = text.doc[index], labels()[phrase]
    if phrase[-1] == "." and label == "GPE" and not _follows_town(Name(index, end, label), text):
        return False
    if end - index == 1 and not phrase.isupper() and token.pos_ not in ("PROPN", "ADJ", "NOUN"):
        return False
    if label == "NORP" or end == len(text.words):
        return True
    # Houston Rockets, Iran Air: the gazetteer's name only modifies another proper noun, which the model did not see
    return not (text.words[end].lower() in name_lists()["organisation_words"] and text.doc[end].pos_ == "PROPN")


def spread(names: list[Name], text: Words) -> list[Name]:
    """A name that is seen once is seen everywhere: *Lukashenko* is a person where *Alexander Lukashenko* is one."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.label == "PERSON" or (name.label in ("ORG", "GPE") and name.end - name.start == 1):
            votes.setdefault(text.words[name.end - 1], Counter())[name.label] += 1
    if not votes:
        return names
    taken = taken_words(names, text)
    found = []
    for index, word in enumerate(text.words):
        if not taken[index] and word in votes and len(word) > 2 and word[0].isupper():
            ((label, _),) = votes[word].most_common(1)
            if text.doc[index].pos_ not in (("PROPN", "NOUN", "ADJ") if label == "GPE" else ("PROPN",)) and not (
                label == "PERSON" and _is_taken_for_plural(text.doc[index])
            ):
                continue
            start = _start_of_person(index, taken, text) if label == "PERSON" else index
            found.append(Name(start, index + 1, label))
            taken[start : index + 1] = b"\x01" * (index + 1 - start)
    return sorted([*names, *found], key=lambda n: n.start) if found else names


def _is_taken_for_plural(token: Any) -> bool:
    """*Banks will meet her*, *Paredes was sworn in*: a surname in -s at the start of a sentence, which seems to be many of something."""
    return token.tag_ == "NNS" and token.is_sent_start and token.dep_ in ("nsubj", "nsubjpass") and not any(token.children)


def _start_of_person(index: int, taken: bytearray, text: Words) -> int:
    """The first token of the person's name that ends with a token: *will Gennifer [Flowers] be there* -> Gennifer Flowers."""
    start, titles = index, name_lists()["titles"]
    while start > max(0, index - 2) and not taken[start - 1] and not text.doc[start].is_sent_start:
        word = text.words[start - 1]
        if not word[:1].isupper() or word.lower() in titles or word in labels() or text.doc[start - 1].pos_ != "PROPN":
            break
        start -= 1
    return start


def settle_conflicts(names: list[Name], text: Words) -> list[Name]:
    """One label for one name in one article, by majority: *Lukashenko* once ORG and three times PERSON is a PERSON.

    The last word of a longer person's name votes for PERSON. What the gazetteer knows does not vote.
    """
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.label in NAMED and name.label != "NORP":
            votes.setdefault(text.of(name), Counter())[name.label] += 1
            if name.label == "PERSON" and name.end - name.start > 1:
                votes.setdefault(text.words[name.end - 1], Counter())["PERSON"] += _LONG_NAME
    known = labels()
    winner = {word: count.most_common(1)[0][0] for word, count in votes.items() if len(count) > 1 and word not in known}
    if not winner:
        return names
    return [replace(n, label=winner.get(text.of(n), n.label)) if n.label in NAMED and n.label != "NORP" else n for n in names]


def add_dateline_town(names: list[Name], text: Words) -> list[Name]:
    """*TORRINGTON — Mayor Bingham announced*: a town in capitals at the start of a paragraph, before a dash, comma or bracket."""
    found = []
    for index, word in enumerate(text.words):
        if len(word) < 3 or not word.isupper() or not text.doc[index].is_sent_start:
            continue
        end = index + 1
        while end < len(text.words) and text.words[end].isupper() and len(text.words[end]) > 1 and end - index < 4:
            end += 1
        follower = text.words[end] if end < len(text.words) else ""
        town = Name(index, end, "GPE")
        if follower in _DATELINE_ENDS and len(text.of(town)) <= _MAX_CANDIDATE and places(text.of(town)):
            found.append(town)
    if not found:
        return names
    kept = [n for n in names if all(n.end <= town.start or n.start >= town.end for town in found)]
    return sorted([*kept, *found], key=lambda n: n.start)


Repair = Callable[[list[Name], Words], list[Name]]
REPAIRS: tuple[Repair, ...] = (
    cut_at_line_ends,
    cut_scores,
    trim_edges,
    split_at_dash,
    split_transfers,
    split_ways,
    cut_prepositions,
    drop_words,
    drop_portfolios,
    end_in_possessive,
    named_bodies,
    called_people,
    cut_titles,
    join_hyphenated,
    places_with_particles,
    join_particles,
    join_given_names,
    join_parts,
    split_towns,
    relabel_known,
    split_peoples,
    people_by_honorific,
    relatives,
    join_person_with_country,
    people_taken_for_places,
    join_teams,
    add_missed,
    join_parts_of_places,
    add_dateline_town,
    relabel_towns,
    towns_of_named_countries,
    clubs,
    sides_of_matches,
    patrons,
    whole_companies,
    people_by_deed,
    spread,
    settle_conflicts,
)
"""The repairs in the order in which they are made."""
