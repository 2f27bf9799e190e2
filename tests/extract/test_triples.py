"""Open triples on real parses: sentence -> subject | relation | object | further arguments."""

from typing import Any

import pytest

from graphbuilder.extract.clauses import read_clauses
from graphbuilder.extract.confidence import confidence_of
from graphbuilder.extract.tree import tree_of
from graphbuilder.extract.triples import read_triples


def triples(doc: Any) -> list[str]:
    def text(tokens: tuple[int, ...]) -> str:
        return " ".join(doc[i].text for i in tokens)

    return [
        " | ".join([text(t.subject), text(t.relation), text(t.object), *map(text, t.args)]) for t in read_triples(doc, read_clauses(doc))
    ]


CASES = [
    ("Norway imposed sanctions on Iran.", ["Norway | imposed | sanctions | on Iran"]),
    ("Norway did not impose sanctions.", ["Norway | did not impose | sanctions"]),
    ("Sanctions were imposed by Norway.", ["Sanctions | were imposed by | Norway"]),
    ("Chad and Mali signed the treaty.", ["Chad | signed | the treaty", "Mali | signed | the treaty"]),
    ("The mayor opened a school and a clinic.", ["The mayor | opened | a school", "The mayor | opened | a clinic"]),
    ("She refused to recognise the result.", ["She | refused to recognise | the result"]),
    ("He urged Kenya to stop the talks.", ["He | urged | Kenya", "He | urged Kenya to stop | the talks"]),
    ("He became a judge of the High Court.", ["He | became | a judge of the High Court", "He | became a judge of | the High Court"]),
    ("She taught in Lagos for ten years.", ["She | taught in | Lagos | for ten years"]),
    ("He was born in Salta, Argentina.", ["He | was born in | Salta", "He | was born in | Argentina"]),
    ("There is no evidence.", ["There | is | no evidence"]),
    ("The patient did not recover quickly.", ["The patient | did not recover | quickly"]),
    ("The army was not disbanded.", ["The army | was not | disbanded"]),
    ("Oman said that Norway left.", ["Oman | said | that Norway left"]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[s for s, _ in CASES])
def test_triples(nlp: Any, sentence: str, expected: list[str]) -> None:
    found = triples(nlp(sentence))
    assert [e for e in expected if e not in found] == [], found


def test_passive_subject_is_no_actor(nlp: Any) -> None:
    assert not any(t.startswith("Norway | ") for t in triples(nlp("Sanctions were imposed by Norway.")))


def test_an_infinitive_alone_states_nothing(nlp: Any) -> None:
    assert triples(nlp("The plan to leave Chad failed.")) == []


def test_confidence_is_a_probability_and_prefers_plain_facts(nlp: Any) -> None:
    doc = nlp("The mayor of the town in the north opened a school of music in the old harbour of Oran.")
    found = read_triples(doc, read_clauses(doc))
    scores = {t.kind: confidence_of(tree_of(doc), t) for t in found}
    assert all(0 < s < 1 for s in scores.values())
    assert scores["verb"] > scores["nested"]
