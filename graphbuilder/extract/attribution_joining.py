"""Two verbs that report together: *stopped short of calling it illegal*, *sent a letter to the bank urging it to pay*."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import Found, View


def joined(view: View, found: list[Found]) -> list[Found]:
    """What was found, without the verbs that only carry another one, and with one cue for what is given out and what it says."""
    by_cue = {k: f for f in found for k in f.cue if k != f.verb}
    kept = [f for f in found if not is_carrier(f, by_cue)]
    givings = {f.verb: f for f in kept if f.case in GIVING}
    if not givings:
        return kept
    out, given = [], set()
    for f in kept:
        giving = given_out(view, f, givings)
        if giving is not None:
            given.add(giving.verb)
            f = with_one_cue(view, giving, f)
        out.append(f)
    return [f for f in out if f.verb not in given or f.case not in GIVING]


GIVING = frozenset({"giving", "light"})


def is_carrier(found: Found, by_cue: dict[int, Found]) -> bool:
    """*refused to apologise*: the first verb is a part of the cue of the second, which stands in what the first is said to be about."""
    other = by_cue.get(found.verb)
    if other is None or other is found:
        return False
    within = bool(found.source) and set(found.source) <= set(other.cue)  # made it known that
    within = within or (not found.source and set(found.cue) <= set(other.cue))  # let it be known that
    return within or (found.case in CARRYING and other.verb in found.content)


CARRYING = frozenset({"inf", "ing", "adjective", "object"})


def given_out(view: View, found: Found, givings: dict[int, Found]) -> Found | None:
    """The giving out whose participle or relative clause this is: *issued a statement saying that ...*, *a letter that says ...*."""
    tree, verb = view.tree, found.verb
    if found.case in GIVING or not (tree.tag[verb] == "VBG" or is_told_by_it(view, found)):
        return None
    above = tree.head[verb]
    while above < verb:
        giving = givings.get(above)
        if giving is not None:
            return giving if giving.case == "giving" or giving.content[0] == verb else None
        if tree.head[above] == above or tree.pos[above] in ("VERB", "AUX") or tree.lemma[above] in view.cues.series:
            return None  # a flurry of tweets shaming the board is what was sent
        above = tree.head[above]
    return None


def is_told_by_it(view: View, found: Found) -> bool:
    """*released a letter that says he is well*: a relative clause about what is given out, with no comma before it."""
    tree, verb = view.tree, found.verb
    return tree.dep[verb] == "relcl" and tree.tag[verb] in ("VBZ", "VBD") and [tree.lower[k] for k in found.source] in (["that"], ["which"])


def with_one_cue(view: View, giving: Found, found: Found) -> Found:
    """The report with the cue from the giving out to the participle, if no comma parts them."""
    between = range(giving.cue[0], found.cue[-1] + 1)
    if any(view.tree.lower[k] in (",", ";", ":") or k in found.content for k in between):
        return found
    found.cue, found.source, found.source_head = list(between), giving.source, giving.source_head
    return found
