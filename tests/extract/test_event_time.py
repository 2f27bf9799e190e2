"""The time that governs a clause, on real parses: sentence, predicate -> value and bounds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphbuilder.extract.clauses import noun_clause, read_clauses
from graphbuilder.extract.event_time import governing_time
from graphbuilder.extract.times import read_times
from graphbuilder.model import EventTime

ANCHOR = date(2020, 11, 17)  # a Tuesday

VERBS = [
    (
        "Rallies have shaken the capital following the May 4 regional vote.",
        "shake",
        "2020-05-04/..",
        "2020-05-04",
        "2020-11-17",
    ),
    ("After the tally was published on June 2, fights erupted.", "erupt", "2020-06-02/..", "2020-06-02", "2020-11-17"),
    ("After the tally was published on June 2, fights erupted.", "publish", "2020-06-02", "2020-06-02", "2020-06-02"),
    ("The bomb killed 12 people in Kabul on Monday.", "kill", "2020-11-16", "2020-11-16", "2020-11-16"),
    ("The president will visit Paris on Friday.", "visit", "2020-11-20", "2020-11-20", "2020-11-20"),
    ("Last Friday, the minister resigned.", "resign", "2020-11-13", "2020-11-13", "2020-11-13"),
    ("The bridge was destroyed last week.", "destroy", "2020-W46", "2020-11-09", "2020-11-15"),
    ("The shop has been closed since March.", "close", "2020-03/..", "2020-03-01", "2020-11-17"),
    ("Pilots have held their biggest strike since 1998.", "hold", None, None, "2020-11-17"),
    ("Dockers voted for their first strike since 2003.", "vote", None, None, "2020-11-17"),
    ("Floods have killed at least 40 people since Monday.", "kill", "2020-11-16/..", "2020-11-16", "2020-11-17"),
    ("The army left before the election of October 4.", "leave", "../2020-10-04", None, "2020-10-04"),
    ("Exports fell this year.", "fall", "2020", "2020-01-01", "2020-11-17"),
    ("Exports will fall this year.", "fall", "2020", "2020-01-01", "2020-12-31"),
    ("Rents have doubled over the past three years.", "double", "2017-11-17/2020-11-17", "2017-11-17", "2020-11-17"),
    ("He was jailed from 2010 to 2015.", "jail", "2010/2015", "2010-01-01", "2015-12-31"),
    ("The siege lasted three months.", "last", None, None, "2020-11-17"),
    ("The council refused to meet.", "refuse", None, None, "2020-11-17"),
]

NOUNS = [
    ("The May 4 election was contested.", "election", "2020-05-04"),
    ("Last year's floods ruined farmers.", "floods", "2019"),
    ("They rejected the outcome of the 2016 referendum.", "referendum", "2016"),
]


def time_of(
    nlp: Any, text: str, lemma: str, anchor: date | None = ANCHOR, noun_time: EventTime | None = None
) -> EventTime | None:
    doc = nlp(text)
    clauses = read_clauses(doc)
    clause = next(c for c in clauses.all if c.lemma == lemma and c.verb is not None)
    below = [c for c in clauses.all if c.parent is clause and c.mark]
    times = read_times(doc.text, anchor)
    callback = None if noun_time is None else (lambda i: noun_time if doc[i].pos_ == "NOUN" else None)
    return governing_time(clause, times, (0, len(text)), anchor, callback, below)


@pytest.mark.parametrize(("text", "lemma", "value", "earliest", "latest"), VERBS)
def test_verbs(nlp: Any, text: str, lemma: str, value: str | None, earliest: str | None, latest: str | None) -> None:
    assert time_of(nlp, text, lemma) == EventTime(value=value, earliest=earliest, latest=latest)


@pytest.mark.parametrize(("text", "noun", "value"), NOUNS)
def test_nouns(nlp: Any, text: str, noun: str, value: str) -> None:
    doc = nlp(text)
    token = next(t for t in doc if t.lower_ == noun)
    found = governing_time(noun_clause(token, read_clauses(doc)), read_times(text, ANCHOR), (0, len(text)), ANCHOR)
    assert found is not None
    assert found.value == value


def test_following_an_event_whose_time_is_known(nlp: Any) -> None:
    known = EventTime(value="2020-08-09/..", earliest="2020-08-09", latest="2020-11-17")
    found = time_of(nlp, "Following the protests, the bloc imposed sanctions.", "impose", noun_time=known)
    assert found == EventTime(value="2020-08-09/..", earliest="2020-08-09", latest="2020-11-17")


def test_nothing_is_made_up(nlp: Any) -> None:
    assert time_of(nlp, "Prices rise.", "rise") is None
    assert time_of(nlp, "The minister resigned.", "resign", anchor=None) is None
    assert time_of(nlp, "The minister may resign.", "resign") is None
    assert time_of(nlp, "The council meets every Monday.", "meet") is None
