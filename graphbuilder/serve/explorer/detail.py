"""The pages of one entity, one event and one article: facts, who says what, contradictions, and the words that state it all.

Offsets in what the pages get count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.evidence import Evidence, Mark
from graphbuilder.graph.explain import explain
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Extraction
from graphbuilder.resolve.keys import event_keys
from graphbuilder.serve.explorer.reading import node_iri, read_events
from graphbuilder.serve.explorer.scope import differing, plain_events
from graphbuilder.serve.explorer.wanted import Wanted, chosen_events
from graphbuilder.show.gather import local, short, value
from graphbuilder.vocabulary import BASE, article_iri, entity_iri, event_iri

MANY = 300
"""How many claims or sentences a page holds; it says how many there are."""

_SAYS = """SELECT DISTINCT ?content ?cue ?kind ?denies ?id ?title ?outlet ?date ?begin WHERE {
  ?local gb:resolvedTo <NODE> .
  GRAPH ?article { ?said gb:speaker ?local ; gb:attributionKind ?kind ; gb:content ?words .
    ?words nif:anchorOf ?content ; nif:beginIndex ?begin .
    OPTIONAL { ?said gb:cue/nif:anchorOf ?cue } OPTIONAL { ?said gb:denies ?denies } }
  ?article schema:identifier ?id . OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:publisher/schema:name ?outlet } OPTIONAL { ?article schema:datePublished ?date }
} ORDER BY ?date ?id ?begin ?cue"""
_CLAIMS = """SELECT DISTINCT ?words ?fact ?speaker ?id ?title ?outlet ?date ?sentence ?begin WHERE {
  { SELECT DISTINCT ?article ?claim WHERE { ?local gb:resolvedTo <NODE> .
    { GRAPH ?article { ?claim rdf:subject ?local } } UNION { GRAPH ?article { ?claim rdf:object ?local } } } }
  GRAPH ?article { ?claim gb:subjectText ?s ; gb:relationText ?r ; gb:objectText ?o ; gb:factuality ?fact ; prov:wasDerivedFrom ?place .
    ?place nif:anchorOf ?sentence ; nif:beginIndex ?begin . OPTIONAL { ?claim prov:wasAttributedTo/skos:prefLabel ?speaker } }
  ?article schema:identifier ?id . OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:publisher/schema:name ?outlet } OPTIONAL { ?article schema:datePublished ?date }
  BIND(CONCAT(?s, " ", ?r, " ", ?o) AS ?words)
} ORDER BY ?speaker ?date ?id ?begin ?words"""
_DIFFERS = """SELECT DISTINCT ?property ?value ?id ?outlet ?speaker WHERE {
  <EVENT> gb:differsIn ?property ; gb:report ?report .
  GRAPH ?article { ?report gb:factuality ?fact ; gb:trigger ?trigger .
    OPTIONAL { ?report sem:hasEarliestBeginTimeStamp ?begin } OPTIONAL { ?report sem:hasLatestEndTimeStamp ?end }
    OPTIONAL { ?report ?property_of ?quantity . ?quantity gb:lexicalValue ?words
      FILTER(STRSTARTS(STR(?property_of), STR(gb:)) && STRENDS(STR(?property_of), "Quantity")) }
    OPTIONAL { ?report prov:wasAttributedTo/skos:prefLabel ?speaker } }
  ?article schema:identifier ?id . OPTIONAL { ?article schema:publisher/schema:name ?outlet }
  BIND(IF(?property = gb:factuality, STRAFTER(STR(?fact), "#"), IF(CONTAINS(STR(?property), "TimeStamp"),
    CONCAT(COALESCE(STR(?begin), "?"), " to ", COALESCE(STR(?end), "?")),
    IF(STR(?property_of) = CONCAT(STR(?property), "Quantity"), ?words, ?nothing))) AS ?value) FILTER(BOUND(?value))
} ORDER BY ?property ?value ?id"""
_NODE = """SELECT ?type ?label WHERE { <NODE> a gb:Entity, ?type ; skos:prefLabel ?label FILTER(?type != gb:Entity) } ORDER BY ?type"""
_SAME = "SELECT ?same WHERE { <NODE> owl:sameAs ?same } ORDER BY ?same"
_NAMES = "SELECT ?name WHERE { <NODE> skos:altLabel ?name } ORDER BY ?name"
_COUNTED = """SELECT ?mentions ?articles ?country ?countryName ?lat ?long WHERE { <NODE> a gb:Entity .
  OPTIONAL { <NODE> gb:mentionCount ?mentions } OPTIONAL { <NODE> gb:articleCount ?articles }
  OPTIONAL { <NODE> gb:country ?country . ?country skos:prefLabel ?countryName }
  OPTIONAL { <NODE> wgs84:lat ?lat ; wgs84:long ?long } } LIMIT 1"""


def entity_page(store: GraphStore, entity: str) -> dict[str, Any]:
    """Give the page of an entity, by its id ("country/BLR").

    Raises:
        UnknownNameError: there is no such entity in the fused view.
    """
    iri = node_iri(entity)
    rows = list(store.sparql(_NODE.replace("NODE", iri)))
    if not rows:
        raise UnknownNameError("entity", entity, ())
    chosen, total = chosen_events(store, Wanted(about=(iri,), limit=MANY).checked())
    counted = next(iter(store.sparql(_COUNTED.replace("NODE", iri))))
    says = [_said(row) for row in store.sparql(_SAYS.replace("NODE", iri))]
    claims = [_claimed(row) for row in store.sparql(_CLAIMS.replace("NODE", iri))]
    return {
        "id": entity,
        "iri": iri,
        "label": rows[0]["label"].value,
        "type": local(rows[0]["type"]),
        "names": [row["name"].value for row in store.sparql(_NAMES.replace("NODE", iri))],
        "same": [row["same"].value for row in store.sparql(_SAME.replace("NODE", iri))],
        "mentioned": int(counted["mentions"].value) if counted["mentions"] else 0,
        "in_articles": int(counted["articles"].value) if counted["articles"] else 0,
        "country": [short(counted["country"].value), counted["countryName"].value] if counted["country"] else None,
        "at": [float(counted["lat"].value), float(counted["long"].value)] if counted["lat"] else None,
        "total": total,
        **plain_events(read_events(store, chosen)),
        "says": says[:MANY],
        "says_all": len(says),
        "claims": claims[:MANY],
        "claims_all": len(claims),
    }


def mentions_page(store: GraphStore, entity: str) -> dict[str, Any]:
    """Give the sentences that mention an entity, and why its names were held to be one.

    Raises:
        UnknownNameError: there is no such entity.
    """
    explained = explain(store, node_iri(entity))
    return {
        "merges": merges(store, node_iri(entity), "names"),
        "sentences": [sentence_data(each) for each in explained.evidence[:MANY]],
        "all": len(explained.evidence),
    }


def _source(row: Any) -> dict[str, Any]:
    """The article of a row."""
    return {
        "article": row["id"].value,
        "title": value(row["title"]) or row["id"].value,
        "outlet": value(row["outlet"]) or "",
        "date": value(row["date"]),
    }


def _said(row: Any) -> dict[str, Any]:
    return {
        "content": row["content"].value,
        "cue": value(row["cue"]) or "",
        "kind": local(row["kind"]).lower(),
        "denies": bool(row["denies"] and row["denies"].value == "true"),
        "start": int(row["begin"].value),
        **_source(row),
    }


def _claimed(row: Any) -> dict[str, Any]:
    return {
        "words": row["words"].value,
        "fact": local(row["fact"]),
        "speaker": value(row["speaker"]),
        "sentence": row["sentence"].value,
        "start": int(row["begin"].value),
        **_source(row),
    }


def sentence_data(evidence: Evidence) -> dict[str, Any]:
    """Turn a sentence with its marks into plain data."""
    return {
        "text": evidence.sentence,
        "marks": marks_data(evidence.sentence, evidence.marks),
        "states": evidence.states,
        "speaker": evidence.speaker,
        "kind": evidence.kind,
        "fact": evidence.factuality,
        "confidence": evidence.confidence,
        "article": evidence.article,
        "title": evidence.title or evidence.article,
        "outlet": evidence.outlet,
        "date": evidence.published,
        "url": evidence.url,
        "start": evidence.start,
    }


def marks_data(text: str, marks: Iterable[Mark]) -> list[list[Any]]:
    """Turn marks into lists of begin, end (UTF-16 units) and what they are for."""
    units = utf16_units(text)
    return [[units(mark.start), units(mark.end), mark.kind] for mark in marks]


def utf16_units(text: str) -> Callable[[int], int]:
    """Give the function from offsets in code points to offsets in UTF-16 units; the text is looked through once.

    >>> units = utf16_units("a🌊b")
    >>> [units(offset) for offset in range(4)]
    [0, 1, 3, 4]
    """
    wide = [place for place, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def event_page(store: GraphStore, event: str) -> dict[str, Any]:
    """Give the page of an event, by its id ("event/6f1c...").

    Raises:
        UnknownNameError: there is no such event in the fused view.
    """
    iri = BASE + event
    chosen, _ = chosen_events(store, Wanted(events=(iri,)).checked())
    if not chosen:
        raise UnknownNameError("event", event, ())
    told = plain_events(read_events(store, chosen))
    explained = explain(store, iri)
    return {
        **told,
        "id": event,
        "iri": iri,
        "codes": [
            [row["code"].value, short(row["code"].datatype.value).rpartition("#")[2]]
            for row in store.sparql(f"SELECT ?code WHERE {{ <{iri}> skos:notation ?code }} ORDER BY ?code")
        ],
        "title": explained.title,
        "independent": _number(store, iri, "independentSourceCount"),
        "merges": merges(store, iri, "reports"),
        "reports": [sentence_data(each) for each in explained.evidence],
        "differs": differences(store, iri),
        "against": against(store, told["events"][0]),
    }


def _number(store: GraphStore, iri: str, name: str) -> int:
    return next((int(row["n"].value) for row in store.sparql(f"SELECT ?n WHERE {{ <{iri}> gb:{name} ?n }}")), 0)


def merges(store: GraphStore, iri: str, what: str) -> list[str]:
    """Say why several reports or names were held to be one, without the ids that a reader cannot read."""
    query = f"""SELECT ?rule ?reason (COUNT(DISTINCT ?m) AS ?n) WHERE {{
      <{iri}> prov:wasInfluencedBy ?merge . ?merge gb:mergeRule ?rule ; gb:mergeReason ?reason ; gb:merged ?m
    }} GROUP BY ?rule ?reason ORDER BY ?reason"""
    return [
        f"{row['n'].value} {what}, {'joined by a curator' if local(row['rule']) == 'CuratorRule' else 'one by rule'}: {row['reason'].value}"
        for row in store.sparql(query)
    ]


def differences(store: GraphStore, iri: str) -> list[dict[str, Any]]:
    """Give in what the reports of an event differ: each value with who reports it."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in store.sparql(_DIFFERS.replace("EVENT", iri)):
        by = {
            "article": row["id"].value,
            "outlet": value(row["outlet"]) or row["id"].value,
            "speaker": value(row["speaker"]),
        }
        found[differing(local(row["property"]))][row["value"].value].append(by)
    return [
        {"in": name, "values": [{"value": words, "by": by} for words, by in values.items()]}
        for name, values in found.items()
    ]


