"""The content of a reporting clause, and what the parser hangs on it though it goes back to who speaks."""

from __future__ import annotations

from collections.abc import Iterable

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_parts import COMMA_OR_DASH, View, can_feel, trimmed, verb_at, whole_quotations
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Stance
from graphbuilder.extract.tree import Tree


def content_of(view: View, clause: Clause, heads: Iterable[int], source: list[int], cue: list[int]) -> list[int]:
    """The subtrees of the heads without source and cue, with whole quotations."""
    tree = view.tree
    tokens: set[int] = set()
    told_of_it = remarks(view)
    for h in heads:
        if h in told_of_it:
            continue
        goes_back = (*returning_verbs(view, clause, h), *concessions(view, h), *answers(view, h))
        tokens.update(tree.subtree(h, skip=frozenset(goes_back)))
    for r in told_of_it:
        if r in tokens and verb_at(clause) not in (remark := tree.subtree(r)):
            tokens.difference_update(remark)
    tokens -= {*source, *cue}
    return trimmed(tree, whole_quotations(view, sorted(tokens)))


def returning_verbs(view: View, clause: Clause, head: int) -> list[int]:
    """*He said he was ill and called it a nuisance, adding that it would pass*: what the parser hangs on the content's verb.

    *She said nobody had come, and the guard replied, "I did"*: the coordinated clause has a speaker of its own.
    """
    tree = view.tree
    alone, own = conjuncts(tree, head)
    others = [c for c in own if c in view.quoting]
    finite = [
        c
        for c in alone
        if c > verb_at(clause)
        and (tree.tag[c] == tree.tag[verb_at(clause)] in ("VBD", "VBZ") or leaves_the_future(tree, head, c))
        and (reports(view, c, "quote", "objas", "objinf") or keeps_silent(view, head, c) or only_people_do(view, head, c))
    ]
    participles = [
        c
        for h in (head, *last_of_coordinated(tree, head))
        for c in tree.childs(h, "advcl", "conj", "acl")
        if c > verb_at(clause)
        and tree.tag[c] == "VBG"
        and tree.lower[c - 1] in (",", "also", "now")
        and (reports(view, c, "quote", "objas", "objinf") or stirs(view, c) or moves(view, c))
    ]
    states = [k for k in tree.childs(head, "ccomp", "acomp") if tree.pos[k] == "ADJ"]
    beyond = [c for k in states for c in tree.childs(k, "conj")]  # make it safer and likes
    return finite + participles + others + [c for c in (*alone, *beyond) if c not in finite and cannot_go_on(view, clause, head, c)]


def cannot_go_on(view: View, clause: Clause, head: int, c: int) -> bool:
    """*She thinks robots will make it safer and likes to say so*: no modal and no plural goes with *likes*, but who speaks does."""
    tree, i = view.tree, verb_at(clause)
    finite = next((k for k in tree.childs(c, "aux", "auxpass") if tree.tag[k] in FINITE), c)
    subject = tree.child(head, "nsubj", "nsubjpass", "expl")
    own = tree.child(i, "nsubj")
    if c < i or subject is None or own is None or subject < i or tree.tag[finite] != "VBZ" or tree.tag[i] not in ("VBZ", "VBN"):
        return False
    if tree.tag[own] in MANY or (tree.tag[own] == "PRP" and tree.lower[own] not in ("he", "she", "it")):
        return False
    modal = any(tree.tag[k] == "MD" for k in tree.childs(head, "aux")) and finite == c
    return modal or tree.tag[subject] in MANY or tree.lower[subject] in ("they", "we", "there", "these", "those")


MANY = frozenset({"NNS", "NNPS"})


def conjuncts(tree: Tree, head: int) -> tuple[list[int], list[int]]:
    """What is coordinated with a verb, without a subject and with an active one of its own; found once, for sentences without end."""
    key = ("conjuncts", head)
    known: tuple[list[int], list[int]] | None = tree.memo.get(key)
    if known is None:
        beside = tree.childs(head, "conj")
        alone = [c for c in beside if tree.child(c, "nsubj", "nsubjpass") is None]
        known = tree.memo[key] = (alone, [c for c in beside if tree.child(c, "nsubj") is not None])
    return known


