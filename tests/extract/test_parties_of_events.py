"""Who the parties of events are, where grammar and not the frame tells it: control, places of reports, dashes, anybody's *you*."""

from __future__ import annotations

import pytest

from graphbuilder.api import extract
from graphbuilder.model import Event, Factuality

CASES = [
    # who is said to be the first, the only one, the last to do it does it
    ("Togo became the first state to recognise Kosovo's passports.", "Recognize", "actor", ["Togo"]),
    ("Uruguay was one of the first countries in the region to ratify the treaty.", "SignAgreement", "actor", ["Uruguay"]),
    # who is told to do it does it, even where a quotation mark stands between
    ('Moss told his supporters at a rally in Ohio to "go to your church and pray".', "Movement", "actor", ["his supporters"]),
    ("It is up to the electors to cast their ballots.", "Election", "actor", ["the electors"]),
    ("The premier has kept up the tradition of pardoning a sheep every year.", "Concede", "actor", ["The premier"]),
    # a report's place, and what stands before a dash, is no party
    ("HOLLIDAY, Mo. — A 25-year-old man was arrested Friday on theft charges.", "Arrest", "recipient", ["A 25-year-old man"]),
    ("The debate is predictable - Carl Lund has vowed to cut taxes.", "Agree", "actor", ["Carl Lund"]),
    ("There was a trip by Senate leader Carl Berg (Ky.) a month later.", "Visit", "recipient", []),
    ("They discussed the pledge made in Lima to cut emissions.", "Agree", "recipient", []),
    ("He's also slammed the fuel law.", "Criticize", "actor", ["He"]),
    ("The mayor attacked the Lund campaign.", "Criticize", "recipient", ["the Lund campaign"]),
    # whom a deed is said not to touch, and whom it touches behind a denial
    ("The army attacked the port but not the town.", "Assault", "recipient", ["the port"]),
    ("The army attacked not the port but the town.", "Assault", "recipient", ["the town"]),
    ("The army attacked not only the port but also the town.", "Assault", "recipient", ["the town"]),
    ("Norway sanctioned Mali and not Chad.", "Sanction", "recipient", ["Mali"]),
    ("Norway did not sanction Chad but Mali.", "Sanction", "recipient", ["Chad"]),
    ("She flew to Oslo, not to Bergen.", "Movement", "destination", ["Oslo"]),
    ("Mali, not Chad, signed the pact.", "SignAgreement", "actor", ["Mali"]),
    ("Panamanian farmers blocked a highway to force Panama's government to act.", "Blockade", "recipient", ["Panama's"]),
]


def events_of(text: str, kind: str) -> list[Event]:
    return [e for e in extract(text, published="2023-03-15").events if e.type == kind]


@pytest.mark.parametrize(("text", "kind", "role", "fillers"), CASES)
def test_filler(text: str, kind: str, role: str, fillers: list[str]) -> None:
    found = events_of(text, kind)
    assert found
    assert [r.text for e in found for r in e.roles if r.role == role] == fillers


SILENT = [
    ("You walk down the road and you get shot.", "Assault"),
    ("Everything hangs on the result of the election.", "Election"),
    ("They could hardly make ends meet.", "Meet"),
    ("Talk has been swirling about a challenge to her.", "Consult"),
    ("Thank God it rained.", "Thank"),
]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_no_event(text: str, kind: str) -> None:
    assert not events_of(text, kind)


SPOKEN_TO = [("You are threatening us.", "Threaten"), ("The election in Ghana is on Sunday.", "Election"), ("She met the mayor.", "Meet")]


@pytest.mark.parametrize(("text", "kind"), SPOKEN_TO)
def test_twin(text: str, kind: str) -> None:
    assert events_of(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("Uruguay was one of the first countries in the region to ratify the treaty.", "SignAgreement", Factuality.ASSERTED),
        ("Uruguay may be the first country to ratify the treaty.", "SignAgreement", Factuality.POSSIBLE),
        ("She is the most unqualified person to ever run for president.", "Candidacy", Factuality.ASSERTED),
        ("The visit by Lund was perhaps too costly.", "Visit", Factuality.ASSERTED),
        ("The truce is aimed at evacuating civilians.", "Aid", Factuality.PLANNED),
    ],
)
def test_factuality(text: str, kind: str, factuality: Factuality) -> None:
    assert [e.factuality for e in events_of(text, kind)] == [factuality]


@pytest.mark.parametrize(
    ("text", "country"),
    [("Togo attacked its neighbour.", None), ("The Danish premier met her counterpart.", None), ("Togo attacked its own citizens.", "TGO")],
)
def test_country_of_the_other_side(text: str, country: str | None) -> None:
    assert {r.country for e in extract(text).events for r in e.roles if r.role == "recipient"} == {country}


def test_time_of_what_did_the_harm() -> None:
    """*In 2003 a quake left thousands dead*: the quake was in 2003."""
    (quake,) = events_of("In 2003 an earthquake in the city of Bam left 25,000 people dead.", "Earthquake")
    assert quake.time is not None
    assert quake.time.value == "2003"


def test_what_is_denied_lies_before() -> None:
    """*denied a part in the 2009 bombing*: not in 2009."""
    (denial,) = events_of("The clan denied a part in the 2009 bombing.", "Reject")
    assert denial.time is not None
    assert denial.time.value != "2009"
