"""The SPARQL 1.1 Protocol: from an HTTP request to a query and its dataset (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qsl

from graphbuilder.serve.problems import Problem, malformed, refused

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_READ_ONLY = "The graph is read-only: there is no SPARQL Update. Change it with `graphbuilder build`, `merge` and `split`."
_MOST_PARAMETERS = 1000

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A query as a request asks it. The datasets are None when the request gives none; `format` is our own short form of Accept."""

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str | None


def read_operation(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Operation | None:
    """Read a request to the endpoint; None for a GET without a query, which asks for the service description.

    Args:
        method: GET (HEAD is the same) or POST.
        query_string: as in the URL. content_type: the header. body: of a POST.

    Raises:
        Problem: the request is none of those that the protocol has, or wants to change the graph.

    >>> read_operation("GET", b"query=ASK%7B%7D", None, b"").text
    'ASK{}'
    >>> read_operation("GET", b"", None, b"")
    """
    in_url = _parameters(query_string, "The query string")
    if method in ("GET", "HEAD"):
        if "update" in in_url:
            raise malformed("SPARQL Update is not done by GET. " + _READ_ONLY)
        return _operation(in_url, in_url) if in_url else None
    kind, charset = media_type(content_type)
    if kind in (FORM, QUERY, UPDATE) and charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise malformed(f"The body is said to be {charset}; SPARQL is sent as UTF-8.")
    if kind == FORM:
        given = _parameters(body, "The form")
        if "update" in given:
            raise refused(_READ_ONLY)
        return _operation(given, given)
    if kind == QUERY:
        if "query" in in_url:
            raise malformed("There is a query in the URL and one in the body. Send one of them.")
        return _operation({"query": [_decoded(body, "The query")]}, in_url)
    if kind == UPDATE:
        raise refused(_READ_ONLY)
    raise Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        f"A POST has Content-Type {FORM} with a field `query`, or {QUERY} with the query as body; this has {kind or 'none'}.",
        {"Accept-Post": f"{FORM}, {QUERY}"},
    )


def media_type(header: str | None) -> tuple[str, str]:
    """Media type and charset of a Content-Type, in small letters, empty when they are not there.

    >>> media_type('Application/SPARQL-query; charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    message = Message()
    message["Content-Type"] = header or ""
    return (message.get_content_type() if header else ""), str(message.get_param("charset", "")).lower()


def _operation(queries: Parameters, datasets: Parameters) -> Operation:
    texts = queries.get("query", ())
    if len(texts) != 1:
        raise malformed(
            f"There are {len(texts)} queries in the request. Send one." if texts else "There is no query. Send it as the parameter `query`."
        )
    default, named = datasets.get("default-graph-uri"), datasets.get("named-graph-uri")
    if default is None and named is None:
        graphs: tuple[tuple[str, ...] | None, tuple[str, ...] | None] = (None, None)
    else:
        graphs = tuple(default or ()), tuple(named or ())
    return Operation(
        text=texts[0], default_graphs=graphs[0], named_graphs=graphs[1], format=next(iter(datasets.get("format", ())), None)
    )


def _parameters(encoded: bytes, what: str) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            _decoded(encoded, what), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise malformed(f"{what} has escapes that are not UTF-8. SPARQL is sent as UTF-8.") from error
    except ValueError as error:
        raise malformed(f"{what} cannot be read: {error}.") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed(f"{what} is not UTF-8 (byte {error.start}). SPARQL is sent as UTF-8.") from error
