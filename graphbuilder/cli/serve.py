"""`graphbuilder serve DIR`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("serve")
@click.argument("folder", metavar="DIR")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; 0.0.0.0 is every network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name under which the server may be asked for.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Pages of this origin may ask too; '*' is any.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds; a query that runs longer is ended.")
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="An answer with more is refused.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, metavar="MB", help="What one query may take.")
@click.option("--workers", type=click.IntRange(1), help="Processes for quick queries; default: one a processor, at least 2.")
def command(
    folder: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    max_rows: int,
    memory: int,
    workers: int | None,
) -> None:
    """Serve a graph: SPARQL at /sparql, read-only, and pages to look around.

    It listens to this computer only, unless --host says otherwise. Ctrl-C ends it.
    """
    from graphbuilder.serve.run import serve
    from graphbuilder.serve.settings import Settings

    given = Settings(timeout=timeout, max_rows=max_rows, memory=memory * 2**20, origins=origins, names=names)
    chosen = given if workers is None else given.with_workers(workers)
    serve(Path(folder), chosen, host=host, port=port, tell=lambda text: click.echo(text, err=True))
