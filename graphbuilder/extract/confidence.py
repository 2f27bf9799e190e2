"""How likely a triple is right: what a logistic regression and a small forest say of the triple, its clause and its sentence, on average.

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
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.triple_features import Features, features_of_all

Branch = Any
"""A leaf (the probability), or (place of a feature, bound, branch up to the bound, branch above it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The fitted weights by feature name, the intercept, the trees, and the place of each feature in the row that these look at."""

    weights: dict[str, float]
    intercept: float
    trees: tuple[Branch, ...]
    place: dict[str, int]


@cache
def model() -> Model:
    """The model of `data/confidence.json`."""
    table = json.loads(files("graphbuilder.data").joinpath("confidence.json").read_text("utf-8"))
    weights = table["weights"]
    place = {name: number for number, name in enumerate(table["features"])}
    trees = tuple(map(branch_of, table["trees"]))
    return Model(weights={k: v for k, v in weights.items() if k}, intercept=weights[""], trees=trees, place=place)


def branch_of(node: Any) -> Branch:
    """A branch of the data file, [number of the feature, bound, branch, branch] or a leaf."""
    if not isinstance(node, list):
        return float(node)
    number, bound, low, high = node
    return number, bound, branch_of(low), branch_of(high)


def confidences_of(tree: Tree, triples: Sequence[DraftTriple]) -> list[float]:
    """The calibrated probability of each of a document's triples that it is right, rounded to three digits."""
    fitted = model()
    return [
        round((by_regression(fitted, features) + by_forest(fitted, features)) / 2, 3)
        for features in features_of_all(tree, triples)
    ]


def by_regression(fitted: Model, features: Features) -> float:
    """The probability by the sum of the weights."""
    score, weights = fitted.intercept, fitted.weights
    for name, value in features.items():  # summed in the order of the features: another order rounds otherwise
        if value and name in weights:
            score += value * weights[name]
    return 1 / (1 + math.exp(-score))


def by_forest(fitted: Model, features: Features) -> float:
    """The mean of the leaves that the trees lead to."""
    total, place = 0.0, fitted.place
    row = [0.0] * len(place)
    for name, value in features.items():
        if value and name in place:
            row[place[name]] = value
    for branch in fitted.trees:
        while type(branch) is tuple:
            number, bound, low, high = branch
            branch = low if row[number] <= bound else high
        total += branch
    return total / len(fitted.trees)
