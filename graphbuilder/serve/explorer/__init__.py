"""The explorer: pages to look around in a graph, and the JSON that they read under `/api/`.

The pages are one HTML file, one style sheet and small ES modules (`static/`). They come from this server only and need no other:
vis-network is read from the installed pyvis package, the outlines of countries from countryinfo. Text from articles leaves
here as JSON and enters the page as text, never as markup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import RequestError
from graphbuilder.serve.explorer import pages
from graphbuilder.serve.explorer.arrange import arrange_names
from graphbuilder.serve.explorer.detail import article_page, entity_page, event_page, mentions_page
from graphbuilder.serve.explorer.find import search
from graphbuilder.serve.explorer.overview import overview_page
from graphbuilder.serve.explorer.reading import node_iri
from graphbuilder.serve.explorer.scope import scope_page
from graphbuilder.serve.explorer.terms import bound_query, editor_terms, labels
from graphbuilder.serve.explorer.wanted import MOST, Wanted
from graphbuilder.serve.kept import Kept
from graphbuilder.vocabulary import BASE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from graphbuilder.serve.service import Service

ROWS = 10_000
"""How many rows of an answer the page shows; all of them are at `/sparql`."""
KEPT = 32 * 1024 * 1024
"""Bytes of answers that are kept for the next who reads the same."""
NAMED = 2_000
"""How many IRIs of an answer get a name."""

Ask = Callable[["Service", "Request"], Awaitable[Any]]


def routes(service: Service) -> Sequence[BaseRoute]:
    """The pages, which ask their questions through `service`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    kept = Kept[bytes](KEPT, largest=KEPT // 8)

    def reading(ask: Ask) -> Callable[[Request], Awaitable[Response]]:
        """Answer from what is kept, as long as the graph is the same."""

        async def answer(request: Request) -> Response:
            tag = tag_of(service.version, request.url.path, request.url.query)
            headers = {"ETag": tag, "Cache-Control": "no-cache"}
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers=headers)
            body = kept.get(tag)
            if body is None:
                body = bytes(JSONResponse(await ask(service, request)).body)
                kept.put(tag, body, len(body))
            return Response(body, media_type="application/json", headers=headers)

        return answer

    async def answer(request: Request) -> Response:
        return JSONResponse(await _answer(service, request), headers={"Cache-Control": "no-store"})

    async def placed(request: Request) -> Response:
        return JSONResponse(await _arrange(service, request), headers={"Cache-Control": "no-store"})

    return [
        Route("/", pages.shell),
        *(Route(f"/{kind}/{{key:path}}", pages.page_of(kind)) for kind in pages.NAMED),
        Route("/static/{name}", pages.static),
        Route("/api/outlines", pages.outlines),
        *(Route(f"/api/{name}", reading(ask)) for name, ask in READ.items()),
        Route("/api/answer", answer, methods=["POST"]),
        Route("/api/arrange", placed, methods=["POST"]),
    ]


def tag_of(*parts: str) -> str:
    """Name an answer by what it hangs on, as an ETag.

    >>> tag_of("1", "/api/find", "q=a") == tag_of("1", "/api/find", "q=b")
    False
    """
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


async def _overview(service: Service, request: Request) -> Any:
    return await service.call(overview_page)


async def _find(service: Service, request: Request) -> Any:
    given = request.query_params
    return await service.call(search, given.get("q", ""), _whole(given.get("limit"), 12), given.get("kind", ""))


async def _scope(service: Service, request: Request) -> Any:
    centre = tuple(request.query_params.getlist("about"))
    draw, whole = request.query_params.get("draw", ""), request.query_params.get("whole") == "1"
    return await service.call(scope_page, wanted_of(request), centre, draw, whole)


async def _entity(service: Service, request: Request) -> Any:
    return await service.call(entity_page, request.query_params.get("id", ""))


async def _mentions(service: Service, request: Request) -> Any:
    return await service.call(mentions_page, request.query_params.get("id", ""))


async def _event(service: Service, request: Request) -> Any:
    return await service.call(event_page, request.query_params.get("id", ""))


