"""What the words of a mention tell: titles, offices, nouns, given names, countries. No parse is needed here.

The words stand in `data/coreference.yml` and `data/given_names.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from graphbuilder import gazetteer
from graphbuilder.data import read_yaml, word_list
from graphbuilder.gazetteer import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`data/coreference.yml` as look-up tables; see the comments there."""

    honorifics: dict[str, str]
    offices: dict[str, str]
    office_starts: frozenset[str]
    office_gender: dict[str, str]
    state_offices: frozenset[str]
    office_modifiers: frozenset[str]
    former: frozenset[str]
    ranks: dict[str, str]
    nouns: dict[str, tuple[str, str, str, bool]]  # word -> type, singular, gender or flavour, plural
    organisation_words: frozenset[str]
    company_forms: frozenset[str]
    name_stop: frozenset[str]
    particles: frozenset[str]
    generation: frozenset[str]
    pronouns: dict[str, tuple[int, str, str, bool]]
    expletive_verbs: frozenset[str]
    expletive_adjectives: frozenset[str]
    expletive_passives: frozenset[str]
    reckoned: frozenset[str]
    tellers: frozenset[str]
    makers: frozenset[str]
    callings_of_people: frozenset[str]
    likeness_verbs: frozenset[str]
    agentive_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    kingdoms: frozenset[str]
    islands: frozenset[str]
    emirates: frozenset[str]
    general_organisations: frozenset[str]
    telling_words: frozenset[str]
    after_company: frozenset[str]
    anybody: frozenset[str]
    kin: frozenset[str]
    neutral: frozenset[str]
    family_names: frozenset[str]
    any_two: frozenset[str]
    any_pair: frozenset[str]
    leading_of: frozenset[str]
    identifying_verbs: frozenset[str]
    pair_words: frozenset[str]
    addressing_verbs: frozenset[str]
    dealing_verbs: frozenset[str]
    mediating_verbs: frozenset[str]
    dative_verbs: frozenset[str]
    relational_nouns: frozenset[str]
    judging_verbs: frozenset[str]
    matter_verbs: frozenset[str]
    matter_nouns: frozenset[str]
    thing_verbs: frozenset[str]
    undergone_by_things: frozenset[str]
    made_by_people: frozenset[str]
    thing_prepositions: frozenset[str]
    answering_verbs: frozenset[str]
    put_forward: frozenset[str]
    removing_verbs: frozenset[str]
    representatives: frozenset[str]
    body_verbs: frozenset[str]
    durations: frozenset[str]
    entity_complements: frozenset[str]
    country_modifiers: frozenset[str]
    group_modifiers: frozenset[str]
    relational_prepositions: frozenset[str]
    pressing_nouns: frozenset[str]
    places_with_of: frozenset[str]
    money_verbs: frozenset[str]
    seat_prepositions: frozenset[str]
    given: dict[str, str] = field(repr=False)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The knowledge of `data/coreference.yml` and `data/given_names.tsv`, read once."""
    folder = resources.files("graphbuilder.data")
    raw = read_yaml("coreference.yml")
    offices = {word: office for office, about in raw["offices"].items() for word in (office, *about.get("words", ()))}
    offices |= {plural_of(word): office for word, office in list(offices.items()) if " of " not in word}
    return Lexicon(
        honorifics={word: gender for gender, words in raw["honorifics"].items() for word in words},
        offices=offices,
        office_starts=frozenset(word.split()[0] for word in offices if " of " in word or " for " in word),
        office_gender={office: about["gender"] for office, about in raw["offices"].items() if "gender" in about},
        state_offices=frozenset(office for office, about in raw["offices"].items() if about.get("state")),
        office_modifiers=frozenset(raw["office_modifiers"]),
        former=frozenset(raw["former"]),
        ranks={word: noun for noun, words in raw["ranks"].items() for word in (noun, *words)},
        nouns=noun_table(raw),
        organisation_words=frozenset(raw["organisation_words"]),
        company_forms=frozenset(raw["company_forms"]),
        name_stop=frozenset(raw["name_stop"]),
        particles=frozenset(raw["surname_particles"]),
        generation=frozenset(raw["generation"]),
        pronouns={word: tuple(features) for word, features in raw["pronouns"].items()},
        expletive_verbs=frozenset(raw["expletive_verbs"]),
        expletive_adjectives=frozenset(raw["expletive_adjectives"]),
        expletive_passives=frozenset(raw["expletive_passives"]),
        reckoned=frozenset(raw["reckoned"]),
        tellers=frozenset(raw["tellers"]),
        makers=frozenset(raw["makers"]),
        callings_of_people=frozenset(raw["callings_of_people"]),
        likeness_verbs=frozenset(raw["likeness_verbs"]),
        agentive_verbs=frozenset(raw["agentive_verbs"]),
        speech_verbs=frozenset(raw["speech_verbs"]),
        kingdoms=frozenset(raw["kingdoms"]),
        islands=frozenset(raw["islands"]),
        emirates=frozenset(raw["emirates"]),
        general_organisations=frozenset(raw["general_organisations"]),
        telling_words=frozenset(raw["telling_words"]),
        after_company=frozenset(raw["after_company"]),
        anybody=frozenset(raw["anybody"]),
        kin=frozenset(raw["kin"]),
        addressing_verbs=frozenset(raw["addressing_verbs"]),
        dealing_verbs=frozenset(raw["dealing_verbs"]),
        mediating_verbs=frozenset(raw["mediating_verbs"]),
        dative_verbs=frozenset(raw["dative_verbs"]),
        relational_nouns=frozenset(raw["relational_nouns"]),
        judging_verbs=frozenset(raw["judging_verbs"]),
        matter_verbs=frozenset(raw["matter_verbs"]),
        thing_prepositions=frozenset(raw["thing_prepositions"]),
        answering_verbs=frozenset(raw["answering_verbs"]),
        put_forward=frozenset(raw["put_forward"]),
        matter_nouns=frozenset(raw["matter_nouns"]),
        thing_verbs=frozenset(raw["thing_verbs"]),
        undergone_by_things=frozenset(raw["undergone_by_things"]),
        made_by_people=frozenset(raw["made_by_people"]),
        removing_verbs=frozenset(raw["removing_verbs"]),
        representatives=frozenset(raw["representatives"]),
        body_verbs=frozenset(raw["body_verbs"]),
        durations=frozenset(raw["durations"]),
        entity_complements=frozenset(raw["entity_complements"]),
        country_modifiers=frozenset(raw["country_modifiers"]),
        group_modifiers=frozenset(raw["group_modifiers"]),
        relational_prepositions=frozenset(raw["relational_prepositions"]),
        pressing_nouns=frozenset(raw["pressing_nouns"]),
        places_with_of=frozenset(raw["places_with_of"]),
        seat_prepositions=frozenset(raw["seat_prepositions"]),
        money_verbs=frozenset(raw["money_verbs"]),
        neutral=frozenset(raw["neutral_modifiers"]),
        family_names=frozenset(raw["family_names"]),
        any_two=frozenset(raw["any_two"]),
        any_pair=frozenset(raw["any_pair"]),
        leading_of=frozenset(raw["leading_of"]),
        identifying_verbs=frozenset(raw["identifying_verbs"]),
        pair_words=frozenset(raw["pair_words"]),
        given=given_names(folder.joinpath("given_names.tsv").read_text("utf-8")),
    )


def given_names(table: str) -> dict[str, str]:
    """Read the table of given names: one line for each gender ("x": borne by both), names separated by blanks, `#` for comments.

    >>> given_names("# note\\nf\\tanna maria\\nm\\tpaul")["maria"]
    'f'
    """
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: gender for gender, names in rows for name in names.split()}


def add_nouns(table: dict[str, tuple[str, str, str, bool]], words: list[str], kind: str, flavour: str) -> None:
    """Add singular and plural of nouns of one kind, where they are not known yet."""
    for word in words:
        table.setdefault(word, (kind, word, flavour, False))
        table.setdefault(plural_of(word), ("Group" if kind == "Person" else kind, word, flavour, True))


def noun_table(raw: dict[str, Any]) -> dict[str, tuple[str, str, str, bool]]:
    """Singular and plural of each noun -> (type, singular, gender or flavour, plural?)."""
    out: dict[str, tuple[str, str, str, bool]] = {}
    for gender, words in raw["persons"].items():
        add_nouns(out, words, "Person", gender)
    for word in raw["groups"]:
        out[word] = ("Group", word, "x", word in GROUP_PLURALS)
    for flavour, words in raw["organisations"].items():
        add_nouns(out, words, "Organization", flavour)
    add_nouns(out, raw["countries"], "Country", "n")
    add_nouns(out, raw["places"], "Place", "n")
    for many, one in raw["plurals"].items():
        kind, _, flavour, _ = out.get(one, ("Thing", one, "x", False))
        out[many] = ("Group" if kind == "Person" else kind, one, flavour, True)
    return out


GROUP_PLURALS = word_list("groups_without_article")


def plural_of(noun: str) -> str:
    """The regular plural.

    >>> [plural_of(n) for n in ("party", "boss", "leader", "day", "church")]
    ['parties', 'bosses', 'leaders', 'days', 'churches']
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name that count in a comparison.

    >>> words_of_name("The Kurdistan Workers' Party"), words_of_name("Jean-Claude Juncker")
    (('kurdistan', 'workers', 'party'), ('jean-claude', 'juncker'))
    """
    stop = lexicon().name_stop
    return tuple(bare for w in fold(name).split() if (bare := w.strip("'.,()\"")) and bare not in stop)


def person_gender(words: tuple[str, ...], honorific: str, office: str) -> str:
    """Gender told by the form of address, the office, or the given name; "x" when nothing tells it."""
    know = lexicon()
    told = know.honorifics.get(honorific, "x")
    if told == "given":  # Sheikh Hasina
        return know.given.get(words[0], "m") if words else "m"
    if told == "x":
        told = know.office_gender.get(office, "x")
    if told != "x" or len(words) < 2:  # a single word may be a surname
        return told
    told = next((know.given[w] for w in words[:-1] if know.given.get(w, "x") != "x"), "x")
    if told == "x" and "-" in words[0]:
        told = know.given.get(words[0].split("-")[0], "x")
    if told == "x" and len(words) == 2 and len(words[0]) < 5:  # family name first: Xi Jinping
        told = know.given.get(words[1], "x")
    return told


def without_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without "Jr." and the like, unless nothing else is left."""
    core = tuple(w for w in words if w not in lexicon().generation)
    return core or words


