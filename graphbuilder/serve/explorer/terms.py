"""What the editor offers while a query is written: prefixes, classes and properties that the graph has, entities by name."""

from __future__ import annotations

from typing import Any

from graphbuilder.graph.questions import ask_text, questions
from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.explorer.keeping import kept
from graphbuilder.vocabulary import NAMESPACES, PREFIXES, shorten, term_iri

WORDS = tuple(
    """AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC DESCRIBE
DISTINCT EXISTS FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC LANG LANGMATCHES
LCASE LIMIT MAX MIN MINUS MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SELECT
SEPARATOR STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM UCASE UNDEF UNION VALUES WHERE YEAR""".split()  # noqa: SIM905
)
"""The words of SPARQL 1.1 Query, without UPDATE and SERVICE, which are refused."""


@kept(1)
def editor_terms(store: GraphStore) -> dict[str, Any]:
    """Give the words, prefixes and terms that complete a query, and the named questions.

    A term is offered when the graph uses it: as a predicate, as a class, or as a value of the ontology.
    """
    schema = load_schema()
    about = {term_iri(name): known.definition or known.label for name, known in schema.ontology.classes.items()}
    candidates = {namespace.iri + term for namespace in NAMESPACES for term in namespace.terms}
    candidates |= {term_iri(name) for name in schema.ontology.classes}
    candidates |= {role.iri for role in schema.roles.values()} | {role.quantity_iri for role in schema.roles.values()}
    candidates |= {term_iri(edge) for edge in schema.edge_roles}
    candidates |= {term_iri(known.edge) for known in schema.ontology.classes.values() if known.edge}
    properties, values = _used(store, candidates, "?s ?term ?o"), _used(store, candidates, "?s ?p ?term")
    return {
        "words": WORDS,
        "prefixes": dict(sorted(PREFIXES.items())),
        "terms": [
            {"name": shorten(iri), "kind": "property" if iri in properties else "class", "about": about.get(iri, "")}
            for iri in sorted(properties | values, key=lambda iri: shorten(iri).casefold())
        ],
        "questions": [
            {
                "name": question.name,
                "answers": question.answers,
                "text": question.text,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "default": p.default, "required": p.required, "help": p.help}
                    for p in question.parameters
                ],
            }
            for question in questions().values()
        ],
    }


def _used(store: GraphStore, candidates: set[str], pattern: str) -> set[str]:
    """The candidates that the graph uses in a place of a triple."""
    values = " ".join(f"<{iri}>" for iri in sorted(candidates))
    query = f"""SELECT ?term WHERE {{ VALUES ?term {{ {values} }}
      FILTER(EXISTS {{ {pattern} }} || EXISTS {{ GRAPH ?g {{ {pattern} }} }}) }}"""
    return {row["term"].value for row in store.sparql(query)}


def bound_query(store: GraphStore, text: str, values: tuple[tuple[str, str], ...]) -> str:
    """Put the values of parameters into a query that declares them (`# param:`).

    Raises:
        QueryError, UnknownNameError: see `graphbuilder.graph.questions.ask`.
    """
    return ask_text(store, text, dict(values))


def labels(store: GraphStore, iris: tuple[str, ...]) -> dict[str, str]:
    """Give the names of entities, events and articles by IRI; what has none is left out."""
    from graphbuilder.graph.terms import safe_iri_term

    safe = [iri for iri in iris if safe_iri_term(iri) is not None]
    if not safe:
        return {}
    query = f"""SELECT ?iri (MIN(?name) AS ?label) WHERE {{ VALUES ?iri {{ {" ".join(f"<{iri}>" for iri in safe)} }}
      ?iri skos:prefLabel|rdfs:label|schema:headline ?name }} GROUP BY ?iri"""
    return {row["iri"].value: row["label"].value for row in store.sparql(query)}
