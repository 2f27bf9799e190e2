"""`graphbuilder demo` on the real pipeline: the table, the files, and what it says to type next."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuilder.cli import run
from graphbuilder.cli.demo import HEADER, examples_folder


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert [lines[0].find(name) >= 0 for name in HEADER] == [True] * len(HEADER)
    rows = [line for line in lines[2:] if line[:4].strip().isdigit() or line.startswith(("from", "until"))]
    assert len(rows) > 50
    for kind in ("Sanction", "ElectionResult", "Demonstration"):
        assert any(kind in row for row in rows)
    for name in ("manifest.json", "graph.ttl", "graph.html"):
        assert (tmp_path / "demo-graph" / name).stat().st_size > 0
    assert "15 articles added to demo-graph." in captured.err
    for command in [
        line.split("   ")[0].split() for line in lines if line.startswith("  graphbuilder") and "demo-graph" in line
    ]:
        assert run(command[1:]) == 0, command
    assert run(["validate", "demo-graph"]) == 0


def test_the_examples_are_what_they_are_said_to_be() -> None:
    names = {path.name for path in examples_folder().iterdir() if not path.name.startswith("__")}
    assert len(names) >= 11
    assert {Path(name).suffix for name in names} == {".txt", ".html", ".jsonl"}
