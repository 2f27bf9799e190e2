"""Data files that the package reads: what it knows about names, places and English."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def read_yaml(name: str) -> Any:
    """What a YAML file of this folder says.

    It is read by libyaml's safe loader where that is built in: the one in Python takes ten times as long.

    >>> "NATO" in str(read_yaml("bodies.yml"))
    True
    """
    import yaml

    return yaml.load(files(__name__).joinpath(name).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
