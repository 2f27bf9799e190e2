"""What holds for whatever comes in, and how a case is run: within a bound of time, with its seed in the message when a law is broken."""

from __future__ import annotations

import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from graphbuilder.contract import dump_extraction, load_extraction
from graphbuilder.errors import GraphBuilderError
from graphbuilder.model import Article, Extraction

LONGEST = 5.0
"""Seconds of processor time that a case may take."""
HANGING = 120
"""Seconds after which a case is taken to hang, on whatever machine."""


class Hanging(BaseException):
    """A case does not end."""


@contextmanager
def bounded(what: object) -> Iterator[None]:
    """Fail when what is done inside takes too long, and stop it when it hangs."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hanging(f"{what}: no end after {HANGING} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGING)
    start = time.process_time()
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    taken = time.process_time() - start
    assert taken < LONGEST, f"{what}: {taken:.1f} seconds"


def run_cases(name: str, count: int, case: Callable[[random.Random], object]) -> None:
    """Run a case with so many seeds; an error on purpose with a reason is fine, nothing else is."""
    broken: dict[str, str] = {}
    for number in range(count):
        seed = f"{name}-{number}"
        try:
            with bounded(seed):
                case(random.Random(seed))
        except GraphBuilderError as refusal:
            if len(str(refusal)) < 6:
                broken.setdefault(f"a refusal without a reason: {refusal!r}", seed)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name} line {last.lineno}"
            broken.setdefault(f"{type(error).__name__} in {where}", f"{seed}: {str(error)[:300]}")
    assert not broken, "\n".join(f"{what}, {case}" for what, case in broken.items())


def check_article(article: Article) -> None:
    """An article can be written anywhere, and its blocks lie within it, in order."""
    for given in (article.id, article.text, article.title, article.source, article.author, article.url, article.published or ""):
        given.encode("utf-8")
        assert "\x00" not in given
    assert article.id
    assert article.text.strip()
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text), block
        end = block.end


def check_extraction(article: Article, extraction: Extraction) -> None:
    """Offsets lie within the text, words are those that stand there, and the JSON can be read again."""
    assert extraction.id == article.id
    line = dump_extraction(extraction)
    assert "\n" not in line
    assert load_extraction(line) == extraction
    for found in spans(extraction):
        assert 0 <= found.start <= found.end <= len(article.text), found
        if (words := getattr(found, "text", None)) is not None:
            assert words == article.text[found.start : found.end], found
    last = 0
    for sentence in extraction.sentences:
        assert last <= sentence.start <= sentence.end  # empty: a stretch of blanks
        last = sentence.end
    ids = {entity.id for entity in extraction.entities}
    for event in extraction.events:
        assert 0 <= event.sentence < len(extraction.sentences)
        assert all(role.entity is None or role.entity in ids for role in event.roles)
        assert 0 <= event.confidence <= 1
    for triple in extraction.triples:
        assert 0 <= triple.sentence < len(extraction.sentences)
        assert 0 <= triple.confidence <= 1


def spans(record: Any) -> Iterator[Any]:
    """All records below one that have a beginning and an end."""
    if isinstance(record, tuple | list):
        for item in record:
            yield from spans(item)
    elif hasattr(record, "__dataclass_fields__"):
        if isinstance(getattr(record, "start", None), int) and isinstance(getattr(record, "end", None), int):
            yield record
        for name in record.__dataclass_fields__:
            yield from spans(getattr(record, name))
