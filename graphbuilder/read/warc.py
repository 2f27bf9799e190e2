"""WARC archives: one article a stored HTML page (warcio). The day of the crawl is not taken for the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphbuilder.errors import ReadError
from graphbuilder.read.decode import PACKED_ERRORS, decode
from graphbuilder.read.draft import Draft
from graphbuilder.read.webpage import LARGEST, draft_of_page


def read_warc(path: str) -> Iterator[Draft | ReadError]:
    """The pages in the order of the archive, one record in memory at a time; an article's id is its address.

    Left out: requests, redirects, errors and what is neither HTML nor plain text.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = 0
    try:
        with open(path, "rb") as stream:
            if not stream.read(5).startswith((b"WARC/", b"\x1f\x8b")):
                raise ReadError(path, "is no WARC archive" if stream.tell() else "is empty")
            stream.seek(0)
            for record in ArchiveIterator(stream):
                count += 1
                kind = _kind(record)
                if kind:
                    yield _draft_of_record(record, kind, path)
    except (
        ArchiveLoadFailed,
        *PACKED_ERRORS,
        ValueError,
        AttributeError,
    ) as error:  # AttributeError: warcio on a header cut in two
        raise ReadError(path, f"the archive is damaged or cut off after record {count} ({error})") from error
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror or error}") from error
    if count == 0:
        raise ReadError(path, "is empty: no record in it")


def _kind(record: Any) -> str:
    """ "html", "text" or "" for what is no article."""
    if record.rec_type not in {"response", "resource", "conversion"}:
        return ""
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return ""
        declared = record.http_headers.get_header("Content-Type") or ""
    else:
        declared = record.rec_headers.get_header("Content-Type") or ""
    declared = declared.lower()
    return "html" if "html" in declared else "text" if declared.startswith("text/plain") else ""


def _draft_of_record(record: Any, kind: str, path: str) -> Draft | ReadError:
    address = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("WARC-Record-ID") or ""
    where = f"{path} ({address})"
    data = record.content_stream().read(LARGEST + 1)
    try:
        if kind == "html":
            return draft_of_page(data, where, id=address, url=address, named=address)
        return Draft(path=where, id=address, text=decode(data, where), url=address, named=address)
    except ReadError as error:
        return error
