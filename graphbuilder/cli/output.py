"""Tables on standard output: drawn on a terminal, columns of blanks elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]], widest: int = 72) -> None:
    """Write a table that a person can read; the rows stay in their order. Elsewhere than on a terminal long cells are cut."""
    if sys.stdout.isatty() and rows:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        drawn = Table(*header, header_style="bold")
        for row in rows:
            drawn.add_row(*(Text(cell) for cell in row))
        Console().print(drawn)
        return
    from graphbuilder.graph.answers import table

    sys.stdout.write(table(header, [[cut(cell, widest) for cell in row] for row in rows]))


def cut(text: str, widest: int) -> str:
    """The text, or its beginning with an ellipsis.

    >>> cut("a long cell", 6)
    'a lon…'
    """
    return text if len(text) <= widest else text[: widest - 1].rstrip() + "…"
