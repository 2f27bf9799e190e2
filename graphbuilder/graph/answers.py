"""What a query answers, and ways to write it down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import QueryError, UnknownNameError
from graphbuilder.graph.turtle import triple_order, turtle
from graphbuilder.vocabulary import XSD, shorten

if TYPE_CHECKING:
    import pyoxigraph

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")
"""Formats that an answer can be written in."""

_WIDEST = 72
_ROWLESS = "(nothing found)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer. SELECT gives columns and rows of terms (None where unbound), CONSTRUCT triples, ASK a truth value.

    Exactly one of `rows`, `triples` and `truth` is not None.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] | None = None
    triples: tuple[Any, ...] | None = None
    truth: bool | None = None

    def records(self) -> list[dict[str, str | int | float | bool | None]]:
        """Give rows as dictionaries of plain values; IRIs are strings.

        Raises:
            QueryError: the query was no SELECT.
        """
        if self.rows is None:
            raise QueryError("only SELECT gives rows; this was ASK, CONSTRUCT or DESCRIBE.")
        return [dict(zip(self.columns, map(plain, row), strict=True)) for row in self.rows]

    def render(self, format: str = "table") -> str:
        """Write the answer down; ends with a line break.

        Args:
            format: "table" for reading; "csv", "tsv", "json" and "xml" as SPARQL 1.1 defines them; "ttl" for triples.

        Raises:
            UnknownNameError: there is no such format.
            QueryError: rows were asked for as Turtle, or triples as rows.
        """
        if format not in FORMATS:
            raise UnknownNameError("format", format, FORMATS)
        if self.triples is not None:
            return self._triples_as(format, self.triples)
        if format == "ttl":
            raise QueryError("only CONSTRUCT and DESCRIBE give Turtle. Choose table, csv, tsv, json or xml.")
        if format == "table":
            return self._table()
        if format == "csv":
            return self._csv()
        return self._results(format)

    def _triples_as(self, format: str, triples: Sequence[pyoxigraph.Triple]) -> str:
        if format in ("ttl", "table"):
            return "".join(turtle(sorted(triples, key=triple_order)))
        rows = tuple((triple.subject, triple.predicate, triple.object) for triple in sorted(triples, key=triple_order))
        return Answer(columns=("subject", "predicate", "object"), rows=rows).render(format)

    def _table(self) -> str:
        if self.rows is None:
            return "true\n" if self.truth else "false\n"
        cells = [[readable(term) for term in row] for row in self.rows]
        return table(self.columns, cells)

    def _csv(self) -> str:
        if self.rows is None:
            return "true\n" if self.truth else "false\n"
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(["" if term is None else term.value for term in row] for row in self.rows)
        return buffer.getvalue()

    def _results(self, format: str) -> str:
        import pyoxigraph

        kind = {
            "tsv": pyoxigraph.QueryResultsFormat.TSV,
            "json": pyoxigraph.QueryResultsFormat.JSON,
            "xml": pyoxigraph.QueryResultsFormat.XML,
        }[format]
        if self.rows is None:
            results: Any = pyoxigraph.Store().query(f"ASK {{ FILTER({'true' if self.truth else 'false'}) }}")
        else:
            results = _solutions(self.columns, self.rows)
        data = results.serialize(format=kind)
        return (data or b"").decode().rstrip("\n") + "\n"


def read_answer(results: Any) -> Answer:
    """Read all of pyoxigraph's results."""
    import pyoxigraph

    if isinstance(results, pyoxigraph.QueryBoolean):
        return Answer(truth=bool(results))
    if isinstance(results, pyoxigraph.QueryTriples):
        return Answer(triples=tuple(results))
    columns = tuple(variable.value for variable in results.variables)
    return Answer(columns=columns, rows=tuple(tuple(solution) for solution in results))


def _solutions(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    """Rows as pyoxigraph's own solutions, which know the W3C formats: a query of nothing but VALUES."""
    import pyoxigraph

    names = " ".join(f"?{name}" for name in columns)
    values = "\n".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    return pyoxigraph.Store().query(f"SELECT {names} WHERE {{ VALUES ({names}) {{ {values} }} }}")


def plain(term: Any) -> str | int | float | bool | None:
    """Give a term as a plain value: numbers and truth values as such, everything else as text."""
    if term is None:
        return None
    datatype = getattr(getattr(term, "datatype", None), "value", None)
    if datatype == XSD.integer:
        return int(term.value)
    if datatype in (XSD.decimal, XSD.double):
        return float(term.value)
    if datatype == XSD.boolean:
        return bool(term.value == "true")
    return str(term.value)


def readable(term: Any) -> str:
    """Give a term for a table: names with a prefix, our IRIs without their beginning, numbers as they are.

    >>> import pyoxigraph
    >>> from graphbuilder.vocabulary import BASE
    >>> readable(pyoxigraph.NamedNode(BASE + "event/1")), readable(pyoxigraph.NamedNode(BASE + "ontology#Protest"))
    ('event/1', 'Protest')
    """
    import pyoxigraph

    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode):
        return shorten(term.value).removeprefix("gb:")
    return str(getattr(term, "value", term))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows under their headings; long cells are cut with an ellipsis, control characters become blanks.

    >>> print(table(["who", "what"], [["A", "b"]]), end="")
    who  what
    ---  ----
    A    b
    """
    if not rows:
        return _ROWLESS + "\n"
    cells = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(columns), *cells]) for i in range(len(columns))]
    lines = [list(columns), ["-" * width for width in widths], *cells]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def _cell(text: str) -> str:
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return clean if len(clean) <= _WIDEST else clean[: _WIDEST - 1] + "…"
