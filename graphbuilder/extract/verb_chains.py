"""Chains of verbs: control, raising and purpose make one relation of several predicates (*refused to recognise*)."""

from __future__ import annotations

from graphbuilder.extract.ends import phrase
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Slot
from graphbuilder.extract.tree import Tree

Tokens = tuple[int, ...]


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
