"""Doc -> Extraction: runs the parts of this package in their order and puts their results together.

Nothing here knows English. The order is: clauses, attributions, coreference, places, times, quantities, factuality, events, triples;
each later part reads what the earlier ones found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graphbuilder.annotate import silent_sentence
from graphbuilder.extract.attribution import DraftAttribution, holders, read_attributions
from graphbuilder.extract.chains import Chains
from graphbuilder.extract.clauses import Clauses, read_clauses
from graphbuilder.extract.confidence import confidence_of
from graphbuilder.extract.coreference import read_chains
from graphbuilder.extract.entities import Entities
from graphbuilder.extract.times import anchor_of, read_times
from graphbuilder.extract.tree import Tree, tree_of
from graphbuilder.extract.triples import DraftTriple, read_triples
from graphbuilder.model import (
    Article,
    Attribution,
    Extraction,
    Factuality,
    Polarity,
    Predicate,
    Mention,
    Sentence,
    Span,
    TimeExpression,
    Triple,
)

Doc = Any


class Reading:
    """Everything that is found in one article, each part computed when it is first asked for."""

    def __init__(self, article: Article, doc: Doc) -> None:
        """`doc.text` must be `article.text`."""
        self.article = article
        self.doc = doc
        self.tree: Tree = tree_of(doc)
        self.anchor: date | None = anchor_of(article.published)
        self.silent = [silent_sentence(doc, k) for k in range(len(self.tree.starts))]

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses of all sentences that may state something."""
        return read_clauses(self.doc)

    @cached_property
    def attributions(self) -> tuple[DraftAttribution, ...]:
        """Who says what."""
        return read_attributions(self.doc, self.clauses)

    @cached_property
    def holder(self) -> dict[int, int]:
        """Token -> the innermost attribution whose content holds it."""
        return holders(self.doc, self.attributions)

    @cached_property
    def chains(self) -> Chains:
        """Which mentions mean the same."""
        return read_chains(self.doc, self.clauses, self.attributions)

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """The time expressions."""
        return read_times(self.article.text, self.anchor)

    def text(self, tokens: Iterable[int]) -> str:
        """The words of these tokens, as they stand where they touch, else with a blank between."""
        out: list[str] = []
        last = None
        for k in tokens:
            token = self.doc[k]
            if last is not None and (k != last + 1 or self.doc[last].whitespace_):
                out.append(" ")
            out.append(token.text)
            last = k
        return " ".join("".join(out).split())

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The stretches of text that these tokens cover; blanks between neighbours are covered, too."""
        out: list[list[int]] = []
        last = -2
        for k in sorted(set(tokens)):
            token = self.doc[k]
            if k == last + 1:
                out[-1][1] = token.idx + len(token.text)
            else:
                out.append([token.idx, token.idx + len(token.text)])
            last = k
        return tuple(Span(start=a, end=b) for a, b in out)
