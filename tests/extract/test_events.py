"""Typed events on real parses of own sentences: types, parties, twins of one sentence, what must stay silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphbuilder.api import extract
from graphbuilder.extract.clauses import read_clauses, words_of
from graphbuilder.extract.coreference import read_chains
from graphbuilder.extract.events import DraftEvent, read_events
from graphbuilder.extract.fillers import Fillers
from graphbuilder.extract.located import Located
from graphbuilder.lexicon import load_lexicon
from graphbuilder.model import Article

SENTENCES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(nlp: Any, text: str) -> tuple[list[DraftEvent], Fillers]:
    from graphbuilder.annotate import annotate

    ((_, doc),) = annotate(nlp, [Article(id="a", text=text)])
    clauses = read_clauses(doc)
    chains = read_chains(doc, clauses)
    antecedent = {t.i: doc[chains.antecedent(t.i)] for t in doc if t.pos_ == "PRON"}
    return read_events(doc, clauses, load_lexicon(), antecedent), Fillers(doc, load_lexicon(), antecedent, Located(doc, ()))


def shape(nlp: Any, text: str) -> list[tuple[str, list[str]]]:
    """Type and "role filler" of each event, the best first."""
    events, _ = read(nlp, text)
    return [
        (e.type, sorted(f"{role} {' '.join(t.text for t in words_of(head))}" for role, head, _ in e.roles))
        for e in sorted(events, key=lambda e: -e.score)
    ]


def countries(events: list[DraftEvent], fillers: Fillers, role: str) -> set[str]:
    found = (fillers.country(head) or e.countries.get(head.i) for e in events for r, head, _ in e.roles if r == role)
    return {code for code in found if code}


@pytest.mark.parametrize(("kind", "actors", "recipients", "text"), SENTENCES)
def test_type_and_parties(nlp: Any, kind: str, actors: str, recipients: str, text: str) -> None:
    events, fillers = read(nlp, text)
    coded = [e for e in events if "plover" in e.codes]
    best = max(coded, key=lambda e: e.score)
    assert best.codes["plover"] == kind, [(e.frame, e.score) for e in events]
    right = [e for e in coded if e.codes["plover"] == kind]
    acting, receiving = countries(right, fillers, "actor"), countries(right, fillers, "recipient")
    wanted, sought = set(filter(None, actors.split(","))), set(filter(None, recipients.split(",")))
    if len(wanted) > 1 and not sought:  # both sides act
        acting |= receiving
    assert wanted <= acting
    assert sought <= receiving


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway sanctioned Chad.", ("Sanction", ["actor Norway", "recipient Chad"])),
        ("Chad was sanctioned by Norway.", ("Sanction", ["actor Norway", "recipient Chad"])),
        ("Norway has not sanctioned Chad.", ("Sanction", ["actor Norway", "recipient Chad"])),
        ("Chad, which Norway sanctioned, fell silent.", ("Sanction", ["actor Norway", "recipient Chad"])),
        ("Norway and Canada sanctioned Chad.", ("Sanction", ["actor Canada", "actor Norway", "recipient Chad"])),
        ("Rebels attacked the village.", ("Assault", ["actor Rebels", "recipient the village"])),
        ("The village was attacked.", ("Assault", ["recipient The village"])),
    ],
)
def test_twins(nlp: Any, text: str, expected: tuple[str, list[str]]) -> None:
    kind, roles = shape(nlp, text)[0]
    assert (kind, [r for r in roles if r.split()[0] in ("actor", "recipient")]) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norway said it would sanction Chad.", ["Threaten", "Sanction"]),
        ("Norway will help Chad.", ["Agree", "Aid"]),
        ("Norway will not help Peru.", ["Reject", "Aid"]),
        ("Norway is ready to help Chad.", ["Agree", "Aid"]),
        ("Norway refused to help Chad.", ["Reject", "Aid"]),
        ("Norway threatened to attack Chad.", ["Threaten", "Assault"]),
        ("Norway said Chad must free the sailors.", ["Demand", "Release"]),
        ("Norway urged Chad to free the sailors.", ["Request", "Release"]),
    ],
)
def test_announced_refused_and_asked_for(nlp: Any, text: str, kinds: list[str]) -> None:
    found = shape(nlp, text)
    assert [kind for kind, _ in found] == kinds
    assert any(role.startswith("recipient ") and ("Chad" in role or "Peru" in role) for role in found[0][1])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The envoy said Libya had attacked the port.", "Libya"),
        ("According to the envoy, Libya attacked the port.", "Libya"),
        ("Libya attacked the port, the envoy said.", "Libya"),
        ("The port was attacked by Libya, the envoy said.", "Libya"),
    ],
)
def test_a_speaker_is_not_the_actor(nlp: Any, text: str, actor: str) -> None:
    events, _ = read(nlp, text)
    attacks = [e for e in events if e.type == "Assault"]
    assert [[h.text for role, h, _ in e.roles if role == "actor"] for e in attacks] == [[actor]]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Japan criticised Iran's nuclear programme.", "Iran"),
        ("Japan offered its soldiers to Lebanon's new president.", "president"),
        ("Japan demanded that Israel withdraw.", "Israel"),
        ("Japan offered to negotiate with the ruler of Armenia.", "ruler"),
        ("Japan will visit Nepal.", "Nepal"),
    ],
)
def test_a_recipient_inside_phrases(nlp: Any, text: str, recipient: str) -> None:
    events, _ = read(nlp, text)
    best = max(events, key=lambda e: e.score)
    assert recipient in [h.text for role, h, _ in best.roles if role == "recipient"]


def test_people_aimed_at_are_the_recipient_and_not_their_town(nlp: Any) -> None:
    events, _ = read(nlp, "Police fired tear gas at demonstrators in Conakry.")
    assert [h.text for e in events for r, h, _ in e.roles if r == "recipient"] == ["demonstrators"]


def test_the_media_can_be_attacked(nlp: Any) -> None:
    assert shape(nlp, "Soldiers attacked the media on Monday.")[0] == ("Assault", ["actor Soldiers", "recipient the media"])


def test_a_body_called_by_what_it_wants_is_no_event(nlp: Any) -> None:
    assert [kind for kind, _ in shape(nlp, "Amnesty condemned the ruling.")] == ["Criticize"]
    assert "Concede" in [kind for kind, _ in shape(nlp, "The president announced an amnesty for rebels.")]


def test_no_recipient_out_of_a_relative_clause(nlp: Any) -> None:
    """Chad is whom the families sue; the veto is not meant for it."""
    events, _ = read(nlp, "The governor vetoed a bill that would let families sue Chad.")
    veto = next(e for e in events if e.type == "Veto")
    assert "Chad" not in [h.text for role, h, _ in veto.roles if role == "recipient"]


def test_a_scene_is_no_recipient(nlp: Any) -> None:
    """Peru is where the plan is opposed."""
    events, _ = read(nlp, "In Peru, both candidates opposed the plan.")
    refusal = next(e for e in events if e.type == "Reject")
    assert [h.text for role, h, _ in refusal.roles if role == "recipient"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The senator attacked her rival in an interview.", "Criticize"),
        ("The rebels attacked the village in the north.", "Assault"),
    ],
)
def test_attacks_in_words_and_in_deed(nlp: Any, text: str, kind: str) -> None:
    assert [k for k, _ in shape(nlp, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The agreement is on the table.",
        "The election commission has ten members.",
        "She likes the film.",
        "The river is wide.",
        "The minister said the weather was fine.",
        "The treaty has twelve pages.",
        "Fans pressed against the gate.",
        "The captain stood with his arms crossed.",
        "The mayor spoke to a crowd.",
        "The panel agreed that the soup was salty.",
        "The union warned that the queues were growing.",
        "Farmers treated the runoff from the field.",
        "The singer could not hide her joy.",
        "The Nordic Conference of Bishops is large.",
        "The pupils were allegedly taken in Bergen.",
    ],
)
def test_silence(nlp: Any, text: str) -> None:
    assert shape(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Nurses struck to protest against the ruling of the court.", "court"),
        ("Dockers went on strike as ministers arrested two smugglers.", None),
        ("French unions strike while Spain expels diplomats.", None),
    ],
)
def test_a_protest_addresses_whom_its_purpose_names(nlp: Any, text: str, recipient: str | None) -> None:
    protest = next(e for e in read(nlp, text)[0] if e.type == "Strike")
    assert [head.text for role, head, _ in protest.roles if role == "recipient"] == ([recipient] if recipient else [])


COUNTED = [
    ("Some 200 were rescued off Crete.", "Rescue", "200"),
    ("Police arrested three on Friday.", "Arrest", "three"),
    ("Dozens were detained in Oslo.", "Arrest", "Dozens"),
    ("The army freed 40 at dawn.", "Release", "40"),
    ("Three were not released.", "Release", "Three"),
]


@pytest.mark.parametrize(("text", "kind", "recipient"), COUNTED, ids=lambda value: str(value)[:40])
def test_a_number_counts_people_beside_what_befalls_people(nlp: Any, text: str, kind: str, recipient: str) -> None:
    found = [e for e in read(nlp, text)[0] if e.type == kind]
    assert [[head.text for role, head, _ in e.roles if role == "recipient"] for e in found] == [[recipient]]


@pytest.mark.parametrize("text", ["The shop sold 200 on Friday.", "Prices were at 40 when they closed.", "The farm lost 200."])
def test_a_number_beside_other_verbs_counts_nobody(nlp: Any, text: str) -> None:
    _, fillers = read(nlp, text)
    assert [t.text for t in fillers.doc if t.like_num and "person" in fillers.kinds(t)] == []


REFUSALS = [
    ("The minister will not attend the summit.", "Asserted"),
    ("Malta does not recognise the junta.", "Asserted"),
    ("The duke has no plans to resign.", "Asserted"),
    ("The firm said it would not pay the hackers.", "Attributed"),
    ("If Norway will not pay, the talks are over.", "Conditional"),
    ("The king would not sign the decree.", "Conditional"),
]


@pytest.mark.parametrize(("text", "factuality"), REFUSALS, ids=lambda value: str(value)[:40])
def test_what_is_said_by_a_negation_is_said(text: str, factuality: str) -> None:
    found = [e for e in extract(text).events if e.type == "Reject"]
    assert [(e.factuality.value, e.polarity.value) for e in found] == [(factuality, "positive")]


def test_order_and_determinism(nlp: Any) -> None:
    text = "Protests erupted in Lima after Peru arrested two poets, and the police attacked the crowd."
    events, _ = read(nlp, text)
    assert [e.trigger[-1].i for e in events] == sorted(e.trigger[-1].i for e in events)
    assert [(e.type, e.score) for e in events] == [(e.type, e.score) for e in read(nlp, text)[0]]


@pytest.mark.parametrize(
    ("text", "head", "code"),
    [
        ("A bomb killed 23 people in Haifa.", "people", "ISR"),
        ("Turkish police dispersed demonstrators.", "demonstrators", "TUR"),
        ("Opposition groups in Zimbabwe have urged the president to resign.", "president", "ZWE"),
        ("Pirates hijacked a Greek tanker.", "Pirates", None),
    ],
)
def test_country_from_the_context(nlp: Any, text: str, head: str, code: str | None) -> None:
    events, fillers = read(nlp, text)
    found = {h.text: e.countries.get(h.i) for e in events for _, h, _ in e.roles if fillers.country(h) is None}
    assert found[head] == code


@pytest.mark.parametrize(
    ("text", "kind", "triggers"),
    [
        ("The brewer agreed to pay 3 million dollars to settle the case.", "CourtSettlement", ["agreed", "pay"]),
        ("One runner died after being hit by a tram.", "Casualties", ["died"]),
        ("The mayor resigned after resigning as chair of the club.", "Resign", ["resigned", "resigning"]),
        ("The navy shelled Aden and shelled Mocha.", "Assault", ["shelled", "shelled"]),
    ],
)
def test_what_a_clause_above_has_taken_in_is_not_told_again(text: str, kind: str, triggers: list[str]) -> None:
    found = extract(text)
    assert [text[e.trigger.start : e.trigger.end] for e in found.events if e.type == kind] == triggers
