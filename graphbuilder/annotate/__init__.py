"""Article -> spaCy Doc: model, sentence borders, names and parses repaired.

`doc.text == article.text` always, so that `token.idx` is an offset into the article. `doc.user_data["article"]` is the
article, `doc.user_data["silent"]` says for each sentence why it states nothing (see `silent_sentence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from graphbuilder.annotate.models import DEFAULT_MODEL, load_model
from graphbuilder.annotate.pieces import LONGEST_PIECE, Piece, pieces_of
from graphbuilder.annotate.sentences import silent_sentence
from graphbuilder.model import Article

__all__ = ["DEFAULT_MODEL", "LONGEST_PIECE", "Piece", "annotate", "annotate_pieces", "load_model", "make_doc", "silent_sentence"]

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
LARGEST_BATCH = 7_000
"""Tokens that go through the model at once, unless one text has more: larger matrices leave the processor's cache."""

CHUNK = 500
"""Characters of such a stretch without blanks that are one piece for the tokenizer."""

_ENDLESS = re.compile(r"(?<!\S)\S{1000,}")


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
    done: list[Doc] = []
    for piece, doc in annotate_pieces(nlp, articles, batch_size):
        done.append(doc)
        if piece.last:
            yield piece.article, done[0] if len(done) == 1 else _join(done, piece.article)
            done = []


def annotate_pieces(nlp: Language, articles: Iterable[Article], batch_size: int = 128) -> Iterator[tuple[Piece, Doc]]:
    """Parse articles, in their order, long ones piece by piece: nothing here grows with the length of an article.

    Args:
        nlp: a pipeline of `load_model`. articles, batch_size: as for `annotate`.

    Yields:
        Each piece and its Doc, with `doc.text == piece.text.text`.
    """
    longest = min(LONGEST_PIECE, nlp.max_length)
    made = ((make_doc(nlp, piece.text), piece) for article in articles for piece in pieces_of(article, longest))
    for batch in _batches(made, batch_size):
        for doc, piece in nlp.pipe(batch, as_tuples=True, batch_size=batch_size):
            yield piece, doc


def _batches(pieces: Iterable[tuple[Doc, Piece]], most: int) -> Iterator[list[tuple[Doc, Piece]]]:
    """Pieces in groups of at most `most` Docs and `LARGEST_BATCH` tokens, or one larger Doc."""
    batch: list[tuple[Doc, Piece]] = []
    tokens = 0
    for piece in pieces:
        if batch and (len(batch) >= most or tokens + len(piece[0]) > LARGEST_BATCH):
            yield batch
            batch, tokens = [], 0
        batch.append(piece)
        tokens += len(piece[0])
    if batch:
        yield batch


def _join(docs: list[Doc], article: Article) -> Doc:
    """One Doc of the Docs of an article's pieces."""
    from spacy.tokens import Doc as SpacyDoc

    silent = tuple(kind for doc in docs for kind in doc.user_data["silent"])
    whole = SpacyDoc.from_docs(docs, ensure_whitespace=False, exclude=["user_data", "tensor"])
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
