"""Country outlines for the map, from the countryinfo package's own GeoJSON (MIT licence; no network)."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

STEPS = 10
"""Positions are kept in steps of a tenth of a degree: enough for a map of the world on a screen."""


@lru_cache(maxsize=1)
def country_outlines() -> tuple[tuple[str, str, str], ...]:
    """Read the outlines as (ISO 3166-1 alpha-3, name, path), sorted by code.

    A path is SVG path data in tenths of a degree, x = longitude, y = minus latitude. Small islands without an outline in
    the package are left out.

    >>> code, name, path = next(row for row in country_outlines() if row[0] == "BEL")
    >>> name, path[0]
    ('Belgium', 'M')
    """
    found: dict[str, tuple[str, str, str]] = {}
    for entry in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".json"):
            continue
        country = json.loads(entry.read_text(encoding="utf-8"))
        code = country.get("ISO", {}).get("alpha3")
        shapes = [feature["geometry"] for feature in country.get("geoJSON", {}).get("features", [])]
        path = "".join(ring_path(ring) for shape in shapes for ring in rings_of(shape))
        if code and path:
            found[code] = (code, country["name"], path)
    for code, name, path in _missing():
        found.setdefault(code, (code, name, path))
    return tuple(found[code] for code in sorted(found))


def _missing() -> list[tuple[str, str, str]]:
    """Read our own rough outlines of the larger countries that the package has none for."""
    rows = json.loads(files("graphbuilder.show.templates").joinpath("outlines.json").read_text(encoding="utf-8"))
    return [(row["code"], row["name"], ring_path(row["ring"])) for row in rows]


def rings_of(shape: dict[str, Any]) -> list[list[list[float]]]:
    """List the rings of a GeoJSON Polygon or MultiPolygon (RFC 7946, section 3.1)."""
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def ring_path(ring: list[list[float]]) -> str:
    """Write a ring of [longitude, latitude] pairs as relative SVG path data.

    >>> ring_path([[0, 0], [1, 0], [1, 1], [0, 0]])
    'M0 0l10 0 0-10z'
    """
    points = [(round(x * STEPS), round(-y * STEPS)) for x, y, *_ in ring]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
    moves = [step for step in steps[:-1] if step != (0, 0)]
    if len(moves) < 2:
        return ""
    body = " ".join(f"{dx} {dy}".replace(" -", "-") for dx, dy in moves).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{body}z".replace(" -", "-")
