"""The order of modules: each imports only from above it in `ORDER`, and the libraries stay where they belong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuilder

PACKAGE = Path(graphbuilder.__file__).parent

ORDER = (
    ("errors",),
    ("heap",),
    ("model",),
    ("contract",),
    ("vocabulary",),
    ("gazetteer",),
    ("ontology",),
    ("lexicon",),
    ("read",),
    ("annotate",),
    ("extract",),
    ("resolve",),
    ("pipeline",),
    ("component",),
    ("workers",),
    ("graph",),
    ("show",),
    ("distribute",),
    ("build",),
    ("api",),
    ("serve",),
    ("cli",),
    ("__main__",),
)
"""The path of an article, from top to bottom."""

INSIDE_EXTRACT = (
    ("tree", "word_patterns", "mentions"),
    ("clauses",),
    ("factuality", "times", "quantities", "coreference", "places", "attribution"),
    ("events", "triples"),
    ("extraction",),
)
"""The steps inside `extract/`; a module that is not named here stands with the first step that imports it."""

RDF = {"rdflib", "pyoxigraph", "oxrdflib", "pyshacl"}
RDF_FROM = {"vocabulary", "ontology", "lexicon", "graph", "show", "api", "serve", "cli"}
RDF_FILES = {"resolve.authority"}  # reads a user's own Turtle file
SPACY_IN = {"annotate", "extract", "pipeline", "component"}
HEAVY = {"spacy", "rdflib", "pyoxigraph", "pandas", "pydantic", "rigour", "networkx", "trafilatura", "numpy", "pyarrow", "distributed"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(module: str) -> str:
    """The layer of a dotted name below the package: "extract.times" -> "extract"."""
    return module.split(".")[0]


def name_of(path: Path) -> str:
    """The dotted name of a file below the package; a package's own name for its `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a tree imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            module = node.module or ""
            if module == "graphbuilder":
                yield from (f"graphbuilder.{alias.name}" for alias in node.names)
            else:
                yield module


def test_every_module_has_its_place() -> None:
    known = {name for step in ORDER for name in step} | {"__init__", "data"}
    assert {layer_of(name_of(path)) for path in MODULES} <= known


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_above(path: Path) -> None:
    rank = {name: i for i, step in enumerate(ORDER) for name in step}
    here = layer_of(name_of(path))
    if here == "__init__":
        return  # the lazy front door
    for imported in imports(ast.parse(path.read_text("utf-8"))):
        layer = layer_of(imported.removeprefix("graphbuilder."))
        if imported.startswith("graphbuilder.") and layer in rank:
            assert layer == here or rank[layer] < rank[here], (
                f"{name_of(path)} imports {imported}, which stands below it"
            )


@pytest.mark.parametrize("path", sorted((PACKAGE / "extract").glob("*.py")), ids=name_of)
def test_extract_keeps_its_own_order(path: Path) -> None:
    rank = {name: i for i, step in enumerate(INSIDE_EXTRACT) for name in step}
    here = path.stem
    if here not in rank:
        return
    for imported in imports(ast.parse(path.read_text("utf-8"))):
        other = imported.removeprefix("graphbuilder.extract.")
        if imported.startswith("graphbuilder.extract.") and other in rank and other != here:
            assert rank[other] <= rank[here], f"extract/{here}.py imports {other}, which stands below it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    here = layer_of(name_of(path))
    libraries = {name.split(".")[0] for name in imports(ast.parse(path.read_text("utf-8")))}
    if here not in SPACY_IN:
        assert "spacy" not in libraries
    if here not in RDF_FROM and name_of(path) not in RDF_FILES:
        assert not libraries & RDF


@pytest.mark.parametrize(
    "name", ["__init__", "errors", "model", "api", "build", "cli.__init__", "pipeline", "read.__init__"]
)
def test_entry_points_import_nothing_heavy_by_themselves(name: str) -> None:
    path = PACKAGE / (name.replace(".", "/") + ".py")
    top = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not {module.split(".")[0] for node in top for module in imports(node)} & HEAVY


def test_no_file_is_named_for_everything() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "manager", "handler", "common", "base"}


def test_import_takes_less_than_300_ms() -> None:
    import subprocess
    import sys

    code = "import time; start = time.perf_counter(); import graphbuilder; print(time.perf_counter() - start)"
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    assert best < 0.3


def test_the_process_that_writes_loads_no_parser() -> None:
    """A build with workers needs none in the process that writes: it is 80 MB and half a second."""
    import subprocess
    import sys

    code = "import sys, graphbuilder.build, graphbuilder.graph.store; print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
