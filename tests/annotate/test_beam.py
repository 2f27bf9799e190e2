"""The beam follows the parser's own actions, finds what is more probable as a whole, and reads a text alike beside whatever others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graphbuilder.annotate import DEFAULT_MODEL, beam
from graphbuilder.annotate.beam import NAME, Beam, BeamTrees, is_searchable
from graphbuilder.annotate.models import add_components
from tests.annotate.test_fast import TEXTS, WORDS

COLUMNS = ["HEAD", "DEP", "SENT_START"]


@pytest.fixture(scope="module")
def plain() -> Any:
    """The model as it is delivered."""
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def trees(plain: Any) -> BeamTrees:
    """Our component on the model as it is delivered."""
    return BeamTrees(plain)


def parsed(plain: Any, text: str | Doc) -> Any:
    """The text with the parser's own trees."""
    doc = plain.make_doc(text) if isinstance(text, str) else text
    for component in ("tok2vec", "parser"):
        doc = plain.get_pipe(component)(doc)
    return doc


def tree(doc: Any) -> list[list[int]]:
    """Heads, labels and sentence borders."""
    rows: list[list[int]] = doc.to_array(COLUMNS).tolist()
    return rows


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_a_beam_of_one_is_the_parser(plain: Any, trees: BeamTrees, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beam, "WIDTH", 1)
    monkeypatch.setattr(beam, "MARGIN", np.float32(-1e-6))
    doc = parsed(plain, text)
    assert tree(trees(doc.copy())) == tree(doc)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=60))
def test_any_row_of_words_gets_one_tree_a_sentence(plain: Any, trees: BeamTrees, words: list[tuple[str, bool]]) -> None:
    starts = [i == 0 or start for i, (_, start) in enumerate(words)]
    doc = parsed(plain, Doc(plain.vocab, words=[word for word, _ in words], sent_starts=starts))
    before = [(sent.start, sent.end) for sent in doc.sents]
    trees(doc)
    assert [(sent.start, sent.end) for sent in doc.sents] == before
    assert all(sum(token.head.i == token.i for token in sent) == 1 for sent in doc.sents)


def test_what_is_more_probable_as_a_whole_wins(plain: Any, trees: BeamTrees) -> None:
    doc = parsed(plain, "Traders selling shares held for years pay a lower tax, which now goes as high as 20 percent.")
    assert [(doc[i].head.text, doc[i].dep_) for i in (0, 1)] == [("selling", "nsubj"), ("pay", "csubj")]
    trees(doc)
    assert [(doc[i].head.text, doc[i].dep_) for i in (0, 1)] == [("pay", "nsubj"), ("Traders", "acl")]


def test_what_is_hardly_more_probable_does_not(plain: Any, trees: BeamTrees, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = parsed(plain, "The banker went on trial for fraud in Madrid.")
    before = tree(doc)
    assert tree(trees(doc.copy())) == before
    monkeypatch.setattr(beam, "MARGIN", np.float32(0))
    assert tree(trees(doc)) != before


def test_a_text_is_read_alike_alone_and_beside_others(plain: Any, trees: BeamTrees) -> None:
    together = list(trees.pipe((parsed(plain, text) for text in TEXTS), batch_size=128))
    for text, doc in zip(TEXTS, together, strict=True):
        assert tree(trees(parsed(plain, text))) == tree(doc)
    backwards = list(trees.pipe((parsed(plain, text) for text in reversed(TEXTS)), batch_size=5))
    assert [tree(doc) for doc in reversed(backwards)] == [tree(doc) for doc in together]


def test_small_rooms_change_nothing(plain: Any, trees: BeamTrees, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [tree(trees(parsed(plain, text))) for text in TEXTS]
    monkeypatch.setattr(beam, "TOKENS", 30)
    monkeypatch.setattr(beam, "TOGETHER", 3)
    assert [tree(doc) for doc in trees.pipe((parsed(plain, text) for text in TEXTS), batch_size=128)] == expected


def test_sums_are_exact(plain: Any) -> None:
    """The largest sum that the hidden units met in text can give, tenfold, has fewer than 53 binary digits."""
    search = Beam(plain.get_pipe("parser"))
    table, _ = search._table([parsed(plain, text).tensor for text in TEXTS if text])
    largest = np.abs(table).max(axis=1).sum(axis=0).max()  # of one unit: the largest that each place can add
    assert 1 < largest < 200
    assert np.abs(search._upper).sum(axis=0).max() * beam.STEP * 10 * largest < 2.0**53


def test_a_very_long_sentence_keeps_the_parsers_tree(plain: Any, trees: BeamTrees, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = parsed(plain, "Traders selling shares held for years pay a lower tax, which now goes as high as 20 percent.")
    before = tree(doc)
    monkeypatch.setattr(beam, "LONGEST", 5)
    assert tree(trees(doc.copy())) == before
    monkeypatch.setattr(beam, "LONGEST", 50)
    assert tree(trees(doc)) != before


def test_a_group_may_end_with_the_parsers_tree(plain: Any, trees: BeamTrees) -> None:
    """The greedy parse ends, and at once nothing else is left that could be better."""
    text = (
        "Nurses marching through the centre chanted slogans and kept going until dawn and the tree of errors: what each keeps, "
        "what it says, and that all can cross a process border."
    )
    doc = parsed(plain, text)
    assert len(tree(trees(doc))) == len(doc)


def test_the_component_stands_behind_the_parser(nlp: Any) -> None:
    names = nlp.pipe_names
    assert names.index(NAME) == names.index("parser") + 1


def test_a_parser_that_searches_wider_is_left_alone() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    assert is_searchable(nlp)
    nlp.get_pipe("parser").cfg["beam_width"] = 4
    assert not is_searchable(nlp)
    assert NAME not in add_components(nlp).pipe_names