def against(store: GraphStore, event: dict[str, Any]) -> list[dict[str, Any]]:
    """Find the events of the same class and participants that say the opposite: denied or negated, or stated."""
    nodes = [role["node"] for role in event["roles"] if role["node"]]
    if not nodes:
        return []
    stated = event["fact"] in ("Asserted", "Attributed")
    facts = (
        ("Denied", "Negated")
        if stated
        else ("Asserted", "Attributed")
        if event["fact"] in ("Denied", "Negated")
        else ()
    )
    if not facts:
        return []
    wanted = Wanted(about=(node_iri(nodes[0]),), types=(event["type"],), facts=facts, limit=50)
    chosen, _ = chosen_events(store, wanted.checked())
    mine = {(role["role"], role["node"]) for role in event["roles"] if role["node"]}
    others = plain_events(read_events(store, chosen))["events"]
    same = [other for other in others if mine == {(r["role"], r["node"]) for r in other["roles"] if r["node"]}]
    return [{"id": other["id"], "title": other["title"], "fact": other["fact"]} for other in same]


def article_page(store: GraphStore, article: str) -> dict[str, Any]:
    """Give the page of an article, by its id: the whole text, and what each stretch of it is for.

    Raises:
        UnknownNameError: it is not in the store.
    """
    read, extraction = store.article(article), store.extraction(article)
    text = read.text
    units = utf16_units(text)
    merged = _merged(store, article)
    return {
        "id": article,
        "iri": article_iri(article),
        "title": extraction.title or read.title or article,
        "outlet": extraction.source or read.source,
        "date": extraction.published or read.published,
        "author": extraction.author or read.author,
        "url": extraction.url or read.url,
        "language": extraction.language,
        "text": text,
        "sentences": [[units(s.start), units(s.end), s.silent or ""] for s in extraction.sentences],
        "events": article_events(read, extraction, merged),
        "names": article_names(store, text, extraction),
        "said": [
            {
                "speaker": _name_of(extraction, each.speaker),
                "kind": each.kind.value,
                "source": _spans(units, each.source),
                "cue": _spans(units, each.cue),
                "content": _spans(units, each.content),
            }
            for each in extraction.attributions
        ],
    }


