"""A graph -> a file of another program's format, chosen by the file's ending.

RDF formats with named graphs (nq, trig, jsonld) hold everything. Those without (ttl, nt, rdf) hold the fused view and the
evidence under it; what the fused view describes is taken from there, so an event has one confidence and not five.
The others hold entities as nodes, direct edges and the roles of events as edges (graphml, gexf, cypher), or a table of
events, one row for each report with its sentence (csv, parquet). The same graph gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.turtle import quad_order, trig, triple_order, turtle
from graphbuilder.graph.views import EVENT_COLUMNS, event_rows, to_networkx, to_pandas
from graphbuilder.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    import networkx
    import pyoxigraph


def export(store: GraphStore, path: str | os.PathLike[str]) -> Path:
    """Write a graph into a file; the ending says how.

    Args:
        store: an open graph.
        path: FILE.ttl, .nt, .nq, .trig, .jsonld, .rdf, .graphml, .gexf, .csv, .parquet or .cypher.

    Returns:
        The path that was written.

    Raises:
        UnknownNameError: no format has that ending.
        StoreError: the file cannot be written, or a library for its format is not installed.
    """
    target = Path(path)
    name = target.suffix.removeprefix(".").lower()
    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS, where=str(target))
    data = FORMATS[name](store)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}.") from error
    return target


# --- RDF


def nquads_bytes(store: GraphStore) -> bytes:
    """Give all quads as N-Quads, sorted: the same graph gives the same bytes, however it was built."""
    import pyoxigraph

    lines = _bytes(store.quads.dump(format=pyoxigraph.RdfFormat.N_QUADS)).splitlines(keepends=True)
    return b"".join(sorted(lines))


def trig_bytes(store: GraphStore) -> bytes:
    """Give all quads as TriG, graph by graph."""
    return "".join(trig(sorted(store.quads, key=quad_order))).encode()


def jsonld_bytes(store: GraphStore) -> bytes:
    """Give all quads as JSON-LD."""
    import pyoxigraph

    return _bytes(pyoxigraph.serialize(sorted(store.quads, key=quad_order), format=pyoxigraph.RdfFormat.JSON_LD))


def turtle_bytes(store: GraphStore) -> bytes:
    """Give the fused view and its evidence as Turtle, subject by subject, the type first."""
    return "".join(turtle(flat_triples(store))).encode()


def ntriples_bytes(store: GraphStore) -> bytes:
    """Give the fused view and its evidence as sorted N-Triples."""
    import pyoxigraph

    data = _bytes(pyoxigraph.serialize(flat_triples(store), format=pyoxigraph.RdfFormat.N_TRIPLES))
    return b"".join(sorted(data.splitlines(keepends=True)))


def rdfxml_bytes(store: GraphStore) -> bytes:
    """Give the fused view and its evidence as RDF/XML, without the control characters that XML cannot hold."""
    import pyoxigraph

    triples = [_xml_safe(triple) for triple in flat_triples(store)]
    return _bytes(pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=PREFIXES))


def flat_triples(store: GraphStore) -> list[pyoxigraph.Triple]:
    """Give one graph out of all: the default graph, and of the articles' graphs what it does not describe itself."""
    import pyoxigraph

    fused = list(store.quads.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))
    described = {quad.subject for quad in fused if quad.predicate.value == RDF.type}
    evidence = (quad for quad in store.quads if quad.graph_name != pyoxigraph.DefaultGraph())
    kept = {quad.triple for quad in evidence if quad.subject not in described}
    return sorted({*(quad.triple for quad in fused), *kept}, key=triple_order)


def _bytes(data: bytes | None) -> bytes:
    """What pyoxigraph returns when no output is given; its types cannot say so."""
    return data or b""


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _xml_safe(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    import pyoxigraph

    value = triple.object
    if isinstance(value, pyoxigraph.Literal) and _NOT_XML.search(value.value):
        cleaned = pyoxigraph.Literal(_NOT_XML.sub("\ufffd", value.value), datatype=value.datatype)
        return pyoxigraph.Triple(triple.subject, triple.predicate, cleaned)
    return triple


# --- drawings and databases


def graphml_bytes(store: GraphStore) -> bytes:
    """Give nodes and edges as GraphML."""
    import networkx

    lines = networkx.generate_graphml(_flat_graph(store))
    return "\n".join([*lines, ""]).encode()


def gexf_bytes(store: GraphStore) -> bytes:
    """Give nodes and edges as GEXF, without the day of export that networkx would write into it."""
    import networkx

    text = "\n".join([*networkx.generate_gexf(_flat_graph(store)), ""])
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode()


def _flat_graph(store: GraphStore) -> networkx.MultiDiGraph:
    """The graph with text that XML can hold and without empty values."""
    import networkx

    graph, flat = to_networkx(store), networkx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **_plain(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        flat.add_edge(source, target, key=key, **_plain(data))
    return flat


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in data.items()
        if value is not None
    }


def cypher_bytes(store: GraphStore) -> bytes:
    """Give nodes and edges as Cypher statements, to be read into Neo4j, Memgraph or Kuzu."""
    graph = to_networkx(store)
    lines = []
    for node, data in graph.nodes(data=True):
        label = _cypher_name(str(data.get("type") or "Entity"))
        lines.append(f"MERGE (n:{label} {{iri: {_cypher_text(node)}}}) SET n += {_cypher_map(data)};")
    for source, target, _, data in graph.edges(keys=True, data=True):
        ends = f"MATCH (a {{iri: {_cypher_text(source)}}}), (b {{iri: {_cypher_text(target)}}})"
        kind = _cypher_name(str(data["label"]))
        lines.append(f"{ends} CREATE (a)-[:{kind} {_cypher_map(data)}]->(b);")
    return "\n".join([*lines, ""]).encode()


def _cypher_name(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _cypher_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"


def _cypher_map(data: Mapping[str, object]) -> str:
    pairs = (
        f"{_cypher_name(name)}: {_cypher_text(value) if isinstance(value, str) else str(value).lower()}"
        for name, value in sorted(data.items())
        if value is not None
    )
    return "{" + ", ".join(pairs) + "}"


# --- tables


def csv_bytes(store: GraphStore) -> bytes:
    """Give one row for each report of each event, with its sentence, as CSV (UTF-8)."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, EVENT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_formula_safe(row) for row in event_rows(store))
    return buffer.getvalue().encode()


def _formula_safe(row: Mapping[str, object]) -> dict[str, object]:
    """Keep a spreadsheet from running a cell that begins as a formula does: an article may hold anything."""
    return {
        name: "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
        for name, value in row.items()
    }


def parquet_bytes(store: GraphStore) -> bytes:
    """Give the same table as Parquet.

    Raises:
        StoreError: pandas or pyarrow is not installed.
    """
    buffer = io.BytesIO()
    try:
        to_pandas(store).to_parquet(buffer, index=False)
    except ImportError as error:
        raise StoreError(f"Parquet needs {error.name}. Install it with: pip install 'graphbuilder[table]'") from error
    return buffer.getvalue()


FORMATS: Mapping[str, Callable[[GraphStore], bytes]] = {
    "ttl": turtle_bytes,
    "nt": ntriples_bytes,
    "nq": nquads_bytes,
    "trig": trig_bytes,
    "jsonld": jsonld_bytes,
    "rdf": rdfxml_bytes,
    "graphml": graphml_bytes,
    "gexf": gexf_bytes,
    "csv": csv_bytes,
    "parquet": parquet_bytes,
    "cypher": cypher_bytes,
}
"""Ending of a file -> what writes it."""
