"""Clauses -> open subject-relation-object triples.

One n-ary fact for each predicate and each combination of its coordinated subjects and objects: the relation holds the predicate
with its auxiliaries, negation, particle and, for control and raising, the governing verbs ("refused to recognise"); further
arguments stand in `args` with their prepositions. The scheme follows ClausIE (Del Corro and Gemulla 2013) in its clause types and
MinIE (Gashteovski et al. 2017) in cutting arguments to what belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphbuilder.extract.clauses import (
    Argument,
    Clause,
    ClauseKind,
    Clauses,
    Slot,
    clause_above,
    prepositional,
)
from graphbuilder.extract.phrases import indices_of
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
    level: int = 0


def read_triples(doc: Any, clauses: Clauses) -> list[DraftTriple]:
    """All open triples of a document, in text order of their predicates."""
    tree = tree_of(doc)
    out: list[DraftTriple] = []
    for clause in clauses.all:
        out.extend(triples_of(tree, clause))
    out.extend(appositions(tree, clauses))
    return sorted(out, key=lambda t: (t.clause.sentence, t.clause.head.i))


def appositions(tree: Tree, clauses: Clauses) -> Iterator[DraftTriple]:
    """*Ama Boateng, the governor*: the name is what the noun says; a list or a place in a place is none."""
    for i, label in enumerate(tree.dep):
        if label != "appos" or tree.pos[i] not in ("NOUN", "PROPN") or is_place_in_place(tree, i):
            continue
        ends = sorted((tree.head[i], i), key=lambda k: tree.pos[k] != "PROPN")
        above = clause_above(tree, i, clauses)
        subject, words = (core_words(tree, tree.doc[k]) for k in ends)
        clause = Clause(
            kind=ClauseKind.APPOSITION,
            head=tree.doc[i],
            verb=None,
            lemma="be",
            sentence=tree.sentence[i],
            parent=above,
            link="noun",
        )
        yield DraftTriple(
            clause=clause,
            kind="apposition",
            subject=subject,
            relation=(),
            object=words,
            subject_head=ends[0],
            object_head=ends[1],
            lemma="be",
        )


def is_place_in_place(tree: Tree, i: int) -> bool:
    """*Salta, Argentina*: two names, the second one bare."""
    return tree.pos[i] == "PROPN" and tree.pos[tree.head[i]] == "PROPN" and not tree.children[i]


def triples_of(tree: Tree, clause: Clause) -> list[DraftTriple]:
    """The triples of one clause: every subject with every object."""
    if clause.verb is None or opens_chain(clause) or bare_infinitive(clause) or is_gerund_of_manner(clause):
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
                )
            )
            out.extend(projections(tree, out[-1]))
    return out


def projections(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """The facts that follow from a triple: about nouns inside its object and arguments, and for each adjunct."""
    if triple.object_head is None:
        return []
    out = adjunct_facts(tree, triple)
    out += inner_facts(tree, triple, triple.relation, triple.object_head, 0)
    out += container_facts(tree, triple)
    return out


MAX_NESTING = 3


def inner_facts(tree: Tree, triple: DraftTriple, before: Tokens, head: int, level: int) -> list[DraftTriple]:
    """*became a justice of* | *the High Court*; *held a workshop for sculptors from* | *Mali*: phrases inside phrases."""
    out: list[DraftTriple] = []
    if level == MAX_NESTING:
        return out
    core = core_words(tree, tree.doc[head])
    for p in tree.childs(head, "prep"):
        for a in prepositional(tree, p):
            if a.first is None or is_discourse(a):
                continue
            lead = (*before, *(i for i in core if i < a.first.i), *lead_words(a))
            if level or a.prep in INSEPARABLE:
                out.append(
                    replace(
                        triple,
                        kind="nested",
                        relation=lead,
                        object=core_words(tree, a.head),
                        args=(),
                        object_head=a.head.i,
                        level=level + 1,
                    )
                )
            out += inner_facts(tree, triple, lead, a.head.i, level + 1)
    return out


def container_facts(tree: Tree, triple: DraftTriple) -> list[DraftTriple]:
    """*was born in Salta, Argentina*: what holds of the place holds of the place that contains it."""
    if triple.object_head is None or tree.pos[triple.object_head] != "PROPN" or tree.dep[triple.object_head] != "pobj":
        return []
    return [
        replace(triple, kind="nested", object=core_words(tree, tree.doc[c]), args=(), object_head=c, level=1)
        for c in tree.childs(triple.object_head, "appos")
        if tree.pos[c] == "PROPN" and tree.lower[c - 1] == ","
    ]


def governor_of(clause: Clause) -> Clause | None:
    """The clause whose subject the chain of control and raising starts from: *refused to go*, *urged Iran to stop*; None outside one."""
    top = None
    clause = first_conjunct(clause)
    while is_embedded(clause):
        assert clause.parent is not None
        top = clause.parent
        clause = first_conjunct(top)
    return top


def is_embedded(clause: Clause) -> bool:
    """Whether the clause is an infinitive or gerund below another verb, without a subject of its own; purposes count."""
    above = clause.parent
    if above is None or above.verb is None or has_own_subject(clause):
        return False
    return clause.link == "infinitive" or (
        clause.link == "adverbial" and has_to(clause) and follows_at_once(above, clause)
    )


def has_to(clause: Clause) -> bool:
    """Whether *to* stands before the verb."""
    return any(a.tag_ == "TO" for a in clause.auxiliaries)


def follows_at_once(above: Clause, clause: Clause) -> bool:
    """*siphon the water to create waves*: the purpose follows its verb and nothing but the object stands between."""
    assert above.verb is not None
    assert clause.verb is not None
    between = [
        a
        for a in above.arguments
        if above.verb.i < a.head.i < clause.verb.i and a.via is None and a.slot is not Slot.ADVERB
    ]
    return above.verb.i < clause.verb.i and all(a.slot is Slot.OBJECT for a in between)


def first_conjunct(clause: Clause) -> Clause:
    """*was able to hold the hotel and defeat attacks*: the second infinitive hangs on what the first one hangs on."""
    while (
        clause.link == "conj" and clause.parent is not None and not has_own_subject(clause) and is_infinitival(clause)
    ):
        clause = clause.parent
    return clause


def is_infinitival(clause: Clause) -> bool:
    """Whether the predicate is a bare verb or a gerund, as it stands below another verb."""
    return (
        clause.verb is not None
        and clause.verb.tag_ in ("VB", "VBG")
        and not any(a.tag_ == "MD" for a in clause.auxiliaries)
    )


def has_own_subject(clause: Clause) -> bool:
    """Whether a subject stands in the clause itself, not lent by another."""
    return any(a.surface in ("subject", "passive subject") and not a.shared for a in clause.arguments)


def bare_infinitive(clause: Clause) -> bool:
    """*a plan to leave*: an infinitive outside a chain of verbs states nothing by itself."""
    clause = first_conjunct(clause)
    return has_to(clause) and not is_embedded(clause) and not has_own_subject(clause)


def is_gerund_of_manner(clause: Clause) -> bool:
    """*by cutting taxes*, *without asking*: an argument of the main clause, which states it already."""
    return clause.link == "prep" and not has_own_subject(clause)


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
    """The arguments that stand as grammatical subject: *there* in *there were protests*."""
    if clause.kind is ClauseKind.EXISTENTIAL:
        return [Argument(Slot.SUBJECT, c, surface="subject") for c in clause.verb.children if c.dep_ == "expl"]
    return [a for a in clause.arguments if a.surface in ("subject", "passive subject")]


def subject_words(tree: Tree, argument: Argument, clause: Clause) -> Tokens:
    """The words of a subject, without the participial clause that is itself the predicate."""
    return phrase(tree, argument.head, own=clause.verb.i if clause.verb is not None else -1)


CUT = frozenset({"relcl", "appos", "conj", "cc", "parataxis", "preconj", "advcl", "acl"})


def phrase(tree: Tree, head: Token, own: int = -1) -> Tokens:
    """The words of a noun phrase, cut before relative and participial clauses and appositions."""
    if tree.pos[head.i] in ("VERB", "AUX"):
        return indices_of(tree, head.i)
    found = indices_of(tree, head.i, CUT)
    return tuple(i for i in found if i != own) if own in found else found


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
    if is_embedded(first_conjunct(clause)):
        above = first_conjunct(clause).parent
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
    if is_embedded(first_conjunct(clause)):
        above = first_conjunct(clause).parent
        assert above is not None
        return f"{lemma_of(above)} {clause.lemma}"
    return clause.lemma


# --- the other ends

INSEPARABLE = frozenset({"of"})
"""Prepositions that stay with their noun: a number *of officials*."""


def ends_of(tree: Tree, clause: Clause) -> tuple[list[tuple[int | None, Tokens, Tokens]], list[Tokens]]:
    """What can stand as object, as (head, words that move to the relation, words), and the remaining arguments in text order."""
    assert clause.verb is not None
    nominal = [
        a for a in clause.arguments if a.slot in (Slot.OBJECT, Slot.COMPLEMENT) and a.surface != "passive subject"
    ]
    if clause.kind is ClauseKind.EXISTENTIAL:
        nominal = [a for a in clause.arguments if a.slot is Slot.SUBJECT]
    indirect = [a for a in clause.arguments if a.slot is Slot.INDIRECT and a.surface != "passive subject"]
    clausal = [a for a in clause.arguments if a.slot in (Slot.CLAUSE, Slot.INFINITIVE) and is_content(clause, a)]
    direct = [a for a in adverbial_phrases(clause) if a.via is None]
    times = [a for a in clause.arguments if a.slot is Slot.TIME]
    rest = [(*lead_words(a), *core_words(tree, a.head)) for a in direct] + [phrase(tree, a.head) for a in times]
    rest += subordinate_clauses(tree, clause) + governing_adjuncts(tree, clause)
    ends: list[tuple[int | None, Tokens, Tokens]]
    if nominal:
        ends = [(a.head.i, (), core_words(tree, a.head)) for a in nominal]
        rest += [phrase(tree, a.head) for a in indirect]
    elif clausal:
        ends = [(None, (), indices_of(tree, a.head.i)) for a in clausal]
    elif direct:
        first = min(direct, key=lambda a: (a.first.i < clause.verb.i, a.first.i))
        ends = [(a.head.i, lead_words(a), core_words(tree, a.head)) for a in direct if a.first is first.first]
        used = {a.first.i for a in direct if a.first is first.first}
        rest = [w for w in rest if w[0] not in used]
    elif times:
        ends = [(times[0].head.i, (), phrase(tree, times[0].head))]
    else:
        manner = [a for a in clause.arguments if is_manner(tree, a) and a.head.i > clause.verb.i]
        ends = [(None, (), (a.head.i,)) for a in manner[:1]]
    for head, _, _ in ends:
        rest += inner_arguments(tree, head)
    return ends, sorted(set(rest))


SPEECH = frozenset(
    [
        "say",
        "add",
        "tell",
        "report",
        "note",
        "explain",
        "announce",
        "claim",
        "warn",
        "argue",
        "think",
        "believe",
        "ask",
        "write",
        "state",
        "declare",
        "insist",
        "suggest",
        "concede",
        "acknowledge",
        "complain",
        "recall",
        "joke",
        "admit",
        "predict",
        "reply",
        "observe",
        "remark",
        "contend",
        "conclude",
        "assert",
        "maintain",
        "estimate",
        "expect",
    ]
)


def is_content(clause: Clause, argument: Argument) -> bool:
    """A clause before its verb is what is said; with any other verb the parser joined two sentences at a semicolon."""
    assert clause.verb is not None
    return argument.head.i > clause.verb.i or (clause.lemma in SPEECH and argument.head.i != clause.verb.i)


def governing_adjuncts(tree: Tree, clause: Clause) -> list[Tokens]:
    """*That night*, soldiers were able to hold the hotel: what stands before the chain of verbs holds for its last verb."""
    top = governor_of(clause)
    if top is None or top.verb is None:
        return []
    start = top.verb.i
    phrases = [(*lead_words(a), *core_words(tree, a.head)) for a in adverbial_phrases(top) if a.first.i < start]
    return phrases + [phrase(tree, a.head) for a in top.arguments if a.slot is Slot.TIME and a.head.i < start]


def is_manner(tree: Tree, argument: Argument) -> bool:
    """*recovered quickly*, *lives here*: an adverb that can end a fact when nothing else does."""
    return argument.slot is Slot.ADVERB and (
        argument.head.lower_.endswith("ly") or argument.head.lower_ in ("here", "there", "abroad", "away")
    )


def adverbial_phrases(clause: Clause) -> list[Argument]:
    """The prepositional phrases of the predicate that state something, the passive's agent included."""
    return [
        a
        for a in clause.arguments
        if (a.slot is Slot.PREP or a.surface == "agent")
        and a.first is not None
        and not is_discourse(a)
        and (not a.shared or clause.link != "relative")
    ]


