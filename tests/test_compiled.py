"""What `setup.py` compiles: nothing that mypyc would compile without a word into something else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETUP = ast.parse((ROOT / "setup.py").read_text("utf-8"))
MODULES = sorted((ROOT / "graphbuilder" / "extract").glob("*.py"))
TRAPS = ("cached_property", "vars(self)", "self.__dict__", "__getattr__(")


def plain() -> tuple[str, ...]:
    """The names of the modules that are not compiled."""
    [value] = [node.value for node in SETUP.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLAIN"]
    found: tuple[str, ...] = ast.literal_eval(value)
    return found


def test_the_modules_that_stay_plain_are_there() -> None:
    assert set(plain()) <= {path.name for path in MODULES}


@pytest.mark.parametrize("path", [path for path in MODULES if path.name not in plain()], ids=lambda path: path.stem)
def test_a_module_that_is_compiled_has_no_trap(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [trap for trap in TRAPS if trap in text] == []
    starred = [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Compare)
        for other in node.comparators
        if isinstance(other, ast.Tuple | ast.List) and any(isinstance(part, ast.Starred) for part in other.elts)
    ]
    assert starred == [], "mypyc cannot compile `x in (*a, b)`: write `x in {*a, b}`"


def test_nothing_is_compiled_unless_it_is_asked_for() -> None:
    script = "import runpy, setuptools; setuptools.setup = lambda **given: print(given); runpy.run_path('setup.py')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "{}\n"
