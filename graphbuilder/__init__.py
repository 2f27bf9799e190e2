"""Turn news articles into a graph of events that leads back to the words that state them.

`extract` and `extract_articles` give records, `build` makes a graph on disk, `open_graph` opens one. Names are imported when they are
first used: `import graphbuilder` itself loads nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from graphbuilder.api import Graph, build, extract, extract_articles, open_graph
    from graphbuilder.build import BuildReport
    from graphbuilder.model import Article, Extraction

_HOME = {
    "Article": "graphbuilder.model",
    "BuildReport": "graphbuilder.build",
    "Extraction": "graphbuilder.model",
    "Graph": "graphbuilder.api",
    "build": "graphbuilder.api",
    "extract": "graphbuilder.api",
    "extract_articles": "graphbuilder.api",
    "open_graph": "graphbuilder.api",
}
"""Public name -> module that it lives in."""

__all__ = ["Article", "BuildReport", "Extraction", "Graph", "build", "extract", "extract_articles", "open_graph"]


class _Package(ModuleType):
    """Keeps `graphbuilder.extract` and `graphbuilder.build` the functions.

    Python sets a package's attribute to the submodule of that name as soon as the submodule is imported; the submodules
    `graphbuilder.extract` and `graphbuilder.build` are there under `import` all the same.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'graphbuilder' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted([*globals(), *__all__])
