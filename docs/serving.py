"""Send the requests that `serve.md` shows to a server, and write the real answers into the page (see `update`, which calls this).

A request is a `sh` or `python` block that names `http://localhost:8765/`; the `text` block below it is its answer. All are sent to one
server over the graph of the example articles, on a free port.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.update import DOCS, GRAPH, ROOT, Result, Step, blocks, rewritten

PAGE = DOCS / "serve.md"
ADDRESS = "http://localhost:8765/"


def requests(page: str) -> list[Step]:
    """What is asked on a page, in order.

    Raises:
        ValueError: a request has no answer below it.

    >>> [(step.language, step.shown) for step in requests("```sh\\ncurl http://localhost:8765/\\n```\\n```text\\n1\\n```\\n")]
    [('sh', '1\\n')]
    """
    found, known = [], blocks(page)
    for block, after in zip(known, [*known[1:], None], strict=True):
        if block.language in ("sh", "python") and ADDRESS[:-1] in block.text:
            if after is None or after.language != "text":
                raise ValueError(f"line {block.start}: the block below a request has to be text")
            found.append(
                Step(
                    language=block.language, run=block.text, shown=after.text, start=after.start, length=len(after.lines), limit=block.limit
                )
            )
    return found


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server over the graph in a prepared folder; gives its address, ending in a slash."""
    command = [sys.executable, "-m", "graphbuilder", "serve", GRAPH, "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        try:
            match = re.search(r" at (http://\S+/) ", process.stderr.readline())
            if not match:
                raise RuntimeError("the server did not start: " + process.stderr.read())
            yield match[1]
        finally:
            process.send_signal(signal.SIGINT)


def answer(step: Step, address: str, folder: Path) -> Result:
    """Send a request to a server at another address than the page has."""
    text = step.run.replace(ADDRESS[:-1], address[:-1])
    if step.language == "python":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, PAGE.name, "exec"), {})
        return Result(step=step, printed=printed.getvalue(), code=0)
    quiet = re.sub(r"\bcurl ", "curl -sS ", text)
    done = subprocess.run(quiet, shell=True, cwd=folder, capture_output=True, timeout=60, check=False)
    return Result(step=step, printed=(done.stdout + done.stderr).decode().rstrip("\n") + "\n", code=done.returncode)


def update_page(folder: Path, *, fresh: bool = False) -> list[Result]:
    """Write the answers that no longer hold anew; gives all answers."""
    page = PAGE.read_text("utf-8")
    with server(folder) as address:
        results = [answer(step, address, folder) for step in requests(page)]
    PAGE.write_text(rewritten(page, results, fresh=fresh), encoding="utf-8")
    return results
