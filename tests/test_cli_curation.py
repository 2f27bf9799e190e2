"""`graphbuilder merge` and `graphbuilder split`: what a curator decides is kept, said, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuilder.api
import graphbuilder.pipeline
from graphbuilder import open_graph
from graphbuilder.cli import run
from tests.command_line import told
from tests.stand_in import StandInPipeline

ALDEN, BRANDT = "entity/thing/alden", "entity/thing/brandt"


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    StandInPipeline.seen, StandInPipeline.stop_at = [], None
    monkeypatch.setattr(graphbuilder.pipeline, "Pipeline", StandInPipeline)
    graphbuilder.api._pipeline.cache_clear()
    yield
    graphbuilder.api._pipeline.cache_clear()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    articles = [{"id": "a", "text": "Alden hit the pier."}, {"id": "b", "text": "Brandt hit the quay."}]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return path


@pytest.fixture
def graph(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["build", str(news), "--into", str(tmp_path / "g"), "--quiet"]) == 0
    capsys.readouterr()
    return tmp_path / "g"


def events(graph: Path) -> list[str]:
    """The IRIs of the merged events."""
    with open_graph(graph) as opened:
        return sorted(event.iri for event in opened.events())


def quads(graph: Path, to: Path) -> bytes:
    with open_graph(graph) as opened:
        opened.export(to)
    return to.read_bytes()


def test_two_entities_are_merged_by_name_or_iri_and_split_again(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = quads(graph, tmp_path / "before.nq")
    assert told(capsys, "merge", graph, "Alden", BRANDT, "--reason", "a pen name") == (
        0,
        "",
        f"{BRANDT} is now part of {ALDEN}.\n",
    )
    code, out, _ = told(capsys, "explain", graph, "Brandt")
    assert (code, f"entity {ALDEN}" in out) == (0, True)
    assert f"merged: {ALDEN}, {BRANDT} are one by gb:CuratorRule: a curator's decision: a pen name" in out
    assert told(capsys, "split", graph, BRANDT) == (0, "", f"{BRANDT} is now on its own.\n")
    assert quads(graph, tmp_path / "after.nq") == before


def test_two_events_are_merged_and_split_again(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = events(graph)
    assert told(capsys, "merge", graph, first, second, "--reason", "one brawl")[0] == 0
    [kept] = events(graph)
    _, out, _ = told(capsys, "explain", graph, kept)
    assert "merged: " in out
    assert "a curator's decision" in out
    assert told(capsys, "split", graph, second)[0] == 0
    assert events(graph) == [first, second]


def test_a_merge_survives_building_again(graph: Path, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = events(graph)
    assert told(capsys, "merge", graph, first, second)[0] == 0
    assert told(capsys, "merge", graph, ALDEN, BRANDT)[0] == 0
    merged = events(graph)
    with news.open("a", encoding="utf-8") as file:
        file.write('\n{"id": "c", "text": "Clarke hit the mole."}\n')
    assert told(capsys, "build", news, "--into", graph, "--quiet")[0] == 0
    assert (len(merged), len(events(graph))) == (1, 2)
    assert set(merged) < set(events(graph))
    assert f"entity {ALDEN}" in told(capsys, "explain", graph, "Brandt")[1]
    assert told(capsys, "split", graph, second)[0] == 0
    assert len(events(graph)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["merge", "{g}", ALDEN, "entity/thing/nobody"], "there is no node"),
        (["merge", "{g}", ALDEN, "event/0000"], "there is no node"),
        (["merge", "{g}", ALDEN, "Brant"], "Did you mean: Brandt?"),
        (["merge", "{g}", ALDEN, "{event}"], "only two of one kind can be one"),
        (["merge", "{g}", ALDEN, "Alden"], "are one already"),
        (["merge", "{g}", ALDEN], "Missing argument"),
        (["split", "{g}", ALDEN], "was not merged with anything"),
        (["split", "{g}", "event/0000"], "there is no node"),
        (["split", "{g}", "x> ?p ?o"], "there is no entity"),
        (["merge", "nowhere", ALDEN, BRANDT], "there is no such folder"),
        (["split", "nowhere", ALDEN], "there is no such folder"),
    ],
)
def test_a_wrong_request_is_one_message_and_code_2_and_decides_nothing(
    graph: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.format(g=graph, event=events(graph)[0]) for argument in arguments]
    code, out, err = told(capsys, *given)
    assert (code, out, message in err, "Traceback" in err) == (2, "", True, False), err
    assert not (graph / "decisions.jsonl").exists()
    assert not Path("nowhere").exists()
