"""Every example of every frame is a test: the sentence yields an event of that frame with these roles, or none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphbuilder.errors import OntologyError
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
        assert any(fillers(event, role) == wanted for event in found), [
            (r, h.text) for e in found for r, h, _ in e.roles
        ]


FRAME = """
frames:
  - id: odd
    type: Meet
    verbs: [rendezvous]
    roles: {{actor: subject actor, recipient: "prep:with actor"}}
    {extra}
    examples: |
      Nurses rendezvous with poets. [actor: Nurses; recipient: poets]
"""


def folder_with(tmp_path: Path, text: str) -> list[Path]:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "more.yml").write_text(text, encoding="utf-8")
    return [tmp_path]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FRAME.format(extra="").replace("Meet", "Meat"), r"line 4: there is no event class 'Meat'.*Meet"),
        (
            FRAME.format(extra="").replace("recipient:", "recipiant:"),
            r"line 6: there is no role 'recipiant'.*recipient",
        ),
        (FRAME.format(extra="").replace("recipient: ", "voteShare: "), r"line 6: there is no role of Meet 'voteShare'"),
        (FRAME.format(extra="").replace("subject", "subjekt"), r"line 6: there is no slot 'subjekt'.*subject"),
        (
            FRAME.format(extra="").replace("subject actor", "subject acter"),
            r"line 6: there is no constraint 'acter'.*actor",
        ),
        (FRAME.format(extra="mode: visits"), r"line 7: there is no mode of Meet 'visits'.*visit"),
        (FRAME.format(extra="cameo: x1"), r"line 7: a CAMEO code has two to four digits, not 'x1'"),
        (FRAME.format(extra="prority: 1"), r"line 7: there is no field 'prority'.*priority"),
        (FRAME.format(extra="priority: high"), r"line 7: priority is a whole number"),
        (FRAME.format(extra="strict: maybe"), r"line 7: true or false belongs here"),
        (FRAME.format(extra='when: ["object @weapons"]'), r"line 7: there is no word class 'weapons'.*weapon"),
        (FRAME.format(extra='light: ["hold"]'), r"line 7: 'hold' is not of the form"),
        (FRAME.format(extra="nouns: {a: b}"), r"line 7: a single value belongs here"),
        (FRAME.format(extra="").replace("    verbs: [rendezvous]\n", ""), r"line 3: frame 'odd' has no trigger"),
        (FRAME.format(extra="").replace("  - id: odd\n    type", "  - type"), r"line 3: a frame needs the field 'id'"),
        (FRAME.format(extra="").replace("odd", "meet"), r"line 3: frame 'meet' is already in .*consult.yml, line \d+"),
        ("frame: []", r"line 1: there is no key 'frame'.*frames"),
        ("frames: [a", r"line 2: not valid YAML"),
        ("frames: \x00", r"not YAML in UTF-8: .*control characters"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load_lexicon(folder_with(tmp_path, text))


def test_a_frame_is_added_by_a_file(tmp_path: Path) -> None:
    lexicon = load_lexicon(folder_with(tmp_path, FRAME.format(extra="")))
    assert [frame.id for frame in lexicon.verbs["rendezvous"]] == ["odd"]
    assert lexicon.verbs["rendezvous"][0].examples == (
        ("Nurses rendezvous with poets.", {"actor": ("Nurses",), "recipient": ("poets",)}),
    )


def test_an_example_without_roles_is_refused(tmp_path: Path) -> None:
    lexicon = load_lexicon(
        folder_with(tmp_path, FRAME.format(extra="").replace("[actor: Nurses; recipient: poets]", ""))
    )
    with pytest.raises(OntologyError, match="is not of the form 'Sentence"):
        lexicon.verbs["rendezvous"][0].examples  # noqa: B018


def test_every_frame_has_two_examples() -> None:
    few = [frame.id for frame in load_lexicon().frames if len(frame.examples) < 2]
    assert not few


def test_example_roles_belong_to_the_class() -> None:
    lexicon = load_lexicon()
    for frame in lexicon.frames:
        for _, roles in frame.examples:
            assert set(roles or ()) <= lexicon.ontology.classes[frame.type].roles, frame.id
