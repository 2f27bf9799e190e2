"""The arguments that hang on a predicate itself, coordination distributed."""

from __future__ import annotations

from typing import Any

from graphbuilder.extract.contrasts import without_contrasts
from graphbuilder.extract.predicates import NEGATIVE_ADVERBS, NOMINAL_POS, is_predicate, is_sentence_before
from graphbuilder.extract.slots import Argument, Clause, ClauseKind, Slot
from graphbuilder.extract.tree import Tree
from graphbuilder.gazetteer import country


def own_arguments(tree: Tree, i: int, clause: Clause) -> list[Argument]:
    """The arguments among the dependents of predicate `i`, coordination distributed."""
    out: list[Argument] = []
    has_object = tree.child(i, "dobj") is not None
    for c in tree.children[i]:
        out.extend(argument_of(tree, c, clause, has_object))
    if clause.kind is not ClauseKind.EXISTENTIAL:
        for argument in tuple(out):
            if (argument.slot is Slot.OBJECT and argument.surface != "passive subject") or is_direction(argument, i):
                out.extend(through_object(tree, argument))
    return agent_through_object(clause, without_contrasts(tree, clause, out))


def agent_through_object(clause: Clause, arguments: list[Argument]) -> list[Argument]:
    """*was given support by Iran*: the by-phrase that the parser hangs on the object is the passive's agent."""
    if not clause.passive or any(a.slot is Slot.SUBJECT for a in arguments):
        return arguments
    return [
        Argument(Slot.SUBJECT, a.head, "by", "agent", a.via, a.shared, a.first)
        if a.via is not None and a.prep == "by"
        else a
        for a in arguments
    ]


def argument_of(tree: Tree, c: int, clause: Clause, has_object: bool) -> list[Argument]:
    """The arguments that the dependent `c` of a predicate stands for."""
    dep, tokens = tree.dep[c], tree.tokens
    if dep == "nsubj" and clause.passive and (not clause.auxiliaries or any(a.dep_ == "auxpass" for a in clause.auxiliaries)):
        dep = "nsubjpass"
    if dep in PLAIN_SLOTS:
        slot, surface = PLAIN_SLOTS[dep]
        if dep == "nsubjpass":
            slot = Slot.INDIRECT if has_object else Slot.OBJECT
        if clause.kind is ClauseKind.EXISTENTIAL and dep in ("attr", "nsubj"):
            slot = Slot.SUBJECT
        if dep == "advmod" and tree.lower[c] in NEGATIVE_ADVERBS:
            return []
        found = [Argument(slot, tokens[k], surface=surface) for k in conjuncts(tree, c)]
        return found + [Argument(slot, tokens[k], surface=surface) for k in described_again(tree, c)]
    if dep == "intj" and tree.lower[c] in ANSWERS:
        return [Argument(Slot.ADVERB, tokens[c], surface="adverb")]
    if dep == "prt":  # handed the thieves over | to Chad
        return [a for p in tree.childs(c, "prep") for a in prepositional(tree, p)]
    if dep == "dative" and tree.pos[c] not in ("ADP", "PART"):
        return [Argument(Slot.INDIRECT, tokens[k], surface="indirect") for k in conjuncts(tree, c)]
    if dep in ("prep", "dative", "agent"):
        answers = [Argument(Slot.ADVERB, tokens[k], surface="adverb") for k in tree.childs(c, "intj") if tree.lower[k] in ANSWERS]
        return answers + prepositional(tree, c, agent=dep == "agent" or (clause.passive and tree.lower[c] == "by"))
    if dep in ("ccomp", "parataxis"):
        return [] if is_sentence_before(tree, c) else [Argument(Slot.CLAUSE, tokens[c], surface="clause")]
    if dep == "xcomp":
        return [Argument(Slot.INFINITIVE if is_predicate(tree, c) else Slot.COMPLEMENT, tokens[c], surface="infinitive")]
    return []


def described_again(tree: Tree, complement: int) -> list[int]:
    """*is a planner, a leader with firm views*: what stands behind the comma is said of the subject, too."""
    if tree.dep[complement] != "attr" or tree.tag[complement] != "NN":
        return []
    return [c for c in tree.childs(complement, "appos") if tree.tag[c] == "NN" and tree.child(c, "det") is not None]


