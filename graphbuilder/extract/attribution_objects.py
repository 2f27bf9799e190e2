"""Reporting clauses with an object: *called the vote a farce*, *accused him of lying*, *condemned the raid*, *took the firm to task*."""

from __future__ import annotations

from graphbuilder.extract.attribution_acts import in_background
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def object_complement(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*called the vote a farce*, *described him as a hero*."""
    if "objas" not in can.frames or clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    objects = [c for c in tree.childs(i, "dobj", "nsubj") if c > i]
    rest = [c for c in tree.childs(i, "oprd", "acomp", "attr") if c > i]
    rest += [c for c in tree.childs(i, "prep") if tree.lower[c] == "as"]
    rest += [c for c in tree.childs(i, "advcl") if c > i and described_as(tree, c)]
    rest += [c for o in objects for c in tree.childs(o, "amod") if c > o and tree.tag[c] == "JJ"]  # held the mayor responsible
    rest += [c for o in objects for c in tree.childs(o, "appos") if is_quoted_name(view, o, c)]
    small = [
        c
        for c in tree.childs(i, "ccomp", "xcomp")
        if c > i and not any(tree.tag[k] == "TO" for k in tree.children[c]) and not is_perceived(view, clause, c)
    ]
    named = [c for c in objects if opens_quotation_inside(view, c)]
    if len(objects) + len(rest) < 2 and not small and not named:
        return None
    if view.lemma(clause) in view.cues.needing_as and not any(tree.lower[c] == "as" for c in rest):
        return None  # named Dahl chairwoman
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        "objas",
        can.frames["objas"],
        i,
        source,
        head,
        cue,
        content_of(view, clause, [*objects, *rest, *small], source, cue),
    )


def is_perceived(view: View, clause: Clause, head: int) -> bool:
    """*saw their skin change*: a bare infinitive tells what happened before somebody's eyes."""
    bare = view.tree.tag[head] in ("VB", "NN", "NNS") and view.tree.child(head, "aux", "mark", "cop") is None
    return bare and view.lemma(clause) in view.cues.perceiving


def described_as(tree: Tree, head: int) -> bool:
    """*described the talks | as deadlocked*: a participle that the parse takes for a clause."""
    return tree.lower[tree.subtree(head)[0]] == "as" and tree.child(head, "nsubj", "nsubjpass") is None


def is_quoted_name(view: View, noun: int, c: int) -> bool:
    """*branded the bill "a copy"*: what it is called is quoted right behind it, and the parser takes it for an apposition."""
    inside = view.speech.inside
    return inside[noun] < 0 <= inside[c] and view.tree.subtree(c)[0] <= noun + 2


def opens_quotation_inside(view: View, noun: int) -> bool:
    """*calls stadium "a white elephant"*: the parser takes what is called something for a part of what it is called."""
    phrase = view.tree.subtree(noun)
    inside = view.speech.inside
    return inside[phrase[0]] < 0 <= inside[noun] and phrase[0] < noun


def noun_and_preposition(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*accused him of lying*, *compared it to a war*."""
    tree, i = view.tree, verb_at(clause)
    objects = [c for c in tree.childs(i, "dobj") if c > i]
    objects = objects or [c for c in tree.childs(i, "npadvmod", "oprd") if c == i + 1 and tree.tag[c] in ("NNP", "PRP")]
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.object_preps]
    preps = preps or [
        p for c in objects for p in tree.childs(c, "prep") if tree.lower[p] in can.object_preps and is_charge(view, clause, p)
    ]
    if not preps or not objects or clause.passive:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    stance = can.object_preps[tree.lower[preps[0]]]
    return Found("objprep", stance, i, source, head, cue, content_of(view, clause, [*objects, *preps], source, cue))


def is_charge(view: View, clause: Clause, prep: int) -> bool:
    """*accused the firm of hiding it*, *mocked him as a coward*, *told reporters about it*: hung on the noun, and said all the same."""
    tree = view.tree
    informed = view.lemma(clause) in view.cues.informing or (view.lemma(clause) == "tell" and can_feel(view, tree.head[prep]))
    told = tree.lower[prep] == "about" or (tree.lower[prep] == "of" and informed)  # told the court of her grief
    told = told or (tree.lower[prep] == "to" and view.lemma(clause) in view.cues.ascribing)  # attributed the rise to cheaper steel
    return told or tree.lower[prep] == "as" or tree.child(prep, "pcomp") is not None


def noun_phrase(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*condemned the attack*, *cited the report*, *wants a deal*."""
    if "object" not in can.frames or clause.passive or in_background(view, clause):
        return None
    objects = [c for c in view.tree.childs(verb_at(clause), "dobj") if c > verb_at(clause)]
    objects = objects or free_relative(view.tree, verb_at(clause)) or behind_particle(view, clause)
    if not objects:
        return None
    objects += since_when(view.tree, verb_at(clause), objects[0])
    source, head = source_of(view, clause)
    if not can_take_sides(view, clause, head):
        return None
    cue = cue_of(view, clause)
    return Found(
        "object",
        can.frames["object"],
        verb_at(clause),
        source,
        head,
        cue,
        content_of(view, clause, objects, source, cue),
    )


def behind_particle(view: View, clause: Clause) -> list[int]:
    """*laughed off | the claims*: the parse takes the particle for a preposition."""
    tree, after = view.tree, verb_at(clause) + 1
    if " " not in view.lemma(clause) or after == len(tree.dep) or tree.dep[after] != "prep" or tree.lower[after] not in view.cues.particles:
        return []
    return tree.childs(after, "pobj")


def can_take_sides(view: View, clause: Clause, head: int | None) -> bool:
    """Whether who does it is people or a body, for a verb that things do as well: *a statue overlooks the roof*."""
    return view.lemma(clause) not in view.cues.needing_people or (head is not None and can_feel(view, head))


def plea(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*maintains his innocence*, *pleads ignorance*: a verb that reports with few nouns only."""
    tree, i = view.tree, verb_at(clause)
    noun = tree.child(i, "dobj")
    if noun is None or noun < i or f"{view.lemma(clause)} {tree.lower[noun]}" not in view.cues.pleas:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found("object", Stance.SAYS, i, source, head, cue, content_of(view, clause, [noun], source, cue))


def around_object(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*took the firm to task over its fees*, *called the result into question*: verb, preposition and noun stand around the object."""
    tree, i = view.tree, verb_at(clause)
    thing = tree.child(i, "dobj")
    if thing is None or thing < i or clause.passive:
        return None
    for p in (*tree.childs(i, "prep"), *tree.childs(thing, "prep")):
        noun = tree.child(p, "pobj")
        if noun is None or p < thing or f"{view.lemma(clause)} {tree.lower[p]} {tree.lower[noun]}" not in view.cues.around:
            continue
        source, head = source_of(view, clause)
        cue = sorted({*cue_of(view, clause), p, noun})
        about = [c for h in (noun, i) for c in tree.childs(h, "prep") if c > noun and tree.lower[c] in ("for", "over", "about")]
        return Found("object", Stance.JUDGES, i, source, head, cue, content_of(view, clause, [thing, *about[:1]], source, cue))
    return None


def since_when(tree: Tree, verb: int, noun: int) -> list[int]:
    """*expect the smallest crop | in a decade*: the time within which something is the smallest belongs to it."""
    phrase = tree.subtree(noun)
    if not any(tree.tag[k] in ("JJS", "RBS") or tree.lower[k] in ("first", "last") for k in phrase):
        return []
    return [p for p in tree.childs(verb, "prep") if p == phrase[-1] + 1 and tree.lower[p] in ("in", "since", "for")]


def free_relative(tree: Tree, verb: int) -> list[int]:
    """*denounced what he calls a plot*: a clause that stands for a thing."""
    heads = [c for c in tree.childs(verb, "ccomp") if c > verb and tree.tag[verb + 1] == "WP"]
    return [c for c in heads if verb + 1 in tree.subtree(c)]
