"""What nouns say without a verb: appositions (*Ama Boateng, the governor*), titles (*former mayor Ama Boateng*), members, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphbuilder.extract.arguments import listed_as_apposition
from graphbuilder.extract.clauses import Clause, ClauseKind, Clauses, clause_above, conjuncts
from graphbuilder.extract.draft_triples import DraftTriple, Tokens
from graphbuilder.extract.ends import core_words, phrase
from graphbuilder.extract.group_members import group_of
from graphbuilder.extract.mention_words import lexicon
from graphbuilder.extract.phrases import is_name_behind
from graphbuilder.extract.tree import Tree

MEASURED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})


def appositions(tree: Tree, clauses: Clauses) -> Iterator[DraftTriple]:
    """*Ama Boateng, the governor*: the name is what the noun says; two names are a list or a place in a place, and none."""
    for i, label in enumerate(tree.dep):
        if label != "appos" or {tree.pos[i], tree.pos[tree.head[i]]} != {"NOUN", "PROPN"}:
            continue
        if any(tree.entity[k] in MEASURED for k in (i, tree.head[i])):  # KHARTOUM, May 3
            continue
        if tree.word(tree.subtree(i)[0] - 1) == "not":  # chose Ama Boateng, not the governor
            continue
        name, noun = sorted((tree.head[i], i), key=lambda k: tree.pos[k] != "PROPN")
        if tree.tag[noun] == "NNS" and tree.tag[name] == "NNP":  # singers Ama Boateng and Jane Roe
            continue
        bearer = (name, core_words(tree, tree.tokens[name]))
        for k in descriptions(tree, noun):
            yield identity(tree, clauses, ClauseKind.APPOSITION, i, bearer, (k, words_of_description(tree, k)))


def descriptions(tree: Tree, noun: int) -> list[int]:
    """*Ama Boateng, a lawyer and politician*: each of the coordinated nouns behind a name."""
    if tree.dep[noun] != "appos":
        return [noun]
    return [k for k in conjuncts(tree, noun) if k == noun or tree.pos[k] == "NOUN"]


def words_of_description(tree: Tree, noun: int) -> Tokens:
    """*Ama Boateng, head of research at the bank*: a noun behind the name is stated whole, one before it (*the bank's head*) alone."""
    token = tree.tokens[noun]
    words = phrase(tree, token) if tree.dep[noun] in ("appos", "conj") else core_words(tree, token)
    name = tree.child(noun, "appos")
    return words if name is None or not is_name_behind(tree, name) else tuple(k for k in words if k <= noun)


def titles(tree: Tree, clauses: Clauses) -> Iterator[DraftTriple]:
    """*Former mayor Ama Boateng left*: whoever bears a title in front of the name is what it says; *Mrs* and *Sir* say nothing."""
    for i, label in enumerate(tree.dep):
        if tree.pos[i] != "PROPN" or label == "compound" or tree.entity[i] != "PERSON":
            continue
        words = core_words(tree, tree.tokens[i])
        name = tuple(k for k in words if tree.entity[k] == "PERSON" and k <= i)
        title = tuple(k for k in words if k < name[0])
        while title and tree.tag[title[0]] in ("DT", "PDT", "PRP$", "``", "''"):
            title = title[1:]
        if title and name[0] == title[-1] + 1 and is_title(tree, title):
            yield identity(tree, clauses, ClauseKind.TITLE, i, (i, name), (title[-1], title))


def is_title(tree: Tree, words: Tokens) -> bool:
    """Whether the words before a name end in an office or in what a person can be: *President*, *author*."""
    know, last = lexicon(), tree.lower[words[-1]]
    if last in know.offices:
        return True
    kind, _, _, plural = know.nouns.get(last, ("", "", "", False))
    return kind == "Person" and not plural and tree.pos[words[-1]] == "NOUN"


def members(tree: Tree, clauses: Clauses) -> Iterator[DraftTriple]:
    """*Three banks, including Kestrel and Alda Trust, closed*: each of the members, and the word that says so."""
    for p, word in enumerate(tree.lower):
        if word != "including" or tree.dep[p] != "prep" or (group := group_of(tree, p)) is None:
            continue
        if tree.word(p - 1) == "not":  # two men, not including the driver
            continue
        bearer = (group, core_words(tree, tree.tokens[group]))
        for k in (k for end in tree.childs(p, "pobj") for k in conjuncts(tree, end)):
            if tree.pos[k] in ("NOUN", "PROPN", "NUM"):
                noun = (k, core_words(tree, tree.tokens[k]))
                yield replace(identity(tree, clauses, ClauseKind.NOUN, k, bearer, noun), relation=(p,), lemma="include", unsaid="")


def places(tree: Tree, clauses: Clauses) -> Iterator[DraftTriple]:
    """*She studied at Lund College in Bergen, Norway*: the college is in Bergen, and Bergen in Norway."""
    for start, end, label in tree.names:
        if label not in PLACES:
            continue
        k = end - 1
        while start <= tree.head[k] < end and tree.head[k] != k:
            k = tree.head[k]
        place, above = (k, core_words(tree, tree.tokens[k])), tree.head[k]
        if lies_around(tree, above, k):
            bearer = (above, tuple(i for i in core_words(tree, tree.tokens[above]) if i <= above))
            yield replace(identity(tree, clauses, ClauseKind.PLACE, above, bearer, place), unsaid="is in")
        elif tree.dep[k] == "pobj" and tree.lower[above] in WHERE and is_name_somewhere(tree, tree.head[above], above):
            name = tree.head[above]
            bearer = (name, whole_bearer(tree, tuple(i for i in core_words(tree, tree.tokens[name]) if i < above)))
            yield replace(identity(tree, clauses, ClauseKind.PLACE, name, bearer, place), relation=(above,))


def whole_bearer(tree: Tree, words: Tokens) -> Tokens:
    """*the Lund Institute for Peace in Oslo*: the parser hangs the place on the last noun of the name."""
    start = words[0]
    while tree.inside[start]:
        start -= 1
    before = start - 1 if start < words[0] and tree.tag[start - 1] == "DT" else start
    return (*range(before, words[0]), *words)


PLACES = frozenset({"GPE", "LOC", "FAC"})
WHERE = frozenset({"in", "near"})


def lies_around(tree: Tree, inner: int, outer: int) -> bool:
    """*Bergen, Norway*: a place behind a place and a comma holds it; *Oslo, Bergen and Tromso* is a list."""
    if tree.dep[outer] != "appos" or tree.entity[inner] not in PLACES or outer < inner or tree.word(inner + 1) != ",":
        return False
    return tree.child(outer, "conj") is None and not listed_as_apposition(tree, outer)


def is_name_somewhere(tree: Tree, name: int, preposition: int) -> bool:
    """*the Lund Bank in Bergen*: what bears a name of several words; people and parties only are there (*met Jane Roe in Bergen*)."""
    if tree.entity[name] not in ("ORG", "FAC", "EVENT") or tree.pos[name] != "PROPN" or preposition < name:
        return False
    return tree.child(name, "det", "compound", "nmod", "amod", "poss") is not None


def identity(
    tree: Tree, clauses: Clauses, kind: ClauseKind, at: int, bearer: tuple[int, Tokens], noun: tuple[int, Tokens]
) -> DraftTriple:
    """The fact that one noun phrase, given by head and words, is what the other one says."""
    clause = Clause(
        kind=kind,
        head=tree.tokens[at],
        verb=None,
        lemma="be",
        sentence=tree.sentence[at],
        parent=clause_above(tree, at, clauses),
        link="noun",
    )
    return DraftTriple(
        clause=clause,
        kind=kind.value,
        subject=bearer[1],
        relation=(),
        object=noun[1],
        subject_head=bearer[0],
        object_head=noun[0],
        lemma="be",
        unsaid="is",
    )
