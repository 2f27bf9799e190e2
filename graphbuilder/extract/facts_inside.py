"""The facts that follow from a triple: about nouns inside its object and its further arguments."""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.data import word_list
from graphbuilder.extract.clauses import Argument
from graphbuilder.extract.draft_triples import DraftTriple, Tokens
from graphbuilder.extract.ends import (
    INSEPARABLE,
    adverbial_phrases,
    arguments_of,
    core_words,
    inner_arguments,
    is_discourse,
    lead_words,
    measure_before,
)
from graphbuilder.extract.group_members import names_members
from graphbuilder.extract.modifiers import with_each_modifier
from graphbuilder.extract.noun_facts import MEASURED
from graphbuilder.extract.tree import Tree


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
    own = next(({*measure_before(tree, a), *lead_words(a)} for a in direct if a.head.i == triple.object_head), set())
    before = tuple(i for i in triple.relation if i not in own) if own else (*triple.relation, *triple.object)
    for a in direct:
        if (
            a.via is not None or a.first is None or a.first.i < triple.clause.head.i
        ):  # before the verb it frames the sentence
            continue
        if a.head.i != triple.object_head and a.first.i not in {*triple.relation, *triple.object}:
            out += inner_facts(tree, triple, (*before, *measure_before(tree, a), *lead_words(a)), a.head.i, 1)
    return out


MAX_NESTING = 2


def inner_facts(tree: Tree, triple: DraftTriple, before: Tokens, head: int, level: int) -> list[DraftTriple]:
    """*became a justice of* | *the High Court*; *held a workshop for sculptors from* | *Mali*: phrases inside phrases."""
    out: list[DraftTriple] = []
    if level == MAX_NESTING:
        return out
    core = core_words(tree, tree.tokens[head])
    for p in tree.childs(head, "prep"):
        if names_members(tree, p):
            continue
        for a in arguments_of(tree, p):
            if a.first is None or is_discourse(a) or is_one_name(tree, head, a) or a.head.tag_ in ("WDT", "WP"):
                continue
            lead = (*before, *(i for i in core if i < a.first.i), *lead_words(a))
            if level or a.prep in INSEPARABLE or gives_examples(tree, p):
                out += [
                    replace(
                        triple,
                        kind="nested",
                        relation=lead,
                        object=words,
                        args=on_it,
                        object_head=a.head.i,
                        level=level + 1,
                    )
                    for on_it in [tuple(inner_arguments(tree, a.head.i))]  # became a judge of | the court | in Oran
                    for words in with_each_modifier(tree, a.head.i, core_words(tree, a.head))
                ]
            out += inner_facts(tree, triple, lead, a.head.i, level + 1)
    return out


def gives_examples(tree: Tree, p: int) -> bool:
    """*at venues such as the Opera*, *at such venues as the Opera*: what holds of the kind holds of its examples."""
    return tree.lower[p] == "as" and any(tree.lower[c] == "such" for k in (p, tree.head[p]) for c in tree.children[k])


CLASSIFIERS = word_list("classifiers")


def is_one_name(tree: Tree, head: int, argument: Argument) -> bool:
    """*the Act of 1916*, *the House of Stewart*, *the end of this year*, *a form of energy*: what follows *of* stays with it."""
    if argument.prep != "of":
        return False
    end = argument.head.i
    if tree.pos[end] in ("VERB", "AUX") or tree.pos[head] in ("SYM", "NUM") or argument.head.ent_type_ == "DATE":
        return True
    if tree.pos[head] == "PROPN" and tree.entity[head] == "PERSON":  # Mr. Ade of Togo
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
