"""RSS and Atom files: one article an entry, as long as the feed gives it (feedparser). Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import open_bytes
from graphbuilder.read.draft import Draft, digest

_PARAGRAPH = re.compile(r"(?i)</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|tr|table)\b[^>]*>")
_TAG = re.compile(r"<[^<>]*>")


def read_feed(path: str) -> Iterator[Draft | ReadError]:
    """The entries in the order of the feed. An entry's id is its own, its address, or made from its text."""
    import feedparser

    with open_bytes(path) as stream:
        data = stream.read()
    if not data.strip():
        raise ReadError(path, "is empty")
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # bytes that nobody has thought of
        raise ReadError(path, f"is no RSS or Atom feed that can be read ({error})") from error
    if not feed.entries:
        reason = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise ReadError(path, f"is no RSS or Atom feed with entries{reason}")
    source = str(feed.feed.get("title", ""))
    language = str(feed.feed.get("language", "")).split("-")[0].lower()
    for entry in feed.entries:
        yield _draft_of_entry(entry, path, source, language)


def _draft_of_entry(entry: Any, path: str, source: str, language: str) -> Draft | ReadError:
    bodies = [part.get("value") or "" for part in entry.get("content", [])] or [entry.get("summary") or ""]
    text = plain_text("\n".join(bodies))
    title = plain_text(str(entry.get("title", "")))
    if not text:
        return ReadError(path, f"the entry {title or entry.get('id', '?')!r} has no text")
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")  # its own `get` warns of what it will not do
    return Draft(
        path=path,
        id=str(entry.get("id") or entry.get("link") or digest(text, 16)),
        text=text,
        title=title,
        source=source,
        author=str(entry.get("author", "")),
        url=str(entry.get("link", "")),
        published=_iso(moment) if moment else "",
        language=language,
    )


def _iso(moment: Sequence[int]) -> str:
    """A feed's moment as ISO 8601, "" when the calendar has none such: feedparser reads "0000-01-01" and second 61."""
    year, month, day, hour, minute, second = moment[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except ValueError:
        return ""


def plain_text(markup: str) -> str:
    """The words of a feed's HTML fragment, a line for each paragraph.

    >>> plain_text("<p>Ferries &amp; trains</p><p>sail <b>again</b>.</p>")
    'Ferries & trains\\nsail again.'
    """
    lines = _TAG.sub("", _PARAGRAPH.sub("\n", markup)).splitlines()
    return "\n".join(line for raw in lines if (line := " ".join(unescape(raw).split())))