def second_half(view: View, clause: Clause, head: int) -> list[int]:
    """*said he slipped | and broke a rib*, *says it is hard, | but the town needs it*: the parser hangs on the report what was said.

    What does not report itself goes on with what is said before it, if it follows at once: without a subject behind one like *he*,
    with one that is a thing behind a comma. Not *but that was wrong*, which the article adds.
    """
    tree, i = view.tree, verb_at(clause)
    c = next((c for c in tree.childs(i, "conj") if c > head), None)
    if c is None or tree.pos[c] not in ("VERB", "AUX") or view.lemma_at(c) in view.cues.verbs or view.lemma_at(c) in view.cues.light_verbs:
        return []
    first, end = tree.subtree(c)[0], tree.subtree(head)[-1] + 1
    gap = tree.lower[end:first]
    if first < end or any(word not in (",", "and", "but", "or") for word in gap):
        return []
    subject, inner = tree.child(c, "nsubj", "nsubjpass", "expl"), tree.child(head, "nsubj", "nsubjpass", "expl")
    if subject is None:
        return [c] if inner is not None and tree.tag[inner] == "PRP" else []
    thing = not can_feel(view, subject) and tree.tag[subject] not in ("DT", "WDT")
    return [c] if thing and "," in gap else []


def without_gap(tree: Tree, content: list[int], head: int, second: list[int]) -> list[int]:
    """A content with the comma and the conjunction between its halves."""
    return sorted({*content, *range(tree.subtree(head)[-1] + 1, tree.subtree(second[0])[0])}) if second else content


def remarks(view: View) -> tuple[int, ...]:
    """*said he had lied, a charge he denies*: nouns in apposition on what is said, which the article adds."""
    tree = view.tree
    known: tuple[int, ...] | None = tree.memo.get("remarks")
    if known is None:
        words = view.cues.remarks
        known = tuple(k for k, label in enumerate(tree.dep) if label in BESIDE and tree.lemma[k] in words and is_remark(view, k))
        tree.memo["remarks"] = known
    return known


BESIDE = frozenset({"appos", "dobj", "npadvmod"})
"""Labels of a noun phrase behind a comma."""


def is_remark(view: View, noun: int) -> bool:
    """*a charge he denies*, *a figure the union disputes*: behind a comma, with a clause in which somebody speaks of it."""
    tree = view.tree
    first, clause = tree.subtree(noun)[0], tree.child(noun, "relcl", "acl")
    indefinite = tree.lower[first] in ("a", "an") or tree.pos[noun] == "PRON"
    if clause is None or not indefinite or tree.lower[first - 1] not in COMMA_OR_DASH:
        return False
    subject = tree.child(clause, "nsubj")
    verb = view.lemma_at(clause)
    speaks = verb in view.cues.verbs or verb in view.cues.light_verbs  # a view that traders share
    return subject is not None and tree.tag[subject] not in ("WDT", "WP") and speaks


def answers(view: View, head: int) -> list[int]:
    """*The dam, the firm said, is safe, but villagers denied it*: what others say against it behind a comma is told by the article."""
    tree = view.tree
    beside = [c for c in conjuncts(tree, head)[1] if c > head and (reports_itself(view, c) or views_of_others(view, c))]
    return [c for c in beside if is_set_against(view, c)]


def is_set_against(view: View, c: int) -> bool:
    """Whether a comma and *but* or the like stand before a clause about people or a body: *, but the council denied it*."""
    tree = view.tree
    subject = tree.child(c, "nsubj")
    first = tree.subtree(c)[0]
    if subject is None or first < 2 or tree.child(c, "mark") is not None or not can_feel(view, subject) or tree.tag[subject] == "PRP":
        return False
    return tree.lower[first - 1] in view.cues.against_it and (tree.lower[first - 2] == ";" or tree.lower[first - 2] in COMMA_OR_DASH)


def concessions(view: View, head: int) -> list[int]:
    """*He said the wall was sound, though he admitted it was old*: a second report, which the parser hangs on the first one's content."""
    tree = view.tree
    return [
        c
        for c in tree.childs(head, "advcl")
        if c > head
        and any(tree.lower[m] in view.cues.concessions and tree.word(m - 1) == "," for m in tree.childs(c, "mark"))
        and (any(tree.tag[s] == "PRP" for s in tree.childs(c, "nsubj")) or views_of_others(view, c))
        and (reports_itself(view, c) or views_of_others(view, c))
    ]


