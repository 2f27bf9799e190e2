"""Command lines run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuilder.cli import run


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command line."""
    code = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err
