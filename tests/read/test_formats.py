"""Every format that `read_articles` takes: what comes out, and what is said of what does not."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.errors import InputError, ReadError, RequestError, UnknownNameError
from graphbuilder.model import Article
from graphbuilder.read import read_articles

STORY = "Two ferries collided in thick fog off Alden on Monday.\n\nThe owners of the line said that both had reached the harbour."
PAGE = """<!doctype html><html lang="en"><head><title>Ferries collide | Alden Post</title>
<meta property="og:site_name" content="Alden Post"><meta name="author" content="Ann Poe">
<meta property="article:published_time" content="2021-02-03T04:05:06Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferries collide</h1><p>ALDEN, Feb 3 (AP) — Two ferries collided in thick fog off Alden on Wednesday.</p>
<p>The owners of the line said that both ships had reached the harbour by themselves &amp; that no one was missing.</p>
</article><footer>All rights reserved.</footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Alden Post</title><language>en-gb</language>
<item><title>Ferries collide</title><guid>post-1</guid><link>https://post.example/1</link>
<description>&lt;p&gt;Two ferries collided.&lt;/p&gt;&lt;p&gt;No one was hurt.&lt;/p&gt;</description>
<pubDate>Wed, 03 Feb 2021 04:05:06 GMT</pubDate></item><item><title>Empty</title></item></channel></rss>"""


class Reading:
    """All that reading gave: articles, failures, notes."""

    def __init__(self, paths: Iterable[Path | str], columns: dict[str, str] | None = None) -> None:
        self.failures: list[ReadError] = []
        self.notes: list[str] = []
        self.articles: list[Article] = list(
            read_articles(paths, on_failure=self.failures.append, on_note=self.notes.append, columns=columns)
        )

    @property
    def reasons(self) -> list[str]:
        return [str(failure) for failure in self.failures]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file below the test's folder."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write_file


Write = Callable[[str, str | bytes], Path]


def lines(*records: dict[str, object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


# Plain text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "“Café” — naïve\r\nFerries.".encode(),
        b"\xef\xbb\xbf" + "“Café” — naïve\nFerries.".encode(),
        "“Café” — naïve\rFerries.".encode("cp1252"),
        "“Café” — naïve\nFerries.".encode("utf-16"),
        "“Café” — naïve\nFerries sailed again on Monday.".encode("utf-16-le").replace(
            "sailed again on Monday.".encode("utf-16-le"), b""
        ),
        "“Café” — naïve\nFerries.".encode("utf-32"),
    ],
)
def test_text_is_decoded_and_line_ends_become_line_feeds(write: Write, data: bytes) -> None:
    [article] = Reading([write("a.txt", data)]).articles
    assert article.text.rstrip().rstrip(".") == "“Café” — naïve\nFerries"


def test_text_in_another_eight_bit_encoding(write: Write) -> None:
    text = "Паромы столкнулись в тумане у берега. Никто не пострадал, сообщили владельцы линии в понедельник. " * 5
    [article] = Reading([write("a.txt", text.encode("cp1251"))]).articles
    assert (article.text, article.language) == (text, "ru")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (bytes(range(256)) * 20, "binary data"),
        (b"%PDF-1.4 ...", "pdftotext"),
        (b"PK\x03\x04....", "ZIP archive or an office document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xfea", "begins as utf-16 but is not"),
        (gzip.compress(b"x", mtime=0), "name it .gz"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(write: Write, data: bytes, reason: str) -> None:
    path = write("a.txt", data)
    reading = Reading([path, write("b.txt", STORY)])
    assert [article.id for article in reading.articles] == ["b"]
    assert [failure.path for failure in reading.failures] == [str(path)]
    assert reason in reading.reasons[0]


def test_a_file_that_is_named_itself_is_read_whatever_its_ending(write: Write) -> None:
    assert [article.id for article in Reading([write("story.md", STORY), write("plain", STORY + "!")]).articles] == [
        "story",
        "plain",
    ]


# HTML ----------------------------------------------------------------------------------------------------------------


def test_html_gives_the_story_and_what_the_page_declares(write: Write) -> None:
    [article] = Reading([write("p.html", PAGE)]).articles
    assert (article.id, article.title, article.source, article.author) == (
        "p",
        "Ferries collide",
        "Alden Post",
        "Ann Poe",
    )
    assert (article.published, article.dateline_place, article.language) == ("2021-02-03", "ALDEN", "en")
    assert "reached the harbour by themselves & that" in article.text
    assert "Home" not in article.text
    assert "All rights" not in article.text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>" + "<div>" * 5000])
def test_html_without_a_story_is_refused(write: Write, page: str) -> None:
    reading = Reading([write("p.html", page)])
    assert (reading.articles, len(reading.failures)) == ([], 1)
    assert "no article was found" in reading.reasons[0]


# JSON lines ----------------------------------------------------------------------------------------------------------


def test_jsonl_keeps_the_text_exactly(write: Write) -> None:
    text = "\r\nFerries\u2028sail.\r \u00e9\U0001f6a2 \n"
    [article] = Reading(
        [write("a.jsonl", lines({"id": "x", "text": text, "published": "2021-02-03T01:02:03Z", "language": "EN"}))]
    ).articles
    assert (article.text, article.published, article.language) == (text, "2021-02-03T01:02:03Z", "en")


def test_jsonl_reports_each_bad_line_by_number_and_reads_the_others(write: Write) -> None:
    good = [json.dumps({"id": str(i), "text": STORY + str(i)}) for i in range(3)]
    bad = [
        '{"id": "a"',
        '["id"]',
        '{"id": "b"}',
        '{"id": "c", "text": 5.5}',
        '{"text": "no id"}',
        '{"id": "d", "text": "\\ud800"}',
    ]
    bad += [
        '{"id": "e", "text": "x\\u0000"}',
        '{"id": "f", "text": "  "}',
        '{"id": "g", "text": "x", "published": "7/8/2020"}',
        "[" * 100_000,
    ]
    path = write("a.jsonl", "\n".join([good[0], "", *bad, good[1], good[2]]))
    reading = Reading([path])
    assert [article.id for article in reading.articles] == ["0", "1", "2"]
    assert [failure.line for failure in reading.failures] == list(range(3, 13))
    for expected, reason in zip(
        (
            "no JSON",
            "not list",
            "has no 'text', only id",
            "'text' is to be a string",
            "has no 'id'",
            "U+D800",
            "U+0000",
            "no words",
            "YYYY-MM-DD",
            "JSON",
        ),
        reading.reasons,
        strict=True,
    ):
        assert expected in reason


def test_jsonl_says_what_it_leaves_aside_and_how_to_name_columns(write: Write) -> None:
    path = write(
        "a.jsonl",
        lines({"id": "1", "body": STORY, "section": "Sea"}, {"id": "2", "body": STORY + "!", "section": "Sea"}),
    )
    assert "Name the column with --columns text=COLUMN" in Reading([path]).reasons[0]
    reading = Reading([path], {"text": "body"})
    assert [article.id for article in reading.articles] == ["1", "2"]
    assert len(reading.notes) == 1
    assert "not used: section" in reading.notes[0]


def test_jsonl_array_is_told_apart(write: Write) -> None:
    assert "one record a line" in Reading([write("a.jsonl", "[\n")]).reasons[0]
    assert "name it .jsonl" in Reading([write("a.json", "[]")]).reasons[0]


def test_jsonl_in_utf16(write: Write) -> None:
    [article] = Reading([write("a.jsonl", lines({"id": "1", "text": STORY}).encode("utf-16"))]).articles
    assert article.text == STORY


def test_jsonl_in_the_wrong_encoding_says_where(write: Write) -> None:
    [reason] = Reading([write("a.jsonl", b'{"id": "1", "text": "caf\xe9"}\n')]).reasons
    assert "line 1: is not UTF-8 at byte 25 of the line" in reason


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_packed_and_cut_off(write: Write, pack: Callable[[bytes], bytes]) -> None:
    ending = "gz" if pack is gzip.compress else "zst"
    noise = random.Random(1)
    records: list[dict[str, object]] = [
        {"id": str(i), "text": "".join(noise.choices("abcdefgh ", k=3000))} for i in range(200)
    ]
    packed = pack(lines(*records).encode())
    whole = Reading([write(f"a.jsonl.{ending}", packed)])
    assert (len(whole.articles), whole.failures) == (200, [])
    cut = Reading([write(f"b.jsonl.{ending}", packed[: len(packed) // 2])])
    assert 0 < len(cut.articles) < 200
    assert "damaged or cut off" in cut.reasons[-1]


# Tables --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_mapped_columns(write: Write, separator: str) -> None:
    rows = [
        ["key", "body", "day"],
        ["k1", '"Ferries\n""sail"" again, and on."', "2021-02-03"],
        ["", "Trains stop.", ""],
    ]
    path = write("a.csv", "\n".join(separator.join(row) for row in rows))
    reading = Reading([path], {"id": "key", "text": "body", "published": "day"})
    assert [(article.text, article.published) for article in reading.articles] == [
        ('Ferries\n"sail" again, and on.', "2021-02-03"),
        ("Trains stop.", None),
    ]
    assert reading.articles[0].id == "k1"
    assert reading.articles[1].id == Reading([path], {"id": "key", "text": "body"}).articles[1].id != ""


def test_csv_without_the_text_column_is_refused_once(write: Write) -> None:
    [reason] = Reading([write("a.csv", "id,body\n1,x\n2,y\n")]).reasons
    assert "has no column 'text', only id, body" in reason


def test_csv_without_a_column_that_was_named_is_refused(write: Write) -> None:
    [reason] = Reading([write("a.csv", "id,text,when\n1,x,2021-02-03\n")], {"published": "date"}).reasons
    assert "has no column 'date', only id, text, when. Name the column with --columns published=COLUMN" in reason


def test_csv_in_windows_encoding(write: Write) -> None:
    [article] = Reading([write("a.csv", "id,text\n1,Café opens\n".encode("cp1252"))]).articles
    assert article.text == "Café opens"


def test_parquet(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "a.parquet"
    table = pyarrow.table({"id": ["1", "2"], "body": [STORY, None], "n": [1, 2]})
    pyarrow.parquet.write_table(table, path)
    reading = Reading([path], {"text": "body"})
    assert [article.text for article in reading.articles] == [STORY]
    assert [failure.line for failure in reading.failures] == [2]
    assert "has no column 'text'" in Reading([path]).reasons[0]
    path.write_bytes(b"PAR1 broken")
    assert "no readable Parquet" in Reading([path]).reasons[0]


# Feeds and archives --------------------------------------------------------------------------------------------------


def test_feed(write: Write) -> None:
    reading = Reading([write("feed.xml", FEED)])
    [article] = reading.articles
    assert (article.id, article.title, article.source, article.url) == (
        "post-1",
        "Ferries collide",
        "Alden Post",
        "https://post.example/1",
    )
    assert (article.text, article.published) == ("Two ferries collided.\nNo one was hurt.", "2021-02-03T04:05:06+00:00")
    assert "'Empty' has no text" in reading.reasons[0]


def test_atom(write: Write) -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:1</id><title>T</title>
    <updated>2021-02-03T00:00:00Z</updated><content type="html">&lt;p&gt;Ferries sail.&lt;/p&gt;</content></entry></feed>"""
    [article] = Reading([write("a.atom", atom)]).articles
    assert (article.id, article.text, article.published) == ("urn:1", "Ferries sail.", "2021-02-03T00:00:00+00:00")


