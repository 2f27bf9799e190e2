"""Chains of verbs: control, raising and purpose make one relation of several predicates (*refused to recognise*)."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.data import word_list
from graphbuilder.extract.ends import core_words, lead_words, phrase
from graphbuilder.extract.predicates import mark_of
from graphbuilder.extract.sharing import OBJECT_CONTROL, objects_of_gerund, up_to
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Slot, Token
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
    """Whether the clause is an infinitive or gerund below another predicate, without a subject of its own; purposes count."""
    above = clause.parent
    if above is None or above.verb is None or has_own_subject(clause):
        return False
    return (
        clause.link == "infinitive"
        or (clause.link == "adverbial" and has_to(clause) and follows_at_once(above, clause))
        or noun_of_infinitive(clause) is not None
        or adjective_of_gerund(clause) is not None
        or is_gerund_of_chain(clause)
    )


def noun_of_infinitive(clause: Clause) -> Token | None:
    """*made an attempt to regain the throne*, *was the first officer to visit the island*: the object or complement that it hangs on."""
    above = clause.parent
    if above is None or clause.link not in ("relative", "participle") or not has_to(clause):
        return None
    noun = clause.verb.head
    held = (Slot.OBJECT, Slot.COMPLEMENT) if above.kind is not ClauseKind.EXISTENTIAL else (Slot.SUBJECT,)
    ends = (a for a in above.arguments if a.slot in held and a.surface != "passive subject" and not a.shared)
    return next((noun for a in ends if a.head.i == noun.i), None)


def adjective_of_gerund(clause: Clause) -> Token | None:
    """*is capable of destroying tanks*: the adjective that the gerund's preposition hangs on."""
    above = clause.parent
    if above is None or clause.link != "prep" or above.kind is not ClauseKind.COPULA or above.head.pos_ != "ADJ":
        return None
    return above.head if clause.verb.head.head.i == above.head.i else None


def is_gerund_of_chain(clause: Clause) -> bool:
    """*accused the firm of using its data*, *was barred from voting*: what the verb says of its object needs the gerund."""
    above = clause.parent
    if above is None or clause.link != "prep" or above.verb is None or clause.verb.head.head.i != above.verb.i:
        return False
    if clause.verb.head.n_lefts:  # praised instead of being mocked
        return False
    return bool(objects_of_gerund(clause, above)) or (above.passive and clause.mark in OBJECT_CONTROL)


def has_to(clause: Clause) -> bool:
    """Whether *to* stands before the verb."""
    return any(a.tag_ == "TO" for a in clause.auxiliaries)


def follows_at_once(above: Clause, clause: Clause) -> bool:
    """*siphon the water to create waves*, *flew to Oslo to meet the queen*: a purpose behind objects and phrases at most."""
    assert above.verb is not None
    assert clause.verb is not None
    between = [
        a
        for a in above.arguments
        if above.verb.i < a.head.i < clause.verb.i and a.via is None and a.slot is not Slot.ADVERB
    ]
    return above.verb.i < clause.verb.i and all(a.slot in (Slot.OBJECT, Slot.PREP) for a in between)


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
    """*by cutting taxes*, *without asking*: an argument of the main clause, which states it already; *by planting or saving trees*.

    *She left after giving a talk*: what was done before or afterwards is a fact of its own.
    """
    clause = first_conjunct(clause)
    if clause.mark in SUCCESSION and clause.parent is not None and clause.verb.head.head.i == clause.parent.verb.i:
        return False
    return clause.link == "prep" and not has_own_subject(clause) and not is_embedded(clause)


SUCCESSION = frozenset({"after", "before", "since"})
"""Prepositions that put one deed before or behind another."""


PREPOSITIONS = word_list("participles_as_prepositions")


def stands_for_preposition(clause: Clause) -> bool:
    """*are on wing in May, depending on the place*: a participle that has become a preposition says nothing of the subject."""
    return clause.link == "adverbial" and clause.verb.lower_ in PREPOSITIONS and not has_own_subject(clause)


