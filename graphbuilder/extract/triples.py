"""Clauses -> open subject-relation-object triples.

One n-ary fact for each predicate and each combination of its coordinated subjects and objects: the relation holds the predicate
with its auxiliaries, negation, particle and, for control and raising, the governing verbs ("refused to recognise"); further
arguments stand in `args` with their prepositions. The scheme follows ClausIE (Del Corro and Gemulla 2013) in its clause types and
MinIE (Gashteovski et al. 2017) in cutting arguments to what belongs to them.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from graphbuilder.extract.clauses import Argument, Clause, Clauses
from graphbuilder.extract.draft_triples import DraftTriple, Tokens
from graphbuilder.extract.ends import phrase
from graphbuilder.extract.facts_inside import projections
from graphbuilder.extract.further_arguments import arguments_on
from graphbuilder.extract.modifiers import with_each_modifier
from graphbuilder.extract.noun_facts import appositions, members, places, titles
from graphbuilder.extract.quote_marks import marks_of, without_marks
from graphbuilder.extract.tellers import teller_of
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.extract.triple_ends import End, ends_of
from graphbuilder.extract.triple_subjects import subject_words, subjects_of
from graphbuilder.extract.verb_chains import (
    bare_infinitive,
    governor_of,
    is_gerund_of_manner,
    is_put_aside,
    is_small_clause,
    lemma_of,
    no_longer,
    opens_chain,
    relation_tokens,
    stands_for_preposition,
)


def read_triples(doc: Any, clauses: Clauses) -> list[DraftTriple]:
    """All open triples of a document, in text order of their predicates."""
    tree = tree_of(doc)
    out: list[DraftTriple] = []
    for clause in clauses.all:
        out.extend(triples_of(tree, clause))
    out.extend(appositions(tree, clauses))
    out.extend(titles(tree, clauses))
    out.extend(members(tree, clauses))
    out.extend(places(tree, clauses))
    found: dict[Any, DraftTriple] = {}
    marks = marks_of(tree)
    for triple in (without_marks(tree, marks, t) for t in out) if marks else out:
        if not triple.subject or not triple.object:  # a parse that gives all words of an end to another phrase
            continue
        found.setdefault((triple.subject, triple.relation, triple.object, triple.clause.verb is None), triple)
    return sorted(found.values(), key=lambda t: (t.clause.sentence, t.clause.head.i))


def triples_of(tree: Tree, clause: Clause) -> list[DraftTriple]:
    """The triples of one clause: every subject with every object."""
    if clause.verb is None or opens_chain(clause) or bare_infinitive(clause) or is_gerund_of_manner(clause):
        return []
    if stands_for_preposition(clause) or is_put_aside(tree, clause):
        return []
    governor = governor_of(clause)
    subjects = subjects_of(clause if governor is None else governor)
    relation = relation_tokens(tree, clause)
    out = triples_with(tree, clause, subjects, relation)
    if clause.parent is not None and is_small_clause(tree, clause.verb.i):
        above = governor_of(clause.parent) or clause.parent
        words = {i for a in subjects for i in phrase(tree, a.head)} | set(relation_tokens(tree, clause.parent))
        out += triples_with(tree, clause, subjects_of(above), tuple(sorted(words | set(relation))))
    return out


def triples_with(tree: Tree, clause: Clause, subjects: list[Argument], relation: Tokens) -> list[DraftTriple]:
    """The triples of one clause with these subjects and this relation."""
    if not subjects or not relation:
        return []
    ends, rest = ends_of(tree, clause)
    if not ends and clause.passive and clause.link != "prep":  # after being born
        relation, ends = bare_passive(clause, relation)
    teller = teller_of(tree, clause) if ends else ()
    out = []
    for subject in subjects:
        variants = with_each_modifier(tree, subject.head.i, subject_words(tree, subject, clause))
        for mine, (head, lead, words) in product(variants, ends):
            said = tuple(i for i in relation if i not in words)  # sold | poorly
            found = [*rest, *arguments_on(tree, head, [h for h, _, _ in ends])]
            args = tuple(sorted({a for a in found if not set(a) & set(words)}))
            if teller and teller not in args and {*mine, *said, *lead, *words}.isdisjoint(teller):
                args = (*args, teller)
            out.append(
                DraftTriple(
                    clause=clause,
                    kind=clause.kind.value,
                    subject=mine,
                    relation=(*said, *lead),
                    object=words,
                    args=args,
                    subject_head=subject.head.i,
                    object_head=head,
                    lemma=lemma_of(clause),
                )
            )
            out.extend(projections(tree, out[-1]))
    return out


def bare_passive(clause: Clause, relation: Tokens) -> tuple[Tokens, list[End]]:
    """*The army | was not | disbanded*: with nothing else to end it, the participle is what the subject is said to be."""
    carrying = [a.i for a in clause.auxiliaries] + ([clause.negation.i] if clause.negation is not None else [])
    carrying += no_longer(clause)
    lead = tuple(i for i in relation if carrying and i <= max(carrying))
    rest = tuple(i for i in relation if i not in lead)
    return (lead, [(None, (), rest)]) if lead and rest else (relation, [])
