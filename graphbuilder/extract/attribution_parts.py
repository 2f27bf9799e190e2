"""The parts of an attribution: its source, its cue, its content, found from a reporting clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphbuilder.extract.clauses import Clause, Clauses
from graphbuilder.extract.cues import Cues, Reporting, Stance
from graphbuilder.extract.speech import Speech
from graphbuilder.extract.tree import Tree

Token = Any  # spacy.tokens.Token: spaCy ships no usable stubs


def verb_at(clause: Clause) -> int:
    """Index of the verb of a verbal clause."""
    return clause.verb.i  # type: ignore[no-any-return]


@dataclass(slots=True)
class Found:
    """What a rule found, as token indices."""

    case: str
    stance: Stance
    verb: int
    source: list[int]
    source_head: int | None
    cue: list[int]
    content: list[int]
    quoted: bool = False


@dataclass(slots=True)
class View:
    """What the rules look at: the tree, the clauses, the quotations and the verbs that bring them in, the words that report."""

    tree: Tree
    clauses: Clauses
    speech: Speech
    cues: Cues
    lemmas: dict[int, str]
    quoting: frozenset[int]

    def lemma(self, clause: Clause) -> str:
        """The lemma of the clause's verb, as the lexicon knows it."""
        return self.lemmas[verb_at(clause)]


def cue_of(view: View, clause: Clause, *more: int) -> list[int]:
    """Auxiliaries, adverbs between them and the verb, the verb, its particle, and `more`."""
    tree, i = view.tree, verb_at(clause)
    parts = [i, *more]
    subject = tree.child(i, "nsubj", "nsubjpass", "csubj", "expl")
    floor = subject if subject is not None and subject < i else -1
    parts += [
        c
        for c in tree.children[i]
        if tree.dep[c] in ("aux", "auxpass", "neg", "prt")
        and c > floor
        and tree.tag[c] != "TO"
        and not (tree.dep[c] == "neg" and c > i + 1)
    ]
    if " " in view.lemma(clause) and tree.word(i + 1) == view.lemma(clause).split()[1]:
        parts.append(i + 1)
    parent = clause.parent
    if parent is not None and carried(view, clause) and verb_at(parent) < i and i - verb_at(parent) <= 5:
        return [*cue_of(view, parent), *range(verb_at(parent) + 1, max(parts) + 1)]
    begin = min(parts)
    while (
        begin - 1 > floor
        and tree.dep[begin - 1] in ("advmod", "neg")
        and tree.head[begin - 1] == i
        and tree.tag[begin - 1] == "RB"
    ):
        begin -= 1
    if begin == i and tree.tag[i] == "VB" and tree.word(i - 1) == "to":
        begin -= 1  # used the evening to attack the board
    end = max([i, *(c for c in parts if c > i)])
    if end - i > 3 or any(k not in parts and tree.dep[k] != "advmod" for k in range(i + 1, end)):
        return sorted({*range(begin, i + 1), *(c for c in parts if c > i)})  # ruled it out, called on the man to resign
    return [*range(begin, with_manner(tree, i, end) + 1), *occasion(view, i)]


def occasion(view: View, verb: int) -> list[int]:
    """*said in an interview with Reuters*: the occasion that follows the verb belongs to the cue."""
    tree = view.tree
    if tree.lower[verb + 1 : verb + 2] not in (["in"], ["at"], ["during"], ["on"]):
        return []
    noun = tree.child(verb + 1, "pobj")
    if noun is None or tree.lemma[noun] not in view.cues.occasions:
        return []
    return trimmed(tree, tree.subtree(verb + 1))


def with_manner(tree: Tree, verb: int, end: int) -> int:
    """The last token of a cue with the adverbs that follow the verb and the colon: *said sarcastically*, *said again:*."""
    last = len(tree.lower) - 1
    while end < last and tree.tag[end + 1] == "RB" and tree.dep[end + 1] == "advmod" and tree.head[end + 1] == verb:
        end += 1
    return end + 1 if end < last and tree.lower[end + 1] == ":" else end


