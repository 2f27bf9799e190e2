"""The entities of an article: ids that keep one state's institutions apart from another's, places, days that are nobody."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import graphbuilder

CASES = [
    ("Police in Fiji arrested an editor on Thursday.", "group/police-fji"),
    ("In Oslo, Norway, police arrested two men.", "group/police-nor"),
    ("Protesters marched in Lagos. Nigerian police fired tear gas.", "group/nigerian-police"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_police_belong_to_a_state(text: str, expected: str) -> None:
    ids = {e.id for e in graphbuilder.extract(text, published="2021-07-15").entities}
    assert expected in ids, sorted(ids)


def test_days_are_no_entities() -> None:
    found = graphbuilder.extract("Chad met Mali in Oran on Monday. They agreed on Tuesday.", published="2021-07-15")
    assert not {"Monday", "Tuesday"} & {e.name for e in found.entities}


GEORGIAS = [
    ("Georgia's governor, Brian Kemp, signed a law in Atlanta.", "place/4197000", "country/GEO"),
    ("Voters in Georgia queued for hours in Savannah.", "place/4197000", "country/GEO"),
    ("The governor of Georgia signed a law.", "place/4197000", "country/GEO"),
    ("Georgia's prime minister visited Brussels and returned to Tbilisi.", "country/GEO", "place/4197000"),
    ("The army of Georgia held exercises near Batumi.", "country/GEO", "place/4197000"),
    ("Denzel Washington opened a theatre in Chicago. Washington, 66, thanked the actors.", "person/denzel-washington", "place/4140963"),
    ("Washington imposed sanctions on Iran.", "country/USA", "place/5815135"),
    ("Fires burned in Washington state.", "place/5815135", "place/4140963"),
    ("Thousands marched in Washington, D.C., on Friday.", "place/4140963", "person/washington"),
]


@pytest.mark.parametrize(("text", "there", "absent"), GEORGIAS)
def test_one_name_of_several_things(text: str, there: str, absent: str) -> None:
    ids = {e.id for e in graphbuilder.extract(text, published="2021-07-15").entities}
    assert there in ids, sorted(ids)
    assert absent not in ids


COMPANIES = [
    ("Senators questioned Rowan Hale CEO Ann Pruitt on Tuesday. Rowan Hale has lost its licence.", "organization/rowan-hale"),
    ("Rowan Hale met the senators on Tuesday. His lawyer came, too.", "person/rowan-hale"),
]


@pytest.mark.parametrize(("text", "expected"), COMPANIES)
def test_only_companies_have_shares_and_a_chief_executive(text: str, expected: str) -> None:
    assert expected in {e.id for e in graphbuilder.extract(text, published="2021-07-15").entities}


def test_people_of_two_articles_are_not_the_same_people() -> None:
    found = [graphbuilder.extract(f"Some people marched in {town}.", id=town) for town in ("Oslo", "Lima")]
    groups = [{e.id for e in extraction.entities if e.type == "Group"} for extraction in found]
    assert all(groups)
    assert groups[0] != groups[1]


PIECES = [
    "Norway’s  police",
    "“won’t 🙂 stop,”",
    "said Ms. Å. Ødegård",
    "the EU fined banks 1.5 million euros",
    "on Tuesday",
    ".",
    "\n\n",
    "\u200b",
    "\u0645\u0635\u0631",
    "e\u0301lections in Chad",
    "Mali denied that 12 people had died",
    ",",
    "\t",
    "OSLO, July 14 —",
    "(AP)",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
def test_every_span_is_the_slice(text: str) -> None:
    assume(any(c.isalpha() for c in text))
    found = graphbuilder.extract(text, published="2021-07-15")
    mentions = [(m.start, m.end, m.text) for e in found.entities for m in e.mentions]
    roles = [(r.start, r.end, r.text) for e in found.events for r in e.roles]
    triggers = [(e.trigger.start, e.trigger.end, e.trigger.text) for e in found.events]
    words = [(p.trigger.start, p.trigger.end, p.trigger.text) for p in found.predicates]
    times = [(t.start, t.end, t.text) for t in found.times]
    quantities = [(q.start, q.end, q.text) for q in found.quantities]
    spans = [*mentions, *roles, *triggers, *words, *times, *quantities]
    assert [s for s in spans if text[s[0] : s[1]] != s[2]] == []
    bare = [(x.start, x.end) for a in found.attributions for x in (*a.source, *a.cue, *a.content)]
    bare += [(x.start, x.end) for t in found.triples for x in t.evidence]
    bare += [(x.start, x.end) for x in found.sentences]
    assert [x for x in bare if not 0 <= x[0] <= x[1] <= len(text)] == []


TOGETHER = [
    ("Peru and Ecuador quarrelled for years. They signed a treaty on Monday.", {"country/PER", "country/ECU"}),
    ("Peru recalled its envoy from Chile. The two countries signed a treaty on Monday.", {"country/PER", "country/CHL"}),
    ("Ana Duarte and Luis Prado were arrested. They attacked a policeman in Lima.", {"person/ana-duarte", "person/luis-prado"}),
]


@pytest.mark.parametrize(("text", "together"), TOGETHER)
def test_who_is_meant_together_fills_a_role_each(text: str, together: set[str]) -> None:
    events = graphbuilder.extract(text, published="2021-07-15").events
    assert together == {r.entity for r in events[-1].roles if r.role == "actor"}
