"""Attributions whose word of speaking or thinking is a noun or an adjective: *his claim that*, *made the case that*, *is sure that*."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.extract.attribution_contents import content_of, remarks
from graphbuilder.extract.attribution_cues import cue_of, is_unbroken
from graphbuilder.extract.attribution_parts import Found, View, trimmed, verb_at
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.clauses import Clause, ClauseKind
from graphbuilder.extract.cues import Reporting, Stance
from graphbuilder.extract.tree import Tree


def nominal(view: View) -> Iterator[Found]:
    """*his claim that they cheated*, *the president's plan to resign*."""
    for i, tag in enumerate(view.tree.tag):
        if tag in ("NN", "NNS") and view.tree.lemma[i] in view.cues.nouns:
            found = before_colon(view, i) or report_of(view, i)
            if found is not None:
                yield found


def report_of(view: View, noun: int) -> Found | None:
    """The attribution whose cue is a noun, if it has a content and somebody whose it is, or a content that needs nobody."""
    tree = view.tree
    if is_armed(view, noun) or noun in remarks(view):
        return None  # a view that traders share
    stance, preps = view.cues.nouns[tree.lemma[noun]]
    heads, for_itself = content_clauses(view, noun)
    heads += [c for c in tree.childs(noun, "prep") if tree.lower[c] in preps and not names_occasion(view, c)]
    owner = owner_of(view, noun)
    if owner is None and (hopes := in_hopes(view, noun)) is not None:
        return hopes
    if not heads and owner is None and (call := call_for(view, noun)) is not None:
        return call
    if not heads:
        return None
    by_preposition = tree.dep[heads[0]] == "prep"
    if owner is None and is_faced(view, noun) and (by_preposition or tree.dep[noun] == "dobj"):
        cue = [*modifiers_before(tree, noun, None), noun, *(heads[:1] if by_preposition else [])]
        return Found("noun", stance, noun, [], None, cue, trimmed(tree, [k for k in tree.subtree(heads[0]) if k not in cue]))
    if owner is None and not for_itself and (by_preposition or stance not in OF_NOBODY):
        return None
    owner = several_before(view, noun) if owner is None else owner
    owner = subject_shared(view, noun) if owner is None else owner
    held = owner is None
    owner = holder_of(view, noun) if held else owner
    source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"] if owner is not None else []
    cue = [*modifiers_before(tree, noun, owner), noun, *(heads[:1] if by_preposition else [])]
    if held and owner is not None:
        cue = [*having(view, owner, cue), *cue]
    content = [k for k in tree.subtree(heads[0]) if k not in cue]
    if by_preposition and is_bare_name(tree, content, stance):
        return None
    return Found("noun", stance, noun, source, owner, cue, trimmed(tree, content))


def call_for(view: View, noun: int) -> Found | None:
    """*There were calls for the chairman to resign*, *the chairman faces calls for him to go*: what is called for is a clause."""
    tree = view.tree
    stance, preps = view.cues.nouns[tree.lemma[noun]]
    head = next((c for c in tree.childs(noun, "advcl", "acl", "relcl") if tree.subtree(c)[0] == noun + 1), None)
    if head is None or tree.word(noun + 1) != "for" or "for" not in preps or not is_faced(view, noun):
        return None
    content = [k for k in tree.subtree(head) if k > noun + 1]
    return Found("noun", stance, noun, [], None, [*modifiers_before(tree, noun, None), noun, noun + 1], trimmed(tree, content))


def is_armed(view: View, noun: int) -> bool:
    """*a rocket attack on*, *an air assault against*: not of words."""
    tree = view.tree
    violent = tree.lemma[noun] in ("attack", "assault", "onslaught", "salvo")
    return violent and any(tree.lower[c] in view.cues.armed for c in tree.childs(noun, "compound", "amod", "nmod"))


def in_hopes(view: View, noun: int) -> Found | None:
    """*They left with hopes of coming back*, *sold it in the hope of paying its debts*: what the subject means to reach."""
    tree, p = view.tree, view.tree.head[noun]
    of = next((c for c in tree.childs(noun, "prep") if tree.lower[c] == "of" and is_meant(view, noun, c)), None)
    if of is None or tree.dep[noun] != "pobj" or tree.lower[p] not in ("in", "with"):
        return None
    clause = view.clauses.verbal(tree.head[p])
    source, head = source_of(view, clause) if clause is not None else ([], None)
    if not source:
        return None
    cue = list(range(p, of + 1))
    content = trimmed(tree, [k for k in tree.subtree(of) if k not in cue])
    return Found("noun", view.cues.nouns[tree.lemma[noun]][0], noun, source, head, cue, content)


