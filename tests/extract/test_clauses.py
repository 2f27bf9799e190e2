"""The predicate-argument layer on real parses of short sentences."""

from typing import Any

import pytest

from graphbuilder.extract.clauses import Argument, Clause, filler_tokens, noun_clause, read_clauses


def words(argument: Argument) -> str:
    return " ".join(t.text for t in filler_tokens(argument))


def shown(clause: Clause) -> str:
    """*impose(subject=Norway; object=a ban; prep on=imports)*; the negation as a leading `not`, the passive as `passive`."""
    slots = "; ".join(
        f"{a.slot}{' ' + a.prep if a.prep else ''}={words(a)}" for a in clause.arguments if a.slot not in ("adverb", "clause", "infinitive")
    )
    return f"{'not ' if clause.negation is not None else ''}{'passive ' if clause.passive else ''}{clause.lemma}({slots})"


CASES = [
    # subjects, objects and prepositional phrases
    ("Norway imposed a ban on imports.", ["impose(subject=Norway; object=a ban on imports; prep on=imports)"]),
    ("Norway has never imposed a ban.", ["not impose(subject=Norway; object=a ban)"]),
    ("Norway no longer imports gas.", ["not import(subject=Norway; object=gas)"]),
    # the passive: its subject is never its actor
    ("A ban was imposed by Norway.", ["passive impose(object=A ban; subject by=Norway)"]),
    ("A ban was imposed on Friday.", ["passive impose(object=A ban; prep on=Friday)"]),
    ("The minister was given support by Oman.", ["passive give(indirect=The minister; object=support by Oman; subject by=Oman)"]),
    # coordination
    ("Chad, Mali and Niger signed the treaty.", ["sign(subject=Chad; subject=Mali; subject=Niger; object=the treaty)"]),
    ("The EU, the UK and Canada closed banks.", ["close(subject=The EU; subject=the UK; subject=Canada; object=banks)"]),
    ("Cuba praises Chad, Mali.", ["praise(subject=Cuba; object=Chad; object=Mali)"]),
    ("Police arrested and charged the men.", ["arrest(subject=Police; object=the men)", "charge(subject=Police; object=the men)"]),
    ("She refused the offer and left Cairo.", ["refuse(subject=She; object=the offer)", "leave(subject=She; object=Cairo)"]),
    ("They were arrested and charged.", ["passive arrest(object=They)", "passive charge(object=They)"]),
    ("Neither Chad nor Mali agreed.", ["not agree(subject=Neither Chad; subject=Mali)"]),
    # a participle behind a count has lost its auxiliary
    ("A blast in Yunnan left three dead and 14 injured.", ["passive injure(object=14)"]),
    ("At least 12 people are dead and dozens injured.", ["passive injure(object=dozens)"]),
    # relative clauses
    ("The council, which has called for protests, met.", ["call(subject=The council; prep for=protests)", "meet(subject=The council)"]),
    ("The country to which he fled is Peru.", ["flee(prep to=The country; subject=he)", "be(subject=The country; complement=Peru)"]),
    ("The claim that the miners attacked angered them.", ["attack(subject=the miners)"]),
    # participles
    ("He won, taking most votes.", ["win(subject=He)", "take(subject=He; object=most votes)"]),
    ("Protesters carrying flags marched.", ["carry(subject=Protesters carrying flags; object=flags)"]),
    ("Sanctions imposed by Norway hurt trade.", ["passive impose(object=Sanctions imposed by Norway; subject by=Norway)"]),
    # control and raising
    ("He urged Kenya to stop the talks.", ["urge(subject=He; object=Kenya)", "stop(subject=Kenya; object=the talks)"]),
    ("She refused to recognise the result.", ["refuse(subject=She)", "recognise(subject=She; object=the result)"]),
    ("She is likely to win the vote.", ["win(subject=She; object=the vote)"]),
    ("Nurses called on the mayor to resign.", ["call(subject=Nurses; prep on=the mayor)", "resign(subject=the mayor)"]),
    ("The pastor appealed to the rebels to leave Cairo.", ["leave(subject=the rebels; object=Cairo)"]),
    ("He was forced to resign.", ["passive force(object=He)", "resign(subject=He)"]),
    # particles, multi-word prepositions
    ("The rally was called off.", ["passive call off(object=The rally)"]),
    ("Prices fell because of the war.", ["fall(subject=Prices; prep because of=the war)"]),
    ("According to officials, he won.", ["win(prep according to=officials; subject=he)"]),
    # existential
    ("There were protests in Lagos.", ["be(subject=protests in Lagos)"]),
    # reported and conditional twins keep their own slots
    ("Oman said Norway imposed a ban.", ["say(subject=Oman)", "impose(subject=Norway; object=a ban)"]),
    ("If Norway imposes a ban, Oman will sue.", ["impose(subject=Norway; object=a ban)", "sue(subject=Oman)"]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[s for s, _ in CASES])
def test_clauses(nlp: Any, sentence: str, expected: list[str]) -> None:
    found = [shown(c) for c in read_clauses(nlp(sentence)).all]
    assert [e for e in expected if e not in found] == [], found


NOUNS = [
    ("Visits by French officials to Chad continued.", "Visits", {"prep by": ["French officials"], "prep to": ["Chad"]}),
    ("The sanctions of Norway against Mali continued.", "sanctions", {"prep of": ["Norway"], "prep against": ["Mali"]}),
    ("Talks between Oman and Iran collapsed.", "Talks", {"prep between": ["Oman", "Iran"]}),
]


@pytest.mark.parametrize(("sentence", "noun", "expected"), NOUNS, ids=[s for s, _, _ in NOUNS])
def test_noun_clauses(nlp: Any, sentence: str, noun: str, expected: dict[str, list[str]]) -> None:
    doc = nlp(sentence)
    token = next(t for t in doc if t.text == noun)
    clause = noun_clause(token, read_clauses(doc))
    found: dict[str, list[str]] = {}
    for a in clause.arguments:
        found.setdefault(f"{a.slot} {a.prep}".strip(), []).append(words(a))
    assert {k: found.get(k) for k in expected} == expected


def test_parents_say_how_a_clause_hangs(nlp: Any) -> None:
    clauses = read_clauses(nlp("Oman warned that it would leave if Iran attacked.")).all
    above = {c.lemma: (c.link, c.parent.lemma if c.parent else None, c.mark) for c in clauses}
    assert above == {"warn": ("root", None, ""), "leave": ("clause", "warn", "that"), "attack": ("adverbial", "leave", "if")}


def test_every_argument_belongs_to_its_sentence(nlp: Any) -> None:
    doc = nlp("Chad left. Mali, which Niger had asked to stay, followed it on Monday. They met in Oran and signed nothing.")
    for clause in read_clauses(doc).all:
        assert {a.head.sent.start for a in clause.arguments} <= {clause.head.sent.start}
