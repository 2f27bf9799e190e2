"""Parts of speech, features and lemmas from a bounded cache, the same as the model's attribute ruler and lemmatiser give.

Both components follow rules: nearly all of them look at one token, at its form, its tag and its dependency. The result for such a triple is
computed once, by the model's own components on a small Doc, and looked up afterwards. The few rules that look at several tokens (*ain't*,
*gonna*, *there are*) are found by the tokens that can begin them; those stretches go through the model's own components whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc as SpacyDoc

from graphbuilder.annotate.lemmas import repair_lemmas

Doc = Any  # spacy.tokens.Doc: spaCy ships no usable stubs
Language = Any
Key = tuple[int, int, int]
"""ORTH, TAG and DEP of a token."""
Rows = NDArray[np.uint64]

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
READ, WRITTEN = [ORTH, TAG, DEP], [TAG, POS, MORPH, LEMMA, DEP]
LARGEST = 32768
"""Entries at which the cache is emptied; about 15 MB."""

FORM_CHECKS = frozenset({"ORTH", "TEXT", "LOWER", "LENGTH", "SHAPE", "IS_SPACE", "IS_ALPHA", "IS_PUNCT", "IS_DIGIT", "TAG", "DEP"})
"""What a rule may look at so that form, tag and dependency settle it."""
SETTABLE = frozenset({"TAG", "POS", "MORPH", "LEMMA", "DEP"})
OURS = frozenset({"graphbuilder_vectors", "graphbuilder_sentences", "graphbuilder_beam", "graphbuilder_entities"})
HARMLESS = OURS | {"tok2vec", "transformer", "tagger", "parser", "senter", "ner", "entity_ruler"}
"""Components that give a token no part of speech, features or lemma."""


def is_cacheable(nlp: Language) -> bool:
    """Whether a pipeline has the attribute ruler and the lemmatiser in the form of spaCy's English models."""
    names = nlp.pipe_names
    if RULER not in names or names[names.index(RULER) + 1 :][:1] != [LEMMATIZER]:
        return False
    ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer or lemmatizer.overwrite:
        return False
    return lemmatizer.mode == "rule" and set(names[: names.index(RULER)]) <= HARMLESS and all(map(_is_simple, ruler.patterns))


def _is_simple(rule: dict[str, Any]) -> bool:
    """Whether a rule of the ruler looks only at form, tag and dependency of a fixed number of tokens."""
    checks = {check for tokens in rule["patterns"] for token in tokens for check in token}
    return checks <= FORM_CHECKS and set(rule["attrs"]) <= SETTABLE


class CachedAttributes:
    """The component that stands for the attribute ruler and the lemmatiser of `nlp`, which stay in it, disabled."""

    def __init__(self, nlp: Language) -> None:
        """Nothing is read yet: a pipeline from disk makes its components before it fills them."""
        self._nlp = nlp
        self._rules: Rules | None = None
        self._rows_of: dict[Key, int] = {}
        self._spans: dict[tuple[Key, ...], Rows] = {}
        self._table: Rows = np.empty((LARGEST, len(WRITTEN)), dtype="uint64")
        self._reach = np.zeros(LARGEST, dtype="int64")
        self._sure: int | None = None
        self._emptied = 0

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, part of speech, features, lemma and dependency of each token; return `doc`."""
        if not len(doc):
            return doc
        if self._sure is not None and not doc.vocab.in_memory_zone:
            self._settle(doc.vocab.strings)
        keys: list[Key] = list(zip(*doc.to_array(READ).T.tolist(), strict=True))
        if not self._rows_of.keys() >= set(keys):
            self._learn(keys)
        found = [self._rows_of[key] for key in keys]
        rows = self._table[found]
        reach = self._reach[found]
        for start, end in stretches(np.flatnonzero(reach).tolist(), reach, len(keys)):
            rows[start:end] = self._span(tuple(keys[start:end]))
        doc.from_array(WRITTEN, rows)
        return doc

    @contextmanager
    def memory_zone(self, mem: Any = None) -> Iterator[Any]:
        """spaCy's memory zone: what is learnt in it is not sure after it, for strings of form or lemma may be gone then."""
        strings = self.rules.vocab.strings  # reads the rules too: what they name is to stay
        self._settle(strings)
        sure = len(self)
        try:
            yield mem
        finally:
            self._sure = min(sure, len(self)) if self._emptied == 0 else 0
            self._emptied = 0

    def _settle(self, strings: Any) -> None:
        """After a zone, and before anything new is read: keep of what was learnt in it only that of which all strings are still there."""
        if self._sure is None:
            return
        first, self._sure = self._sure, None
        late = [(key, row) for key, row in self._rows_of.items() if row >= first]
        kept = [(key, row) for key, row in late if key[0] in strings and int(self._table[row, WRITTEN.index(LEMMA)]) in strings]
        for key, _ in late:
            del self._rows_of[key]
        rows = [row for _, row in kept]
        self._table[first : first + len(rows)], self._reach[first : first + len(rows)] = self._table[rows], self._reach[rows]
        self._rows_of.update((key, first + i) for i, (key, _) in enumerate(kept))
        self._spans.clear()

    def __len__(self) -> int:
        """Entries in the cache."""
        return len(self._rows_of)

    @property
    def rules(self) -> Rules:
        """The model's rules, read when they are first needed."""
        if self._rules is None:
            self._rules = Rules(self._nlp)
        return self._rules

    def _learn(self, keys: Sequence[Key]) -> None:
        """Add what is missing to the cache; empty it first when it is full."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._rows_of]
        if len(self) + len(missing) > LARGEST:
            missing = list(dict.fromkeys(keys))
            self._empty(len(missing))
        start = len(self)
        doc = self.rules.doc_of(missing)
        self._table[start : start + len(missing)] = self.rules.of_each(doc)
        self._reach[start : start + len(missing)] = self.rules.reach(self.rules.doc_of(missing))
        self._rows_of.update((key, start + i) for i, key in enumerate(missing))

    def _empty(self, needed: int) -> None:
        """Forget everything, and make room for `needed` entries."""
        self._emptied += 1
        self._rows_of.clear()
        self._spans.clear()
        self.rules.lemmatizer.cache.clear()
        self._table = np.empty((max(LARGEST, needed), len(WRITTEN)), dtype="uint64")
        self._reach = np.zeros(len(self._table), dtype="int64")

    def _span(self, keys: tuple[Key, ...]) -> Rows:
        """What the model's components give a stretch of tokens in which a rule for several tokens can apply."""
        rows = self._spans.get(keys)
        if rows is None:
            if len(self._spans) >= LARGEST // 8:
                self._spans.clear()
            rows = self._spans[keys] = self.rules.of_span(self.rules.doc_of(keys))
        return rows