def is_faced(view: View, noun: int) -> bool:
    """*The bank faces questions about its loans*, *there are calls for a ban*: somebody says it, nobody is named."""
    tree, above = view.tree, view.tree.head[noun]
    if tree.dep[noun] == "attr":
        return tree.child(above, "expl") is not None
    clause = view.clauses.verbal(above) if tree.dep[noun] == "dobj" else None
    return clause is not None and view.lemma(clause) in view.cues.facing


def before_colon(view: View, noun: int) -> Found | None:
    """*Their conclusion: the drug helps.*, *Her verdict on the soup: "Grey."*: a noun of speaking, whose it is, and a colon."""
    tree = view.tree
    owner = tree.child(noun, "poss")
    begin, end = tree.sentence_span(tree.sentence[noun])
    colon = next((k for k in range(noun + 1, end) if tree.lower[k] == ":"), end)
    if owner is None or tree.subtree(owner)[0] > begin or any(tree.pos[k] in ("VERB", "AUX", "PUNCT") for k in range(begin, colon)):
        return None
    content = [k for k in range(colon + 1, end) if tree.pos[k] != "SPACE"]
    content = content if content and view.speech.inside[content[0]] >= 0 else trimmed(tree, content)
    if not content:
        return None
    source = [k for k in tree.subtree(owner) if tree.tag[k] != "POS"]
    cue = [*modifiers_before(tree, noun, owner), *range(noun, colon + 1)]
    return Found("noun", view.cues.nouns[tree.lemma[noun]][0], noun, source, owner, cue, content)


OF_NOBODY = frozenset({Stance.SAYS, Stance.THINKS, Stance.DENIES})
"""What may be reported without anybody: *claims that ...*, *a belief that ...*, not *a plan to ...*."""


def content_clauses(view: View, noun: int) -> tuple[list[int], bool]:
    """The clauses that say what is claimed, and whether they need nobody who claims it: *hopes that ... were raised*."""
    tree = view.tree
    heads = [c for c in tree.childs(noun, "acl") if tree.tag[c] == "VB" or tree.child(c, "mark") is not None]
    heads += [c for c in tree.childs(noun, "ccomp", "relcl", "acl") if c not in heads and opens_with_that(view, c)]
    if not heads and view.cues.nouns[tree.lemma[noun]][0] in (Stance.WANTS, Stance.PLANS) and tree.word(noun + 1) == "to":
        heads = [c for c in tree.childs(noun, "relcl") if tree.subtree(c)[0] == noun + 1]  # faces calls to resign
    if heads:
        return heads, tree.lemma[noun] in view.cues.stirred and tree.child(heads[0], "mark") is not None
    away = extraposed(view, noun)
    return away, bool(away)


def several_before(view: View, noun: int) -> int | None:
    """*Many doubt that prices will rise*: a verb that the tagger takes for a noun in the singular."""
    tree = view.tree
    verb = tree.tag[noun] == "NN" and tree.lower[noun] in view.cues.forms
    return noun - 1 if verb and noun > 0 and tree.lower[noun - 1] in view.cues.several else None


def subject_shared(view: View, noun: int) -> int | None:
    """*She has offered a bonus but fears that it is too late*: a second verb that the tagger takes for a noun in the plural."""
    tree, above = view.tree, view.tree.head[noun]
    verb = tree.tag[noun] == "NNS" and tree.lower[noun] in view.cues.forms and tree.dep[noun] == "conj"
    return tree.child(above, "nsubj") if verb and tree.dep[noun - 1] == "cc" and tree.pos[above] == "VERB" else None


def having(view: View, owner: int, cue: list[int]) -> list[int]:
    """*left little | doubt that*, *persisted in | arguments that*: the verb by which somebody has the thought belongs to the cue."""
    tree = view.tree
    clause = view.clauses.verbal(tree.head[owner])
    if clause is None or not is_unbroken(view, verb_at(clause), cue[0]):
        return []
    return list(range(cue_of(view, clause)[0], cue[0]))


