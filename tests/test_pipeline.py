"""Reading an article leaves the process as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from graphbuilder.pipeline import RARELY, rare_collection, settled


@pytest.fixture(autouse=True)
def setting() -> Iterator[None]:
    """Each test begins and ends with Python's own setting."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_the_collector_runs_seldom_inside_only() -> None:
    with rare_collection(), rare_collection():
        assert gc.get_threshold() == (RARELY, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_a_fault_brings_the_setting_back() -> None:
    with pytest.raises(LookupError), rare_collection():
        raise LookupError
    assert gc.get_threshold() == (700, 10, 10)


def test_the_last_thread_to_leave_brings_it_back() -> None:
    entered, leave = Event(), Event()

    def stay() -> None:
        with rare_collection():
            entered.set()
            leave.wait(10)

    with rare_collection():
        thread = Thread(target=stay)
        thread.start()
        assert entered.wait(10)
    assert gc.get_threshold() == (RARELY, 10, 10)
    leave.set()
    thread.join(10)
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("threshold", [0, RARELY + 1])
def test_a_user_who_collects_less_is_obeyed(threshold: int) -> None:
    gc.set_threshold(threshold, 10, 10)
    with rare_collection():
        assert gc.get_threshold() == (threshold, 10, 10)
    assert gc.get_threshold() == (threshold, 10, 10)


def test_what_is_there_is_no_business_of_the_collector() -> None:
    before = gc.get_freeze_count()
    with settled():
        assert gc.get_freeze_count() > 1000
        with settled():
            inside = gc.get_freeze_count()
        assert gc.get_freeze_count() == inside
    assert gc.get_freeze_count() == before == 0


def test_a_doc_goes_when_its_article_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuilder.model import Article
    from graphbuilder.pipeline import Pipeline

    pipeline = Pipeline()
    kept: list[dict[object, object]] = []
    read = Pipeline.extract_document

    def watched(self: Pipeline, article: Article, doc: Any) -> Any:
        found = read(self, article, doc)
        kept.append(doc.user_data)
        return found

    monkeypatch.setattr(Pipeline, "extract_document", watched)
    list(pipeline.extract([Article(id="a", text="Ghana sued Togo.")]))
    assert kept == [{}]