ANSWERS = frozenset({"yes", "no"})  # said *no* to the offer
PLAIN_SLOTS = {
    "nsubj": (Slot.SUBJECT, "subject"),
    "csubj": (Slot.SUBJECT, "subject"),
    "nsubjpass": (Slot.OBJECT, "passive subject"),
    "csubjpass": (Slot.OBJECT, "passive subject"),
    "dobj": (Slot.OBJECT, "object"),
    "attr": (Slot.COMPLEMENT, "complement"),
    "acomp": (Slot.COMPLEMENT, "complement"),
    "oprd": (Slot.COMPLEMENT, "complement"),
    "npadvmod": (Slot.TIME, "time"),
    "advmod": (Slot.ADVERB, "adverb"),
}


def prepositional(tree: Tree, p: int, agent: bool = False, via: Any | None = None) -> list[Argument]:
    """The arguments of preposition `p`: its objects with their conjuncts, gerunds, and coordinated prepositions."""
    tokens, words, at = tree.tokens, [tree.lower[p]], p
    while (
        (inner := tree.child(at, "prep", "pcomp")) is not None
        and tree.child(at, "pobj") is None
        and tree.tag[inner] in ("IN", "TO", "VBG")
        and not is_predicate(tree, inner)
    ):
        words.append(tree.lower[inner])
        at = inner
    if at == p and (tail := tree.child(p, "pcomp")) is not None and tree.lower[tail] == "of":  # because *of* the war
        words.append("of")
    prep = " ".join(words)
    out: list[Argument] = []
    slot, surface = (Slot.SUBJECT, "agent") if agent and prep == "by" else (Slot.PREP, "prep")
    for c in tree.children[at]:
        if (
            tree.dep[c] == "pobj"
            or (tree.dep[c] == "pcomp" and is_predicate(tree, c))
            or (tree.dep[c] == "dobj" and tree.tag[p] == "VBG")
            or (prep == "as" and tree.dep[c] == "amod" and tree.lower[c] != "such")  # described it as | hostile
        ):
            out.extend(
                Argument(slot, tokens[k], prep=prep, surface=surface, via=via, first=tokens[p]) for k in conjuncts(tree, c)
            )
    for c in tree.childs(p, "conj"):
        if tree.tag[c] in ("IN", "TO", "VBG"):
            out.extend(prepositional(tree, c, agent, via))
    return out


def is_direction(argument: Argument, verb: int) -> bool:
    """*walked away from the talks*: the phrase behind an adverb that follows the verb is the verb's as well."""
    return argument.slot is Slot.ADVERB and argument.head.i > verb and argument.head.tag_ in ("RB", "RP")


def through_object(tree: Tree, argument: Argument) -> list[Argument]:
    """Prepositional phrases on the object: imposed sanctions *on officials*, made an offer *on wages*."""
    out: list[Argument] = []
    for p in tree.childs(argument.head.i, "prep"):
        out.extend(prepositional(tree, p, via=argument.head))
    return out


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Token `i` and what is coordinated with it, in text order: *the EU*, *the UK*, *the US* and *Canada*."""
    if not tree.children[i]:
        return [i]
    out, stack = [i], [i]
    while stack:
        for c in tree.children[stack.pop()]:
            if (tree.dep[c] == "conj" and is_conjunct(tree, i, c)) or (
                tree.dep[c] == "appos" and listed_as_apposition(tree, c)
            ):
                out.append(c)
                stack.append(c)
    return sorted(out)


def is_conjunct(tree: Tree, i: int, c: int) -> bool:
    """Whether `c` stands beside `i`; the parts of a hyphenated word (*non-residents*) do not."""
    nominal = tree.pos[c] in NOMINAL_POS or not is_predicate(tree, c)
    return nominal and same_kind(tree, i, c) and tree.tag[c] not in ("HYPH", ":", ",") and tree.tag[c - 1] != "HYPH"


def same_kind(tree: Tree, i: int, c: int) -> bool:
    """A noun is not coordinated with a verb: *talks and left* is a parser mistake."""
    return is_predicate(tree, c) == is_predicate(tree, i)


def listed_as_apposition(tree: Tree, c: int) -> bool:
    """*the EU, the UK, the US and Canada slapped*: the model calls the second name of a list an apposition.

    The list shows by the coordination that goes on below the second name; both are names, and either both have an article
    or none, so that *the capital, Oslo and Bergen* stays. Two countries are a list anyhow: *praises Russia, China*.
    """
    head = tree.head[c]
    if tree.pos[c] != "PROPN" or tree.pos[head] != "PROPN":
        return False
    if tree.child(c, "conj") is None:
        return is_country(tree, c) and is_country(tree, head)
    return (tree.child(c, "det") is None) == (tree.child(head, "det") is None)


def is_country(tree: Tree, i: int) -> bool:
    """Whether the name that ends at token `i` is that of a country."""
    token = tree.tokens[i]
    return token.ent_type_ == "GPE" and country(token.text) is not None
