"""Every example of every frame is a test: the sentence yields an event of that frame with these roles, or none of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphbuilder.extract.clauses import read_clauses, words_of
from graphbuilder.extract.coreference import read_chains
from graphbuilder.extract.events import DraftEvent, read_events
from graphbuilder.lexicon import Frame, load_lexicon
from graphbuilder.model import Article

Expected = dict[str, tuple[str, ...]] | None


def cases() -> Iterator[Any]:
    for frame in load_lexicon().frames:
        for number, (sentence, roles) in enumerate(frame.examples, 1):
            yield pytest.param(frame, sentence, roles, id=f"{frame.id}-{number}")


@pytest.fixture(scope="session")
def parsed(nlp: Any) -> dict[str, Any]:
    """All example sentences, parsed in one go."""
    from graphbuilder.annotate import annotate

    sentences = sorted({s for frame in load_lexicon().frames for s, _ in frame.examples})
    articles = (Article(id=str(number), text=sentence) for number, sentence in enumerate(sentences))
    return {article.text: doc for article, doc in annotate(nlp, articles)}


def events_of(doc: Any) -> list[DraftEvent]:
    clauses = read_clauses(doc)
    chains = read_chains(doc, clauses)
    antecedent = {t.i: doc[chains.antecedent(t.i)] for t in doc if t.pos_ == "PRON"}
    return read_events(doc, clauses, load_lexicon(), antecedent)


def bare(words: str) -> str:
    """The words without a leading article and without the mark of the possessive."""
    first, _, rest = words.removesuffix(" 's").removesuffix(" '").partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else " ".join(filter(None, (first, rest)))


def fillers(event: DraftEvent, role: str) -> set[str]:
    return {bare(" ".join(t.text for t in words_of(head))) for name, head, _ in event.roles if name == role}


@pytest.mark.parametrize(("frame", "sentence", "roles"), list(cases()))
def test_example(frame: Frame, sentence: str, roles: Expected, parsed: dict[str, Any]) -> None:
    found = [e for e in events_of(parsed[sentence]) if e.frame == frame.id]
    if roles is None:
        assert not found
        return
    events = events_of(parsed[sentence])
    assert found, [(e.frame, e.type, [(r, h.text) for r, h, _ in e.roles]) for e in events]
    for role, expected in roles.items():
        wanted = {bare(words) for words in expected if words}
        assert any(fillers(event, role) == wanted for event in found), [(r, h.text) for e in found for r, h, _ in e.roles]


def test_every_frame_has_two_examples() -> None:
    few = [frame.id for frame in load_lexicon().frames if len(frame.examples) < 2]
    assert not few


def test_example_roles_belong_to_the_class() -> None:
    lexicon = load_lexicon()
    for frame in lexicon.frames:
        for _, roles in frame.examples:
            assert set(roles or ()) <= lexicon.ontology.classes[frame.type].roles, frame.id
