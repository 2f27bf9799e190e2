"""The Python interface: `extract`, `extract_articles`, `build`, `open_graph` and the `Graph` that it opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from graphbuilder.build import BuildReport, Step
from graphbuilder.build import build as build_graph
from graphbuilder.model import Article, Extraction
from graphbuilder.read import Draft, article_of

if TYPE_CHECKING:
    from graphbuilder.pipeline import Pipeline

__all__ = ["build", "extract", "extract_articles"]


@lru_cache(maxsize=2)
def _pipeline(model: str | None) -> Pipeline:
    """The pipeline of a model, loaded once."""
    from graphbuilder.pipeline import Pipeline

    return Pipeline(model=model)


def extract(
    text: str,
    *,
    id: str = "text",
    title: str = "",
    source: str = "",
    author: str = "",
    url: str = "",
    published: str | None = None,
    model: str | None = None,
) -> Extraction:
    """Everything that one text says: events, triples, who says so, times, quantities, entities.

    The text is taken exactly as given; offsets in the result are Unicode code points into it, half-open. Headline, captions and dateline
    are recognised (see `graphbuilder.read.structure`). Dates are anchored on `published`, else on the dateline.

    Args:
        text: the article. id: what to call it. title, source, author, url: what is known of it.
        published: ISO 8601 date; relative dates ("last Friday") need it.
        model: name of an installed spaCy model; None takes the default. The first call loads it (about two seconds).

    Raises:
        ReadError: no words in the text, or a date that cannot be read. ModelError: the model is not installed.

    >>> extraction = extract("The European Union imposed sanctions on Belarus on Monday.", published="2020-11-17")
    >>> [(event.type, event.factuality.value) for event in extraction.events]
    [('Sanction', 'Asserted')]
    """
    draft = Draft(
        path=id,
        id=id,
        text=text,
        title=title,
        source=source,
        author=author,
        url=url,
        published=published or "",
        language="en",
    )
    return next(extract_articles([article_of(draft)], model=model))


def extract_articles(articles: Iterable[Article], *, model: str | None = None) -> Iterator[Extraction]:
    """The same for many articles, in their order, a batch at a time: much faster than one by one.

    Args:
        articles: for example from `graphbuilder.read.read_articles`.
        model: name of an installed spaCy model; None takes the default.

    Raises:
        ModelError: the model is not installed.
    """
    for _, extraction in _pipeline(model).extract(articles):
        yield extraction


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    into: str | os.PathLike[str],
    *,
    model: str | None = None,
    workers: int = 1,
    facts: str | None = None,
    columns: Mapping[str, str] | None = None,
    remove_missing: bool = False,
    progress: Callable[[Step], None] | None = None,
) -> BuildReport:
    """Build a graph on disk from articles, or add them to one. See `graphbuilder.build.build` for arguments and errors.

    Args:
        paths: one path or several: files, folders, globs.
        into: folder of the graph; made when it is not there.
        model: an installed spaCy model. workers: processes. facts: "asserted" or "attributed". columns: field -> column.
        remove_missing: remove what was not among the input. progress: told after each article.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    return build_graph(
        several,
        into,
        model=model,
        workers=workers,
        facts=facts,
        columns=columns,
        remove_missing=remove_missing,
        progress=progress,
    )
