"""Every command in README and CONTRIBUTING runs, in its order, in an empty folder, and prints what stands there."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import graphbuilder
import graphbuilder.cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A command line of a console block and the lines below it; "..." stands for any lines."""

    line: str
    output: str


def blocks(language: str, page: str = README) -> list[str]:
    return [text for kind, text in BLOCK.findall(page) if kind == language]


def commands(page: str) -> list[Command]:
    found: list[Command] = []
    for text in blocks("console", page):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            while output.startswith("> "):
                more, _, output = output.removeprefix("> ").partition("\n")
                line = f"{line}\n{more}"
            found.append(Command(line, output))
    return found


def check_commands(page: str, folder: Path) -> None:
    """Run the commands of a page in a folder and compare what they print with what the page shows."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    for command in commands(page):
        done = subprocess.run(
            command.line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command.line}\n{done.stderr}"
        assert fits(command.output, done.stdout + done.stderr), f"$ {command.line}\n{done.stdout}{done.stderr}"


def test_commands_of_the_readme(tmp_path: Path) -> None:
    assert commands(README)
    check_commands(README, tmp_path)


def test_an_event_type_is_added_as_contributing_says(tmp_path: Path) -> None:
    (tmp_path / "my-types" / "lexicon").mkdir(parents=True)
    [turtle], [frames] = blocks("turtle", CONTRIBUTING), blocks("yaml", CONTRIBUTING)
    (tmp_path / "my-types" / "planting.ttl").write_text(turtle, encoding="utf-8")
    (tmp_path / "my-types" / "lexicon" / "planting.yml").write_text(frames, encoding="utf-8")
    check_commands(CONTRIBUTING, tmp_path)
    build = [sys.executable, "-m", "graphbuilder", "build", "news.txt", "--into", "g", "--ontology", "my-types"]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    with graphbuilder.open_graph(tmp_path / "g") as graph:
        assert graph.query("ASK { ?e a gb:TreePlanting, sem:Event ; gb:actor ?who }").truth


def test_a_misspelt_role_is_refused_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    folder = tmp_path / "my-types" / "lexicon"
    folder.mkdir(parents=True)
    [turtle], [frames] = blocks("turtle", CONTRIBUTING), blocks("yaml", CONTRIBUTING)
    (folder.parent / "planting.ttl").write_text(turtle, encoding="utf-8")
    (folder / "planting.yml").write_text(frames.replace("actor: subject", "acter: subject"), encoding="utf-8")
    (tmp_path / "news.txt").write_text("Soldiers planted trees.", encoding="utf-8")
    extract = [sys.executable, "-m", "graphbuilder", "extract", "news.txt", "--ontology", "my-types"]
    done = subprocess.run(extract, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 2
    assert re.search(r"planting\.yml.*\b6\b.*acter.*actor", done.stderr), done.stderr


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
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README + CONTRIBUTING):
        assert (ROOT / target).exists(), target