def carried(view: View, clause: Clause) -> bool:
    """Whether another verb only carries the reporting verb: *went on to say*, *keeps saying*, *was quick to say*, *began by saying*."""
    parent = clause.parent
    if parent is None or parent.verb is None or not 0 < verb_at(clause) - verb_at(parent) <= 5:
        return False
    if view.tree.tag[verb_at(clause)] == "VBG":
        return is_opened(view, clause, parent)
    if clause.link not in ("infinitive", "clause", "adverbial") or not any(a.tag_ == "TO" for a in clause.auxiliaries):
        return False
    if leads_to(view, clause, parent):
        return True
    if any(c < verb_at(clause) for c in view.tree.childs(verb_at(parent), "dobj")):
        return False  # used the evening to say so
    return view.lemma(parent) in view.cues.carriers or str(parent.head.lower_) in view.cues.carriers


def leads_to(view: View, clause: Clause, parent: Clause) -> bool:
    """*went so far as to call it a sham*: fixed words between a verb and the infinitive that it carries."""
    words = view.tree.lower[verb_at(parent) + 1 : verb_at(clause)]
    return len(words) > 2 and " ".join([view.lemma(parent).split()[0], *words]) in view.cues.gerund_carriers


def is_opened(view: View, clause: Clause, parent: Clause) -> bool:
    """*keeps saying*, *began by saying*, *stopped short of saying*: a gerund under a verb of beginning, going on, ending, holding back."""
    tree, i = view.tree, verb_at(clause)
    lemma = view.lemma(parent).split()[0]
    if " ".join([lemma, *tree.lower[verb_at(parent) + 1 : i]]) in view.cues.gerund_carriers:
        return True
    if lemma not in view.cues.openers:
        return False
    return clause.link == "infinitive" or (clause.link == "prep" and tree.lower[tree.head[i]] == "by")


PLAIN_AUXILIARIES = frozenset({"do", "does", "did", "will", "'ll", "’ll", "wo", "ca"})
OPEN_AUXILIARIES = frozenset({"could", "can", "may", "might", "should", "must"})
"""With these the act is thought of, not told: what is said in it is put forward by nobody."""


def is_act(view: View, clause: Clause) -> bool:
    """Whether somebody is said to speak, think or want: not *to say that ...* as a purpose, not *would say*.

    A base form with a subject and no auxiliary is a present tense that the tagger missed: *some question the plan*.
    """
    verb = verb_at(clause)
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
        bool(words & WOULD) and (view.lemma(clause) in view.cues.hedged or is_share(view, verb))
    )


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
    return can.frames.get("object") in (Stance.SAYS, Stance.JUDGES) or bool(can.object_preps)


WOULD = frozenset({"would", "'d", "’d"})


def is_share(view: View, verb: int) -> bool:
    """*40 percent would vote for her*: what a share of those asked would do is their answer."""
    subject = view.tree.child(verb, "nsubj")
    return subject is not None and view.tree.lower[subject] in ("percent", "%")


PUNCTUATION = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "―", "?", "!", "…", "..."})


def trimmed(tree: Tree, tokens: list[int]) -> list[int]:
    """The tokens without punctuation and white space at either end."""
    a, b = 0, len(tokens)
    while a < b and (tree.lower[tokens[a]] in PUNCTUATION or tree.pos[tokens[a]] == "SPACE"):
        a += 1
    while b > a and (tree.lower[tokens[b - 1]] in PUNCTUATION or tree.pos[tokens[b - 1]] in ("SPACE", "CCONJ")):
        b -= 1
    return tokens[a:b]


def whole_quotations(view: View, tokens: list[int]) -> list[int]:
    """The tokens, and the rest of every quotation that begins among them."""
    inside, out = view.speech.inside, set(tokens)
    for k in tokens:
        if inside[k] >= 0:
            q = view.speech.quoted[inside[k]]
            if q.first in out or q.first - 1 in out:
                out.update(range(q.first, q.last + 1))
    return sorted(out)


