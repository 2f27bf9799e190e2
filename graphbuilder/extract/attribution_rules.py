"""Reporting clauses: one rule for each complement that holds the content, tried in the order of `RULES`."""

from __future__ import annotations

from graphbuilder.extract.attribution_parts import (
    Found,
    View,
    content_of,
    cue_of,
    sentence_tokens,
    source_of,
    trimmed,
    verb_at,
    whole_quotations,
)
from graphbuilder.extract.clauses import Clause, ClauseKind, Slot
from graphbuilder.extract.cues import Reporting, Stance


def parenthetical(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*The bridge, officials said, will close*; *it will close, said the mayor*: the rest of the sentence is the content."""
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubj")
    if "aside" not in can.frames or subject is None or view.speech.inside[i] >= 0:
        return None
    hearer = "objclause" in can.frames
    if clause.link in ("relative", "clause") or any(
        c > i
        and tree.dep[c] in ("dobj", "xcomp", "ccomp", "acomp", "attr", "oprd")
        and c != subject
        and not (hearer and tree.dep[c] == "dobj")
        for c in tree.children[i]
    ):
        return None
    if clause.link == "root" and not any(
        c < i and tree.dep[c] in ("ccomp", "parataxis", "dep", "conj", "nsubj") and c != subject
        for c in tree.children[i]
    ):
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    region = sorted({*source, *cue})
    sentence = tree.sentence[i]
    begin, end = region[0], region[-1]
    if (
        begin == 0
        or tree.lower[begin - 1] not in (",", "-", "–", "—", "--", "”", '"', "''")
        or tree.sentence[begin - 1] != sentence
    ):
        return None
    stop = end + 1
    while (
        stop < len(tree.lower)
        and tree.sentence[stop] == sentence
        and tree.lower[stop] not in (",", ".", "?", "!", "--", "—")
    ):
        if tree.dep[stop] in ("ccomp", "nsubj") and tree.head[stop] == i and stop not in source:
            return None
        if (
            stop > end
            and tree.tag[stop] in ("VBD", "VBZ", "VBP", "MD")
            and tree.head[stop] != i
            and tree.dep[stop] not in ("relcl",)
        ):
            return None
        stop += 1
    before = begin - 1 if tree.lower[begin - 1] == "," else begin
    tokens = [k for k in sentence_tokens(tree, i) if k < before or k > stop]
    return Found(
        "parenthetical",
        can.frames["aside"],
        i,
        source,
        head,
        cue,
        trimmed(tree, whole_quotations(view, trimmed(tree, tokens))),
    )


def finite_clause(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*said that she won*, *told reporters she had won*, *asked whether they won*."""
    frame = next((f for f in ("clause", "objclause") if f in can.frames), None)
    if frame is None:
        return None
    heads = [a.head.i for a in clause.fillers(Slot.CLAUSE) if not a.shared and a.head.i > verb_at(clause)]
    if can.frames[frame] is Stance.THINKS:
        heads = [h for h in heads if not participial(view, h)]
    heads = [verb_at(made) if (made := view.clauses.verbal(h)) is not None else h for h in heads]
    if not heads:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        "clause", can.frames[frame], verb_at(clause), source, head, cue, content_of(view, clause, heads, source, cue)
    )


def participial(view: View, head: int) -> bool:
    """*found the door broken*: a small clause is no report."""
    return view.tree.tag[head] in ("VBG", "VBN") and view.tree.child(head, "aux", "auxpass", "mark") is None


def infinitive(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*vowed to leave*, *denied taking the money*."""
    heads = [a.head.i for a in clause.fillers(Slot.INFINITIVE) if not a.shared and a.head.i > verb_at(clause)]
    if not heads or clause.passive or clause.link in BACKGROUND:
        return None
    frame = "ing" if view.tree.tag[heads[0]] == "VBG" else "inf"
    objects = [
        a.head.i for a in clause.fillers(Slot.OBJECT) if not a.shared and a.surface == "object" and a.via is None
    ]
    if frame == "inf" and (objects or ("inf" not in can.frames and view.tree.child(heads[0], "nsubj") is not None)):
        frame, heads = "objinf", [*objects, *heads]
    if frame not in can.frames:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        frame, can.frames[frame], verb_at(clause), source, head, cue, content_of(view, clause, heads, source, cue)
    )


def object_complement(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*called the vote a farce*, *described him as a hero*."""
    if "objas" not in can.frames or clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    objects = [c for c in tree.childs(i, "dobj", "nsubj") if c > i]
    rest = [c for c in tree.childs(i, "oprd", "acomp", "attr") if c > i] + [
        c for c in tree.childs(i, "prep") if tree.lower[c] == "as"
    ]
    small = [
        c for c in tree.childs(i, "ccomp", "xcomp") if c > i and not any(tree.tag[k] == "TO" for k in tree.children[c])
    ]
    if len(objects) + len(rest) < 2 and not small:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        "objas",
        can.frames["objas"],
        i,
        source,
        head,
        cue,
        content_of(view, clause, [*objects, *rest, *small], source, cue),
    )


