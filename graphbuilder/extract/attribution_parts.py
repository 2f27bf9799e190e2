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
        and any(tree.lower[m] in view.cues.concessions and tree.word(m - 1) == "," for m in tree.childs(c, "mark"))
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
