"""The spaCy component `nlp.add_pipe("graphbuilder")`. spaCy imports this module by the entry point `spacy_factories`."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from graphbuilder.pipeline import Component


def create_component(nlp: Any, name: str) -> Component:
    """Make the component; results stand on `doc._.extraction`."""
    return Component(nlp)


Language.factory("graphbuilder", func=create_component)
