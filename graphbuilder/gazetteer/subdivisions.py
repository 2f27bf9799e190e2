"""Subdivisions of countries and regions of the world, by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graphbuilder.data import read_yaml
from graphbuilder.gazetteer.names import fold, fold_text, plural_of_demonym
from graphbuilder.gazetteer.records import Place


@dataclass(slots=True)
class PlaceTables:
    """Subdivisions and regions.

    `rows` maps a folded name to raw lines of `subdivisions.tsv`. `states` maps country and admin1 code to the first-level Place;
    `adjectives` a folded adjective to a Place; `abbreviations` an abbreviation as written ("N.C.") to a Place.
    """

    rows: dict[str, list[str]] = field(default_factory=dict)
    states: dict[tuple[str, str], Place] = field(default_factory=dict)
    regions: dict[str, Place] = field(default_factory=dict)
    adjectives: dict[str, Place] = field(default_factory=dict)
    abbreviations: dict[str, Place] = field(default_factory=dict)
    postal: dict[str, Place] = field(default_factory=dict)


@cache
def tables() -> PlaceTables:
    """The tables, built once."""
    out = PlaceTables()
    data = files("graphbuilder.data")
    text = data.joinpath("subdivisions.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line[0] == "#":
            continue
        for name in fold_text(line.rpartition("\t")[2]).split("|"):
            out.rows.setdefault(name, []).append(line)
        country, level, admin1, _ = line.split("\t", 3)
        if level == "1":
            out.states[country, admin1] = place_of_row(line)
    _add_states(out, read_yaml("states.yml"))
    _add_regions(out, read_yaml("regions.yml"))
    return out


@lru_cache(maxsize=4096)
def place_of_row(row: str) -> Place:
    """A line of `subdivisions.tsv` as a Place."""
    country, level, admin1, geonames, lat, long, population, names = row.split("\t")
    return Place(
        geonames=int(geonames),
        name=names.partition("|")[0],
        country=country,
        admin1=admin1,
        lat=float(lat) if lat else None,
        long=float(long) if long else None,
        population=int(population),
        feature="state" if level in ("0", "1") else "county",
    )


def _add_states(out: PlaceTables, states: dict[str, dict[str, Any]]) -> None:
    """Enter the abbreviations, other names and adjectives of states."""
    for key, entry in states.items():
        country, admin1 = key.split(".")
        place = out.states[country, admin1]
        out.abbreviations.update(dict.fromkeys(entry.get("abbreviations", []), place))
        if "postal" in entry:
            out.postal[entry["postal"]] = place
        for name in entry.get("names", []):
            row = next(r for rows in (out.rows[fold(place.name)],) for r in rows if place_of_row(r) == place)
            out.rows.setdefault(fold(name), []).insert(0, row)
        _add_adjectives(out, place, entry.get("adjectives", []))


def _add_regions(out: PlaceTables, regions: dict[str, dict[str, Any]]) -> None:
    """Enter regions of the world, seas and well-known buildings."""
    for name, entry in regions.items():
        place = Place(
            geonames=entry.get("geonames"),
            name=name,
            country=entry.get("country"),
            admin1="",
            lat=entry.get("lat"),
            long=entry.get("long"),
            population=0,
            feature=entry["kind"],
        )
        for form in (name, *entry.get("names", [])):
            out.regions[fold(form)] = place
        _add_adjectives(out, place, entry.get("adjectives", []))


def _add_adjectives(out: PlaceTables, place: Place, adjectives: list[str]) -> None:
    """Enter adjectives with their plurals as nouns."""
    for adjective in adjectives:
        for form in (adjective, plural_of_demonym(adjective)):
            if form:
                out.adjectives.setdefault(fold(form), place)
