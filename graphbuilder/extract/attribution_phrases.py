"""Set phrases that report, and nouns of thought as subjects: *let slip that*, *fears are growing that*, *it occurred to her that*."""

from __future__ import annotations

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def passive_and_that(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*It was suggested by a nurse that the lift was old*, *concern was voiced by parents that it was late*: the clause stands behind."""
    if not clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubjpass")
    if subject is None or subject > i:
        return None
    by = tree.child(i, "agent")
    it = tree.lower[subject] == "it"
    if (it and by is None and "clause" in can.frames) or not (it or is_thought(view, subject)):
        return None
    that = that_after(tree, i)
    if that is None or tree.head[tree.head[that]] not in {i, subject, *(tree.subtree(by) if by is not None else ())}:
        return None
    who = tree.child(by, "pobj") if by is not None and by < that else None
    source = trimmed(tree, [k for k in tree.subtree(who) if k < that]) if who is not None else []
    cue = sorted({*([] if it else tree.subtree(subject)), *cue_of(view, clause)})
    stance = next(iter(can.frames.values()), Stance.SAYS) if it else stance_of(view, subject)
    content = trimmed(tree, [k for k in tree.subtree(tree.head[that]) if k >= that])
    return Found("clause" if source else "reported", stance, i, source, who, cue, content)


def is_thought(view: View, noun: int) -> bool:
    """Whether a noun is one of saying or thinking."""
    return view.tree.lemma[noun] in view.cues.nouns or view.tree.lemma[noun] in view.cues.light_nouns


def stance_of(view: View, noun: int) -> Stance:
    """How a noun of saying or thinking stands to what it is about."""
    return view.cues.nouns.get(view.tree.lemma[noun], (Stance.SAYS, frozenset()))[0]


def that_after(tree: Tree, verb: int) -> int | None:
    """The *that* of a whole clause behind a verb, if no mark and no other verb with a tense parts them."""
    for k in range(verb + 1, tree.sentence_span(tree.sentence[verb])[1]):
        if tree.lower[k] == "that" and tree.tag[k] in ("IN", "WDT"):
            own = tree.child(tree.head[k], "nsubj", "nsubjpass", "expl")
            return k if own is not None and own > k else None
        if tree.pos[k] == "PUNCT" or tree.tag[k] in FINITE:
            return None
    return None


def lingering(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*Doubts remain over the deal*, *fears are growing among growers that ...*, *hopes are high that ...*."""
    tree, i = view.tree, verb_at(clause)
    noun = tree.child(i, "nsubj", "nsubjpass")
    if noun is None or noun > i or tree.lemma[noun] not in view.cues.nouns or tree.child(i, "agent", "dobj") is not None:
        return None
    last = i
    if tree.lemma[i] == "be":
        state = tree.child(i, "acomp")
        if state is None or tree.lower[state] not in view.cues.running:
            return None
        last = state
    stance, preps = view.cues.nouns[tree.lemma[noun]]
    if stance not in HELD or tree.child(noun, "poss", "prep") is not None:
        return None
    places = (noun, i, last)
    heads = [c for h in places for c in tree.childs(h, "ccomp") if c > last and tree.lower[tree.subtree(c)[0]] == "that"]
    about = [p for h in places for p in tree.childs(h, "prep") if p > last and tree.lower[p] in preps | view.cues.topical]
    if not heads and not about:
        return None
    among = [p for h in places for p in tree.childs(h, "prep") if p > last and tree.lower[p] in ("among", "from")]
    who = tree.child(among[0], "pobj") if among else None
    source = trimmed(tree, tree.subtree(who)) if who is not None else []
    cue = sorted({*tree.subtree(noun), *cue_of(view, clause), *range(i, last + 1), *([] if heads else about[:1])})
    content = content_of(view, clause, (heads or about)[:1], source, cue)
    return Found("reported", stance, i, source, who, cue, content)


HELD = frozenset({Stance.SAYS, Stance.THINKS, Stance.WANTS})


def phrase_and_clause(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*let slip that she would go*, *took it for granted that ...*, *rumour has it that ...*: fixed words between verb and clause."""
    tree, i = view.tree, verb_at(clause)
    that = that_after_words(view, clause)
    if that is None:
        return None
    subject = tree.child(i, "nsubj")
    source, head = source_of(view, clause)
    content = trimmed(tree, [k for k in tree.subtree(tree.head[that]) if k >= that])
    cue = sorted({*cue_of(view, clause), *range(i, that)})
    if subject is not None and tree.lower[subject] in view.cues.told_by:
        return Found("reported", Stance.SAYS, i, [], None, [*tree.subtree(subject), *cue], content)
    if tree.lower[i + 1 : that] == ["it"]:
        return None  # the plan has it that
    thinks = phrase_of(view, clause, that) in view.cues.thought_phrases
    return Found("clause", Stance.THINKS if thinks else Stance.SAYS, i, source, head, cue, content) if source else None


def phrase_of(view: View, clause: Clause, end: int) -> str:
    """The lemma of a verb and the words behind it up to a token."""
    return " ".join([view.lemma(clause).split()[0], *view.tree.lower[verb_at(clause) + 1 : end]])


def that_after_words(view: View, clause: Clause) -> int | None:
    """The *that* behind a verb and the fixed words that report with it."""
    tree, i = view.tree, verb_at(clause)
    end = next((k for k in range(i + 2, min(i + 6, len(tree.lower))) if tree.lower[k] == "that"), None)
    if end is None:
        return None
    phrase = phrase_of(view, clause, end)
    return end if phrase in view.cues.clause_phrases or phrase in view.cues.thought_phrases else None


def occurring(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*It occurred to her that the key was gone*, *it dawned on the driver that ...*: a thought comes to somebody."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj", "expl")
    to = next((p for p in tree.childs(i, "prep", "dative") if f"{view.lemma(clause)} {tree.lower[p]}" in view.cues.occurring), None)
    who = tree.child(to, "pobj") if to is not None else None
    if who is None or to is None or subject is None or tree.lower[subject] != "it":
        return None
    end = tree.subtree(who)[-1] + 1
    head = tree.head[end] if tree.word(end) == "that" else None
    if head is None:
        return None
    cue = sorted({*cue_of(view, clause), to})
    content = trimmed(tree, [k for k in tree.subtree(head) if k >= end])
    return Found("clause", Stance.THINKS, i, trimmed(tree, tree.subtree(who)), who, cue, content)


def what_moves_them(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*What worries growers is the price of diesel*: whom something moves, turned round by *be*."""
    tree, i = view.tree, verb_at(clause)
    verb = tree.child(i, "csubj")
    if verb is None or verb > i or view.lemma_at(verb) not in view.cues.moving or tree.lower[tree.subtree(verb)[0]] != "what":
        return None
    own = [c for h in (verb, i) for c in tree.childs(h, "dobj", "nsubj") if verb < c < i]
    thing = next((c for c in tree.childs(i, "attr", "ccomp", "xcomp", "acomp") if c > i), None)
    if not own or thing is None:
        return None
    most = frozenset(c for c in tree.childs(own[0], "advmod") if c > own[0])  # what annoys residents most
    who = trimmed(tree, tree.subtree(own[0], skip=most))
    return Found("moved", Stance.JUDGES, verb, who, own[0], [verb], trimmed(tree, tree.subtree(thing)))
