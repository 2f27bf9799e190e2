"""What docs/scale.md says: its commands run, on other ports; its files for clusters are well formed; its sums are right."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

import graphbuilder
from docs import update
from graphbuilder.cli.build import command as build_command
from graphbuilder.graph.export import nquads_bytes
from graphbuilder.graph.store import GraphStore
from tests.servers import free_port, oxigraph, rows, running, virtuoso

PAGE = (update.DOCS / "scale.md").read_text("utf-8")
RESULTS = (update.ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8")
STORIES = {
    "one": "OSLO, October 2, 2020 - Norway imposed sanctions on 40 Belarusian officials on Friday.",
    "two": "LIMA, October 3, 2020 - Police arrested 3 people in Lima on Saturday.",
}


def commands(part: str) -> list[str]:
    """The lines of the first `sh` block that has this in it."""
    [lines] = [block.lines for block in update.blocks(PAGE) if block.language == "sh" and part in block.text]
    return list(lines)


def blocks(language: str) -> list[str]:
    return [block.text for block in update.blocks(PAGE) if block.language == language]


def shell(line: str, folder: Path, ports: dict[str, int]) -> str:
    """What a line of the page prints, with other ports."""
    done = subprocess.run(
        moved(line, ports), shell=True, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def moved(line: str, ports: dict[str, int]) -> str:
    for given, port in ports.items():
        line = line.replace(given, str(port))
    return line


def environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(update.ROOT), "GRAPHBUILDER_PASSWORD": "dba"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, and its graph built on this machine."""
    made = tmp_path_factory.mktemp("scale")
    lines = (json.dumps({"id": name, "text": text}) for name, text in STORIES.items())
    (made / "corpus.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    graphbuilder.build([made / "corpus.jsonl"], into=made / "my-graph")
    return made


@contextmanager
def started(line: str, folder: Path) -> Iterator[None]:
    """A program of the page that runs until it is stopped."""
    with (folder / "program.log").open("ab") as log:
        process = subprocess.Popen(line.split(), cwd=folder, env=environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def test_a_cluster_on_one_machine(folder: Path, tmp_path: Path) -> None:
    install, scheduler, worker, build = commands("dask scheduler")
    assert install == "pip install 'graphbuilder[cluster]'"
    ports = {"8786": free_port()}
    (tmp_path / "corpus.jsonl").write_bytes((folder / "corpus.jsonl").read_bytes())
    program = str(Path(sys.executable).parent / "dask")
    with ExitStack() as stack:
        for line in (f"{scheduler} --dashboard-address 127.0.0.1:0", worker):
            stack.enter_context(started(moved(line, ports).replace("dask", program, 1), tmp_path))
        shell(build, tmp_path, ports)
    with GraphStore.open_read_only(folder / "my-graph") as near, GraphStore.open_read_only(tmp_path / "my-graph") as far:
        assert nquads_bytes(near) == nquads_bytes(far)


def test_oxigraph(folder: Path, tmp_path: Path) -> None:
    serve, publish = commands("oxigraph serve")
    port = free_port()
    program = str(Path(sys.executable).parent / "oxigraph")
    line = moved(serve, {"7878": port}).replace("oxigraph", program, 1)
    with running(line.split(), tmp_path, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        shell(publish, folder, {"7878": port})
        assert articles(port) == ["one", "two"]
        [take] = commands("DELETE")
        shell(take, folder, {"7878": port})
        assert articles(port) == ["two"]


def test_in_bulk(folder: Path, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as port:
        for line in commands("application/n-quads"):
            shell(line, folder, {"7878": port})
        assert articles(port) == ["one", "two"]


def articles(port: int) -> list[str]:
    """The articles whose graphs a server has."""
    found = rows(f"http://127.0.0.1:{port}/query", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    return [row["g"].rpartition("/")[2] for row in found]


def test_virtuoso(folder: Path, tmp_path: Path) -> None:
    with virtuoso(tmp_path) as port:
        _, publish, ask = commands("sparql-graph-crud-auth")
        shell(publish, folder, {"8890": port})
        name, count = shell(ask, folder, {"8890": port}).split()
        assert name == '"n"'
        with graphbuilder.open_graph(folder / "my-graph") as graph:
            assert graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").records() == [{"n": int(count)}]


def test_the_script_for_slurm_is_python() -> None:
    [script] = blocks("python")
    compile(script, "cluster.py", "exec")
    assert '"--scheduler", cluster.scheduler_address' in script


def test_the_objects_for_kubernetes_fit_together() -> None:
    [text] = blocks("yaml")
    objects: list[dict[str, Any]] = list(yaml.safe_load_all(text))
    assert [found["kind"] for found in objects] == ["Deployment", "Service", "Deployment", "Job"]
    options = {name for option in build_command.params for name in option.opts}
    for found in objects:
        spec = found["spec"]
        if found["kind"] == "Deployment":
            assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
        if found["kind"] == "Service":
            assert spec["selector"] == objects[0]["spec"]["template"]["metadata"]["labels"]
            continue
        [container] = spec["template"]["spec"]["containers"]
        assert all(isinstance(argument, str) for argument in container["args"])
        if container["args"][0] == "graphbuilder":
            assert {argument for argument in container["args"] if argument.startswith("--")} <= options
            names = {volume["name"] for volume in spec["template"]["spec"]["volumes"]}
            assert {mount["name"] for mount in container["volumeMounts"]} <= names


def figure(text: str, row: str) -> float:
    """The first number in the row of a table that begins so."""
    found = re.search(rf"^\| {re.escape(row)} \| \**([\d.,]+)", text, re.MULTILINE)
    assert found is not None, row
    return float(found[1].replace(",", ""))


@pytest.mark.parametrize(
    ("row", "each", "factor"),
    [
        ("extraction, core days", "extraction", 1 / 86_400),
        ("extraction on 100 cores, days", "extraction", 1 / 86_400 / 100),
        ("committing, days of the one committer", "committing", 1 / 86_400),
        ("quads, billions", "quads", 1e-9),
        ("store on disk, TB", "store on disk", 1e-9),
        ("parts, GB, if all were kept", "part", 1e-6),
    ],
)
def test_the_sums_follow_from_what_was_measured(row: str, each: str, factor: float) -> None:
    expected = 10e6 * figure(RESULTS, each) * factor
    assert figure(PAGE, row) == pytest.approx(expected, rel=0.08)
