"""Doc -> candidates: every stretch of the article that may mean somebody or something, with what its words tell.

Names come from `doc.ents` (repaired by annotate) and from capitalised sequences that the recogniser missed; nominals are noun phrases
headed by a noun for people, groups, organisations, countries or places; pronouns are all personal and possessive ones. Silent
sentences (captions, credits, datelines) give nothing. What the words mean stands in `data/coreference.yml` and `data/given_names.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.extract.candidates import NOUN, PROPER, Candidate, Kind, Reading, definite, phrase_start
from graphbuilder.extract.mention_words import country_of, demonym, lexicon
from graphbuilder.extract.named_countries import mark_countries
from graphbuilder.extract.named_things import read_named_things
from graphbuilder.extract.proper_names import missed_names, read_name, recognised_names
from graphbuilder.extract.surnames import people_by_surname
from graphbuilder.extract.torn_names import mended_names
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.gazetteer import fold

__all__ = ["Candidate", "Kind", "Reading", "read_document", "read_mentions"]

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

BEFORE_NATIONS = frozenset({"the", "old"})
INDEFINITE = frozenset(
    {
        "a",
        "an",
        "another",
        "some",
        "any",
        "no",
        "every",
        "each",
        "many",
        "several",
        "few",
        "most",
        "both",
        "either",
        "neither",
        "one",
        "two",
        "three",
        "other",
        "more",
        "all",
    }
)
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
POSSESSIVE_TAGS = frozenset({"PRP$", "POS"})


def read_mentions(doc: Doc) -> list[Candidate]:
    """Every candidate of `doc`, in text order of their heads; `index` is the place in the list.

    Candidates of silent sentences are left out. Adjectives ("Belarusian") are no candidates: they tell the country of a phrase.
    """
    return read_document(doc).out


def read_document(doc: Doc, borne: AbstractSet[str] = frozenset()) -> Reading:
    """The candidates of `doc` and what was learnt on the way; `borne` as for `people_by_surname`."""
    tree = tree_of(doc)
    reading = Reading(
        tree,
        tree.source,
        tree.text,
        tree.begin,
        silent_tokens(doc, tree),
        {},
        [False] * len(tree.tag),
        [],
        frozenset(word for word in tree.text if word.islower()),
        [],
    )
    reading.names = mended_names(reading, sorted([*recognised_names(reading), *missed_names(doc, reading)]))
    mark_countries(reading)
    names = [c for start, end, label in reading.names if (c := read_name(reading, start, end, label)) is not None]
    found = people_by_surname(reading, names, borne)
    found += read_nouns_and_pronouns(reading)
    found.sort(key=lambda c: (c.head, c.start))
    read_named_things(reading, found)
    found.sort(key=lambda c: (c.head, c.start))
    for i, c in enumerate(found):
        object.__setattr__(c, "index", i)  # set once, before anybody has seen it
    reading.out = found
    return reading


def silent_tokens(doc: Doc, tree: Tree) -> list[bool]:
    """Whether each token stands in a sentence that states nothing."""
    reasons = doc.user_data.get("silent")
    if not reasons:
        return [False] * len(tree.tag)
    return [bool(reasons[s]) if s < len(reasons) else False for s in tree.sentence]


def read_nouns_and_pronouns(reading: Reading) -> Iterator[Candidate]:
    """Nominals and pronouns, in text order."""
    know, tree = lexicon(), reading.tree
    lower, tags = tree.lower, tree.tag
    last = len(tags) - 1
    for i, tag in enumerate(tags):
        if tag in ("PRP", "PRP$"):
            if (
                lower[i] in know.pronouns
                and not reading.silent[i]
                and not (lower[i] == "us" and reading.words[i].isupper())
            ):
                yield read_pronoun(reading, i)
        elif (
            (tag in NOUN or tag in PROPER) and lower[i] in know.nouns and not reading.taken[i] and not reading.silent[i]
        ):
            if (
                i < last
                and (tags[i + 1] in NOUN or (tags[i + 1] in PROPER and not reading.taken[i + 1]))
                and tree.head[i] == i + 1
            ):
                continue  # *police* officers
            if i < last and lower[i + 1] == "-":
                continue
            if lower[i] in know.leading_of and lower[i + 1 : i + 2] != ["of"]:
                continue  # the head of the agency; not a head that aches
            if lower[i] in COUNTERS and (lower[i + 1 : i + 2] == ["of"] or lower[i - 1 : i] != ["the"]):
                continue  # the pair have split; not a pair of shoes
            yield read_nominal(reading, i)
        elif tag == "JJ" and lower[i] in know.nouns and heads_a_phrase(reading, i):
            yield read_nominal(reading, i)
        elif lower[i] == "station" and is_on_the_air(reading, i):
            yield broadcaster(reading, i)
        elif i in reading.countries and lower[i - 1] in BEFORE_NATIONS and (one := person_by_nation(reading, i)) is not None:
            yield one
        elif tag in ("NNP", "NN") and lower[i] in know.nouns and names_a_member(reading, i):
            yield read_nominal(reading, i)
        elif lower[i] == "old" and (aged := person_by_age(reading, i)) is not None:
            yield aged
        elif lower[i] == "sides" and i and not reading.silent[i] and are_parties(tree, i):
            start = i - 1 - (lower[max(i - 2, 0) : i] == ["the", "two"])
            yield definite(reading, start, i, "Group", "side", name_from=start, plural=True)
        elif lower[i] in ("former", "latter") and (one := one_by_order(reading, i)) is not None:
            yield one
        elif lower[i] in ("two", "both") and (pair := pair_by_number(reading, i)) is not None:
            yield pair


COUNTERS = word_list("counting_nouns")


def heads_a_phrase(reading: Reading, i: int) -> bool:
    """*The general and the mayor met*: a noun for a person that the tagger takes for an adjective."""
    tree = reading.tree
    after = tree.lower[i + 1 : i + 2]
    alone = bool(after) and (after == ["and"] or tree.tag[i + 1] in ("VBD", "VBZ", "MD"))
    person = lexicon().nouns[tree.lower[i]][0] == "Person" and not lexicon().nouns[tree.lower[i]][3]
    return person and alone and i > 0 and tree.lower[i - 1] == "the" and tree.dep[i] in ("nsubj", "nsubjpass") and not reading.silent[i]


def is_on_the_air(reading: Reading, i: int) -> bool:
    """*told a local radio station*, *told Radio Lund. ... The station*: a broadcaster, and no place."""
    tree = reading.tree
    other = tree.lower[i + 1 : i + 2] == ["-"] or tree.tag[i + 1 : i + 2] == ["NN"]  # the station manager
    if other or tree.tag[i] != "NN" or reading.taken[i] or reading.silent[i]:
        return False
    if tree.lower[i - 1] != "the":
        return tree.lower[i - 1] in ON_THE_AIR
    first = next((k for k in range(i, -1, -1) if tree.sentence[i] - tree.sentence[k] > STATION_REACH), -1) + 1
    near = [k for k in range(first, i - 1) if tree.lower[k] in ON_THE_AIR]
    others = any(tree.lower[k] == "station" and tree.lower[k - 1] not in ON_THE_AIR for k in range(1, i))
    return not others and any(reading.taken[k] or tree.lower[k + 1] == "station" for k in near)


def broadcaster(reading: Reading, i: int) -> Candidate:
    """*The station*, *a local radio station*: the candidate of a broadcaster."""
    start = phrase_start(reading.tree, i)
    found = definite(reading, start, i, "Organization", "radio station", name_from=start)
    return found if reading.tree.lower[start] in DEFINITE else replace(found, definite=False)


ON_THE_AIR = word_list("words_of_broadcasters")
STATION_REACH = 3  # sentences back for the broadcaster that "the station" is


def are_parties(tree: Tree, i: int) -> bool:
    """*Both sides* broke the truce, *the sides* said: those who fight or talk; not the sides of a box."""
    return tree.lower[i - 1] in ("both", "two") or (tree.lower[i - 1] == "the" and tree.dep[i] == "nsubj" and tree.child(i, "prep") is None)


def person_by_age(reading: Reading, i: int) -> Candidate | None:
    """ "*The 52-year-old* has delivered 6,000 babies"; not "the 52-year-old midwife"."""
    tree = reading.tree
    start, after = i - 5, tree.tag[i + 1 : i + 2]
    if start < 0 or tree.lower[start] != "the" or tree.lower[i - 3 : i] != ["-", "year", "-"] or tree.sentence[start] != tree.sentence[i]:
        return None
    if reading.silent[i] or (after and (after[0] in NOUN or after[0] in PROPER or after[0] in ("JJ", "HYPH"))):
        return None
    return definite(reading, start, i, "Person", "year-old", name_from=start + 1)


def pair_by_number(reading: Reading, i: int) -> Candidate | None:
    """ "*The two* have not spoken since", "*Both* were fined": two who have been named, by their number alone."""
    tree = reading.tree
    start = i - (tree.lower[i] == "two")
    if tree.dep[i] not in ("nsubj", "nsubjpass") or reading.silent[i] or tree.lower[start] not in ("the", "both"):
        return None
    if tree.tag[i] not in ("CD", "DT") or tree.child(i, "prep", "conj") is not None or tree.lower[i + 1 : i + 2] == ["-"]:
        return None
    return definite(reading, start, i, "Group", "two", name_from=start, plural=True)


def one_by_order(reading: Reading, i: int) -> Candidate | None:
    """ "*The latter* is larger": one of two who have been named, by the order."""
    tree = reading.tree
    after = tree.tag[i + 1 : i + 2]
    if not i or reading.silent[i] or tree.lower[i - 1] != "the" or tree.dep[i] not in ("nsubj", "nsubjpass", "dobj", "pobj", "poss"):
        return None
    if after and (after[0] in NOUN or after[0] in PROPER or after[0] in ("JJ", "HYPH", "CD")):
        return None  # the former mayor
    return definite(reading, i - 1, i, "", tree.lower[i], name_from=i)


def person_by_nation(reading: Reading, i: int) -> Candidate | None:
    """ "*The Spaniard* joined in 2021": one of a people, named by it."""
    tree = reading.tree
    after = tree.tag[i + 1 : i + 2]
    word = reading.words[i]
    if reading.silent[i] or tree.tag[i] not in ("NNP", "NN", "JJ") or word.lower().endswith(PLURAL_DEMONYMS):
        return None
    if demonym(word) is None or country_of(word) is not None:
        return None
    if after and (after[0] in NOUN or after[0] in PROPER or after[0] in ("JJ", "HYPH", "CD", "VBG")):
        return None
    if tree.dep[i] not in ("nsubj", "nsubjpass", "dobj"):
        return None
    start = i - 1 if tree.lower[i - 1] == "the" else start_before_age(tree, i)
    return None if start is None else definite(reading, start, i, "Person", "national", name_from=i, country=reading.countries[i])


def start_before_age(tree: Tree, i: int) -> int | None:
    """ "*the 22-year-old* Moroccan": the article before an age; None for anything else before the noun."""
    aged = tree.lower[max(i - 4, 0) : i] == ["-", "year", "-", "old"] and i > 5 and tree.lower[i - 6] == "the"
    return i - 6 if aged else None


def names_a_member(reading: Reading, i: int) -> bool:
    """ "*The Montana Republican* broke with his party": one of a party; no adjective and no name."""
    tree = reading.tree
    after = tree.tag[i + 1 : i + 2]
    follows = bool(after) and (after[0] in NOUN or after[0] in PROPER or after[0] in ("JJ", "HYPH"))
    first = phrase_start(tree, i)
    told = tree.lower[first] in ("the", "a") and tree.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr")
    return tree.doc[i].ent_type_ == "NORP" and told and not follows and not reading.silent[i]


# the French, the Dutch, the Chinese, the Swiss: all of them
PLURAL_DEMONYMS = ("sh", "ch", "ese", "iss", "ss")


def read_pronoun(reading: Reading, i: int) -> Candidate:
    """The candidate of a personal or possessive pronoun."""
    word = reading.tree.lower[i]
    person, number, gender, possessive = lexicon().pronouns[word]
    owned = possessive or reading.tree.tag[i] == "PRP$"
    kind = "Person" if gender in "mf" or (person == 1 and number == "s") else ""
    return Candidate(
        index=0,
        start=i,
        end=i + 1,
        head=i,
        sentence=reading.tree.sentence[i],
        kind=Kind.PRONOUN,
        type=kind,
        name=reading.words[i],
        noun=word,
        gender=gender,
        plural=number == "p",
        person=person,
        possessive=owned,
        definite=True,
    )


def read_nominal(reading: Reading, i: int) -> Candidate:
    """The candidate of a noun phrase headed by a noun of the lexicon."""
    know, tree = lexicon(), reading.tree
    lower, tags = tree.lower, tree.tag
    kind, noun, flavour, plural = noun_of_two_words(tree, i) or know.nouns[lower[i]]
    start = phrase_start(tree, i)
    end, country = of_country(reading, i)
    if country is None and lower[i] not in gazetteer.VETERANS:
        country = next((reading.countries[k] for k in range(start, i) if k in reading.countries), None)
    first = lower[start]
    definite = (
        first in DEFINITE
        or any(tags[k] in POSSESSIVE_TAGS for k in range(start, i))
        or (country is not None and not plural and first not in INDEFINITE)
    )
    office = office_of_nominal(reading, start, i)
    if office and country is None and lower[i] in know.office_starts:
        end = max(end, end_of_office(reading, i))
    gender = flavour if kind == "Person" and flavour in "mf" else "x" if kind in ("Person", "Group") else "n"
    words = tuple(
        fold(lower[k])
        for k in range(start, i)
        if tags[k] in ("JJ", "NN", "NNP", "NNS", "NNPS", "VBN", "CD", "JJS", "JJR") and k not in reading.countries
    )
    return Candidate(
        index=0,
        start=start,
        end=end,
        head=i,
        sentence=tree.sentence[i],
        kind=Kind.NOMINAL,
        type=kind,
        name=" ".join(reading.words[start : i + 1]),
        words=words,
        noun=noun,
        office=office,
        country=country,
        gender=gender,
        plural=plural,
        definite=definite and first not in INDEFINITE,
        former=any(w in know.former for w in words),
        owned="PRP$" in tags[start:i],
    )


def noun_of_two_words(tree: Tree, i: int) -> tuple[str, str, str, bool] | None:
    """*the coast guard*: a noun of two words for a group of people, of which the last means one person; None for other nouns."""
    known = lexicon().nouns.get(f"{tree.lower[i - 1]} {tree.lower[i]}") if i else None
    return known if known is not None and known[0] == "Group" else None


def of_country(reading: Reading, i: int) -> tuple[int, str | None]:
    """ "the president of *Ghana*": the end of the phrase and the country."""
    tree = reading.tree
    k = i + 1
    if k < len(tree.lower) and tree.lower[k] in ("of", "for", "from", "in"):
        k += 1
        while k < len(tree.lower) and tree.lower[k] == "the":
            k += 1
        if k in reading.countries and tree.tag[k] in PROPER:
            code = reading.countries[k]
            while k < len(tree.lower) and reading.countries.get(k) == code and tree.tag[k] in PROPER:
                k += 1
            return (k, code) if tree.tag[k : k + 1] != ["POS"] else (i + 1, None)  # the head of Ghana's central bank
    return i + 1, None


def end_of_office(reading: Reading, i: int) -> int:
    """ "the *head of state*": where an office of several words that begins at a token ends."""
    lower, offices = reading.tree.lower, lexicon().offices
    return next((i + size for size in (5, 4, 3) if i + size <= len(lower) and " ".join(lower[i : i + size]) in offices), i + 1)


def office_of_nominal(reading: Reading, start: int, i: int) -> str:
    """The office that a noun phrase names: "the Polish *prime minister*", "the *secretary of state*"; "" for none."""
    know, lower = lexicon(), reading.tree.lower
    if lower[i] in know.office_starts:
        for size in (5, 4, 3):
            if (found := know.offices.get(" ".join(lower[i : i + size]))) is not None:
                return found
    for size in (3, 2, 1):
        if i - size + 1 >= start and (found := know.offices.get(" ".join(lower[i - size + 1 : i + 1]))) is not None:
            return found
    return ""
