"""Who says what, on real parses of own sentences (`attribution.yml`).

`attribution_unseen.yml` was written without a look at what the rules find: 29 of its 43 texts were wholly right at the first run, 47 of 55
attributions found with 8 spurious ones. Four labels were put right by the guide since: labels of a transcript, what a court has *heard*,
and the cues *dismissed* and *put it*. Of a second round 26 of 34 texts were (39 of 49 attributions, 3 spurious), two labels put right:
what is thought or wanted inside what somebody says is not told apart. The third round of 30 was written to be hard, after the misses of
the development articles had been listed: 8 were right at first sight, 18 of 30 attributions found with 5 spurious ones; three labels were
put right by what annotators mostly do (*said last week*, *was denounced by*, *defended the purchase, saying*).
Of a fourth round of 20, ordinary news written when all that had been mended, 13 were right at first sight (26 of 28
attributions found, 2 spurious). A fifth of 40 (wires, local papers, live blogs, press releases, investigative pieces, interviews), written
by an inventory of grammatical cases after these had been read: 27 right at first sight, 53 of 67 attributions wholly right, 12 spurious.
A sixth of 20, when the causes of the fifth had been mended: 13 right at first sight, 26 of 34 attributions, 5 not expected. An attribution
counts here only if source, cue and content are right to the character.
A seventh round of 30, running news of courts, business, science, sport and culture in many layouts, written before anything was mended
for it: 12 right at first sight, 60 of 80 attributions, 15 not expected; ten of its labels were put right by what annotators do (*the
chief executive* without its *'s*, *refused to discuss | the report*). An eighth of 20, written when its causes had been mended: 14
right at first sight, 44 of 48 attributions, 5 not expected.
A ninth round of 20 running texts of several paragraphs (business, courts, health, sport, local news, war), written before anything was
mended for it: 8 right at first sight, 72 of 94 attributions, 17 not expected; seven labels were put right by what annotators do, three
attributions were added that had been forgotten. A tenth of 10, when its causes had been mended: 6 right at first sight, 46 of 50, 1 not
expected.
An eleventh round of 24 in eight genres (court, business, sport, science, council, foreign politics, technology, obituaries), written
when that was mended: 6 right at first sight, 97 of 120 attributions, 16 not expected; four labels were put right by what annotators do
(*echoed*, *a warning* and *was mocked* without their preposition, *asked* with its whole object). A twelfth of 12, when its causes had
been mended: 6 right at first sight, 51 of 60 attributions, 7 not expected; one label was put right (all of what was approved).
A thirteenth round of 62 short texts of other desks (business, sport, science, courts, wires, local papers, interviews), committed
before its first run: 36 right at first sight, 68 of 103 attributions, 17 not expected; five labels were put right by what annotators
do, one attribution (*it is unclear who*) was taken out. A fourteenth of 40, committed before its run when the causes had been mended:
32 right at first sight, 48 of 55, 5 not expected.
Two of the older texts changed what they expect: whom something moves (*that worries the owner*) is a source, and so is whoever is *angry
about the fire*, as annotators mostly have it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graphbuilder.extract.attribution import DraftAttribution, holders, read_attributions
from graphbuilder.extract.clauses import read_clauses
from graphbuilder.extract.cues import Stance, load_cues
from graphbuilder.extract.quotation import read_quotations
from graphbuilder.model import Span

SUITE = Path(__file__).with_name("attribution.yml")


def cases() -> list[Any]:
    """The texts with what is expected of them."""
    groups = yaml.safe_load(SUITE.read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{group}: {case['text'][:60]}") for group, rows in groups.items() for case in rows]


def read(nlp: Any, text: str) -> tuple[DraftAttribution, ...]:
    """The attributions of a text."""
    doc = nlp(text)
    return read_attributions(doc, read_clauses(doc))


def row(text: str, draft: DraftAttribution) -> str:
    """An attribution as the suite writes it."""

    def words(spans: tuple[Span, ...]) -> str:
        return " ... ".join(text[s.start : s.end] for s in spans)

    return f"{words(draft.source)} | {words(draft.cue)} | {words(draft.content)} | {draft.kind}"


@pytest.mark.parametrize("case", cases())
def test_suite(nlp: Any, case: dict[str, Any]) -> None:
    found = read(nlp, case["text"])
    assert [row(case["text"], a) for a in found] == case["expect"]
    if "denies" in case:
        assert [a.denies for a in found] == case["denies"]
    if "asserts" in case:
        assert [a.asserts for a in found] == case["asserts"]
    if "within" in case:
        assert [a.within for a in found] == case["within"]


def unseen() -> list[Any]:
    """The texts of the unseen suite; what is missed is a strict expected failure."""
    groups = yaml.safe_load(SUITE.with_name("attribution_unseen.yml").read_text(encoding="utf-8"))
    return [
        pytest.param(
            case,
            id=f"{group}: {case['text'][:60]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else [],
        )
        for group, rows in groups.items()
        for case in rows
    ]


@pytest.mark.parametrize("case", unseen())
def test_unseen(nlp: Any, case: dict[str, Any]) -> None:
    assert [row(case["text"], a).rpartition(" | ")[0] for a in read(nlp, case["text"])] == case["expect"]


def test_the_head_of_a_relative_pronoun_is_its_antecedent(nlp: Any) -> None:
    text = "The officer met the widow, who said that her house had burned."
    (found,) = read(nlp, text)
    assert text[found.source[0].start : found.source[0].end] == "who"
    assert found.source_head is not None
    assert found.source_head.text == "widow"


def test_stance(nlp: Any) -> None:
    stances = [
        read(nlp, s)[0].stance
        for s in ("Critics believe that it failed.", "Oslo condemned the raid.", "The king wants the army to leave.")
    ]
    assert stances == [Stance.THINKS, Stance.JUDGES, Stance.WANTS]


def test_only_statements_are_asserted(nlp: Any) -> None:
    assert read(nlp, "The leader said that the visits went well.")[0].asserts
    assert not read(nlp, "The leader discussed the visits.")[0].asserts


def test_holders_gives_the_innermost(nlp: Any) -> None:
    doc = nlp("The lawyer said that the police had told the court that the tape was lost.")
    found = read_attributions(doc, read_clauses(doc))
    inside = holders(doc, found)
    position = {t.text: t.i for t in doc}
    assert inside[position["told"]] == 0
    assert inside[position["lost"]] == 1
    assert position["lawyer"] not in inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and left.', ['"yes"']),
        ('“We won," she said.', ['“We won,"']),
        ("''Stop,'' he said. ''Now.''", ["''Stop,''", "''Now.''"]),
        ("The workers' rights and the '90s", []),
        ("rock 'n' roll", []),
        ("They called it ‘a farce’ again.", ["‘a farce’"]),
        ("He is 6'2\" tall.", []),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ("“He said ‘no’ to it,” she wrote.", ["“He said ‘no’ to it,”"]),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in read_quotations(text)] == expected


def test_a_repeated_opening_mark_continues_the_quotation() -> None:
    first, second = read_quotations("“One.\n\n“Two.”")
    assert not first.continues
    assert second.continues


def test_reporting_verbs_are_known_by_all_their_forms() -> None:
    cues = load_cues()
    assert cues.lemma("hoping", "", "hop") == "hope"
    assert cues.lemma("denied", "", "denied") == "deny"
    assert cues.lemma("slammed", "", "slamme") == "slam"
    assert cues.lemma("pointed", "out", "point out") == "point out"
    assert cues.lemma("walked", "", "walk") == "walk"


def test_prepositions_are_words() -> None:
    """YAML reads a bare `on` as true, which no preposition ever equals."""
    cues = load_cues()
    tables = [*(v.preps for v in cues.verbs.values()), *(v.object_preps for v in cues.verbs.values())]
    words = {p for table in tables for p in table} | {p for entry in (*cues.nouns.values(), *cues.adjectives.values()) for p in entry[1]}
    assert all(isinstance(p, str) for p in words)


def test_a_text_without_speech(nlp: Any) -> None:
    assert read(nlp, "") == ()
    assert read(nlp, "Snow fell on the pass.") == ()
