"""The IRIs of the graph, looked up here: `/entity/country/BLR` tells as RDF what the graph says of `BASE + entity/country/BLR`.

A browser, which prefers HTML, gets the page of the explorer under the same address.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.serve.endpoint import answer_operation, wants_rdf
from graphbuilder.serve.problems import Problem
from graphbuilder.serve.protocol import Operation
from graphbuilder.serve.service import Service
from graphbuilder.vocabulary import BASE

KINDS = ("article", "claim", "entity", "event", "merge", "outlet")
"""What the first part of an IRI of ours can be."""
_MOST_OF = {"said": 2000, "parts": 4000, "pointing": 1000}

_KNOWN = """ASK {{
  {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} UNION {{ GRAPH ?g {{ {iri} ?p ?o }} }} UNION {{ GRAPH {iri} {{ ?s ?p ?o }} }}
}}"""
_DESCRIBED = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ SELECT ({iri} AS ?s) ?p ?o {{ {{ {iri} ?p ?o }} UNION {{ GRAPH ?g {{ {iri} ?p ?o }} }} }} LIMIT {said} }}
  UNION
  {{ SELECT ?s ?p ?o {{ {{ {iri} ?link ?s . ?s ?p ?o }} UNION {{ GRAPH ?g {{ {iri} ?link ?s . ?s ?p ?o }} }}
    FILTER(ISBLANK(?s) || STRSTARTS(STR(?s), CONCAT(STR({iri}), "#"))) }} LIMIT {parts} }}
  UNION
  {{ SELECT ?s ?p ({iri} AS ?o) {{ {{ ?s ?p {iri} }} UNION {{ GRAPH ?g {{ ?s ?p {iri} }} }} }} LIMIT {pointing} }}
}}"""


class RdfRoute(Route):
    """A route for those who prefer RDF to HTML; the others are passed on to the next route."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match path, method and Accept."""
        found, child = super().matches(scope)
        return (found, child) if found is Match.NONE or wants_rdf(Request(scope)) else (Match.NONE, {})


async def describe(service: Service, request: Request) -> Response:
    """Answer with a bounded description: what is said of the resource and its parts, and what points to it.

    Raises:
        Problem: the graph does not know it.
    """
    iri = iri_of(request.scope.get("raw_path") or request.url.path.encode())
    term = safe_iri_term(iri)
    if term is None or not (await service.query(_KNOWN.format(iri=term))).truth:
        raise Problem(HTTPStatus.NOT_FOUND, f"The graph has nothing about {iri}.")
    text = _DESCRIBED.format(iri=term, **_MOST_OF)
    operation = Operation(text=text, default_graphs=None, named_graphs=None, format=request.query_params.get("format"))
    return await answer_operation(service, request, operation)


def iri_of(path: bytes) -> str:
    """The IRI that a path stands for, escaped as the graph escapes it.

    >>> iri_of(b"/article/a%2fb"), iri_of(b"/entity/thing/caf%C3%A9")
    ('https://w3id.org/graphbuilder/article/a%2Fb', 'https://w3id.org/graphbuilder/entity/thing/caf%C3%A9')
    """
    parts = path.decode("latin-1").removeprefix("/").split("/")
    return BASE + "/".join(quote(unquote(part, errors="replace"), safe="") for part in parts)


def local_path(iri: str) -> str | None:
    """The path under which this server has an IRI, None when it is not one of ours.

    >>> local_path(BASE + "entity/country/BLR"), local_path("https://example.org/")
    ('/entity/country/BLR', None)
    """
    path = iri.removeprefix(BASE)
    return f"/{path}" if path != iri and re.match(rf"(?:{'|'.join(KINDS)})/", path) else None
