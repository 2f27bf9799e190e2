"""Event classes, their roles and codes, read from the Turtle files of `ontologies/`.

A class is what an event is typed with; its frames (how it is said) are read by `lexicon.py`. Files are checked when
they are loaded: a class below an unknown class, without a definition or with a role that is none is refused with file
and line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from graphbuilder.errors import OntologyError, UnknownNameError

GB = "https://w3id.org/graphbuilder/ontology#"
_SEM_EVENT = "http://semanticweb.cs.vu.nl/2009/11/sem/Event"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_OWL = "http://www.w3.org/2002/07/owl#"
_PROPERTIES = frozenset({_OWL + "ObjectProperty", _OWL + "DatatypeProperty"})
_SCHEMES = ("plover", "mode", "cameo")
EXTRA_FOLDERS = "GRAPHBUILDER_ONTOLOGIES"
"""Environment variable with further folders of ontologies, separated as in PATH."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClass:
    """A class of events.

    Attributes:
        name: local name of its IRI ("Sanction"). ancestors: itself first, then every class above it, nearest first.
        roles: names of the roles that it may have, inherited ones included, sorted.
        codes: scheme ("plover", "mode", "cameo") -> notation, inherited where it has none of its own. A class below
            one with a mode or code keeps that one unless it says another.
        modes: the PLOVER modes that its frames may set. edge: local name of the direct edge's property, "" for none.
        symmetric: both sides act. quad: "VerbalCooperation" and the like, "" for none.
        file, line: where it is defined.
    """

    name: str
    label: str
    definition: str
    ancestors: tuple[str, ...]
    roles: frozenset[str]
    codes: Mapping[str, str]
    modes: frozenset[str]
    edge: str
    symmetric: bool
    quad: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All classes of events and all roles, checked.

    Attributes:
        classes: local name -> class. roles: names of all roles. values: of those whose filler is a value and no entity
            (`owl:DatatypeProperty`). quads: names of the quad classes.
    """

    classes: Mapping[str, EventClass]
    roles: frozenset[str]
    values: frozenset[str]
    quads: frozenset[str]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether class `name` is `ancestor` or stands below it.

        >>> load_ontology().is_a("Visit", "Consult")
        True
        """
        return ancestor in self.classes[name].ancestors

    def event_class(self, name: str, where: str = "") -> EventClass:
        """The class of that local name.

        Raises:
            OntologyError: there is none; the message names the nearest ones.
        """
        try:
            return self.classes[name]
        except KeyError:
            raise unknown("event class", name, self.classes, where) from None


def unknown(what: str, name: str, known: Iterable[str], where: str) -> OntologyError:
    """The error for a name that does not exist: file and line in front, the nearest valid names behind."""
    return OntologyError(str(UnknownNameError(what, name, known, where)))


def ontologies_folder() -> Path:
    """The folder of the ontologies that come with graphbuilder."""
    try:
        return Path(str(files("graphbuilder.ontologies").joinpath("")))
    except ModuleNotFoundError:  # a checkout that was never installed
        return Path(__file__).resolve().parent.parent / "ontologies"


def ontology_folders(extra: Iterable[str | Path] = ()) -> tuple[Path, ...]:
    """Our own folder, then those of the environment variable GRAPHBUILDER_ONTOLOGIES, then `extra`.

    Raises:
        OntologyError: one of them is no folder.
    """
    named = [Path(p) for p in os.environ.get(EXTRA_FOLDERS, "").split(os.pathsep) if p] + [Path(p) for p in extra]
    for folder in named:
        if not folder.is_dir():
            raise OntologyError(f"{folder}: not a folder of ontologies. It should hold *.ttl and lexicon/*.yml files.")
    return (ontologies_folder(), *named)


def load_ontology(extra: Iterable[str | Path] = ()) -> Ontology:
    """Read the Turtle files of our folder and of further ones (see `ontology_folders`); read once per set of folders.

    Raises:
        OntologyError: a file cannot be parsed, or a class or role is not allowed.
    """
    return _load(ontology_folders(extra))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Ontology:
    graph = _Graph(path for folder in folders for path in sorted(folder.glob("*.ttl")))
    roles = frozenset(_local(s) for s in graph.objects_of(GB + "hasRole"))
    _check_roles(graph, roles)
    names = [iri for iri in graph.subjects if graph.is_event_class(iri)]
    classes = {_local(iri): _event_class(graph, iri) for iri in names}
    quads = frozenset(_local(s) for s in graph.subjects if GB + "QuadClass" in graph.values(s, _RDF_TYPE))
    for iri in names:
        _check_class(graph, iri, quads)
    values = frozenset(r for r in roles if _OWL + "DatatypeProperty" in graph.values(GB + r, _RDF_TYPE))
    return Ontology(classes=classes, roles=roles, values=values, quads=quads)


