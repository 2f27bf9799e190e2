"""Names after `gb:` that neither the ontology nor a graph knows: an empty answer to a misspelt question is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.sparql import TOKEN
from graphbuilder.graph.store import GraphStore
from graphbuilder.vocabulary import GB, term_iri

_NAME = re.compile(r"(?<![\w:.-])gb:([A-Za-z]\w*)")
QUAD_CLASSES = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")


def known_terms() -> frozenset[str]:
    """Give the local names of all classes, roles, direct edges and values: of the vocabulary and of the ontology files."""
    schema = load_schema()
    quantities = {f"{name}Quantity" for name in schema.roles}
    return GB.terms | set(schema.ontology.classes) | set(schema.roles) | set(schema.edge_roles) | quantities | set(QUAD_CLASSES)


def is_known(store: GraphStore, name: str) -> bool:
    """Tell whether the ontology has this name, or else the graph, which may have been built with another ontology."""
    if name in known_terms():
        return True
    term = f"<{term_iri(name)}>"
    asked = f"ASK {{ {{ ?s {term} ?o }} UNION {{ ?s ?p {term} }} UNION {{ GRAPH ?g {{ {{ ?s {term} ?o }} UNION {{ ?s ?p {term} }} }} }} }}"
    return bool(store.sparql(asked))


def unknown_terms(store: GraphStore, query: str) -> Iterator[tuple[str, list[str]]]:
    """Give the `gb:` names of a query that nothing knows, in their order, each with up to three known ones that look like it."""
    bare = TOKEN.sub(lambda match: match[0] if match["parameter"] else " ", query)
    for name in dict.fromkeys(_NAME.findall(bare)):
        if not is_known(store, name):
            yield name, get_close_matches(name, sorted(known_terms()), n=3, cutoff=0.6)
