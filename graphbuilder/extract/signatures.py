"""What words say about the events below them: the tables of `graphbuilder/data/factuality.yml`.

Signatures follow Karttunen (1971, *Implicative verbs*; 2012, *Simple and phrasal implicatives*) and Nairn, Condoravdi and Karttunen (2006,
*Computing relative polarity for textual inference*): what follows about the complement, in a positive and in a negated sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphbuilder.data import read_yaml


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word says about its complement: in a positive sentence (`then`), in a negated one, in the past tense if that differs."""

    then: str
    negated: str
    past: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of `factuality.yml`, by lemma and complement."""

    verbs: Mapping[tuple[str, str], Signature]
    objects: Mapping[tuple[str, str], Signature]
    nouns: Mapping[str, Signature]
    of_nouns: Mapping[str, str]
    adjectives: Mapping[str, Signature]
    phrases: Mapping[tuple[str, str], Signature]
    phrases_before: Mapping[str, str]
    outcomes: Mapping[str, str]
    adverbs: Mapping[str, str]
    modals: Mapping[str, str]
    modifiers: Mapping[str, str]
    light: frozenset[str]
    conditions: frozenset[str]
    conditional_participles: frozenset[str]
    prepositions_not: frozenset[str]
    future_words: frozenset[str]
    directive: frozenset[str]
    rejecting: frozenset[str]
    dropping: frozenset[str]
    happening: frozenset[str]
    refusing: frozenset[str]
    failing: frozenset[str]
    succeeding: frozenset[str]
    ranked: frozenset[str]
    vain: frozenset[str]
    falsely: frozenset[str]
    conditional_measures: frozenset[str]
    edges: frozenset[str]
    seeming: frozenset[str]
    wanting: frozenset[str]
    free_choice: frozenset[str]
    disproving: frozenset[str]
    confirming: frozenset[str]
    left_open: frozenset[str]
    future_in_past: frozenset[str]
    told_ahead: frozenset[str]
    emotive: frozenset[str]
    cut_short: frozenset[str]
    doubting: frozenset[str]
    untrue: frozenset[str]
    processes: frozenset[str]
    causing_results: frozenset[str]
    timetable: frozenset[str]
    calendar: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The signatures and word lists, read once.

    >>> load_lexicon().verbs["manage", "inf"]
    Signature(then='fact', negated='not', past='')
    """
    data = read_yaml("factuality.yml")
    return Lexicon(
        verbs=by_complement(data["verbs"]),
        objects=by_complement(data["objects"]),
        nouns=by_word(data["nouns"]),
        of_nouns={w: g["then"] for g in data["of_nouns"] for w in words_in(g["words"])},
        adjectives=by_word(data["adjectives"]),
        phrases=by_verb_and_noun(data["phrases"]),
        phrases_before=inverted(data["phrases_before"]),
        outcomes=inverted(data["outcomes"]),
        adverbs=inverted(data["adverbs"]),
        modals=inverted(data["modals"]),
        modifiers=inverted(data["modifiers"]),
        light=frozenset(words_in(data["light"])),
        conditions=frozenset(words_in(data["conditions"])),
        conditional_participles=frozenset(words_in(data["conditional_participles"])),
        prepositions_not=frozenset(words_in(data["prepositions_not"])),
        future_words=frozenset(words_in(data["future_words"])),
        directive=frozenset(words_in(data["directive"])),
        rejecting=frozenset(words_in(data["rejecting"])),
        dropping=frozenset(words_in(data["dropping"])),
        happening=frozenset(words_in(data["happening"])),
        refusing=frozenset(words_in(data["refusing"])),
        failing=frozenset(words_in(data["failing"])),
        succeeding=frozenset(words_in(data["succeeding"])),
        ranked=frozenset(words_in(data["ranked"])),
        vain=frozenset(words_in(data["vain"])),
        falsely=frozenset(words_in(data["falsely"])),
        conditional_measures=frozenset(words_in(data["conditional_measures"])),
        emotive=frozenset(words_in(data["emotive"])),
        cut_short=frozenset(words_in(data["cut_short"])),
        doubting=frozenset(words_in(data["doubting"])),
        disproving=frozenset(words_in(data["disproving"])),
        confirming=frozenset(words_in(data["confirming"])),
        left_open=frozenset(words_in(data["left_open"])),
        future_in_past=frozenset(words_in(data["future_in_past"])),
        told_ahead=frozenset(words_in(data["told_ahead"])),
        free_choice=frozenset(words_in(data["free_choice"])),
        seeming=frozenset(words_in(data["seeming"])),
        wanting=frozenset(words_in(data["wanting"])),
        edges=frozenset(words_in(data["edges"])),
        untrue=frozenset(words_in(data["untrue"])),
        processes=frozenset(words_in(data["processes"])),
        causing_results=frozenset(words_in(data["causing_results"])),
        timetable=frozenset(words_in(data["timetable"])),
        calendar=frozenset(words_in(data["calendar"])),
    )


def words_in(text: str) -> list[str]:
    """The words of a list; an underscore stands for a blank, quotation marks are taken off."""
    return [w.strip('"').replace("_", " ") for w in text.split()]


def by_complement(groups: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Signature]:
    """(lemma, complement) -> signature; the group that stands first in the file counts."""
    made: dict[tuple[str, str], Signature] = {}
    for group in groups:
        for word in words_in(group["words"]):
            for complement in group["with"]:
                made.setdefault((word, complement), Signature(group["then"], group["negated"], group.get("past", "")))
    return made


def by_verb_and_noun(groups: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Signature]:
    """(verb, noun) -> signature of the two together; the group that stands first in the file counts."""
    made: dict[tuple[str, str], Signature] = {}
    for group in groups:
        signature = Signature(group["then"], group["negated"], group.get("past", ""))
        for verb in words_in(group["verbs"]):
            for noun in words_in(group["nouns"]):
                made.setdefault((verb, noun), signature)
    return made


def by_word(groups: Iterable[Mapping[str, Any]]) -> dict[str, Signature]:
    """Word -> signature."""
    made: dict[str, Signature] = {}
    for group in groups:
        for word in words_in(group["words"]):
            made.setdefault(word, Signature(group["then"], group["negated"], group.get("past", "")))
    return made


def inverted(groups: Mapping[str, str]) -> dict[str, str]:
    """Word -> the name of its group."""
    return {word: str(effect) for effect, words in groups.items() for word in words_in(words)}
