"""How likely a triple is right: a logistic regression over what the triple, its clause and its sentence look like.

The weights stand in `data/confidence.json` as plain numbers; `benchmarks/fit_confidence.py` fits them on sentences whose facts people
have written down and prints the calibration. A probability is the expected share of a triple's words that an annotator would
have written, too (word-level precision of CaRB, Bhardwaj et al. 2019; whole facts of BenchIE, Gashteovski et al. 2022).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.triple_features import features_of_all


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature name, the intercept under ""."""
    table: dict[str, float] = json.loads(files("graphbuilder.data").joinpath("confidence.json").read_text("utf-8"))["weights"]
    return table


def confidences_of(tree: Tree, triples: Sequence[DraftTriple]) -> list[float]:
    """The calibrated probability of each of a document's triples that it is right, rounded to three digits."""
    table = weights()
    out = []
    for features in features_of_all(tree, triples):
        score = 0.0  # summed in the order of the features: another order rounds otherwise
        for name, value in features.items():
            if value and (weight := table.get(name)) is not None:
                score += value * weight
        out.append(round(1 / (1 + math.exp(-(table[""] + score))), 3))
    return out