async def _article(service: Service, request: Request) -> Any:
    return await service.call(article_page, request.query_params.get("id", ""))


async def _terms(service: Service, request: Request) -> Any:
    return await service.call(editor_terms)


async def _answer(service: Service, request: Request) -> Any:
    """Run a query of the editor: its text with the values of its parameters, at most `ROWS` rows, names for its IRIs."""
    text, values = await _question(request)
    bound = await service.call(bound_query, text, values) if "# param:" in text else text
    rows = await service.query(bound, ROWS)
    ours = dict.fromkeys(
        cell for row in rows.rows for cell in row.values() if isinstance(cell, str) and cell.startswith(BASE)
    )
    named = await service.call(labels, tuple(ours)[:NAMED]) if ours else {}
    return {
        "query": bound,
        "columns": list(rows.columns),
        "rows": [[row[column] for column in rows.columns] for row in rows.rows],
        "truncated": rows.truncated,
        "truth": rows.truth,
        "labels": named,
    }


async def _arrange(service: Service, request: Request) -> Any:
    """Place names: {"labels": [text], "lines": [[index, index]]} gives a list of points."""
    given = await _object(request)
    labels, lines = given.get("labels"), given.get("lines")
    if (
        not isinstance(labels, list)
        or not isinstance(lines, list)
        or not all(isinstance(label, str) for label in labels)
    ):
        raise RequestError('the body must be {"labels": [TEXT], "lines": [[INDEX, INDEX]]}')
    if not all(
        isinstance(line, list) and len(line) == 2 and all(isinstance(end, int) for end in line) for line in lines
    ):
        raise RequestError("a line is two indexes of labels")
    return await service.call(arrange_names, tuple(labels), tuple((a, b) for a, b in lines))


async def _object(request: Request) -> dict[str, Any]:
    """Read a JSON object from the body.

    Raises:
        RequestError: it is none.
    """
    try:
        given = await request.json()
    except (ValueError, RecursionError) as error:
        raise RequestError(f"the body is no JSON: {error}") from error
    if not isinstance(given, dict):
        raise RequestError("the body is no JSON object")
    return given


async def _question(request: Request) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Text and values from the body, a JSON object {"query": text, "values": {name: text}}.

    Raises:
        RequestError: it is none.
    """
    given = await _object(request)
    text, values = given.get("query"), given.get("values") or {}
    if (
        not isinstance(text, str)
        or not isinstance(values, dict)
        or not all(isinstance(v, str) for v in values.values())
    ):
        raise RequestError('the body must be {"query": TEXT, "values": {NAME: TEXT}}')
    return text, tuple(sorted(values.items()))


READ: dict[str, Ask] = {
    "overview": _overview,
    "find": _find,
    "scope": _scope,
    "entity": _entity,
    "mentions": _mentions,
    "event": _event,
    "article": _article,
    "terms": _terms,
}
"""What can be read, by the name of its address."""


def wanted_of(request: Request) -> Wanted:
    """Read the filters from an address.

    Raises:
        RequestError: a number is none, or there is a parameter that is no filter.
    """
    given = request.query_params
    known = {
        "about",
        "event",
        "fact",
        "type",
        "off-type",
        "off-outlet",
        "since",
        "until",
        "least",
        "limit",
        "draw",
        "whole",
    }
    if unknown := sorted(set(given) - known):
        raise RequestError(f"there is no filter {unknown[0]!r}; there are {', '.join(sorted(known))}")
    return Wanted(
        about=tuple(node_iri(name) for name in given.getlist("about")),
        events=tuple(BASE + name for name in given.getlist("event")),
        facts=tuple(given.getlist("fact")),
        types=tuple(given.getlist("type")),
        off_types=tuple(given.getlist("off-type")),
        off_outlets=tuple(given.getlist("off-outlet")),
        since=given.get("since"),
        until=given.get("until"),
        least=_share(given.get("least")),
        limit=_whole(given.get("limit"), MOST),
    )


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise RequestError(f"{text!r} is no number; give a whole one")
    return int(text)


def _share(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError as error:
        raise RequestError(f"confidence {text!r} is no number; give one from 0 to 1") from error


__all__ = ["routes"]
