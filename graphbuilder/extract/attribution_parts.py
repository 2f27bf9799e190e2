"""The parts of an attribution: its source, its cue, its content, found from a reporting clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphbuilder.annotate.closed_classes import DASHES
from graphbuilder.extract.clauses import Clause, Clauses
from graphbuilder.extract.cues import Cues, Reporting, Stance
from graphbuilder.extract.mention_words import lexicon
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

    def lemma_at(self, verb: int) -> str:
        """The same for the token of a verb, "" where it has no clause."""
        return self.lemmas.get(verb, "")


BEGINS_NAME = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"})
"""Parts of speech of a word that may begin the name of somebody."""

NAMING = frozenset({"NOUN", "PROPN", "PRON"})

COMMA_OR_DASH = DASHES | {","}

PUNCTUATION = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "―", "?", "!", "…", "..."})


def trimmed(tree: Tree, tokens: list[int]) -> list[int]:
    """The tokens without punctuation and white space at either end."""
    a, b = 0, len(tokens)
    while a < b and (tree.lower[tokens[a]] in PUNCTUATION or tree.pos[tokens[a]] == "SPACE"):
        a += 1
    while b > a and (tree.lower[tokens[b - 1]] in PUNCTUATION or tree.pos[tokens[b - 1]] in ("SPACE", "CCONJ")):
        b -= 1
    return tokens[a:b]


LOOKED_FOR = ("according", "by", "from", "in", "per", "to")


def places_of(tree: Tree, *words: str) -> list[int]:
    """The tokens that read like one of these words of `LOOKED_FOR`, in text order; the text is walked once for all of them."""
    known: dict[str, list[int]] | None = tree.memo.get("places of words")
    if known is None:
        known = {word: [] for word in LOOKED_FOR}
        for k, word in enumerate(tree.lower):
            if word in known:
                known[word].append(k)
        tree.memo["places of words"] = known
    return known[words[0]] if len(words) == 1 else sorted(k for word in words for k in known[word])


def whole_quotations(view: View, tokens: list[int]) -> list[int]:
    """The tokens, and the rest of every quotation that begins among them."""
    inside, out = view.speech.inside, set(tokens)
    for k in tokens:
        if inside[k] >= 0:
            q = view.speech.quoted[inside[k]]
            if not out.isdisjoint((q.first - 1, q.first, q.first + 1)):
                out.update(range(q.first, q.last + 1))
    return sorted(out)


def sentence_tokens(tree: Tree, i: int) -> range:
    """The tokens of the sentence of `i`."""
    a = b = i
    while a > 0 and tree.sentence[a - 1] == tree.sentence[i]:
        a -= 1
    while b + 1 < len(tree.sentence) and tree.sentence[b + 1] == tree.sentence[i]:
        b += 1
    return range(a, b + 1)


NOTHING = Reporting({}, {}, {})


def can_feel(view: View, noun: int) -> bool:
    """Whether a noun phrase names people or bodies: *teachers*, *them*, *Ann Lee*, *Beijing*; not *the valley*, not *itself*."""
    tree = view.tree
    if tree.pos[noun] == "PRON":
        return tree.lower[noun] in view.cues.people
    if tree.pos[noun] == "PROPN":
        return tree.entity[noun] in ("PERSON", "NORP", "ORG", "GPE")
    known = lexicon().nouns.get(tree.lower[noun]) or lexicon().nouns.get(tree.lemma[noun])
    if known is not None:
        return known[0] in ("Person", "Group", "Organization")
    return tree.lemma[noun] in view.cues.bodies or tree.lower[noun].endswith(view.cues.who_does)
