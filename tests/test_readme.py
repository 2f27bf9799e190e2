"""Every command in the README runs, in its order, in an empty folder, and prints what the README shows."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import graphbuilder.cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A command line of a console block and the lines below it; "..." stands for any lines."""

    line: str
    output: str


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(README) if kind == language]


def commands() -> list[Command]:
    found: list[Command] = []
    for text in blocks("console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            while output.startswith("> "):
                more, _, output = output.removeprefix("> ").partition("\n")
                line = f"{line}\n{more}"
            found.append(Command(line, output))
    return found


def test_commands_print_what_the_readme_shows(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    for command in commands():
        done = subprocess.run(
            command.line, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command.line}\n{done.stderr}"
        assert fits(command.output, done.stdout + done.stderr), f"$ {command.line}\n{done.stdout}{done.stderr}"


def fits(shown: str, printed: str) -> bool:
    """Whether the output is as shown; a line "..." stands for any lines, "..." in a line for any characters."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ ]*\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_fits_knows_what_is_left_out() -> None:
    assert fits("a\n...\nc\n", "a\nb\nb\nc\n")
    assert not fits("a\nc\n", "a\nb\nc\n")


def test_python_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parser = doctest.DocTestParser()
    examples = [parser.get_doctest(text, {}, f"README {i}", "README.md", 0) for i, text in enumerate(blocks("python"))]
    assert examples
    for example in examples:
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(example)
        assert result.failed == 0, example.name


def test_every_command_is_in_the_readme() -> None:
    text = "\n".join(blocks("console") + blocks("sh"))
    for name in graphbuilder.cli.COMMANDS:
        if graphbuilder.cli._exists(name):
            assert f"graphbuilder {name}" in text, name


def test_the_set_up_is_what_the_check_script_does() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    set_up = "\n".join(blocks("sh"))
    assert "pip install . && graphbuilder demo" in set_up
    assert "pip install '.[test]' && pytest" in set_up
    assert "pip install -q '.[test]'" in script
    assert 'graphbuilder" demo' in script


def test_files_that_the_readme_links_to_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README):
        assert (ROOT / target).exists(), target
