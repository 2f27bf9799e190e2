"""The command line. Standard output carries results only; all else (progress, notes, failures) goes to standard error.

Exit codes: 0 fine, 1 the data was found wanting, 2 the request is wrong, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import click

from graphbuilder import __version__
from graphbuilder.errors import GraphBuilderError, RequestError

COMMANDS = {
    "build": "Build a graph from articles, or add articles to one.",
    "extract": "Print what articles say, without a store.",
    "query": "Ask a graph: a named question, a .rq file, or SPARQL.",
    "draw": "Draw a graph as one HTML file that needs no network.",
    "export": "Write a graph to a file for other programs.",
    "publish": "Put a graph into a SPARQL server of another program.",
    "explain": "Show the sentences that an edge or event comes from.",
    "merge": "Decide that two nodes of a graph are one.",
    "split": "Decide that something is not what it was merged into.",
    "validate": "Check a graph against the shapes of its ontology.",
    "serve": "Serve a graph as SPARQL endpoint with an explorer.",
    "demo": "Build, print and draw a graph from the example articles.",
}
"""Command -> what it does. Each lives in the module of its name, which is imported when it is called."""


class Commands(click.Group):
    """Imports a command when it is called, and says the nearest name of an unknown one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return [name for name in COMMANDS if _exists(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, None when there is none of this name."""
        if cmd_name not in COMMANDS or not _exists(cmd_name):
            return None
        found = import_module(f"graphbuilder.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; refuses an unknown one with the nearest names."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            near = get_close_matches(name, known, n=2, cutoff=0.5)
            hint = f"Did you mean: {', '.join(near)}?" if near else f"There are: {', '.join(known)}."
            raise click.UsageError(f"there is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


def _exists(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(f"graphbuilder.cli.{name}") is not None


def _version() -> str:
    extractor = Path(__file__).parents[1] / "extract" / "frames"
    compiled = any(extractor.with_suffix(suffix).exists() for suffix in EXTENSION_SUFFIXES)
    return f"%(prog)s %(version)s\nextractor: {'compiled' if compiled else 'plain Python (slower, the same output)'}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="graphbuilder", message=_version())
def commands() -> None:
    """Turn news articles into a graph of events. `graphbuilder demo` shows how."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; every error on purpose becomes one message on standard error."""
    try:
        result = commands.main(args=arguments, prog_name="graphbuilder", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was finished is kept; the same command goes on from there.", err=True)
        return 130
    except GraphBuilderError as error:
        click.echo(f"Error: {error}", err=True)
        return 2 if isinstance(error, RequestError) else 1
    except BrokenPipeError:  # `graphbuilder ... | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {where}{error.strerror or error}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def main() -> None:
    """Entry point of the `graphbuilder` command."""
    sys.exit(run())
