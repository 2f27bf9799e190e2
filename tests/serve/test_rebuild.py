"""A graph that is built while it is served: the server goes on with what it has, and moves to the new graph when that is finished."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from graphbuilder.errors import StoreError, UnknownNameError
from graphbuilder.graph.lock import FolderLock
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article, Extraction
from graphbuilder.serve import snapshot
from graphbuilder.serve.service import Service, read_rows
from graphbuilder.serve.settings import Settings
from graphbuilder.serve.snapshot import Snapshot
from tests.serve.conftest import serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A graph that the test may change."""
    return shutil.copytree(built, tmp_path / "store", ignore=shutil.ignore_patterns(snapshot.PLACE))


def add(folder: Path, *ids: str) -> None:
    with GraphStore.create_or_open(folder) as store:
        store.put((Article(id=id, text="Nothing happened."), Extraction(id=id)) for id in ids)
        store.fuse()


def articles(client: httpx.Client) -> int:
    response = client.post("sparql", data={"query": COUNT})
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_a_build_goes_on_beside_the_server_and_is_seen_when_it_is_finished(folder: Path) -> None:
    with serving(folder, "--workers", "1") as address, httpx.Client(base_url=address, timeout=30) as client:
        seen: list[int] = []
        stop = threading.Event()

        def watch() -> None:
            with httpx.Client(base_url=address, timeout=30) as other:
                while not stop.is_set():
                    seen.append(articles(other))
                    time.sleep(0.02)

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            with GraphStore.create_or_open(folder) as store:
                store.put([(Article(id="new-1", text="Nothing happened."), Extraction(id="new-1"))])
                before = len(seen)
                while len(seen) < before + 5:
                    time.sleep(0.01)
                assert articles(client) == 8, "what is not finished is not seen"
                store.put([(Article(id="new-2", text="Nothing happened."), Extraction(id="new-2"))])
                store.fuse()
            end = time.monotonic() + 30
            while articles(client) != 10 and time.monotonic() < end:
                time.sleep(0.05)
        finally:
            stop.set()
            thread.join()
        assert articles(client) == 10
        assert set(seen) <= {8, 10}, "never half of it"
        assert seen == sorted(seen)
        assert len(list((folder / snapshot.PLACE).iterdir())) == 1, "the old copy is gone"
    assert not (folder / snapshot.PLACE).exists()


def test_a_copy_is_a_graph_that_later_builds_do_not_touch(folder: Path) -> None:
    copied = Snapshot(folder)
    add(folder, "later")
    with GraphStore.open_read_only(folder) as store, GraphStore.open_read_only(copied.folder) as copy:
        assert ("later" in store.articles(), "later" in copy.articles()) == (True, False)
        assert list(copy.records())
        assert len(copy) < len(store)
    copied.remove()
    assert not copied.folder.exists()


def test_finished_files_are_linked_not_copied(folder: Path) -> None:
    copied = Snapshot(folder)
    linked = [path for path in (copied.folder / "oxigraph").glob("*.sst") if path.stat().st_nlink == 2]
    assert len(linked) == len(list((folder / "oxigraph").glob("*.sst"))) > 0
    copied.remove()


def test_no_copy_is_taken_while_somebody_writes(folder: Path) -> None:
    with GraphStore.create_or_open(folder), pytest.raises(StoreError, match="being written"):
        Snapshot(folder)


def test_a_writer_waits_for_the_moment_of_a_copy(folder: Path) -> None:
    lock = FolderLock(folder, exclusive=False)
    timer = threading.Timer(0.3, lock.release)
    timer.start()
    add(folder, "patient")
    timer.join()


def test_what_a_crashed_server_left_goes_when_the_next_one_starts(folder: Path) -> None:
    left, used = Snapshot(folder), Snapshot(folder)
    left._lock.release()  # as the end of its process does
    snapshot.clear_leftovers(folder)
    assert (left.folder.exists(), used.folder.exists()) == (False, True)
    used.remove()
    assert not (folder / snapshot.PLACE).exists()


def test_where_nothing_can_be_written_the_copy_lies_elsewhere(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / snapshot.PLACE).write_text("a file in its place")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    copied = Snapshot(folder)
    assert folder not in copied.folder.parents
    copied.remove()


def test_a_service_for_pages(folder: Path) -> None:
    """What the explorer relies on: rows as plain values, functions in a process, errors, kept values, a new version."""

    async def use() -> None:
        service = Service(folder, replace(Settings(), workers=1, look_every=60.0))
        await service.start()
        try:
            rows = await service.query("SELECT ?name ?n { ?e skos:prefLabel ?name ; gb:mentionCount ?n } ORDER BY ?name", 2)
            assert (rows.columns, len(rows.rows), rows.truncated) == (("name", "n"), 2, True)
            assert [type(value) for value in rows.rows[0].values()] == [str, int]
            assert (await service.query("ASK {}")).truth is True
            described = await service.query("DESCRIBE <entity/country/PER>")
            assert described.columns == ("subject", "predicate", "object")
            assert len(await service.call(GraphStore.articles)) == 8
            with pytest.raises(UnknownNameError, match="nobody"):
                await service.call(GraphStore.article, "nobody")
            first, version = await service.once(read_rows, COUNT, 1), service.version
            assert await service.once(read_rows, COUNT, 1) is first
            assert not await service.refresh()
            add(folder, "further")
            assert await service.refresh()
            assert service.version != version
            assert (await service.once(read_rows, COUNT, 1)).rows == [{"n": 9}]
        finally:
            await service.stop()

    asyncio.run(use())


def test_the_same_question_from_many_is_answered_once(folder: Path) -> None:
    from graphbuilder.serve.jobs import Sparql

    async def use() -> None:
        service = Service(folder, replace(Settings(), workers=1, look_every=60.0))
        await service.start()
        try:
            job = Sparql(text=COUNT, rows_as="csv")
            streams = await asyncio.gather(*(service.stream(job) for _ in range(20)))
            assert len({id(stream) for stream in streams}) == 1
            assert [b"".join([piece async for piece in stream.pieces()]) for stream in streams] == [b"n\r\n8\r\n"] * 20
            wrong = await asyncio.gather(*(service.stream(Sparql(text="SELECT", rows_as="csv")) for _ in range(3)), return_exceptions=True)
            assert [type(error).__name__ for error in wrong] == ["QueryError"] * 3
        finally:
            await service.stop()

    asyncio.run(use())
