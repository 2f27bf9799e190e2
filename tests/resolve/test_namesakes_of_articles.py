"""Names that are alike in several articles and mean different ones: bodies of states, the beginnings of longer names of people."""

from __future__ import annotations

import itertools

import pytest

from graphbuilder.model import Article
from graphbuilder.pipeline import Pipeline
from graphbuilder.resolve.link import decisions

APART = [
    ("The Peruvian Congress impeached the president.", "peruvian-congress", "Congress voted on the budget.", "united-states-congress"),
    ("Brazil's Supreme Court freed him.", "brazilian-supreme-court", "India's Supreme Court freed her.", "indian-supreme-court"),
    ("Norway's Labour Party won.", "norwegian-labour-party", "Labour won the seat in Leeds. The Labour Party cheered.", "labour-party"),
    ("Aung San Suu Kyi was detained.", "aung-san-suu-kyi", "Aung San founded the army in 1941.", "aung-san"),
    ("Kim Jong Un fired a missile.", "kim-jong-un", "Kim Jong Il died in his train.", "kim-jong-il"),
]

TOGETHER = [
    ("The Ukrainian parliament met.", "Ukraine's parliament passed the law.", "organization/ukrainian-parliament"),
    ("Germany's Foreign Ministry protested.", "The German Ministry of Foreign Affairs protested.", "organization/german-foreign-ministry"),
    ("The Supreme Court in Nairobi annulled it. Kenya votes again.", "The Kenyan Supreme Court met.", "organization/kenyan-supreme-court"),
    ("Mexico's president, Pedro Salinas Ortega, left. Pedro Salinas waved.", "Pedro Salinas Ortega spoke.", "person/pedro-salinas-ortega"),
]


def nodes_of(*texts: str) -> list[set[str]]:
    """The nodes of the entities of each article."""
    articles = [Article(id=f"a{k}", text=text, published="2021-07-15") for k, text in enumerate(texts)]
    made = [extraction for _, extraction in Pipeline().extract(articles)]
    canonical = decisions(made).canonical
    return [{canonical.get(e.id, e.id) for e in x.entities} for x in made]


@pytest.mark.parametrize(("one", "node", "other", "other_node"), APART)
def test_apart(one: str, node: str, other: str, other_node: str) -> None:
    first, second = nodes_of(one, other)
    kinds = ("organization/", "person/")
    assert any(kind + node in first for kind in kinds)
    assert not any(kind + node in second for kind in kinds)
    assert any(kind + other_node in second for kind in kinds)


@pytest.mark.parametrize(("one", "other", "node"), TOGETHER)
def test_together(one: str, other: str, node: str) -> None:
    assert all(node in nodes for nodes in nodes_of(one, other))


@pytest.mark.parametrize("texts", [
    ("Aung San Suu Kyi was detained on Monday. Aung San founded the army. Suu Kyi is his daughter.",),
    ("Kim Jong Un smiled. Kim Jong is a name in two parts.",),
])
def test_the_beginning_of_a_longer_name_is_another_name(texts: tuple[str, ...]) -> None:
    people = [i for i in itertools.chain(*nodes_of(*texts)) if i.startswith("person/")]
    assert len(people) > 1


def test_courts_that_no_state_is_told_of_stay_apart() -> None:
    first, second = nodes_of("The Supreme Court ruled on Friday.", "The Supreme Court freed two men.")
    assert not {i for i in first & second if i.startswith("organization/")}
