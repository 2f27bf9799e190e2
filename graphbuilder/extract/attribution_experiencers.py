"""Attributions to those whom something moves: *the ruling angered teachers*, *nurses, worried about pay*.

The verbs are those of VerbNet's class amuse-31.1, whose object is the one who feels; PolNeAR counts what people feel about something as an
attribution to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def moved(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The ruling angered teachers*: the object feels it, the subject is what it is about."""
    if view.lemma(clause) not in view.cues.moving or clause.passive or view.tree.dep[verb_at(clause)] == "csubj":
        return None
    tree, i = view.tree, verb_at(clause)
    who = tree.child(i, "dobj")
    if who is None or who < i or not can_feel(view, who):
        return None
    content = what_moves(view, clause)
    if not content or who in content:
        return None
    return Found("moved", Stance.JUDGES, i, trimmed(tree, phrase_of(tree, who)), who, cue_of(view, clause), content)


def received(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The plan drew criticism from unions*, *the film won praise*, *it sparked outrage among fans*: the subject is what others judge."""
    tree, i = view.tree, verb_at(clause)
    noun = tree.child(i, "dobj")
    if view.lemma(clause) not in view.cues.receiving or noun is None or noun < i or clause.passive:
        return None
    if tree.lemma[noun] not in view.cues.received or tree.child(noun, "poss") is not None:
        return None
    content, _ = source_of(view, clause)
    if not content or any(tree.pos[k] == "NUM" for k in tree.subtree(noun) if k < noun):
        return None  # received 38 percent support
    who = giver(tree, i, noun)
    if view.lemma(clause) == "have" and (who is None or tree.lower[tree.head[who]] != "of"):
        return None  # has support among voters, has criticism of the plan
    source = trimmed(tree, phrase_of(tree, who)) if who is not None else []
    cue = sorted({*cue_of(view, clause), *range(i, noun + 1)})
    return Found("received", Stance.JUDGES, i, source, who, cue, content)


def giver(tree: Tree, verb: int, noun: int) -> int | None:
    """Whose judgement it is: criticism *from unions*, outrage *among fans*, the backing *of the guild*."""
    definite = any(tree.lower[d] == "the" for d in tree.childs(noun, "det"))
    words = ("from", "among", "of") if definite else ("from", "among")
    behind = [p for h in (noun, verb) for p in tree.childs(h, "prep") if p > noun and tree.lower[p] in words]
    return next((n for p in behind for n in tree.childs(p, "pobj")), None)


def met_with(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The road met with opposition from villagers*, *the coach came under fire*, *it was greeted with scorn by critics*."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause).split()[0] not in view.cues.meeting:
        return None
    subject = tree.child(i, "nsubj", "nsubjpass")
    for p in tree.childs(i, "prep"):
        noun = tree.child(p, "pobj")
        if noun is None or p < i or tree.lower[p] not in view.cues.meeting_with:
            continue
        if tree.lemma[noun] not in (view.cues.received if tree.lower[p] != "under" else view.cues.under_which):
            continue
        if tree.lower[p] == "under" and not reason_given(tree, i, noun):
            continue  # came under fire from gunmen
        who = giver(tree, i, noun)
        agent = tree.child(i, "agent")
        who = tree.child(agent, "pobj") if who is None and agent is not None else who
        if who is None:
            return None
        content = trimmed(tree, [k for k in tree.subtree(subject) if k < i]) if subject is not None else source_of(view, clause)[0]
        source = trimmed(tree, phrase_of(tree, who))
        cue = sorted({*cue_of(view, clause), *range(i, noun + 1)})
        return Found("received", Stance.JUDGES, i, source, who, cue, content)
    return None


def reason_given(tree: Tree, verb: int, noun: int) -> bool:
    """*came under fire from fans for the defeat*: words hit somebody for something, shells do not."""
    return any(tree.lower[p] in ("for", "over") for h in (noun, verb) for p in tree.childs(h, "prep") if p > noun)


def what_moves(view: View, clause: Clause) -> list[int]:
    """The subject of the verb; of *it has lost the case, angering its members*, all that stands before."""
    tree, i = view.tree, verb_at(clause)
    if tree.tag[i] == "VBG" and tree.dep[i] == "advcl" and tree.word(i - 1) == "," and tree.head[i] < i:
        top = tree.head[i]
        while tree.dep[top] in ("xcomp", "advcl") and tree.tag[top] == "VB" and tree.head[top] < top:
            top = tree.head[top]  # voted to close it, angering parents
        return trimmed(tree, [k for k in tree.subtree(top, skip=frozenset({i})) if k < i])
    source, _ = source_of(view, clause)
    return source


def phrase_of(tree: Tree, noun: int) -> list[int]:
    """The noun phrase without what only tells where or how: *teachers | across the province*, *teachers | by closing the school*."""
    aside = [c for c in tree.childs(noun, "prep") if tree.lower[c] not in ("of", "from", "in")]
    return tree.subtree(noun, skip=frozenset(aside))


def feelings(view: View) -> Iterator[Found]:
    """*Angry over the delay, the union walked out*; *the union, unhappy with the offer, walked out*: an adjective set off by a comma."""
    tree = view.tree
    for i, label in enumerate(tree.dep):
        if label not in SET_OFF or tree.lower[i] not in view.cues.adjectives or not tree.children[i]:
            continue
        stance, preps = view.cues.adjectives[tree.lower[i]]
        rest = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
        phrases = [c for c in tree.childs(i, "prep", "agent") if c > i and tree.lower[c] in preps]
        who = feeler(tree, i) if rest or phrases else None
        if who is None:
            continue
        source = trimmed(tree, [k for k in tree.subtree(who, skip=frozenset({i})) if k < i or who > i])
        begin = i - 1 if tree.dep[i - 1] == "advmod" and tree.head[i - 1] == i else i
        cue = [*range(begin, i + 1), *([] if rest else phrases[:1])]
        content = [k for h in (rest or phrases)[:1] for k in tree.subtree(h) if k not in cue]
        if source and can_feel(view, who):
            yield Found("adjective", stance, i, source, who, cue, trimmed(tree, content))


SET_OFF = frozenset({"advcl", "amod", "acl", "acomp"})
"""Labels of adjectives that stand beside a clause; the *acomp* of *is sure* has no comma before it."""


def feeler(tree: Tree, i: int) -> int | None:
    """Who feels it: the subject of the clause beside which the adjective stands, or the noun that it follows."""
    own = tree.child(i, "nsubj")
    if own is not None:
        mark = tree.child(i, "mark")
        return own if mark is not None and tree.lower[mark] == "with" else None
    above = tree.head[i]
    if tree.dep[i] in ("amod", "acl"):
        under_with = tree.dep[above] == "pobj" and tree.lower[tree.head[above]] == "with"
        return above if above < i and (under_with or tree.word(before(tree, i)) == ",") else None
    first = i == tree.starts[tree.sentence[i]] or before(tree, i) < tree.starts[tree.sentence[i]]
    if not first and tree.word(before(tree, i)) != ",":
        return None
    return tree.child(above, "nsubj", "nsubjpass")


def before(tree: Tree, i: int) -> int:
    """The token before an adjective and its adverb."""
    return i - 2 if tree.dep[i - 1] == "advmod" and tree.head[i - 1] == i else i - 1
