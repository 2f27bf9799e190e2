"""Headlines are read as the sentences that they stand for; lines that are no headlines stay as the model reads them."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.annotate import annotate
from graphbuilder.model import Article
from graphbuilder.read.structure import read_structure

BODY = "\n\nLAGOS, May 3, 2021 - It rained all day in the north, said Anna Keller. A trade group met Governor Keller to block a bill."


def parsed(nlp: Any, text: str, body: str = BODY) -> Any:
    """The first sentence of an article."""
    return next(document(nlp, text + body).sents)


def document(nlp: Any, text: str) -> Any:
    """A text as the readers give it, parsed."""
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text, blocks=read_structure(text).blocks)])
    assert doc.text == text
    return doc


def told(nlp: Any, headline: str) -> tuple[str, str, str]:
    """The main verb with its tag, and the head of its subject with a mark for a passive."""
    sent = parsed(nlp, headline)
    subject = next((c for c in sent.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    said = "" if subject is None else subject.text + (" (passive)" if subject.dep_ == "nsubjpass" else "")
    return sent.root.text, sent.root.tag_, said


CAPITALS = [
    ("Senator Vows To Block Trade Bill", ("Vows", "VBZ", "Senator")),
    ("Rebels Seize Airport In Eastern Congo", ("Seize", "VBP", "Rebels")),
    ("Police Arrest Dozens At Warsaw Rally", ("Arrest", "VBP", "Police")),
    ("Mexico Expels Two Bolivian Diplomats", ("Expels", "VBZ", "Mexico")),
    ("Court Upholds Ban On Foreign Donations", ("Upholds", "VBZ", "Court")),
    ("Farmers Block Roads Across Poland", ("Block", "VBP", "Farmers")),
    ("Volcano Erupts Near Capital, Killing Nine", ("Erupts", "VBZ", "Volcano")),
    ("Union Boss Quits", ("Quits", "VBZ", "Boss")),
    ("REBELS SEIZE AIRPORT IN EASTERN CONGO", ("SEIZE", "VBP", "REBELS")),
    ("Governor Keller Denies Claim Of Fraud", ("Denies", "VBZ", "Keller")),
]


@pytest.mark.parametrize(("headline", "expected"), CAPITALS, ids=lambda value: str(value)[:40])
def test_capitals_are_no_names(nlp: Any, headline: str, expected: tuple[str, str, str]) -> None:
    assert told(nlp, headline) == expected


HIDDEN = [
    ("French unions strike over pension plan", ("strike", "VBP", "unions")),
    ("Nurses strike in Cardiff", ("strike", "VBP", "Nurses")),
    ("Banker flees to Panama", ("flees", "VBZ", "Banker")),
    ("Lender defaults on bond", ("defaults", "VBZ", "Lender")),
    ("Kenyan police fire tear gas at marchers", ("fire", "VBP", "police")),
    ("Gunmen attack bus in northern Mali", ("attack", "VBP", "Gunmen")),
    ("Thousands march in Oran against president", ("march", "VBP", "Thousands")),
    ("Poland and Hungary veto EU budget", ("veto", "VBP", "Poland")),
    ("Spain court sentences separatist leaders to jail", ("sentences", "VBZ", "court")),
    ("Panel votes to hold inquiry", ("votes", "VBZ", "Panel")),
]


@pytest.mark.parametrize(("headline", "expected"), HIDDEN, ids=lambda value: str(value)[:40])
def test_verb_that_looks_like_a_noun(nlp: Any, headline: str, expected: tuple[str, str, str]) -> None:
    assert told(nlp, headline) == expected


LEFT_OUT = [
    ("Mayor accused of theft", ("accused", "VBN", "Mayor (passive)")),
    ("Two editors arrested after protest", ("arrested", "VBN", "editors (passive)")),
    ("Two held over museum theft", ("held", "VBN", "Two (passive)")),
    ("Man shot dead outside Leeds pub", ("shot", "VBN", "Man (passive)")),
    ("Actor found guilty of fraud", ("found", "VBN", "Actor (passive)")),
    ("Togo leader declared winner in early count", ("declared", "VBN", "leader (passive)")),
    ("Norway to send troops to Latvia", ("send", "VB", "Norway")),
    ("Sweden To Join Alliance", ("Join", "VB", "Sweden")),
    ("Peace talks to resume in Geneva", ("resume", "VB", "talks")),
]


@pytest.mark.parametrize(("headline", "expected"), LEFT_OUT, ids=lambda value: str(value)[:40])
def test_auxiliary_that_is_left_out(nlp: Any, headline: str, expected: tuple[str, str, str]) -> None:
    assert told(nlp, headline) == expected


STAY = [
    ("Trade talks in Geneva", ("talks", "NNS", "")),
    ("Bomb attacks in Kabul and Herat", ("attacks", "NNS", "")),
    ("Anger over fuel prices in Chile", ("Anger", "NN", "")),
    ("Guards held a suspect in Oran", ("held", "VBD", "Guards")),
    ("Thousands marched in Oran", ("marched", "VBD", "Thousands")),
    ("Minister accused rival of theft", ("accused", "VBD", "Minister")),
    ("Board named the director of the bank", ("named", "VBD", "Board")),
    ("The mayor accused the union of theft.", ("accused", "VBD", "mayor")),
]


def test_names_joined_by_a_comma(nlp: Any) -> None:
    sent = parsed(nlp, "Turkey, Greece Sign Gas Deal")
    assert {(t.text, t.dep_, t.head.text) for t in sent} >= {("Turkey", "nsubj", "Sign"), ("Greece", "conj", "Turkey")}


@pytest.mark.parametrize(("line", "expected"), STAY, ids=lambda value: str(value)[:40])
def test_what_is_told_already_stays(nlp: Any, line: str, expected: tuple[str, str, str]) -> None:
    assert told(nlp, line) == expected


@pytest.mark.parametrize("headline", ["Norway to send troops to Latvia", "Austria to close border with Hungary", "Sweden To Join Alliance"])
def test_an_infinitive_is_what_is_going_to_happen(nlp: Any, headline: str) -> None:
    assert next((t.tag_, t.lemma_) for t in parsed(nlp, headline) if t.lower_ == "to") == ("MD", "will")


def test_names_of_the_running_text_keep_their_capitals(nlp: Any) -> None:
    sent = parsed(nlp, "Trade Group Meets Governor Anna Keller")
    assert [ent.text for ent in sent.ents] == ["Anna Keller"]
    assert sent.root.text == "Meets"


def test_a_headline_alone(nlp: Any) -> None:
    assert parsed(nlp, "Rebels Seize Airport In Eastern Congo", "").root.text == "Seize"


def test_the_rest_of_the_article_stays(nlp: Any) -> None:
    text = "Rebels Seize Airport In Eastern Congo" + BODY
    one = document(nlp, text)
    with nlp.select_pipes(disable="graphbuilder_headlines"):
        other = document(nlp, text)
    rows = [[(t.i, t.tag_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for s in list(doc.sents)[1:] for t in s] for doc in (one, other)]
    assert rows[0] == rows[1]
    assert [t.tag_ for t in next(one.sents)] != [t.tag_ for t in next(other.sents)]
