"""The formats of answers, and the choice among them by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

ROWS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Formats of SELECT and ASK with the media types that ask for them; the first format is the one nobody has to ask for."""

GRAPHS: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
}
"""The same for CONSTRUCT and DESCRIBE."""

PAGE: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}

Choice = tuple[str, str]
"""Name of a format and the media type under which it was asked for."""


def choose(accept: str | None, formats: Mapping[str, Sequence[str]]) -> Choice | None:
    """Choose a format by an Accept header; None when none is acceptable. Without a header the first one.

    >>> choose("text/csv;q=0.5, application/*;q=0.9", ROWS)
    ('json', 'application/sparql-results+json')
    >>> choose("image/png", ROWS)
    """
    import mimeparse

    offered = [(name, media) for name, medias in formats.items() for media in medias]
    if not accept or not accept.strip():
        return offered[0]
    try:
        best = mimeparse.best_match([media for _, media in reversed(offered)], accept)
    except ValueError:  # no media type at all: RFC 9110 lets the header be disregarded
        return offered[0]
    return next(((name, media) for name, media in offered if media == best), None)


def prefers_rdf(accept: str | None) -> bool:
    """Whether an Accept header asks for RDF, or for nothing in particular, rather than for a page.

    >>> prefers_rdf("*/*"), prefers_rdf("text/html, application/xml;q=0.9, */*;q=0.8"), prefers_rdf("image/png")
    (True, False, True)
    """
    chosen = choose(accept, {**GRAPHS, **PAGE})
    return chosen is None or chosen[0] != "html"


def rows_format(name: str) -> Any:
    """What pyoxigraph calls a format of `ROWS`."""
    import pyoxigraph

    names: Mapping[str, Any] = {
        "json": pyoxigraph.QueryResultsFormat.JSON,
        "xml": pyoxigraph.QueryResultsFormat.XML,
        "csv": pyoxigraph.QueryResultsFormat.CSV,
        "tsv": pyoxigraph.QueryResultsFormat.TSV,
    }
    return names[name]


def graph_format(name: str) -> Any:
    """What pyoxigraph calls a format of `GRAPHS`."""
    import pyoxigraph

    names: Mapping[str, Any] = {
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "rdf": pyoxigraph.RdfFormat.RDF_XML,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    return names[name]