def test_xml_that_is_no_feed(write: Write) -> None:
    assert "no RSS or Atom feed" in Reading([write("a.xml", "<a><b/></a>")]).reasons[0]


def warc(*pages: tuple[str, str, bytes], packed: bool = True) -> bytes:
    """A WARC archive (ISO 28500) with these pages: address, type, body."""
    records = b""
    for address, kind, body in pages:
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:test:{address}>\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records += gzip.compress(record, mtime=0) if packed else record
    return records


PAGES = [
    ("https://post.example/1", "text/html; charset=utf-8", PAGE.encode()),
    ("https://post.example/x.png", "image/png", b"\x89PNG"),
    ("https://post.example/2", "text/plain", STORY.encode()),
    ("https://post.example/3", "text/html", b"<html></html>"),
]


@pytest.mark.parametrize("packed", [True, False])
def test_warc(write: Write, packed: bool) -> None:
    reading = Reading([write("a.warc.gz" if packed else "a.warc", warc(*PAGES, packed=packed))])
    assert [(article.id, article.published) for article in reading.articles] == [
        ("https://post.example/1", "2021-02-03"),
        ("https://post.example/2", None),
    ]
    assert "https://post.example/3" in reading.reasons[0]


def test_warc_cut_off_and_no_warc(write: Write) -> None:
    data = warc(*PAGES)
    cut = Reading([write("a.warc.gz", data[: len(data) - 400])])
    assert cut.articles[0].id == "https://post.example/1"
    assert len(cut.articles) + len(cut.failures) >= 2
    assert "no WARC" in Reading([write("b.warc", STORY)]).reasons[0]
    assert "is empty" in Reading([write("c.warc", b"")]).reasons[0]


