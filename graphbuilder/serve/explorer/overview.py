"""The start page: how much there is, what is reported most, who is connected most."""

from __future__ import annotations

from typing import Any

from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.explorer.keeping import kept
from graphbuilder.serve.explorer.reading import read_events
from graphbuilder.serve.explorer.scope import plain_events
from graphbuilder.serve.explorer.wanted import Wanted, chosen_events
from graphbuilder.show.gather import label_of, local, short, value
from graphbuilder.vocabulary import GB

TOP = 8
"""How many of each list."""

_COUNTS = {
    "articles": "SELECT (COUNT(*) AS ?n) WHERE { ?a a schema:NewsArticle }",
    "events": "SELECT (COUNT(*) AS ?n) WHERE { ?e gb:reportCount ?reports }",
    "happened": "SELECT (COUNT(*) AS ?n) WHERE { ?e a sem:Event ; gb:reportCount ?reports }",
    "entities": "SELECT (COUNT(*) AS ?n) WHERE { ?e a gb:Entity }",
    "outlets": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?a schema:publisher ?o }",
    "contested": "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e gb:differsIn ?p }",
}
_ACTORS = """SELECT ?node ?label ?type (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?event gb:reportCount ?reports ; sem:hasActor|sem:hasPlace ?node . ?node a gb:Entity, ?type ; skos:prefLabel ?label .
  FILTER(?type != gb:Entity && STRSTARTS(STR(?type), "GB"))
} GROUP BY ?node ?label ?type ORDER BY DESC(?events) ?label LIMIT 8""".replace("GB", GB.iri)
_KINDS = """SELECT ?type (COUNT(*) AS ?events) WHERE { ?event a sem:Event ; sem:eventType ?type }
GROUP BY ?type ORDER BY DESC(?events) ?type LIMIT 12"""
_FACTS = """SELECT ?fact (COUNT(*) AS ?events) WHERE { ?event gb:reportCount ?r ; gb:factuality ?fact }
GROUP BY ?fact ORDER BY DESC(?events) ?fact"""
_DATES = """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE { ?a a schema:NewsArticle ; schema:datePublished ?day }"""
_MONTHS = """SELECT ?month (COUNT(*) AS ?events) WHERE {
  ?event a sem:Event . OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?from } OPTIONAL { ?event sem:hasLatestEndTimeStamp ?to }
  BIND(SUBSTR(STR(COALESCE(?from, ?to)), 1, 7) AS ?month) FILTER(BOUND(?month)) } GROUP BY ?month ORDER BY ?month"""
_ARTICLES = """SELECT ?id ?title ?outlet ?date WHERE { ?a a schema:NewsArticle ; schema:identifier ?id .
  OPTIONAL { ?a schema:headline ?title } OPTIONAL { ?a schema:publisher/schema:name ?outlet } OPTIONAL { ?a schema:datePublished ?date }
} ORDER BY DESC(COALESCE(STR(?date), "")) ?id LIMIT 8"""


@kept(1)
def overview_page(store: GraphStore) -> dict[str, Any]:
    """Give counts, the most reported events that are said to have happened, the names with most events, kinds, months, new articles."""
    schema = load_schema()
    best, _ = chosen_events(store, Wanted(facts=("Asserted", "Attributed"), limit=TOP))
    first, last = next(((row["first"], row["last"]) for row in store.sparql(_DATES)), (None, None))
    told = plain_events(read_events(store, best))
    rank = {short(iri): place for place, iri in enumerate(best)}
    return {
        "counts": {name: int(next(iter(store.sparql(query)))["n"].value) for name, query in _COUNTS.items()},
        "first": value(first),
        "last": value(last),
        "reported": {**told, "events": sorted(told["events"], key=lambda event: rank[event["id"]])},
        "actors": [
            {
                "id": short(row["node"].value),
                "label": row["label"].value,
                "type": local(row["type"]),
                "events": int(row["events"].value),
            }
            for row in store.sparql(_ACTORS)
        ],
        "kinds": [
            {
                "type": local(row["type"]),
                "label": label_of(local(row["type"]), schema),
                "events": int(row["events"].value),
            }
            for row in store.sparql(_KINDS)
        ],
        "facts": [{"fact": local(row["fact"]), "events": int(row["events"].value)} for row in store.sparql(_FACTS)],
        "months": [{"month": row["month"].value, "events": int(row["events"].value)} for row in store.sparql(_MONTHS)],
        "articles": [
            {
                "id": row["id"].value,
                "title": value(row["title"]),
                "outlet": value(row["outlet"]),
                "date": value(row["date"]),
            }
            for row in store.sparql(_ARTICLES)
        ],
    }