def is_put_aside(tree: Tree, clause: Clause) -> bool:
    """*Rather than pay the fine, he left*: what was not done; *Asked whether she would go, she left*: what somebody else did."""
    i = clause.verb.i
    if clause.mark == "than" or (clause.link == "conj" and any(tree.lower[c] == "than" for c in tree.childs(tree.head[i], "cc") if c < i)):
        return True
    clausal = any(a.slot is Slot.CLAUSE for a in clause.arguments)
    return clausal and clause.passive and clause.link == "adverbial" and not clause.auxiliaries


def is_small_clause(tree: Tree, i: int) -> bool:
    """*helped the firm calm its investors*, *wants Iran to stop the tests*: an infinitive with a subject below another verb."""
    return (
        tree.dep[i] == "ccomp"
        and tree.tag[i] == "VB"
        and tree.child(i, "nsubj", "nsubjpass") is not None
        and mark_of(tree, i) == ""
        and not any(tree.tag[c] in FINITE for c in tree.childs(i, "aux", "auxpass"))
    )


def states_small_clause(tree: Tree, i: int) -> bool:
    """Whether verb `i` heads a small clause with an object, which states its fact together with the governing verb."""
    return is_small_clause(tree, i) and tree.child(i, "dobj") is not None


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
    words = {i, *(a.i for a in clause.auxiliaries), *prefix_of(tree, i)}
    negation = clause.negation
    if negation is not None and (tree.head[negation.i] == i or negation.lower_ == "nor"):
        words |= {negation.i} if tree.dep[negation.i] in ("neg", "advmod", "preconj", "cc") else set()
    words |= set(no_longer(clause))
    if clause.particle is not None:
        words.add(clause.particle.i)
    words |= stranded_prepositions(tree, clause) | direction_behind(tree, i)
    words |= adverbs_before(tree, i, min(words)) | adverbs_after(tree, clause)
    if is_embedded(first_conjunct(clause)):
        above = first_conjunct(clause).parent
        assert above is not None
        words |= set(relation_tokens(tree, above))
        holder = words_of_holder(tree, first_conjunct(clause))
        if up_to(above):
            words |= {i for a in above.arguments if a.prep == "up to" for i in (*lead_words(a), *phrase(tree, a.head))}
        elif above.kind is ClauseKind.COPULA and not holder:
            nominal = tree.pos[above.head.i] in ("NOUN", "PROPN", "NUM")  # was one of the first women to fly
            words |= set(core_words(tree, above.head)) if nominal else {above.head.i}
            words |= set(tree.childs(above.head.i, "advmod", "neg"))
        words |= holder
        noun = noun_of_infinitive(first_conjunct(clause))
        for a in controlled_objects(above):
            if a.head.i < i and (noun is None or a.slot is Slot.INDIRECT or a.head.i == noun.i):
                words |= set(phrase(tree, a.head))
    return auxiliaries_first(clause, sorted(words))


def auxiliaries_first(clause: Clause, words: list[int]) -> Tokens:
    """*Attached to the letter was a photograph*: a photograph was attached."""
    late = [a.i for a in clause.auxiliaries if a.i > clause.verb.i and a.i in words]
    return (*late, *(i for i in words if i not in late))


def no_longer(clause: Clause) -> tuple[int, ...]:
    """*is no longer open*, *no longer burns oil*: both words negate the verb, and the relation says so."""
    negation = clause.negation
    if negation is None or negation.lower_ != "no" or negation.head.i != negation.i + 1:
        return ()
    adverb = negation.head
    return (negation.i, adverb.i) if adverb.dep_ == "advmod" and adverb.head.i == clause.verb.i else ()


DIRECTIONS = word_list("adverbs_of_direction")


def direction_behind(tree: Tree, i: int) -> set[int]:
    """*drove away the crowd*: the adverb right behind the verb says where to, unless it goes on (*away from the gate*)."""
    k = i + 1
    behind = k < len(tree.dep) and tree.head[k] == i and tree.dep[k] == "advmod" and tree.lower[k] in DIRECTIONS
    return {k} if behind and not tree.children[k] and tree.child(i, "dobj", "nsubjpass") is not None else set()


