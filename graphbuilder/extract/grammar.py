"""What the clauses say about the mentions of an article: their roles, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuilder.extract.candidates import Kind
from graphbuilder.extract.chains import Web
from graphbuilder.extract.clauses import Clause, Clauses, Slot
from graphbuilder.extract.tree import Tree

ROLE = {
    "subject": 80.0,
    "passive subject": 70.0,
    "object": 50.0,
    "indirect": 45.0,
    "agent": 45.0,
    "prep": 35.0,
    "complement": 30.0,
}


RECENT = 100.0
NESTED, PARALLEL, OFTEN = 15.0, 30.0, 8.0


def parallel(a: str, b: str) -> bool:
    """Whether two roles are the same: deep subjects with deep subjects.

    >>> parallel("subject", "subject"), parallel("object", "passive subject"), parallel("prep", "prep")
    (True, True, False)
    """
    return (a == b and a in ("subject", "object", "passive subject")) or {a, b} == {"object", "passive subject"}


@dataclass(slots=True)
class Grammar:
    """What the clauses say about each token: role, the clauses that it is an argument of, and whether several subjects stand together.

    Attributes:
        role: surface role of an argument's head. own: clauses in which the token is an argument of its own.
        joint: by sentence, the heads of coordinated phrases: the first of each, and the last and the role of all.
        things: heads of arguments that are common nouns and no candidates: what else "it" and "they" can mean.
    """

    role: dict[int, str] = field(default_factory=dict)
    own: dict[int, list[Clause]] = field(default_factory=dict)
    joint: dict[int, dict[int, tuple[int, str]]] = field(default_factory=dict)
    things: dict[int, list[int]] = field(default_factory=dict)


def first_of_list(tree: Tree, head: int) -> int:
    """*Canberra and Wellington*: the first of those that are coordinated, which bears the role of all."""
    for _ in range(4):
        if tree.dep[head] != "conj":
            break
        head = tree.head[head]
    return head


def titled_names(web: Web) -> dict[int, int]:
    """*The actress* Imogen Hale sued: the noun before a name, where the parser has the name for its apposition -> head of the name."""
    tree = web.tree
    heads = ((tree.head[c.head], c) for c in web.candidates if c.kind is Kind.NAME and c.type == "Person" and tree.dep[c.head] == "appos")
    return {noun: c.head for noun, c in heads if c.start <= noun < c.head}


def listed_names(web: Web, noun: int, head: int, titled: dict[int, int]) -> list[int]:
    """*The actress Imogen Hale and the director Piet Vos* sued: who is coordinated with a name behind its noun; none elsewhere."""
    tree = web.tree
    if noun == head:
        return []
    found = (titled.get(k, k) for at in (noun, head) for k in tree.childs(at, "conj"))
    return [k for k in found if k in web.by_head]


def some_of(tree: Tree, i: int) -> int | None:
    """*Two of his players left*: those of whom a number takes some, who stand where the number does."""
    of = tree.child(i, "prep") if tree.tag[i] == "CD" else None
    noun = tree.child(of, "pobj") if of is not None and tree.lower[of] == "of" else None
    listed = noun is not None and tree.lower[noun + 1 : noun + 2] == [","]  # two of the banks, Donau Bank and Alpen Sparkasse
    return noun if noun is not None and tree.tag[noun] == "NNS" and not listed else None


def read_grammar(clauses: Clauses, web: Web) -> Grammar:
    """Index the arguments of all verbal clauses by the token of their heads."""
    out = Grammar()
    tree = web.tree
    titled = titled_names(web)
    for clause in clauses.all:
        if clause.verb is None:
            continue
        subjects: list[int] = []
        for a in clause.arguments:
            if a.slot in (Slot.CLAUSE, Slot.INFINITIVE, Slot.ADVERB, Slot.TIME):
                continue
            i = titled.get(a.head.i, a.head.i)
            role = a.surface if a.surface in ROLE else "prep" if a.slot is Slot.PREP else str(a.slot.value)
            if ROLE.get(role, 0) > ROLE.get(out.role.get(i, ""), 0):
                out.role[i] = role
            if (some := some_of(tree, i)) is not None and ROLE.get(role, 0) > ROLE.get(out.role.get(some, ""), 0):
                out.role[some] = role
            if not a.shared or a.slot is Slot.SUBJECT:
                out.own.setdefault(i, []).append(clause)
            if a.slot is Slot.SUBJECT or a.surface == "passive subject":
                subjects.append(i)
                for k in listed_names(web, a.head.i, i, titled):
                    out.joint.setdefault(tree.sentence[i], {})[i] = (k, "subject")
                if len(subjects) > 1 and first_of_list(tree, a.head.i) == first_of_list(tree, subjects[0]):
                    out.joint.setdefault(tree.sentence[i], {})[subjects[0]] = (i, "subject")
            elif tree.dep[i] == "conj" and tree.dep[first := first_of_list(tree, i)] in ("dobj", "pobj"):
                out.joint.setdefault(tree.sentence[i], {})[first] = (i, role)
            if i not in web.by_head and tree.tag[i] in ("NN", "NNS", "NNP", "NNPS") and a.head.ent_type_ not in ("DATE", "TIME"):
                known = out.things.setdefault(tree.sentence[i], [])
                if i not in known:
                    known.append(i)
    return out
