"""Reports of one happening become one event, others stay apart; whatever the order of the articles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.model import Factuality
from graphbuilder.resolve.fused import Decisions, Fused, Rules
from graphbuilder.resolve.merge import fuse, fused_factuality
from graphbuilder.resolve.nodes import is_name
from tests.graph import fixtures
from tests.graph.fixtures import Builder, Pair, corpus

UNION, LIMA, CUSCO = "organization/miners-union", "place/3936456", "place/3941584"


def protest(
    id: str,
    day: tuple[str | None, str | None] | None = ("2021-05-03", "2021-05-03"),
    *,
    who: str = UNION,
    where: str | None = LIMA,
    published: str | None = "2021-05-04",
    source: str = "",
    **more: Any,
) -> Pair:
    b = Builder(id, f"They protested there ({id}). What came of it is open.", source=source, published=published)
    b.event("Protest", "protested", [b.role("actor", "They", who)], when=day, place=where, **more)
    return b.pair()


def meeting(id: str, actor: str, recipient: str) -> Pair:
    b = Builder(id, "One met the other.", published="2021-06-02")
    roles = [b.role("actor", "One", actor), b.role("recipient", "the other", recipient)]
    return b.event("Meet", "met", roles, when=("2021-06-01", "2021-06-01")).pair()


def sizes(*pairs: Pair, rules: Rules | None = None) -> list[int]:
    """Numbers of reports of the merged events, largest first."""
    return sorted((len(event.reports) for event in fuse(pairs, rules=rules).events), reverse=True)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (protest("b"), "the same day, place and actor"),
        (protest("b", where=None), "no place is given"),
        (protest("b", where="country/PER"), "the country that the city lies in"),
        (protest("b", ("2021-05-01", "2021-05-31"), published="2021-05-05"), "wide bounds, told in the same days"),
        (protest("b", None, published="2021-05-05"), "no day, told in the same days"),
        (protest("b", factuality=Factuality.DENIED), "denied elsewhere"),
        (protest("b", factuality=Factuality.ATTRIBUTED), "attributed elsewhere"),
    ],
)
def test_reports_of_one_happening_are_one_event(second: Pair, why: str) -> None:
    assert sizes(_with_lima(protest("a")), _with_lima(second)) == [2], why


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (protest("b", ("2021-05-10", "2021-05-10"), published="2021-05-11"), "a week later"),
        (protest("b", where=CUSCO), "another city"),
        (protest("b", who="group/peruvian-officials"), "another actor"),
        (protest("b", ("2021-05-01", "2021-05-31"), published="2021-05-25"), "wide bounds, told weeks later"),
        (protest("b", None, published="2021-06-25"), "no day, told weeks later"),
        (protest("b", None, published=None), "no day, and nobody knows when it was told"),
        (protest("b", factuality=Factuality.PLANNED), "a plan is no report of what happened"),
        (protest("b", factuality=Factuality.REQUESTED), "a demand is no report of what happened"),
    ],
)
def test_other_happenings_stay_apart(second: Pair, why: str) -> None:
    assert sizes(_with_lima(protest("a")), _with_lima(second)) == [1, 1], why


def _with_lima(pair: Pair) -> Pair:
    """The same with the places among its entities, so that their country is known."""
    from graphbuilder.model import Entity

    article, extraction = pair
    places = tuple(Entity(id=id, **fixtures.PEOPLE[id]) for id in (LIMA, CUSCO, "country/PER"))
    return article, replace(extraction, entities=places)


def test_a_vague_report_does_not_tie_two_weeks_together() -> None:
    vague = protest("c", ("2021-05-01", "2021-05-31"), published="2021-05-07")
    weeks = [protest("a"), protest("b", ("2021-05-10", "2021-05-10"), published="2021-05-11")]
    assert sizes(*weeks, vague) == [2, 1]


def test_one_article_tells_twice_only_with_the_same_bounds_and_participants() -> None:
    b = Builder("a", "They protested. They protested again. They demonstrated.", published="2021-05-04")
    for trigger, day in (("protested", "2021-05-03"), ("protested again", "2021-05-03"), ("demonstrated", "2021-05-02")):
        b.event("Protest", trigger, [b.role("actor", "They", UNION)], when=(day, day))
    assert sizes(b.pair()) == [2, 1]


def test_a_meeting_has_two_sides_where_both_act() -> None:
    pair = (meeting("a", "person/jan-visser", "person/rosa-quispe"), meeting("b", "person/rosa-quispe", "person/jan-visser"))
    assert sizes(*pair, rules=Rules(symmetric=frozenset({"Meet"}))) == [2]
    assert sizes(*pair) == [1, 1]


def test_rare_events_may_be_dated_a_few_days_apart() -> None:
    pairs = (protest("a"), protest("b", ("2021-05-05", "2021-05-05"), published="2021-05-25"))
    assert sizes(*pairs) == [1, 1]
    (event,) = fuse(pairs, rules=Rules(days={"Protest": 2})).events
    assert event.differs == ("time",)
    assert (str(event.earliest), str(event.latest)) == ("2021-05-03", "2021-05-05")
    assert sizes(*pairs, rules=Rules(days={"Protest": 1})) == [1, 1]


def test_a_rare_event_told_soon_after_is_the_dated_one() -> None:
    dated, rules = protest("a", published="2021-07-01"), Rules(days={"Protest": 3})
    soon, late = (protest(id, (None, day), published=day) for id, day in (("b", "2021-05-06"), ("c", "2021-05-07")))
    assert sizes(dated, soon, rules=rules) == [2]
    assert sizes(dated, late, rules=rules) == [1, 1]
    assert sizes(dated, soon) == [1, 1]


def test_days_reach_over_the_border_of_a_week() -> None:
    for day in range(1, 15):
        other = protest("b", (f"2021-05-{day + 3:02}", f"2021-05-{day + 3:02}"), published=None)
        assert sizes(protest("a", (f"2021-05-{day:02}", f"2021-05-{day:02}")), other, rules=Rules(days={"Protest": 3})) == [2]


def test_values_that_disagree_stay_side_by_side() -> None:
    (event,) = fuse([fixtures.result_courier(), fixtures.result_herald()]).events
    assert event.differs == ("voteShare",)
    assert {q.text for report in event.reports for q in report.quantities.values()} == {"50.10%", "49.8%"}


def dead(id: str, *numbers: str) -> Pair:
    words = " and ".join(f"{number} men" for number in numbers)
    b = Builder(id, f"In Lima {words} died at sea.", published="2021-05-04")
    roles = [b.role("deaths", number, quantity=b.quantity(number, number, "NUM", "men")) for number in numbers]
    return b.event("Casualties", "died", roles, when=("2021-05-03", "2021-05-03"), place=LIMA).pair()


@pytest.mark.parametrize(
    ("reports", "differs"),
    [
        ((("4", "3"),), ()),
        ((("4", "3"), ("4",)), ()),
        ((("4", "3"), ("7",)), ("deaths",)),
    ],
)
def test_a_report_with_two_numbers_is_at_one_with_itself(reports: tuple[tuple[str, ...], ...], differs: tuple[str, ...]) -> None:
    events = fuse([dead(f"a{i}", *numbers) for i, numbers in enumerate(reports)]).events
    assert [event.differs for event in events] == [differs]


def test_trailing_zeros_are_no_disagreement() -> None:
    from tests.graph.fixtures import _result

    (event,) = fuse([_result("a", "Courier", "50.10", False), _result("b", "Herald", "50.1", False)]).events
    assert event.differs == ()


def test_asserted_wins_over_attributed_and_the_denial_is_kept() -> None:
    (event,) = fuse([fixtures.sanctions_denied(), fixtures.sanctions_attributed(), fixtures.sanctions()]).events
    assert event.factuality is Factuality.ASSERTED
    assert {report.event.factuality.value for report in event.reports} == {"Asserted", "Attributed", "Denied"}
    assert event.differs == ("factuality",)
    assert (event.confidence, event.attributed_confidence) == (0.9, 0.7)


def test_a_denial_is_no_source_of_what_it_denies() -> None:
    (event,) = fuse([fixtures.sanctions_denied(), fixtures.sanctions()]).events
    assert (len(event.articles), event.independent) == (2, 1)


WIRE = (
    "Thousands of miners marched through the centre of the capital on Monday to protest against the new tax on copper, "
    "which the government wants to bring before parliament next week; the police closed two bridges and the march ended "
    "in front of the ministry, where the leaders of the union handed over a letter. They protested there. "
)


def _wire(id: str, text: str, source: str) -> Pair:
    b = Builder(id, text, source=source, published="2021-05-04")
    b.event("Protest", "They protested", [b.role("actor", "They", UNION)], when=("2021-05-03", "2021-05-03"))
    return b.pair()


def test_copies_of_a_wire_text_count_once() -> None:
    copies = [_wire("a", WIRE, "Courier"), _wire("b", "LIMA (Agency) - " + WIRE, "Herald")]
    own = _wire("c", "They protested, our reporter saw: some hundred people, many of them young, sang before the gate.", "Gazette")
    (event,) = fuse([*copies, own]).events
    assert (len(event.articles), event.independent) == (3, 2)


def test_two_articles_of_one_outlet_are_one_source() -> None:
    (event,) = fuse([protest("a", source="Courier"), protest("b", source="courier")]).events
    assert (len(event.articles), event.independent) == (2, 1)


def test_three_copies_are_one_source() -> None:
    (event,) = fuse([_wire(id, WIRE, id) for id in "abcd"]).events
    assert (len(event.articles), event.independent) == (4, 1)


def test_confidence_pools_independent_sources_only() -> None:
    (alone,) = fuse([protest("a", source="Courier"), protest("b", source="Courier")]).events
    assert alone.confidence == pytest.approx(0.9)
    (both,) = fuse([protest("a", source="Courier"), protest("b", source="Herald")]).events
    assert both.confidence == pytest.approx(0.99)


def test_bounds_narrow_to_what_all_reports_allow() -> None:
    (event,) = fuse([protest("a", ("2021-05-01", "2021-05-05")), protest("b", ("2021-05-03", "2021-05-07"))]).events
    assert (str(event.earliest), str(event.latest)) == ("2021-05-03", "2021-05-05")


def test_the_first_report_names_the_event() -> None:
    early = fuse([protest("a", published="2021-05-03")]).events[0].key
    grown = fuse([protest("b", published="2021-05-04"), protest("a", published="2021-05-03")]).events[0]
    assert grown.key == early


@settings(max_examples=25, deadline=None)
@given(st.permutations(corpus()))
def test_the_order_of_articles_does_not_matter(pairs: list[Pair]) -> None:
    assert fuse(pairs) == fuse(corpus())


def test_a_merge_says_why() -> None:
    fused = fuse(corpus())
    reasons = {merge.into: merge.reason for merge in fused.merges}
    sanction = next(event for event in fused.events if event.type == "Sanction" and event.factual)
    assert reasons[sanction.key] == (
        "all say Sanction; the same actor (Netherlands); the same recipient (Peruvian officials); the times fit (2021-03-01)"
    )


def test_the_linker_unifies_entities() -> None:
    decisions = Decisions(
        canonical={"person/jan-visser": "person/rosa-quispe"}, reasons={"person/jan-visser": "a test says so"}
    )
    fused: Fused = fuse(corpus(), decisions)
    node = next(entity for entity in fused.entities if entity.id == "person/rosa-quispe")
    assert node.members == ("person/jan-visser", "person/rosa-quispe")
    assert "Jan Visser" in node.aliases
    assert [merge.reason for merge in fused.merges if merge.kind == "entity"] == ["a test says so"]


def test_a_curator_can_split_and_merge() -> None:
    pairs = [protest("a"), protest("b"), protest("c", ("2021-05-20", "2021-05-20"), published="2021-05-21")]
    keys = {report.article: report.key for event in fuse(pairs).events for report in event.reports}
    apart = Decisions(apart=frozenset({(keys["a"], keys["b"])}))
    assert sorted(len(event.reports) for event in fuse(pairs, apart).events) == [1, 1, 1]
    together = Decisions(together=frozenset({(keys["a"], keys["c"])}))
    merged = max(fuse(pairs, together).events, key=lambda event: len(event.reports))
    assert {report.article for report in merged.reports} == {"a", "b", "c"}
    assert [m.rule for m in fuse(pairs, together).merges] == ["CuratorRule"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [("Denied Attributed", "Attributed"), ("Negated Denied", "Denied"), ("Planned", "Planned"), ("Asserted Denied", "Asserted")],
)
def test_factuality_of_the_fused_event(values: str, expected: str) -> None:
    assert fused_factuality(Factuality(value) for value in values.split()).value == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa Quispe", True),
        ("Bank of England", True),
        ("UK", True),
        ("She", False),
        ("the Peruvian leader", False),
        ("The Peruvian leader", False),
        ("his", False),
        ("protesters", False),
        ("", False),
    ],
)
def test_only_names_become_other_names(text: str, name: bool) -> None:
    assert is_name(text) is name
