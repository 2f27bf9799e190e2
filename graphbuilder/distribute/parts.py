"""Parts: what a batch of articles gave, one Parquet file each, kept beside the store until it is loaded.

A part's name is made of its articles' content and of the edition that read them. So a build that is cut short finds the parts that were
not loaded yet, and a part can never be taken for that of other articles or of another version.
"""

from __future__ import annotations

import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graphbuilder.contract import dump_extraction, load_extraction
from graphbuilder.distribute.editions import Edition
from graphbuilder.errors import ExtractionError, StoreError
from graphbuilder.graph.records import content_hash
from graphbuilder.graph.store import BATCH
from graphbuilder.model import Article
from graphbuilder.resolve.keys import digest
from graphbuilder.workers import Pair

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER = "parts"
COLUMNS = ("id", "article", "extraction", "failure")
"""Of a part: article and extraction as JSON; either `extraction` or `failure`, the reason of a failure, is null."""


class Parts:
    """The parts of a build. A context manager: when all went well, the folder is gone at the end.

    A part is taken away once two of the store's batches were asked for after it: then the store has written what it was given.
    """

    def __init__(self, folder: Path, edition: Edition) -> None:
        """Use the parts in a folder; it is made when there is one to keep."""
        self._folder = folder / FOLDER
        self._edition = edition
        self._names = {path.stem for path in self._folder.glob("*.parquet")}
        self._given: deque[tuple[str, int]] = deque()
        self._count = 0

    def name_of(self, batch: Iterable[Article]) -> str:
        """Give the name of a batch's part."""
        edition = self._edition
        return digest(edition.graphbuilder, edition.spacy, edition.model, edition.ontologies, *map(content_hash, batch))

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name in self._names

    def write(self, name: str, data: bytes) -> None:
        """Keep a part; after a crash it is there whole or not at all.

        Raises:
            StoreError: it cannot be written.
        """
        target = self._path(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_suffix(".unfinished")
            with unfinished.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(target)
        except OSError as error:
            raise StoreError(f"{target}: cannot be written: {error.strerror or error}.") from error
        self._names.add(name)

    def read(self, name: str, on_failure: Callable[[ExtractionError], None]) -> Iterator[Pair]:
        """Give the articles of a part that was written; take away those before it that the store has."""
        for row in _rows(self._path(name)):
            if row["extraction"] is None:
                on_failure(ExtractionError(row["id"], row["failure"]))
            else:
                self._count += 1
                yield _articles().validate_json(row["article"]), load_extraction(row["extraction"], name)
        self._given.append((name, self._count))
        while self._given and self._given[0][1] + 2 * BATCH < self._count:
            self._take_away(self._given.popleft()[0])

    def _take_away(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what may be needed again when the build was cut short."""
        if kind is None and self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink()
            self._folder.rmdir()


def pack_part(articles: Sequence[Article], pairs: Iterable[Pair], failures: Iterable[ExtractionError]) -> bytes:
    """Give a part's bytes: a row for each article, in their order."""
    given = {article.id: dump_extraction(extraction) for article, extraction in pairs}
    reasons = {error.article: error.reason for error in failures}
    rows = {
        "id": [article.id for article in articles],
        "article": [_articles().dump_json(article).decode() for article in articles],
        "extraction": [given.get(article.id) for article in articles],
        "failure": [reasons.get(article.id) for article in articles],
    }
    return _bytes_of(rows)


def join_parts(parts: Iterable[bytes]) -> bytes:
    """Make one part of several."""
    rows: dict[str, list[str | None]] = {name: [] for name in COLUMNS}
    for part in parts:
        for row in _rows(io.BytesIO(part)):
            for name in COLUMNS:
                rows[name].append(row[name])
    return _bytes_of(rows)


def _bytes_of(rows: dict[str, Any]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    buffer = io.BytesIO()
    table = pyarrow.table({name: pyarrow.array(rows[name], pyarrow.large_string()) for name in COLUMNS})
    pyarrow.parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _rows(source: Path | io.BytesIO) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(source) as table:
        for batch in table.iter_batches(batch_size=16):
            yield from batch.to_pylist()


@lru_cache(maxsize=1)
def _articles() -> TypeAdapter[Article]:
    from pydantic import TypeAdapter

    return TypeAdapter(Article)
