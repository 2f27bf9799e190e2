"""Clauses -> open subject-relation-object triples.

One n-ary fact for each predicate and each combination of its coordinated subjects and objects: the relation holds the predicate
with its auxiliaries, negation, particle and, for control and raising, the governing verbs ("refused to recognise"); further
arguments stand in `args` with their prepositions. The scheme follows ClausIE (Del Corro and Gemulla 2013) in its clause types and
MinIE (Gashteovski et al. 2017) in cutting arguments to what belongs to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from graphbuilder.extract.clauses import Argument, Clause, ClauseKind, Clauses, Slot, prepositional, words_of
from graphbuilder.extract.tree import Tree, tree_of

Token = Any
Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DraftTriple:
    """A triple before its entities, factuality and attribution are known. Token tuples are indices in text order.

    `subject_head` and `object_head` are the heads of the two ends (None for an end that is a clause).
    """

    clause: Clause
    kind: str
    subject: Tokens
    relation: Tokens
    object: Tokens
    args: tuple[Tokens, ...] = ()
    subject_head: int
    object_head: int | None = None
    lemma: str = ""
    features: dict[str, float] = field(default_factory=dict)


def read_triples(doc: Any, clauses: Clauses) -> list[DraftTriple]:
    """All open triples of a document, in text order of their predicates."""
    tree = tree_of(doc)
    out: list[DraftTriple] = []
    for clause in clauses.all:
        out.extend(triples_of(tree, clause))
    return out


def triples_of(tree: Tree, clause: Clause) -> list[DraftTriple]:
    """The triples of one clause: every subject with every object."""
    if clause.verb is None or opens_chain(clause) or bare_infinitive(clause):
        return []
    governor = governor_of(clause)
    subjects = subjects_of(clause if governor is None else governor)
    relation = relation_tokens(tree, clause)
    if not subjects or not relation:
        return []
    ends, rest = ends_of(tree, clause)
    out = []
    for subject in subjects:
        for head, lead, words in ends:
            args = tuple(a for a in rest if not set(a) & set(words))
            out.append(
                DraftTriple(
                    clause=clause,
                    kind=clause.kind.value,
                    subject=subject_words(tree, subject, clause),
                    relation=(*relation, *lead),
                    object=words,
                    args=args,
                    subject_head=subject.head.i,
                    object_head=head,
                    lemma=lemma_of(clause),
                    features=features_of(tree, clause, subject, words, args, lead),
                )
            )
            out.extend(projections(tree, out[-1]))
    return out


def projections(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """Facts about a noun inside the object: *became a justice of* | *the High Court*. They follow from the triple they are made of."""
    if triple.object_head is None:
        return []
    out = adjunct_facts(tree, triple)
    whole = set(triple.object)
    for p in tree.childs(triple.object_head, "prep"):
        if p not in whole:
            continue
        for a in prepositional(tree, p):
            if a.first is None or a.first.i != p:
                continue
            words = phrase(tree, a.head)
            start = p + len(a.prep.split())
            lead = tuple(i for i in triple.object if i < start)
            out.append(
                replace(
                    triple,
                    kind="nested",
                    relation=(*triple.relation, *lead),
                    object=words,
                    args=(),
                    object_head=a.head.i,
                )
            )
    return out


def governor_of(clause: Clause) -> Clause | None:
    """The clause whose subject the chain of control and raising starts from: *refused to go*, *urged Iran to stop*; None outside one."""
    top = None
    while (
        clause.link == "infinitive"
        and clause.parent is not None
        and clause.parent.verb is not None
        and not has_own_subject(clause)
    ):
        clause = top = clause.parent
    return top


def has_own_subject(clause: Clause) -> bool:
    """Whether a subject stands in the clause itself, not lent by another."""
    return any(a.surface in ("subject", "passive subject") and not a.shared for a in clause.arguments)


def bare_infinitive(clause: Clause) -> bool:
    """*a plan to leave*, *came to help*: an infinitive outside a chain of verbs states nothing by itself."""
    return (
        clause.link != "infinitive"
        and not has_own_subject(clause)
        and any(a.tag_ == "TO" for a in clause.auxiliaries)
        and not (clause.link == "conj" and clause.parent is not None and clause.parent.link == "infinitive")
    )


def opens_chain(clause: Clause) -> bool:
    """*refused* in *refused to recognise the outcome*: the embedded clause states the fact with the whole chain."""
    embedded = [a for a in clause.arguments if a.slot is Slot.INFINITIVE]
    if clause.kind is ClauseKind.COPULA and any(c.dep_ == "xcomp" for c in clause.head.children):
        return True
    return bool(embedded) and not controlled_objects(clause)


def controlled_objects(clause: Clause) -> list[Argument]:
    """The objects that control an infinitive: urged *Iran* to stop."""
    return [
        a for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.INDIRECT) and a.surface in ("object", "indirect")
    ]


def subjects_of(clause: Clause) -> list[Argument]:
    """The arguments that stand as grammatical subject; an existential's noun is no subject of a triple."""
    if clause.kind is ClauseKind.EXISTENTIAL:
        return []
    return [a for a in clause.arguments if a.surface in ("subject", "passive subject")]


