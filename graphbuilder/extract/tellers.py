"""Who is said to say a fact: it stands among the arguments of the triple, which may be read alone."""

from __future__ import annotations

from graphbuilder.extract.draft_triples import Tokens
from graphbuilder.extract.ends import phrase
from graphbuilder.extract.slots import Clause
from graphbuilder.extract.tree import Tree
from graphbuilder.extract.triple_subjects import subjects_of
from graphbuilder.extract.verb_chains import governor_of, has_own_subject, relation_tokens


def teller_of(tree: Tree, clause: Clause) -> Tokens:
    """*The firm said the mine was safe and would open*: both facts are what *the firm said*; nothing for what the article itself tells.

    Verbs that tell how it is meant (*denied*, *believes*, *warned*) need more than their subject to be understood and stay away.
    """
    if clause.sentence not in telling(tree):
        return ()
    content = governor_of(clause) or clause
    while content.link == "conj" and content.parent is not None and not has_own_subject(content):
        content = governor_of(content.parent) or content.parent
    if content.link == "root" and content.verb is not None and (aside := teller_aside(tree, content.verb.i)):
        return aside
    above = content.parent
    if content.link != "clause" or above is None or above.lemma != "say" or above.passive or above.verb is None:
        return ()
    if above.link == "prep":  # she quoted him as saying
        return ()
    subjects = [phrase(tree, a.head) for a in subjects_of(above)]
    if not subjects:
        return ()
    return tuple(sorted({*range(subjects[0][0], subjects[-1][-1] + 1), *relation_tokens(tree, above)}))


def telling(tree: Tree) -> set[int]:
    """The sentences in which something is said; found once for a text."""
    known: set[int] | None = tree.memo.get("telling")
    if known is None:
        known = tree.memo["telling"] = {tree.sentence[i] for i, lemma in enumerate(tree.lemma) if lemma == "say"}
    return known


def teller_aside(tree: Tree, content: int) -> Tokens:
    """*Prices, he said on Monday, will rise*: who speaks stands inside what is said."""
    for verb in tree.childs(content, "parataxis"):
        speaker = tree.child(verb, "nsubj")
        if tree.lemma[verb] == "say" and speaker is not None:
            return tuple(sorted({*phrase(tree, tree.tokens[speaker]), *tree.childs(verb, "aux", "neg"), verb}))
    return ()
