"""Write `ontology.md` from the Turtle files and the lexicon: every class of events, every role, every other term.

    python docs/ontology.py            # also run by docs/update.py

The areas are the headings (`# ---- name`) of the Turtle files. The words are those of the files, so nothing is written here twice.
`tests/test_docs.py` holds the page to what this would write.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [] if str(DOCS.parent) in sys.path else [str(DOCS.parent)]

from graphbuilder.lexicon import Lexicon, load_lexicon  # noqa: E402
from graphbuilder.lexicon.records import Frame  # noqa: E402
from graphbuilder.ontology import EventClass, ontologies_folder  # noqa: E402
from graphbuilder.vocabulary import GB, shorten  # noqa: E402

PAGE = DOCS / "ontology.md"
FILES = ("events.ttl", "world.ttl", "core.ttl", "alignments.ttl")
VALUES = ("Factuality", "Polarity", "AttributionKind", "MergeRule", "QuadClass")
"""Classes whose members are listed one by one."""
SHOWN = 3
"""So many examples of a class are shown, one of each of its first frames."""
_HEADING = re.compile(r"^# -{20,} (?P<name>.+?)\s*$")
_EXAMPLE = re.compile(r"^(?P<text>.*\S)\s*\[(?P<roles>[^\[\]]*)\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that is no class of events, with what the files say of it; `domain` and `range` are short names or ""."""

    name: str
    label: str
    definition: str
    kind: str
    above: str = ""
    domain: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a class is said: triggers of one frame, its first example and who fills which role there."""

    triggers: str
    sentence: str
    roles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A class of events as the page shows it."""

    known: EventClass
    parent: str
    codes: tuple[str, ...]
    close: tuple[tuple[str, str], ...]
    own_roles: tuple[str, ...]
    inherited: tuple[str, ...]
    said: tuple[Said, ...]
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A heading of a Turtle file and the classes below it, in the order of the file."""

    name: str
    classes: tuple[Described, ...]


def read_graph() -> rdflib.Graph:
    """What the ontology files state."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(ontologies_folder() / name, format="turtle")
    return graph


def areas(lexicon: Lexicon, graph: rdflib.Graph) -> list[Area]:
    """The areas in the order of the files."""
    found: dict[tuple[int, int, str], list[EventClass]] = {}
    for known in lexicon.ontology.classes.values():
        found.setdefault(area_of(Path(known.file), known.line), []).append(known)
    return [
        Area(
            name=key[2],
            classes=tuple(described(c, lexicon, graph) for c in sorted(found[key], key=lambda c: c.line)),
        )
        for key in sorted(found)
    ]


def area_of(file: Path, line: int) -> tuple[int, int, str]:
    """Place of the file, place of the last heading above a line, and that heading."""
    lines = file.read_text("utf-8").splitlines()[:line]
    headings = [(number, match["name"]) for number, text in enumerate(lines) if (match := _HEADING.match(text))]
    return (FILES.index(file.name), *headings[-1])


def described(known: EventClass, lexicon: Lexicon, graph: rdflib.Graph) -> Described:
    """All that the page says of a class."""
    iri = rdflib.URIRef(GB.iri + known.name)
    own = {local(role) for role in graph.objects(iri, rdflib.URIRef(GB.iri + "hasRole"))}
    frames = [frame for frame in lexicon.frames if frame.type == known.name]
    return Described(
        known=known,
        parent=known.ancestors[1] if len(known.ancestors) > 1 else "",
        codes=tuple(f"{scheme.upper() if scheme != 'mode' else 'mode'} {code}" for scheme, code in sorted(known.codes.items())),
        close=tuple((local(o), str(o)) for o in sorted(graph.objects(iri, SKOS.closeMatch), key=str)),
        own_roles=tuple(sorted(own)),
        inherited=tuple(sorted(known.roles - own)),
        said=tuple(said for frame in frames if (said := said_by(frame)))[:SHOWN],
        frames=len(frames),
    )


