"""What the linker keeps of an entity: whether lists know its name is asked where the article is read, and not again."""

from __future__ import annotations

import pytest

from graphbuilder import gazetteer
from graphbuilder.model import Entity, Mention
from graphbuilder.resolve.identity import compared_by
from graphbuilder.resolve.sketches import EntitySketch, sketch_of, united


def noted(key: str, name: str, kind: str, same_as: tuple[str, ...] = ()) -> EntitySketch:
    """The sketch of an entity that is mentioned once."""
    mention = Mention(start=0, end=len(name), text=name)
    return sketch_of(Entity(id=key, name=name, type=kind, same_as=same_as, mentions=(mention,)))


@pytest.mark.parametrize(
    ("name", "kind", "listed"),
    [
        ("Larkspur", "Organization", True),  # a town
        ("Quorvane", "Organization", False),
        ("Quorvane", "Thing", False),
        ("Ecuador", "Thing", True),
        ("Peruvians", "Thing", True),
        ("Quorvane Mills", "Organization", None),  # two words are no first word
        ("Quorvane", "Person", None),
        ("quorvane", "Thing", None),
    ],
)
def test_whether_lists_have_a_name(name: str, kind: str, listed: bool | None) -> None:
    assert noted("x", name, kind).listed is listed


def test_what_lists_say_of_the_name_that_most_articles_give_stays() -> None:
    sketches = [noted("x", "Quorvane", "Thing"), noted("x", "Quorvane", "Thing"), noted("x", "Ecuador", "Thing")]
    assert (united(sketches).name, united(sketches).listed) == ("Quorvane", False)
    assert united(sketches[1:] + sketches[2:]).listed is True


def test_the_linker_asks_no_list_for_what_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    known = united([noted("x", "Quorvane", "Organization"), noted("x", "Quorvane", "Organization")])
    unknown = EntitySketch(id="x", name="Quorvane", type="Organization", aliases=("Quorvane",), articles=2)
    asked: list[str] = []
    lookup = gazetteer.lookup

    def asking(name: str) -> object:
        asked.append(name)
        return lookup(name)

    monkeypatch.setattr(gazetteer, "lookup", asking)
    assert ("first", "quorvane") in list(compared_by(known))
    assert asked == []
    assert list(compared_by(unknown)) == list(compared_by(known))
    assert asked == ["Quorvane"]
