"""Reporting clauses: one rule for each complement that holds the content, tried in the order of `RULES`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from graphbuilder.annotate.closed_classes import FINITE
from graphbuilder.extract.attribution_asides import (
    as_they_say,
    inverted_aside,
    inverted_end,
    inverted_report,
    parenthetical,
)
from graphbuilder.extract.attribution_clefts import cleft, emerged
from graphbuilder.extract.attribution_contents import content_of, returning_verbs, second_half, without_gap
from graphbuilder.extract.attribution_copulas import in_favour, is_for, it_is_obvious, made_clear, message_is
from graphbuilder.extract.attribution_cues import carried, cue_of
from graphbuilder.extract.attribution_decisions import decision
from graphbuilder.extract.attribution_evidence import asked, chosen, findings, passive_report, provision, put_at
from graphbuilder.extract.attribution_experiencers import met_with, moved, received
from graphbuilder.extract.attribution_gaps import (
    as_aside,
    as_stated,
    by_somebody,
    looks_like,
    of_whom_it_is_said,
    relative_gap,
    said_as_much,
    seeming,
    shifted,
)
from graphbuilder.extract.attribution_hearers import hearer_and_clause, hearer_and_that
from graphbuilder.extract.attribution_infinitives import infinitive
from graphbuilder.extract.attribution_interruptions import ending, interrupting, taken_for_participle
from graphbuilder.extract.attribution_nouns import adjective, partisan
from graphbuilder.extract.attribution_objects import (
    around_object,
    is_perceived,
    noun_and_preposition,
    noun_phrase,
    object_complement,
    plea,
)
from graphbuilder.extract.attribution_parts import Found, View, sentence_tokens, trimmed, verb_at, whole_quotations
from graphbuilder.extract.attribution_phrases import (
    lingering,
    occurring,
    passive_and_that,
    phrase_and_clause,
    what_moves_them,
)
from graphbuilder.extract.attribution_sources import source_of
from graphbuilder.extract.attribution_support import giving_out, light_verb, with_words
from graphbuilder.extract.clauses import Clause, ClauseKind, Slot
from graphbuilder.extract.cues import Reporting, Stance, load_cues
from graphbuilder.extract.tree import Tree

Rule = Callable[[View, Clause, Reporting], Found | None]

BE, PARTICIPLE = "(be)", "(participle)"


def finite_clause(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*said that she won*, *told reporters she had won*, *asked whether they won*."""
    frame = next((f for f in ("clause", "objclause") if f in can.frames), None)
    if frame is None:
        return None
    heads = [a.head.i for a in clause.fillers(Slot.CLAUSE) if not a.shared and a.head.i > verb_at(clause)]
    if can.frames[frame] is Stance.THINKS:
        heads = [h for h in heads if not participial(view, h) and not is_perceived(view, clause, h)]
    heads = [verb_at(made) if (made := view.clauses.verbal(h)) is not None else h for h in heads]
    if not heads or after_infinitive(view, clause, can, heads[0]) or is_gap(view, clause, heads[0]):
        return None
    heads = [*lost_subject(view, clause, can, heads[0]), *heads]
    source, head = source_of(view, clause)
    cue = with_day(view, cue_of(view, clause))
    case = "reported" if clause.passive and not source else "clause"  # it was announced that ...
    second = second_half(view, clause, heads[-1]) if can.frames[frame] is Stance.SAYS else []
    content = after_time(view, cue, content_of(view, clause, [*heads, *second], source, cue))
    content = without_gap(view.tree, content, heads[-1], second)
    cue, content = with_limit(view.tree, cue, content)
    content = with_first_part(view, source, content)
    return Found(case, can.frames[frame], verb_at(clause), source, head, cue, content)


def lost_subject(view: View, clause: Clause, can: Reporting, head: int) -> list[int]:
    """*promised | the bridge would close*: the subject of what is said, which the parse takes for the object of the verb."""
    tree, i = view.tree, verb_at(clause)
    thing = tree.child(i, "dobj")
    first = tree.subtree(head)[0]
    if thing is None or "objclause" in can.frames or tree.child(head, "nsubj", "nsubjpass", "expl") is not None:
        return []
    end = tree.subtree(thing)[-1] + 1
    end += tree.word(end) == ","  # heard Roth, nicknamed "Fox", | had left
    return [thing] if i < thing < first and end == first and tree.tag[first] in FINITE else []