def inner_arguments(tree: Tree, head: int | None) -> list[Tokens]:
    """The prepositional phrases on an object that stand as further arguments: imposed sanctions *on officials*."""
    if head is None or tree.pos[head] in ("VERB", "AUX"):
        return []
    return [
        (*lead_words(a), *core_words(tree, a.head))
        for p in tree.childs(head, "prep")
        if tree.lower[p] not in INSEPARABLE and p > head
        for a in prepositional(tree, p)
    ]


TEMPORAL = frozenset(
    {"after", "before", "until", "since", "when", "while", "because", "once", "as", "if", "although", "unless"}
)


def subordinate_clauses(tree: Tree, clause: Clause) -> list[Tokens]:
    """*joined the band* | *after the drummer left*: adverbial clauses with their conjunction."""
    assert clause.verb is not None
    out = []
    for c in tree.childs(clause.verb.i, "advcl"):
        words = indices_of(tree, c, frozenset())
        if words and tree.lower[words[0]] in TEMPORAL and tree.child(c, "nsubj", "nsubjpass") is not None:
            out.append(words)
    return out


def lead_words(argument: Argument) -> Tokens:
    """The indices of a preposition's words."""
    return (
        tuple(range(argument.first.i, argument.first.i + len(argument.prep.split())))
        if argument.first is not None
        else ()
    )


