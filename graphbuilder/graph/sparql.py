"""SPARQL against an Oxigraph store: known prefixes, distances, errors that point at the place, and no network.

Oxigraph would follow `SERVICE` to any address in a query, and its errors list every token that the grammar allows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import QueryError
from graphbuilder.vocabulary import BASE, GBF, PREFIXES, XSD

if TYPE_CHECKING:
    import pyoxigraph

TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
      |<[^<>"{}|^`\\\s]*>|\#[^\n]*|(?P<parameter>\$\w+)''',
    re.VERBOSE | re.DOTALL,
)
"""Strings, IRIs and comments, so that they are stepped over; parameters (`$name`)."""

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_NO_KEYWORD = "SXRVICE"
_UP_TO_NEXT = re.compile(r"(?:\s|#[^\n]*)*.?")
_DIGITS = re.compile(r"[0-9]+")
_EARTH = 6371.0088
"""Mean radius in kilometres (IUGG)."""


def run_sparql(
    quads: pyoxigraph.Store,
    text: str,
    *,
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
) -> Any:
    """Run a query. Relative IRIs are ours, as they are printed: `<entity/country/BLR>`.

    Args:
        quads: the store. text: the query.
        default_graphs, named_graphs: the dataset to ask, instead of that of the query (its FROM) and of the store. When only one of
            them is given, the other is empty.

    Returns:
        pyoxigraph's QuerySolutions, QueryBoolean or QueryTriples.

    Raises:
        QueryError: it cannot be parsed, has a SERVICE in it, or names a graph by something that is no IRI.
    """
    import pyoxigraph

    refuse_service(text)
    try:
        dataset: dict[str, Any] = {}
        if default_graphs is not None or named_graphs is not None:
            dataset["default_graph"] = [pyoxigraph.NamedNode(iri) for iri in default_graphs or ()]
            dataset["named_graphs"] = [pyoxigraph.NamedNode(iri) for iri in named_graphs or ()]
        return quads.query(text, base_iri=BASE, prefixes=PREFIXES, custom_functions=_functions(), **dataset)
    except (SyntaxError, ValueError) as error:
        raise query_error(text, str(error)) from error


def refuse_service(text: str) -> None:
    """Refuse a query that would ask another server.

    The engine's own parser decides. Where the letters of SERVICE occur, they are changed to a word that SPARQL does not have: in
    strings, names, IRIs and comments that changes nothing for the parser, but a query with the keyword is no query any more.
    (Oxigraph resolves escapes only inside of strings and IRIs, so the keyword cannot hide behind them; a test holds that.)

    Raises:
        QueryError: it has a SERVICE in it, or cannot be parsed.

    >>> refuse_service('SELECT ?service { ?service rdfs:label "SERVICE <http://a/> {}" } # SERVICE')
    >>> refuse_service("SELECT * { SERVICE <http://a/> {} }")
    Traceback (most recent call last):
    ...
    graphbuilder.errors.QueryError: line 1, column 12: SERVICE would open a network connection; graphs are asked offline.
    """
    import pyoxigraph

    if not _SERVICE.search(text):
        return
    try:
        pyoxigraph.Store().query(
            _SERVICE.sub(_NO_KEYWORD, text), base_iri=BASE, prefixes=PREFIXES, custom_functions=_functions()
        )
    except (SyntaxError, ValueError) as error:
        raise _service_or_mistake(text, str(error)) from error


def _service_or_mistake(text: str, message: str) -> QueryError:
    """What was wrong with a query in which SERVICE was changed: the keyword, or something else?

    The parser takes an unknown word for a name and stumbles over what comes after it.
    """
    wrong = query_error(text, message)
    if wrong.line is None or wrong.column is None:
        return wrong
    stumbled = sum(len(line) + 1 for line in text.split("\n")[: wrong.line - 1]) + wrong.column - 1
    for match in _SERVICE.finditer(text, 0, stumbled):
        if _UP_TO_NEXT.fullmatch(text, match.end(), stumbled):
            before = text[: match.start()]
            line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
            return QueryError(
                f"line {line}, column {column}: SERVICE would open a network connection; graphs are asked offline.", line, column
            )
    return wrong


def bind(text: str, terms: Mapping[str, object]) -> str:
    """Put terms in the place of parameters (`$name`), outside of strings, IRIs and comments.

    The terms are parsed RDF terms, written in N-Triples syntax, so nothing in a value can leave its place; whole numbers are written
    as digits, so that they can stand after LIMIT. Parameters that are not given stay variables. (pyoxigraph's own substitutions
    only work for variables that are selected.)

    >>> import pyoxigraph
    >>> bind('SELECT ?s { ?s ?p $name } # $name', {"name": pyoxigraph.Literal('" } DROP ALL')})
    'SELECT ?s { ?s ?p "\\\\" } DROP ALL" } # $name'
    """

    def replaced(match: re.Match[str]) -> str:
        name = match["parameter"]
        return _written(terms[name[1:]]) if name and name[1:] in terms else match[0]

    return TOKEN.sub(replaced, text)


def _written(term: object) -> str:
    import pyoxigraph

    if isinstance(term, pyoxigraph.Literal) and term.datatype.value == XSD.integer and _DIGITS.fullmatch(term.value):
        return term.value
    return str(term)


def query_error(text: str, message: str) -> QueryError:
    """Make an error that shows the line, points at the column and says what is wrong in few words."""
    found = _POSITION.match(message)
    if not found:
        return QueryError(f"SPARQL cannot be read: {message}")
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    pointer = re.sub(r"\S", " ", shown[: column - 1]) + "^"
    return QueryError(
        f"SPARQL cannot be read, line {line}, column {column}: {_reason(found[3], shown)}\n  {shown}\n  {pointer}", line, column
    )


def _reason(expected: str, shown: str) -> str:
    if "Prefix not found" in expected:
        return f"unknown prefix. Known without PREFIX: {', '.join(sorted(PREFIXES))}"
    if not shown.strip():
        return "the query ends too early; a brace or a quotation mark may be missing"
    tokens = re.sub(r"\s+", " ", expected).strip()
    return tokens if len(tokens) <= 120 else "this is not expected here"


def _functions() -> dict[Any, Any]:
    import pyoxigraph

    return {pyoxigraph.NamedNode(GBF.kilometres): _kilometres, pyoxigraph.NamedNode(GBF.week): _week}


def _week(day: Any) -> Any:
    """`gbf:week(date)`: the ISO week ("2020-W33"); None, an error in SPARQL, when it is no date."""
    import pyoxigraph

    try:
        year, week, _ = date.fromisoformat(day.value[:10]).isocalendar()
    except (ValueError, AttributeError):
        return None
    return pyoxigraph.Literal(f"{year}-W{week:02}")


def _kilometres(*terms: Any) -> Any:
    """`gbf:kilometres(lat1, long1, lat2, long2)`: None, an error in SPARQL, when one is no number."""
    import pyoxigraph

    try:
        distance = kilometres(*(float(term.value) for term in terms))
    except (ValueError, TypeError, AttributeError):
        return None
    return pyoxigraph.Literal(f"{distance:.1f}", datatype=pyoxigraph.NamedNode(XSD.decimal))


def kilometres(lat: float, long: float, other_lat: float, other_long: float) -> float:
    """Give the distance of two points in kilometres, on a sphere (haversine); coordinates in degrees.

    >>> round(kilometres(53.9, 27.57, 54.69, 25.28))
    173
    """
    half = sin(radians(other_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_long - long) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))