def with_first_part(view: View, source: list[int], content: list[int]) -> list[int]:
    """*The rules, | she told miners in Kiruna, | would be eased*: what stands before the aside belongs to the verb that follows it."""
    tree = view.tree
    if not content or not source or tree.word(content[0] - 1) != "," or tree.word(source[0] - 1) != ",":
        return content
    if tree.tag[content[0]] not in FINITE or source[0] - 1 not in sentence_tokens(tree, content[0]):
        return content
    first = [k for k in sentence_tokens(tree, source[0]) if k < source[0] - 1]
    return [*trimmed(tree, first), *content] if not any(tree.tag[k] in FINITE for k in first) else content


def with_limit(tree: Tree, cue: list[int], content: list[int]) -> tuple[list[int], list[int]]:
    """*would say only | that talks went on*: an adverb between the verb and *that* belongs to the verb."""
    first = content[0] if len(content) > 1 else 0
    if first and first == cue[-1] + 1 and tree.tag[first] == "RB" and tree.lower[content[1]] == "that" and content[1] == first + 1:
        return [*cue, first], content[1:]
    return cue, content


def after_time(view: View, cue: list[int], content: list[int]) -> list[int]:
    """*said last month the bridge was safe*, *said earlier this year she would go*: the time right after the verb is that of speaking."""
    words, n = view.tree.lower, 0
    if not content or content[0] != cue[-1] + 1:
        return content
    while n < len(content) and words[content[n]] in view.cues.time_begins:
        n += 1
    if n == 0 or n + 1 >= len(content) or words[content[n]] not in view.cues.times:
        return content
    rest = content[n + 1 :]
    return rest if view.tree.pos[rest[0]] in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ") else content


def after_infinitive(view: View, clause: Clause, can: Reporting, head: int) -> bool:
    """*promised to leave - not what they had hoped*: the infinitive that stands before is what is promised."""
    before = [a.head.i for a in clause.fillers(Slot.INFINITIVE) if not a.shared and verb_at(clause) < a.head.i < head]
    return bool(before) and ("inf" in can.frames or "objinf" in can.frames)


def is_gap(view: View, clause: Clause, head: int) -> bool:
    """*Everything he says is a lie*: the finite verb right after has *everything* for its subject."""
    tree = view.tree
    finite = tree.tag[head] in ("VBZ", "VBD") and head == verb_at(clause) + 1
    return finite and tree.child(head, "nsubj", "nsubjpass", "expl", "csubj") is None


def with_day(view: View, cue: list[int]) -> list[int]:
    """*said Friday that ...*, *said Friday evening ...*: the day between verb and clause stands in the cue."""
    end = cue[-1] + 1
    if view.tree.word(end) not in view.cues.days or "POS" in view.tree.tag[end + 1 : end + 3]:
        return cue  # expects Sunday's game to be hard
    while view.tree.word(end) in view.cues.times:
        end += 1
    return [*cue, *range(cue[-1] + 1, end)]


def participial(view: View, head: int) -> bool:
    """*found the door broken*: a small clause is no report."""
    return view.tree.tag[head] in ("VBG", "VBN") and view.tree.child(head, "aux", "auxpass", "mark") is None