def core_words(tree: Tree, head: Token) -> Tokens:
    """The words of a noun phrase without the prepositional phrases that could be facts of their own: only *of* stays."""
    if tree.pos[head.i] in ("VERB", "AUX"):
        return phrase(tree, head)
    key = ("core", head.i)
    known: Tokens | None = tree.memo.get(key)
    if known is not None:
        return known
    away = {
        k
        for p in tree.childs(head.i, "prep")
        if tree.lower[p] not in INSEPARABLE and p > head.i
        for k in tree.subtree(p)
    }
    kept = [i for i in phrase(tree, head) if i not in away]
    while kept and tree.dep[kept[-1]] in ("punct", "cc") and kept[-1] != head.i:
        kept.pop()
    return tree.memo.setdefault(key, tuple(kept))  # type: ignore[no-any-return]


DISCOURSE = frozenset(
    {
        "in order",
        "for example",
        "for instance",
        "in fact",
        "in particular",
        "as result",
        "in addition",
        "in general",
        "at least",
        "in turn",
        "of course",
        "in contrast",
        "by contrast",
        "in other words",
        "on other hand",
        "at first",
        "at last",
        "in short",
        "at all",
        "for now",
    }
)


def is_discourse(argument: Argument) -> bool:
    """*for example*, *in order*: a phrase that says nothing of the event."""
    return f"{argument.prep} {argument.head.lower_}" in DISCOURSE
