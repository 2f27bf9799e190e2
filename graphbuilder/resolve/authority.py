"""A user's own authority file: names that are known beforehand. It wins over everything that is found out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graphbuilder.errors import ReadError
from graphbuilder.extract.chain_ids import slug
from graphbuilder.gazetteer import fold

TYPES = ("Country", "Person", "Organization", "Place", "Group", "Thing")
COLUMNS = ("name", "aliases", "type", "sameAs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry of an authority file. `type` is "" when any will do; `same_as` holds IRIs."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its node."""
        return f"{(self.type or 'thing').lower()}/{slug(self.name)}"


class Authority:
    """The entries of an authority file, by name and alias."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Of two entries with the same name the first counts."""
        self.records = tuple(records)
        self._by_name: dict[str, list[Record]] = {}
        for record in self.records:
            for name in (record.name, *record.aliases):
                self._by_name.setdefault(fold(name), []).append(record)

    def find(self, name: str, kind: str) -> Record | None:
        """The entry of this name or alias and type, or None; a name that stands for two entries of the type finds none.

        >>> authority = Authority([Record(name="Amina Diallo", aliases=("A. Diallo",), type="Person")])
        >>> authority.find("a. diallo", "Person").id, authority.find("Amina Diallo", "Place")
        ('person/amina-diallo', None)
        """
        found = {r.id: r for r in self._by_name.get(fold(name), ()) if r.type in ("", kind)}
        return next(iter(found.values())) if len(found) == 1 else None


def read_authority(path: str | Path) -> Authority:
    """Read an authority file.

    Args:
        path: a CSV file with the columns name, aliases (separated by `|`), type, sameAs (separated by blanks), or a Turtle file with
            `rdfs:label` or `skos:prefLabel`, `skos:altLabel`, `rdf:type` and `owl:sameAs` (or `schema:sameAs`) for each entity.

    Raises:
        ReadError: the file cannot be read, a column is missing, a type is unknown (with the line).
    """
    file = Path(path)
    if not file.is_file():
        raise ReadError(str(path), "there is no such file; an authority file is a .csv or a .ttl file")
    if file.suffix.lower() in (".ttl", ".nt", ".n3"):
        return Authority(turtle_records(file))
    return Authority(csv_records(file))


def csv_records(file: Path) -> list[Record]:
    """The entries of a CSV file, in order."""
    out = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if "name" not in (rows.fieldnames or ()):
                raise ReadError(str(file), f"there is no column 'name'; the columns are {', '.join(COLUMNS)}", 1)
            for row in rows:
                kind = (row.get("type") or "").strip()
                if kind and kind not in TYPES:
                    raise ReadError(
                        str(file), f"there is no type {kind!r}; the types are {', '.join(TYPES)}", rows.line_num
                    )
                name = (row["name"] or "").strip()
                if not name:
                    raise ReadError(str(file), "the name is empty", rows.line_num)
                aliases = tuple(a.strip() for a in (row.get("aliases") or "").split("|") if a.strip())
                out.append(
                    Record(
                        name=name, aliases=aliases, type=kind, same_as=tuple(sorted((row.get("sameAs") or "").split()))
                    )
                )
    except UnicodeDecodeError as error:
        raise ReadError(str(file), "it is not UTF-8 text") from error
    except csv.Error as error:
        raise ReadError(str(file), f"it is no CSV: {error}") from error
    return out


def turtle_records(file: Path) -> list[Record]:
    """The entries of a Turtle file, sorted by IRI; the entity's own IRI is among its `same_as`."""
    from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, URIRef
    from rdflib.exceptions import ParserError

    try:
        graph = Graph().parse(file)
    except (AssertionError, ParserError, SyntaxError, ValueError) as error:
        raise ReadError(str(file), f"it is not Turtle: {str(error)[:200]}") from error
    out = []
    for subject in sorted({s for s in graph.subjects() if isinstance(s, URIRef)}):
        labels = sorted(str(o) for p in (SKOS.prefLabel, RDFS.label, SDO.name) for o in graph.objects(subject, p))
        if not labels:
            continue
        kinds = {str(o).replace("#", "/").rsplit("/", 1)[-1] for o in graph.objects(subject, RDF.type)}
        same = {str(o) for p in (OWL.sameAs, SDO.sameAs) for o in graph.objects(subject, p)}
        aliases = {str(o) for p in (SKOS.altLabel, SDO.alternateName) for o in graph.objects(subject, p)} | set(
            labels[1:]
        )
        out.append(
            Record(
                name=labels[0],
                aliases=tuple(sorted(aliases)),
                type=next((t for t in TYPES if t in kinds), ""),
                same_as=tuple(sorted({str(subject), *same})),
            )
        )
    return out