def stranded_prepositions(tree: Tree, clause: Clause) -> set[int]:
    """*the laws that critics point to*: what the relative clause is about stands before it, its preposition at the end.

    *They are referred to as judges*: of a passive, the preposition stands right behind the verb.
    """
    if clause.link != "relative" and not clause.passive:
        return set()
    i = clause.verb.i
    found = {p for p in tree.childs(i, "prep", "prt") if p > i and tree.tag[p] in ("IN", "RP") and not tree.children[p]}
    return found if clause.link == "relative" else found & {i + 1}


def prefix_of(tree: Tree, i: int) -> tuple[int, ...]:
    """*re-elected*: the prefix and hyphen of a verb."""
    return (i - 2, i - 1) if i > 1 and tree.tag[i - 1] == "HYPH" and tree.head[i - 2] == i and tree.tag[i - 2] == "AFX" else ()


def words_of_holder(tree: Tree, clause: Clause) -> set[int]:
    """The noun or adjective between the governing verb and the embedded one, with its own words: *the first officer* to visit."""
    noun, adjective = noun_of_infinitive(clause), adjective_of_gerund(clause)
    if noun is not None:
        return set(core_words(tree, noun))
    if adjective is not None:
        return {adjective.i, clause.verb.head.i}
    if is_gerund_of_chain(clause):
        return {clause.verb.head.i}
    return set()


def adverbs_before(tree: Tree, i: int, start: int) -> set[int]:
    """Adverbs among the auxiliaries or directly before the verb: has *also* agreed, *never* won."""
    out: set[int] = set()
    for c in tree.childs(i, "advmod", "neg"):
        if start < c < i and tree.lower[c] not in LINKING_ADVERBS:
            words = (c,) if not tree.children[c] else tree.subtree(c)
            if len(words) == 1 or (start < words[0] and words[-1] < i and all(tree.tag[k] in GRADING for k in words)):
                out.update(words)
    k = start - 1
    while k >= 0 and tree.head[k] == i and tree.dep[k] == "advmod" and not tree.children[k] and tree.tag[k] == "RB":
        if tree.lower[k] not in LINKING_ADVERBS:
            out.add(k)
        k -= 1
    return out


def adverbs_after(tree: Tree, clause: Clause) -> set[int]:
    """*relies heavily on*: an adverb of manner between the verb and its preposition."""
    i = clause.verb.i
    k = max(i, clause.particle.i if clause.particle is not None else 0) + 1
    if k < len(tree.dep) and tree.lower[k] == "yet" and tree.head[k] == i and tree.child(i, "xcomp") is not None:
        return {k}  # has yet to say
    if k not in tree.childs(i, "advmod") or tree.tag[k] != "RB" or tree.children[k] or not tree.lower[k].endswith("ly"):
        return set()
    return {k} if k + 1 in tree.childs(i, "prep", "agent") else set()


GRADING = frozenset({"RB", "RBR", "RBS", "JJR", "IN", "DT", "PDT", "CC"})
"""Tags of the words of *very quickly*, *more than*, *all but*."""


LINKING_ADVERBS = frozenset(
    {
        "now", "then", "also", "later", "subsequently", "eventually", "finally", "soon", "again", "thereafter", "afterwards", "meanwhile",
        "thus", "therefore", "hence", "however", "moreover", "furthermore", "further", "indeed", "nevertheless", "nonetheless", "too",
    }
)  # fmt: skip
"""Adverbs that tie a sentence to the one before it (conjuncts, Quirk et al. 1985, 8.134) and order a story: no part of a relation."""


def lemma_of(clause: Clause) -> str:
    """The lemma of the predicate, with the lemmas of the verbs that govern it in a chain."""
    if is_embedded(first_conjunct(clause)):
        above = first_conjunct(clause).parent
        assert above is not None
        return f"{lemma_of(above)} {clause.lemma}"
    return clause.lemma
