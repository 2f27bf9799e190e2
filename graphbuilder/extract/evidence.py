"""From tokens to the words and the characters of the text that they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from graphbuilder.extract.tree import Tree
from graphbuilder.model import Span


def wording(tree: Tree, tokens: Iterable[int]) -> str:
    """The words of these tokens, as they stand where they touch, else with a blank between."""
    kept = tokens if isinstance(tokens, tuple) else tuple(tokens)
    if not kept:
        return ""
    first, last = kept[0], kept[-1]
    if last - first == len(kept) - 1 and kept == tuple(range(first, last + 1)):
        return " ".join(tree.source[tree.begin[first] : tree.end[last]].split())
    out: list[str] = []
    before = first
    for k in kept:
        if out and (k != before + 1 or tree.space[before]):
            out.append(" ")
        out.append(tree.text[k])
        before = k
    return " ".join("".join(out).split())


def spans(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The stretches of text that these tokens cover; blanks between neighbours are covered, too."""
    out: list[Span] = []
    start, last = 0, -2
    for k in sorted(set(tokens)):
        if k != last + 1:
            if last >= 0:
                out.append(Span(start=start, end=tree.end[last]))
            start = tree.begin[k]
        last = k
    if last >= 0:
        out.append(Span(start=start, end=tree.end[last]))
    return tuple(out)


def extent(tree: Tree, tokens: Iterable[int]) -> tuple[int, int]:
    """From the first character of these tokens to the last, half-open."""
    kept = list(tokens)
    return tree.begin[min(kept)], tree.end[max(kept)]
