"""Fit the confidence of triples and print its calibration and how well it orders them, each triple judged by folds that it is not in.

usage: python benchmarks/fit_confidence.py EVAL_DIR [--write]

EVAL_DIR holds `carb/` and `benchie/` with `dev.input.jsonl` and the gold files, and the scorer `oie.py`. With --write the weights and
trees go to `graphbuilder/data/confidence.json`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pathlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from graphbuilder.annotate import load_model
from graphbuilder.extract.clauses import read_clauses
from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.tree import tree_of
from graphbuilder.extract.triple_features import features_of_all
from graphbuilder.extract.triples import read_triples

OUT = pathlib.Path(__file__).parents[1] / "graphbuilder" / "data" / "confidence.json"


def scorer(folder: pathlib.Path) -> Any:
    """The scorer module of the evaluation data."""
    spec = importlib.util.spec_from_file_location("oie", folder / "oie.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["oie"] = module
    spec.loader.exec_module(module)
    return module


def words(doc: Any, tokens: tuple[int, ...]) -> str:
    return " ".join(doc[i].text for i in tokens)


def documents(nlp: Any, path: pathlib.Path) -> Iterator[tuple[str, str, Any, list[DraftTriple]]]:
    rows = [json.loads(line) for line in path.open(encoding="utf8")]
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        yield str(row["id"]), row["text"], doc, read_triples(doc, read_clauses(doc))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The triples of one CaRB sentence: what they look like, and how precise and how complete each (column) is as each gold fact (row)."""

    text: str
    features: list[dict[str, float]]
    precisions: list[list[float]]
    recalls: list[list[float]]

    @property
    def half(self) -> int:
        """0 for the half whose errors were read, 1 for the other."""
        return hashlib.sha256(self.text.strip().encode()).digest()[0] % 2

    def matched(self, columns: list[int]) -> float:
        """The precisions of these triples when facts and triples are paired one to one, best pairs first, as CaRB does."""
        total, facts, free = 0.0, set(range(len(self.precisions))), set(columns)
        while facts and free:
            value, i, j = max((self.precisions[i][j], -i, -j) for i in facts for j in free)
            total += value
            facts.remove(-i)
            free.remove(-j)
        return total

    def gains(self, ranks: Any) -> list[float]:
        """What each triple adds to the matched precision of those that rank above it: little for what a better one says already."""
        out, above, before = [0.0] * len(self.features), list[int](), 0.0
        for k in sorted(range(len(self.features)), key=lambda k: -ranks[k]):
            above.append(k)
            after = self.matched(above)
            out[k] = min(max(after - before, 0.0), 1.0)
            before = after
        return out

    def steps(self, ranks: Any) -> list[tuple[float, float, float]]:
        """(rank, matched precision gained, recall gained) of each triple, the best first."""
        out, above, best = [], list[int](), [0.0] * len(self.recalls)
        precision = recall = 0.0
        for k in sorted(range(len(self.features)), key=lambda k: -ranks[k]):
            above.append(k)
            best = [max(b, row[k]) for b, row in zip(best, self.recalls, strict=True)]
            after = self.matched(above)
            out.append((float(ranks[k]), after - precision, sum(best) - recall))
            precision, recall = after, sum(best)
        return out

    def labels(self) -> list[float]:
        """The precision with which each triple is paired when all are stated; 0 for those that find no partner."""
        out, facts, free = [0.0] * len(self.features), set(range(len(self.precisions))), set(range(len(self.features)))
        while facts and free:
            value, i, j = max((self.precisions[i][j], -i, -j) for i in facts for j in free)
            out[-j] = value
            facts.remove(-i)
            free.remove(-j)
        return out