def preposition(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*called for sanctions*, *spoke of a new start*, *complained about the noise*: the preposition belongs to the cue."""
    tree, i = view.tree, verb_at(clause)
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.preps]
    preps = preps or behind_setting(view, i, can)
    if not preps and (called := called_for(view, clause, can)) is not None:
        return called
    reduced = tree.tag[i] == "VBN" and tree.dep[i] == "acl"  # a man admitted to hospital
    if not preps or clause.passive or reduced or any(i < c < preps[0] for c in tree.childs(i, "dobj")):
        return None  # laid tiles into the floor
    thing = tree.child(preps[0], "pobj")
    if view.lemma(clause) == "respond" and thing is not None and tree.lemma[thing] in view.cues.scenes:
        return None  # responded to the scene
    if view.lemma(clause) == "go" and (preps[0] != i + 1 or thing is None):
        return None  # go top after a late win
    source, head = source_of(view, clause)
    cue = cue_of(view, clause, preps[0])
    content = content_of(view, clause, [preps[0], *named_as(tree, i, preps[0])], source, cue)
    return Found("prep", can.preps[tree.lower[preps[0]]], i, source, head, cue, content)


def named_as(tree: Tree, verb: int, prep: int) -> list[int]:
    """*referred to him | as a fool*, *went after him | as a coward*: what he is called, behind the preposition's noun."""
    end = tree.subtree(prep)[-1] + 1
    return [p for p in tree.childs(verb, "prep") if p == end and tree.lower[p] == "as" and end > prep + 1]


def called_for(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is calling for | the chairman to resign*: the parse takes the preposition for the mark of a clause."""
    tree, i = view.tree, verb_at(clause)
    head = next((c for c in tree.childs(i, "advcl", "ccomp", "xcomp") if tree.subtree(c)[0] == i + 1), None)
    if head is None or tree.lower[i + 1] not in can.preps or tree.lower[i + 1] != "for" or clause.passive:
        return None
    source, who = source_of(view, clause)
    cue = cue_of(view, clause, i + 1)
    return Found("prep", can.preps["for"], i, source, who, cue, content_of(view, clause, [head], source, cue))


def behind_setting(view: View, verb: int, can: Reporting) -> list[int]:
    """*has talked in several interviews | about her illness*: the parser hangs the phrase on the noun for where words are given out."""
    tree = view.tree
    nouns = [n for p in tree.childs(verb, "prep") if p > verb for n in tree.childs(p, "pobj") if tree.lemma[n] in view.cues.settings]
    return [p for n in nouns for p in tree.childs(n, "prep") if tree.lower[p] in can.preps and tree.lower[p] != "of"]


def rest_of_sentence(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*said many of the cases that critics point to had failed*: the parse has lost the clause; it lasts to the end of the sentence."""
    tree, i = view.tree, verb_at(clause)
    frame = next((f for f in ("clause", "objclause") if f in can.frames), None)
    if (
        frame is None
        or ("quote" not in can.frames and tree.word(i + 1) != "whether")
        or clause.passive
        or tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
    ):
        return None
    if tree.tag[i] == "VB" and clause.negation is None and not carried(view, clause):
        return None  # did not say when, declined to say when
    if tree.tag[i] == "VBG" and tree.lower[i - 1] != "," and not clause.auxiliaries:
        return None
    after = [k for k in sentence_tokens(tree, i) if k > i]
    begins = lost_that(tree, after) or lost_question(view, clause, i) or lost_clause(view, clause, after) or behind_phrase(tree, i)
    if begins is None:
        return None
    source, head = source_of(view, clause)
    if any(k > i for k in source):
        return None
    back = [
        k for k in after if k > begins and tree.dep[k] == "conj" and k in returning_verbs(view, clause, tree.head[k])
    ]
    back += [k for k in tree.childs(i, "conj") if k > begins]
    gone = {m for k in back for m in tree.subtree(k)}
    content = trimmed(tree, whole_quotations(view, [k for k in after if k >= begins and k not in gone]))
    return Found("clause", can.frames[frame], i, source, head, cue_of(view, clause), content)


def lost_that(tree: Tree, after: list[int]) -> int | None:
    """*tweeted in the early morning hours that ...*: the first *that*, if no verb stands before it."""
    for k in after[:-1]:
        if tree.lower[k] == "that" and tree.tag[k] in ("IN", "WDT"):
            return k if tree.pos[k + 1] not in ("VERB", "AUX") else None
        if tree.tag[k] in FINITE or tree.lower[k] in (",", ";", ":"):
            return None
    return None


def lost_question(view: View, clause: Clause, i: int) -> int | None:
    """*has not said when they will meet*, *refused to say if it was true*: a question that the parse takes for a time or a condition."""
    tree = view.tree
    if (k := question_behind(tree, i)) is not None:
        return k
    if i + 1 < len(tree.lower) and tree.lower[i + 1] in ("when", "where", "if", "how", "why", "whether", "what", "who"):
        kept_back = clause.parent is not None and clause.parent.verb is not None and view.lemma(clause.parent) in view.cues.silent
        open_ = clause.negation is not None or kept_back or tree.lower[i + 1] not in ("when", "where", "if")
        return i + 1 if open_ else None
    return None


def question_behind(tree: Tree, i: int) -> int | None:
    """*asked during a debate whether it was safe*: behind a phrase that tells when and where."""
    if i + 1 >= len(tree.lower) or tree.pos[i + 1] != "ADP":
        return None
    for k in range(i + 2, min(i + 10, len(tree.lower))):
        if tree.lower[k] == "whether":
            return k
        if tree.pos[k] in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def lost_clause(view: View, clause: Clause, after: list[int]) -> int | None:
    """*acknowledged funding was a reason*: a noun phrase right after the verb, and a finite verb further on."""
    tree, i = view.tree, verb_at(clause)
    if (
        not after
        or tree.tag[i + 1] in FINITE
        or tree.pos[i + 1] in ("PUNCT", "SPACE", "ADP", "ADV", "SCONJ", "CCONJ", "PART")
    ):
        return None
    if view.lemma(clause) != "say" and any(c > i and tree.dep[c] not in ("punct", "advmod") for c in tree.children[i]):
        return None
    return i + 1 if any(tree.tag[k] in FINITE and not in_relative(tree, k) for k in after) else None


def behind_phrase(tree: Tree, i: int) -> int | None:
    """*said after the meeting she would not come*: the parse takes the clause for the time of speaking."""
    for c in tree.childs(i, "advcl"):
        subject = tree.child(c, "nsubj", "nsubjpass")
        first = tree.subtree(c)[0]
        if c > i + 3 and subject is not None and tree.tag[subject] == "PRP" and i < first < subject - 1 and tree.pos[first] == "ADP":
            return subject
    return None


def in_relative(tree: Tree, k: int) -> bool:
    """Whether a finite verb or its auxiliary belongs to a relative clause: *says something about a change that has come*."""
    return "relcl" in (tree.dep[k], tree.dep[tree.head[k]] if tree.dep[k] in ("aux", "auxpass") else "")


BY_WORD: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (around_object, ("around",)),
    (plea, ("pleas",)),
    (made_clear, ("making",)),
    (is_for, (BE,)),
    (phrase_and_clause, ("clause_phrases", "thought_phrases")),
    (occurring, ("occurring",)),
    (what_moves_them, (BE,)),
    (passive_and_that, ("light_verbs",)),
    (lingering, ("lingering", BE)),
    (in_favour, ("phrases",)),
    (message_is, (BE,)),
    (it_is_obvious, (BE,)),
    (partisan, (BE,)),
    (adjective, (BE, PARTICIPLE, "becoming")),
    (provision, ("provisions",)),
    (decision, ("deciding",)),
    (asked, ("asking",)),
    (received, ("receiving",)),
    (met_with, ("meeting",)),
    (light_verb, ("light_verbs", "idioms")),
    (with_words, ("throwing",)),
    (giving_out, ("issues",)),
    (seeming, ("seemings",)),
    (looks_like, ("likenesses", "pretences")),
    (moved, ("moving",)),
    (put_at, ("numbering",)),
    (chosen, ("choosing",)),
    (emerged, ("emerging",)),
)
"""Rules for what verbs report with certain nouns, objects or subjects only, in their order: lists of the verbs, *be*, any participle."""


@lru_cache(maxsize=1)
def first_words() -> dict[str, frozenset[str]]:
    """The lists that `BY_WORD` names, with the first word of each entry: *take* of *take issue with*."""
    names = sorted({name for _, names in BY_WORD for name in names} - {BE, PARTICIPLE})
    return {name: frozenset(w.split()[0] for w in getattr(load_cues(), name)) for name in names}


@lru_cache(maxsize=4096)
def rules_by_word(lemma: str, form: str) -> tuple[Rule, ...]:
    """The rules of `BY_WORD` that can apply to a verb: *be*, a participle, or one that stands in a list with its first word."""
    first = lemma.split()[0]
    holds = {form, *(name for name, words in first_words().items() if first in words)}
    return tuple(rule for rule, names in BY_WORD if not holds.isdisjoint(names))


def rules_of(view: View, clause: Clause, reports: bool) -> tuple[Rule, ...]:
    """The rules to try for a clause; `reports`: whether its verb is in a class of reporting verbs."""
    lemma = view.lemma(clause)
    copula = clause.kind is ClauseKind.COPULA or lemma == "be" or view.tree.lemma[verb_at(clause)] == "be"
    form = BE if copula else PARTICIPLE if view.tree.tag[verb_at(clause)] == "VBN" else ""
    found = rules_by_word(lemma, form)
    return found + RULES if reports else found


RULES: tuple[Rule, ...] = (
    interrupting,
    cleft,
    passive_and_that,
    inverted_aside,
    as_aside,
    as_stated,
    finite_clause,
    hearer_and_that,
    relative_gap,
    shifted,
    object_complement,
    infinitive,
    noun_and_preposition,
    preposition,
    passive_report,
    of_whom_it_is_said,
    by_somebody,
    hearer_and_clause,
    inverted_report,
    findings,
    noun_phrase,
    parenthetical,
    as_they_say,
    inverted_end,
    said_as_much,
    rest_of_sentence,
    ending,
    taken_for_participle,
)
