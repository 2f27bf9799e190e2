"""`/sparql`: asks the service and sends the answer as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from graphbuilder.errors import GraphBuilderError
from graphbuilder.serve import description
from graphbuilder.serve.formats import GRAPHS, ROWS, Choice, choose, prefers_rdf
from graphbuilder.serve.jobs import Sparql
from graphbuilder.serve.problems import Problem, malformed
from graphbuilder.serve.protocol import Operation, read_operation
from graphbuilder.serve.service import Service, Stream

Answer = TypeVar("Answer")


class StreamResponse(Response):
    """An answer that is sent while it is made. When it breaks off, so does the connection: a part is never taken for the whole."""

    def __init__(self, stream: Stream, media_type: str) -> None:
        """Send a stream under a media type."""
        self.stream = stream
        self.status_code, self.background, self.media_type = 200, None, media_type
        self.body = b""
        self.init_headers({"Vary": "Accept", "Cache-Control": "no-cache"})
        self.raw_headers = [header for header in self.raw_headers if header[0] != b"content-length"]
        if stream.size is not None:
            self.raw_headers.append((b"content-length", str(stream.size).encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all pieces; end the query when the client has gone."""
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: self.stream.close())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            async for piece in self.stream.pieces():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except GraphBuilderError:
            return  # the server closes a connection whose answer is incomplete
        finally:
            gone.cancel()
            self.stream.close()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def answer(service: Service, request: Request) -> Response:
    """Answer a request of the protocol; one without a query with the service description, or
    the way to the pages.

    Raises:
        Problem: it is no such request, or has no answer. QueryError: the query cannot be read.
    """
    body = await _body(request, service.settings.max_request)
    operation = read_operation(
        request.method, request.scope["query_string"], request.headers.get("content-type"), body
    )
    if operation is None:
        return await description.answer(service, request) if wants_rdf(request) else RedirectResponse("./", 303)
    return await answer_operation(service, request, operation)


def wants_rdf(request: Request) -> bool:
    """Whether a request asks for RDF rather than for a page."""
    return request.query_params.get("format") in GRAPHS or prefers_rdf(", ".join(request.headers.getlist("accept")))


async def _body(request: Request, most: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > most:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The request is larger than the {most} bytes that are read. Send a shorter query."
            )
    return b"".join(parts)


async def answer_operation(service: Service, request: Request, operation: Operation) -> Response:
    """Run a query and answer in the format that the request accepts."""
    rows_as, graph_as = _formats(request, operation.format)
    job = Sparql(
        text=operation.text,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        rows_as=rows_as[0] if rows_as else None,
        graph_as=graph_as[0] if graph_as else None,
    )
    stream = await unless_gone(request, service.stream(job))
    chosen = graph_as if stream.graph else rows_as
    assert chosen
    return StreamResponse(stream, _content_type(chosen))


def _formats(request: Request, asked: str | None) -> tuple[Choice | None, Choice | None]:
    accept = ", ".join(request.headers.getlist("accept"))
    rows = (asked, ROWS[asked][0]) if asked and asked in ROWS else choose(accept, ROWS)
    graph = (asked, GRAPHS[asked][0]) if asked and asked in GRAPHS else choose(accept, GRAPHS)
    return rows, graph


def _content_type(choice: Choice) -> str:
    return choice[1] + ("; charset=utf-8" if choice[1].startswith("text/") else "")


async def unless_gone(request: Request, asking: Coroutine[Any, Any, Answer]) -> Answer:
    """Wait for an answer; when the client goes away before it comes, the query is ended.

    Raises:
        Problem: the client has gone (nobody reads it).
    """
    asked, gone = asyncio.ensure_future(asking), asyncio.ensure_future(_gone(request.receive))
    try:
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise malformed("The client has gone.")
        return asked.result()
    finally:
        asked.cancel()
        gone.cancel()