def carb_sentences(oie: Any, folder: pathlib.Path, nlp: Any) -> Iterator[Sentence]:
    """Every CaRB sentence with its triples."""
    gold: dict[str, list[Any]] = {}
    for line in (folder / "carb/dev.tsv").read_text("utf8").splitlines():
        cols = line.split("\t")
        gold.setdefault(cols[0].strip(), []).append((oie.words(cols[1]), [oie.words(a) for a in cols[2:] if a.strip()]))
    for _, text, doc, triples in documents(nlp, folder / "carb/dev.input.jsonl"):
        facts, respace = gold.get(text.strip(), []), oie.Respace(text.split())
        guesses = []
        for t in triples:
            args = [respace(words(doc, x)) for x in (t.subject, t.object, *t.args)]
            guesses.append((oie.words(respace(words(doc, t.relation) or "is")), [oie.words(a) for a in args if a]))
        table = [[oie.best_match(f, g) for g in guesses] for f in facts]
        yield Sentence(
            text=text,
            features=features_of_all(tree_of(doc), triples),
            precisions=[[p for p, _ in row] for row in table],
            recalls=[[r for _, r in row] for row in table],
        )


def benchie_labels(oie: Any, folder: pathlib.Path, nlp: Any) -> Iterator[tuple[str, dict[str, float], float]]:
    """(sentence, features, whether it is a gold fact) of every triple of the BenchIE sentences."""
    gold = oie.benchie_gold(folder / "benchie/dev.txt")
    for number, text, doc, triples in documents(nlp, folder / "benchie/dev.input.jsonl"):
        _, clusters = gold[number]
        respace = oie.Respace(text.split())
        for t, features in zip(triples, features_of_all(tree_of(doc), triples), strict=True):
            slots = [respace(words(doc, x) or "is") + " " for x in (t.subject, t.relation, t.object)]
            hit = any(all(p.match(x) for p, x in zip(c, slots, strict=True)) for cluster in clusters for c in cluster)
            yield f"benchie {text}", features, float(hit)


def expected_calibration_error(p: Any, y: Any, bins: int = 10) -> float:
    """Naeini et al. 2015, equal-width bins."""
    total = 0.0
    for k in range(bins):
        inside = (p >= k / bins) & ((p < (k + 1) / bins) | (k == bins - 1))
        if inside.any():
            total += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return float(total)


LEAST = 12
"""Triples that must show a feature for it to get a weight."""

BENCHIE_SHARE = 0.3
"""What a BenchIE triple weighs beside one of CaRB: its label says whether the whole fact is right, CaRB's how much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The two models whose probabilities are averaged."""

    regression: LogisticRegression
    forest: ExtraTreesRegressor

    def __call__(self, x: Any) -> Any:
        """The probability of each row."""
        return (self.regression.predict_proba(x)[:, 1] + self.forest.predict(x)) / 2


def fit(x: Any, y: Any, weight: Any) -> Fitted:
    """A logistic regression on soft labels (each row counts y times as right and 1 - y times as wrong), and a forest of small trees."""
    regression = LogisticRegression(C=0.05, max_iter=5000)
    regression.fit(
        np.vstack([x, x]), np.r_[np.ones(len(y)), np.zeros(len(y))], sample_weight=np.r_[y * weight, (1 - y) * weight]
    )
    forest = ExtraTreesRegressor(TREES, max_depth=6, min_samples_leaf=20, max_features=0.3, random_state=0)
    return Fitted(regression=regression, forest=forest.fit(x, y, sample_weight=weight))


TREES = 32
"""Trees of the forest. 150 deeper ones order a little better (by 0.002 of the area under the curve) and cost five times as much."""


ROUNDS = 2
"""How often the gains are read off the order that the gains of the round before gave."""


def held_out(x: Any, y: Any, weight: Any, groups: Any) -> Any:
    """The probability of each row by the weights of the folds that it is not in."""
    p = np.zeros(len(y))
    for train, test in GroupKFold(n_splits=10).split(x, y, groups):
        p[test] = fit(x[train], y[train], weight[train])(x[test])
    return p


def gains(sentences: list[Sentence], p: Any) -> list[float]:
    """What each triple of CaRB adds to those of its sentence that are more probable."""
    out: list[float] = []
    for s in sentences:
        out += s.gains(p[len(out) : len(out) + len(s.features)])
    return out


