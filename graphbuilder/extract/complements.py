"""What a governing word does to its complement: the signature in this sentence, under this polarity and tense of its own clause."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import verb_at
from graphbuilder.extract.clause_mood import QUESTION_WORDS, left_edge, negation
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.signatures import Signature, load_lexicon
from graphbuilder.extract.tree import Tree

Step = tuple[Clause | None, str, int, bool]
"""The clause above (None: stop), the effect of the governing word, the word, whether the negation above is used up."""


def complement_kind(tree: Tree, clause: Clause) -> str:
    """inf, ing or clause."""
    i = verb_at(clause)
    if clause.auxiliaries:
        return "inf" if "TO" in [tree.tag[a.i] for a in clause.auxiliaries] else "clause"
    if tree.tag[i] == "VBG":
        return "ing"
    return "inf" if tree.tag[i] == "VB" and clause.mark == "" else "clause"


def asks_for_a_part(tree: Tree, clause: Clause) -> bool:
    """*did not say who had ordered the raid*: a finite clause that opens with a question word takes for granted that it happened."""
    first, parent = left_edge(tree, verb_at(clause)), clause.parent
    if parent is not None and parent.link == "relative" and parent.verb is not None and first < verb_at(parent):
        return False  # the fire, which the police say began at noon
    return tree.lower[first] in QUESTION_WORDS and first != verb_at(clause)


def signed(signature: Signature, negated: bool) -> str:
    """The effect of a signature under this polarity of its own clause."""
    if negated:
        return signature.negated
    return "try" if (signature.then, signature.negated) == ("possible", "not") else signature.then


def effect_of(tree: Tree, parent: Clause, signature: Signature) -> str:
    """What a clause's word does to its complement there: *did not try to*, *tried in vain to*, *falsely claimed that*, *was able to*."""
    verb, table = verb_at(parent), load_lexicon()
    if negation(tree, parent) is not None:
        return signature.negated
    adverbs = {tree.lower[c] for c in tree.children[verb] if tree.dep[c] == "advmod"}
    if signature.then == "possible" and signature.negated == "not" and (adverbs & table.vain or in_vain(tree, verb)):
        return "not"
    if signature.then == "report" and adverbs & table.falsely:
        return "not"
    if signature.past and told_as_past(tree, parent):
        return signature.past
    return signed(signature, negated=False)


def told_as_past(tree: Tree, clause: Clause) -> bool:
    """*were able to*, *have been able to*, not *may have been able to*."""
    words = (tree.tag[verb_at(clause)], *(a.tag_ for a in clause.auxiliaries))
    perfect = any(a.lemma_.lower() == "have" for a in clause.auxiliaries)
    return "MD" not in words and ("VBD" in words or perfect)


def in_vain(tree: Tree, verb: int) -> bool:
    """*tried in vain to open the door*."""
    return any(tree.lower[c] == "in" and tree.lower[c + 1 : c + 2] == ["vain"] for c in tree.childs(verb, "prep"))
