"""Attributions around *be* and *make*: *his message is that ...*, *it is obvious that ...*, *is in favour of*, *made it clear that ...*."""

from __future__ import annotations

from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_nouns import modifiers_before, owner_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def made_clear(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*made it clear that she would stay*, *made plain how it works*."""
    tree, i = view.tree, verb_at(clause)
    k = i + 1 + (tree.lower[i + 1 : i + 2] == ["it"])
    if view.lemma(clause) not in view.cues.making or k >= len(tree.lower) or tree.lower[k] not in view.cues.certainties:
        return None
    heads = [c for c in (*tree.children[k], *tree.children[i]) if c > k and begins_clause(tree, c, behind_hearer(tree, k))]
    if not heads and k == i + 1:  # made clear his opposition to it
        heads = [c for h in (i, k) for c in tree.childs(h, "dobj", "nsubj") if tree.subtree(c)[0] == k + 1]
    source, head = source_of(view, clause)
    if not heads or not source:
        return None
    cue = sorted({*cue_of(view, clause), *range(i, k + 1)})
    return Found("clause", Stance.SAYS, i, source, head, cue, content_of(view, clause, heads[:1], source, cue))


def behind_hearer(tree: Tree, adjective: int) -> int:
    """The token behind the adjective, or behind to whom it was made clear: *made clear to its suppliers | that it would pay late*."""
    hearer = tree.child(adjective, "prep")
    beside = hearer == adjective + 1 and tree.lower[hearer] == "to"
    return tree.subtree(hearer)[-1] + 1 if hearer is not None and beside else adjective + 1


def begins_clause(tree: Tree, head: int, at: int) -> bool:
    """Whether the subtree of `head` is a clause that begins at token `at`."""
    return tree.dep[head] in ("ccomp", "advcl", "csubj", "xcomp") and tree.subtree(head)[0] == at


def it_is_obvious(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*It is obvious that the bridge is unsafe*: held by whoever looks, nobody is named. *It is clear what it costs* holds nothing."""
    tree, i = view.tree, verb_at(clause)
    word = tree.child(i, "acomp")
    subject = tree.child(i, "nsubj", "expl")
    if word is None or subject is None or tree.lower[subject] != "it" or tree.lower[word] not in view.cues.certainties:
        return None
    heads = [c for c in (*tree.childs(i, "ccomp"), *tree.childs(word, "ccomp")) if c > word and is_finite(tree, c)]
    heads = [
        h
        for h in heads
        if not any(tree.tag[k] in ("WP", "WDT", "WRB") or tree.lower[k] == "whether" for k in tree.subtree(h)[:2])
    ]
    if not heads:
        return None
    cue = sorted({subject, *cue_of(view, clause), *range(i, word + 1)})
    return Found("evident", Stance.THINKS, i, [], None, cue, content_of(view, clause, heads[:1], [], cue))


def is_finite(tree: Tree, head: int) -> bool:
    """Whether a clause has a subject: not *clear to see*."""
    return tree.child(head, "nsubj", "nsubjpass", "expl", "csubj") is not None


def message_is(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*Her message is that they must wait*, *his answer was to leave*, *one theory is that it sank*: a noun of speaking is the subject."""
    tree, i = view.tree, verb_at(clause)
    noun = tree.child(i, "nsubj")
    if clause.kind is not ClauseKind.COPULA or noun is None or noun > i or tree.tag[noun] not in ("NN", "NNS"):
        return None
    lemma = tree.lemma[noun]
    if tree.lemma[i] != "be" or (lemma not in view.cues.nouns and lemma not in view.cues.light_nouns):
        return None
    heads = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
    owner = owner_of(view, noun)
    stance = view.cues.nouns.get(lemma, (Stance.SAYS, frozenset()))[0]
    if not heads and (stance in (Stance.WANTS, Stance.PLANS) or lemma in view.cues.stirred):
        scored = lemma == "goal" and tree.child(noun, "amod") is None  # his goal was a header
        heads = [] if scored else [c for c in tree.childs(i, "attr") if c > i]  # her main goal is a new harbour
    that = bool(heads) and tree.lower[tree.subtree(heads[0])[0]] == "that"
    if that and owner is None and stance is not Stance.PLANS and is_one_of_several(view, noun):
        cue = sorted({*modifiers_before(tree, noun, None), noun, *cue_of(view, clause)})
        return Found("reported", stance, i, [], None, cue, trimmed(tree, tree.subtree(heads[0])))
    if not heads or owner is None:
        return None
    source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
    cue = sorted({*modifiers_before(tree, noun, owner), noun, *cue_of(view, clause)})
    return Found("noun", stance, i, source, owner, cue, trimmed(tree, tree.subtree(heads[0])))


def is_one_of_several(view: View, noun: int) -> bool:
    """*one theory*, *another view*, *the fear*: somebody holds it, nobody is named."""
    tree = view.tree
    first = next((c for c in tree.childs(noun, "det", "nummod") if c < noun), None)
    if first is None or tree.lemma[noun] not in view.cues.nouns:
        return False
    return tree.lower[first] in view.cues.shares or tree.lower[first] in ("another", "the")


def is_for(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is in favour of the tax*, *was at odds with the board*, *are of the opinion that ...*."""
    tree, i = view.tree, verb_at(clause)
    if tree.lemma[i] != "be":
        return None
    up = [p for c in tree.childs(i, "advmod", "prt") for p in tree.childs(c, "prep")]  # are up in arms
    for p in (*tree.childs(i, "prep"), *up):
        noun = tree.child(p, "pobj")
        if tree.lower[p] in view.cues.sides and (side := on_side(view, clause, p)) is not None:
            return side
        if noun is None or f"{tree.lower[p]} {tree.lower[noun]}" not in view.cues.standpoints:
            continue
        preps = [c for c in (*tree.childs(noun, "prep"), *tree.childs(i, "prep")) if c == noun + 1]
        rest = [c for c in (*tree.childs(noun, "acl", "ccomp", "relcl"), *tree.childs(i, "ccomp")) if c > noun]
        source, head = source_of(view, clause)
        if source and (preps or rest):
            cue = sorted({*cue_of(view, clause), *range(i, (preps[0] if preps else noun) + 1)})
            content = content_of(view, clause, (preps or rest)[:1], source, cue)
            return Found("partisan", Stance.JUDGES if preps else Stance.THINKS, i, source, head, cue, content)
    return None


def on_side(view: View, clause: Clause, p: int) -> Found | None:
    """*The senator is against the war*, *few are against banning it*; *the bench is against the wall* is no view."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj")
    source, head = source_of(view, clause)
    beside = all(tree.dep[k] in ("neg", "advmod") and tree.pos[k] in ("ADV", "PART") for k in range(i + 1, p))
    about = tree.child(p, "pobj", "pcomp")
    if subject is None or about is None or not source or not can_feel(view, subject) or not beside or p < i:
        return None
    if tree.lower[about] in view.cues.not_sides or tree.lemma[subject] in view.cues.players:
        return None  # was against the clock, the team was against Kvant
    cue = sorted({*cue_of(view, clause), *range(i, p + 1)})
    return Found("partisan", Stance.JUDGES, i, source, head, cue, content_of(view, clause, [p], source, cue))


def in_favour(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*spoke in favour of the ban*, *came to the defence of his director*: verb, preposition, noun and *of* report together."""
    tree, i = view.tree, verb_at(clause)
    for p in tree.childs(i, "prep", "prt", "advmod"):
        noun = tree.child(p, "pobj")
        if noun is None or p < i or f"{view.lemma(clause)} {tree.lower[p]} {tree.lower[noun]}" not in view.cues.phrases:
            continue
        of = next((c for h in (noun, i) for c in tree.childs(h, "prep") if c > noun and tree.lower[c] in view.cues.behind_phrases), None)
        source, head = source_of(view, clause)
        whose = tree.child(noun, "poss")
        if of is None and whose is not None and tree.tag[whose] != "PRP$" and source and not clause.passive:
            owner = [k for k in tree.subtree(whose) if tree.tag[k] != "POS"]
            return Found("partisan", Stance.JUDGES, i, source, head, sorted({*cue_of(view, clause), p, noun}), owner)
        if of is not None and source and not clause.passive:
            cue = sorted({*cue_of(view, clause), *range(p, of + 1)})
            return Found("partisan", Stance.JUDGES, i, source, head, cue, content_of(view, clause, [of], source, cue))
    return None
