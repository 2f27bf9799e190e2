"""Keys of things that have no name of their own: made of their content, so that the same input gives the same keys."""

from __future__ import annotations

import hashlib
from collections import Counter

from graphbuilder.model import Event, Extraction


def digest(*parts: object) -> str:
    """Give 16 hexadecimal digits of a hash over the parts; the same parts give the same digits everywhere.

    >>> digest("a", 1) == digest("a", 1), digest("a", "b") == digest("ab")
    (True, False)
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def event_keys(extraction: Extraction) -> dict[str, str]:
    """Give each event of an article its key, by event id: article, type, trigger, and what fills its roles.

    The event's number in the article is no part of it, so that a new event found before it does not rename it.
    """
    seen: Counter[str] = Counter()
    keys = {}
    for event in extraction.events:
        key = digest(extraction.id, event.type, event.trigger.start, event.trigger.end, *_roles(event))
        seen[key] += 1
        keys[event.id] = key if seen[key] == 1 else digest(key, seen[key])
    return keys


def _roles(event: Event) -> list[str]:
    return sorted(f"{role.role}:{role.start}:{role.end}:{role.entity}" for role in event.roles)
