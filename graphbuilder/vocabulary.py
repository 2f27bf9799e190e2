"""The closed vocabularies of the graph, and where the ontology files lie.

A namespace here knows its terms: `GB.Claim` is an IRI, `GB.Clam` is an error that names the nearest term. What is
data (event classes, roles, edge properties) is not listed here but read from `ontologies/events.ttl` by
`graphbuilder.graph.schema`. A test holds the lists against the ontology files.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import quote

BASE = "https://w3id.org/graphbuilder/"
"""What every IRI that graphbuilder mints begins with."""


class Namespace:
    """A closed set of terms: attribute access gives the IRI as a string, an unknown term is an AttributeError.

    >>> PROV.wasDerivedFrom
    'http://www.w3.org/ns/prov#wasDerivedFrom'
    >>> PROV.wasDerivedFron
    Traceback (most recent call last):
    ...
    AttributeError: prov: has no term 'wasDerivedFron'. Nearest: wasDerivedFrom
    """

    __slots__ = ("__dict__", "iri", "prefix", "terms")

    def __init__(self, prefix: str, iri: str, terms: str) -> None:
        """Keep the blank-separated `terms`."""
        self.prefix, self.iri, self.terms = prefix, iri, frozenset(terms.split())
        self.__dict__.update((term, iri + term) for term in sorted(self.terms))  # found without a call: graphs ask millions of times

    def __getattr__(self, term: str) -> str:
        if term.startswith("__"):
            raise AttributeError(term)
        return self[term]

    def __getitem__(self, term: str) -> str:
        """Give the IRI of a term, for names that are no Python identifiers.

        Raises:
            AttributeError: the vocabulary has no such term.
        """
        if term not in self.terms:
            nearest = get_close_matches(term, sorted(self.terms), n=1) or sorted(self.terms)[:3]
            raise AttributeError(f"{self.prefix}: has no term {term!r}. Nearest: {', '.join(nearest)}")
        return self.iri + term


GB = Namespace(
    "gb",
    BASE + "ontology#",
    """
    NonFactualEvent Entity Country Person Organization Place Group Thing Phrase
    Claim OpenClaim Attribution Participation Merge TimeExpression
    Factuality Asserted Attributed Denied Negated Planned Possible Requested Conditional
    Polarity Positive Negative AttributionKind Direct Indirect Mixed
    MergeRule SameEntityRule SameEventRule CuratorRule
    factuality reportedAs polarity confidence attributedConfidence timeValue timeType
    report reportCount independentSourceCount mentionCount articleCount resolvedTo
    participation role filler country countryCode trigger
    quantity lexicalValue upperValue approximate countedThing
    aboutEvent attribution attributionKind speaker source cue content denies within
    subjectText relationText objectText argumentText relationLemma claimKind evidence
    silent sentenceNumber publishedAt
    merged mergeRule mergeReason differsIn edgeTo sameWithin
    plover mode cameo actsOn place quadClass
    """,
)
RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object")
RDFS = Namespace(
    "rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf domain range isDefinedBy"
)
OWL = Namespace("owl", "http://www.w3.org/2002/07/owl#", "sameAs Class ObjectProperty DatatypeProperty Ontology")
XSD = Namespace(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean decimal double integer nonNegativeInteger date dateTime anyURI",
)
SKOS = Namespace("skos", "http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel notation definition example")
PROV = Namespace(
    "prov",
    "http://www.w3.org/ns/prov#",
    "Activity Entity Agent wasDerivedFrom wasAttributedTo used wasInfluencedBy wasGeneratedBy",
)
SEM = Namespace(
    "sem",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event Actor Place Time Core EventType eventType hasActor hasPlace hasTime "
    "hasEarliestBeginTimeStamp hasLatestEndTimeStamp hasBeginTimeStamp hasEndTimeStamp hasTimeStamp",
)
NIF = Namespace(
    "nif",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context Sentence Phrase String RFC5147String beginIndex endIndex anchorOf referenceContext sentence isString",
)
TIME = Namespace("time", "http://www.w3.org/2006/time#", "TemporalEntity Interval hasBeginning hasEnd inXSDDate")
QUDT = Namespace("qudt", "http://qudt.org/schema/qudt/", "QuantityValue Unit numericValue hasUnit")
UNIT = Namespace("unit", "http://qudt.org/vocab/unit/", "PERCENT NUM")
WGS84 = Namespace("wgs84", "http://www.w3.org/2003/01/geo/wgs84_pos#", "lat long SpatialThing")
SCHEMA = Namespace(
    "schema",
    "https://schema.org/",
    "NewsArticle NewsMediaOrganization headline datePublished publisher author url inLanguage identifier name mentions",
)
GAF = Namespace("gaf", "http://groundedannotationframework.org/gaf#", "denotedBy")
GBF = Namespace("gbf", BASE + "function#", "kilometres week")

NAMESPACES = (GB, RDF, RDFS, OWL, XSD, SKOS, PROV, SEM, NIF, TIME, QUDT, UNIT, WGS84, SCHEMA, GAF, GBF)

PREFIXES: dict[str, str] = {namespace.prefix: namespace.iri for namespace in NAMESPACES}
"""Prefix to namespace, known to every query and written into every export."""


def ontology_file(name: str) -> Traversable:
    """Give a file of the `ontologies` folder, wherever the package is installed.

    Raises:
        FileNotFoundError: there is no such file.
    """
    try:
        folder: Traversable = files("graphbuilder.ontologies")
    except ModuleNotFoundError:  # a checkout: the folder stands beside the package
        folder = Path(__file__).resolve().parent.parent / "ontologies"
    found = folder.joinpath(name)
    if not found.is_file():
        raise FileNotFoundError(f"ontologies/{name}")
    return found


def entity_iri(entity: str) -> str:
    """Give the IRI of an entity id.

    >>> entity_iri("country/BLR")
    'https://w3id.org/graphbuilder/entity/country/BLR'
    >>> entity_iri("thing/a b>")
    'https://w3id.org/graphbuilder/entity/thing/a%20b%3E'
    """
    return f"{BASE}entity/{_quoted(entity, '/')}"


def article_iri(article: str) -> str:
    """Give the IRI of an article, which is also the name of its graph. Two ids never share an IRI.

    >>> article_iri("tass-2020-11-17")
    'https://w3id.org/graphbuilder/article/tass-2020-11-17'
    >>> article_iri("news/1?a=b")
    'https://w3id.org/graphbuilder/article/news%2F1%3Fa%3Db'
    """
    return f"{BASE}article/{_quoted(article, '')}"


def characters_iri(article: str, start: int, end: int) -> str:
    """Give the IRI of a stretch of an article's text (RFC 5147): code points, half-open.

    >>> characters_iri("a", 3121, 3215)
    'https://w3id.org/graphbuilder/article/a#char=3121,3215'
    """
    return f"{article_iri(article)}#char={start},{end}"


def event_iri(key: str) -> str:
    """Give the IRI of an event from its key (see `graphbuilder.resolve.merge.event_keys`).

    >>> event_iri("6f1c")
    'https://w3id.org/graphbuilder/event/6f1c'
    """
    return f"{BASE}event/{key}"


def term_iri(name: str) -> str:
    """Give the IRI of a class or role that the ontology file names; checked there, made harmless here.

    >>> term_iri("voteShare")
    'https://w3id.org/graphbuilder/ontology#voteShare'
    """
    return GB.iri + _quoted(name, "")


def shorten(iri: str) -> str:
    """Write an IRI with a known prefix, or in angle brackets relative to `BASE` when it is one of ours.

    >>> shorten("http://www.w3.org/ns/prov#used"), shorten(BASE + "entity/country/BLR"), shorten("http://x.org/")
    ('prov:used', 'entity/country/BLR', 'http://x.org/')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)


@lru_cache(maxsize=2048)
def _quoted(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogatepass")