def views_of_others(view: View, i: int) -> bool:
    """*He is sure the team will stay up, though bookmakers think otherwise*: what others say or think, told by the article."""
    tree, made = view.tree, view.clauses.verbal(i)
    subject = tree.child(i, "nsubj")
    can = view.cues.verbs.get(view.lemma(made)) if made is not None else None
    speaks = can is not None and can.frames.get("clause") in (Stance.SAYS, Stance.THINKS, Stance.DENIES)
    return speaks and subject is not None and tree.pos[subject] == "NOUN" and can_feel(view, subject)


def only_people_do(view: View, head: int, i: int) -> bool:
    """*said the deal was bad and accused the firm of lying*: a deal accuses nobody, so it goes back to who speaks."""
    tree, made = view.tree, view.clauses.verbal(i)
    subject = tree.child(head, "nsubj", "nsubjpass", "expl")
    if made is None or subject is None or tree.child(i, "nsubj", "nsubjpass") is not None or can_feel(view, subject):
        return False
    thing = tree.pos[subject] == "NOUN" or tree.lower[subject] in ("it", "there", "this", "that")
    return thing and view.lemma(made) in view.cues.verbs and view.lemma(made) not in view.cues.evident


def keeps_silent(view: View, head: int, i: int) -> bool:
    """*said the plan was sound but declined to give figures*: who refuses is who speaks; not *said it had closed but refused to leave*."""
    tree, made = view.tree, view.clauses.verbal(i)
    if made is None or tree.child(i, "nsubj", "nsubjpass") is not None or view.lemma(made) not in view.cues.silent:
        return False
    perfect = any(tree.lemma[k] == "have" for k in tree.childs(head, "aux"))
    return not perfect and tree.child(i, "xcomp") is not None


def reports_itself(view: View, i: int) -> bool:
    """Whether token `i` is a verb that puts words forward, or keeps them back."""
    made = view.clauses.verbal(i)
    if made is not None and view.lemma(made) in view.cues.silent:
        return True
    can = view.cues.verbs.get(view.lemma(made)) if made is not None else None
    return can is not None and can.frames.get("quote") in (Stance.SAYS, Stance.DENIES)


def stirs(view: View, participle: int) -> bool:
    """*Rescuers said they heard knocking, raising hopes that ...*: what a report brings about is told by the article."""
    thing = view.tree.child(participle, "dobj")
    if thing is None or view.cues.nouns.get(view.tree.lemma[thing], (None,))[0] not in (Stance.THINKS, Stance.WANTS):
        return False
    made = view.clauses.verbal(participle)
    return made is not None and view.lemma(made) in view.cues.causes


def moves(view: View, participle: int) -> bool:
    """*The board voted to close the school, angering parents*: what others feel about it is told by the article."""
    thing, made = view.tree.child(participle, "dobj"), view.clauses.verbal(participle)
    return made is not None and thing is not None and view.lemma(made) in view.cues.moving and can_feel(view, thing)


def last_of_coordinated(tree: Tree, head: int) -> list[int]:
    """*He said he was ill and would stay at home, adding that ...*: the participle hangs on the last of verbs with one subject."""
    verbs = tree.childs(head, "conj")
    return verbs[-1:] if verbs and verbs[-1] > head and tree.child(verbs[-1], "nsubj", "nsubjpass") is None else []


def leaves_the_future(tree: Tree, head: int, c: int) -> bool:
    """*says its members will strike and has told the airline*: after a modal, a perfect goes back to who speaks."""
    modal = any(tree.tag[k] == "MD" for k in tree.childs(head, "aux"))
    return modal and tree.tag[c] == "VBN" and any(tree.lower[k] in ("has", "had") for k in tree.childs(c, "aux"))


def reports(view: View, i: int, *frames: str) -> bool:
    """Whether token `i` is a reporting verb without a subject of its own, with one of these frames."""
    made = view.clauses.verbal(i)
    if made is None or view.tree.child(i, "nsubj", "nsubjpass") is not None:
        return False
    lemma = view.lemma(made)
    by_prep = [f"{lemma} {view.tree.lower[p]}" for p in view.tree.childs(i, "prep")]  # and has appealed to both sides to stop
    known = [view.cues.verbs[w] for w in (lemma, *by_prep) if w in view.cues.verbs]
    return any(can.frames.get(f) in (Stance.SAYS, Stance.WANTS, Stance.DENIES) for can in known for f in frames)
