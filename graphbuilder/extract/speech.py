"""Quotations and the words that report them: which verb stands beside a quotation, and which quotation goes on without one.

Only the neighbourhood of the marks is read, sentence borders are not trusted: a quotation that ends in a question mark, or spans
sentences, is cut by every parser.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from graphbuilder.annotate.sentences import paragraph_starts
from graphbuilder.extract.quotation import Quotation, read_quotations
from graphbuilder.extract.tree import Tree

REACH = 45  # tokens between a quotation and its verb, at most: a speaker with apposition and relative clause
TERMINAL = frozenset({".", "?", "!", ";", "…"})


@dataclass(slots=True)
class Quoted:
    """A quotation as tokens (inclusive), and the verb that reports it (token index), if any.

    `full` tells whether it is speech of its own, or a few words that stand in somebody else's sentence.
    """

    first: int
    last: int
    mark: Quotation
    verb: int | None = None
    follows: Quoted | None = None
    full: bool = False


@dataclass(slots=True)
class Speech:
    """The quotations of a document in order.

    Attributes:
        inside: for each token the index of the quotation that holds it, or -1.
        breaks: the white space tokens that end a paragraph.
    """

    quoted: list[Quoted] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    breaks: frozenset[int] = frozenset()


def read_speech(tree: Tree, reports: Callable[[int], bool]) -> Speech:
    """Find the quotations and the verbs that report them.

    Args:
        tree: the parsed document.
        reports: whether the token is a verb that can report somebody's own words.
    """
    speech = token_quotations(tree)
    spoken = [q for q in speech.quoted if not is_title(tree, q)]
    for number, q in enumerate(spoken):
        before = spoken[number - 1] if number else None
        after = spoken[number + 1] if number + 1 < len(spoken) else None
        q.full = begins_sentence(speech, tree, q) or introduced(tree, q) or spans_sentences(tree, q)
        q.verb = verb_after(speech, tree, q, after, reports)
        if q.verb is None and q.full:
            q.verb = verb_before(speech, tree, q, before, reports)
        elif q.verb is not None:
            q.full = True
        if q.verb is None and q.full and before is not None and goes_on(speech, tree, before, q):
            q.follows = before
    return speech


def token_quotations(tree: Tree) -> Speech:
    """The quotations of the text as token ranges."""
    breaks, ranges = marked_ranges(tree)
    speech = Speech(inside=[-1] * len(tree.lower), breaks=breaks)
    for first, last, mark in ranges:
        for k in range(first, last + 1):
            speech.inside[k] = len(speech.quoted)
        speech.quoted.append(Quoted(first, last, mark))
    return speech


Ranges = tuple[tuple[int, int, Quotation], ...]


def marked_ranges(tree: Tree) -> tuple[frozenset[int], Ranges]:
    """The breaks between paragraphs, and first and last token of each quotation of two tokens and more; read once for a document."""
    known: tuple[frozenset[int], Ranges] | None = tree.memo.get("quotations")
    if known is None:
        paragraphs = list(paragraph_starts(tree.source))
        breaks = (bisect_left(tree.begin, offset) - 1 for offset in paragraphs)
        marks = read_quotations(tree.source, paragraphs)
        ends = ((bisect_right(tree.begin, m.start) - 1, bisect_left(tree.begin, m.end) - 1, m) for m in marks)
        ranges = tuple(each for each in ends if each[0] < each[1])
        known = tree.memo["quotations"] = frozenset(k for k in breaks if tree.pos[k] == "SPACE"), ranges
    return known


def step_over_space(tree: Tree, i: int, step: int) -> int:
    """The next token from `i` on in the direction of `step` that is no white space; may be -1 or the length."""
    while 0 <= i < len(tree.lower) and tree.pos[i] == "SPACE":
        i += step
    return i


def begins_sentence(speech: Speech, tree: Tree, q: Quoted) -> bool:
    """Nothing, a full stop or another quotation's end stands before, and it begins like a sentence."""
    k = step_over_space(tree, q.first - 1, -1)
    return (
        k < 0
        or q.first - 1 in speech.breaks
        or (tree.lower[k] in TERMINAL or (tree.lower[k][-1:] in "”\"'" and k == q.first - 1))
    )


def introduced(tree: Tree, q: Quoted) -> bool:
    """A colon, or a comma and a capital, stands before: *He said: "..."*, *he said, "We ..."*."""
    k = step_over_space(tree, q.first - 1, -1)
    if k < 0:
        return False
    inner = tree.text[q.first + 1] if q.first + 1 <= q.last else ""
    return (
        tree.lower[k] == ":"
        or (tree.lower[k] == "," and (q.last - q.first > 3 or inner[:1].isupper()))
        or (tree.tag[k].startswith("VB") and tree.dep[k] not in ("amod", "acl") and inner[:1].isupper())
    )


def is_title(tree: Tree, q: Quoted) -> bool:
    """*on "Meet the Press," she said*: every longer word has a capital, and a preposition, article or noun stands before."""
    words = [tree.text[k] for k in range(q.first + 1, q.last) if tree.text[k].isalpha()]
    if not 1 <= len(words) <= 8 or any(w[:1].islower() and len(w) > 3 for w in words) or q.first == 0:
        return False
    before = tree.pos[q.first - 1]
    possessive = tree.tag[q.first - 1] == "POS" or tree.lower[q.first - 1] in ("'s", "’s")
    nicknamed = tree.tag[q.first - 1] == "VBN" and tree.dep[q.first - 1] == "acl"  # a player nicknamed "Old Fox"
    return (before in ("ADP", "DET", "NOUN", "PROPN", "ADJ") or possessive or nicknamed) and (len(words) > 1 or before == "ADP")


