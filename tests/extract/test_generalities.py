"""What matches a frame and tells of no event, each beside a twin that tells of one."""

from __future__ import annotations

import pytest

from graphbuilder.api import extract
from graphbuilder.model import Factuality

GENERAL = [
    ("When people work together, towns grow.", "Cooperate"),
    ("He says the more you help rich farmers, the better off we are.", "Aid"),
    ("Would you vote for her?", "Support"),
    ("Would you vote for Mayor Lund?", "Support"),
    ("People who go to Lagos know that it is loud.", "Movement"),
    ("The task of anyone appointed as judge is hard.", "Appointment"),
    ("When a reporter criticizes him, he lashes out at her.", "Criticize"),
    ("It was an opportunity to appeal to the farmers of Peru.", "Request"),
    ("The noise made it hard for Kay to attack the plan.", "Criticize"),
    ("It is vital to support the nurses.", "Support"),
    ("Letters were sent to demand papers.", "Demand"),
    ("Changing the rules is slow, and dismissing criticism is easy.", "Reject"),
    ("Perhaps we could build a high fence around the town hall.", "Construction"),
    ("Explosions are common in the valley.", "Explosion"),
    ("Norway and Denmark would also share intelligence.", "Agree"),
    ("The crowd waited for the outcome of the election.", "Election"),
    ("Her office will often issue a report on reefs.", "Publication"),
    ("People protest against the coup.", "Protest"),
    ("Guards fire tear gas when miners throw stones.", "Coerce"),
    ("When a reporter criticizes him every Sunday, he lashes out at her.", "Criticize"),
]


@pytest.mark.parametrize(("text", "kind"), GENERAL)
def test_no_event(text: str, kind: str) -> None:
    assert kind not in [e.type for e in extract(text).events]


TWINS = [
    ("The two mayors worked together on the bridge.", "Cooperate"),
    ("You helped the farmers of Peru.", "Aid"),
    ("She voted for Mayor Lund.", "Support"),
    ("People went to Lagos by boat on Sunday.", "Movement"),
    ("Nobody was appointed as judge.", "Appointment"),
    ("When a reporter criticized him, he lashed out at her.", "Criticize"),
    ("Peru appealed to the farmers to stay.", "Request"),
    ("Kay found it hard to sleep and attacked the plan.", "Criticize"),
    ("It is vital for Iran to free the sailors.", "Release"),
    ("The abbot wrote to demand that Chad free the sailors.", "Demand"),
    ("Critics said that the council had dismissed their proposal.", "Reject"),
    ("The town built a wall around the hall.", "Construction"),
    ("Gas explosions shook the valley on Sunday.", "Explosion"),
    ("Norway said it would share intelligence with Denmark.", "Agree"),
    ("The crowd waited for the outcome of the election in Ghana.", "Election"),
    ("Her office will issue a report on reefs.", "Publication"),
    ("People protest in Lagos.", "Protest"),
    ('"We may impose sanctions on Friday," a Danish official said.', "Sanction"),
    ("People protest against the coup", "Protest"),
    ("Guards fire tear gas when miners throw stones", "Coerce"),
    ("In 1911, when Peru invades Chile, the king flees.", "Assault"),
    ("Guards arrest 40 when miners storm a hall in Lagos.", "Arrest"),
]


@pytest.mark.parametrize(("text", "kind"), TWINS)
def test_twin(text: str, kind: str) -> None:
    assert kind in [e.type for e in extract(text).events]


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("Claims are allowed if the bank took part in an attack on Kenya.", "Assault", Factuality.CONDITIONAL),
        ("Claims are allowed if the bank is found to have taken part in an attack on Kenya.", "Assault", Factuality.CONDITIONAL),
        ("Claims rose after the state was hit by a terror attack in Kenya.", "Assault", Factuality.ASSERTED),
        ("The rule could hasten the closure of the mine.", "Closure", Factuality.POSSIBLE),
        ("The rule hastened the closure of the mine.", "Closure", Factuality.ASSERTED),
        ("The bishop told the abbot to stop mocking the nuns and apologize.", "Apologize", Factuality.REQUESTED),
    ],
)
def test_factuality(text: str, kind: str, factuality: Factuality) -> None:
    assert {e.factuality for e in extract(text).events if e.type == kind} == {factuality}


@pytest.mark.parametrize(
    ("text", "country"),
    [("Ambassador Lund backed the sanctions on Chad's generals.", None), ("Ambassador Lund backed Chad's generals.", "TCD")],
)
def test_harm_that_is_backed(text: str, country: str | None) -> None:
    """Who backs sanctions does not back whom they are imposed on."""
    assert {r.country for e in extract(text).events if e.type == "Support" for r in e.roles if r.role == "recipient"} == {country} - {None}


def test_harm_that_is_vowed() -> None:
    """To whom harm is promised nothing is promised."""
    (vow,) = [e for e in extract("The mayor vowed to form a squad to crack down on smugglers.").events if e.type == "Agree"]
    assert [r.text for r in vow.roles if r.role == "recipient"] == []
