"""Hostile input, made from a seed: the same seed gives the same case everywhere."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import random
from typing import Any

import zstandard

SENTENCES = (
    "The harbour of Kolmar was closed on Monday after a strike.",
    "OSLO, October 2, 2020 (AP) - Norway imposed sanctions on 40 Belarusian officials on Friday.",
    '"We will not sign the treaty," said Rosa Quispe, the foreign minister of Peru.',
    "Police did not arrest the 3,000 protesters, but threatened to.",
    "According to the ministry, turnout was 80.10% in the first round.",
    "Ghana's president met Kenyan officials in Accra last Tuesday to discuss trade.",
    "If the talks fail, Japan may expel two diplomats.",
)
ODD = (
    "\x00", "\ud800", "\udfff", "\ufeff", "\ufffe", "\uffff", "\u202e", "\u2066", "\u200f", "\u200b", "\u200d", "\u2028", "\x85",
    "\x0b", "\x1b[2J", "\x7f", "\xad", "\t", "\r", "\r\n", "\n\n\n", "e\u0301\u0323\u0308", "\u0e33\u0e33", "👩‍👩‍👧‍👦", "🇳🇴🇧🇾", "🏴\U000e0067\U000e007f", "ﷺ",
    "İstanbul ſtraße ǅ", "שלום עולם", "مرحبا بالعالم", "你好，世界。", "\U0010ffff", "\U000f0000", "((((((((", "]]]]", "“‘“‘", '"""', "'''''", "''s's's",
    "-----", "—–—", "...........", "!?!?!?", "$$$", "%%%", "@@@", "#####", "\\\\", "\\u0000", "&#0;", "&#xD800;", "&amp;lt;", "&nbsp", "<!--",
    "<![CDATA[", "<script>alert(1)</script>", "</p></div>", "<b", '" ; } DROP ALL {', "> <x:y> <z:w> .", "?s ?p ?o", "$about", "{{7*7}}", "%s%n",
    "http://[", "https://example.org/a b<c>", "urn:x:\u202e", "../../etc/passwd", "0000-00-00", "0000-01-01", "9999-12-31", "10000-01-01", "-0001-01-01",
    "2021-02-30", "31 February 0", "31.12.9999", "13/13/2013", "24:61", "99th century", "next last Monday", "the year 0", "in 9999", "1e999",
    "1" * 400, "9,999,999,999,999,999,999", "1/0", "0x1F", "½⅓", "٣٤٥", "三十", "IV", "NaN", "null", "-0.0", "80.10.10%", "$1.2.3bn", "a" * 3000,
    "Aa" * 300 + "-" + "b" * 200, "of of of of of", "who who who said said", "and, and, and", "to to be be not",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "koi8-r", "gb18030", "utf-7")


def text(rng: random.Random, most: int = 12) -> str:
    """Sentences with odd things between and inside them."""
    pieces: list[str] = []
    for _ in range(rng.randint(0, most)):
        kind = rng.random()
        if kind < 0.45:
            pieces.append(rng.choice(SENTENCES))
        elif kind < 0.6:
            pieces.append(shuffled(rng, rng.choice(SENTENCES)))
        elif kind < 0.9:
            pieces.append(rng.choice(ODD))
        else:
            pieces.append("".join(chr(rng.choice((rng.randrange(128), rng.randrange(0x110000)))) for _ in range(rng.randint(1, 12))))
    return rng.choice((" ", " ", "\n", "", "\n\n")).join(pieces)


def shuffled(rng: random.Random, sentence: str) -> str:
    """A sentence that breaks the grammar: words moved, doubled, left out, or in capitals."""
    words = sentence.split()
    rng.shuffle(words)
    return " ".join(rng.choice((word, word, word.upper(), f"{word} {word}", "")) for word in words)


def clean(given: str) -> str:
    """Without what no file can hold."""
    return given.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")


def encoded(rng: random.Random, given: str) -> bytes:
    """The text in some encoding, whether that fits or not."""
    errors = rng.choice(("surrogatepass", "replace", "ignore"))
    try:
        return given.encode(rng.choice(ENCODINGS), errors)
    except (UnicodeError, LookupError):
        return given.encode("utf-8", "replace")


def damaged(rng: random.Random, data: bytes, share: float = 0.5) -> bytes:
    """The bytes with some of them changed, cut off, doubled or put in, in `share` of the cases."""
    if not data or rng.random() > share:
        return data
    made = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(made) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            made[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            del made[at:]
        elif kind == 2:
            made[at:at] = rng.randbytes(rng.randint(1, 30))
        elif kind == 3:
            made[at:at] = made[: rng.randint(0, 200)]
        else:
            del made[at : at + rng.randint(1, 50)]
    return bytes(made)


def value(rng: random.Random, depth: int = 0) -> Any:
    """A value of any type that JSON can hold."""
    simple: tuple[Any, ...] = (
        None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf"), "", " ", "en", "2020-11-17", "x" * 300,
    )  # fmt: skip
    if depth < 3 and rng.random() < 0.3:
        made: Any = [value(rng, depth + 1) for _ in range(rng.randint(0, 3))]
        return made if rng.random() < 0.5 else {text(rng, 1): item for item in made}
    return rng.choice((rng.choice(simple), text(rng, 4)))


def record(rng: random.Random) -> dict[str, Any]:
    """An article's record whose fields may be of any type, missing, or more than there should be."""
    made: dict[str, Any] = {"id": f"r{rng.randrange(1000)}", "text": text(rng)}
    for name in ("title", "source", "author", "url", "published", "language", "section", "\ud800"):
        if rng.random() < 0.3:
            made[name] = rng.choice((value(rng), date(rng), text(rng, 2)))
    for name in ("id", "text"):
        if rng.random() < 0.15:
            made[name] = value(rng)
        elif rng.random() < 0.05:
            del made[name]
    return made


def date(rng: random.Random) -> str:
    """What might be a date."""
    year, month, day = rng.choice((0, 1, 1899, 2020, 2024, 9999, 10000)), rng.randint(0, 13), rng.randint(0, 32)
    return rng.choice(
        (
            f"{year:04}-{month:02}-{day:02}", f"{year:04}{month:02}{day:02}", f"{day}/{month}/{year}", f"{day}.{month}.{year:04}",
            f"{year:04}-{month:02}-{day:02}T25:61:61Z", f"{year:04}-{month:02}-{day:02}T10:00:00+99:99", f"Tue, {day} Nov {year} 10:00:00 GMT",
            f"{day:02} Foo {year:04} 10:00", f"November {day}, {year}", f"Nov {day}", f"{year}-W{month}-{day}", f"{year:04}-{month:02}",
            f"Monday, {day}th of May {year}", text(rng, 1),
        )
    )  # fmt: skip


def txt(rng: random.Random) -> bytes:
    """A text file."""
    return damaged(rng, encoded(rng, text(rng, 20)))


def html(rng: random.Random) -> bytes:
    """A page."""
    body = "".join(
        rng.choice((f"<p>{text(rng, 4)}</p>", f"<div class='{text(rng, 1)}'>{text(rng, 2)}", "<table><tr><td>" * 5, "<br>" * 20, "</html>", "<p>" * 40))
        for _ in range(rng.randint(0, 6))
    )
    head = f"<title>{text(rng, 1)}</title><meta charset='{rng.choice(ENCODINGS)}'><meta name=date content='{date(rng)}'>"
    page = f"<!doctype html><html lang={rng.choice(('en', '', text(rng, 1)))}><head>{head}</head><body><article>{body}</article></body></html>"
    return damaged(rng, encoded(rng, page))


def jsonl(rng: random.Random) -> bytes:
    """JSON lines."""
    rows = []
    for _ in range(rng.randint(0, 4)):
        kind = rng.random()
        if kind < 0.7:
            rows.append(json.dumps(record(rng), ensure_ascii=rng.random() < 0.5))
        elif kind < 0.85:
            rows.append(json.dumps(value(rng)))
        else:
            rows.append(rng.choice(("{", "[" * 100_000, '{"id": 1e400}', '{"id": ' + "9" * 5000 + "}", text(rng, 2), '{"a":' * 3000)))
    return damaged(rng, encoded(rng, rng.choice(("\n", "\r\n", "\r")).join(rows)), 0.3)


def table(rng: random.Random) -> bytes:
    """CSV or TSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=rng.choice(",;\t|"), lineterminator=rng.choice(("\n", "\r\n")))
    names = rng.choice((["id", "text", "published"], ["text"], ["id", "text", "text"], ["id"], ["\ufeffid", "text", ""], [text(rng, 1)]))
    writer.writerow(names)
    for _ in range(rng.randint(0, 4)):
        writer.writerow([text(rng, 4) for _ in range(rng.choice((len(names), len(names), 0, 1, 7)))])
    return damaged(rng, encoded(rng, stream.getvalue()), 0.4)


def parquet(rng: random.Random) -> bytes:
    """A Parquet file whose columns have any types."""
    import pyarrow
    import pyarrow.parquet

    count = rng.randint(0, 3)
    day = datetime.datetime(rng.choice((1, 1970, 2020, 9999)), 1, 1, 10)
    columns = (
        [clean(text(rng, 4)) for _ in range(count)], [rng.randrange(100)] * count, [1.5] * count, [None] * count, [day] * count,
        [day.date()] * count, [[1, 2]] * count, [{"a": "b"}] * count, [b"\xff"] * count, [True] * count,
    )  # fmt: skip
    names = ("id", "text", *rng.sample(("title", "published", "url", "language", "more"), rng.randint(0, 3)))
    chosen = {name: columns[0] if rng.random() < 0.6 else rng.choice(columns) for name in names}
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(chosen), buffer)
    return damaged(rng, buffer.getvalue(), 0.3)


def feed(rng: random.Random) -> bytes:
    """RSS or Atom."""
    entries = "".join(
        f"<item><guid>{text(rng, 1)}</guid><title>{text(rng, 1)}</title><pubDate>{date(rng)}</pubDate><description>{text(rng, 3)}</description></item>"
        if rng.random() < 0.5
        else f"<entry><id>{text(rng, 1)}</id><updated>{date(rng)}</updated><content type='html'><![CDATA[{text(rng, 3)}]]></content></entry>"
        for _ in range(rng.randint(0, 3))
    )
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>' if rng.random() < 0.2 else ""
    shell = rng.choice(("<rss version='2.0'><channel>%s</channel></rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>", "<x>%s"))
    encoding = rng.choice(ENCODINGS)
    return damaged(rng, encoded(rng, f"<?xml version='1.0' encoding='{encoding}'?>{bomb}" + shell.replace("%s", entries)), 0.4)


def warc(rng: random.Random) -> bytes:
    """A WARC archive of a few records."""
    made = b""
    for _ in range(rng.randint(0, 3)):
        body = rng.choice((html, txt))(rng)
        kind = rng.choice(("text/html; charset=utf-8", "text/plain", "image/png", text(rng, 1)))
        reply = f"HTTP/1.1 {rng.choice(('200 OK', '404 No', 'x', '200'))}\r\nContent-Type: {kind}\r\n".encode("utf-8", "replace")
        reply += rng.choice((b"", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n"))
        reply += b"\r\n" + body
        length = len(reply) + rng.choice((0, 0, 0, 5, -5, 10**6))
        head = f"WARC/1.0\r\nWARC-Type: {rng.choice(('response', 'request', 'resource', 'x'))}\r\nWARC-Target-URI: http://a.example/{rng.randrange(9)}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
        record_bytes = head.encode() + reply + b"\r\n\r\n"
        made += gzip.compress(record_bytes, 1, mtime=0) if rng.random() < 0.4 else record_bytes
    return damaged(rng, made, 0.4)


FORMATS = {
    ".txt": txt, ".html": html, ".jsonl": jsonl, ".csv": table, ".tsv": table, ".parquet": parquet, ".xml": feed, ".rss": feed, ".warc": warc,
}  # fmt: skip
"""Ending -> what makes such a file."""


def packed(rng: random.Random, data: bytes) -> tuple[str, bytes]:
    """The bytes packed, whole or damaged, and the ending for it."""
    if rng.random() < 0.5:
        return ".gz", damaged(rng, gzip.compress(data, 1, mtime=0), 0.7)
    return ".zst", damaged(rng, zstandard.compress(data, 1), 0.7)
