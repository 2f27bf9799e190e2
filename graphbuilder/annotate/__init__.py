"""Article -> spaCy Doc: model, sentence borders, names and parses repaired.

`doc.text == article.text` always, so that `token.idx` is an offset into the article. `doc.user_data["article"]` is the
article, `doc.user_data["silent"]` says for each sentence why it states nothing (see `silent_sentence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from graphbuilder.annotate.models import DEFAULT_MODEL, load_model
from graphbuilder.annotate.sentences import silent_sentence
from graphbuilder.model import Article

__all__ = ["DEFAULT_MODEL", "annotate", "load_model", "make_doc", "silent_sentence"]

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def annotate(nlp: Language, articles: Iterable[Article], batch_size: int = 128) -> Iterator[tuple[Article, Doc]]:
    """Parse articles, in their order.

    A lone surrogate, which no encoding can write, becomes U+FFFD: the article is then handed back with that text, and its offsets stay.
    An article longer than `nlp.max_length` is parsed in pieces that end at paragraphs, and put together again.

    Args:
        nlp: a pipeline of `load_model`.
        articles: read one batch ahead.
        batch_size: how many articles go through the model at once.

    Yields:
        The article and its Doc, with `doc.text == article.text`.
    """
    docs = (make_doc(nlp, encodable(article)) for article in articles)
    for doc in nlp.pipe(docs, batch_size=batch_size):
        yield doc.user_data["article"], doc


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenise an article into an unparsed Doc that knows its article."""
    doc = nlp.make_doc(article.text)
    doc.user_data["article"] = article
    return doc


def encodable(article: Article) -> Article:
    """The article with lone surrogates replaced by U+FFFD, at the same offsets.

    >>> encodable(Article(id="a", text="x\\ud800y")).text == "x\\ufffdy"
    True
    """
    if _LONE_SURROGATE.search(article.text) is None:
        return article
    return replace(article, text=_LONE_SURROGATE.sub("\ufffd", article.text))
