"""Who says what: sources, cues and contents of direct and indirect speech, beliefs, intentions and evidence.

The three parts are those of PolNeAR (Newell, Margolin and Ruths 2018, *An Attribution Relations Corpus for Political News*) and of
PARC (Pareti 2012): the *source* is the whole noun phrase, apposition and relative clause included; the *cue* is the verb group with its
auxiliaries and adverbs; the *content* is the complement or the quotation, marks included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphbuilder.extract.attribution_according import according_to
from graphbuilder.extract.attribution_acts import OPEN_AUXILIARIES, WOULD, is_act
from graphbuilder.extract.attribution_cues import by_noun, carried
from graphbuilder.extract.attribution_evidence import by_hearsay, in_documents, in_polls, in_views
from graphbuilder.extract.attribution_experiencers import feelings
from graphbuilder.extract.attribution_extents import with_whole_speaker
from graphbuilder.extract.attribution_joining import joined
from graphbuilder.extract.attribution_layout import (
    after_colon,
    direct_speech,
    headline_verb,
    labelled_speech,
    noun_for_verb,
    signed_quotations,
)
from graphbuilder.extract.attribution_nouns import nominal
from graphbuilder.extract.attribution_parts import NOTHING, Found, View, verb_at
from graphbuilder.extract.attribution_reactions import reactions
from graphbuilder.extract.attribution_rules import rules_of
from graphbuilder.extract.clauses import Clause, Clauses
from graphbuilder.extract.cues import Cues, Reporting, Stance, load_cues
from graphbuilder.extract.record import record
from graphbuilder.extract.speech import read_speech
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.model import AttributionKind, Span

__all__ = ["DraftAttribution", "Stance", "holders", "read_attributions"]

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


@record(frozen=True, slots=True, kw_only=True, eq=False)
class DraftAttribution:
    """An attribution whose speaker is not yet linked.

    Attributes:
        kind: direct, indirect or mixed. stance: how the source stands to the content.
        source, cue, content: character spans, in text order; source is empty when nobody is named.
        source_head: the head token of the source (the antecedent of *who*), or None. cue_token: the reporting word, or None.
        content_tokens: indices of the tokens of the content, in order.
        asserts: the content is put forward as a statement (a clause, a quotation), not only named (*discussed the visits*).
        denies: the source says that the content is untrue. within: index of the attribution that holds this one, or None.
        case: the name of the rule that found it.
    """

    kind: AttributionKind
    stance: Stance
    source: tuple[Span, ...]
    source_head: Token | None
    cue: tuple[Span, ...]
    cue_token: Token | None
    content: tuple[Span, ...]
    content_tokens: tuple[int, ...]
    asserts: bool = False
    denies: bool = False
    within: int | None = None
    case: str = ""


ASSERTIVE = frozenset({Stance.SAYS, Stance.THINKS, Stance.SHOWS, Stance.ASKS, Stance.DENIES})


STATEMENTS = frozenset(
    {
        "direct",
        "clause",
        "cleft",
        "parenthetical",
        "aside",
        "according",
        "label",
        "colon",
        "signature",
        "noun",
        "adjective",
        "light",
        "document",
        "reported",
    }
)


def read_attributions(doc: Any, clauses: Clauses) -> tuple[DraftAttribution, ...]:
    """All attributions of a document, in the order of their cues."""
    tree, cues = tree_of(doc), load_cues()
    lemmas = {
        c.verb.i: cues.lemma(tree.lower[c.verb.i], second_word(tree, c, cues), c.lemma)
        for c in clauses.all
        if c.verb is not None
    }
    verbs = {i: cues.verbs[lemma] for i, lemma in lemmas.items() if lemma in cues.verbs}
    speech = read_speech(tree, lambda i: i in verbs and can_quote(tree, verbs[i], i))
    quoting = frozenset(q.verb for q in speech.quoted if q.verb is not None)
    view = View(tree, clauses, speech, cues, lemmas, quoting)
    found = [*direct_speech(view), *noun_for_verb(view), *after_colon(view), *feelings(view)]
    taken = {f.verb for f in found}
    for clause in clauses.all:
        if clause.verb is None or verb_at(clause) in taken or not is_act(view, clause):
            continue
        hit = by_rule(view, clause, verbs.get(verb_at(clause)))
        if hit is not None:
            found.append(hit)
    found += according_to(view)
    found += headline_verb(view)
    cued = {k for f in found for k in f.cue}
    found += [f for f in nominal(view) if f.verb not in cued]
    reported = {tree.sentence[f.verb] for f in found}
    found += [*in_documents(view, reported), *in_polls(view, reported), *in_views(view, reported)]
    found += reactions(view)
    found += by_hearsay(view, {k for f in found for k in f.cue})
    found += labelled_speech(view)
    found += signed_quotations(view)
    return nested(view, joined(view, [with_whole_speaker(view, f) for f in found if f.content]))


def can_quote(tree: Tree, can: Reporting, i: int) -> bool:
    """Whether a verb can report the words beside it: *she began, "..."*, not *she began to run when she saw it: "..."*."""
    return "quote" in can.frames and (len(can.frames) > 1 or tree.child(i, "xcomp") is None)


def second_word(tree: Tree, clause: Clause, cues: Cues) -> str:
    """The particle of a verb, the *it* of *put it*, or ""; also where the parser takes it for an adverb: *hit back at*, *chimed in*."""
    if clause.particle is not None:
        return str(clause.particle.lower_)
    after = clause.verb.i + 1
    if after < len(tree.lower) and tree.dep[after] in ("advmod", "prep") and tree.head[after] == after - 1:
        word = tree.lower[after]
        if tree.children[after] and word not in cues.particles:  # laughed off the plan
            return ""
        return word if f"{cues.forms.get(tree.lower[after - 1], '')} {word}" in cues.verbs else ""
    return "it" if tree.lower[after : after + 1] == ["it"] and tree.lower[after - 1] in PUTS else ""


PUTS = frozenset({"put", "puts", "putting"})


NOBODY = frozenset({"received", "passive", "asked", "reported", "evident", "seeming"})
"""Rules whose attributions need no source."""


def by_rule(view: View, clause: Clause, can: Reporting | None) -> Found | None:
    """What the first rule finds that applies to the clause."""
    for rule in rules_of(view, clause, can is not None):
        hit = rule(view, clause, can or NOTHING)
        if hit is not None and hit.content and (speaks(view, hit) or hit.case in NOBODY or is_telegraphic(view, clause)):
            return with_condition(view, clause, hit)
    return None


def is_telegraphic(view: View, clause: Clause) -> bool:
    """*Supports a ban. Wants lower fares.*: a sentence of a list or profile that leaves out who it is about."""
    tree, i = view.tree, verb_at(clause)
    first = tree.starts[tree.sentence[i]]
    while tree.pos[first] == "SPACE" and first < i:
        first += 1
    return tree.tag[i] == "VBZ" and i == first and tree.head[i] == i and tree.child(i, "nsubj", "nsubjpass", "expl") is None


def with_condition(view: View, clause: Clause, hit: Found) -> Found:
    """*warned of losses if the rains fail*, *threatened a strike unless he goes*: the condition of what is said, if no comma parts them."""
    tree = view.tree
    if hit.case in CONDITIONED:
        for c in tree.childs(hit.verb, "advcl"):
            phrase = tree.subtree(c)
            if phrase[0] == hit.content[-1] + 1 and tree.lower[phrase[0]] in ("if", "unless"):
                hit.content = [*hit.content, *phrase]
    return hit


CONDITIONED = frozenset({"prep", "inf", "object", "objprep", "objinf"})


def speaks(view: View, found: Found) -> bool:
    """Whether there is a source that can be one: not the *it* of *it is worth noting*, not the 's of *let's say*."""
    if len(found.source) != 1:
        return bool(found.source)
    word = view.tree.lower[found.source[0]]
    return word not in ("'s", "’s", "there") and not (word == "it" and is_worth(view, found.verb))


def is_worth(view: View, verb: int) -> bool:
    """*It is worth noting*, *it is hard to say*: nobody is meant; not *it attacked her, saying*."""
    if view.tree.tag[verb] not in ("VBG", "VB"):
        return False
    clause = view.clauses.verbal(verb)
    parent = clause.parent if clause is not None else None
    return parent is not None and (parent.verb is None or view.lemma(parent) == "be")


def holders(doc: Any, drafts: tuple[DraftAttribution, ...]) -> dict[int, int]:
    """Token index -> index of the innermost attribution whose content holds the token."""
    out: dict[int, int] = {}
    for number in sorted(range(len(drafts)), key=lambda n: -len(drafts[n].content_tokens)):
        out.update(dict.fromkeys(drafts[number].content_tokens, number))
    return out


def draft(view: View, found: Found, within: int | None) -> DraftAttribution:
    """The record of what a rule found."""
    tree = view.tree
    content = sorted(set(found.content))
    return DraftAttribution(
        kind=kind_of(view, found),
        stance=found.stance,
        source=spans(tree, found.source),
        source_head=tree.tokens[found.source_head] if found.source_head is not None else None,
        cue=spans(tree, found.cue),
        cue_token=tree.tokens[found.verb],
        content=spans(tree, content),
        content_tokens=tuple(content),
        asserts=found.stance in ASSERTIVE and is_statement(view, found),
        denies=found.stance is Stance.DENIES and not is_negated(view, found.verb),
        within=within,
        case=found.case,
    )


def is_negated(view: View, verb: int) -> bool:
    """*did not deny*, *declined to confirm or deny*: the source does not say that it is untrue."""
    clause = view.clauses.verbal(verb)
    if clause is None:
        return False
    either = clause.link == "conj" and clause.parent is not None and view.lemma(clause.parent) == "confirm"
    return clause.negation is not None or either


def is_statement(view: View, found: Found) -> bool:
    """Whether somebody has put the content forward: not *could say that*, not *a question about it*."""
    named_only = found.case in ("noun", "light", "adjective") and view.tree.pos[max(found.cue)] == "ADP"
    return found.case in STATEMENTS and not named_only and not is_open(view, found.verb)


def is_open(view: View, verb: int) -> bool:
    """*could say that*, *some would say that*, *refused to say that*, *has yet to say that*: nobody has said it."""
    clause = view.clauses.verbal(verb)
    if clause is None:
        return False
    return is_withheld(view, clause) or any(a.lower_ in OPEN_AUXILIARIES or a.lower_ in WOULD for a in clause.auxiliaries)


def is_withheld(view: View, clause: Clause) -> bool:
    """*refused to say that*, *missed the chance to say that*, *did not go on to say that*, not *did not hesitate to say that*."""
    parent = clause.parent
    if parent is None or not carried(view, clause):
        return False
    negated, lemma = parent.negation is not None, view.lemma(parent)
    withholds = view.cues.done_if_not if by_noun(view, clause, parent) else view.cues.withholders  # had no choice but to say
    if lemma in withholds:
        return not (negated and lemma in view.cues.done_if_not)
    return negated and lemma in view.cues.withheld_if_not


def kind_of(view: View, found: Found) -> AttributionKind:
    """Direct when all words are quoted, mixed when some are."""
    words = [k for k in found.content if view.tree.pos[k] not in ("PUNCT", "SPACE")]
    quoted = sum(1 for k in words if view.speech.inside[k] >= 0)
    if quoted == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted == len(words) else AttributionKind.MIXED


def spans(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The tokens as character spans; neighbours, and those with only white space between them, are joined."""
    runs: list[list[int]] = []
    for k in sorted(set(tokens)):
        if runs and (k == runs[-1][1] + 1 or all(tree.pos[j] == "SPACE" for j in range(runs[-1][1] + 1, k))):
            runs[-1][1] = k
        else:
            runs.append([k, k])
    return tuple(Span(start=tree.begin[a], end=tree.end[b]) for a, b in runs)


