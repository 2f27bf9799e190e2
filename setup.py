"""Compiles the extractor with mypyc when GRAPHBUILDER_COMPILE=1 is set while it is installed; all else stands in setup.cfg.

The modules stay what they are, Python that also runs as it is; why, and what it brings, stands in docs/decisions.md.
"""

import os
from pathlib import Path

from setuptools import setup

MYPY = "mypy>=1.18,<3"
PLAIN = ("__init__.py", "located.py", "reading.py", "record.py", "whole.py", "word_patterns.py")
"""Not compiled: mypyc computes a `cached_property` every time, without a word; `record` is for the interpreter; `whole` keeps equal
numbers once, which compiled code makes anew."""
OPTIONS = (
    "--config-file=pyproject.toml",
    "--follow-imports=silent",  # what is imported but not compiled is checked elsewhere
    "--ignore-missing-imports",  # nothing but mypy is there while a package is built
    "--no-warn-unused-ignores",
    "--no-warn-return-any",
    "--allow-subclassing-any",
    "--allow-untyped-decorators",
)

options = {}
if os.environ.get("GRAPHBUILDER_COMPILE") == "1":
    options["setup_requires"] = [MYPY]
    try:
        from mypyc.build import mypycify
    except ImportError:  # pip asks first what is needed, and comes again with it
        pass
    else:
        files = [str(path) for path in sorted(Path("graphbuilder/extract").glob("*.py")) if path.name not in PLAIN]
        options["ext_modules"] = mypycify([*OPTIONS, *files], opt_level="2", multi_file=True)
setup(**options)
