"""Running the server: it listens to this computer unless told otherwise, says where it is, and ends with Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import uvicorn

from graphbuilder.errors import RequestError
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.app import create_app
from graphbuilder.serve.settings import Settings

Tell = Callable[[str], None]
ANYWHERE = ("0.0.0.0", "::")
"""Addresses to listen at that are no name to be asked for."""


class Server(uvicorn.Server):
    """Tells when it can be asked."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        """Call `started` when the processes are ready and the port is open."""
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell_started()


def serve(folder: Path, settings: Settings, *, host: str = "127.0.0.1", port: int = 0, tell: Tell = print) -> None:
    """Serve a graph until it is interrupted.

    Args:
        folder: of the graph. settings: its limits; `host` is added to the names that it goes by.
        host, port: where to listen; 0 takes a free port. tell: gets a line with the address when it can be asked.

    Raises:
        StoreError: there is no graph, or it is being written right now.
        RequestError: the port is taken, or there is no such address.
    """
    GraphStore.open_read_only(folder).close()  # the usual errors, before anything is started
    chosen = settings if host in ANYWHERE else replace(settings, names=(*settings.names, host))
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        create_app(folder, chosen),
        loop="asyncio",  # by itself uvicorn takes uvloop where that is installed, which cannot start a process group
        http="h11",
        ws="none",
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    with listening, suppress(KeyboardInterrupt):  # Ctrl-C is how a server ends
        Server(config, lambda: tell(f"Serving {folder} at {address} (SPARQL: {address}sparql). Ctrl-C ends it.")).run([listening])


def _listen(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        RequestError: it is taken, or there is no such address.
    """
    with ExitStack() as undo:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            listening = undo.enter_context(socket.socket(family, kind, protocol))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
        except OSError as error:
            raise RequestError(
                f"{host}, port {port}: cannot listen there ({error.strerror or error}). Give another --port, or 0 for a free one."
            ) from error
        undo.pop_all()
    return listening
