"""The application: the endpoint, the descriptions, the explorer, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graphbuilder.errors import GraphBuilderError, QueryError, RequestError, StoreError, UnknownNameError
from graphbuilder.serve import description, endpoint, explorer, resources
from graphbuilder.serve.guard import Guard, problem_response
from graphbuilder.serve.problems import Problem
from graphbuilder.serve.service import Service
from graphbuilder.serve.settings import Settings

STATUS = {
    UnknownNameError: HTTPStatus.NOT_FOUND,
    QueryError: HTTPStatus.BAD_REQUEST,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    RequestError: HTTPStatus.BAD_REQUEST,
    GraphBuilderError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Which status code an error of ours gets, the nearest class first."""


def create_app(folder: Path, settings: Settings | None = None) -> Starlette:
    """Make the application over a graph folder. Its processes start and end with it (the lifespan of ASGI)."""
    chosen = settings or Settings()
    service = Service(folder, chosen)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    guards = [Middleware(Guard, hosts=chosen.hosts)]
    if chosen.origins:
        guards.append(Middleware(CORSMiddleware, allow_origins=chosen.origins, allow_methods=["GET", "POST"], allow_headers=["*"]))
    app = Starlette(
        routes=_routes(service),
        middleware=guards,
        exception_handlers={GraphBuilderError: _problem, HTTPException: _http_problem},
        lifespan=lifespan,
        max_body_size=16 * chosen.max_request,  # the endpoint has its own, with a better text; this is for all else
    )
    app.state.service = service
    return app


def _routes(service: Service) -> list[BaseRoute]:
    """RDF for those who prefer it, pages for the others, and RDF also where there is no page."""
    described = {"/": _bound(description.answer, service), "/ontology": _bound(description.ontology, service)}
    described |= {f"/{kind}/{{key:path}}": _bound(resources.describe, service) for kind in resources.KINDS}
    return [
        Route("/sparql", _bound(endpoint.answer, service), methods=["GET", "POST"]),
        *(resources.RdfRoute(path, answer) for path, answer in described.items()),
        *explorer.routes(service),
        *(Route(path, answer) for path, answer in described.items()),
    ]


def _bound(answer: Callable[[Service, Request], Awaitable[Response]], service: Service) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        return await answer(service, request)

    return answered


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, GraphBuilderError)
    if isinstance(error, Problem):
        return problem_response(error)
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    return problem_response(Problem(status, str(error)))


_WHAT_TO_DO = {
    HTTPStatus.NOT_FOUND: "There is nothing at {path}. SPARQL is at /sparql, everything else is found from /.",
    HTTPStatus.METHOD_NOT_ALLOWED: "{path} has no {method}. The graph is read-only: use GET, or POST at /sparql.",
}
"""Texts for what the framework refuses."""


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    text = _WHAT_TO_DO.get(status, error.detail).format(path=request.url.path, method=request.method)
    return problem_response(Problem(status, text, error.headers))
