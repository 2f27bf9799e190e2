"""Verbs that only carry a noun of speaking: *made the case that*, *took issue with*, *hit back with an attack on*, *sent a letter to*."""

from __future__ import annotations

from graphbuilder.extract.attribution_acts import BACKGROUND
from graphbuilder.extract.attribution_contents import content_of
from graphbuilder.extract.attribution_cues import cue_of
from graphbuilder.extract.attribution_nouns import is_armed, is_meant, names_occasion
from graphbuilder.extract.attribution_parts import Found, View, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def light_verb(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*expressed concern about the vote*, *made the case that ...*, *took issue with it*: the noun belongs to the cue."""
    tree, i = view.tree, verb_at(clause)
    noun = next((c for c in tree.childs(i, "dobj") if c > i), None)
    if noun is None or clause.passive:
        return None
    heads, more = idiom(view, clause, noun)
    stance = Stance.JUDGES if heads else Stance.SAYS
    if not heads and is_stirred(view, clause, noun):
        return None
    if not heads and view.lemma(clause) in view.cues.light_verbs:
        heads, more = content_of_noun(view, clause, noun)
    if not heads:
        return None
    heads = [*heads, *about_it(view, i, heads)]
    source, head = source_of(view, clause)
    cue = sorted({*cue_of(view, clause), *range(i, more + 1)})
    return Found("light", stance, i, source, head, cue, content_of(view, clause, heads, source, cue))


def about_it(view: View, verb: int, heads: list[int]) -> list[int]:
    """*made no secret of his anger | at the umpire*: what a noun of feeling is about, which the parser hangs on the verb."""
    tree = view.tree
    noun = tree.child(heads[-1], "pobj") if tree.dep[heads[-1]] == "prep" else None
    if noun is None or tree.lemma[noun] not in view.cues.nouns:
        return []
    end = tree.subtree(noun)[-1] + 1
    return [p for p in tree.childs(verb, "prep") if p == end and tree.lower[p] in view.cues.nouns[tree.lemma[noun]][1]]


def is_stirred(view: View, clause: Clause, noun: int) -> bool:
    """*The find raised hopes that ...*: it does not hope itself."""
    return view.lemma(clause) in view.cues.causes and view.tree.lemma[noun] in view.cues.stirred


def idiom(view: View, clause: Clause, noun: int) -> tuple[list[int], int]:
    """The content and the last word of the cue of *cast doubt on*, where verb, noun and preposition belong together."""
    tree = view.tree
    verb = view.lemma(clause)
    thing = "self" if tree.lower[noun].endswith(OWN_SELF) else tree.lower[noun]  # distanced himself from
    words = (f"{verb} {thing}", f"{verb} {tree.lemma[noun]}", f"{verb} {tree.lower[noun - 1]} {thing}")  # poured cold water on
    for p in (*tree.childs(noun, "prep"), *tree.childs(verb_at(clause), "prep", "dative")):
        if p > noun and any(f"{w} {tree.lower[p]}" in view.cues.idioms for w in words):
            return [p], p
    return [], noun


OWN_SELF = ("self", "selves")


def content_of_noun(view: View, clause: Clause, noun: int) -> tuple[list[int], int]:
    """What follows a noun of speaking that a light verb has, and the last word of the cue."""
    tree, lemma, verb = view.tree, view.tree.lemma[noun], verb_at(clause)
    owner = tree.child(noun, "poss")
    if (lemma not in view.cues.light_nouns and lemma not in view.cues.nouns) or (owner is not None and tree.tag[owner] != "PRP$"):
        return [], noun  # repeated *the clerk's* claim: the clerk speaks
    asked = [c for h in (noun, verb) for c in tree.childs(h, "ccomp", "relcl", "acl", "advcl") if asks_beside(tree, noun, c)]
    if asked and lemma in view.cues.light_nouns:
        return asked[:1], noun  # has no idea who broke it
    rest = [
        c
        for c in tree.childs(noun, "acl", "ccomp", "relcl")
        if c > noun and (tree.tag[c] in ("VBG", "VB") or tree.child(c, "mark") is not None)
        if tree.dep[c] != "relcl" or any(tree.lower[m] == "that" for m in tree.childs(c, "mark"))
        if "," not in tree.lower[noun:c]
    ]
    light = lemma in view.cues.light_nouns
    clauses = [c for c in rest if light or tree.tag[c] != "VBG"] or [c for c in tree.childs(verb, "ccomp") if c > noun]
    if lemma == "mind" and not clauses:  # made up her mind to leave
        clauses = [c for c in tree.childs(verb, "xcomp") if tree.subtree(c)[0] == noun + 1]
    if clauses or not light:
        return clauses[:1], noun
    for_whom = [c for h in (noun, verb) for c in tree.childs(h, "advcl", "acl", "relcl") if c > noun and tree.subtree(c)[0] == noun + 1]
    if for_whom and tree.word(noun + 1) == "for":
        return for_whom, noun + 1  # sounded a call for states to take more refugees
    stance, known = view.cues.nouns.get(lemma, (Stance.SAYS, frozenset()))
    known |= {"of"} if lemma in view.cues.tinged else frozenset()
    if owner is None and (stance is Stance.JUDGES or view.lemma(clause) == "cite"):
        known -= {"of"}  # has the support of the union, cites criticism of the bank
    addressed = frozenset({"for"}) if (lemma in view.cues.utterances and "for" not in known) or lemma == "question" else frozenset()
    about = (known | view.cues.topical) - addressed
    preps = [p for p in tree.childs(noun, "prep") if tree.lower[p] in about and not names_occasion(view, p)]
    aimed = (view.cues.topical | (known & view.cues.aimed)) - addressed
    preps += [p for p in tree.childs(verb, "prep") if p > noun and tree.lower[p] in aimed and not names_occasion(view, p)]
    preps += [p for p in tree.childs(noun, "prep") if tree.lower[p] == "of" and is_meant(view, noun, p)]
    if not preps and stance is Stance.WANTS and (asked_to := to_whom(tree, verb, noun)):
        return asked_to, asked_to[0]
    return [*preps[:1], *asked_of(tree, verb, preps)], preps[0] if preps else noun


def to_whom(tree: Tree, verb: int, noun: int) -> list[int]:
    """*made a plea to her colleagues to stand firm*: to whom it is made, and what they are to do."""
    to = next((p for h in (noun, verb) for p in tree.childs(h, "prep", "dative") if p > noun and tree.lower[p] == "to"), None)
    if to is None:
        return []
    end = tree.subtree(to)[-1] + 1
    deeds = [c for h in (noun, verb) for c in tree.childs(h, "advcl", "acl", "xcomp", "relcl") if tree.subtree(c)[0] == end]
    return [to, *deeds] if deeds and tree.word(end) == "to" else []


def asks_beside(tree: Tree, noun: int, head: int) -> bool:
    """Whether a question begins right behind a noun: *no idea | who broke it*, *not a clue | what to do*."""
    first = tree.subtree(head)[0]
    return first == noun + 1 and tree.tag[first] in ("WP", "WRB") and first < head


def asked_of(tree: Tree, verb: int, preps: list[int]) -> list[int]:
    """*repeated his demand for the state | to pay*: what the parser takes for a purpose of the verb."""
    if not preps or tree.lower[preps[0]] != "for":
        return []
    end = tree.subtree(preps[0])[-1] + 1
    return [c for c in tree.childs(verb, "advcl", "xcomp") if tree.subtree(c)[0] == end and tree.word(end) == "to"]


def with_words(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*responded with an attack on the press*, *peppered him with questions about it*: the noun of speaking belongs to the cue."""
    tree, i = view.tree, verb_at(clause)
    if view.lemma(clause) not in view.cues.throwing or clause.passive:
        return None
    for p in tree.childs(i, "prep"):
        noun = tree.child(p, "pobj")
        if noun is None or p < i or tree.lower[p] not in ("with", "into", "in") or not is_spoken(view, noun):
            continue
        stance, known = view.cues.nouns.get(tree.lemma[noun], (Stance.SAYS, frozenset()))
        heads = [c for c in tree.childs(noun, "prep") if tree.lower[c] in known | view.cues.topical]
        source, head = source_of(view, clause)
        if heads and source:
            cue = sorted({*cue_of(view, clause), *range(i, heads[0] + 1)})
            return Found("light", stance, i, source, head, cue, content_of(view, clause, heads[:1], source, cue))
    return None


def is_spoken(view: View, noun: int) -> bool:
    """Whether a noun names what is said or thought: *an attack*, *a debate*, *a rant*."""
    lemma = view.tree.lemma[noun]
    return lemma in view.cues.nouns or lemma in view.cues.light_nouns or lemma in view.cues.utterances


def giving_out(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*sent a letter to the council*, *unleashed a series of tweets*: what is given out is the content."""
    if view.lemma(clause) not in view.cues.issues or clause.passive or clause.link in BACKGROUND:
        return None
    tree, i = view.tree, verb_at(clause)
    thing = next((c for c in tree.childs(i, "dobj") if c > i), None)
    if thing is None:
        return None
    named = thing
    if tree.lemma[thing] in view.cues.series and (p := tree.child(thing, "prep")) is not None:
        named = tree.child(p, "pobj") or thing
    if tree.lemma[named] not in view.cues.utterances or is_known_already(tree, thing) or is_armed(view, named):
        return None
    source, head = source_of(view, clause)
    if not source:
        return None
    cue = cue_of(view, clause)
    return Found("giving", Stance.SAYS, i, source, head, cue, content_of(view, clause, [thing], source, cue))


def is_known_already(tree: Tree, noun: int) -> bool:
    """*made the remark in May*: the article goes back to what it has told."""
    determiner = tree.child(noun, "det")
    back = determiner is not None and tree.lower[determiner] in ("the", "this", "that", "these", "those")
    return back and not any(c > noun for c in tree.children[noun])
