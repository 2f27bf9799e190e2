"""What the server says of itself: a SPARQL 1.1 Service Description and a VoID description of the graph, at `/` and `/sparql`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from graphbuilder.graph.store import GraphStore
from graphbuilder.ontology import ontology_folders
from graphbuilder.serve.formats import GRAPHS, choose, graph_format
from graphbuilder.serve.problems import not_acceptable
from graphbuilder.serve.service import Service
from graphbuilder.vocabulary import BASE, NAMESPACES, shorten

if TYPE_CHECKING:
    import pyoxigraph

_FORMATS = "http://www.w3.org/ns/formats/"
_OFFERED = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD"
)  # fmt: skip
_TEMPLATE = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix gbf: <https://w3id.org/graphbuilder/function#> .

<{root}sparql#service> a sd:Service ;
  sd:endpoint <{root}sparql> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat {formats} ;
  sd:extensionFunction gbf:kilometres, gbf:week ;
  sd:defaultDataset <{root}#dataset> .

<{root}#dataset> a sd:Dataset, void:Dataset ;
  dcterms:title "Events in the news, each with the sentences that state it" ;
  dcterms:description "The default graph is the fused view; each article has a named graph of its own." ;
  sd:defaultGraph <{root}#fused-view> ;
  void:triples {triples} ;
  void:entities {entities} ;
  void:documents {articles} ;
  void:classes {classes} ;
  void:properties {properties} ;
  void:sparqlEndpoint <{root}sparql> ;
  void:uriSpace "{base}" ;
  void:vocabulary {vocabularies} .

<{root}#fused-view> a sd:Graph ; void:triples {fused} .
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a graph holds; `classes` and `used` count what is used in the fused view, `partitions` its resources by class."""

    triples: int
    fused: int
    articles: int
    entities: int
    properties: int
    partitions: tuple[tuple[str, int], ...]


def count(store: GraphStore) -> Counts:
    """Count a graph; takes as long as reading the fused view twice."""

    def number(pattern: str) -> int:
        return int(next(iter(store.sparql(f"SELECT ({pattern}")))[0].value)

    by_class = store.sparql("SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c")
    return Counts(
        triples=len(store),
        fused=number("COUNT(*) AS ?n) { ?s ?p ?o }"),
        articles=len(store.articles()),
        entities=number("COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"),
        properties=number("COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        partitions=tuple((row["c"].value, int(row["n"].value)) for row in by_class),
    )


async def answer(service: Service, request: Request) -> Response:
    """Answer with the description as RDF.

    Raises:
        Problem: no acceptable format.
    """
    return _as_asked(describe(await service.once(count), str(request.base_url)), request)


async def ontology(service: Service, request: Request) -> Response:
    """Answer with the classes, roles and alignments, those of a user's own folders too.

    Raises:
        Problem: no acceptable format.
    """
    return _as_asked(_ontology(ontology_folders()), request)


@lru_cache(maxsize=1)
def _ontology(folders: tuple[Path, ...]) -> str:
    """All files but the shapes as one Turtle text, which a prefix may be declared in again and again."""
    files = [path for folder in folders for path in sorted(folder.glob("*.ttl")) if path.name != "shapes.ttl"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _as_asked(text: str, request: Request) -> Response:
    """A Turtle text in the format that the request accepts."""
    asked = request.query_params.get("format")
    chosen = (asked, GRAPHS[asked][0]) if asked and asked in GRAPHS else choose(", ".join(request.headers.getlist("accept")), GRAPHS)
    if chosen is None:
        raise not_acceptable(is_graph=True)
    return Response(written(text, chosen[0]), media_type=chosen[1], headers={"Vary": "Accept"})


def describe(counts: Counts, root: str) -> str:
    """The description as Turtle.

    Args:
        counts: of the graph. root: address of the server, ending in a slash.
    """
    vocabularies = ", ".join(f"<{namespace.iri}>" for namespace in NAMESPACES)
    text = _TEMPLATE.format(
        root=root,
        base=BASE,
        formats=", ".join(f"<{_FORMATS}{name}>" for name in _OFFERED),
        vocabularies=vocabularies,
        classes=len(counts.partitions),
        **{name: getattr(counts, name) for name in ("triples", "fused", "articles", "entities", "properties")},
    )
    named = [(f"<{root}#class={quote(shorten(iri), safe=':')}>", iri, n) for iri, n in counts.partitions]
    partitions = (
        f"<{root}#dataset> void:classPartition {name} .\n{name} void:class <{iri}> ; void:entities {n} .\n" for name, iri, n in named
    )
    return text + "".join(partitions)


def written(text: str, format: str) -> bytes:
    """Turtle in another format of `GRAPHS`.

    >>> written("<http://a/> <http://b/> 1 .", "nt")
    b'<http://a/> <http://b/> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\\n'
    """
    import pyoxigraph

    if format == "ttl":
        return text.encode()
    triples: list[pyoxigraph.Triple] = [quad.triple for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE)]
    buffer = io.BytesIO()
    pyoxigraph.serialize(triples, buffer, graph_format(format))
    return buffer.getvalue()
