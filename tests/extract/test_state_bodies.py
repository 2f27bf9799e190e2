"""Whose parliament, court, bank, army, police, ministry or party is meant."""

from __future__ import annotations

import pytest

import graphbuilder
from graphbuilder.data import read_yaml

BESIDE_THE_NAME = [
    ("The Peruvian Congress met. Congress voted on Tuesday.", {"organization/peruvian-congress"}, {"organization/united-states-congress"}),
    ("The Congress of Colombia met on Friday.", {"organization/colombian-congress"}, {"organization/united-states-congress"}),
    ("Ukraine's parliament passed the law.", {"organization/ukrainian-parliament"}, set()),
    ("The German foreign ministry protested. The Foreign Ministry said so.", {"organization/german-foreign-ministry"}, set()),
    ("Ghana's Electoral Commission printed ballots.", {"organization/ghanaian-election-commission"}, set()),
    ("The Central Bank of Nigeria raised rates.", {"organization/nigerian-central-bank"}, set()),
    ("The Syrian Army left the town.", {"organization/syrian-army"}, set()),
    ("Norway's Labour Party won the vote.", {"organization/norwegian-labour-party"}, {"organization/labour-party"}),
    ("The U.S. Senate rejected the bill.", {"organization/united-states-senate"}, set()),
    ("The New Zealand Parliament met on Friday.", {"organization/new-zealand-parliament"}, set()),
    ("Florida's Supreme Court rejected the map.", {"organization/florida-supreme-court"}, {"organization/supreme-court"}),
]

BY_THE_ARTICLE = [
    (
        "Peru will sell a stake in the port, the minister said in Arequipa. Congress must agree. Peru has 34 million people.",
        {"organization/peruvian-congress"},
    ),
    ("President Obama flew to Peru. Congress rejected the budget.", {"organization/united-states-congress"}),
    (
        "Kenyan President William Ruto flew to Mombasa. The Supreme Court in Nairobi annulled the vote.",
        {"organization/kenyan-supreme-court"},
    ),
    (
        "Protesters marched in Dhaka on Monday. Bangladesh has 170 million people. The Home Ministry imposed a curfew.",
        {"organization/bangladeshi-interior-ministry"},
    ),
    ("President Obama praised the Senate. The Supreme Court will rule in June.", {"organization/supreme-court-of-the-united-states"}),
    ("Congress passed the budget on Friday.", {"organization/united-states-congress"}),
    ("Labour lost the vote. The Labour Party will choose a leader.", {"organization/labour-party"}),
]

UNTOLD = [
    "The Supreme Court ruled on Friday.",
    "Chile and Peru quarrelled for years. The Supreme Court ruled on Friday.",
    "Spain's Foreign Ministry met the French Foreign Ministry. The Foreign Ministry said nothing.",
]


def ids_of(text: str) -> set[str]:
    return {e.id for e in graphbuilder.extract(text, published="2021-07-15").entities}


@pytest.mark.parametrize(("text", "there", "absent"), BESIDE_THE_NAME)
def test_the_state_stands_beside_the_name(text: str, there: set[str], absent: set[str]) -> None:
    ids = ids_of(text)
    assert there <= ids
    assert not absent & ids


@pytest.mark.parametrize(("text", "there"), BY_THE_ARTICLE)
def test_the_article_tells_the_state(text: str, there: set[str]) -> None:
    assert there <= ids_of(text)


@pytest.mark.parametrize("text", UNTOLD)
def test_where_two_states_may_be_meant_none_is(text: str) -> None:
    bodies = {i for i in ids_of(text) if "supreme-court" in i or i.startswith("organization/foreign-ministry")}
    assert len(bodies) == 1
    assert bodies.pop().rsplit("-", 1)[1] not in ("court", "ministry")  # the article's mark


def test_two_states_in_one_article_have_a_court_each() -> None:
    ids = ids_of("Chile's Supreme Court freed the man. Peru's Supreme Court jailed him. Chile's Supreme Court said nothing.")
    assert {"organization/chilean-supreme-court", "organization/peruvian-supreme-court"} <= ids


def test_no_way_to_say_a_body_stands_for_two() -> None:
    raw = read_yaml("state_bodies.yml")
    forms = [form.casefold() for part in raw.values() for name, more in part.items() for form in (name, *more)]
    assert len(forms) == len(set(forms))
