"""Turtle and TriG for reading: short names, the type first, a blank line between subjects, the same order every time.

Oxigraph and rdflib write both formats as well; the one shortens `https://` to a relative `//`, the other needs the graph
in its own memory, and neither keeps an order that a reader or a diff can follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from graphbuilder.vocabulary import BASE, PREFIXES, RDF, XSD

if TYPE_CHECKING:
    import pyoxigraph

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"(?!\.\.?(?:/|$))[A-Za-z0-9_%~.-]+(?:/(?!\.\.?(?:[/#]|$))[A-Za-z0-9_%~.,=-]*)+(?:#[A-Za-z0-9_=,.-]*)?")
_NUMBERS = {XSD.integer: re.compile(r"[+-]?\d+"), XSD.decimal: re.compile(r"[+-]?\d*\.\d+")}


def turtle(triples: Iterable[pyoxigraph.Triple]) -> Iterator[str]:
    """Write triples, which stand in the order of `triple_order`, as Turtle; yields pieces of text."""
    yield header()
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        yield "\n" + _subject(term(subject), group, "")


def trig(quads: Iterable[pyoxigraph.Quad]) -> Iterator[str]:
    """Write quads, which stand in the order of `quad_order`, as TriG; yields pieces of text."""
    import pyoxigraph

    yield header()
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        default = isinstance(graph, pyoxigraph.DefaultGraph)
        if not default:
            yield f"\nGRAPH {term(graph)} {{\n"
        for subject, statements in groupby(group, key=lambda quad: quad.subject):
            text = _subject(term(subject), (quad.triple for quad in statements), "" if default else "  ")
            yield "\n" + text if default else text
        if not default:
            yield "}\n"


def triple_order(triple: pyoxigraph.Triple) -> tuple[str, bool, str, str]:
    """Sort key: by subject, the type first, then by predicate and object."""
    predicate: str = triple.predicate.value
    return (str(triple.subject)[:-1], predicate != RDF.type, predicate, str(triple.object))


def quad_order(quad: pyoxigraph.Quad) -> tuple[bool, str, str, bool, str, str]:
    """Sort key: the default graph first, then by graph and as `triple_order`."""
    name = str(quad.graph_name)
    return (name != "DEFAULT", name, *triple_order(quad.triple))


def header() -> str:
    """Write the base and the prefixes, sorted."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    return f"@base <{BASE}> .\n{prefixes}"


def term(node: object) -> str:
    """Write a term as short as Turtle allows.

    >>> import pyoxigraph
    >>> print(*map(term, (pyoxigraph.NamedNode(BASE + "event/6f1c"), pyoxigraph.NamedNode(XSD.date), pyoxigraph.Literal(3))))
    <event/6f1c> xsd:date 3
    """
    import pyoxigraph

    if isinstance(node, pyoxigraph.NamedNode):
        return _iri(node.value)
    if isinstance(node, pyoxigraph.Literal) and node.language is None and node.datatype.value != XSD.string:
        number = _NUMBERS.get(node.datatype.value)
        if node.datatype.value == XSD.boolean and node.value in ("true", "false"):
            return node.value
        if number and number.fullmatch(node.value):
            return node.value
        return f"{pyoxigraph.Literal(node.value)}^^{_iri(node.datatype.value)}"
    return str(node)


def _iri(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if iri.startswith(BASE) and _RELATIVE.fullmatch(iri, len(BASE)):
        return f"<{iri[len(BASE) :]}>"
    return f"<{iri}>"


def _subject(subject: str, triples: Iterable[pyoxigraph.Triple], indent: str) -> str:
    parts = []
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        verb = "a" if predicate.value == RDF.type else term(predicate)
        parts.append(f"{verb} {', '.join(term(triple.object) for triple in group)}")
    return f"{indent}{subject} " + f" ;\n{indent}    ".join(parts) + " .\n"
