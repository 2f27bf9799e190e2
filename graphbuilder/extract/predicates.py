"""Which tokens are predicates, and what belongs to the predicate itself: particle, auxiliaries, negation, mark, voice."""

from __future__ import annotations

from typing import Any

from graphbuilder.extract.slots import Clause, ClauseKind
from graphbuilder.extract.tree import Tree

VERBAL_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NEVER_HEADS = frozenset(
    {"aux", "auxpass", "amod", "compound", "det", "prep", "nmod", "case", "punct", "cc", "advmod", "npadvmod"}
)
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "DET", "X"})
LINKS = {
    "ccomp": "clause",
    "xcomp": "infinitive",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "participle",
    "conj": "conj",
    "parataxis": "parataxis",
    "pcomp": "prep",
    "csubj": "subject",
    "csubjpass": "subject",
    "ROOT": "root",
    "dep": "parataxis",
}
NEGATIVE_ADVERBS = frozenset({"never", "not", "n't", "n’t", "nor", "neither", "hardly", "barely", "scarcely", "no", "nowhere"})
# at no point, under no circumstances, by no means
NEGATIVE_PHRASES = frozenset({"point", "time", "stage", "moment", "circumstance", "circumstances", "way", "account", "means", "condition"})


def is_predicate(tree: Tree, i: int) -> bool:
    """Whether a clause is built around token `i`: a verb that is neither auxiliary nor modifier."""
    if tree.tag[i] not in VERBAL_TAGS and not (tree.pos[i] in ("VERB", "AUX") and tree.tag[i] != "MD"):
        return False
    if not tree.lower[i][0].isalnum() and not any(c.isalnum() for c in tree.lower[i]):  # OSLO — The mayor left: the dash is no verb
        return False
    dep = tree.dep[i]
    if dep == "conj":
        return (
            is_predicate(tree, tree.head[i]) or tree.child(i, *SUBJECTS) is not None or predicative(tree, tree.head[i])
        )
    if dep in (
        "pobj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "appos",
    ):  # gerunds and participles used as nouns, with verbal dependents
        return (
            tree.tag[i] in VERBAL_TAGS
            and tree.child(i, "dobj", "nsubj", "ccomp", "xcomp", "prt", "agent") is not None
            and tree.child(i, "det", "amod", "poss") is None
        )
    return dep not in NEVER_HEADS


def predicative(tree: Tree, i: int) -> bool:
    """Whether token `i` is the complement of a copula: *is weak and needs help*."""
    return tree.dep[i] in ("attr", "acomp", "ROOT") and tree.pos[i] in NOMINAL_POS


def bare_clause(tree: Tree, i: int) -> Clause:
    """The clause of predicate `i` with its own auxiliaries, negation, particle and mark, without arguments."""
    tokens = tree.tokens
    particle = tree.child(i, "prt")
    complement = copular_complement(tree, i)
    expletive = tree.child(i, "expl")
    there = expletive is not None and tree.lower[expletive] == "there"
    lemma = tree.lemma[i] + (f" {tree.lower[particle]}" if particle is not None else "")
    kind = ClauseKind.EXISTENTIAL if there else ClauseKind.COPULA if complement is not None else ClauseKind.VERB
    if kind is ClauseKind.VERB and tokens[i].lemma_ == "be":
        kind = ClauseKind.COPULA
    return Clause(
        kind=kind,
        head=tokens[complement] if kind is ClauseKind.COPULA and complement is not None else tokens[i],
        verb=tokens[i],
        lemma=lemma,
        sentence=tree.sentence[i],
        particle=tokens[particle] if particle is not None else None,
        negation=negation_of(tree, i),
        auxiliaries=tuple(tokens[c] for c in tree.childs(i, "aux", "auxpass")),
        mark=mark_of(tree, i),
    )


def copular_complement(tree: Tree, i: int) -> int | None:
    """The complement of *be*: Minsk is *the capital*; the law is *dead*. Other copulas are verbs with a COMPLEMENT."""
    if tree.lemma[i] != "be":
        return None
    return tree.child(i, "attr", "acomp")


NEGATED = frozenset({*SUBJECTS, "dobj", "attr"})
"""Labels of the phrases whose determiner negates the predicate."""


def negation_of(tree: Tree, i: int) -> Any | None:
    """The word that negates predicate `i`: not, never, no longer; *neither* or *no* at its subject."""
    own = tree.child(i, "neg")
    if own is not None and not adds_more(tree, own):
        return tree.tokens[own]
    joint = nor_before(tree, i)
    if joint is not None:
        return tree.tokens[joint]
    for c in tree.children[i]:
        if tree.dep[c] in ("advmod", "preconj", "cc") and tree.lower[c] in NEGATIVE_ADVERBS and c < i and not adds_more(tree, c):
            return tree.tokens[c]
        if (
            tree.dep[c] == "advmod"
            and tree.lower[c] in ("longer", "more")
            and (n := tree.child(c, "neg", "det", "advmod")) is not None
            and tree.lower[n] == "no"
        ):
            return tree.tokens[n]
        if tree.lower[c] in ("once", "ever") and c < i and (n := tree.child(c, "neg")) is not None and tree.lower[n] == "not":
            return tree.tokens[n]  # not once did he call
        if tree.dep[c] == "prep" and (n := negative_phrase(tree, c)) is not None:
            return tree.tokens[n]
        if tree.dep[c] in NEGATED and (n := negative_determiner(tree, c)) is not None:
            return tree.tokens[n]
    return None


