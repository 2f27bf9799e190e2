"""How likely a triple is right: what a logistic regression and a small forest say of the triple, its clause and its sentence, on average.

Both look twice: a first regression judges each triple by itself, then the model proper sees also what the more probable triples of the
sentence say already.

Weights and trees stand in `data/confidence.json` as plain numbers; `benchmarks/fit_confidence.py` fits them on sentences whose facts people
have written down and prints the calibration. A probability is the expected share of a triple's words that an annotator would
have written, too (word-level precision of CaRB, Bhardwaj et al. 2019; whole facts of BenchIE, Gashteovski et al. 2022). The regression
adds up what speaks for a triple and against it; the extremely randomised trees (Geurts et al. 2006) see what counts only together.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.record import record
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.triple_company import features_of_company
from graphbuilder.extract.triple_features import Features, features_of_all

Branch = Any
"""A leaf (the probability), or (place of a feature, bound, branch up to the bound, branch above it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The fitted numbers.

    Attributes:
        columns: by feature name its weight in the regression of the first look, that in the regression of the second, and its place
            in the row that the trees look at.
        alone: the intercept of the first look. beside: that of the second. trees: the forest of the second.
    """

    columns: dict[str, tuple[float, float, int]]
    alone: float
    beside: float
    trees: tuple[Branch, ...]


@cache
def model() -> Model:
    """The model of `data/confidence.json`."""
    table = json.loads(files("graphbuilder.data").joinpath("confidence.json").read_text("utf-8"))
    alone, beside = table["alone"], table["beside"]
    return Model(
        columns={name: (alone.get(name, 0.0), beside[name], place) for place, name in enumerate(table["features"])},
        alone=alone[""],
        beside=beside[""],
        trees=tuple(map(branch_of, table["trees"])),
    )


def branch_of(node: Any) -> Branch:
    """A branch of the data file, [number of the feature, bound, branch, branch] or a leaf."""
    if not isinstance(node, list):
        return float(node)
    number, bound, low, high = node
    return number, bound, branch_of(low), branch_of(high)


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What the first look at a triple gives: the sums of both regressions and the row of the trees, still without company."""

    alone: float
    beside: float
    row: list[float]


def confidences_of(tree: Tree, triples: Sequence[DraftTriple]) -> list[float]:
    """The calibrated probability of each of a document's triples that it is right, rounded to three digits."""
    fitted = model()
    looks = [first_look(fitted, features) for features in features_of_all(tree, triples)]
    company = features_of_company(triples, [logistic(look.alone) for look in looks])
    return [round(second_look(fitted, look, beside), 3) for look, beside in zip(looks, company, strict=True)]


def first_look(fitted: Model, features: Features) -> Look:
    """The triple by itself."""
    alone, beside, columns = fitted.alone, fitted.beside, fitted.columns
    row = [0.0] * len(columns)
    for name, value in features.items():  # summed in the order of the features: another order rounds otherwise
        if value and name in columns:
            weight, weight_beside, place = columns[name]
            alone += value * weight
            beside += value * weight_beside
            row[place] = value
    return Look(alone=alone, beside=beside, row=row)


def second_look(fitted: Model, look: Look, company: Features) -> float:
    """The probability of the triple beside the others: regression and forest on average."""
    score, row = look.beside, look.row.copy()
    for name, value in company.items():
        if value:
            _, weight, place = fitted.columns[name]
            score += value * weight
            row[place] = value
    return (logistic(score) + by_forest(fitted.trees, row)) / 2


def logistic(score: float) -> float:
    """The probability that a sum of weights stands for."""
    return 1 / (1 + math.exp(-score))


def by_forest(trees: Sequence[Branch], row: list[float]) -> float:
    """The mean of the leaves that the trees lead to."""
    total = 0.0
    number: int
    bound: float  # compiled code compares plain numbers where it is told that they are
    for branch in trees:
        while type(branch) is tuple:
            number, bound, low, high = branch
            branch = low if row[number] <= bound else high
        leaf: float = branch
        total += leaf
    return total / len(trees)
