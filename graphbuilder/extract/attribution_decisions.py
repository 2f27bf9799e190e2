"""Decisions on rules and rulings: *the senate repealed the law*, *the fine was quashed by a tribunal*.

PolNeAR's annotators count what bodies decide on laws, bans and verdicts (7 of 9 in the articles that were read) as their judgement of them.
Nothing is put forward by it, so events keep the article's own voice.
"""

from __future__ import annotations

from graphbuilder.extract.attribution_acts import in_background
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def decision(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The city lifted a curfew*, *the law was signed by the governor*: who decides is a person or body, what is decided on is a rule."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.deciding or tree.tag[i] not in DONE or not is_done(tree, i):
        return None
    agent = tree.child(i, "agent") if clause.passive else None
    who = tree.child(agent, "pobj") if agent is not None else None
    thing = tree.child(i, "nsubjpass") if clause.passive else next((c for c in tree.childs(i, "dobj") if c > i), None)
    if thing is None or not is_rule(view, thing) or (clause.passive and who is None) or in_background(view, clause):
        return None
    source, head = (trimmed(tree, tree.subtree(who)), who) if who is not None else source_of(view, clause)
    if head is None or not source or not can_feel(view, head):
        return None
    cue = cue_of(view, clause)
    return Found("decision", Stance.JUDGES, i, source, head, cue, content_of(view, clause, [thing], source, cue))


def is_rule(view: View, noun: int) -> bool:
    """Whether a noun names what binds or has been ruled: *law*, *ban*, *verdict*."""
    return view.tree.lemma[noun] in view.cues.measures


def is_done(tree: Tree, verb: int) -> bool:
    """Whether the decision was taken: no modal verb, no *not*."""
    return not any(tree.tag[c] in ("MD", "TO") or tree.dep[c] == "neg" for c in tree.children[verb])


DONE = frozenset({"VBD", "VBZ", "VBN", "VBP"})
