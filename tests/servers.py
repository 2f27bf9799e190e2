"""SPARQL servers of other programs, started on a free port of this computer and stopped again."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
LiteMode = 0
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 5000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    """A port of this computer on which nobody listens."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path) -> Iterator[int]:
    """Oxigraph's own server; gives its port."""
    port = free_port()
    program = Path(sys.executable).parent / "oxigraph"
    arguments = [str(program), "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with running(arguments, folder, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield port


@contextmanager
def virtuoso(folder: Path) -> Iterator[int]:
    """Virtuoso; gives its port. User and password are "dba"."""
    program = shutil.which("virtuoso-t")
    assert program is not None, "install virtuoso-opensource"
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=free_port(), http=port), encoding="utf-8")
    arguments = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with running(arguments, folder, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"):
        yield port


@contextmanager
def running(arguments: list[str], folder: Path, answers: str) -> Iterator[None]:
    """A program in a folder, from when it answers at an address until it is stopped."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 90
        while True:
            try:
                with urlopen(answers, timeout=5):
                    break
            except (URLError, OSError):
                said = (folder / "server.log").read_text("utf-8", "replace")
                assert process.poll() is None, said
                assert time.monotonic() < deadline, said
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(30)


def rows(endpoint: str, query: str) -> list[dict[str, Any]]:
    """The rows that a SPARQL endpoint answers, as variable -> value."""
    request = Request(f"{endpoint}?{urlencode({'query': query})}", headers={"Accept": "application/sparql-results+json"})
    with urlopen(request, timeout=60) as answer:
        found = json.loads(answer.read())
    return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]
