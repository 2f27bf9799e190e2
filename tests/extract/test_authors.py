"""Who acts where a participle hangs on a text or on what belongs to somebody."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.annotate import annotate
from graphbuilder.extract.extraction import extract_document
from graphbuilder.lexicon import load_lexicon
from graphbuilder.model import Article

CASES = [
    ("The mayor gave a speech denouncing the cuts.", "Criticize", "The mayor"),
    ("The mayor did not give a speech denouncing the cuts.", "Criticize", "The mayor"),
    ("A speech denouncing the cuts was given by the mayor.", "Criticize", "the mayor"),
    ("Her letter accusing the baker of fraud was read out.", "Accuse", "Her"),
    ("The bishop posted a statement expressing condolences to the families and calling on doctors to help.", "Request", "The bishop"),
    ("Lawyers filed papers opposing the sale.", "Reject", "Lawyers"),
    ("The nurses carrying banners condemned the minister.", "Criticize", "The nurses carrying banners"),
]
"""Sentence, class of the event, and who acts in it."""


@pytest.mark.parametrize(("sentence", "kind", "actor"), CASES)
def test_author(nlp: Any, sentence: str, kind: str, actor: str) -> None:
    [(article, doc)] = annotate(nlp, [Article(id="a", text=sentence)])
    events = [e for e in extract_document(article, doc, load_lexicon()).events if e.type == kind]
    assert [r.text for e in events for r in e.roles if r.role == "actor"] == [actor]


@pytest.mark.parametrize("sentence", ["That could include suing the hackers.", "This includes fining the owners."])
def test_nobody_acts_in_what_is_pointed_to(nlp: Any, sentence: str) -> None:
    [(article, doc)] = annotate(nlp, [Article(id="a", text=sentence)])
    events = extract_document(article, doc, load_lexicon()).events
    assert events
    assert not [r for e in events for r in e.roles if r.role == "actor"]
