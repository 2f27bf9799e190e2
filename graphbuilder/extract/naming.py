"""The name behind a phrase that fills a role: *the novelist Ines Barroso*, *a man named Ali*, *thousands of farmers*.

A role holds the words that stand there and the entity that they mean. Where the phrase by itself means nobody in particular, the
words right beside it often say who it is.
"""

from __future__ import annotations

from collections.abc import Container

from graphbuilder.annotate.closed_classes import DASHES, NOUNS
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.phrases import indices_of
from graphbuilder.extract.tree import Tree

PROPER = ("NNP", "NNPS")
CALLED = frozenset({"named", "called", "nicknamed", "dubbed"})
POINTING = frozenset({"DT", "PRP$"})


def filler_words(tree: Tree, head: int, others: Container[int] = ()) -> tuple[int, ...]:
    """The words of a phrase, with the name that follows it without a comma: *the novelist Ines Barroso*.

    A name ends where one of the `others`, heads of further roles, is told: *accused Chad | of fraud*; a person's also where it is said
    when and where: *Vale | on Tuesday*.
    """
    words = behind_dash(tree, head, indices_of(tree, head))
    if tree.tag[head] in PROPER and words[-1] > head:
        end = min((p for p in tree.childs(head, "prep") if p > head and ends_name(tree, head, p, others)), default=None)
        return words if end is None else tuple(k for k in words if k < end)
    name = next((k for k in tree.childs(head, "appos") if is_close(tree, words[-1], k)), None)
    return words if name is None else (*words, *indices_of(tree, name))


def behind_dash(tree: Tree, head: int, words: tuple[int, ...]) -> tuple[int, ...]:
    """*is predictable - Carl Lund has vowed*: what stands before a dash is no part of a name behind it."""
    if tree.tag[head] not in PROPER or words[0] == head:
        return words
    dashes = [k for k in words if k < head and tree.text[k] in DASHES and tree.doc[k].whitespace_ and tree.doc[k - 1].whitespace_]
    return tuple(k for k in words if k > dashes[-1]) if dashes else words


def ends_name(tree: Tree, head: int, preposition: int, others: Container[int]) -> bool:
    """Whether a name ends before a preposition that the parser hangs on it."""
    behind = tree.childs(preposition, "pobj", "pcomp")
    if any(k in others for k in behind):
        return True
    person = tree.doc[head].ent_type_ == "PERSON" and tree.doc[preposition].ent_type_ == ""
    return person and tree.lower[preposition] in CIRCUMSTANCES


CIRCUMSTANCES = frozenset({"on", "in", "at", "after", "before", "during", "since", "until", "by"})


def is_close(tree: Tree, last: int, name: int) -> bool:
    """Whether the phrase of a name begins right behind the word `last`."""
    return tree.tag[name] in PROPER and indices_of(tree, name)[0] == last + 1


def called(tree: Tree, noun: int) -> list[int]:
    """Heads of the names that a participle gives a noun: *a baker named Karim Saleh*."""
    participles = (k for k in tree.childs(noun, "acl") if tree.lower[k] in CALLED)
    return [c for k in participles for c in tree.childs(k, "oprd", "dobj", "attr") if tree.tag[c] in PROPER]


def aliases(tree: Tree, name: int) -> list[int]:
    """Heads of the other names that a participle gives somebody named: *Edson Carvalho, better known as Dinho*."""
    found = []
    for k in tree.childs(name, "acl"):
        if tree.lower[k] in CALLED:
            found += tree.childs(k, "oprd", "dobj", "attr")
        elif tree.lower[k] == "known":
            found += [o for p in tree.childs(k, "prep") if tree.lower[p] == "as" for o in tree.childs(p, "pobj")]
    return [k for k in found if tree.tag[k] in PROPER]


def apposed_names(tree: Tree, head: int) -> list[int]:
    """Heads of the names beside a singular phrase, nearest in the parse first: *the head of the fund, Ann Vale,*; *a man named Ali*.

    The parser hangs the name on the phrase's last noun, too (*the fund, Ann Vale*). None for a list of names.
    """
    if tree.tag[head] != "NN" and tree.lower[head] != "one":
        return []
    found = [*tree.childs(head, "appos"), *called(tree, head)]
    for p in tree.childs(head, "prep"):
        inner = tree.child(p, "pobj")
        found += tree.childs(inner, "appos") if inner is not None else []
    return [k for k in found if tree.tag[k] in PROPER and tree.child(k, "conj") is None]


def place_called(tree: Tree, head: int) -> int | None:
    """Head of the name behind "of" that a place is called by: *the city of Porto*; None for other phrases."""
    if tree.lower[head] not in lexicon().places_with_of:
        return None
    name = counted(tree, head)
    return name if name is not None and tree.tag[name] in PROPER and tree.child(name, "conj") is None else None


def is_seat(tree: Tree, head: int) -> bool:
    """*protested in the capital*, *left the capital*: the city that governs the country in sight, not money."""
    if tree.lower[head] != "capital" or [tree.lower[c] for c in tree.children[head] if tree.dep[c] != "punct"] != ["the"]:
        return False
    above, know = tree.head[head], lexicon()
    if tree.dep[head] == "pobj":
        return tree.lower[above] in know.seat_prepositions
    return tree.dep[head] == "dobj" and tree.tokens[above].lemma_ not in know.money_verbs


def counted(tree: Tree, head: int) -> int | None:
    """The noun after *of*: "a number of *officials*", "the city of *Porto*"."""
    for p in tree.children[head]:
        if tree.lower[p] == "of":
            return next((c for c in tree.children[p] if c > p and tree.tag[c] in NOUNS), None)
    return None


def counted_group(tree: Tree, head: int) -> int | None:
    """Head of the group that a number counts: *thousands of farmers*; None where it is pointed at (*two of the farmers*)."""
    inner = counted(tree, head)
    pointed_at = inner is None or tree.child(inner, "poss") is not None or any(tree.tag[c] in POINTING for c in tree.children[inner])
    return None if pointed_at else inner
