"""Clauses -> open subject-relation-object triples.

One n-ary fact for each predicate and each combination of its coordinated subjects and objects: the relation holds the predicate
with its auxiliaries, negation, particle and, for control and raising, the governing verbs ("refused to recognise"); further
arguments stand in `args` with their prepositions. The scheme follows ClausIE (Del Corro and Gemulla 2013) in its clause types and
MinIE (Gashteovski et al. 2017) in cutting arguments to what belongs to them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from graphbuilder.extract.clauses import (
    Argument,
    Clause,
    ClauseKind,
    Clauses,
    Slot,
    prepositional,
)
from graphbuilder.extract.draft_triples import DraftTriple, Tokens
from graphbuilder.extract.ends import (
    INSEPARABLE,
    adjunct_words,
    adverbial_phrases,
    complex_prepositions,
    coordinated_clauses,
    core_words,
    inner_arguments,
    is_content,
    is_discourse,
    is_manner,
    is_time_phrase,
    lead_words,
    phrase,
    subject_with_restriction,
    subordinate_clauses,
    with_restriction,
)
from graphbuilder.extract.modifiers import with_each_modifier
from graphbuilder.extract.noun_facts import MEASURED, appositions, titles
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.extract.verb_chains import (
    bare_infinitive,
    governor_of,
    has_own_subject,
    is_embedded,
    is_gerund_of_manner,
    is_small_clause,
    lemma_of,
    opens_chain,
    relation_tokens,
    states_small_clause,
)

Token = Any
End = tuple[int | None, Tokens, Tokens]
"""What stands at the far end of a triple: its head, the words that move from it to the relation, its words."""


def read_triples(doc: Any, clauses: Clauses) -> list[DraftTriple]:
    """All open triples of a document, in text order of their predicates."""
    tree = tree_of(doc)
    out: list[DraftTriple] = []
    for clause in clauses.all:
        out.extend(triples_of(tree, clause))
    out.extend(appositions(tree, clauses))
    out.extend(titles(tree, clauses))
    found: dict[Any, DraftTriple] = {}
    for triple in out:
        if not triple.subject or not triple.object:  # a parse that gives all words of an end to another phrase
            continue
        found.setdefault((triple.subject, triple.relation, triple.object, triple.clause.verb is None), triple)
    return sorted(found.values(), key=lambda t: (t.clause.sentence, t.clause.head.i))


def triples_of(tree: Tree, clause: Clause) -> list[DraftTriple]:
    """The triples of one clause: every subject with every object."""
    if clause.verb is None or opens_chain(clause) or bare_infinitive(clause) or is_gerund_of_manner(clause):
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
    if not ends and clause.passive:
        relation, ends = bare_passive(clause, relation)
    out = []
    for subject in subjects:
        variants = with_each_modifier(tree, subject.head.i, subject_words(tree, subject, clause))
        for mine, (head, lead, words) in product(variants, ends):
            found = [*rest, *arguments_on(tree, head, [h for h, _, _ in ends])]
            args = tuple(sorted({a for a in found if not set(a) & set(words)}))
            out.append(
                DraftTriple(
                    clause=clause,
                    kind=clause.kind.value,
                    subject=mine,
                    relation=(*relation, *lead),
                    object=words,
                    args=args,
                    subject_head=subject.head.i,
                    object_head=head,
                    lemma=lemma_of(clause),
                )
            )
            out.extend(projections(tree, out[-1]))
    return out


def arguments_on(tree: Tree, head: int | None, heads: list[int | None]) -> list[Tokens]:
    """The phrases on an object: its own, or those of a later one (*a school and a clinic in Oran*), never of an earlier one."""
    at = heads.index(head)
    return next((found for h in heads[at:] if (found := inner_arguments(tree, h))), [])


def bare_passive(clause: Clause, relation: Tokens) -> tuple[Tokens, list[End]]:
    """*The army | was not | disbanded*: with nothing else to end it, the participle is what the subject is said to be."""
    carrying = [a.i for a in clause.auxiliaries] + ([clause.negation.i] if clause.negation is not None else [])
    lead = tuple(i for i in relation if carrying and i <= max(carrying))
    rest = tuple(i for i in relation if i not in lead)
    return (lead, [(None, (), rest)]) if lead and rest else (relation, [])


def projections(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """The facts that follow from a triple: about nouns inside its object and arguments."""
    if triple.object_head is None:
        return []
    out = inner_facts(tree, triple, triple.relation, triple.object_head, 0)
    out += container_facts(tree, triple)
    out += facts_in_arguments(tree, triple)
    return out


def facts_in_arguments(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """*sold carpets at the edge of* | *Ghent*; *wrote two novels during her time at* | *the library*."""
    out: list[DraftTriple] = []
    direct = adverbial_phrases(triple.clause)
    own = next((set(lead_words(a)) for a in direct if a.head.i == triple.object_head), set())
    before = tuple(i for i in triple.relation if i not in own) if own else (*triple.relation, *triple.object)
    for a in direct:
        if a.via is not None or a.first is None or a.first.i < triple.clause.head.i:  # before the verb it frames the sentence
            continue
        if a.head.i != triple.object_head and a.first.i not in (*triple.relation, *triple.object):
            out += inner_facts(tree, triple, (*before, *lead_words(a)), a.head.i, 1)
    return out


MAX_NESTING = 2


def inner_facts(tree: Tree, triple: DraftTriple, before: Tokens, head: int, level: int) -> list[DraftTriple]:
    """*became a justice of* | *the High Court*; *held a workshop for sculptors from* | *Mali*: phrases inside phrases."""
    out: list[DraftTriple] = []
    if level == MAX_NESTING:
        return out
    core = core_words(tree, tree.tokens[head])
    for p in tree.childs(head, "prep"):
        for a in prepositional(tree, p):
            if a.first is None or is_discourse(a) or is_one_name(tree, head, a):
                continue
            lead = (*before, *(i for i in core if i < a.first.i), *lead_words(a))
            if level or a.prep in INSEPARABLE or gives_examples(tree, p):
                out += [
                    replace(triple, kind="nested", relation=lead, object=words, args=on_it, object_head=a.head.i, level=level + 1)
                    for on_it in [tuple(inner_arguments(tree, a.head.i))]  # became a judge of | the court | in Oran
                    for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
                ]
            out += inner_facts(tree, triple, lead, a.head.i, level + 1)
    return out


def gives_examples(tree: Tree, p: int) -> bool:
    """*at venues such as the Opera*, *at such venues as the Opera*: what holds of the kind holds of its examples."""
    return tree.lower[p] == "as" and any(tree.lower[c] == "such" for k in (p, tree.head[p]) for c in tree.children[k])


CLASSIFIERS = frozenset({"form", "forms", "kind", "kinds", "type", "types", "sort", "sorts", "variety", "range", "amount", "amounts"})


def is_one_name(tree: Tree, head: int, argument: Argument) -> bool:
    """*the Act of 1916*, *the House of Stewart*, *the end of this year*, *a form of energy*: what follows *of* stays with it."""
    if argument.prep != "of":
        return False
    end = argument.head.i
    if tree.pos[end] in ("VERB", "AUX") or tree.pos[head] in ("SYM", "NUM") or argument.head.ent_type_ == "DATE":
        return True
    if tree.lower[head] in CLASSIFIERS or tree.entity[head] in MEASURED:
        return True
    if tree.pos[head] != "PROPN":
        return False
    return tree.tag[end] == "CD" or in_one_entity(tree, head, end)


def in_one_entity(tree: Tree, first: int, last: int) -> bool:
    """Whether two tokens stand in the same named entity."""
    doc = tree.doc
    return bool(doc[first].ent_type_) and all(doc[k].ent_iob_ == "I" for k in range(first + 1, last + 1))


def container_facts(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """*was born in Salta, Argentina*: what holds of the place holds of the place that contains it."""
    if triple.object_head is None or tree.pos[triple.object_head] != "PROPN" or tree.dep[triple.object_head] != "pobj":
        return []
    return [
        replace(triple, kind="nested", object=core_words(tree, tree.tokens[c]), args=(), object_head=c, level=1)
        for c in tree.childs(triple.object_head, "appos")
        if tree.pos[c] == "PROPN" and tree.lower[c - 1] == ","
    ]


def subjects_of(clause: Clause) -> list[Argument]:
    """The arguments that stand as grammatical subject: *there* in *there were protests*."""
    if clause.kind is ClauseKind.EXISTENTIAL:
        return [Argument(Slot.SUBJECT, c, surface="subject") for c in clause.verb.children if c.dep_ == "expl"]
    found = [
        a for a in clause.arguments if a.surface in ("subject", "passive subject") and a.head.tag_ not in ("WDT", "WP")
    ]
    return bearers(clause, found) or found


def bearers(clause: Clause, subjects: list[Argument]) -> list[Argument]:
    """*The club is a team founded in 1905*: what is said of the complement is said of what bears it, the subject of the copula."""
    above = clause.parent
    if above is None or above.kind is not ClauseKind.COPULA or clause.link not in ("participle", "relative"):
        return []
    if [a.head.i for a in subjects] != [above.head.i] or above.negation is not None:
        return []
    return [replace(a, shared=True) for a in above.arguments if a.surface == "subject" and a.head.pos_ != "DET"]


def subject_words(tree: Tree, argument: Argument, clause: Clause) -> Tokens:
    """The words of a subject, without the participial clause that is itself the predicate; of an antecedent, the noun alone.

    *a rehearsal in Bergen conducted by the composer*: who says what was conducted names the rehearsal.
    *the mayor, whose party won*: whose party it is stands before the relative clause.
    """
    if argument.shared and clause.link in ("participle", "relative"):
        return core_words(tree, argument.head)
    if clause.link == "relative" and any(tree.tag[c] == "WP$" for c in tree.childs(argument.head.i, "poss")):
        return (*core_words(tree, clause.verb.head), *phrase(tree, argument.head))
    words = phrase(tree, argument.head, own=clause.verb.i if clause.verb is not None else -1)
    return words if argument.shared else subject_with_restriction(tree, argument.head.i, words, clause.verb.i)


def ends_of(tree: Tree, clause: Clause) -> tuple[list[End], list[Tokens]]:
    """What can stand as object, as (head, words that move to the relation, words), and the remaining arguments in text order."""
    assert clause.verb is not None
    nominal = [
        a for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.COMPLEMENT) and a.surface != "passive subject"
    ]
    if clause.kind is ClauseKind.EXISTENTIAL:
        nominal = [a for a in clause.arguments if a.slot is Slot.SUBJECT]
    indirect = [a for a in clause.arguments if a.slot is Slot.INDIRECT and a.surface != "passive subject"]
    clausal = [
        a
        for a in clause.arguments
        if a.slot in (Slot.CLAUSE, Slot.INFINITIVE) and is_content(clause, a) and not states_small_clause(tree, a.head.i)
    ]
    direct = [a for a in adverbial_phrases(clause) if a.via is None]
    times = [a for a in clause.arguments if is_time_phrase(tree, a)]
    rest = [adjunct_words(tree, a, clause.verb.i) for a in direct] + [phrase(tree, a.head) for a in times]
    rest += subordinate_clauses(tree, clause) + governing_adjuncts(tree, clause)
    rest += phrases_before_purpose(tree, clause) + where_it_happens(tree, clause)
    ends: list[End]
    if nominal:
        ends = [
            end
            for a in nominal
            for end in ends_of_adjective(tree, a) or ends_of_nominal(tree, a)
        ]
        rest += [phrase(tree, a.head) for a in indirect] + told_clauses(tree, clause, nominal)
    elif clausal:
        ends = [(None, (), words) for a in clausal for words in coordinated_clauses(tree, a.head.i)]
        rest += [phrase(tree, a.head) for a in indirect]
    elif direct:
        first = min(direct, key=lambda a: (a.first.i < clause.verb.i, a.first.i))
        ends = [
            (a.head.i, lead_words(a), words)
            for a in direct
            if shares_end(first, a)
            for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
        ]
        used = {a.first.i for a in direct if shares_end(first, a)}
        rest = [w for w in rest if w[0] not in used]
    elif times:
        ends = [(times[0].head.i, (), phrase(tree, times[0].head))]
    else:
        manner = [a for a in clause.arguments if is_manner(tree, a) and a.head.i > clause.verb.i]
        ends = [(None, (), (a.head.i,)) for a in manner[:1]]
    ends = [end for end in ends if end[2] and (end[0] is None or tree.tag[end[2][0]] not in QUESTION_TAGS)]
    return [whole_end(tree, clause, end) for end in ends], rest


def whole_end(tree: Tree, clause: Clause, end: End) -> End:
    """*was built by people who fled*, *thanked those who stayed*: agents and pronouns keep the clause that says who they are."""
    head, lead, words = end
    if head is None or not (tree.pos[head] == "PRON" or any(a.surface == "agent" and a.head.i == head for a in clause.arguments)):
        return end
    return head, lead, with_restriction(tree, head, words, clause.verb.i)


def shares_end(first: Argument, other: Argument) -> bool:
    """*in respect of taxes and duties*, *close to the border and the river*: both nouns end the fact; of *in Oslo and Bergen* the first."""
    if other is first or other.first.i != first.first.i:
        return other is first
    return other.prep in complex_prepositions() or other.first.dep_ == "advmod"


def told_clauses(tree: Tree, clause: Clause, nominal: list[Argument]) -> list[Tokens]:
    """*told the court* | *that the bridge was unsafe*: what is said stands beside whom it is said to."""
    last = max(a.head.i for a in nominal)
    return [
        words
        for a in clause.arguments
        if a.slot is Slot.CLAUSE and a.head.i > last and is_content(clause, a) and not is_small_clause(tree, a.head.i)
        for words in coordinated_clauses(tree, a.head.i)
    ]


def ends_of_nominal(tree: Tree, argument: Argument) -> list[End]:
    """An object or complement, once for each of its coordinated modifiers."""
    return [(argument.head.i, (), words) for words in with_each_modifier(tree, argument.head.i, core_words(tree, argument.head))]


def ends_of_adjective(tree: Tree, argument: Argument) -> list[End]:
    """*The plan is subject to* | *approval*: an adjective that goes on with a phrase says nothing without it."""
    if argument.slot is not Slot.COMPLEMENT or tree.pos[argument.head.i] != "ADJ":
        return []
    own = core_words(tree, argument.head)
    return [
        (a.head.i, (*own, *lead_words(a)), words)
        for p in tree.childs(argument.head.i, "prep")
        if p > own[-1] and tree.lower[p] != "than"
        for a in prepositional(tree, p)
        for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
    ]


QUESTION_TAGS = frozenset({"WP", "WDT", "WRB"})
"""*how much the firm would invest*: a question states nothing of its object."""


def governing_adjuncts(tree: Tree, clause: Clause) -> list[Tokens]:
    """*That night*, soldiers were able to hold the hotel: what stands before the chain of verbs holds for its last verb.

    *In March* the firm closed its mine and sold its ships: also for the predicates that are coordinated with it.
    """
    governor = governor_of(clause)
    top = governor or clause
    while top.link == "conj" and top.parent is not None and not has_own_subject(top):
        top = governor_of(top.parent) or top.parent
    if top is clause or top.verb is None:
        return []
    start = top.verb.i
    phrases = [adjunct_words(tree, a, clause.verb.i) for a in adverbial_phrases(top) if a.first.i < start]
    return phrases + [phrase(tree, a.head) for a in top.arguments if is_time_phrase(tree, a) and a.head.i < start]


def phrases_before_purpose(tree: Tree, clause: Clause) -> list[Tokens]:
    """*flew to meet the queen* | *to Oslo*: what stands between the verbs of a chain holds for the last one, too."""
    above = clause.parent
    if above is None or above.verb is None or clause.verb.i < above.verb.i or not is_embedded(clause):
        return []
    return [
        adjunct_words(tree, a, clause.verb.i)
        for a in adverbial_phrases(above)
        if a.via is None and above.verb.i < a.first.i < clause.verb.i
    ]


def where_it_happens(tree: Tree, clause: Clause) -> list[Tokens]:
    """*the town where she sells boats*: she sells boats | *the town*. The place has no preposition in the sentence."""
    if clause.link != "relative":
        return []
    return [core_words(tree, a.head) for a in clause.arguments if a.slot is Slot.PREP and a.shared and a.first is None]
