"""How sure triples are: features, their order, and the numbers that are shipped."""

from typing import Any

import pytest

from graphbuilder.extract.clauses import read_clauses
from graphbuilder.extract.confidence import confidences_of, model
from graphbuilder.extract.tree import tree_of
from graphbuilder.extract.triple_company import features_of_company
from graphbuilder.extract.triple_features import features_of_all
from graphbuilder.extract.triples import read_triples


def test_confidence_is_a_probability_and_prefers_plain_facts(nlp: Any) -> None:
    doc = nlp("The mayor of the town in the north opened a school of music in the old harbour of Oran.")
    found = read_triples(doc, read_clauses(doc))
    scores = dict(zip((t.kind for t in found), confidences_of(tree_of(doc), found), strict=True))
    assert all(0 < s < 1 for s in scores.values())
    assert scores["verb"] > scores["nested"]


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("He became a judge of the High Court.", "restated", ["He became"]),
        ("He became a judge of the High Court.", "restates", ["He became a judge of"]),
        ("He did not become a judge of the High Court.", "restates", ["He did not become a judge of"]),
        ("He was born in Salta, Argentina.", "restates", ["He was born in"]),
        ("He was born in Salta.", "restates", []),
        ("She sold the boat.", "restated", []),
        ("She sold the boat to Mali.", "tail to", []),
        ("She moved to Mali.", "tail to", ["She moved to"]),
        ("She sold, in May, the boat.", "commas to object", ["She sold"]),
        ("She sold the boat (and the car).", "brackets inside", ["She sold"]),
        ("She sold the boat.", "brackets inside", []),
    ],
)
def test_features_of_confidence(nlp: Any, sentence: str, name: str, expected: list[str]) -> None:
    doc = nlp(sentence)
    found = read_triples(doc, read_clauses(doc))
    shown = [
        " ".join(doc[i].text for i in (*t.subject, *t.relation))
        for t, features in zip(found, features_of_all(tree_of(doc), found), strict=True)
        if features.get(name)
    ]
    assert sorted(set(shown)) == expected


@pytest.mark.parametrize(
    ("sentence", "better", "name", "expected"),
    [
        ("He became a judge of the High Court.", "verb", "core told by better", {"nested": 1.0, "verb": 0.0}),
        ("He did not become a judge of the High Court.", "verb", "core told by better", {"nested": 1.0, "verb": 0.0}),
        ("He became a judge of the High Court.", "nested", "core told by better", {"nested": 0.0, "verb": 1.0}),
        ("He became a judge of the High Court.", "verb", "better of verb", {"nested": 0.9, "verb": 0.0}),
        ("He became a judge.", "verb", "told by better", {"verb": 0.0}),
        ("He became a judge. He left.", "verb", "told by better", {"verb": 0.0}),
    ],
)
def test_features_of_company(nlp: Any, sentence: str, better: str, name: str, expected: dict[str, float]) -> None:
    found = read_triples(doc := nlp(sentence), read_clauses(doc))
    beside = features_of_company(found, [0.9 if t.kind == better else 0.1 for t in found])
    assert {t.kind: round(f.get(name, 0.0), 3) for t, f in zip(found, beside, strict=True)} == expected


def test_the_clause_above_counts(nlp: Any) -> None:
    found = read_triples(doc := nlp("The mayor said that the firm sold the boats."), read_clauses(doc))
    beside = features_of_company(found, [0.8 if t.clause.lemma == "say" else 0.3 for t in found])
    above = {t.clause.lemma: (f["better above"], f["better below"]) for t, f in zip(found, beside, strict=True)}
    assert above == {"say": (0.0, 0.3), "sell": (0.8, 0.0)}


def test_the_shipped_numbers_know_every_feature_of_company(nlp: Any) -> None:
    found = read_triples(doc := nlp("He became a judge of the High Court."), read_clauses(doc))
    names = set(features_of_company(found, [0.9, 0.1])[0])
    weights = [model().columns[name] for name in sorted(names)]
    assert all(alone == 0 and beside != 0 for alone, beside, _ in weights)


@pytest.mark.parametrize(
    "sentence",
    [
        "The firm opened the port of Oran in March.",
        "The firm has not sold a share of the mine.",
        "He said the firm closed a part of the mine.",
        "The firm may open a branch of the bank.",
    ],
)
def test_a_repeated_fact_ranks_below_the_fact(nlp: Any, sentence: str) -> None:
    doc = nlp(sentence)
    found = read_triples(doc, read_clauses(doc))
    score = {t.kind: p for t, p in zip(found, confidences_of(tree_of(doc), found), strict=True) if t.clause.lemma != "say"}
    assert score["verb"] > score["nested"]
