"""Starting a server: what cannot be served is said before anything is started."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import httpx
import pytest

from graphbuilder.cli import run
from graphbuilder.graph.lock import FolderLock
from tests.serve.conftest import serving


def test_a_port_that_is_taken_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", str(built), "--port", port]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"127.0.0.1, port {port}: cannot listen there" in said.err
    assert "--port" in said.err


def test_an_address_that_is_none_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(built), "--host", "no such address"]) == 2
    assert "cannot listen there" in capsys.readouterr().err


def test_a_folder_that_is_no_graph_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path)]) == 2
    assert "not a graph" in capsys.readouterr().err


def test_a_graph_that_is_being_written_is_told(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(built, tmp_path / "g", ignore=shutil.ignore_patterns("serving"))
    lock = FolderLock(folder, exclusive=True)
    assert run(["serve", str(folder)]) == 2
    lock.release()
    assert "being written" in capsys.readouterr().err


def test_other_event_loops_that_are_installed_are_left_alone(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uvicorn by itself takes uvloop and httptools where they are installed; uvloop cannot start the processes that answer."""
    for name in ("uvloop", "httptools"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('taken')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(built, "--workers", "1") as address:
        assert httpx.get(address + "sparql", params={"query": "ASK {}"}).status_code == 200


def test_it_listens_where_it_is_told_and_to_nobody_else(built: Path) -> None:
    """The loopback has many addresses: a server at one of them is not at the others, and goes by that name."""
    with serving(built, "--host", "127.0.0.2", "--workers", "1", "--allow-host", "graphs.example.org") as address:
        assert address.startswith("http://127.0.0.2:")
        assert httpx.get(address + "sparql", params={"query": "ASK {}"}).status_code == 200
        named = httpx.get(address + "sparql", params={"query": "ASK {}"}, headers={"Host": "graphs.example.org"})
        assert named.status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(address.replace("127.0.0.2", "127.0.0.1"))
