"""Data files that the package reads: what it knows about names, places and English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def read_yaml(name: str) -> Any:
    """What a YAML file of this folder says.

    It is read by libyaml's safe loader where that is built in: the one in Python takes ten times as long.

    >>> "NATO" in str(read_yaml("bodies.yml"))
    True
    """
    import yaml

    return yaml.load(files(__name__).joinpath(name).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def read_lines(name: str) -> frozenset[str]:
    """The lines of a list of this folder, without its comments and empty lines; read once.

    >>> "in front of" in read_lines("complex_prepositions.txt")
    True
    """
    text = files(__name__).joinpath(name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of a list of this folder that has several on a line; read once."""
    return frozenset(word for line in read_lines(name) for word in line.split())


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list of `word_lists.yml`.

    >>> "team" in word_list("bodies_meant_as_many")
    True

    Raises:
        KeyError: there is no such list.
    """
    words: list[str] = _word_lists()[name]
    return frozenset(words)


@cache
def _word_lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = read_yaml("word_lists.yml")
    return lists