def noun_and_preposition(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*accused him of lying*, *compared it to a war*."""
    tree, i = view.tree, verb_at(clause)
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.object_preps]
    objects = [c for c in tree.childs(i, "dobj") if c > i]
    if not preps or not objects or clause.passive:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    stance = can.object_preps[tree.lower[preps[0]]]
    return Found("objprep", stance, i, source, head, cue, content_of(view, clause, [*objects, *preps], source, cue))


def preposition(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*called for sanctions*, *spoke of a new start*, *complained about the noise*: the preposition belongs to the cue."""
    tree, i = view.tree, verb_at(clause)
    preps = [c for c in tree.childs(i, "prep") if c > i and tree.lower[c] in can.preps]
    if not preps or clause.passive:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause, preps[0])
    return Found(
        "prep", can.preps[tree.lower[preps[0]]], i, source, head, cue, content_of(view, clause, preps[:1], source, cue)
    )


def rest_of_sentence(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*said many of the cases that critics point to had failed*: the parse has lost the clause; it lasts to the end of the sentence."""
    tree, i = view.tree, verb_at(clause)
    if (
        "quote" not in can.frames
        or "clause" not in can.frames
        or clause.passive
        or tree.tag[i] not in ("VBD", "VBZ", "VBP", "VBN")
    ):
        return None
    sentence = sentence_tokens(tree, i)
    after = [k for k in sentence if k > i]
    that = next((k for k in after[:9] if tree.lower[k] == "that" and tree.tag[k] == "IN"), None)
    begins = that if that is not None else i + 1 if view.lemma(clause) == "say" else None
    if begins is None or begins > sentence[-1]:
        return None
    if that is None and tree.pos[begins] in ("PUNCT", "SPACE", "ADP", "ADV", "SCONJ"):
        return None
    if that is None and not any(tree.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in after):
        return None
    source, head = source_of(view, clause)
    if any(k > i for k in source):
        return None
    cue = cue_of(view, clause)
    return Found(
        "clause",
        can.frames["clause"],
        i,
        source,
        head,
        cue,
        trimmed(tree, whole_quotations(view, [k for k in after if k >= begins])),
    )


def findings(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*A study found 31 cases*: a noun phrase, if the source is a piece of evidence."""
    if view.lemma(clause) not in EVIDENT or clause.passive:
        return None
    objects = [c for c in view.tree.childs(verb_at(clause), "dobj") if c > verb_at(clause)]
    source, head = source_of(view, clause)
    if not objects or head is None or view.tree.doc[head].lemma_.lower() not in view.cues.evidence:
        return None
    cue = cue_of(view, clause)
    return Found(
        "object", Stance.SHOWS, verb_at(clause), source, head, cue, content_of(view, clause, objects, source, cue)
    )


EVIDENT = frozenset(
    {
        "find",
        "show",
        "indicate",
        "suggest",
        "reveal",
        "demonstrate",
        "prove",
        "illustrate",
        "highlight",
        "confirm",
        "give",
        "put",
        "record",
        "contain",
        "include",
        "describe",
        "list",
        "establish",
        "document",
        "estimate",
        "project",
    }
)


def noun_phrase(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*condemned the attack*, *cited the report*, *wants a deal*."""
    if "object" not in can.frames or clause.passive or clause.link in BACKGROUND:
        return None
    objects = [c for c in view.tree.childs(verb_at(clause), "dobj") if c > verb_at(clause)]
    if not objects:
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause)
    return Found(
        "object",
        can.frames["object"],
        verb_at(clause),
        source,
        head,
        cue,
        content_of(view, clause, objects, source, cue),
    )


BACKGROUND = frozenset({"relative", "participle", "prep", "subject"})
"""Links of clauses that say who somebody is, not what he says: *the group that opposes the law*."""


def passive_report(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is expected to resign*, *was accused of fraud*, *is considered a threat*: what is reported of the subject."""
    if "passive" not in can.frames or not clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    subject = tree.child(i, "nsubjpass", "nsubj")
    rest = [
        c
        for c in tree.children[i]
        if c > i
        and (
            tree.dep[c] in ("xcomp", "ccomp", "oprd")
            or (tree.dep[c] == "prep" and (tree.lower[c] in can.object_preps or tree.lower[c] == "as"))
        )
    ]
    if view.lemma(clause) == "see" and not any(tree.lower[c] == "as" for c in rest):
        return None
    agent = tree.child(i, "agent")
    if subject is None or not (rest or (agent is not None and "object" in can.frames)):
        return None
    source, head = source_of(view, clause)
    cue = cue_of(view, clause, *([agent] if agent is not None and not rest and agent - i < 3 else []))
    return Found(
        "passive",
        next(iter(can.frames.values())),
        i,
        source,
        head,
        cue,
        content_of(view, clause, [subject, *rest], source, cue),
    )


def adjective(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*is sure that she won*, *are worried about the cost*, *was critical of the plan*."""
    if clause.kind is not ClauseKind.COPULA and view.tree.tag[verb_at(clause)] != "VBN":
        return None
    tree, i = view.tree, clause.head.i
    entry = view.cues.adjectives.get(tree.lower[i])
    if entry is None:
        return None
    preps = [c for c in tree.childs(i, "prep") if tree.lower[c] in entry[1]]
    rest = [c for c in tree.childs(i, "ccomp", "xcomp") if c > i]
    source, head = source_of(view, clause)
    if not source and clause.passive:
        head = tree.child(verb_at(clause), "nsubjpass", "nsubj")
        source = trimmed(tree, [k for k in tree.subtree(head) if k < i]) if head is not None else []
    if not (preps or rest) or not source:
        return None
    cue = sorted({*cue_of(view, clause), *range(verb_at(clause), i + 1), *([] if rest else preps[:1])})
    return Found(
        "adjective",
        entry[0],
        verb_at(clause),
        source,
        head,
        cue,
        content_of(view, clause, rest or preps[:1], source, cue),
    )


def light_verb(view: View, clause: Clause, can: Reporting) -> Found | None:
    """*expressed concern about the vote*, *made the case that ...*, *issued a statement calling ...*: the noun belongs to the cue."""
    if view.lemma(clause) not in view.cues.light_verbs or clause.passive:
        return None
    tree, i = view.tree, verb_at(clause)
    noun = next((c for c in tree.childs(i, "dobj") if tree.doc[c].lemma_.lower() in view.cues.light_nouns), None)
    if noun is None:
        return None
    rest = [
        c
        for c in tree.childs(noun, "acl", "ccomp", "relcl")
        if c > noun and (tree.tag[c] == "VBG" or tree.child(c, "mark") is not None or tree.tag[c] == "VB")
    ]
    preps = [
        c
        for c in (*tree.childs(noun, "prep"), *tree.childs(i, "prep"))
        if c > noun and tree.lower[c] in LIGHT_PREPOSITIONS
    ]
    extra = [c for c in tree.childs(i, "ccomp") if c > noun]
    heads = (rest or extra or preps)[:1]
    if not heads:
        return None
    source, head = source_of(view, clause)
    more = [noun, *(preps[:1] if heads == preps[:1] else [])]
    cue = sorted({*cue_of(view, clause), *range(i, max(more) + 1)})
    return Found("light", Stance.SAYS, i, source, head, cue, content_of(view, clause, heads, source, cue))


LIGHT_PREPOSITIONS = frozenset({"about", "over", "for", "against"})


LEXICAL_RULES = (adjective, light_verb)


RULES = (
    *LEXICAL_RULES,
    finite_clause,
    object_complement,
    infinitive,
    noun_and_preposition,
    preposition,
    passive_report,
    findings,
    noun_phrase,
    parenthetical,
    rest_of_sentence,
)
