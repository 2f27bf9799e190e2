"""Whether a clause says that somebody speaks, thinks or wants, and does not only suppose it or tell who is meant."""

from __future__ import annotations

from graphbuilder.extract.attribution_cues import carried, quotes_somebody
from graphbuilder.extract.attribution_parts import COMMA_OR_DASH, View, verb_at
from graphbuilder.extract.clauses import Clause
from graphbuilder.extract.cues import Stance
from graphbuilder.extract.tree import Tree

PLAIN_AUXILIARIES = frozenset({"do", "does", "did", "will", "'ll", "’ll", "wo", "ca", "let", "lets"})


OPEN_AUXILIARIES = frozenset({"could", "can", "may", "might", "should", "must"})
"""With these the act is thought of, not told: what is said in it is put forward by nobody."""


def is_act(view: View, clause: Clause) -> bool:
    """Whether somebody is said to speak, think or want: not *to say that ...* as a purpose, not *would say*.

    A base form with a subject and no auxiliary is a present tense that the tagger missed: *some question the plan*.
    """
    verb = verb_at(clause)
    if quotes_somebody(view, clause):
        return False
    if view.tree.tag[verb] != "VB":
        return True
    if is_question(view, verb):
        return False
    words = {a.lower_ for a in clause.auxiliaries}
    if "to" in words:
        return carried(view, clause) or is_done_on_purpose(view, clause)
    if not words:
        return view.tree.child(verb, "nsubj") is not None or follows_present(view.tree, verb)
    return bool(words & (PLAIN_AUXILIARIES | OPEN_AUXILIARIES)) or (
        bool(words & WOULD) and (view.lemma(clause) in view.cues.hedged or is_share(view, verb) or keeps_back(view, clause))
    )


def keeps_back(view: View, clause: Clause) -> bool:
    """*would not confirm the reports*, *neither side would disclose the price*: who does not want to say it; not *would confirm it if*."""
    if view.lemma(clause) not in view.cues.kept_back:
        return False
    subject = view.tree.child(verb_at(clause), "nsubj")
    nobody = subject is not None and any(view.tree.lower[k] in view.cues.nobody for k in (subject, *view.tree.childs(subject, "det")))
    return clause.negation is not None or nobody


def is_question(view: View, verb: int) -> bool:
    """*Does she regret the song?*: in the article's own voice nobody is said to do so; *what does she want?* asks for what is wanted."""
    tree = view.tree
    subject = tree.child(verb, "nsubj", "nsubjpass")
    auxiliary = tree.child(verb, "aux")
    if subject is None or auxiliary is None or auxiliary > subject or view.speech.inside[verb] >= 0:
        return False
    end = tree.sentence_span(tree.sentence[verb])[1] - 1
    while end > verb and tree.pos[end] == "SPACE":
        end -= 1
    return tree.lower[end] == "?"


def follows_present(tree: Tree, verb: int) -> bool:
    """*We are delighted and look forward to it*: a base form coordinated with a present tense is one."""
    above = tree.head[verb]
    if tree.dep[verb] != "conj" or above > verb:
        return False
    finite = tree.head[above] if tree.dep[above] in ("acomp", "attr") else above
    return tree.tag[finite] == "VBP" and tree.child(finite, "nsubj") is not None


def is_done_on_purpose(view: View, clause: Clause) -> bool:
    """*She used the evening to attack the board*: what a past act was for, if the words are aimed at somebody or something."""
    can, parent = view.cues.verbs.get(view.lemma(clause)), clause.parent
    if can is None or parent is None or parent.verb is None or parent.verb.tag_ not in ("VBD", "VBN"):
        return False
    if view.lemma(parent) == "be" or parent.passive:
        return False  # was in no mood to discuss it, was not authorized to discuss it
    return can.frames.get("object") in (Stance.SAYS, Stance.JUDGES) or bool(can.object_preps)


WOULD = frozenset({"would", "'d", "’d"})


def is_share(view: View, verb: int) -> bool:
    """*40 percent would vote for her*: what a share of those asked would do is their answer."""
    subject = view.tree.child(verb, "nsubj")
    return subject is not None and view.tree.lower[subject] in ("percent", "%")


BACKGROUND = frozenset({"relative", "participle", "prep", "subject"})
"""Links of clauses that say who somebody is, not what he says: *the group that opposes the law*."""


def in_background(view: View, clause: Clause) -> bool:
    """Whether the clause only says who somebody is; *a letter opposing the law* and *began by praising it* tell what is said."""
    if clause.link == "participle" and clause.verb is not None and clause.verb.tag_ == "VBG":
        above = view.tree.lemma[view.tree.head[verb_at(clause)]]
        return above not in view.cues.utterances and above not in view.cues.evidence
    if clause.link == "relative" and (tells_on(view, clause) or view.lemma(clause) in view.cues.taking_sides):
        return False
    return clause.link in BACKGROUND and not carried(view, clause)


def tells_on(view: View, clause: Clause) -> bool:
    """*the ministry, which denied the report*: a relative clause after a comma tells more, and not only who is meant."""
    first = view.tree.subtree(verb_at(clause))[0]
    return view.tree.word(first - 1) in COMMA_OR_DASH
