"""International bodies and well-known organisations, by name."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphbuilder.data import read_yaml
from graphbuilder.gazetteer.records import Body


@cache
def tables() -> dict[str, Body]:
    """Bodies by each of their names as written: "WHO" is a body, "who" is not."""
    data: dict[str, dict[str, Any]] = read_yaml("bodies.yml")
    out: dict[str, Body] = {}
    for name, entry in data.items():
        names = (name, *entry["names"])
        body = Body(
            name=name, names=names, kind=entry["kind"], wikidata=entry.get("wikidata"), country=entry.get("country")
        )
        for form in names:
            out.setdefault(form, body)
    return out