def extraposed(view: View, noun: int) -> list[int]:
    """*Suspicions run high that the fire was set*: the clause stands behind the verb whose subject the noun is."""
    tree = view.tree
    verb = tree.head[noun]
    if tree.dep[noun] != "nsubj" or verb < noun or tree.lemma[verb] == "be":
        return []
    clause = view.clauses.verbal(verb)
    if clause is None or view.lemma(clause) in view.cues.verbs:
        return []
    return [c for c in tree.childs(verb, "ccomp") if c > verb and tree.lower[tree.subtree(c)[0]] == "that"]


def opens_with_that(view: View, verb: int) -> bool:
    """*fears that the exam had leaked*: a content clause, also where the parser takes *that* for the object of a verb that has none."""
    tree = view.tree
    mark = tree.child(verb, "mark")
    if mark is not None:
        return tree.lower[mark] == "that"
    first = tree.child(verb, "dobj")
    if first is None or tree.lower[first] != "that":
        return False
    if tree.child(verb, "nsubjpass") is not None:  # claims that the club had been sold, not the prize that he was given
        return tree.lemma[verb] not in view.cues.giving
    return tree.lemma[verb] in view.cues.without_object and tree.child(verb, "nsubj") is not None


def modifiers_before(tree: Tree, noun: int, owner: int | None) -> list[int]:
    """All that stands before a noun in its phrase but whose it is: *a tacit* admission, his *long-standing* fears."""
    first = min((tree.subtree(c)[0] for c in tree.childs(noun, *BEFORE_NOUNS) if c < noun), default=noun)
    if owner is not None and owner < noun:
        first = max(first, tree.subtree(owner)[-1] + 1)
    return [k for k in range(first, noun) if tree.tag[k] != "POS"]


BEFORE_NOUNS = ("amod", "det", "predet", "nummod", "compound", "nmod", "advmod", "quantmod")


def owner_of(view: View, noun: int) -> int | None:
    """Whose claim it is: *his* claim, the claim *by the bank*, fears *among teachers*, a *Reuters* report, *police* warnings."""
    tree = view.tree
    agents = [p for p in tree.childs(noun, "prep") if tree.lower[p] in ("by", "from", "among")]
    names = [c for c in reversed(tree.childs(noun, "compound")) if tree.pos[c] == "PROPN" or is_body(view, c)]
    found = [tree.child(noun, "poss"), *(tree.child(p, "pobj") for p in agents), *names]
    return next((k for k in found if k is not None), None)


def is_body(view: View, noun: int) -> bool:
    """Whether a common noun names people who speak together: *police*, *media*."""
    return view.tree.doc[noun].lemma_.lower() in view.cues.bodies


def holder_of(view: View, noun: int) -> int | None:
    """*Teachers spread fears that ...*, *stuck to claims that ...*: the subject, unless the verb reports others or brings it about."""
    tree = view.tree
    if tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] not in view.cues.holding:
        return None  # shares fell amid claims that ...
    top = tree.head[noun] if tree.dep[noun] in ("dobj", "pobj") else noun
    top = tree.head[top] if tree.dep[noun] == "pobj" and tree.dep[top] == "prep" else top
    clause = view.clauses.verbal(top) if top != noun else None
    if clause is None or clause.passive or view.lemma(clause) in view.cues.verbs:
        return None
    arrival = f"{view.lemma(clause)} {tree.lower[tree.head[noun]]}" in view.cues.arrivals
    if view.lemma(clause).split()[0] in view.cues.causes and not arrival:
        return None
    subject = tree.child(verb_at(clause), "nsubj")
    return subject if subject is not None and tree.pos[subject] in ("PROPN", "PRON", "NOUN") else None


def names_occasion(view: View, prep: int) -> bool:
    """*gave a lecture on Monday*, *at noon*, *released a statement on its website*."""
    tree, cues = view.tree, view.cues
    if tree.lower[prep] not in ("on", "at", "in"):
        return False
    return any(tree.lower[n] in cues.times or tree.lower[n] in cues.media for n in tree.childs(prep, "pobj"))


def is_meant(view: View, noun: int, prep: int) -> bool:
    """*has no intention of selling*, *with dreams of winning*: a gerund says what somebody plans or wants."""
    stance = view.cues.nouns.get(view.tree.lemma[noun], (None,))[0]
    return stance in (Stance.PLANS, Stance.WANTS) and view.tree.child(prep, "pcomp") is not None