def _spans(units: Callable[[int], int], spans: Sequence[Any]) -> list[list[int]]:
    return [[units(span.start), units(span.end)] for span in spans]


def _name_of(extraction: Extraction, entity: str | None) -> str | None:
    return next((each.name for each in extraction.entities if each.id == entity), None)


def _merged(store: GraphStore, article: str) -> dict[str, tuple[str, str]]:
    """Id and title of the fused event of each report of an article, by the IRI of the report."""
    query = f"""SELECT ?event ?report ?label WHERE {{ GRAPH <{article_iri(article)}> {{ ?report gb:trigger ?t }}
      ?event gb:report ?report ; rdfs:label ?label }}"""
    return {row["report"].value: (short(row["event"].value), row["label"].value) for row in store.sparql(query)}


def article_events(
    article: Article, extraction: Extraction, merged: dict[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """Give the events that an article reports, in text order, each with its marks in the whole text."""
    units, keys = utf16_units(article.text), event_keys(extraction)
    found = []
    for event in sorted(extraction.events, key=lambda each: (each.trigger.start, each.id)):
        known = merged.get(event_iri(keys[event.id]))
        if known is None:
            continue
        said = extraction.attributions[event.attribution] if event.attribution is not None else None
        marks = [(event.trigger.start, event.trigger.end, "trigger")]
        marks += [(role.start, role.end, role.role) for role in event.roles]
        if said:
            marks += [(span.start, span.end, "speaker") for span in said.source]
            marks += [(span.start, span.end, "cue") for span in said.cue]
        found.append(
            {
                "id": known[0],
                "title": known[1],
                "fact": event.factuality.value,
                "sentence": event.sentence,
                "speaker": _name_of(extraction, said.speaker) if said else None,
                "marks": [[units(start), units(end), kind] for start, end, kind in marks],
            }
        )
    return found


def article_names(store: GraphStore, text: str, extraction: Extraction) -> list[list[Any]]:
    """Give where an article names entities: begin, end, id of the node of the fused view; no two overlap."""
    locals_ = " ".join(f"<{entity_iri(entity.id)}>" for entity in extraction.entities)
    query = f"SELECT ?local ?node WHERE {{ VALUES ?local {{ {locals_} }} ?local gb:resolvedTo ?node }}"
    nodes = {row["local"].value: short(row["node"].value) for row in store.sparql(query)} if locals_ else {}
    spans = sorted(
        (mention.start, -mention.end, nodes[entity_iri(entity.id)])
        for entity in extraction.entities
        if entity_iri(entity.id) in nodes
        for mention in entity.mentions
    )
    units = utf16_units(text)
    kept: list[list[Any]] = []
    last = -1
    for start, end, node in spans:
        if start >= last:
            kept.append([units(start), units(-end), node])
            last = -end
    return kept
