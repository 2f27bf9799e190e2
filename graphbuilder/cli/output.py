"""Tables on standard output: drawn on a terminal, columns of blanks elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

WIDEST = 60
"""Characters of a cell on paper; on a terminal rich wraps instead."""


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table that a person can read; the rows stay in their order."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*header, header_style="bold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        Console().print(table)
        return
    for line in plain_lines(header, rows):
        click.echo(line)


def plain_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The table's lines, columns two blanks apart; long cells are cut with an ellipsis.

    >>> plain_lines(["who", "what"], [["EU", "sanctions"], ["a\\nb", ""]])
    ['who  what', '---  ---------', 'EU   sanctions', 'a b']
    """
    cells = [[_cut(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    lines = [header, ["-" * width for width in widths], *cells]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