def spans_sentences(tree: Tree, q: Quoted) -> bool:
    """A full stop inside, not at the end."""
    return any(tree.lower[k] in TERMINAL for k in range(q.first + 1, q.last - 2))


def ends_with_stop(tree: Tree, q: Quoted) -> bool:
    """*"We won." He left.*: nothing after the quotation can belong to it."""
    return tree.lower[q.last].endswith(".") or (
        tree.lower[q.last - 1].endswith(".") and len(tree.lower[q.last - 1]) < 3
    )


def verb_after(
    speech: Speech, tree: Tree, q: Quoted, following: Quoted | None, reports: Callable[[int], bool]
) -> int | None:
    """*"We won," she said*; *"We won," said the mayor, who ...*: the first reporting verb of what is left of the sentence."""
    if ends_with_stop(tree, q) or not q.mark.close_mark:
        return None
    if q.first > 0 and tree.pos[q.first - 1] == "DET" and not before_comma(tree, q):
        return None
    last = following.first if following is not None else len(tree.lower)
    begin = q.last + 1
    while begin < last and (tree.lower[begin] in (",", "-", "–", "—", "--", "―") or is_wrap(speech, tree, begin)):
        begin += 1
    for k in range(begin, min(last, q.last + REACH)):
        if tree.lower[k] in TERMINAL or k in speech.breaks:
            return None
        if reports(k) and tree.tag[k] in FINITE:
            own_clause = k == begin and k + 1 < last and tree.lower[k + 1] == "that"  # who hailed it as a "hit", conceded that
            return k if starts_with_speaker(tree, begin, k) and not own_clause else None
        if tree.tag[k] in FINITE and not describes(tree, k) and not is_mistagged_name(tree, k):
            return None
    return None


def before_comma(tree: Tree, q: Quoted) -> bool:
    """Whether a comma ends a quotation: *the "junkie" said that he ...* tells who speaks, *it was the "worst year," she said* does not."""
    return "," in (tree.lower[q.last - 1], tree.word(q.last + 1)) or tree.lower[q.last].startswith(",")


def describes(tree: Tree, k: int) -> bool:
    """*Ann Lee, an analyst based in London,* said; *Ann Lee, who thinks that it sank,* said: a verb that only tells who speaks."""
    if tree.dep[k] in ("aux", "auxpass", "relcl") or (tree.dep[k] == "acl" and tree.tag[k] == "VBN"):
        return True
    for _ in range(3):
        k = tree.head[k]
        if tree.dep[k] == "relcl":
            return True
    return False


def is_wrap(speech: Speech, tree: Tree, k: int) -> bool:
    """Whether token `k` is white space inside a paragraph: the end of a printed line."""
    return tree.pos[k] == "SPACE" and k not in speech.breaks


FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB"})


def is_mistagged_name(tree: Tree, k: int) -> bool:
    """*"He will pay," Delta sheriff Ann Lee said*: a capital and no place in the parse."""
    return tree.text[k][:1].isupper() and tree.dep[k] == "dep"


def starts_with_speaker(tree: Tree, begin: int, verb: int) -> bool:
    """Between quotation and verb stands nothing but the speaker (and auxiliaries, adverbs): no *of*, *and*, *that*."""
    if begin == verb:
        return True
    first = tree.tag[begin]
    if is_mistagged_name(tree, begin):
        return True
    if tree.lower[begin] in ("and", "but", "that", "as", "when", "which", "because", "to"):
        return False
    return first in STARTS_NOUN or tree.pos[begin] in ("PROPN", "NOUN", "PRON", "DET", "ADV", "ADJ", "NUM", "AUX")


STARTS_NOUN = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ", "CD", "WP"})


def verb_before(
    speech: Speech, tree: Tree, q: Quoted, before: Quoted | None, reports: Callable[[int], bool]
) -> int | None:
    """*She said, "We won"*; *He continued:* and a new line: the last reporting verb of the sentence before the marks."""
    at = q.first - 1
    k = step_over_space(tree, at, -1)
    if k < 0 or (at in speech.breaks and tree.lower[k] != ":"):
        return None
    floor = max(before.last if before is not None else -1, k - REACH)
    colon = tree.lower[k] == ":"
    fallback = None
    for j in range(k, floor, -1):
        if tree.lower[j] in TERMINAL or j in speech.breaks:
            break
        if reports(j):
            return j
        if (
            colon
            and fallback is None
            and tree.tag[j] in ("VBD", "VBZ", "VBP")
            and tree.dep[j] not in ("aux", "auxpass", "relcl")
        ):
            fallback = j
    return fallback


def goes_on(speech: Speech, tree: Tree, before: Quoted, q: Quoted) -> bool:
    """*"We won," she said. "It is over."*, and the next paragraph that is nothing but a quotation: the same speaker.

    Between the two only the speaker's own sentence stands, or a paragraph border.
    """
    gap = range(before.last + 1, q.first)
    stops = [k for k in gap if tree.lower[k] in TERMINAL]
    breaks = sum(1 for k in gap if k in speech.breaks)
    if q.mark.continues:
        return True
    if breaks:
        words = [k for k in gap if tree.pos[k] not in ("SPACE", "PUNCT")]
        return breaks == 1 and (not words or (before.verb is not None and len(stops) == 1 and len(words) < 30))
    return len(stops) <= 1 and (before.verb is not None or before.follows is not None or len(gap) == 0)