class _Graph:
    """The statements of the Turtle files, by subject and predicate; remembers which file a subject stands in."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.subjects: dict[str, dict[str, list[str]]] = {}
        self.notations: dict[str, dict[str, str]] = {}
        self.source: dict[str, Path] = {}
        self.lines: dict[Path, dict[str, int]] = {}
        for path in paths:
            self._read(path)

    def _read(self, path: Path) -> None:
        import pyoxigraph

        try:
            for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
                subject, predicate = quad.subject.value, quad.predicate.value
                self.source.setdefault(subject, path)
                self.subjects.setdefault(subject, {}).setdefault(predicate, []).append(quad.object.value)
                if predicate == _SKOS + "notation":
                    self.notations.setdefault(subject, {})[_local(quad.object.datatype.value)] = quad.object.value
        except SyntaxError as error:
            raise OntologyError(f"{path}, line {error.lineno}: not valid Turtle: {error.msg}") from error

    def values(self, subject: str, predicate: str) -> list[str]:
        return self.subjects.get(subject, {}).get(predicate, [])

    def value(self, subject: str, predicate: str) -> str:
        return next(iter(self.values(subject, predicate)), "")

    def objects_of(self, predicate: str) -> Iterator[str]:
        for statements in self.subjects.values():
            yield from statements.get(predicate, [])

    def parents(self, iri: str) -> list[str]:
        return self.values(iri, _RDFS + "subClassOf")

    def ancestors(self, iri: str) -> list[str]:
        """The class itself, then those above it, breadth first; a circle is walked once."""
        found = [iri]
        for known in found:
            found.extend(p for p in self.parents(known) if p not in found and p != _SEM_EVENT)
        return found

    def is_event_class(self, iri: str) -> bool:
        """Whether sem:Event stands above it (sem:Event itself and classes of other things are none)."""
        return any(_SEM_EVENT in self.parents(a) for a in self.ancestors(iri)) and iri.startswith(GB)

    def where(self, iri: str) -> str:
        return f"{self.source[iri]}, line {self.line(iri)}"

    def line(self, iri: str) -> int:
        """Line of the class's definition, counted from 1: where its short name opens a statement."""
        path = self.source[iri]
        if path not in self.lines:
            numbered = list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
            self.lines[path] = {line.split(maxsplit=1)[0]: n for n, line in reversed(numbered) if line.strip()}
        return self.lines[path].get("gb:" + _local(iri)) or self.lines[path].get(f"<{iri}>") or 1


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _event_class(graph: _Graph, iri: str) -> EventClass:
    ancestors = graph.ancestors(iri)
    codes: dict[str, str] = {}
    for known in reversed(ancestors):
        codes.update(graph.notations.get(known, {}))

    def nearest(predicate: str) -> str:
        return next((v for a in ancestors if (v := graph.value(a, GB + predicate))), "")

    def gathered(predicate: str) -> frozenset[str]:
        return frozenset(_local(v) for a in ancestors for v in graph.values(a, GB + predicate))

    return EventClass(
        name=_local(iri),
        label=graph.value(iri, _RDFS + "label"),
        definition=graph.value(iri, _SKOS + "definition"),
        ancestors=tuple(_local(a) for a in ancestors),
        roles=gathered("hasRole"),
        codes={scheme: codes[scheme] for scheme in _SCHEMES if scheme in codes},
        modes=gathered("allowsMode") | {n["mode"] for a in ancestors if "mode" in (n := graph.notations.get(a, {}))},
        edge=_local(nearest("edge")),
        symmetric=nearest("symmetric") == "true",
        quad=_local(nearest("quadClass")),
        file=str(graph.source[iri]),
        line=graph.line(iri),
    )


def _check_class(graph: _Graph, iri: str, quads: frozenset[str]) -> None:
    """Refuse a class without label or definition, or that names a class or code scheme that does not exist."""
    for predicate, name in ((_RDFS + "label", "rdfs:label"), (_SKOS + "definition", "skos:definition")):
        if not graph.value(iri, predicate):
            raise OntologyError(f"{graph.where(iri)}: class gb:{_local(iri)} needs a {name}.")
    for parent in graph.parents(iri):
        if parent.startswith(GB) and parent not in graph.subjects:
            known = [_local(s) for s in graph.subjects if graph.is_event_class(s)]
            raise unknown("event class", _local(parent), known, graph.where(iri))
    for scheme in graph.notations.get(iri, {}):
        if scheme not in _SCHEMES:
            raise unknown("code scheme", scheme, _SCHEMES, graph.where(iri))
    for quad in graph.values(iri, GB + "quadClass"):
        if _local(quad) not in quads:
            raise unknown("quad class", _local(quad), quads, graph.where(iri))


def _check_roles(graph: _Graph, roles: frozenset[str]) -> None:
    """Refuse a role that is defined nowhere as a property."""
    defined = [_local(s) for s in graph.subjects if _PROPERTIES & set(graph.values(s, _RDF_TYPE))]
    for subject, statements in graph.subjects.items():
        for role in statements.get(GB + "hasRole", []):
            if _local(role) not in defined:
                raise unknown("role", _local(role), roles & set(defined), graph.where(subject))
