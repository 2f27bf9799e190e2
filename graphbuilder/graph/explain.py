"""From a node or an edge back to the characters that state it, to who says so, and to whether it is said to have happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.evidence import Evidence, Explanation, Mark, describe, mark_of, within
from graphbuilder.graph.questions import find_entity
from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.model import Article, Event, Extraction, Triple
from graphbuilder.resolve.keys import event_keys
from graphbuilder.vocabulary import BASE, PREFIXES, entity_iri, event_iri, shorten, term_iri


def explain(store: GraphStore, what: str) -> Explanation:
    """Explain an event, an entity, a claim, or an edge.

    Args:
        store: an open graph.
        what: an IRI, the end of one (`event/6f1c...`, `entity/country/BLR`), a prefixed name, the name of an entity, or
            an edge as three of these ("country/NLD gb:sanctions group/officials", names in quotation marks or with `|`
            between the three).

    Returns:
        What it is and its evidence, in order of publication.

    Raises:
        UnknownNameError: the graph holds nothing of that name.
    """
    edge = _edge(what)
    if edge:
        return _Explainer(store).edge(*edge)
    iri, explainer = expand(what), _Explainer(store)
    if safe_iri_term(iri) is None:  # blanks and the like: a name, if anything
        return explainer.entity(find_entity(store, what))
    if iri.startswith(BASE + "event/"):
        return explainer.event(iri.partition("#")[0])
    if iri.startswith(BASE + "claim/"):
        return explainer.claim(iri)
    return explainer.entity(find_entity(store, iri if iri.startswith(BASE + "entity/") else what))


def expand(name: str) -> str:
    """Give the IRI of a prefixed or shortened name; what is none comes back under `BASE`.

    >>> expand("gb:sanctions"), expand("<event/6f1c>")
    ('https://w3id.org/graphbuilder/ontology#sanctions', 'https://w3id.org/graphbuilder/event/6f1c')
    """
    bare = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return bare if "://" in bare else BASE + bare


def _edge(what: str) -> tuple[str, str, str] | None:
    """The three parts of an edge: divided by `|`, by quotation marks or by blanks; None when these are not three."""
    import shlex

    if what.count("|") == 2:
        parts = [part.strip() for part in what.split("|")]
    else:
        try:
            parts = shlex.split(what)
        except ValueError:
            return None
    if len(parts) == 3 and (parts[1].startswith(("gb:", "<", "http")) or what.count("|") == 2 or '"' in what):
        return parts[0], parts[1], parts[2]
    return None


class _Explainer:
    """Gathers evidence from the records of the articles that the graph names."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self.schema = load_schema()

    def event(self, iri: str) -> Explanation:
        """An event of the fused view, or one report of it."""
        fused = f"SELECT ?report ?article WHERE {{ <{iri}> gb:report ?report . GRAPH ?article {{ ?report gb:trigger ?t }} }}"
        reports = [(row["article"].value, row["report"].value) for row in self.store.sparql(fused)]
        if not reports:
            own = f"SELECT ?article WHERE {{ GRAPH ?article {{ <{iri}> gb:trigger ?t }} }}"
            reports = [(row["article"].value, iri) for row in self.store.sparql(own)]
        if not reports:
            raise UnknownNameError("event", shorten(iri), self._events(), where=str(self.store.folder))
        return Explanation(
            iri=iri,
            kind="event",
            title=self._label(iri) or shorten(iri),
            facts=tuple(self._event_facts(iri)),
            merges=tuple(self._merges(iri)),
            evidence=self._sorted(self._report(self._id(graph), report) for graph, report in reports),
        )

    def edge(self, subject: str, predicate: str, target: str) -> Explanation:
        """A direct edge: the events that state it."""
        ends = (find_entity(self.store, _bare(subject)), find_entity(self.store, _bare(target)))
        bare = _bare(predicate)
        prop = expand(bare) if ":" in bare else term_iri(bare)
        if safe_iri_term(prop) is None:
            raise UnknownNameError("edge property", bare, self._edges(ends[0]))
        names = [self._label(iri) or shorten(iri) for iri in ends]
        query = f"""SELECT DISTINCT ?article ?report WHERE {{
          GRAPH ?article {{ ?claim rdf:subject ?s ; rdf:predicate <{prop}> ; rdf:object ?o ; gb:aboutEvent ?report . }}
          ?s gb:resolvedTo <{ends[0]}> . ?o gb:resolvedTo <{ends[1]}> }}"""
        found = [(row["article"].value, row["report"].value) for row in self.store.sparql(query)]
        if not found:
            raise UnknownNameError("edge", f"{names[0]} {shorten(prop)} {names[1]}", self._edges(ends[0]))
        there = bool(self.store.sparql(f"ASK {{ <{ends[0]}> <{prop}> <{ends[1]}> }}"))
        fact = "is in the fused view" if there else "is claimed, but no direct edge: not asserted as having happened"
        return Explanation(
            iri=f"<{ends[0]}> <{prop}> <{ends[1]}>",
            kind="edge",
            title=f"{names[0]} {shorten(prop)} {names[1]}",
            facts=(fact,),
            merges=(),
            evidence=self._sorted(self._report(self._id(graph), report) for graph, report in found),
        )

    def claim(self, iri: str) -> Explanation:
        """A claim: the sentence of the article that it stands in."""
        query = f"""SELECT ?article ?event ?begin ?s ?r ?o WHERE {{ GRAPH ?article {{ <{iri}> prov:wasDerivedFrom/nif:beginIndex ?begin .
          OPTIONAL {{ <{iri}> gb:aboutEvent ?event }}
          OPTIONAL {{ <{iri}> gb:subjectText ?s ; gb:relationText ?r ; gb:objectText ?o }} }} }}"""
        rows = list(self.store.sparql(query))
        if not rows:
            raise UnknownNameError("claim", shorten(iri), [], where=str(self.store.folder))
        row = rows[0]
        article = self._id(row["article"].value)
        if row["s"]:
            words = (row["s"].value, row["r"].value, row["o"].value)
            evidence = self._open(article, words, int(row["begin"].value))
            title = " ".join(words)
        else:
            evidence = self._report(article, row["event"].value)
            title = evidence.states
        return Explanation(iri=iri, kind="claim", title=title, facts=(), merges=(), evidence=(evidence,))

    def entity(self, iri: str) -> Explanation:
        """An entity: what it is, which names were held for it, and the sentences that mention it."""
        query = f"""SELECT ?article ?local WHERE {{ ?local gb:resolvedTo <{iri}> .
          GRAPH ?article {{ ?article schema:mentions ?local }} }}"""
        found = sorted({(row["article"].value, row["local"].value) for row in self.store.sparql(query)})
        mentions = (e for graph, local in found for e in self._mentions(self._id(graph), local))
        return Explanation(
            iri=iri,
            kind="entity",
            title=self._label(iri) or shorten(iri),
            facts=tuple(self._entity_facts(iri)),
            merges=tuple(self._merges(iri)),
            evidence=self._sorted(mentions),
        )

    # --- evidence out of the records

    def _report(self, article: str, report: str) -> Evidence:
        read, extraction = self._pair(article)
        keys = event_keys(extraction)
        event = next(event for event in extraction.events if event_iri(keys[event.id]) == report)
        marks = [mark_of(event.trigger, "trigger"), *(mark_of(role, role.role) for role in event.roles)]
        return self._evidence(read, extraction, event, marks, describe(event, self.schema))

    def _open(self, article: str, words: tuple[str, str, str], begin: int) -> Evidence:
        read, extraction = self._pair(article)
        triple = next(
            triple
            for triple in extraction.triples
            if (triple.subject, triple.relation, triple.object) == words
            and extraction.sentences[triple.sentence].start == begin
        )
        marks = [Mark(start=span.start, end=span.end, kind="evidence") for span in triple.evidence]
        return self._evidence(read, extraction, triple, marks, " ".join(words))

    def _evidence(
        self, article: Article, extraction: Extraction, stated: Event | Triple, marks: list[Mark], states: str
    ) -> Evidence:
        sentence = extraction.sentences[stated.sentence]
        speaker, kind = None, None
        if stated.attribution is not None:
            attribution = extraction.attributions[stated.attribution]
            marks += [mark_of(span, "speaker") for span in attribution.source]
            marks += [mark_of(span, "cue") for span in attribution.cue]
            speaker, kind = self._speaker(article, extraction, stated.attribution), attribution.kind.value
        return Evidence(
            sentence=article.text[sentence.start : sentence.end],
            marks=within(sentence, marks),
            states=states,
            speaker=speaker,
            kind=kind,
            factuality=stated.factuality.value,
            polarity=stated.polarity.value,
            confidence=stated.confidence,
            start=sentence.start,
            article=extraction.id,
            title=extraction.title or article.title,
            outlet=extraction.source or article.source,
            published=extraction.published or article.published,
            url=extraction.url or article.url,
        )

    def _speaker(self, article: Article, extraction: Extraction, index: int) -> str:
        attribution = extraction.attributions[index]
        named = {entity.id: entity.name for entity in extraction.entities}
        words = " ".join(article.text[span.start : span.end] for span in attribution.source)
        name = named.get(attribution.speaker or "", words) or "somebody not named"
        if attribution.within is None or attribution.within == index:
            return name
        return f"{name}, as told by {self._speaker(article, extraction, attribution.within)}"

    def _mentions(self, article: str, local: str) -> Iterator[Evidence]:
        read, extraction = self._pair(article)
        entity = next(e for e in extraction.entities if entity_iri(e.id) == local)
        by_sentence: dict[int, list[Mark]] = {}
        for mention in entity.mentions:
            index = next((i for i, s in enumerate(extraction.sentences) if s.start <= mention.start < s.end), None)
            if index is not None:
                by_sentence.setdefault(index, []).append(mark_of(mention, "mention"))
        for index, marks in sorted(by_sentence.items()):
            sentence = extraction.sentences[index]
            yield Evidence(
                sentence=read.text[sentence.start : sentence.end],
                marks=within(sentence, marks),
                states=f"mentions {entity.name}",
                speaker=None,
                kind=None,
                factuality="",
                polarity="",
                confidence=None,
                start=sentence.start,
                article=extraction.id,
                title=extraction.title or read.title,
                outlet=extraction.source or read.source,
                published=extraction.published or read.published,
                url=extraction.url or read.url,
            )

    # --- the graph in words

    def _event_facts(self, iri: str) -> Iterator[str]:
        query = f"""SELECT ?type ?factuality ?confidence ?reports ?sources ?from ?until ?place WHERE {{
          <{iri}> sem:eventType ?type ; gb:factuality ?factuality ; gb:confidence ?confidence ;
                  gb:reportCount ?reports ; gb:independentSourceCount ?sources .
          OPTIONAL {{ <{iri}> sem:hasEarliestBeginTimeStamp ?from }} OPTIONAL {{ <{iri}> sem:hasLatestEndTimeStamp ?until }}
          OPTIONAL {{ <{iri}> gb:place/skos:prefLabel ?place }} }} ORDER BY ?place LIMIT 1"""
        for row in self.store.sparql(query):
            yield f"{shorten(row['type'].value)}, {shorten(row['factuality'].value)}, confidence {row['confidence'].value}"
            yield f"{row['reports'].value} reporting article(s), {row['sources'].value} independent source(s)"
            if row["from"] or row["until"]:
                yield f"between {row['from'].value if row['from'] else '?'} and {row['until'].value if row['until'] else '?'}"
            if row["place"]:
                yield f"in {row['place'].value}"
        for row in self.store.sparql(f"SELECT ?p WHERE {{ <{iri}> gb:differsIn ?p }} ORDER BY ?p"):
            yield f"reports disagree in {shorten(row['p'].value)}"

    def _entity_facts(self, iri: str) -> Iterator[str]:
        query = f"SELECT ?type WHERE {{ <{iri}> a ?type FILTER(?type != gb:Entity) }} ORDER BY ?type"
        yield from (shorten(row["type"].value) for row in self.store.sparql(query))
        names = [
            row["l"].value for row in self.store.sparql(f"SELECT ?l WHERE {{ <{iri}> skos:altLabel ?l }} ORDER BY ?l")
        ]
        if names:
            yield f"also called {', '.join(names)}"
        for row in self.store.sparql(f"SELECT ?o WHERE {{ <{iri}> owl:sameAs ?o }} ORDER BY ?o"):
            yield f"same as {row['o'].value}"

    def _merges(self, iri: str) -> Iterator[str]:
        query = f"""SELECT ?rule ?reason (GROUP_CONCAT(STR(?m); separator=" ") AS ?members) WHERE {{
          <{iri}> prov:wasInfluencedBy ?merge . ?merge gb:mergeRule ?rule ; gb:mergeReason ?reason ; gb:merged ?m
        }} GROUP BY ?rule ?reason ORDER BY ?reason"""
        for row in self.store.sparql(query):
            members = ", ".join(shorten(member) for member in sorted(row["members"].value.split()))
            yield f"{members} are one by {shorten(row['rule'].value)}: {row['reason'].value}"

    def _label(self, iri: str) -> str | None:
        rows = self.store.sparql(f"SELECT ?l WHERE {{ <{iri}> rdfs:label|skos:prefLabel ?l }} ORDER BY ?l LIMIT 1")
        return next((str(row["l"].value) for row in rows), None)

    def _events(self) -> list[str]:
        return [shorten(row["e"].value) for row in self.store.sparql("SELECT ?e WHERE { ?e gb:report ?r } LIMIT 200")]

    def _edges(self, subject: str) -> list[str]:
        query = f"SELECT ?p ?l WHERE {{ <{subject}> ?p ?o . ?o a gb:Entity ; skos:prefLabel ?l }}"
        name = self._label(subject)
        rows = self.store.sparql(query)
        return [
            f"{name} {shorten(row['p'].value)} {row['l'].value}" for row in rows if "resolvedTo" not in row["p"].value
        ]

    def _id(self, graph: str) -> str:
        rows = self.store.sparql(f"SELECT ?id WHERE {{ GRAPH <{graph}> {{ <{graph}> schema:identifier ?id }} }}")
        return str(next(iter(rows))["id"].value)

    def _pair(self, article: str) -> tuple[Article, Extraction]:
        return self.store.article(article), self.store.extraction(article)

    @staticmethod
    def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(sorted(evidence, key=lambda e: (e.published or "9999", e.article, e.start, e.states)))


def _bare(name: str) -> str:
    return name.strip().removeprefix("<").removesuffix(">")
