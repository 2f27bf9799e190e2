"""Ids of entities, made of their type and name."""

from __future__ import annotations

import re

from graphbuilder.gazetteer import fold


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens.

    >>> slug("Recep Tayyip Erdoğan"), slug("the opposition's Coordination Council")
    ('recep-tayyip-erdogan', 'opposition-coordination-council')
    """
    plain = re.sub(r"['’]s\b|['’]", "", fold(text))
    words = re.findall(r"[^\W_]+", plain)
    if len(words) > 1 and words[0] in ("the", "a", "an", "some", "this", "that", "these", "those"):
        words = words[1:]
    return "-".join(words) or "unnamed"


def entity_id(kind: str, name: str, country: str | None) -> str:
    """The id of an entity: `country/BLR` for countries, else its type and the slug of its name.

    >>> entity_id("Country", "Belarus", "BLR"), entity_id("Person", "Alexander Lukashenko", "BLR")
    ('country/BLR', 'person/alexander-lukashenko')
    """
    if kind == "Country" and country:
        return f"country/{country}"
    return f"{kind.lower()}/{slug(name)}"