def curve(sentences: list[Sentence], ranks: Any) -> tuple[float, float]:
    """The best F1 and the area under the curve of these sentences, with these ranks of their triples, as CaRB's scorer has them."""
    steps, at = [], 0
    for s in sentences:
        steps += s.steps(ranks[at : at + len(s.features)])
        at += len(s.features)
    steps.sort(key=lambda step: -step[0])
    rank, precision, recall = (np.array(column) for column in zip(*steps, strict=True))
    last = np.r_[rank[1:] != rank[:-1], True]
    p = (np.cumsum(precision) / np.arange(1, len(steps) + 1))[last]
    r = (np.cumsum(recall) / sum(len(s.recalls) for s in sentences))[last]
    points = sorted([*zip(p, r, strict=True), (1.0, 0.0)], key=lambda point: point[1])
    area = sum((b[1] - a[1]) * (a[0] + b[0]) / 2 for a, b in pairwise(points))
    return float((2 * p * r / (p + r)).max()), float(area)


def print_curves(sentences: list[Sentence], p: Any) -> None:
    """Print F1 and area of both halves and of all sentences."""
    halves = np.array([s.half for s in sentences for _ in s.features])
    for name, wanted in (("first half", {0}), ("second half", {1}), ("all", {0, 1})):
        f1, area = curve([s for s in sentences if s.half in wanted], p[np.isin(halves, list(wanted))])
        print(f"held out, {name}: F1 {f1:.3f}  area {area:.3f}")


def branch(tree: Any, node: int) -> Any:
    """A node of a tree as [number of the feature, bound, branch up to it, branch above it]; a leaf as its value."""
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]), 3)
    low, high = (branch(tree, int(side[node])) for side in (tree.children_left, tree.children_right))
    return [int(tree.feature[node]), round(float(tree.threshold[node]), 3), low, high]


def written(model: Fitted, names: list[str]) -> str:
    """The model as the JSON of `OUT`, a weight and a tree a line."""
    weights = {"": round(float(model.regression.intercept_[0]), 4)} | {
        n: round(float(w), 4) for n, w in zip(names, model.regression.coef_[0], strict=True)
    }
    trees = ",\n  ".join(json.dumps(branch(t.tree_, 0), separators=(",", ":")) for t in model.forest.estimators_)
    head = {"made by": "benchmarks/fit_confidence.py", "weights": weights, "features": names}
    return json.dumps(head, indent=1)[:-2] + f',\n "trees": [\n  {trees}\n ]\n}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval_dir", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    oie, nlp = scorer(args.eval_dir), load_model()
    sentences = list(carb_sentences(oie, args.eval_dir, nlp))
    rows = [(f"carb {s.text}", f, y) for s in sentences for f, y in zip(s.features, s.labels(), strict=True)]
    rows += benchie_labels(oie, args.eval_dir, nlp)
    seen = Counter(name for _, f, _ in rows for name, value in f.items() if value)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    x = np.array([[f.get(name, 0.0) for name in names] for _, f, _ in rows])
    y = np.array([label for _, _, label in rows])
    weight = np.array([1.0 if g.startswith("carb") else BENCHIE_SHARE for g, _, _ in rows])
    groups = np.unique([g.split(" ", 1)[1][:40] for g, _, _ in rows], return_inverse=True)[1]
    target = y
    p = held_out(x, target, weight, groups)
    for _ in range(ROUNDS):
        target = np.r_[gains(sentences, p), y[sum(len(s.features) for s in sentences) :]]
        p = held_out(x, target, weight, groups)
    carb = weight == 1.0
    print(
        f"triples {len(y)}  mean label {y.mean():.3f}  "
        f"expected calibration error (10-fold by sentence) {expected_calibration_error(p, y):.3f}, of CaRB alone "
        f"{expected_calibration_error(p[carb], y[carb]):.3f}  correlation {np.corrcoef(p, y)[0, 1]:.3f}, of CaRB alone "
        f"{np.corrcoef(p[carb], y[carb])[0, 1]:.3f}"
    )
    print_curves(sentences, p[carb])
    if args.write:
        OUT.write_text(written(fit(x, target, weight), names), encoding="utf8")


if __name__ == "__main__":
    main()
