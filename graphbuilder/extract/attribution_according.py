"""*According to the ministry*: who is named, and what of the sentence he is named for."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuilder.data import word_list
from graphbuilder.extract.attribution_contents import remarks
from graphbuilder.extract.attribution_parts import Found, View, can_feel, places_of, sentence_tokens, trimmed
from graphbuilder.extract.cues import Stance
from graphbuilder.extract.tree import Tree


def according_to(view: View) -> Iterator[Found]:
    """*according to the ministry*: the rest of the sentence is the content."""
    tree = view.tree
    for i in places_of(tree, "according"):
        if i + 2 < len(tree.lower) and tree.lower[i + 1] == "to":
            head = tree.child(i + 1, "pobj")
            if head is None:
                head = tree.child(i, "pobj")
            source = trimmed(tree, tree.subtree(head, of_others(view, head)) if head is not None else to_comma(tree, i + 2))
            if not source or (head is not None and is_measure(tree, source, head)):
                continue
            last = source[-1]
            commas = {k for k in (i - 1, last + 1) if tree.word(k) == ","}
            said_of_it = {k for r in remarks(view) if r > last and tree.sentence[r] == tree.sentence[i] for k in tree.subtree(r)}
            tokens = [k for k in sentence_tokens(tree, i) if (k < i or k > last) and k not in commas and k not in said_of_it]
            yield Found(
                "according",
                Stance.SAYS,
                i,
                source,
                source[-1] if head is None else head,
                [i, i + 1],
                trimmed(tree, tokens),
            )


def is_measure(tree: Tree, source: list[int], head: int) -> bool:
    """*according to plan*, *according to age*: a bare noun by which something is done; *according to the plan* quotes one."""
    return source == [head] and tree.lemma[head] in MEASURES


MEASURES = word_list("measures_of_accordance")


def of_others(view: View, noun: int) -> frozenset[int]:
    """*according to engineers, a comfort to the town*: one thing is no apposition to several people, nor is what is said of a report."""
    return frozenset(c for c in view.tree.childs(noun, "appos") if c in remarks(view) or is_one_thing(view, noun, c))


def is_one_thing(view: View, noun: int, c: int) -> bool:
    """Whether an apposition names a single thing, and the noun several people."""
    tree = view.tree
    several = tree.tag[noun] in ("NNS", "NNPS") and tree.child(noun, "conj") is None
    return several and tree.tag[c] == "NN" and tree.lower[tree.subtree(c)[0]] in ("a", "an") and not can_feel(view, c)


def to_comma(tree: Tree, start: int) -> list[int]:
    """*according to show organisers*: the tokens up to the next comma or the end of the sentence, if the parse has lost the noun."""
    end = start
    while (
        end < len(tree.lower)
        and tree.sentence[end] == tree.sentence[start - 1]
        and tree.lower[end] not in (",", ".", ";")
    ):
        end += 1
    return list(range(start, end)) if 0 < end - start < 8 else []
