"""A pipeline that forgets: spaCy keeps every word that it has ever met, and a corpus never ceases to bring new ones.

The first words stay: they are the frequent ones, and the model's own. Once there are `ROOM` more than the model brings, articles are
read in spaCy's memory zones, at whose end the words that came in them are given back. A Doc made in a zone is worthless after it, and so
is a hash whose string is gone: components of ours that keep such hashes have a `memory_zone` of their own, which spaCy enters with its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

Language = Any  # spacy.language.Language: spaCy ships no usable stubs

ROOM = 40_000
"""Strings beyond those of the model that are kept for good: 6 MB, reached after some 1,000 articles."""


class Words:
    """The words of a pipeline, of which those that are met late are forgotten."""

    def __init__(self, nlp: Language, room: int = ROOM) -> None:
        """`room` is how many strings may be added for good."""
        self._nlp = nlp
        self._most = len(nlp.vocab.strings) + room
        self._lock = threading.Lock()
        self._readers = 0
        self._zone: ExitStack | None = None

    @contextmanager
    def forgotten(self) -> Iterator[None]:
        """Forget at the end the words that come in between, when there are many already.

        Several readers, one in another or in several threads, share a zone; it ends with the last of them.
        """
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if not self._readers and len(self._nlp.vocab.strings) >= self._most:
                self._zone = ExitStack()
                self._zone.enter_context(self._nlp.memory_zone())
            self._readers += 1

    def _leave(self) -> None:
        with self._lock:
            self._readers -= 1
            if not self._readers and self._zone is not None:
                self._zone.close()
                self._zone = None
