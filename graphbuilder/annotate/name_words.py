"""What the repairs of named entities read and give: names, the words of a document, and the word lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuilder.data import read_words, read_yaml

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))
"""Labels of names; the others are of times, numbers and amounts and stay as the model says."""

WEAK = frozenset(("ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "FAC", "LOC", "LAW", "LANGUAGE", "EVENT"))
TOWN_LIKE = WEAK | {"NORP", "DATE"}


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens `start` to `end`, half-open, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a Doc, read once: their texts, offsets, and whether white space follows."""

    text: str
    words: list[str]
    starts: list[int]
    ends: dict[int, int]  # offset at which a token ends -> its index
    doc: Doc

    def of(self, name: Name) -> str:
        """The words of a name as written."""
        last = name.end - 1
        return self.text[self.starts[name.start] : self.starts[last] + len(self.words[last])]


def taken_words(names: list[Name], text: Words) -> bytearray:
    """For each token whether it is part of a name, and one more at the end."""
    taken = bytearray(len(text.words) + 1)
    for name in names:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    return taken


@cache
def name_lists() -> dict[str, frozenset[str]]:
    """The word lists of `data/names.yml` and `data/places.yml`."""
    lists = [read_yaml(name) for name in ("names.yml", "places.yml")]
    return {key: frozenset(words) for data in lists for key, words in data.items()}


def surnames() -> frozenset[str]:
    """Folded surnames, of `data/surnames.txt`: *Lincoln* alone may be somebody, *Perth* is a town."""
    return read_words("surnames.txt")


@cache
def given_names() -> frozenset[str]:
    """Folded given names, of `data/given_names.tsv`: *Nikki* and *Logan* inside a name are no towns."""
    lines = files("graphbuilder.data").joinpath("given_names.tsv").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.partition("\t")[2].split())