def nested(view: View, found: list[Found]) -> tuple[DraftAttribution, ...]:
    """The records in the order of their cues, each with the innermost attribution that holds its cue.

    What stands inside another content is kept only if it is speech of a third party in indirect speech: *she said that the police had
    told him ...*. *I think* inside a quotation says nothing about who speaks, and PolNeAR counts neither.
    """
    found.sort(key=lambda f: (-len(f.content), f.verb))
    kept: list[Found] = []
    above: list[int | None] = []
    holder: dict[int, int] = {}
    for f in found:
        outer = holder.get(f.verb)
        told = outer is None or kept[outer].case == "moved"  # what angered parents is told by the article
        if not (told or worth_nesting(view, f)) or is_thought_aloud(view, f):
            continue
        above.append(outer)
        holder.update(dict.fromkeys(f.content, len(kept)))
        kept.append(f)
    order = sorted(range(len(kept)), key=lambda n: (kept[n].cue[0], kept[n].verb))
    place = {n: k for k, n in enumerate(order)}
    return tuple(draft(view, kept[n], None if (outer := above[n]) is None else place[outer]) for n in order)


def is_thought_aloud(view: View, found: Found) -> bool:
    """*"I hope it rains"* with nobody named: what a quotation thinks and wants belongs to its speaker, whoever that is."""
    if found.quoted or view.speech.inside[found.verb] < 0:
        return False
    own = found.source_head is not None and view.tree.lower[found.source_head] in ("i", "we", "you")
    return own or found.stance not in (Stance.SAYS, Stance.DENIES, Stance.SHOWS)


def worth_nesting(view: View, found: Found) -> bool:
    """Speech, not thought, of a third party, outside quotation marks: a pronoun would mostly be the outer speaker."""
    speaks = found.stance in (Stance.SAYS, Stance.DENIES) and found.case in ("clause", "according", "parenthetical")
    third = found.source_head is not None and view.tree.tag[found.source_head] != "PRP"
    return speaks and third and view.speech.inside[found.verb] < 0
