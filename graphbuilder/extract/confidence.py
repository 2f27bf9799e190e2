"""How likely a triple is right: a logistic regression over what the clause looks like.

The weights stand in `data/confidence.json` as plain numbers; `benchmarks/fit_confidence.py` fits them on sentences whose facts people
have written down and prints the calibration. A probability is the expected share of a triple's words that an annotator would
have written, too (word-level precision of CaRB, Bhardwaj et al. 2019; whole facts of BenchIE, Gashteovski et al. 2022).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files

from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.slots import Clause, Slot
from graphbuilder.extract.tree import Tree

PRONOUNS = frozenset({"PRP", "DT", "WDT", "WP", "EX"})


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature name, the intercept under ""."""
    table: dict[str, float] = json.loads(files("graphbuilder.data").joinpath("confidence.json").read_text("utf-8"))[
        "weights"
    ]
    return table


def confidence_of(tree: Tree, triple: DraftTriple) -> float:
    """The calibrated probability that the triple is right, rounded to three digits."""
    table = weights()
    score = table[""] + sum(value * table.get(name, 0.0) for name, value in features_of(tree, triple).items())
    return round(1 / (1 + math.exp(-score)), 3)


def features_of(tree: Tree, triple: DraftTriple) -> dict[str, float]:
    """What the model looks at, by name; absent features count as 0."""
    clause = triple.clause
    out = {f"kind {triple.kind}": 1.0, f"link {clause.link}": 1.0}
    out.update(of_length(tree, triple))
    out.update(of_ends(tree, triple))
    out.update(of_predicate(tree, clause))
    return out


def of_length(tree: Tree, triple: DraftTriple) -> dict[str, float]:
    """Lengths, nesting and distances, on scales of about 1."""
    verb = triple.clause.verb
    at = verb.i if verb is not None else triple.clause.head.i
    number = tree.sentence[at]
    relation = triple.relation or (at,)
    start, end = tree.sentence_span(number)
    return {
        "level": float(triple.level),
        "arguments": min(len(triple.args), 4) / 2,
        "subject length": math.log(len(triple.subject)),
        "object length": math.log(len(triple.object)),
        "relation length": math.log(len(relation)),
        "sentence length": math.log(max(end - start, 1)) - 3,
        "subject distance": math.log1p(abs(at - triple.subject_head)) - 1,
        "object distance": math.log1p(
            abs((triple.object_head if triple.object_head is not None else triple.object[0]) - at)
        )
        - 1,
        "gaps": float(relation[-1] - relation[0] + 1 > len(relation)),
        "late": (at - start) / max(end - start, 1),
    }


def of_ends(tree: Tree, triple: DraftTriple) -> dict[str, float]:
    """What stands at the two ends."""
    s, o = triple.subject_head, triple.object_head
    relation = triple.relation or (triple.clause.head.i,)
    out = {
        "subject pronoun": float(tree.tag[s] in PRONOUNS),
        "subject name": float(tree.pos[s] == "PROPN"),
        "subject clause": float(tree.pos[s] in ("VERB", "AUX")),
        "subject after": float(s > relation[-1]),
        "object clause": float(o is None),
        "tail preposition": float(tree.pos[relation[-1]] == "ADP"),
    }
    if o is not None:
        out["object pronoun"] = float(tree.tag[o] in PRONOUNS)
        out["object name"] = float(tree.pos[o] == "PROPN")
        out["object odd"] = float(tree.pos[o] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"))
        out["object number"] = float(tree.pos[o] == "NUM")
        out["object conjunct"] = float(tree.dep[o] == "conj")
    return out


def of_predicate(tree: Tree, clause: Clause) -> dict[str, float]:
    """What kind of predicate it is."""
    verb = clause.verb
    out = {
        "passive": float(clause.passive),
        "negated": float(clause.negation is not None),
        "modal": float(any(a.tag_ == "MD" for a in clause.auxiliaries)),
        "auxiliaries": float(bool(clause.auxiliaries)),
        "lent subject": float(any(a.shared and a.surface.endswith("subject") for a in clause.arguments)),
        "marked": float(bool(clause.mark)),
        "have": float(clause.lemma == "have"),
        "clausal": float(any(a.slot in (Slot.CLAUSE, Slot.INFINITIVE) for a in clause.arguments)),
    }
    if verb is not None:
        out[f"tag {verb.tag_}"] = 1.0
    return out
