"""Sentence borders: paragraphs, blocks, abbreviations, quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.annotate import annotate, silent_sentence
from graphbuilder.annotate.sentences import paragraph_starts
from graphbuilder.model import Article, Block, BlockKind
from graphbuilder.read.structure import read_structure


def sentences(nlp: Any, text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text, blocks=blocks)])
    return [sent.text.strip() for sent in doc.sents]


CASES = [
    # a headline and a caption without full stop do not run into the next line
    ("Minister quits after protest\nOSLO, May 5. The minister of trade has quit.", ["Minister quits after protest"]),
    ("Storm hits coast\n\nFishermen stayed at home on Monday.", ["Storm hits coast", "Fishermen stayed at home on Monday."]),
    (
        "The president of Chile, Ana Silva\n© John Marsh/Agency\nThe president left for Peru on Friday.",
        ["The president of Chile, Ana Silva", "© John Marsh/Agency", "The president left for Peru on Friday."],
    ),
    # a wrapped line goes on
    (
        "The finance minister said on Monday that the\ngovernment would raise the tax on fuel in\nthe coming year.",
        ["The finance minister said on Monday that the\ngovernment would raise the tax on fuel in\nthe coming year."],
    ),
    # titles, initials, months, companies
    ("Officials met Lt. Gen. Omar Haddad and Mr. Blunt on Jan. 5 in Cairo.", None),
    ("The prize went to Peter B. Walker of Boston.", None),
    ("Acme Inc. shares fell by 3 percent on Monday.", None),
    ("The couple moved from Oxford, N.C., to a farm near Paris.", None),
    ("The bill, No. 10 of this year, was passed by the Senate.", None),
    # a closing quotation mark stays with its sentence, an opening one with the next
    ('She asked: “Who will pay?” He did not answer.', ["She asked: “Who will pay?”", "He did not answer."]),
    ('“We will not leave.” The crowd cheered.', ["“We will not leave.”", "The crowd cheered."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(nlp: Any, text: str, expected: list[str] | None) -> None:
    found = sentences(nlp, text)
    wanted = expected if expected is not None else [text]
    assert found[: len(wanted)] == wanted
    assert expected is not None or len(found) == 1


def test_wrapped_lines_below_a_headline_go_on(nlp: Any) -> None:
    text = (
        "Harbour pilots to be trained in Tema\n\n   TEMA, May 5 - The ministry of ports said on Monday that it would\n"
        "   train pilots for the new harbour, which is to be opened in the\n   spring of next year."
    )
    found = sentences(nlp, text, read_structure(text).blocks)
    assert found[0] == "Harbour pilots to be trained in Tema"
    assert found[-1].startswith("The ministry")
    assert found[-1].endswith("spring of next year.")


def test_two_sentences_are_two(nlp: Any) -> None:
    assert len(sentences(nlp, "The army left the town. The rebels took it on Sunday.")) == 2


def test_block_borders_begin_sentences(nlp: Any) -> None:
    text = "Minsk: sanctions are a mistake Photo by Ann Lee MINSK The government met on Monday."
    edges = [0, 31, 48, 54, len(text)]
    kinds = (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.DATELINE, BlockKind.BODY)
    blocks = tuple(Block(start=a, end=b, kind=k) for a, b, k in zip(edges, edges[1:], kinds, strict=False))
    assert sentences(nlp, text, blocks) == [
        "Minsk: sanctions are a mistake",
        "Photo by Ann Lee",
        "MINSK",
        "The government met on Monday.",
    ]
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text, blocks=blocks)])
    assert [silent_sentence(doc, i) for i in range(4)] == [None, "caption", "dateline", None]


def test_silence_beyond_the_last_sentence_is_none(nlp: Any) -> None:
    ((_, doc),) = annotate(nlp, [Article(id="a", text="It rained.")])
    assert silent_sentence(doc, 7) is None


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One line", []),
        ("A\n\nB", [3]),
        ("A\r\n\r\nB", [5]),
        ("She lives in\nMinsk.", []),
        ("He said that it was late,\nand left.", []),
        ("A short line\nAnd here is a very much longer line than that one", [13]),
        ("A\n\n", []),
    ],
)
def test_paragraph_starts(text: str, starts: list[int]) -> None:
    assert list(paragraph_starts(text)) == starts
