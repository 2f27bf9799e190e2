"""Tables on standard output: drawn on a terminal, columns of blanks elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table that a person can read; the rows stay in their order."""
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

    sys.stdout.write(table(header, rows))
