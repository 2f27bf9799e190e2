"""What the store writes of one article, made of the article alone: its records, its quads, and what fusing needs of it.

Everything here is pure and can be done in another process; the process that holds the store only has to write it down.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from graphbuilder.graph.quads import article_triples, trig
from graphbuilder.graph.records import Row, packed
from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.statements import article_metadata
from graphbuilder.model import Article, Entity, Extraction
from graphbuilder.resolve.fused import Report
from graphbuilder.resolve.identity import compared_by
from graphbuilder.resolve.nodes import NotedEntity, noted
from graphbuilder.resolve.reports import unlinked_reports
from graphbuilder.resolve.sketches import EntitySketch
from graphbuilder.resolve.sources import Sketch, text_sketch
from graphbuilder.vocabulary import article_iri

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNote:
    """A report as it is kept: its key, its place in the order of all reports, its JSON, and the entity ids in it."""

    key: str
    order: str
    data: bytes
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNote:
    """All that is written of an article.

    Attributes:
        row: the article and its extraction, packed. quads: its named graph, see `graph_texts`.
        about: the statements on the article in the fused view, as N-Triples lines.
        digest: hash of its text; two articles with the same one are the same text. sketch: see `text_sketch`.
        mentions: entity id -> JSON of the `NotedEntity`. reports: its events.
        events: number of events by class. sentences, silent: how many, and how many of them gave nothing.
    """

    row: Row
    quads: tuple[bytes, ...]
    about: tuple[str, ...]
    digest: bytes
    sketch: Sketch
    mentions: tuple[tuple[str, bytes], ...]
    reports: tuple[ReportNote, ...]
    events: Mapping[str, int]
    sentences: int
    silent: int

    @property
    def id(self) -> str:
        """The article's id."""
        return self.row[0]


def note_article(article: Article, extraction: Extraction) -> ArticleNote:
    """Make what is written of an article.

    >>> note = note_article(Article(id="a", text="Hail."), Extraction(id="a"))
    >>> note.id, note.reports, len(note.sketch)
    ('a', (), 1)
    """
    return ArticleNote(
        row=packed(article, extraction),
        quads=article_graph(article, extraction),
        about=tuple(dict.fromkeys(f"{s} {p} {o}" for s, p, o in article_metadata(article, extraction))),
        digest=blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        sketch=text_sketch(article.text),
        mentions=tuple((entity.id, _entities().dump_json(_noted(entity))) for entity in extraction.entities),
        reports=tuple(_report_note(report) for report in unlinked_reports(article, extraction)),
        events=dict(Counter(event.type for event in extraction.events)),
        sentences=len(extraction.sentences),
        silent=sum(sentence.silent is not None for sentence in extraction.sentences),
    )


def _noted(entity: Entity) -> NotedEntity:
    """An entity with what it is compared by: most ids stand in one article, and the linker has no more to find out of these."""
    found = noted(entity)
    return replace(found, compared=compared_numbers(found.sketch))


def compared_numbers(sketch: EntitySketch) -> tuple[int, ...]:
    """Give the numbers under which the linker looks an entity up, sorted."""
    return tuple(sorted({number_of(*key) for key in compared_by(sketch)}))


def article_graph(article: Article, extraction: Extraction) -> tuple[bytes, ...]:
    """Write an article's named graph as TriG: in one text, that of a long article in several, compressed."""
    name = article_iri(extraction.id)
    texts = (trig(name, group) for group in article_triples(article, extraction, load_schema()))
    first, second = next(texts), next(texts, None)
    if second is None:
        return (first,)
    return tuple(zlib.compress(text, 1) for text in chain((first, second), texts))


def graph_texts(graph: tuple[bytes, ...]) -> Iterator[bytes]:
    """Give the TriG of an article's graph, a text at a time."""
    return iter(graph) if len(graph) == 1 else map(zlib.decompress, graph)


def _report_note(report: Report) -> ReportNote:
    ids = {id for found in report.participants.values() for id in found}
    return ReportNote(
        key=report.key,
        order=order_text(report),
        data=_reports().dump_json(report),
        fillers=tuple(sorted(ids | ({report.place} if report.place else set()))),
    )


def order_text(report: Report) -> str:
    """Write `Report.order` so that sorting the text sorts the reports."""
    published, article, start, key = report.order
    return f"{published}\x01{article}\x01{start:09}\x01{key}"


def read_report(data: bytes) -> Report:
    """Read a report back."""
    return _reports().validate_json(data)


def read_entity(data: bytes) -> NotedEntity:
    """Read a noted entity back."""
    return _entities().validate_json(data)


def written_sketch(sketch: EntitySketch) -> bytes:
    """Write what the linker knows of an entity."""
    return _sketches().dump_json(sketch)


def read_sketch(data: bytes) -> EntitySketch:
    """Read it back."""
    return _sketches().validate_json(data)


def packed_numbers(numbers: tuple[int, ...] | list[int]) -> bytes:
    """Write whole numbers of up to 64 bits.

    >>> unpacked_numbers(packed_numbers([1, 2**62]))
    (1, 4611686018427387904)
    """
    return array("q", numbers).tobytes()


def unpacked_numbers(data: bytes) -> tuple[int, ...]:
    """Read them back."""
    return tuple(array("q", data))


def number_of(*parts: object) -> int:
    """Give a hash of 63 bits, the same everywhere, that stands for these parts in an index."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest()) >> 1


@lru_cache(maxsize=1)
def _reports() -> TypeAdapter[Report]:
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


@lru_cache(maxsize=1)
def _entities() -> TypeAdapter[NotedEntity]:
    from pydantic import TypeAdapter

    return TypeAdapter(NotedEntity)


@lru_cache(maxsize=1)
def _sketches() -> TypeAdapter[EntitySketch]:
    from pydantic import TypeAdapter

    return TypeAdapter(EntitySketch)
