"""The Python interface: `extract`, `extract_articles`, `build`, `open_graph` and the `Graph` that it opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graphbuilder.build import BuildReport, Step
from graphbuilder.build import build as build_graph
from graphbuilder.errors import ExtractionError, RequestError
from graphbuilder.model import Article, Extraction
from graphbuilder.read import Draft, article_of

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from graphbuilder.graph.answers import Answer
    from graphbuilder.graph.evidence import Explanation
    from graphbuilder.graph.publish import Published
    from graphbuilder.graph.shapes import ShapesReport
    from graphbuilder.graph.store import GraphStore
    from graphbuilder.graph.views import EventRecord
    from graphbuilder.pipeline import Pipeline
    from graphbuilder.show.page import Drawing

__all__ = ["Graph", "build", "extract", "extract_articles", "open_graph"]


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
        RequestError: `text` is no string.

    >>> extraction = extract("The European Union imposed sanctions on Belarus on Monday.", published="2020-11-17")
    >>> [(event.type, event.factuality.value) for event in extraction.events]
    [('Sanction', 'Asserted')]
    """
    if not isinstance(text, str):
        raise RequestError(f"text is to be a string, not {type(text).__name__}; for records of articles there is extract_articles")
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


def extract_articles(
    articles: Iterable[Article],
    *,
    model: str | None = None,
    on_failure: Callable[[ExtractionError], None] | None = None,
) -> Iterator[Extraction]:
    """The same for many articles, in their order, a batch at a time: much faster than one by one.

    Args:
        articles: for example from `graphbuilder.read.read_articles`.
        model: name of an installed spaCy model; None takes the default.
        on_failure: told of each article on which extraction failed, which is then left out; None raises.

    Raises:
        ModelError: the model is not installed. ExtractionError: extraction failed on an article.
    """
    for _, extraction in _pipeline(model).extract(articles, on_failure=on_failure):
        yield extraction


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    into: str | os.PathLike[str],
    *,
    model: str | None = None,
    workers: int | None = 1,
    scheduler: str | None = None,
    facts: str | None = None,
    columns: Mapping[str, str] | None = None,
    remove_missing: bool = False,
    remove_most: bool = False,
    authority: str | os.PathLike[str] | None = None,
    progress: Callable[[Step], None] | None = None,
) -> BuildReport:
    """Build a graph on disk from articles, or add them to one. See `graphbuilder.build.build` for arguments and errors.

    Args:
        paths: one path or several: files, folders, globs.
        into: folder of the graph; made when it is not there.
        model: an installed spaCy model. workers: processes. scheduler: address of a Dask cluster that extracts in their place.
        facts: "asserted" or "attributed". columns: field -> column.
        remove_missing: remove what was not among the input. remove_most: even if that is more than half of the graph.
        authority: a file with names that are known beforehand.
        progress: told after each article.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    return build_graph(
        several,
        into,
        model=model,
        workers=workers,
        scheduler=scheduler,
        facts=facts,
        columns=columns,
        remove_missing=remove_missing,
        remove_most=remove_most,
        authority=authority,
        progress=progress,
    )


class Graph:
    """A graph on disk, open for reading. A context manager; `close` gives the folder back for a build.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     story = Path(folder, "story.txt")
    ...     _ = story.write_text("GENEVA, June 3, 2021 (AP) - Norway imposed sanctions on Belarus on Thursday.")
    ...     _ = build(story, into=Path(folder, "graph"))
    ...     with open_graph(Path(folder, "graph")) as graph:
    ...         [(event.type, event.earliest) for event in graph.events()]
    [('Sanction', '2021-06-03')]
    """

    def __init__(self, store: GraphStore) -> None:
        """Take an open store; `open_graph` opens one."""
        self._store = store

    @property
    def folder(self) -> Path:
        """Where the graph is."""
        return self._store.folder

    @property
    def rdf(self) -> rdflib.Dataset:
        """The quads as an rdflib Dataset: the fused view in its default graph, a named graph for each article.

        For queries, `query` is much faster than this Dataset's own.
        """
        return self._store.rdf

    def query(self, question: str | os.PathLike[str], **parameters: str) -> Answer:
        """Ask a named question, a file `*.rq` or SPARQL; the usual prefixes are known.

        Returns:
            An Answer: `columns` and `rows` of a SELECT, `triples` of a CONSTRUCT, `truth` of an ASK; `records()` gives dictionaries,
            `render(format)` text, and Jupyter shows it as a table.

        Raises:
            UnknownNameError: no such question, parameter or entity; it says the nearest names.
            QueryError: the SPARQL cannot be read; it says where.
        """
        from graphbuilder.graph.questions import ask

        return ask(self._store, question, parameters)

    def misspelt(self, question: str | os.PathLike[str]) -> dict[str, list[str]]:
        """Give the names after `gb:` in a question that neither the graph nor the ontology has, each with up to three that look like it.

        An empty answer to such a question says nothing.
        """
        from graphbuilder.graph.known_terms import unknown_terms
        from graphbuilder.graph.questions import find_question

        return dict(unknown_terms(self._store, find_question(question).text))

    def questions(self) -> dict[str, str]:
        """Name -> what it answers, of the named questions."""
        from graphbuilder.graph.questions import questions

        return {name: question.answers for name, question in questions().items()}

    def events(self) -> list[EventRecord]:
        """All events, reports of one event joined, by day; those without a day come last."""
        from graphbuilder.graph.views import events

        return events(self._store)

    def articles(self) -> list[str]:
        """The ids of all articles, sorted."""
        return self._store.articles()

    def article(self, id: str) -> Article:
        """An article as it was read.

        Raises:
            UnknownNameError: it is not in the graph.
        """
        return self._store.article(id)

    def extraction(self, id: str) -> Extraction:
        """What came out of an article.

        Raises:
            UnknownNameError: it is not in the graph.
        """
        return self._store.extraction(id)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities and events as nodes; roles and direct edges as edges. See `graphbuilder.graph.views.to_networkx`."""
        from graphbuilder.graph.views import to_networkx

        return to_networkx(self._store)

    def to_pandas(self) -> pandas.DataFrame:
        """A table with a row for each report of each event, with its sentence.

        Raises:
            ImportError: pandas is not installed (`pip install 'graphbuilder[table]'`).
        """
        from graphbuilder.graph.views import to_pandas

        return to_pandas(self._store)

    def export(self, path: str | os.PathLike[str]) -> Path:
        """Write the graph to a file; the ending says how (.ttl, .nq, .graphml, .csv ...).

        Raises:
            UnknownNameError: no format has that ending. StoreError: the file cannot be written.
        """
        from graphbuilder.graph.export import export

        return export(self._store, path)

    def publish(
        self, url: str, *, default: str | None = None, user: str | None = None, password: str = ""
    ) -> Published:
        """Put the graph into a SPARQL server of another program. See `graphbuilder.graph.publish.publish` for arguments and errors."""
        from graphbuilder.graph.publish import publish

        return publish(self._store, url, default=default, user=user, password=password)

    def explain(self, iri: str) -> Explanation:
        """The sentences that an event, edge or entity comes from, with the words marked.

        Raises:
            UnknownNameError: it is not in the graph.
        """
        from graphbuilder.graph.explain import explain

        return explain(self._store, iri)

    def validate(self) -> ShapesReport:
        """Check the graph against the SHACL shapes of its ontology."""
        from graphbuilder.graph.shapes import validate

        return validate(self._store)

    def draw(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        about: str | None = None,
        depth: int = 2,
        types: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.0,
        query: str | os.PathLike[str] | None = None,
        title: str = "",
    ) -> Drawing:
        """Draw the graph: in Jupyter the picture, with `path` also a file (.html needs no network; .svg, .png).

        Args:
            path: where to write it.
            about: only what is near this entity (a name, id or IRI).
            depth: how near: 1 is what it takes part in, 2 also what the others in that take part in, and so on.
            types: only events of these classes, and those below them.
            since, until: only events that may have happened between these ISO dates.
            min_confidence: only events of at least this confidence, 0 to 1.
            query: only what this CONSTRUCT gives: its text, or the path of an .rq file.
            title: the heading.

        Raises:
            UnknownNameError: no such entity or class.
            QueryError: the query is broken, or no CONSTRUCT or DESCRIBE.
            RequestError: the file cannot be written.
        """
        from graphbuilder.show.gather import dossier_from_store
        from graphbuilder.show.page import Drawing

        dossier = dossier_from_store(
            self._store,
            about=about,
            depth=depth,
            types=tuple(types),
            since=since,
            until=until,
            min_confidence=min_confidence,
            query=query if query is None or isinstance(query, str) else Path(query),
        )
        drawing = Drawing(
            dossier=dossier, title=title or (f"{about} in the news" if about else "What the articles say")
        )
        if path is not None:
            drawing.write(path)
        return drawing

    def close(self) -> None:
        """Give the folder back."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.folder}>"

    def _repr_html_(self) -> str:
        """The picture, in Jupyter."""
        return self.draw()._repr_html_()


def open_graph(folder: str | os.PathLike[str]) -> Graph:
    """Open a graph for reading; several programs may.

    Raises:
        StoreError: there is none, it is being written, or it was written by a newer version.
    """
    from graphbuilder.graph.store import GraphStore

    return Graph(GraphStore.open_read_only(folder))
