"""Paths -> articles, one after the other: the entry to `read/`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b

from graphbuilder.errors import ReadError, RequestError, UnknownNameError
from graphbuilder.model import Article
from graphbuilder.read.draft import FIELDS, Draft, article_of, digest
from graphbuilder.read.sources import check_paths, files_of, stem_of, suffix_of
from graphbuilder.read.standard_input import read_standard_input

Note = Callable[[str], None]
Failed = Callable[[ReadError], None]


def _silent(_: object) -> None:
    """Take no notice."""


def read_articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    on_failure: Failed,
    columns: Mapping[str, str] | None = None,
    on_note: Note = _silent,
) -> Iterator[Article]:
    """Read articles from files, folders, globs and standard input ("-"), as they are asked for.

    Formats: plain text, HTML, JSON lines, CSV/TSV, Parquet, RSS and Atom, WARC; each but Parquet also as .gz or .zst. An unknown ending is
    read as plain text when the file is named itself. Folders are walked through in the order of names. The text of a file has its
    line ends turned into line feeds; the text of a record is kept exactly as given. Ids: the record's, else the file's name without
    folder and ending (with eight digits of the text's hash when several files share it), else the address.

    Args:
        paths: what to read, in this order. A file that is reached twice is read once.
        on_failure: told each article or file that cannot be read; the others are read all the same.
        columns: field -> column for records with other names, e.g. `{"text": "body"}`.
        on_note: told what else a user may want to know: fields that were left aside, the same article given twice.

    Raises:
        InputError: a path that leads to nothing (at once, before anything is read).
        UnknownNameError: `columns` names a field that does not exist.
    """
    columns = check_columns(columns or {})
    checked = check_paths(paths)
    return _articles(checked, columns, on_failure, on_note)


def check_columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    """The mapping itself, when all its keys are fields of a record."""
    for field in columns:
        if field not in FIELDS:
            raise UnknownNameError("field", field, FIELDS, "--columns")
    if len(set(columns.values())) < len(columns):
        raise RequestError("--columns names one column twice")
    return columns


def _articles(paths: list[str], columns: Mapping[str, str], on_failure: Failed, on_note: Note) -> Iterator[Article]:
    ids = _Identities(files_of(paths))
    for path in files_of(paths):
        for item in _drafts(path, columns, on_note):
            try:
                article = _article_of(item, ids)
            except ReadError as error:
                on_failure(error)
                continue
            if article is not None:
                yield article
            elif isinstance(item, Draft):
                on_note(f"{item.path}: the article {item.id!r} was given already; read once")


def _article_of(item: Draft | ReadError, ids: _Identities) -> Article | None:
    if isinstance(item, ReadError):
        raise item
    return ids.admit(item, article_of(ids.named(item)))


def _drafts(path: str, columns: Mapping[str, str], note: Note) -> Iterator[Draft | ReadError]:
    """What a file holds; a failure of the file as a whole comes last."""
    try:
        yield from _reader(path, columns, note)
    except ReadError as error:
        yield error


def _reader(path: str, columns: Mapping[str, str], note: Note) -> Iterator[Draft | ReadError]:
    """The drafts of a file, by the reader of its format. Readers are imported when a file needs them."""
    from graphbuilder.read import feed, jsonl, table, text, warc, webpage

    match suffix_of(path) if path != "-" else "-":
        case "-":
            return read_standard_input(columns, note)
        case ".jsonl" | ".ndjson":
            return jsonl.read_jsonl(path, columns, note)
        case ".csv" | ".tsv":
            return table.read_csv(path, columns, note)
        case ".parquet":
            return table.read_parquet(path, columns, note)
        case ".html" | ".htm" | ".xhtml":
            return webpage.read_webpage(path)
        case ".xml" | ".rss" | ".atom":
            return feed.read_feed(path)
        case ".warc":
            return warc.read_warc(path)
        case ".json":
            raise ReadError(path, "a JSON file is not read as it is: put one record a line and name it .jsonl")
        case _:
            return text.read_text(path)


class _Identities:
    """Ids that do not depend on folder or order, each used once. Holds sixteen bytes for an article."""

    def __init__(self, files: Iterable[str]) -> None:
        seen: set[str] = set()
        self._shared = {stem for stem in map(stem_of, files) if stem in seen or seen.add(stem)}  # type: ignore[func-returns-value]
        self._texts: dict[bytes, bytes] = {}

    def named(self, draft: Draft) -> Draft:
        """The draft; with its text's hash behind its id when another file has the same name."""
        if draft.from_name and draft.id in self._shared:
            return replace(draft, id=f"{draft.id}-{digest(draft.text)}")
        return draft

    def admit(self, draft: Draft, article: Article) -> Article | None:
        """The article, or None when the same one came before.

        Raises:
            ReadError: another text has this id.
        """
        key, text = (blake2b(value.encode(), digest_size=8).digest() for value in (article.id, article.text))
        before = self._texts.setdefault(key, text)
        if before is not text and before != text:
            raise ReadError(
                draft.path, f"the id {article.id!r} was given to another text before; ids are to be unique", draft.line
            )
        return article if before is text else None
