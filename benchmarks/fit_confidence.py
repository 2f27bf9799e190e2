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
from graphbuilder.extract.draft_triples import DraftTriple, relation_text
from graphbuilder.extract.tree import tree_of
from graphbuilder.extract.triple_company import features_of_company
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
    triples: list[DraftTriple]
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
    """Every CaRB sentence that has facts, with its triples: three of the input have none, and the scorer leaves them out."""
    gold: dict[str, list[Any]] = {}
    for line in (folder / "carb/dev.tsv").read_text("utf8").splitlines():
        cols = line.split("\t")
        gold.setdefault(cols[0].strip(), []).append((oie.words(cols[1]), [oie.words(a) for a in cols[2:] if a.strip()]))
    for _, text, doc, triples in documents(nlp, folder / "carb/dev.input.jsonl"):
        facts, respace = gold.get(text.strip(), []), oie.Respace(text.split())
        if not facts:
            continue
        guesses = []
        for t in triples:
            args = [respace(words(doc, x)) for x in (t.subject, t.object, *t.args)]
            guesses.append((oie.words(respace(relation_text(t, words(doc, t.relation)))), [oie.words(a) for a in args if a]))
        table = [[oie.best_match(f, g) for g in guesses] for f in facts]
        yield Sentence(
            text=text,
            triples=triples,
            features=features_of_all(tree_of(doc), triples),
            precisions=[[p for p, _ in row] for row in table],
            recalls=[[r for _, r in row] for row in table],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The triples of one sentence, what they look like, and how right each is."""

    text: str
    triples: list[DraftTriple]
    features: list[dict[str, float]]
    labels: list[float]
    weight: float


def of_carb(sentence: Sentence) -> Judged:
    """A CaRB sentence: a triple is as right as the fact that it is paired with."""
    labels = sentence.labels()
    return Judged(text=sentence.text, triples=sentence.triples, features=sentence.features, labels=labels, weight=1.0)


def of_benchie(oie: Any, folder: pathlib.Path, nlp: Any) -> Iterator[Judged]:
    """Every BenchIE sentence: a triple is right when it is a gold fact."""
    gold = oie.benchie_gold(folder / "benchie/dev.txt")
    for number, text, doc, triples in documents(nlp, folder / "benchie/dev.input.jsonl"):
        _, clusters = gold[number]
        respace = oie.Respace(text.split())
        labels = []
        for t in triples:
            said = (words(doc, t.subject), relation_text(t, words(doc, t.relation)), words(doc, t.object))
            slots = [respace(x) + " " for x in said]
            hit = any(all(p.match(x) for p, x in zip(c, slots, strict=True)) for cluster in clusters for c in cluster)
            labels.append(float(hit))
        features = features_of_all(tree_of(doc), triples)
        yield Judged(text=text, triples=triples, features=features, labels=labels, weight=BENCHIE_SHARE)


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


TREES = 32
"""Trees of the forest. Twice as many order no better and cost as much again."""


ROUNDS = 2
"""How often the gains are read off the order that the gains of the round before gave."""


LOOKS = 5
"""Folds of the first look inside the sentences that are fitted on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All triples as rows of numbers: `company` gives the columns beside others, given the probabilities of the first look."""

    sentences: list[Judged]
    names: list[str]
    x: Any
    y: Any
    weight: Any
    groups: Any

    @staticmethod
    def of(sentences: list[Judged]) -> Rows:
        """The rows of these sentences, with the features that are common enough; a sentence of both data sets is one group."""
        features = [f for s in sentences for f in s.features]
        seen = Counter(name for f in features for name, value in f.items() if value)
        names = sorted(name for name, count in seen.items() if count >= LEAST)
        texts = [s.text[:40] for s in sentences for _ in s.features]
        return Rows(
            sentences=sentences,
            names=names,
            x=np.array([[f.get(name, 0.0) for name in names] for f in features]),
            y=np.array([label for s in sentences for label in s.labels]),
            weight=np.array([s.weight for s in sentences for _ in s.features]),
            groups=np.unique(texts, return_inverse=True)[1],
        )

    def company(self, p: Any) -> Any:
        """All columns, those beside the other triples of the sentence included."""
        rows, at = [], 0
        for s in self.sentences:
            rows += features_of_company(s.triples, p[at : at + len(s.triples)].tolist())
            at += len(s.triples)
        return np.hstack([self.x, [[row.get(name, 0.0) for name in COMPANY] for row in rows]])


COMPANY = [
    "better above",
    "better below",
    "better of relation",
    "better of verb",
    "betters of verb",
    "core of better told",
    "core told by better",
    "told by better",
]
"""The features of `triple_company`, in the order of their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The regression of the first look, and the two models of the second whose probabilities are averaged."""

    alone: LogisticRegression
    beside: LogisticRegression
    forest: ExtraTreesRegressor


def regression(x: Any, y: Any, weight: Any) -> LogisticRegression:
    """A logistic regression on soft labels: each row counts y times as right and 1 - y times as wrong."""
    out = LogisticRegression(C=0.05, max_iter=5000)
    return out.fit(
        np.vstack([x, x]), np.r_[np.ones(len(y)), np.zeros(len(y))], sample_weight=np.r_[y * weight, (1 - y) * weight]
    )


def fit(rows: Rows, target: Any, chosen: Any) -> Fitted:
    """Both looks, fitted on the chosen rows, whose first look is one by folds: so it errs as it will on other sentences."""
    p = np.zeros(len(target))
    for train, test in GroupKFold(n_splits=LOOKS).split(chosen, groups=rows.groups[chosen]):
        part, rest = chosen[train], chosen[test]
        p[rest] = regression(rows.x[part], target[part], rows.weight[part]).predict_proba(rows.x[rest])[:, 1]
    x, y, weight = rows.company(p)[chosen], target[chosen], rows.weight[chosen]
    forest = ExtraTreesRegressor(TREES, max_depth=7, min_samples_leaf=14, max_features=0.3, random_state=0)
    return Fitted(
        alone=regression(rows.x[chosen], y, weight),
        beside=regression(x, y, weight),
        forest=forest.fit(x, y, sample_weight=weight),
    )


def probabilities(model: Fitted, rows: Rows, chosen: Any) -> Any:
    """The probability of each of the chosen rows; sentences are chosen whole."""
    p = np.zeros(len(rows.y))
    p[chosen] = model.alone.predict_proba(rows.x[chosen])[:, 1]
    x = rows.company(p)[chosen]
    return (model.beside.predict_proba(x)[:, 1] + model.forest.predict(x)) / 2


DRAWS = 4
"""Ways of drawing the folds: F1 differs by 0.002 between them, the area by 0.005, so their mean is printed."""


def held_out(rows: Rows, target: Any, draw: int) -> Any:
    """The probability of each row by the weights of the folds that it is not in, folds drawn in this way."""
    p = np.zeros(len(target))
    for train, test in GroupKFold(n_splits=10, shuffle=True, random_state=draw).split(rows.x, groups=rows.groups):
        p[test] = probabilities(fit(rows, target, train), rows, test)
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


def print_curves(sentences: list[Sentence], draws: list[Any]) -> None:
    """Print F1 and area of both halves and of all sentences, the mean of these draws of the folds."""
    halves = np.array([s.half for s in sentences for _ in s.features])
    for name, wanted in (("first half", {0}), ("second half", {1}), ("all", {0, 1})):
        chosen = [s for s in sentences if s.half in wanted]
        f1, area = np.mean([curve(chosen, p[np.isin(halves, list(wanted))]) for p in draws], axis=0)
        print(f"held out, {name}: F1 {f1:.4f}  area {area:.4f}")


def branch(tree: Any, node: int) -> Any:
    """A node of a tree as [number of the feature, bound, branch up to it, branch above it]; a leaf as its value."""
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]), 3)
    low, high = (branch(tree, int(side[node])) for side in (tree.children_left, tree.children_right))
    return [int(tree.feature[node]), round(float(tree.threshold[node]), 3), low, high]


def weights(model: LogisticRegression, names: list[str]) -> dict[str, float]:
    """The weights by name, the intercept with the empty one."""
    named = zip(names, model.coef_[0], strict=True)
    return {"": round(float(model.intercept_[0]), 4)} | {n: round(float(w), 4) for n, w in named}


def written(model: Fitted, names: list[str]) -> str:
    """The model as the JSON of `OUT`, a weight and a tree a line."""
    every = [*names, *COMPANY]
    trees = ",\n  ".join(json.dumps(branch(t.tree_, 0), separators=(",", ":")) for t in model.forest.estimators_)
    head = {
        "made by": "benchmarks/fit_confidence.py",
        "alone": weights(model.alone, names),
        "beside": weights(model.beside, every),
        "features": every,
    }
    return json.dumps(head, indent=1)[:-2] + f',\n "trees": [\n  {trees}\n ]\n}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval_dir", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    oie, nlp = scorer(args.eval_dir), load_model()
    sentences = list(carb_sentences(oie, args.eval_dir, nlp))
    rows = Rows.of([*map(of_carb, sentences), *of_benchie(oie, args.eval_dir, nlp)])
    y, carb = rows.y, rows.weight == 1.0
    target = y
    p = held_out(rows, target, 0)
    for _ in range(ROUNDS):
        target = np.r_[gains(sentences, p), y[~carb]]
        p = held_out(rows, target, 0)
    print(
        f"triples {len(y)}  mean label {y.mean():.3f}  "
        f"expected calibration error (10-fold by sentence) {expected_calibration_error(p, y):.3f}, of CaRB alone "
        f"{expected_calibration_error(p[carb], y[carb]):.3f}  correlation {np.corrcoef(p, y)[0, 1]:.3f}, of CaRB alone "
        f"{np.corrcoef(p[carb], y[carb])[0, 1]:.3f}"
    )
    print_curves(sentences, [held_out(rows, target, draw)[carb] for draw in range(DRAWS)])
    if args.write:
        OUT.write_text(written(fit(rows, target, np.arange(len(y))), rows.names), encoding="utf8")


if __name__ == "__main__":
    main()
