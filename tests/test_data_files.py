"""The files of knowledge: what YAML would drop without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from graphbuilder.data import read_yaml

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted([*(ROOT / "graphbuilder" / "data").glob("*.yml"), *(ROOT / "ontologies").rglob("*.yml")])


def repeated(node: yaml.Node | None) -> list[str]:
    """The keys that stand twice in a mapping, with their lines: YAML keeps the last one."""
    found: list[str] = []
    if isinstance(node, yaml.MappingNode):
        met: set[str] = set()
        for key, value in node.value:
            if key.value in met:
                found.append(f"{key.value} (line {key.start_mark.line + 1})")
            met.add(key.value)
            found += repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        found += [name for item in node.value for name in repeated(item)]
    return found


def test_a_repeated_key_is_seen() -> None:
    assert repeated(yaml.compose("- {a: 1, b: {c: 1, c: 2}}", yaml.SafeLoader)) == ["c (line 1)"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_key_stands_twice(path: Path) -> None:
    assert repeated(yaml.compose(path.read_text("utf-8"), yaml.CSafeLoader)) == []


def test_every_list_of_words_is_asked_for() -> None:
    lists = read_yaml("word_lists.yml")
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "graphbuilder").rglob("*.py")))
    assert sorted(lists) == sorted(set(re.findall(r'= word_list\("(\w+)"\)', code)))
    assert {name: words for name, words in lists.items() if len(words) != len(set(words))} == {}