def two_surnames(words: tuple[str, ...]) -> bool:
    """Whether a name is a given name and two surnames, of which the second may be left off.

    >>> two_surnames(("felipe", "calderon", "hinojosa")), two_surnames(("kim", "jong", "un")), two_surnames(("aung", "san", "suu", "kyi"))
    (True, False, False)
    """
    know = lexicon()
    return (
        len(words) == 3
        and words[0] in know.given
        and words[0] not in know.family_names
        and words[1] not in know.given
        and words[1] not in know.particles
        and min(map(len, words)) > 2
    )


def agreeing_names(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names with the same ends can be one person's.

    >>> agreeing_names(("george", "w", "bush"), ("george", "h", "w", "bush"))
    False
    >>> agreeing_names(("donald", "trump"), ("donald", "trump", "jr"))
    False
    >>> agreeing_names(("donald", "trump"), ("donald", "j", "trump"))
    True
    """
    know = lexicon()
    if {w for w in a if w in know.generation} != {w for w in b if w in know.generation}:
        return False
    one, other = without_generation(a)[1:-1], without_generation(b)[1:-1]
    if len(one) != len(other):
        return one == other[: len(one)] or other == one[: len(other)]
    return all(
        x == y or (x[0] == y[0] and min(len(x.rstrip(".")), len(y.rstrip("."))) == 1)
        for x, y in zip(one, other, strict=True)
    )


@lru_cache(maxsize=2048)
def on_map(name: str) -> bool:
    """Whether the gazetteer knows a place of this name."""
    return bool(gazetteer.places(name))


@lru_cache(maxsize=2048)
def country_of(text: str) -> str | None:
    """ISO 3166-1 alpha-3 code of the country of this name, None when it is no country's."""
    found = gazetteer.country(text)
    return None if found is None else found.alpha3


@lru_cache(maxsize=2048)
def seat_of(name: str) -> str | None:
    """The code of the country whose government sits there ("Minsk", "the Kremlin")."""
    found = gazetteer.country_of_seat(name)
    return None if found is None else found.alpha3


@lru_cache(maxsize=2048)
def also_state(name: str) -> bool:
    """Whether a country shares its name with a state of the US ("Georgia")."""
    return gazetteer.state(name, "USA") is not None


@lru_cache(maxsize=2048)
def demonym(word: str) -> str | None:
    """The code of the country whose people or things a word names ("Belarusian", "Germans")."""
    found = gazetteer.country_of_demonym(word)
    return None if found is None else found.alpha3


@lru_cache(maxsize=2048)
def body_of(text: str) -> str | None:
    """The usual name of the international body that goes by this name."""
    found = gazetteer.body(text)
    return None if found is None else found.name