def subject_words(tree: Tree, argument: Argument, clause: Clause) -> Tokens:
    """The words of a subject, without the participial clause that is itself the predicate."""
    return phrase(tree, argument.head, own=clause.verb.i if clause.verb is not None else -1)


CUT = frozenset({"relcl", "appos", "conj", "cc", "parataxis", "preconj", "advcl", "acl", "punct"})


def phrase(tree: Tree, head: Token, own: int = -1) -> Tokens:
    """The words of a noun phrase, cut before relative and participial clauses and appositions."""
    if tree.pos[head.i] in ("VERB", "AUX"):
        return tuple(t.i for t in words_of(head))
    return tuple(t.i for t in words_of(head, CUT - {"punct"}) if t.i != own)


def adjunct_facts(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """*was abandoned in 1866 | after his death*: without a direct object, each prepositional phrase is a fact of the predicate."""
    clause = triple.clause
    verb = clause.verb
    assert verb is not None
    if any(
        a.slot in (Slot.OBJECT, Slot.COMPLEMENT, Slot.INDIRECT) and a.surface != "passive subject"
        for a in clause.arguments
    ):
        return []
    relation = relation_tokens(tree, clause)
    out = []
    for a in clause.arguments:
        if (a.slot is Slot.PREP or a.surface == "agent") and a.first is not None and not a.shared and a.via is None:
            if a.head.i == triple.object_head:
                continue
            lead = tuple(range(a.first.i, a.first.i + len(a.prep.split())))
            out.append(
                replace(
                    triple,
                    kind="adjunct",
                    relation=(*relation, *lead),
                    object=phrase(tree, a.head),
                    args=(),
                    object_head=a.head.i,
                )
            )
        elif a.slot is Slot.TIME and a.head.i != triple.object_head:
            out.append(
                replace(
                    triple,
                    kind="adjunct",
                    relation=relation,
                    object=phrase(tree, a.head),
                    args=(),
                    object_head=a.head.i,
                )
            )
    return out


# --- the relation


def relation_tokens(tree: Tree, clause: Clause) -> Tokens:
    """The words of the predicate: governing verbs of its chain, auxiliaries, negation, adverbs between them, verb, particle."""
    assert clause.verb is not None
    i = clause.verb.i
    words = {i, *(a.i for a in clause.auxiliaries)}
    if clause.negation is not None and tree.head[clause.negation.i] == i:
        words.add(clause.negation.i)
    if clause.particle is not None:
        words.add(clause.particle.i)
    words |= adverbs_before(tree, i, min(words))
    if governor_of(clause) is not None:
        above = clause.parent
        assert above is not None
        words |= set(relation_tokens(tree, above))
        if above.kind is ClauseKind.COPULA:
            words.add(above.head.i)
        for a in controlled_objects(above):
            if a.head.i < i:
                words |= set(phrase(tree, a.head))
    return tuple(sorted(words))


def adverbs_before(tree: Tree, i: int, start: int) -> set[int]:
    """Adverbs among the auxiliaries or directly before the verb: has *also* agreed, *never* won."""
    out = {c for c in tree.childs(i, "advmod", "neg") if start < c < i and not tree.children[c]}
    k = start - 1
    while k >= 0 and tree.head[k] == i and tree.dep[k] == "advmod" and not tree.children[k] and tree.tag[k] == "RB":
        out.add(k)
        k -= 1
    return out


def lemma_of(clause: Clause) -> str:
    """The lemma of the predicate, with the lemmas of the verbs that govern it in a chain."""
    if governor_of(clause) is not None:
        assert clause.parent is not None
        return f"{lemma_of(clause.parent)} {clause.lemma}"
    return clause.lemma


# --- the other ends

INSEPARABLE = frozenset({"of"})
"""Prepositions that stay with their noun: a number *of officials*."""


def ends_of(tree: Tree, clause: Clause) -> tuple[list[tuple[int | None, Tokens, Tokens]], list[Tokens]]:
    """What can stand as object, as (head, words that move to the relation, words), and the remaining arguments in text order."""
    nominal = [
        a for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.COMPLEMENT) and a.surface != "passive subject"
    ]
    indirect = [a for a in clause.arguments if a.slot is Slot.INDIRECT and a.surface != "passive subject"]
    clausal = [a for a in clause.arguments if a.slot in (Slot.CLAUSE, Slot.INFINITIVE)]
    preps = [
        a
        for a in clause.arguments
        if (a.slot is Slot.PREP or a.surface == "agent") and a.first is not None and not a.shared
    ]
    times = [a for a in clause.arguments if a.slot is Slot.TIME]
    preps = [a for a in preps if a.via is None or a.prep not in INSEPARABLE]
    direct = [a for a in preps if a.via is None]
    rest = [*[prep_words(tree, a) for a in preps], *[phrase(tree, a.head) for a in times]]
    if nominal:
        ends: list[tuple[int | None, Tokens, Tokens]] = [(a.head.i, (), object_words(tree, a, preps)) for a in nominal]
        rest += [phrase(tree, a.head) for a in indirect]
    elif clausal:
        ends = [(None, (), tuple(t.i for t in words_of(a.head))) for a in clausal if a.head.i != clause.verb.i]  # type: ignore[union-attr]
    elif direct:
        first = min((a for a in direct), key=lambda a: (a.first.i < clause.verb.i, a.first.i))  # type: ignore[union-attr]
        group = [a for a in direct if a.first is first.first]
        ends = [
            (a.head.i, tuple(range(a.first.i, a.first.i + len(a.prep.split()))), phrase(tree, a.head)) for a in group
        ]
        rest = [w for a, w in zip(preps, rest, strict=False) if a not in group] + rest[len(preps) :]
    elif times:
        ends = [(times[0].head.i, (), phrase(tree, times[0].head))]
        rest = rest[1:]
    else:
        ends = []
    return ends, sorted(rest)


def object_words(tree: Tree, argument: Argument, preps: list[Argument]) -> Tokens:
    """The words of an object without the prepositional phrases that stand as arguments of their own."""
    away = {i for a in preps if a.via is not None and a.via.i == argument.head.i for i in prep_words(tree, a)}
    return tuple(i for i in phrase(tree, argument.head) if i not in away)


def prep_words(tree: Tree, argument: Argument) -> Tokens:
    """The words of a prepositional argument, preposition first."""
    first = argument.first.i
    return (*range(first, first + len(argument.prep.split())), *phrase(tree, argument.head))


def features_of(
    tree: Tree, clause: Clause, subject: Argument, words: Tokens, args: tuple[Tokens, ...], lead: Tokens
) -> dict[str, float]:
    """What the confidence model looks at."""
    return {}