def is_bare_name(tree: Tree, content: list[int], stance: Stance) -> bool:
    """*his disdain for Ann Lee*, *her love of jazz*: whom or what it is about, nothing that is said; not *her call for a tram*."""
    named = stance in (Stance.JUDGES, Stance.THINKS) or any(tree.pos[k] in ("PROPN", "PRON") for k in content)
    return len(content) < 4 and named and not any(tree.tag[k].startswith("VB") for k in content)


def adjective(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is sure that she won*, *are worried about the cost*, *was critical of the plan*."""
    tree, i = view.tree, clause.head.i
    if view.lemma(clause) in view.cues.becoming and (state := tree.child(verb_at(clause), "acomp")) is not None:
        i = state  # remains opposed to, grew worried about
    elif clause.kind is not ClauseKind.COPULA and tree.tag[verb_at(clause)] != "VBN":
        return None
    entry = view.cues.adjectives.get(tree.lower[i])
    if entry is None:
        return None
    preps = [c for c in tree.childs(i, "prep", "agent") if c > i and tree.lower[c] in entry[1]]
    rest = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
    rest = rest or [c for c in tree.childs(verb_at(clause), "ccomp") if c > i and stands_behind(tree, c, i)]
    rest = rest or open_question(view, clause, i)
    source, head = source_of(view, clause)
    if clause.passive:
        head = tree.child(verb_at(clause), "nsubjpass", "nsubj")
        source = trimmed(tree, [k for k in tree.subtree(head) if k < i]) if head is not None else []
    if not (preps or rest) or not source or (rest and is_expletive(tree, source)):
        return None
    cue = sorted({*cue_of(view, clause), *range(verb_at(clause), i + 1), *([] if rest else preps[:1])})
    return Found(
        "adjective",
        entry[0],
        verb_at(clause),
        source,
        head,
        cue,
        up_to_result(tree, i, content_of(view, clause, rest or preps[:1], source, cue)),
    )


def stands_behind(tree: Tree, head: int, adjective: int) -> bool:
    """*is adamant | that it held*, *is adamant | it held*: a clause that begins right behind the adjective."""
    if tree.word(adjective + 1) == "that":
        return True
    subject = tree.child(head, "nsubj", "nsubjpass", "expl")
    return subject is not None and tree.subtree(subject)[0] == adjective + 1


def open_question(view: View, clause: Clause, adjective: int) -> list[int]:
    """*is not sure if they can pay*, *was uncertain whether to go*: a question that the parse takes for a condition."""
    tree = view.tree
    doubts = clause.negation is not None or tree.lower[adjective].startswith("un")
    if not doubts or view.cues.adjectives[tree.lower[adjective]][0] is not Stance.THINKS:
        return []
    below = [c for h in (adjective, verb_at(clause)) for c in tree.childs(h, "advcl", "ccomp") if c > adjective]
    return [c for c in below if tree.subtree(c)[0] == adjective + 1 and tree.lower[adjective + 1] in ("if", "whether")]


def up_to_result(tree: Tree, adjective: int, content: list[int]) -> list[int]:
    """*are so worried about the fumes | that they stay in*: what comes of it is no part of what they worry about."""
    if not any(tree.lower[c] == "so" for c in tree.childs(adjective, "advmod")):
        return content
    ends = [n for n, k in enumerate(content) if n and tree.lower[k] == "that" and tree.tag[k] in ("IN", "WDT")]
    return content[: ends[0]] if ends else content


def is_expletive(tree: Tree, source: list[int]) -> bool:
    """*It is certain that ...*: nobody is sure of it."""
    return len(source) == 1 and tree.lower[source[0]] in ("it", "there")


def partisan(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is a staunch opponent of the law*: whoever is for or against something."""
    tree, i = view.tree, clause.head.i
    if clause.kind is not ClauseKind.COPULA or tree.lemma[i] not in view.cues.agents:
        return None
    preps = [c for c in tree.childs(i, "prep") if tree.lower[c] in ("of", "in")]
    source, head = source_of(view, clause)
    if not preps or not source:
        return None
    cue = sorted({*cue_of(view, clause), *range(verb_at(clause), preps[0] + 1)})
    return Found(
        "partisan", Stance.JUDGES, verb_at(clause), source, head, cue, content_of(view, clause, preps[:1], source, cue)
    )
