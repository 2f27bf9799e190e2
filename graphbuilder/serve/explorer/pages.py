"""The files of the explorer: its one page, its style sheet and modules, and what it takes from installed packages."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode

from graphbuilder.serve.resources import iri_of
from graphbuilder.show.outlines import country_outlines
from graphbuilder.show.page import library_script, template
from graphbuilder.vocabulary import BASE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page's own policy: no inline script, no inline style, nothing from elsewhere."""
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
LIBRARY, ELEMENTS = "vis-network.js", "dom.js"
"""Modules that are no files of `static`: vis-network out of pyvis, and the elements of the dossier."""
_NAMES = "byId, el, svg, fill, refill, fold, count, colour, swatchOfType, swatchOfLine"


async def shell(request: Request) -> Response:
    """The page; all addresses of the explorer are this one with other parameters."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(_file("index.html").decode(), headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


NAMED = ("entity", "event", "article")
"""Kinds of resources that have a page of their own; their IRIs lead a browser there."""


def page_of(kind: str) -> Callable[[Request], Awaitable[Response]]:
    """Lead from the IRI of a resource of some kind to its page."""

    async def lead(request: Request) -> Response:
        from starlette.responses import RedirectResponse

        key = iri_of(request.scope.get("raw_path") or request.url.path.encode()).removeprefix(BASE)
        known = {"entity": key.removeprefix("entity/"), "event": key, "article": unquote(key.removeprefix("article/"))}
        query = urlencode({"page": kind, "id": known[kind]})
        return RedirectResponse(f"{request.scope.get('root_path', '')}/?{query}", status_code=303, headers={"Vary": "Accept"})

    return lead


async def static(request: Request) -> Response:
    """A file of the page; 404 when there is none of that name."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    name = request.path_params["name"]
    ending = name[name.rfind(".") :]
    if name not in names() or ending not in KINDS:
        raise HTTPException(404, f"There is no file {name!r}.")
    content = content_of(name)
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=KINDS[ending], headers=headers)


async def outlines(request: Request) -> Response:
    """The outlines of countries, as lists of code, name and SVG path (see `graphbuilder.show.outlines`)."""
    from starlette.responses import JSONResponse

    return JSONResponse(country_outlines(), headers={"Cache-Control": "max-age=86400"})


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Name all files."""
    return frozenset(entry.name for entry in files("graphbuilder.serve.explorer.static").iterdir()) | {LIBRARY, ELEMENTS}


@lru_cache(maxsize=64)
def content_of(name: str) -> bytes:
    """Give the bytes of a file.

    Raises:
        RequestError: pyvis is not installed as it was published.
    """
    if name == LIBRARY:
        return library_script().encode()
    if name == ELEMENTS:
        facts = 'import { dashesOf, isFactual } from "./words.js";\n'
        return (facts + template("dom.js") + f"\nexport {{ {_NAMES} }};\n").encode()
    return _file(name)


@lru_cache(maxsize=64)
def _file(name: str) -> bytes:
    return files("graphbuilder.serve.explorer.static").joinpath(name).read_bytes()
