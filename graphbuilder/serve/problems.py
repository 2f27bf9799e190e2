"""What a server answers when it does not answer: a status code and a text that says what and what to do (RFC 9457)."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from http import HTTPStatus

from graphbuilder.errors import GraphBuilderError

MEDIA_TYPE = "application/problem+json"


class Problem(GraphBuilderError):
    """A request that gets no answer.

    Attributes:
        status: the HTTP status code; detail: what is wrong and what to do; headers: what goes with it.
    """

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep what the response needs."""
        self.status, self.detail, self.headers = status, detail, dict(headers or {})
        super().__init__(detail)

    def document(self) -> dict[str, str | int]:
        """The members of the problem document.

        >>> busy(3).document()["status"]
        503
        """
        return {"title": self.status.phrase, "status": int(self.status), "detail": self.detail}


def malformed(detail: str) -> Problem:
    """400: the request cannot be understood."""
    return Problem(HTTPStatus.BAD_REQUEST, detail)


def refused(detail: str) -> Problem:
    """403: the request is understood and will not be done."""
    return Problem(HTTPStatus.FORBIDDEN, detail)


def busy(seconds: int) -> Problem:
    """503: everything is in use; come back."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The server is busy with other queries. Ask again in {seconds} seconds.",
        {"Retry-After": str(seconds)},
    )


def too_slow(seconds: float) -> Problem:
    """504: the query was ended at its time limit."""
    return Problem(
        HTTPStatus.GATEWAY_TIMEOUT,
        f"The query ran longer than {seconds:g} seconds and was ended. Restrict it further (a LIMIT does not help where all must be "
        "sorted or counted), or start the server with a higher --timeout.",
    )


def too_hungry(size: int) -> Problem:
    """503: the query needed more memory than it may take."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The query was ended because it needed more than {size // 2**20} MB of memory. Sort, group or collect less at once.",
    )


def ended(code: int, memory: int) -> Problem:
    """Why a process ended in the middle of a job, by its exit code: negative is a signal.

    >>> ended(-6, 2**30).detail, ended(1, 2**30).status.value
    ('The query was ended because it needed more than 1024 MB of memory. Sort, group or collect less at once.', 500)
    """
    if code == -signal.SIGSEGV:  # the stack is full
        return refused("The query is nested too deeply to be read. Write it with fewer brackets in brackets.")
    if code < 0:
        return too_hungry(memory)
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The server failed at this, which is a fault of ours. Please report it together with what the server printed.",
    )


def not_acceptable(is_graph: bool) -> Problem:
    """406: none of the formats that the request accepts fits this kind of answer."""
    from graphbuilder.serve.formats import GRAPHS, ROWS

    offered = ", ".join(medias[0] for medias in (GRAPHS if is_graph else ROWS).values())
    kind = "CONSTRUCT and DESCRIBE are" if is_graph else "SELECT and ASK are"
    return Problem(HTTPStatus.NOT_ACCEPTABLE, f"{kind} answered as {offered}. Name one of them in the Accept header.")