def content_of(view: View, clause: Clause, heads: Iterable[int], source: list[int], cue: list[int]) -> list[int]:
    """The subtrees of the heads without source and cue, with whole quotations."""
    tree = view.tree
    tokens: set[int] = set()
    for h in heads:
        tokens.update(tree.subtree(h, skip=frozenset([*returning_verbs(view, clause, h), *concessions(view, h)])))
    tokens -= {*source, *cue}
    return trimmed(tree, whole_quotations(view, sorted(tokens)))


def returning_verbs(view: View, clause: Clause, head: int) -> list[int]:
    """*He said he was ill and called it a nuisance, adding that it would pass*: what the parser hangs on the content's verb.

    *She said nobody had come, and the guard replied, "I did"*: the coordinated clause has a speaker of its own.
    """
    tree = view.tree
    others = [c for c in tree.childs(head, "conj") if c in view.quoting and tree.child(c, "nsubj") is not None]
    finite = [
        c
        for c in tree.childs(head, "conj")
        if c > verb_at(clause)
        and (tree.tag[c] == tree.tag[verb_at(clause)] in ("VBD", "VBZ") or leaves_the_future(tree, head, c))
        and reports(view, c, "quote", "objas", "objinf")
    ]
    participles = [
        c
        for h in (head, *last_of_coordinated(tree, head))
        for c in tree.childs(h, "advcl", "conj", "acl")
        if c > verb_at(clause)
        and tree.tag[c] == "VBG"
        and tree.lower[c - 1] in (",", "also", "now")
        and (reports(view, c, "quote", "objas", "objinf") or stirs(view, c))
    ]
    return finite + participles + others


def concessions(view: View, head: int) -> list[int]:
    """*He said the wall was sound, though he admitted it was old*: a second report, which the parser hangs on the first one's content."""
    tree = view.tree
    return [
        c
        for c in tree.childs(head, "advcl")
        if c > head
        and any(tree.lower[m] in ("though", "although") and tree.word(m - 1) == "," for m in tree.childs(c, "mark"))
        and any(tree.tag[s] == "PRP" for s in tree.childs(c, "nsubj"))
        and reports_itself(view, c)
    ]


def reports_itself(view: View, i: int) -> bool:
    """Whether token `i` is a verb that puts words forward."""
    made = view.clauses.verbal(i)
    can = view.cues.verbs.get(view.lemma(made)) if made is not None else None
    return can is not None and can.frames.get("quote") in (Stance.SAYS, Stance.DENIES)


def stirs(view: View, participle: int) -> bool:
    """*Rescuers said they heard knocking, raising hopes that ...*: what a report brings about is told by the article."""
    thing = view.tree.child(participle, "dobj")
    if thing is None or view.cues.nouns.get(view.tree.lemma[thing], (None,))[0] not in (Stance.THINKS, Stance.WANTS):
        return False
    made = view.clauses.verbal(participle)
    return made is not None and view.lemma(made) in view.cues.causes


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
    can = view.cues.verbs.get(view.lemma(made))
    return can is not None and any(can.frames.get(f) in (Stance.SAYS, Stance.WANTS, Stance.DENIES) for f in frames)


def sentence_tokens(tree: Tree, i: int) -> range:
    """The tokens of the sentence of `i`."""
    a = b = i
    while a > 0 and tree.sentence[a - 1] == tree.sentence[i]:
        a -= 1
    while b + 1 < len(tree.sentence) and tree.sentence[b + 1] == tree.sentence[i]:
        b += 1
    return range(a, b + 1)


NOTHING = Reporting({}, {}, {})


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
    return view.tree.word(first - 1) in OPENERS_OF_ASIDES


OPENERS_OF_ASIDES = frozenset({",", "-", "–", "—", "--"})
