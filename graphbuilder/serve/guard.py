"""What every request and every response passes: the Host header is checked, and pages may do no more than they need."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphbuilder.serve.problems import MEDIA_TYPE, Problem

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every response. A response that has a header of the name keeps its own."""


def problem_response(problem: Problem) -> JSONResponse:
    """A problem as a response."""
    return JSONResponse(problem.document(), int(problem.status), headers=problem.headers, media_type=MEDIA_TYPE)


def host_of(header: str) -> str:
    """The name in a Host header, without port and brackets, in small letters; empty when it is none.

    >>> host_of("LOCALHOST:8000"), host_of("[::1]:8000"), host_of("a@b"), host_of("a/b")
    ('localhost', '::1', '', '')
    """
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return ""
    return parts.hostname or "" if parts.netloc == header and "@" not in header else ""


class Guard:
    """Refuses requests for other names than the server's (DNS rebinding) and adds `HEADERS`."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        """Let requests for these hosts through to `app`."""
        self.app, self.hosts = app, frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check and pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        given = Headers(scope=scope).getlist("host")
        if "*" in self.hosts or (len(given) == 1 and host_of(given[0]) in self.hosts):
            await self.app(scope, receive, send_guarded)
            return
        problem = Problem(
            HTTPStatus.MISDIRECTED_REQUEST,
            f"This server does not go by the name {', '.join(given) or '(none)'}. Use one of {', '.join(sorted(self.hosts))}, or start it "
            "with --allow-host NAME.",
        )
        await problem_response(problem)(scope, receive, send_guarded)
