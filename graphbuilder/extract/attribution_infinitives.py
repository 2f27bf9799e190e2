"""Reporting clauses whose content is an infinitive or a gerund: *vowed to leave*, *urged them to stay*, *denied taking it*."""

from __future__ import annotations

from graphbuilder.extract.attribution_acts import in_background
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause, Slot
from graphbuilder.extract.cues import Reporting


def infinitive(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*vowed to leave*, *denied taking the money*."""
    heads = [a.head.i for a in clause.fillers(Slot.INFINITIVE) if not a.shared and a.head.i > verb_at(clause)]
    heads = heads or lost_infinitive(view, clause, can)
    if (
        not heads
        or is_bare_be(view, heads[0])
        or clause.passive
        or (in_background(view, clause) and not has_gap(view, clause))
    ):
        return None
    if asks_how(view, heads[0]) and not clause.fillers(Slot.OBJECT):
        return question_of(view, clause, can, heads[:1])
    frame = "ing" if is_gerund(view, heads[0]) else "inf"
    hit = appeal(view, clause, heads[0])
    if hit is not None:
        return hit
    objects = [
        a.head.i for a in clause.fillers(Slot.OBJECT) if not a.shared and a.surface == "object" and a.via is None
    ]
    objects = objects or object_of_particle(view, clause)
    if frame == "inf" and (objects or ("inf" not in can.frames and view.tree.child(heads[0], "nsubj") is not None)):
        frame, heads = "objinf", [*objects, *between(view, clause, objects, heads[0]), *heads]
    if frame not in can.frames:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        frame, can.frames[frame], verb_at(clause), source, head, cue, content_of(view, clause, heads, source, cue)
    )


def between(view: View, clause: Clause, objects: list[int], head: int) -> list[int]:
    """*urged anyone | with information | to come forward*: what describes the person, which the parser hangs on the verb."""
    tree = view.tree
    if not objects:
        return []
    end, first = tree.subtree(objects[-1])[-1] + 1, tree.subtree(head)[0]
    return [p for p in tree.childs(verb_at(clause), "prep") if p == end and tree.subtree(p)[-1] + 1 == first]


def asks_how(view: View, head: int) -> bool:
    """*did not know | what to make of it*, *explained | how to land*: an infinitive that a question word begins."""
    first = view.tree.subtree(head)[0]
    return first < head and (view.tree.tag[first] in ("WP", "WRB", "WDT") or view.tree.lower[first] == "whether")


def question_of(view: View, clause: Clause, can: Reporting, heads: list[int]) -> Found | None:
    """The attribution of such an infinitive, which stands where a clause could."""
    if "clause" not in can.frames:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found("clause", can.frames["clause"], verb_at(clause), source, head, cue, content_of(view, clause, heads, source, cue))


def is_gerund(view: View, head: int) -> bool:
    """*denied taking it*, *resented being told*, *regretted having left*: the first of the verbs tells."""
    tree = view.tree
    return tree.tag[next(iter(tree.childs(head, "aux", "auxpass")), head)] == "VBG"


def appeal(view: View, clause: Clause, head: int) -> Found | None:
    """*called on the council to resign*: the preposition belongs to the cue, who is called on to the content."""
    tree, i, lemma = view.tree, verb_at(clause), view.lemma(clause)
    for p in tree.childs(i, "prep"):
        can, person = view.cues.verbs.get(f"{lemma} {tree.lower[p]}"), tree.child(p, "pobj")
        if i < p < head and can is not None and person is not None and "objinf" in can.frames:
            source, who = source_of(view, clause)
            cue = cue_of(view, clause, p)
            content = content_of(view, clause, [person, head], source, cue)
            return Found("objinf", can.frames["objinf"], i, source, who, cue, content)
    return None


def is_bare_be(view: View, head: int) -> bool:
    """*as rich as he claims to be*: nothing is said."""
    tree = view.tree
    return tree.lower[head] == "be" and all(tree.tag[c] == "TO" for c in tree.children[head])


def lost_infinitive(view: View, clause: Clause, can: Reporting) -> list[int]:
    """*told his players at the harbour to row*, *voted 9 to 3 to close the mine*: what the parse takes for a purpose."""
    tree, i = view.tree, verb_at(clause)
    if "objinf" not in can.frames and "inf" not in can.frames:
        return []
    if "inf" not in can.frames and tree.child(i, "dobj") is None:
        return []
    purposes = [
        c for c in tree.childs(i, "advcl") if c > i and tree.tag[c] == "VB" and is_to(tree.lower, tree.subtree(c)[0])
    ]
    return purposes[:1]


def is_to(lower: list[str], first: int) -> bool:
    """Whether an infinitive begins with its *to*, and no comma stands before: not *left, to save money*."""
    return lower[first] == "to" and lower[first - 1] != ","


def object_of_particle(view: View, clause: Clause) -> list[int]:
    """*called on members to reject it*: the noun that the parse hangs on the particle."""
    if clause.particle is None:
        return []
    noun = view.tree.child(clause.particle.i, "pobj")
    return [noun] if noun is not None else []


def has_gap(view: View, clause: Clause) -> bool:
    """*the target that it pledged to reach*: a relative clause with a speaker of its own."""
    tree = view.tree
    own = tree.child(verb_at(clause), "nsubj")
    return clause.link == "relative" and own is not None and tree.tag[own] not in ("WDT", "WP")
