"""Names that the bodies of many states go by: *the Supreme Court*, *the Ministry of Health*. Who links nodes asks too, without a parser."""

from __future__ import annotations

from functools import lru_cache

from graphbuilder.data import read_yaml


@lru_cache(maxsize=1)
def usual_names() -> tuple[dict[str, str], frozenset[str]]:
    """Ways to say a body in small letters -> its usual name; the usual names of those that only their neighbours tell (parties)."""
    raw = read_yaml("state_bodies.yml")
    groups = (*raw["organs"].items(), *raw["parties"].items())
    return {form.casefold(): name for name, forms in groups for form in (name, *forms)}, frozenset(raw["parties"])


def is_state_body(name: str) -> bool:
    """Whether many states have a body that goes by this name alone.

    >>> is_state_body("Supreme Court"), is_state_body("the ministry of health"), is_state_body("Kenyan Supreme Court")
    (True, True, False)
    """
    return name.casefold().removeprefix("the ") in usual_names()[0]
