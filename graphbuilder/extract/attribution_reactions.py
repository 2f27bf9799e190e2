"""Phrases that say what somebody feels or thinks of a sentence: *to the dismay of its fans*, *from the coach's point of view*."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.extract.attribution_parts import Found, View, can_feel, places_of, trimmed
from graphbuilder.extract.cues import Stance


def reactions(view: View) -> Iterator[Found]:
    """*To the dismay of its fans, the band has split up*, *from her point of view, the draw was a defeat*: a phrase set off by a comma."""
    tree = view.tree
    for i in places_of(tree, "from", "to"):
        if tree.dep[i] != "prep" or view.speech.inside[i] >= 0:
            continue
        noun = tree.child(i, "pobj")
        if noun is None or tree.lemma[noun] not in (view.cues.reactions if tree.lower[i] == "to" else view.cues.perspectives):
            continue
        hit = reaction(view, i, noun)
        if hit is not None:
            yield hit


def reaction(view: View, i: int, noun: int) -> Found | None:
    """Such a phrase at the beginning of its sentence or behind a comma, if somebody is named who feels or thinks so."""
    tree = view.tree
    phrase = [k for k in tree.subtree(i) if k >= i]
    begin, end = tree.sentence_span(tree.sentence[i])
    first = i - 1 if tree.word(i - 1) in ("much", "rather") else i
    after = phrase[-1] + 1
    if not (first == begin and tree.word(after) == ",") and tree.word(first - 1) != ",":
        return None
    owner = holder(view, noun)
    if owner is None or not (can_feel(view, owner) or tree.dep[owner] == "poss"):
        return None
    source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
    cue = [*range(first, i), *(k for k in phrase if k not in source and tree.tag[k] != "POS")]
    commas = {k for k in (first - 1, after) if tree.word(k) == ","}
    content = [k for k in range(begin, end) if not first <= k < after and k not in commas]
    case, stance = ("moved", Stance.JUDGES) if tree.lower[i] == "to" else ("document", Stance.SAYS)
    return Found(case, stance, i, source, owner, cue, trimmed(tree, content))


def holder(view: View, noun: int) -> int | None:
    """Whose feeling or view it is: *her* surprise, the dismay *of its fans*, the *coach's* point of view."""
    tree = view.tree
    of = next((p for p in tree.childs(noun, "prep") if tree.lower[p] == "of"), None)
    thing = tree.child(of, "pobj") if of is not None else None
    if thing is not None and tree.lower[thing] == "view":
        thing = None
    return tree.child(noun, "poss") if thing is None else thing
