"""The tables of commitment in `factuality.yml`: what stands in them counts."""

from __future__ import annotations

import pytest

from graphbuilder.data import read_yaml
from graphbuilder.extract.signatures import words_in


@pytest.mark.parametrize("table", ["verbs", "objects", "nouns", "of_nouns", "adjectives"])
def test_no_word_stands_where_an_earlier_group_has_it_already(table: str) -> None:
    taken: set[tuple[str, str]] = set()
    idle = []
    for group in read_yaml("factuality.yml")[table]:
        complements = group.get("with", [""])
        words = words_in(group["words"])
        assert len(words) == len(set(words)), words
        idle += [(word, complements) for word in words if all((word, c) in taken for c in complements)]
        taken |= {(word, c) for word in words for c in complements}
    assert not idle