def said_by(frame: Frame) -> Said | None:
    """Triggers and first example of a frame, None for a frame whose examples only say what it is not."""
    for line in frame.raw.splitlines():
        match = _EXAMPLE.match(line.strip())
        if match and match["roles"].strip() != "none":
            return Said(triggers=", ".join(triggers(frame)), sentence=match["text"], roles=match["roles"].strip())
    return None


def triggers(frame: Frame, most: int = 6) -> Iterator[str]:
    """The first trigger words of a frame: verbs, nouns, adjectives, then verbs with their object or preposition."""
    light = (" ".join(one(words) for words in (t.verbs, t.objects, t.preps, t.nouns) if words) for t in frame.light)
    misread = {pair.split()[1] for pair in load_lexicon().words["misread"] if " " in pair}
    words = list(dict.fromkeys([*sorted(frame.verbs - misread), *sorted(frame.nouns), *sorted(frame.adjectives), *light]))
    yield from (word.replace("_", " ") for word in words[:most])
    if len(words) > most:
        yield "..."


def one(words: Iterable[str]) -> str:
    """The first words of a set, in the alphabet.

    >>> one({"b", "a", "d", "c"})
    'a/b/c/...'
    """
    known = sorted(words)
    return "/".join([*known[:3], *(["..."] if len(known) > 3 else [])])


def terms(graph: rdflib.Graph, kind: rdflib.URIRef) -> list[Term]:
    """Our own terms of one kind, by name."""
    ours = sorted({s for s in graph.subjects(RDF.type, kind) if isinstance(s, rdflib.URIRef) and str(s).startswith(GB.iri)})
    return [term(graph, iri, local(kind)) for iri in ours]


def term(graph: rdflib.Graph, iri: rdflib.URIRef, kind: str) -> Term:
    """What the files say of one term."""
    above = sorted(shorten(str(o)) for p in (RDFS.subPropertyOf, RDFS.subClassOf) for o in graph.objects(iri, p))
    ends = {p: graph.value(iri, p) for p in (RDFS.domain, RDFS.range)}
    return Term(
        name=local(iri),
        label=str(graph.value(iri, RDFS.label)),
        definition=str(graph.value(iri, SKOS.definition)),
        kind=kind,
        above=", ".join(above),
        domain=shorten(str(ends[RDFS.domain])) if ends[RDFS.domain] else "",
        range=shorten(str(ends[RDFS.range])) if ends[RDFS.range] else "",
    )


def local(iri: object) -> str:
    """The last part of an IRI.

    >>> local("http://www.wikidata.org/entity/Q7944")
    'Q7944'
    """
    return re.split(r"[/#]", str(iri))[-1]


def render() -> str:
    """The whole page."""
    lexicon, graph = load_lexicon(), read_graph()
    properties = [*terms(graph, OWL.ObjectProperty), *terms(graph, OWL.DatatypeProperty)]
    roles = sorted((p for p in properties if p.name in lexicon.ontology.roles), key=lambda t: t.name)
    edges = [p for p in properties if "gb:actsOn" in p.above]
    others = sorted((p for p in properties if p not in roles and p not in edges), key=lambda t: t.name)
    classes = [t for t in terms(graph, OWL.Class) if t.name not in lexicon.ontology.classes]
    values = [t for kind in VALUES for t in terms(graph, rdflib.URIRef(GB.iri + kind))]
    notes = [*terms(graph, OWL.AnnotationProperty), *terms(graph, RDFS.Datatype)]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(DOCS),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("ontology.md.jinja").render(
        areas=areas(lexicon, graph),
        count=len(lexicon.ontology.classes),
        frames=len(lexicon.frames),
        roles=roles,
        edges=edges,
        others=others,
        classes=classes,
        values=values,
        notes=notes,
    )


def main() -> None:
    """Write the page, and say whether it changed."""
    new = render()
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    PAGE.write_text(new, encoding="utf-8")
    print(f"{PAGE.name}: {'rewritten' if new != old else 'holds'}")


if __name__ == "__main__":
    main()
