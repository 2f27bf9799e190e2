"""The dependency parse of a document as plain lists, made once and read by `clauses`.

spaCy's Token objects are convenient and slow; every attribute costs a call. Here each column is a Python list
indexed by token, and `children` holds the dependents of each token in text order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, ORTH, POS, SENT_START, SPACY, TAG

KEY = "graphbuilder.tree"
INSIDE = 1
"""spaCy's code for a token inside a name, not at its beginning."""

MANY_STRINGS = 20_000
"""How many strings are kept by their code."""

_strings: dict[int, str] = {0: ""}


@dataclass(slots=True, eq=False)
class Tree:
    """Columns of a parsed document, all indexed by token.

    Attributes:
        tokens: the tokens themselves. dep, tag, pos, entity: labels. inside: whether a name goes on here.
        names: first token, end and label of the named entities, in text order. lower, lemma: words and lemmas in lower case.
        head: index of the head (its own for a root).
        children: indices of the dependents in text order. sentence: index of the token's sentence.
        starts: the first token of each sentence. text, begin, end: words and their characters; space: whether a blank follows.
        source: the text of the document.
        memo: answers of pure functions of the tree, by their arguments.
    """

    doc: Any
    tokens: list[Any]
    dep: list[str]
    tag: list[str]
    pos: list[str]
    entity: list[str]
    inside: list[bool]
    names: tuple[tuple[int, int, str], ...]
    lower: list[str]
    lemma: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    starts: list[int]
    text: list[str]
    begin: list[int]
    end: list[int]
    space: list[bool]
    source: str
    memo: dict[Any, Any] = field(default_factory=dict)

    def sentence_span(self, number: int) -> tuple[int, int]:
        """First token of a sentence and the token after its last."""
        return self.starts[number], self.starts[number + 1] if number + 1 < len(self.starts) else len(self.dep)

    def word(self, i: int) -> str:
        """The word at `i` in lower case, "" outside of the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def child(self, i: int, *labels: str) -> int | None:
        """The first dependent of `i` with one of these labels, or None."""
        dep = self.dep
        for c in self.children[i]:
            if dep[c] in labels:
                return c
        return None

    def childs(self, i: int, *labels: str) -> list[int]:
        """All dependents of `i` with one of these labels, in text order."""
        below, dep = self.children[i], self.dep
        return [c for c in below if dep[c] in labels] if below else []

    def subtree(self, i: int, skip: frozenset[int] = frozenset()) -> list[int]:
        """Indices of the subtree of `i` in text order, without the subtrees of `skip`."""
        children = self.children
        out = [i]
        for k in out:  # grows while it is read
            if children[k]:
                out += [c for c in children[k] if c not in skip] if skip else children[k]
        return sorted(out)


def forget_tree(doc: Any) -> None:
    """Let go of the tree of `doc`: they hold each other, and only the collector of cycles would find them."""
    doc.user_data.pop(KEY, None)


def check_circles(head: list[int]) -> None:
    """Make sure that every token hangs on a root, so that whoever goes up or down the tree comes to an end.

    Raises:
        ValueError: some tokens hang on each other in a circle.
    """
    above = numpy.asarray(head, dtype="int64")
    top = above
    for _ in range(len(head).bit_length()):
        top = top[top]
    if (wrong := numpy.flatnonzero(above[top] != top)).size:
        raise ValueError(f"the parse goes in a circle at token {int(wrong[0])}")


def strings_of(codes: list[int], names: Any) -> list[str]:
    """The strings of a column of codes. A code is the string's hash, the same in every vocabulary, so the common ones are kept."""
    global _strings
    if len(_strings) > MANY_STRINGS:
        _strings = {0: ""}
    known = _strings
    try:
        return [known[code] for code in codes]
    except KeyError:  # a word that is new
        for code in set(codes).difference(known):
            known[code] = names[code]
    return [known[code] for code in codes]


def tree_of(doc: Any) -> Tree:
    """The tree of `doc`, built at the first call and kept in `doc.user_data`."""
    known = doc.user_data.get(KEY)
    if known is not None and len(known.dep) == len(doc):
        return known  # type: ignore[no-any-return]
    table = doc.to_array([DEP, TAG, POS, HEAD, SENT_START, ENT_TYPE, LEMMA, ORTH, SPACY, ENT_IOB])
    strings = doc.vocab.strings
    dep, tag, pos, entity, lemma, text = (strings_of(table[:, column].tolist(), strings) for column in (0, 1, 2, 5, 6, 7))
    head = [i + offset for i, offset in enumerate(table[:, 3].astype("int64").tolist())]
    check_circles(head)
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    sentence: list[int] = []
    starts: list[int] = []
    number = -1
    for i, start in enumerate(table[:, 4].astype("int64").tolist()):
        number += start == 1 or i == 0
        if number == len(starts):
            starts.append(i)
        sentence.append(number)
    space = (table[:, 8] != 0).tolist()
    begin, at = [], 0
    for word, blank in zip(text, space, strict=True):
        begin.append(at)
        at += len(word) + blank
    tree = Tree(
        doc=doc,
        tokens=list(doc),
        dep=dep,
        tag=tag,
        pos=pos,
        entity=entity,
        inside=(table[:, 9] == INSIDE).tolist(),
        names=tuple((e.start, e.end, e.label_) for e in doc.ents),
        lower=[word.lower() for word in text],
        lemma=[word.lower() for word in lemma],
        head=head,
        children=children,
        sentence=sentence,
        starts=starts,
        text=text,
        begin=begin,
        end=[a + len(word) for a, word in zip(begin, text, strict=True)],
        space=space,
        source="".join([word + " " if blank else word for word, blank in zip(text, space, strict=True)]),
    )
    doc.user_data[KEY] = tree
    return tree
