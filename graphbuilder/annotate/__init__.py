"""Article -> spaCy Doc: model, sentence borders, names and parses repaired.

`doc.text == article.text` always, so that `token.idx` is an offset into the article. `doc.user_data["article"]` is the
article, `doc.user_data["silent"]` says for each sentence why it states nothing (see `silent_sentence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from graphbuilder.annotate.models import DEFAULT_MODEL, load_model
from graphbuilder.annotate.sentences import silent_sentence
from graphbuilder.model import Article

__all__ = ["DEFAULT_MODEL", "annotate", "load_model", "make_doc", "silent_sentence"]

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
Piece = tuple[Doc, tuple[Article, bool]]
"""A Doc before its annotation, its article, and whether it is the article's last one."""

LONGEST_PIECE = 100_000
"""Characters that go through the parser at once."""

LARGEST_BATCH = 7_000
"""Tokens that go through the model at once, unless one text has more: larger matrices leave the processor's cache."""

CHUNK = 500
"""Characters of such a stretch without blanks that are one piece for the tokenizer."""

_ENDLESS = re.compile(r"(?<!\S)\S{1000,}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def annotate(nlp: Language, articles: Iterable[Article], batch_size: int = 128) -> Iterator[tuple[Article, Doc]]:
    """Parse articles, in their order.

    A lone surrogate, which no encoding can write, becomes U+FFFD: the article is then handed back with that text, and its
    offsets stay. A text longer than 100,000 characters (or `nlp.max_length`) is parsed in pieces that end at paragraphs where
    they can, and put together again: the parser's memory grows with the text.

    Args:
        nlp: a pipeline of `load_model`.
        articles: read one batch ahead.
        batch_size: how many articles go through the model at once at most; long ones go in smaller batches.

    Yields:
        The article and its Doc, with `doc.text == article.text`.
    """
    longest = min(LONGEST_PIECE, nlp.max_length)
    done: list[Doc] = []
    for batch in _batches(_pieces(nlp, articles, longest), batch_size):
        for doc, (article, last) in nlp.pipe(batch, as_tuples=True, batch_size=batch_size):
            done.append(doc)
            if last:
                yield article, done[0] if len(done) == 1 else _join(done, article)
                done = []


def _batches(pieces: Iterable[Piece], most: int) -> Iterator[list[Piece]]:
    """Pieces in groups of at most `most` Docs and `LARGEST_BATCH` tokens, or one larger Doc."""
    batch: list[Piece] = []
    tokens = 0
    for piece in pieces:
        if batch and (len(batch) >= most or tokens + len(piece[0]) > LARGEST_BATCH):
            yield batch
            batch, tokens = [], 0
        batch.append(piece)
        tokens += len(piece[0])
    if batch:
        yield batch


def _pieces(nlp: Language, articles: Iterable[Article], longest: int) -> Iterator[Piece]:
    """Each article's Docs, with the article and whether it is its last one."""
    for given in articles:
        article = encodable(given)
        if len(article.text) <= longest:
            yield make_doc(nlp, article), (article, True)
            continue
        edges = list(piece_edges(article.text, longest))
        for start, end in pairwise(edges):
            yield make_doc(nlp, _piece(article, start, end)), (article, end == edges[-1])


def piece_edges(text: str, longest: int) -> Iterator[int]:
    """Where to cut a long text: after the last paragraph, else line, else blank, that ends within `longest` characters.

    >>> list(piece_edges("One two.\\n\\nThree four.", 15))
    [0, 10, 21]
    """
    start = 0
    yield start
    while len(text) - start > longest:
        ends = (text.rfind(mark, start, start + longest) + len(mark) for mark in ("\n\n", "\n", " "))
        start = next((end for end in ends if end > start + 2), start + longest)
        yield start
    yield len(text)


def _piece(article: Article, start: int, end: int) -> Article:
    """A stretch of an article as an article, its blocks moved along."""
    blocks = (b for b in article.blocks if b.start < end and start < b.end)
    moved = tuple(replace(b, start=max(b.start - start, 0), end=min(b.end, end) - start) for b in blocks)
    return replace(article, text=article.text[start:end], blocks=moved)


def _join(docs: list[Doc], article: Article) -> Doc:
    """One Doc of the Docs of an article's pieces."""
    from spacy.tokens import Doc as SpacyDoc

    silent = tuple(kind for doc in docs for kind in doc.user_data["silent"])
    whole = SpacyDoc.from_docs(docs, ensure_whitespace=False, exclude=["user_data"])
    whole.user_data["article"] = article
    whole.user_data["silent"] = silent
    return whole


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenise an article into an unparsed Doc that knows its article."""
    doc = _tokenised(nlp, article.text)
    doc.user_data["article"] = article
    return doc


def _tokenised(nlp: Language, text: str) -> Doc:
    """Tokens of a text. What has no blank for 1,000 characters is cut: spaCy's time for it grows with the square of its length."""
    cuts = [cut for chunk in _ENDLESS.finditer(text) for cut in range(chunk.start() + CHUNK, chunk.end(), CHUNK)]
    if not cuts:
        return nlp.make_doc(text)
    from spacy.tokens import Doc as SpacyDoc

    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    words = [token.text for piece in pieces for token in piece]
    return SpacyDoc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for piece in pieces for token in piece])


def encodable(article: Article) -> Article:
    """The article with lone surrogates replaced by U+FFFD, at the same offsets.

    >>> encodable(Article(id="a", text="x\\ud800y")).text == "x\\ufffdy"
    True
    """
    if _LONE_SURROGATE.search(article.text) is None:
        return article
    return replace(article, text=_LONE_SURROGATE.sub("\ufffd", article.text))
