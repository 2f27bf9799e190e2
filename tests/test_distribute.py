"""Extraction on a real Dask cluster of two worker processes: the same graph, whatever happens to the workers."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

import graphbuilder.distribute
from graphbuilder.cli import run
from graphbuilder.distribute import batches, cluster, extract_on_cluster
from graphbuilder.distribute.editions import edition_of
from graphbuilder.distribute.parts import FOLDER, Parts, join_parts, pack_part
from graphbuilder.errors import ClusterError, ExtractionError, ModelError
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Article
from graphbuilder.workers import Failed, Pair
from tests.stand_in import extraction_of

ARTICLES = [Article(id=f"a{i}", text=f"Alden hit pier {i}. It rained.") for i in range(40)]


def local(workers: int) -> LocalCluster:
    """A scheduler with so many worker processes, each replaced when it dies."""
    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    return LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, **here)


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """Two workers, for most tests."""
    with local(2) as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Batches of at most three articles, short waits; what Dask leaves of futures that were lost ends with the test."""
    monkeypatch.setattr(batches, "MOST", 3)
    monkeypatch.setattr(cluster, "POLL", 0.2)
    yield
    gc.collect()


@pytest.fixture
def address(workers: LocalCluster) -> str:
    """The scheduler's address, when both workers are there."""
    with Client(workers.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return str(workers.scheduler_address)


class Plain:
    """Extracts without a model; tells in a file when it is made, which articles it begins, and by which process."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.tell("made")

    def tell(self, what: str) -> None:
        with self.log.open("a", encoding="utf-8") as stream:
            stream.write(f"{what} {os.getpid()}\n")

    def extract(self, articles: Iterable[Article], *, on_failure: Failed | None = None) -> Iterator[Pair]:
        for article in articles:
            self.tell(article.id)
            self.begin(article)
            if article.id == "a3" and on_failure is not None and type(self) is Stumbling:
                on_failure(ExtractionError(article.id, "a fault"))
            else:
                yield article, extraction_of(article)

    def begin(self, article: Article) -> None:
        """What an article does to it."""


class Stumbling(Plain):
    """Fails on one article, and says so."""


class Dying(Plain):
    """Ends its process at one article."""

    def begin(self, article: Article) -> None:
        if article.id == "a7":
            os._exit(9)


class Waiting(Plain):
    """Does nothing until it may."""

    def begin(self, article: Article) -> None:
        deadline = time.monotonic() + 60
        while not self.log.with_suffix(".go").exists() and time.monotonic() < deadline:
            time.sleep(0.02)


class Run:
    """One extraction of `ARTICLES` on the cluster, and what was told."""

    def __init__(self, folder: Path, scheduler: str, kind: type[Plain] = Plain) -> None:
        self.folder, self.log = folder, folder / "log"
        self.failures: list[ExtractionError] = []
        self.read = 0
        self.pairs = extract_on_cluster(
            self._articles(), scheduler, self.failures.append, folder, make=partial(kind, self.log)
        )

    def _articles(self) -> Iterator[Article]:
        for article in ARTICLES:
            self.read += 1
            yield article

    def told(self, what: str) -> list[str]:
        """The processes that told this, in order."""
        lines = (line.split() for line in self.log.read_text("utf-8").splitlines())
        return [process for told, process in lines if told == what]


def expected(without: str = "") -> list[Pair]:
    return [(article, extraction_of(article)) for article in ARTICLES if article.id != without]


def test_a_cluster_gives_what_one_process_gives(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address)
    assert list(done.pairs) == expected()
    assert done.failures == []
    assert not (tmp_path / FOLDER).exists()


def test_the_model_is_loaded_once_in_a_worker(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address)
    list(done.pairs)
    assert len(done.told("made")) == len(set(done.told("made"))) == 2


def test_a_worker_that_is_killed_costs_nothing(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address)
    first = next(done.pairs)
    with Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
    os.kill(next(iter(pids.values())), signal.SIGKILL)
    assert [first, *done.pairs] == expected()
    assert done.failures == []


def test_an_article_that_kills_its_worker_twice_is_left_out(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address, Dying)
    assert list(done.pairs) == expected(without="a7")
    assert [(error.article, error.reason) for error in done.failures] == [("a7", "the process that was at it died, twice")]
    assert len(done.told("a7")) == 2


def test_a_worker_that_is_told_to_go_is_no_death(tmp_path: Path) -> None:
    with local(2) as made:
        done = Run(tmp_path, made.scheduler_address)
        first = next(done.pairs)
        with Client(made.scheduler_address, set_as_default=False) as client:
            client.retire_workers([next(iter(client.nthreads()))])
        assert [first, *done.pairs] == expected()
    assert done.failures == []


def test_failures_are_told(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address, Stumbling)
    assert list(done.pairs) == expected(without="a3")
    assert [(error.article, error.reason) for error in done.failures] == [("a3", "a fault")]


def test_no_more_is_read_than_the_workers_hold(address: str, tmp_path: Path) -> None:
    done = Run(tmp_path, address, Waiting)
    held: list[int] = []

    def go(_: object) -> None:
        held.append(done.read)
        (tmp_path / "log.go").touch()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster.Cluster, "wait", after(cluster.Cluster.wait, 8, go))
        assert list(done.pairs) == expected()
    assert 0 < held[0] <= (2 * cluster.AHEAD + 1) * batches.MOST


def after(method: Callable[..., None], times: int, then: Callable[[object], None]) -> Callable[..., None]:
    """The method, which does something else beside at its so-manieth call."""
    calls = [0]

    def called(self: object) -> None:
        calls[0] += 1
        if calls[0] == times:
            then(self)
        method(self)

    return called


def test_what_was_done_before_a_crash_is_not_done_again(address: str, tmp_path: Path) -> None:
    cut = Run(tmp_path, address)
    before = [next(cut.pairs) for _ in range(7)]
    cut.pairs.close()  # type: ignore[attr-defined]
    kept = list((tmp_path / FOLDER).glob("*.parquet"))
    assert kept
    again = Run(tmp_path, address)
    assert list(again.pairs) == expected()
    assert before == expected()[:7]
    assert len(again.told("a0")) == 1
    assert not (tmp_path / FOLDER).exists()


def test_batches_meet_again_after_a_different_beginning() -> None:
    many = [Article(id=f"b{i}", text="") for i in range(300)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "MOST", 48)
        whole, later = list(batches.in_batches(many)), list(batches.in_batches(many[5:]))
    assert [article for batch in whole for article in batch] == many
    assert whole[-5:] == later[-5:]
    assert len(whole) > 10


def test_the_scheduler_goes_away(tmp_path: Path) -> None:
    with local(1) as made:
        done = Run(tmp_path, made.scheduler_address)
        next(done.pairs)
        made.close()
        with pytest.raises(ClusterError, match=r"does not answer any more.*run the same command"):
            list(done.pairs)


def test_no_worker_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with (
        local(0) as made,
        pytest.raises(ClusterError, match="no worker has come for 1 seconds"),
    ):
        list(Run(tmp_path, made.scheduler_address).pairs)


def test_a_worker_of_another_edition_is_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(edition_of(), graphbuilder="9.9", model="other 1.0")
    monkeypatch.setattr(graphbuilder.distribute, "edition_of", lambda model: other)
    with pytest.raises(ClusterError, match=r"graphbuilder is 9\.9 here and .* there; model is other 1\.0 here"):
        list(Run(tmp_path, address).pairs)


def test_a_worker_without_graphbuilder_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only_here.py").write_text("def fault(*_):\n    return None\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here  # type: ignore[import-not-found]

    monkeypatch.setattr(cluster, "edition_fault", only_here.fault)
    with pytest.raises(ClusterError, match=r"cannot run graphbuilder.*Install graphbuilder\[cluster\]"):
        list(Run(tmp_path, address).pairs)


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterError, match="no Dask scheduler answers there within"):
            list(Run(tmp_path, address).pairs)


@pytest.mark.parametrize("address", ["scheduler", "x://1:2"])
def test_no_address(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="is no address of a Dask scheduler"):
        list(Run(tmp_path, address).pairs)


@pytest.mark.parametrize("missing", ["distributed", "pyarrow"])
def test_the_extra_is_not_installed(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ClusterError, match=rf"needs {missing}.*graphbuilder\[cluster\]"):
        list(Run(tmp_path, "tcp://127.0.0.1:1").pairs)


def test_a_model_that_is_not_installed_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        list(extract_on_cluster(ARTICLES, "tcp://127.0.0.1:1", lambda _: None, tmp_path, model="no_such_model"))


def test_a_part_is_named_by_content_and_edition(tmp_path: Path) -> None:
    here = edition_of()
    name = Parts(tmp_path, here).name_of(ARTICLES[:3])
    assert name == Parts(tmp_path, replace(here, folders="elsewhere")).name_of(ARTICLES[:3])
    assert name != Parts(tmp_path, replace(here, model="other")).name_of(ARTICLES[:3])
    assert name != Parts(tmp_path, here).name_of([*ARTICLES[:2], replace(ARTICLES[2], title="New")])


def test_parts_of_single_articles_make_the_part_of_their_batch() -> None:
    pairs = expected()[:3]
    failure = ExtractionError("a1", "a fault")
    whole = pack_part(ARTICLES[:3], [pairs[0], pairs[2]], [failure])
    single = [pack_part(ARTICLES[:1], pairs[:1], []), pack_part(ARTICLES[1:2], [], [failure])]
    assert join_parts([*single, pack_part(ARTICLES[2:3], pairs[2:3], [])]) == whole


NAMES = ("Norway", "Canada", "Ghana", "Japan", "Kenya", "Peru")


def test_a_build_on_a_cluster_writes_the_same_graph_though_a_worker_is_killed(address: str, tmp_path: Path) -> None:
    stories = tmp_path / "stories.jsonl"
    pairs = [(one, other) for one in NAMES for other in NAMES if one != other]
    with stories.open("w", encoding="utf-8") as stream:
        for i, (one, other) in enumerate(pairs):
            text = f"{one} imposed sanctions on {other} on Monday. Police in {other} arrested {i + 2} people."
            stream.write(json.dumps({"id": f"s{i}", "text": text, "published": "2021-06-23"}) + "\n")
    assert run(["build", str(stories), "--into", str(tmp_path / "local"), "--quiet"]) == 0
    killed: list[int] = []

    def kill(_: Any) -> None:
        with Client(address, set_as_default=False) as client:
            killed.append(next(iter(client.run(os.getpid).values())))
        os.kill(killed[0], signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parts, "write", after_first(Parts.write, kill))
        assert run(["build", str(stories), "--into", str(tmp_path / "far"), "--scheduler", address, "--quiet"]) == 0
    assert len(killed) == 1
    with GraphStore.open_read_only(tmp_path / "local") as local, GraphStore.open_read_only(tmp_path / "far") as far:
        assert len(far.articles()) == len(pairs)
        assert nquads_bytes(far) == nquads_bytes(local)


def after_first(method: Callable[..., None], then: Callable[[object], None]) -> Callable[..., None]:
    """The method, after whose first call something else is done."""
    calls = [0]

    def called(self: object, *arguments: object) -> None:
        method(self, *arguments)
        calls[0] += 1
        if calls[0] == 1:
            then(self)

    return called
