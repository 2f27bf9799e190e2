"""Reports with a hearer, behind whom the parser loses the clause: *told the station he had sold the horse*."""

from __future__ import annotations

from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_parts import Found, View, can_feel, trimmed, verb_at, whole_quotations
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting
from graphbuilder.extract.tree import Tree


def hearer_and_clause(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*told the station he had sold the horse*: without *that*, the parser takes the clause for one about the hearer."""
    tree, i = view.tree, verb_at(clause)
    hearer = tree.child(i, "dobj", "dative")
    if "objclause" not in can.frames or hearer is None or hearer < i or clause.passive:
        return None
    heads = [c for c in tree.childs(hearer, "relcl") if lacks_nothing(tree, c) or begins_anew(tree, hearer, c)]
    if not heads:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found("clause", can.frames["objclause"], i, source, head, cue, content_of(view, clause, heads, source, cue))


def hearer_and_that(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*told a visitor who asked about the cells that the wing was closed*: the parser hangs the clause on what tells of the hearer."""
    tree, i = view.tree, verb_at(clause)
    frame, hearer = ("objclause", tree.child(i, "dobj", "dative")) if "objclause" in can.frames else ("clause", hearer_with_to(tree, i))
    if frame not in can.frames or hearer is None or hearer < i or clause.passive:
        return None
    that = that_behind(view, tree.subtree(i), hearer) if tree.pos[hearer] == "NUM" or can_feel(view, hearer) else None
    if that is None:
        return None
    source, head = source_of(view, clause)
    content = trimmed(tree, whole_quotations(view, [k for k in tree.subtree(tree.head[that]) if k >= that]))
    return Found("clause", can.frames[frame], i, source, head, cue_of(view, clause), content)


def hearer_with_to(tree: Tree, verb: int) -> int | None:
    """*hinted to friends that he might sell*."""
    to = next((p for p in tree.childs(verb, "prep", "dative") if tree.lower[p] == "to"), None)
    return tree.child(to, "pobj") if to is not None else None


def that_behind(view: View, phrase: list[int], hearer: int) -> int | None:
    """The first *that* behind the hearer that opens a clause of its own, if no mark parts them: not *a claim that he lied*."""
    tree = view.tree
    for k in phrase:
        if k <= hearer:
            continue
        if tree.pos[k] == "PUNCT" and tree.lower[k] != "-":
            return None
        verb = tree.head[k]
        if tree.lower[k] == "that" and tree.tag[k] in ("IN", "WDT") and tree.pos[verb] in ("VERB", "AUX") and verb > k:
            return k if is_whole(tree, verb, k) and tree.lemma[k - 1] not in view.cues.nouns else None
    return None


def is_whole(tree: Tree, verb: int, that: int) -> bool:
    """Whether a clause with *that* lacks nothing that the word could stand for: *that the wing was closed*, not *that he closed*."""
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl")
    if subject is None or subject == that:
        return False
    return tree.tag[that] == "IN" or tree.dep[subject] == "nsubjpass"


def begins_anew(tree: Tree, hearer: int, verb: int) -> bool:
    """*told officers he had swerved*: behind a bare plural a pronoun and its verb are what was told, not whom he means."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    bare = tree.tag[hearer] == "NNS" and not tree.childs(hearer, "det", "poss", "amod")
    return bare and subject == hearer + 1 and tree.tag[subject] == "PRP"


def lacks_nothing(tree: Tree, verb: int) -> bool:
    """*he had sold the horse*, not *he had sold* nor *who had sold the horse*: a clause with a subject and an object of its own."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject > verb or tree.tag[subject] in ("WP", "WDT") or tree.child(verb, "mark") is not None:
        return False
    relative = any(tree.tag[c] in ("WP", "WDT", "WRB") for c in tree.children[verb])
    return not relative and (tree.dep[subject] == "nsubjpass" or tree.child(verb, "dobj", "acomp", "attr", "ccomp", "xcomp") is not None)
