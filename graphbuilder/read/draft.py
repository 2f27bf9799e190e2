"""An article as a format gives it, and the one way from there to `model.Article`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from graphbuilder.errors import ReadError
from graphbuilder.model import Article
from graphbuilder.read.dates import iso_in, record_date, written_date
from graphbuilder.read.language import language_of
from graphbuilder.read.structure import Structure, read_structure

FIELDS = ("id", "text", "title", "source", "author", "url", "published", "language")
"""The fields of an input record; `id` and `text` are required."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a file says of an article, unchecked.

    Attributes:
        path: the file as given, for messages. line: its line from 1, or None.
        named: what the article is called outside (file name, address): a date in it helps to date the article.
        from_name: True when `id` was made from the file's name, which two files may share.
    """

    path: str
    line: int | None = None
    id: str
    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    named: str = ""
    from_name: bool = False


def digest(text: str, length: int = 8) -> str:
    """The first hexadecimal digits of the text's SHA-256.

    >>> digest("a")
    'ca978112'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def draft_of_record(
    record: object, path: str, line: int | None, columns: Mapping[str, str], *, text_names_id: bool = False
) -> Draft:
    """Check a record of a .jsonl, .csv or .parquet file. Fields that are not `FIELDS` are left aside.

    Args:
        record: the record as parsed. path, line: where it stands. text_names_id: make a missing `id` from the text.
        columns: field -> name of the column that holds it, for records with other names.

    Raises:
        ReadError: not an object, a field is missing or of the wrong type.
    """
    if not isinstance(record, dict):
        raise ReadError(path, f'a record is an object with "id" and "text", not {type(record).__name__}', line)
    values = {field: _field(record, columns.get(field, field), path, line) for field in FIELDS}
    if not values["text"]:
        raise ReadError(path, _missing("text", record, columns), line)
    if not values["id"] and text_names_id:
        values["id"] = digest(values["text"], 16)
    if not values["id"]:
        raise ReadError(path, _missing("id", record, columns), line)
    return Draft(
        path=path,
        line=line,
        id=values["id"],
        text=values["text"],
        title=values["title"],
        source=values["source"],
        author=values["author"],
        url=values["url"],
        published=values["published"],
        language=values["language"],
    )


def _field(record: Mapping[str, Any], name: str, path: str, line: int | None) -> str:
    value = record.get(name)
    if value is None or value != value:  # a missing cell is NaN
        return ""
    if isinstance(value, int | date) and not isinstance(value, bool):
        return value.isoformat().removesuffix("T00:00:00") if isinstance(value, date) else str(value)
    if not isinstance(value, str):
        raise ReadError(path, f"{name!r} is to be a string, not {type(value).__name__}", line)
    return value


def _missing(field: str, record: Mapping[str, Any], columns: Mapping[str, str]) -> str:
    name = columns.get(field, field)
    if name in record:
        return f"{name!r} is empty"
    near = get_close_matches(name, map(str, record), n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"has no {name!r}, only {', '.join(sorted(map(str, record))) or 'nothing'}.{hint} Name the column with --columns {field}=COLUMN"


def article_of(draft: Draft) -> Article:
    """Check a draft's values and read its structure: title, author, source and date from its head where it says none itself.

    Raises:
        ReadError: no words, characters that cannot be stored, or a date that cannot be read.
    """
    text = draft.text
    if not text.strip():
        raise ReadError(draft.path, "is empty: no words in it", draft.line)
    _check_characters(draft)
    published = _published(draft)
    structure = read_structure(text, draft.title)
    dateline = structure.dateline
    return Article(
        id=draft.id,
        text=text,
        title=" ".join(draft.title.split()) or structure.headline,
        source=draft.source.strip() or (dateline.agency or "" if dateline else ""),
        author=draft.author.strip() or structure.author,
        url=draft.url.strip(),
        published=published or _date_in_head(structure, draft),
        language=draft.language.strip().lower() or language_of(text),
        dateline_place=dateline.place if dateline else None,
        blocks=structure.blocks,
    )


def _check_characters(draft: Draft) -> None:
    for value in (draft.text, draft.id, draft.title, draft.source, draft.author, draft.url):
        if (bad := re.search(r"[\x00\ud800-\udfff\ufffe\uffff]", value)) is not None:
            where = f"character {bad.start()} is U+{ord(bad.group()):04X}, which no text file or database can hold"
            raise ReadError(draft.path, where, draft.line)


def _published(draft: Draft) -> str | None:
    if not draft.published.strip():
        return None
    try:
        return record_date(draft.published)
    except ValueError as error:
        raise ReadError(draft.path, f"'published': {error}", draft.line) from error


def _date_in_head(structure: Structure, draft: Draft) -> str | None:
    """The dateline's day, the year taken from the header or the file's name; else the header's day; else the name's.

    A dateline's day without a year anywhere stays unknown: the clock is not asked.
    """
    named = iso_in(draft.named) or iso_in(draft.url)
    stamp = written_date(structure.stamp, near=named) if structure.stamp else None
    day = structure.dateline.date if structure.dateline else None
    found = (written_date(day, near=stamp or named) if day else None) or stamp or named
    return found.isoformat() if found else None