class Rules:
    """The attribute ruler and the lemmatiser of a model, and the part of the ruler that looks at single tokens."""

    def __init__(self, nlp: Language) -> None:
        """Divide the ruler's rules, in their order."""
        self.vocab = nlp.vocab
        self.ruler, self.lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
        self.single = AttributeRuler(nlp.vocab)
        self.first = Matcher(nlp.vocab)
        for rule in self.ruler.patterns:
            alone = [tokens for tokens in rule["patterns"] if len(tokens) == 1]
            if alone:
                self.single.add(alone, rule["attrs"], index=rule["index"])
            for tokens in rule["patterns"]:
                if len(tokens) > 1:
                    self.first.add(str(len(tokens)), [tokens[:1]])

    def doc_of(self, keys: Iterable[Key]) -> Doc:
        """A Doc of unconnected tokens."""
        listed = list(keys)
        doc = SpacyDoc(self.vocab, words=[self.vocab.strings[orth] for orth, _, _ in listed], spaces=[False] * len(listed))
        return doc.from_array([TAG, DEP], np.array([key[1:] for key in listed], dtype="uint64"))

    def of_each(self, doc: Doc) -> Rows:
        """The attributes of tokens that each stand alone."""
        return _attributes(repair_lemmas(self.lemmatizer(self.single(doc))))

    def of_span(self, doc: Doc) -> Rows:
        """The attributes of tokens that follow each other."""
        return _attributes(repair_lemmas(self.lemmatizer(self.ruler(doc))))

    def reach(self, doc: Doc) -> NDArray[np.int64]:
        """For each token the number of tokens of the longest rule that it can begin, 0 when it begins none of several tokens."""
        longest = np.zeros(len(doc), dtype="int64")
        for rule, start, _ in self.first(doc, allow_missing=True) if len(self.first) else ():
            longest[start] = max(longest[start], int(self.vocab.strings[rule]))
        return longest


def _attributes(doc: Doc) -> Rows:
    """The columns that the component writes."""
    rows: Rows = doc.to_array(WRITTEN)
    return rows


def stretches(starts: Iterable[int], reach: Sequence[int] | NDArray[np.int64], length: int) -> Iterator[tuple[int, int]]:
    """Join the stretches that begin at `starts` and are as long as `reach` says where they overlap.

    >>> list(stretches([1, 2, 6], [0, 2, 2, 0, 0, 0, 2], 7))
    [(1, 4), (6, 7)]
    """
    first, last = 0, 0
    for start in starts:
        end = min(start + int(reach[start]), length)
        if start < last:
            last = max(last, end)
            continue
        if last:
            yield first, last
        first, last = start, end
    if last:
        yield first, last
