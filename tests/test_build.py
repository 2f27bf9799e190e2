"""`build` around a stand-in for the pipeline: what is added, replaced, passed over, reported, and that runs can be cut short."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import graphbuilder.pipeline
from graphbuilder.build import BuildReport, Step, build
from graphbuilder.errors import InputError, RequestError, StoreError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from tests.stand_in import StandInPipeline

STORIES = {
    "a": "Alden hit the pier. No one was hurt in the harbour.",
    "b": "Bela hit the bell. It rang.",
    "c": "Nothing of note took place.",
}
FRENCH = (
    "Deux ferries sont entrés en collision lundi dans un épais brouillard et les propriétaires ont dit que personne n'est mort. "
    * 3
)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> type[StandInPipeline]:
    StandInPipeline.seen = []
    StandInPipeline.stop_at = None
    monkeypatch.setattr(graphbuilder.pipeline, "Pipeline", StandInPipeline)
    return StandInPipeline


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def bytes_of(folder: Path) -> bytes:
    with GraphStore.open_read_only(folder) as store:
        return nquads_bytes(store)


def counts(report: BuildReport) -> tuple[int, int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.removed, len(report.failures)


def test_build_adds_and_counts(stories: Path, tmp_path: Path) -> None:
    report = build([stories], tmp_path / "g")
    assert counts(report) == (3, 0, 0, 0, 0)
    assert report.events == {"Assault": 2}
    assert (report.sentences, report.silent) == (5, 0)
    with GraphStore.open_read_only(tmp_path / "g") as store:
        assert store.articles() == ["a", "b", "c"]
        assert store.sparql("ASK { ?e a gb:Assault }")


def test_building_again_extracts_nothing(stories: Path, tmp_path: Path, stand_in: type[StandInPipeline]) -> None:
    build([stories], tmp_path / "g")
    before, stand_in.seen = bytes_of(tmp_path / "g"), []
    assert counts(build([stories], tmp_path / "g")) == (0, 0, 3, 0, 0)
    assert stand_in.seen == []
    assert bytes_of(tmp_path / "g") == before


def test_a_changed_article_replaces_and_a_missing_one_is_removed_on_request(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    (stories / "a.txt").write_text("Alden stood still.", encoding="utf-8")
    (stories / "b.txt").unlink()
    assert counts(build([stories], tmp_path / "g")) == (0, 1, 1, 0, 0)
    assert counts(build([stories], tmp_path / "g", remove_missing=True)) == (0, 0, 2, 1, 0)
    assert bytes_of(tmp_path / "g") == (build([stories], tmp_path / "h"), bytes_of(tmp_path / "h"))[1]


def test_same_bytes_from_another_folder_in_another_order_in_two_goes(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    other = tmp_path / "elsewhere"
    other.mkdir()
    for name, text in STORIES.items():
        (other / f"{name}.txt").write_text(text, encoding="utf-8")
    build([other / "c.txt", other / "a.txt"], tmp_path / "h")
    build([other / "b.txt", other / "a.txt"], tmp_path / "h")
    assert bytes_of(tmp_path / "h") == bytes_of(tmp_path / "g")


def test_unreadable_articles_are_reported_and_the_rest_is_built(stories: Path, tmp_path: Path) -> None:
    (stories / "d.txt").write_bytes(b"")
    (stories / "e.jsonl").write_text('{"id": "e", "text": "Ede hit Alden."}\n{"id": 1\n', encoding="utf-8")
    report = build([stories], tmp_path / "g")
    assert counts(report) == (4, 0, 0, 0, 2)
    lines = [json.loads(line) for line in (tmp_path / "g" / "failures.jsonl").read_text("utf-8").splitlines()]
    assert [(Path(line["path"]).name, line["line"]) for line in lines] == [("d.txt", None), ("e.jsonl", 2)]
    (stories / "d.txt").unlink()
    (stories / "e.jsonl").unlink()
    build([stories], tmp_path / "g")
    assert (tmp_path / "g" / "failures.jsonl").read_text("utf-8") == ""


@pytest.mark.parametrize("workers", [1, 2])
def test_articles_on_which_extraction_fails_are_reported(stories: Path, tmp_path: Path, workers: int) -> None:
    (stories / "d.txt").write_text("There is a fault in it.", encoding="utf-8")
    report = build([stories], tmp_path / "g", workers=workers)
    assert counts(report) == (3, 0, 0, 0, 1)
    assert (report.failures[0].path, report.failures[0].reason) == ("d", "a fault in the text")


def test_other_languages_are_passed_over_and_counted(stories: Path, tmp_path: Path) -> None:
    (stories / "f.txt").write_text(FRENCH, encoding="utf-8")
    report = build([stories], tmp_path / "g")
    assert (counts(report), report.skipped) == ((3, 0, 0, 0, 0), {"fr": 1})


def test_a_build_that_was_cut_short_goes_on(stories: Path, tmp_path: Path, stand_in: type[StandInPipeline]) -> None:
    build([stories], tmp_path / "whole")
    stand_in.stop_at = "c"
    with pytest.raises(KeyboardInterrupt):
        build([stories], tmp_path / "g")
    stand_in.stop_at, stand_in.seen = None, []
    build([stories], tmp_path / "g")
    assert "c" in stand_in.seen
    assert bytes_of(tmp_path / "g") == bytes_of(tmp_path / "whole")


def test_a_wrong_path_is_refused_before_the_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build([tmp_path / "nowhere"], tmp_path / "g")
    assert not (tmp_path / "g").exists()


def test_the_number_of_workers_changes_nothing(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    report = build([stories], tmp_path / "h", workers=2)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert bytes_of(tmp_path / "h") == bytes_of(tmp_path / "g")


def test_workers_are_one_or_more(stories: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="1 or more"):
        build([stories], tmp_path / "g", workers=0)


def test_two_builds_at_once_are_refused(stories: Path, tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "g"), pytest.raises(StoreError, match="another program"):
        build([stories], tmp_path / "g")


def test_progress_tells_each_article_and_the_last_stage(stories: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    build([stories], tmp_path / "g", progress=steps.append)
    assert [(step.stage, step.article, step.done) for step in steps] == [
        ("extract", "a", 1),
        ("extract", "b", 2),
        ("extract", "c", 3),
        ("fuse", "", 3),
    ]


def test_the_facts_that_become_edges_are_kept(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g", facts="attributed")
    first = bytes_of(tmp_path / "g")
    build([stories], tmp_path / "g")
    assert bytes_of(tmp_path / "g") == first
