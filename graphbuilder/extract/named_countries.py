"""Names of countries and their peoples in an article: which token tells which country."""

from __future__ import annotations

from graphbuilder import gazetteer
from graphbuilder.data import word_list
from graphbuilder.extract.candidates import Reading
from graphbuilder.extract.mention_words import also_state, country_of, demonym

PARTS_OF_AMERICA = word_list("parts_of_america")


def mark_countries(reading: Reading) -> None:
    """Note the country of every name of a country and every demonym."""
    state: dict[str, bool] = {}
    for start, end, label in reading.names:
        if label in ("PERSON", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"):
            continue
        text = reading.words[start] if end == start + 1 else reading.span_text(start, end)
        code = country_of(text) or demonym(text)
        if code is not None and also_state(text):
            if text not in state:
                state[text] = is_state(reading, text, code)
            code = None if state[text] else code
        if code is not None and not no_country(reading, start, end):
            for k in range(start, end):
                reading.countries[k] = code
    for i, tag in enumerate(reading.tree.tag):
        if (
            tag in ("JJ", "NNP")
            and i not in reading.countries
            and not no_country(reading, i, i + 1)
            and reading.words[i][0].isupper()
            and (code := demonym(reading.words[i])) is not None
        ):
            reading.countries[i] = code


def no_country(reading: Reading, start: int, end: int) -> bool:
    """*ethnic Turks*, *the Serbs of southern Kosovo*, *two South American states*, *US$ 5 million*: a people by descent, a currency."""
    lower, after = reading.tree.lower, reading.tree.lower[end] if end < len(reading.tree.lower) else ""
    settled = after == "of" and end == start + 1 and lower[start].endswith("s") and demonym(reading.words[start]) is not None
    of_a_continent = start > 0 and lower[start] == "american" and lower[start - 1] in PARTS_OF_AMERICA
    return settled or of_a_continent or (start > 0 and lower[start - 1] == "ethnic") or after.startswith("$")


def is_state(reading: Reading, name: str, code: str) -> bool:
    """Whether "Georgia" is the state: the article names more of the US and of the state's towns and offices than of the country's
    own people, capital, towns, offices and neighbours.
    """
    here, there = offices_of(reading, name)
    own = gazetteer.state(name, "USA")
    for start, end, label in reading.names:
        text = reading.span_text(start, end)
        if label not in ("GPE", "LOC", "NORP", "ORG", "") or text == name:
            continue
        here += also_state(text) or country_of(text) == "USA" or demonym(text) == "USA"
        capital = gazetteer.capital_of(text)
        there += (
            demonym(text) == code
            or (capital is not None and capital.alpha3 != "USA")
            or country_of(text) not in (None, "USA")
        )
        towns = [p for p in gazetteer.places(text)[:3] if p.feature == "city"] if label in ("GPE", "LOC") and capital is None else []
        here += own is not None and any((p.country, p.admin1) == (own.country, own.admin1) for p in towns)
        there += any(p.country == code for p in towns)
    return here > there


def offices_of(reading: Reading, name: str) -> tuple[int, int]:
    """How often a state's and a country's own offices stand beside the name: "Georgia's governor", "the prime minister of Georgia"."""
    lower, words = reading.tree.lower, reading.words
    near = []
    for k, word in enumerate(words):
        if word == name:
            after = k + 2 if lower[k + 1 : k + 2] in (["'s"], ["’s"]) else k + 1
            near.append(lower[after : after + 1] + (lower[max(0, k - 2) : k - 1] if lower[k - 1 : k] == ["of"] else []))
    found = [word for beside in near for word in beside]
    return sum(word in STATE_OFFICES for word in found), sum(word in COUNTRY_OFFICES for word in found)


STATE_OFFICES = frozenset(("governor", "legislature", "lawmakers", "senators", "state"))
COUNTRY_OFFICES = frozenset(("prime", "minister", "parliament", "president", "army", "ambassador", "country", "republic"))
