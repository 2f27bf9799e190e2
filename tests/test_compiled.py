"""What `setup.py` compiles: nothing that mypyc would compile without a word into something else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETUP = ast.parse((ROOT / "setup.py").read_text("utf-8"))
MODULES = [*sorted((ROOT / "graphbuilder" / "extract").glob("*.py")), ROOT / "graphbuilder" / "lexicon" / "records.py"]
TRAPS = ("cached_property", "vars(self)", "self.__dict__", "__getattr__(")


def plain() -> tuple[str, ...]:
    """The names of the modules that are not compiled."""
    [value] = [node.value for node in SETUP.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLAIN"]
    found: tuple[str, ...] = ast.literal_eval(value)
    return found


def test_the_modules_that_stay_plain_are_there() -> None:
    assert set(plain()) <= {path.name for path in MODULES}


def test_the_further_modules_that_are_compiled_are_checked() -> None:
    [value] = [node.value for node in SETUP.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COMPILED_TOO"]
    assert {ROOT / path for path in ast.literal_eval(value)} <= set(MODULES)


@pytest.mark.parametrize("path", [path for path in MODULES if path.name not in plain()], ids=lambda path: path.stem)
def test_a_module_that_is_compiled_has_no_trap(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [trap for trap in TRAPS if trap in text] == []
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = [inner.name for outer in functions for inner in ast.walk(outer) if inner is not outer and isinstance(inner, ast.FunctionDef)]
    assert inside == [], "compiled, a function inside another holds itself and keeps the whole article: write a lambda, or put it outside"
    starred = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for other in node.comparators
        if isinstance(other, ast.Tuple | ast.List) and any(isinstance(part, ast.Starred) for part in other.elts)
    ]
    assert starred == [], "mypyc cannot compile `x in (*a, b)`: write `x in {*a, b}`"


SCRIPT = """
import runpy, setuptools, sys
setuptools.setup = lambda **given: print(len(given["ext_modules"]))
sys.argv = ["setup.py", sys.argv[1]]
runpy.run_path("setup.py")
"""


@pytest.mark.parametrize(("command", "wish"), [("bdist_wheel", "0"), ("editable_wheel", ""), ("egg_info", ""), ("sdist", "1")])
def test_nothing_is_compiled_where_nothing_should_be(command: str, wish: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, command],
        cwd=ROOT, env={"PATH": "", "GRAPHBUILDER_COMPILE": wish}, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "0\n"


BROKEN = """
import runpy, setuptools, sys
setup, given = setuptools.setup, {}
setuptools.setup = lambda **options: given.update(options)
sys.argv = ["setup.py", "egg_info"]
runpy.run_path(ROOT + "/setup.py")
sys.argv = ["setup.py", "build_ext"]
setup(name="two", ext_modules=[setuptools.Extension("two", ["one.c", "other.c"])], cmdclass=given["cmdclass"])
"""


def built(folder: Path, wish: str) -> subprocess.CompletedProcess[str]:
    """What happens when an extension of two files is built with a compiler that always fails."""
    for name in ("one.c", "other.c"):
        (folder / name).write_text("int x;\n", "utf-8")
    environment = {"PATH": "/usr/bin:/bin", "CC": "/bin/false", "GRAPHBUILDER_COMPILE": wish}
    return subprocess.run(
        [sys.executable, "-c", BROKEN.replace("ROOT", repr(str(ROOT)))],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_without_a_compiler_it_stays_plain(tmp_path: Path) -> None:
    done = built(tmp_path, "")
    assert done.returncode == 0, done.stderr
    assert "plain Python" in done.stdout + done.stderr
    assert not list(tmp_path.rglob("*.so"))


def test_without_a_compiler_a_wish_is_refused(tmp_path: Path) -> None:
    assert built(tmp_path, "1").returncode != 0
