"""HTML pages: the story, its title, author and date, without the page around it (trafilatura, htmldate)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import open_bytes
from graphbuilder.read.draft import Draft
from graphbuilder.read.sources import stem_of

LARGEST = 20_000_000
"""Pages of more bytes are refused: no article is that long, and the parser would hold a multiple of it in memory."""

_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2099-12-31"}
"""Only dates that the page declares; the fixed bounds keep the clock out."""


@lru_cache(maxsize=1)
def _settings() -> Any:
    """Trafilatura's settings, with short news items taken for articles too (its own bound is 250 characters)."""
    from trafilatura.settings import DEFAULT_CONFIG

    for name in (
        "trafilatura",
        "htmldate",
    ):  # what they have to say is said by ReadError; without a handler Python prints it
        logging.getLogger(name).addHandler(logging.NullHandler())
    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    settings.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return settings


def read_webpage(path: str) -> Iterator[Draft | ReadError]:
    """The one article of an HTML file; its id is the file's name without folder and ending."""
    with open_bytes(path) as stream:
        data = stream.read(LARGEST + 1)
    if not data.strip():
        raise ReadError(path, "is empty")
    yield draft_of_page(data, path, id=stem_of(path), named=stem_of(path), from_name=True)


def draft_of_page(
    data: bytes | str, path: str, *, id: str, url: str = "", named: str = "", from_name: bool = False
) -> Draft:
    """Take the article out of a page. Paragraphs are lines of the text; captions, menus and comments are left out.

    Raises:
        ReadError: the page is too large, no HTML, or holds no article.
    """
    from trafilatura import bare_extraction

    if len(data) > LARGEST:
        raise ReadError(path, f"is an HTML page of more than {LARGEST:,} bytes")
    found = bare_extraction(
        data,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        config=_settings(),
        date_extraction_params=_DATES,
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ReadError(path, "no article was found in this page")
    return Draft(
        path=path,
        id=id,
        text=found.text,
        title=found.title or "",
        source=found.sitename or "",
        author=found.author or "",
        url=url or found.url or "",
        published=found.date or "",
        named=named,
        from_name=from_name,
    )