def nor_before(tree: Tree, i: int) -> int | None:
    """*will neither raise taxes nor cut pensions*: the second verb is negated, too."""
    if tree.dep[i] != "conj":
        return None
    joints = [c for c in tree.childs(tree.head[i], "cc") if tree.head[i] < c < i]
    return joints[-1] if joints and tree.lower[joints[-1]] == "nor" else None


def adds_more(tree: Tree, negation: int) -> bool:
    """*not only hid its losses*: what is said holds, and more does."""
    return tree.lower[negation] == "not" and tree.word(negation + 1) in ("only", "merely", "just")


def negative_phrase(tree: Tree, preposition: int) -> int | None:
    """*At no point* did she leave; *by no means*."""
    noun = tree.child(preposition, "pobj")
    if noun is None or tree.lower[noun] not in NEGATIVE_PHRASES or tree.lower[noun - 1] != "no":
        return None
    return noun - 1


def negative_determiner(tree: Tree, noun: int) -> int | None:
    """*No* deal was reached; *neither* side; *nobody* came; *none* of them; *not one* ship, *not a single* ship; *hardly anybody*."""
    if tree.lower[noun] in ("nobody", "none", "nothing", "no-one", "neither"):
        return None if with_exception(tree, noun) else noun
    for c in tree.children[noun]:
        if c > noun:
            return None
        word = tree.lower[c]
        if word not in NEGATING or with_exception(tree, noun):
            continue
        if word in ("no", "neither") and tree.dep[c] in ("det", "preconj", "cc", "neg"):
            return c
        if word == "not" and tree.lower[c + 1] in ("a", "an", "one"):
            return c
        if word in ("hardly", "barely", "scarcely") and tree.lower[noun].startswith("any"):
            return c
    return None


NEGATING = frozenset({"no", "neither", "not", "hardly", "barely", "scarcely"})


def with_exception(tree: Tree, noun: int) -> bool:
    """*nobody but the janitor* saw it."""
    return any(tree.lower[c] in ("but", "except") for c in tree.childs(noun, "cc", "prep"))


def mark_of(tree: Tree, i: int) -> str:
    """The subordinating word of predicate `i` in lower case, or ""."""
    mark = tree.child(i, "mark")
    if mark is not None:
        return tree.lower[mark]
    for c in tree.children[i]:
        if (
            tree.dep[c] == "advmod"
            and tree.lower[c] in ("when", "where", "while", "why", "how", "once", "whenever")
            and c < i
        ):
            return tree.lower[c]
    if tree.dep[i] == "pcomp":
        return tree.lower[tree.head[i]]
    return ""


def is_passive(tree: Tree, i: int, clause: Clause) -> bool:
    """Passive by its auxiliary or subject, or a bare past participle: *sanctions imposed by Norway*, *quoted by the agency*."""
    if tree.tag[i] in ("VBN", "VBD") and any(a.dep_ == "auxpass" for a in clause.auxiliaries):
        return True
    if tree.child(i, "nsubjpass", "agent") is not None:
        return True
    if counted_after_gap(tree, i, clause):
        return True
    if clause.auxiliaries or tree.child(i, *SUBJECTS) is not None or tree.tag[i] not in ("VBN", "VBD"):
        return False
    if tree.dep[i] == "acl":
        return tree.child(i, "dobj") is None or tree.tag[i] == "VBN"
    return tree.dep[i] in ("advcl", "xcomp", "ccomp") and tree.tag[i] == "VBN" and tree.child(i, "dobj") is None


def counted_after_gap(tree: Tree, i: int, clause: Clause) -> bool:
    """*Six people are dead and dozens injured*, *left two dead and 14 hurt*: a participle without auxiliary behind a count is a passive."""
    if tree.tag[i] != "VBN" or tree.dep[i] != "conj" or clause.auxiliaries or tree.child(i, "dobj") is not None:
        return False
    subject = tree.child(i, "nsubj")
    return subject is not None and (tree.tag[subject] == "CD" or tree.lemma[subject] in ("dozen", "score", "hundred", "thousand"))


def is_sentence_before(tree: Tree, i: int) -> bool:
    """*Leaders denounce the test; others vow revenge*: what stands before a semicolon or colon is a sentence of its own, no complement."""
    head = tree.head[i]
    return tree.dep[i] == "ccomp" and i < head and any(mark in (";", ":") for mark in tree.lower[i + 1 : head])
