"""What has to be the same on the workers as here, so that a cluster gives the same graph as this machine."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import graphbuilder
from graphbuilder.annotate.models import DEFAULT_MODEL
from graphbuilder.errors import ModelError
from graphbuilder.ontology import EXTRA_FOLDERS, ontology_folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Versions of all that decides what comes out of an article.

    Attributes:
        graphbuilder, spacy: versions. model: name and version of the language model.
        ontologies: hash of the ontologies' and lexicons' files. folders: the further folders among them, as in the environment.
    """

    graphbuilder: str
    spacy: str
    model: str
    ontologies: str
    folders: str

    def differences(self, other: Edition) -> list[str]:
        """Say in words what is not the same there as here; paths may differ.

        >>> here = Edition(graphbuilder="2.0", spacy="3.8.1", model="m 1", ontologies="a", folders="")
        >>> here.differences(Edition(graphbuilder="1.0", spacy="3.8.1", model="m 1", ontologies="a", folders="/x"))
        ['graphbuilder is 2.0 here and 1.0 there']
        """
        return [
            f"{field.name} is {mine} here and {yours} there"
            for field in fields(self)
            if field.name != "folders" and (mine := getattr(self, field.name)) != (yours := getattr(other, field.name))
        ]


def edition_of(model: str | None = None) -> Edition:
    """What this process has.

    Args:
        model: a spaCy model, installed or a folder; None is the default one.

    Raises:
        ModelError: the model is not installed. OntologyError: a folder of ontologies is none.
    """
    return Edition(
        graphbuilder=graphbuilder.__version__,
        spacy=metadata.version("spacy"),
        model=_model(model or DEFAULT_MODEL),
        ontologies=_digest(ontology_folders()),
        folders=os.environ.get(EXTRA_FOLDERS, ""),
    )


def _model(name: str) -> str:
    """Name and version, without loading it."""
    meta = Path(name, "meta.json")
    try:
        if meta.is_file():
            found = json.loads(meta.read_text("utf-8"))
            return f"{found.get('lang')}_{found.get('name')} {found.get('version')}"
        return f"{name} {metadata.version(name)}"
    except (metadata.PackageNotFoundError, ValueError, AttributeError) as error:
        raise ModelError(f"the language model {name!r} is not installed.") from error


@lru_cache(maxsize=8)
def _digest(folders: tuple[Path, ...]) -> str:
    """Hash of the files that ontologies and lexicons consist of, by name within their folder; taken once in a process."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.glob("*.ttl"), *folder.glob("lexicon/*.yml")]):
            found.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
