"""`build` around a stand-in for the pipeline: what is added, replaced, passed over, reported, and that runs can be cut short."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import graphbuilder.graph.fusing
import graphbuilder.pipeline
from graphbuilder.build import BuildReport, Noting, Step, build
from graphbuilder.errors import InputError, RequestError, StoreError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.notes import ArticleNote
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article
from graphbuilder.workers import Failed
from tests.stand_in import StandInPipeline

MODULE = importlib.import_module("graphbuilder.build")  # the package's own `build` is the function
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


def test_most_of_a_graph_is_removed_only_when_that_is_said(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    for name in ("a", "b"):
        (stories / f"{name}.txt").unlink()
    refused = build([stories], tmp_path / "g", remove_missing=True)
    assert (refused.removed, [failure.path for failure in refused.failures]) == (0, ["--remove-missing"])
    assert "2 of 3 articles are missing, that is more than half" in refused.failures[0].reason
    assert build([stories], tmp_path / "g", remove_missing=True, remove_most=True).removed == 2
    with GraphStore.open_read_only(tmp_path / "g") as store:
        assert store.articles() == ["c"]


def test_nothing_is_removed_when_some_of_the_input_cannot_be_read(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    (stories / "a.txt").write_bytes(b"")
    report = build([stories], tmp_path / "g", remove_missing=True)
    assert (report.removed, len(report.failures)) == (0, 2)
    assert "some of the input could not be read" in report.failures[1].reason


def test_a_path_that_leads_to_nothing_removes_nothing(stories: Path, tmp_path: Path) -> None:
    build([stories], tmp_path / "g")
    before = bytes_of(tmp_path / "g")
    with pytest.raises(InputError):
        build([tmp_path / "storeis"], tmp_path / "g", remove_missing=True)
    assert bytes_of(tmp_path / "g") == before


def test_copies_are_recognised(stories: Path, tmp_path: Path) -> None:
    words = " ".join(f"The harbour has {k} ships and {2 * k} boats." for k in range(60))
    (stories / "d.txt").write_text(words, encoding="utf-8")
    (stories / "e.txt").write_text(words, encoding="utf-8")
    (stories / "f.txt").write_text(words + " Our own reporter adds a word.", encoding="utf-8")
    report = build([stories], tmp_path / "g")
    assert (report.added, report.same_texts, report.near_copies) == (6, 1, 1)


def test_nothing_new_does_not_even_fuse(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([stories], tmp_path / "g")
    monkeypatch.setattr(graphbuilder.graph.fusing.View, "update", lambda _: pytest.fail("it fuses"))
    assert counts(build([stories], tmp_path / "g")) == (0, 0, 3, 0, 0)


def test_a_few_articles_start_no_processes(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "extract_in_processes", lambda *_: pytest.fail("it starts processes"))
    assert build([stories], tmp_path / "g", workers=None).added == 3


def test_many_articles_start_as_many_processes_as_there_are_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def started(work: Iterable[Article], make: Callable[[], Noting], count: int, told: Failed) -> Iterator[ArticleNote]:
        asked.append(count)
        return make().extract(work, on_failure=told)

    monkeypatch.setattr(MODULE, "extract_in_processes", started)
    monkeypatch.setattr(MODULE, "FEW", 2)
    monkeypatch.setattr(MODULE, "cores_to_use", lambda: 7)
    (tmp_path / "n.jsonl").write_text('{"id": "a", "text": "Ada hit Ben."}\n{"id": "b", "text": "It rained."}\n', encoding="utf-8")
    assert build([tmp_path / "n.jsonl"], tmp_path / "g", workers=None).added == 2
    assert asked == [7]


def test_cores_are_bounded_by_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "WORKER_BYTES", 1)
    many = MODULE.cores_to_use()
    monkeypatch.setattr(MODULE, "WORKER_BYTES", 10**18)
    assert (many >= 1, MODULE.cores_to_use()) == (True, 1)


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
