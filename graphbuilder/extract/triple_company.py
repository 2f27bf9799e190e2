"""How a triple stands beside those of its sentence that a first look takes for more probable, and that say its words already.

Two triples that share words compete for one fact; which of them wins is known only when each has been judged by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from graphbuilder.extract.draft_triples import DraftTriple
from graphbuilder.extract.record import record
from graphbuilder.extract.triple_features import Features, site


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Stated:
    """What a triple is compared by: all its words, those of relation and object, its verb, its clause, the one above, its probability."""

    words: frozenset[int]
    core: frozenset[int]
    relation: tuple[int, ...]
    verb: int
    clause: int
    above: int
    probability: float


def features_of_company(triples: Sequence[DraftTriple], probabilities: Sequence[float]) -> list[Features]:
    """The features of each of a document's triples beside the others of its sentence, given how probable each is by itself."""
    groups: dict[int, list[int]] = {}
    for k, triple in enumerate(triples):
        groups.setdefault(triple.clause.sentence, []).append(k)
    out: list[Features] = [{} for _ in triples]
    for members in groups.values():
        if len(members) < 2:
            continue
        members.sort(key=lambda k: (-probabilities[k], k))
        stated = [stated_by(triples[k], probabilities[k]) for k in members]
        for rank, k in enumerate(members):
            out[k] = beside_better(stated[rank], stated[:rank]) | beside_clauses(stated[rank], stated)
    return out


def stated_by(triple: DraftTriple, probability: float) -> Stated:
    """The triple as it is compared."""
    above = triple.clause.parent
    return Stated(
        words=frozenset((*triple.subject, *triple.relation, *triple.object, *(i for a in triple.args for i in a))),
        core=frozenset((*triple.relation, *triple.object)),
        relation=triple.relation,
        verb=site(triple),
        clause=triple.clause.head.i,
        above=above.head.i if above is not None else -1,
        probability=probability,
    )


def beside_better(it: Stated, better: Sequence[Stated]) -> Features:
    """How much of it the more probable ones say, and how probable those of the same verb and of the same relation are."""
    told = core = back = of_verb = of_relation = 0.0
    count = 0
    for other in better:
        shared = len(it.core & other.core)
        told = max(told, len(it.words & other.words) / len(it.words))
        core = max(core, shared / len(it.core))
        back = max(back, shared / len(other.core))
        if other.verb == it.verb:
            count += 1
            of_verb = max(of_verb, other.probability)
        if other.relation == it.relation:
            of_relation = max(of_relation, other.probability)
    return {
        "told by better": told,
        "core told by better": core,
        "core of better told": back,
        "better of verb": of_verb,
        "betters of verb": math.log1p(count),
        "better of relation": of_relation,
    }


def beside_clauses(it: Stated, all_of_sentence: Sequence[Stated]) -> Features:
    """How probable the best triple of the clause above is, and the best one of the clauses below."""
    above = below = 0.0
    for other in all_of_sentence:
        if other is not it:
            if other.clause == it.above:
                above = max(above, other.probability)
            if other.above == it.clause:
                below = max(below, other.probability)
    return {"better above": above, "better below": below}
