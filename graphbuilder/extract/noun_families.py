"""Which nouns can name one and the same body or person, from `data/noun_families.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder.data import read_yaml


@dataclass(frozen=True, slots=True)
class Deeds:
    """Lemmas of the verbs whose subject (`did`) or object (`underwent`) a noun takes up."""

    did: frozenset[str]
    underwent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Families:
    """The data file as look-up tables; see the comments there."""

    body_of_noun: dict[str, str]
    body_of_word: dict[str, str]
    in_sight: frozenset[str]
    any_business: frozenset[str]
    general: frozenset[str]
    anything: frozenset[str]
    needs_more: frozenset[str]
    owning: frozenset[str]
    also_people: frozenset[str]
    people: dict[str, frozenset[str]]
    deeds: dict[str, Deeds]
    owned_deeds: dict[str, Deeds]
    succession: frozenset[str]
    ages: dict[str, tuple[int, int]]
    younger: dict[str, frozenset[str]]
    several: dict[str, frozenset[str]]
    alike: dict[str, frozenset[str]]
    things: dict[str, frozenset[str]]
    kin_in_turn: dict[str, frozenset[str]]
    rivals: frozenset[str]
    bodies_alike: dict[str, frozenset[str]]
    narrower_things: frozenset[str]
    wider_things: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def families() -> Families:
    """The knowledge of `data/noun_families.yml`, read once."""
    raw = read_yaml("noun_families.yml")
    wider: dict[str, set[str]] = {}
    for noun, narrower in raw["things"].items():
        for other in narrower:
            wider.setdefault(other, set()).add(noun)
    people: dict[str, set[str]] = {}
    for family, nouns in raw["people"].items():
        for noun in nouns:
            people.setdefault(noun, set()).add(family)
    for noun in raw["single"]:
        people.setdefault(noun, set()).add(noun)
    return Families(
        body_of_noun={noun: family for family, about in raw["bodies"].items() for noun in about["nouns"]},
        body_of_word={word: family for family, about in raw["bodies"].items() for word in about["words"]},
        in_sight=frozenset(family for family, about in raw["bodies"].items() if about["sight"]),
        any_business=frozenset(raw["any_business"]),
        general=frozenset(raw["general"]),
        anything=frozenset(raw["anything"]),
        needs_more=frozenset(raw["needs_more"]),
        also_people=frozenset(raw["also_people"]),
        owning=frozenset(raw["owning_verbs"]),
        people={noun: frozenset(found) for noun, found in people.items()},
        deeds={noun: Deeds(frozenset(about["did"]), frozenset(about["underwent"])) for noun, about in raw["deeds"].items()},
        owned_deeds={noun: Deeds(frozenset(about["did"]), frozenset(about["underwent"])) for noun, about in raw["owned_deeds"].items()},
        succession=frozenset(raw["verbs_of_succession"]),
        ages={noun: (low, high) for noun, (low, high) in raw["ages"].items()},
        younger={noun: frozenset(others) for noun, others in raw["younger"].items()},
        alike={noun: frozenset(n for group in raw["alike"] if noun in group for n in group) for group in raw["alike"] for noun in group},
        several={noun: frozenset(others) for noun, others in raw["several"].items()},
        things={noun: frozenset(others) for noun, others in raw["things"].items()},
        kin_in_turn={noun: frozenset(others) for noun, others in raw["kin_in_turn"].items()},
        rivals=frozenset(raw["rivals"]),
        narrower_things=frozenset(wider),
        wider_things={noun: frozenset(others) for noun, others in wider.items()},
        bodies_alike={noun: frozenset(group) for group in raw["bodies_alike"] for noun in group},
    )


def bodies_of(nouns: Iterable[str], names: Iterable[tuple[str, ...]]) -> set[str]:
    """The families that a body's nouns and the words of its names tell.

    >>> bodies_of(["lender"], []), bodies_of([], [("qatar", "airways")])
    ({'bank'}, {'airline'})
    """
    know = families()
    told = {family for noun in nouns if noun not in know.anything and (family := know.body_of_noun.get(noun)) is not None}
    return told | {family for name in names for word in name if (family := know.body_of_word.get(word)) is not None}


def may_be_called(noun: str, told: set[str]) -> bool:
    """Whether a noun can take up a body of these families; of one of which nothing is told, it can.

    >>> may_be_called("company", {"bank"}), may_be_called("airline", {"bank"}), may_be_called("company", {"politics"})
    (True, False, False)
    """
    know = families()
    if not told or noun in know.anything:
        return True
    if noun in know.general:
        return bool(told & know.any_business)
    own = know.body_of_noun.get(noun)
    return own is None or own in told or (told <= {"business"} and own in know.any_business)


def is_called(noun: str, told: set[str]) -> bool:
    """Whether what is told of a body says that a noun takes it up: *Banca Alpina* is a bank.

    >>> is_called("bank", {"bank"}), is_called("company", {"bank"}), is_called("bank", set())
    (True, False, False)
    """
    return families().body_of_noun.get(noun) in told


def callings_agree(noun: str, others: Iterable[str]) -> bool | None:
    """Whether a noun for a person's calling fits what he is called otherwise; None where nothing is known of either.

    >>> callings_agree("filmmaker", ["director"]), callings_agree("cellist", ["watchmaker", "judge"]), callings_agree("poet", ["widow"])
    (True, False, None)
    """
    know = families()
    own = know.people.get(noun)
    known = [found for other in others if (found := know.people.get(other)) is not None]
    if own is None or not known:
        return None
    return any(own & found for found in known)