# Paths and ids -------------------------------------------------------------------------------------------------------


def test_folder_is_walked_in_order_of_names_and_other_files_are_left(write: Write, tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html.gz", "a.txt", ".hidden.txt", "notes.docx", "b/.git/x.txt"):
        write(name, STORY + name if not name.endswith("gz") else gzip.compress(PAGE.encode(), mtime=0))
    assert [article.id for article in Reading([tmp_path]).articles] == ["a", "1", "2"]


def test_the_same_file_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    path = write("a.txt", STORY)
    assert len(Reading([path, tmp_path, str(tmp_path / "*.txt")]).articles) == 1


def test_ids_do_not_depend_on_folder_or_order(write: Write, tmp_path: Path) -> None:
    one, two = write("x/story.txt", STORY), write("y/story.txt", "Another story about trains.")
    forth = {article.id: article.text for article in Reading([one, two]).articles}
    back = {article.id: article.text for article in Reading([two, one]).articles}
    assert forth == back
    assert len(forth) == 2
    write("z/w/story.txt", STORY)
    assert [article.id for article in Reading([tmp_path / "z"]).articles] == ["story"]


def test_one_id_for_two_texts_is_a_failure_and_one_article_twice_is_a_note(write: Write) -> None:
    path = write(
        "a.jsonl", lines({"id": "1", "text": "One."}, {"id": "1", "text": "One."}, {"id": "1", "text": "Two."})
    )
    reading = Reading([path])
    assert [article.text for article in reading.articles] == ["One."]
    assert [failure.line for failure in reading.failures] == [3]
    assert "given already" in reading.notes[0]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nowhere.txt", "no such file"), ("*.nothing", "no file matches"), ("empty", "without articles")],
)
def test_a_path_that_leads_to_nothing_is_refused_at_once(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=reason) as caught:
        read_articles([tmp_path / path], on_failure=lambda _: None)
    assert caught.value.path == str(tmp_path / path)


