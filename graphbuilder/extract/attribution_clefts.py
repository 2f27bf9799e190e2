"""Reports turned round by *be*, and reports of nobody: *What she wants is a trial*, *all he said was that ...*, *it emerged that ...*."""

from __future__ import annotations

from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def cleft(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*What she wants is a new trial*, *all he said was that it fell*, *that is what the campaign hopes*."""
    tree, i = view.tree, verb_at(clause)
    if clause.passive or tree.child(i, "nsubj") is None or tree.child(i, "ccomp", "xcomp") is not None:
        return None
    content = told_by_what(tree, i) or told_by_all(tree, i)
    frame = frame_for(tree, can, content) if content else None
    source, head = source_of(view, clause)
    if frame is None or not source or source[-1] > i:
        return None
    cue = cue_of(view, clause)
    return Found("cleft", can.frames[frame], i, source, head, cue, trimmed(tree, [k for k in content if k not in {*source, *cue}]))


def frame_for(tree: Tree, can: Reporting, content: list[int]) -> str | None:
    """The frame that lets the verb have such a content: *all he said was | that it fell*, not *what he said was | a lie*."""
    first = content[0]
    clausal = tree.lower[first] in ("that", "what", "whether", "how") or tree.pos[first] == "SCONJ"
    frames = ("clause",) if clausal else ("inf",) if tree.lower[first] == "to" else ("object",)
    return next((f for f in frames if f in can.frames), None)


def told_by_what(tree: Tree, verb: int) -> list[int]:
    """The complement of *be* whose subject is *what she wants*; of *that is what she wants* the *what*."""
    what = tree.child(verb, "dobj")
    be = tree.head[verb]
    if what is None or what > verb or tree.lower[what] != "what" or tree.lemma[be] != "be":
        return []
    if tree.dep[verb] == "csubj":
        return complement(tree, be)
    subject = tree.child(be, "nsubj")
    this = tree.dep[verb] == "ccomp" and subject is not None and tree.lower[subject] in ("that", "this")
    return [what] if this and be < verb else []


def told_by_all(tree: Tree, verb: int) -> list[int]:
    """The complement of *be* whose subject is *all he said*, *the only thing he said*."""
    noun = tree.head[verb]
    if tree.dep[verb] != "relcl" or tree.lower[noun] not in ("all", "thing") or tree.child(verb, "dobj") is not None:
        return []
    be = tree.head[noun]
    return complement(tree, be) if tree.dep[noun] == "nsubj" and tree.lemma[be] == "be" else []


def complement(tree: Tree, be: int) -> list[int]:
    """What follows *be*: a noun phrase, a clause, an infinitive."""
    head = next((c for c in tree.childs(be, "attr", "ccomp", "xcomp", "acomp") if c > be), None)
    return tree.subtree(head) if head is not None else []


def emerged(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*It emerged on Friday that the mill had closed*: nobody is named who says so, and the article takes it for a fact."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj", "expl")
    head = next((c for c in tree.childs(i, "ccomp") if c > i and tree.child(c, "mark") is not None), None)
    if view.lemma(clause) not in view.cues.emerging or head is None or subject is None or tree.lower[subject] != "it":
        return None
    return Found("evident", Stance.SHOWS, i, [], None, cue_of(view, clause), trimmed(tree, tree.subtree(head)))