def test_columns_are_checked(write: Write) -> None:
    path = write("a.csv", "id,text\n1,x\n")
    with pytest.raises(UnknownNameError, match="Did you mean: text"):
        read_articles([path], on_failure=lambda _: None, columns={"txt": "body"})
    with pytest.raises(RequestError, match="one column twice"):
        read_articles([path], on_failure=lambda _: None, columns={"id": "body", "text": "body"})


def test_unreadable_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt", STORY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read: Permission denied" in Reading([path]).reasons[0]


class FakeInput:
    """Standard input with given bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "ids"),
    [(lines({"id": "a", "text": STORY}, {"id": "b", "text": "Trains."}).encode(), ["a", "b"]), (STORY.encode(), None)],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str] | None) -> None:
    monkeypatch.setattr(sys, "stdin", FakeInput(data))
    articles = Reading(["-"]).articles
    assert [article.id for article in articles] == ids if ids else articles[0].text == STORY


def test_standard_input_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", FakeInput(b""))
    assert Reading(["-"]).reasons == ["standard input: is empty"]


# Whatever bytes come -------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=400),
    ending=st.sampled_from(["txt", "html", "jsonl", "csv", "xml", "warc", "txt.gz", "jsonl.zst", "parquet"]),
)
def test_any_bytes_give_articles_or_reasons(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a.{ending}"
    path.write_bytes(data)
    reading = Reading([path])
    assert reading.articles or reading.failures or (ending in {"csv"} and b"text" in data)
    for article in reading.articles:
        article.text.encode("utf-8")
        assert all(0 <= block.start < block.end <= len(article.text) for block in article.blocks)


ITEM = "<item><title>T</title><pubDate>{}</pubDate><description>{}</description></item>"


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (ITEM.format("0000-01-01T00:00:00Z", "It rained."), None),  # a day that no calendar has
        (ITEM.format("", ""), "has no text"),
        ("<item><title>&#xD800;</title></item>", "is no RSS or Atom feed that can be read"),  # half a character
    ],
)
def test_a_feed_that_no_parser_thought_of(write: Write, feed: str, reason: str | None) -> None:
    read = Reading([write("a.xml", f"<rss version='2.0'><channel>{feed}</channel></rss>")])
    assert [article.published for article in read.articles] == ([] if reason else [None])
    assert len(read.reasons) == (1 if reason else 0)
    assert (reason or "") in "".join(read.reasons)
