"""Article -> Extraction: annotate, extract, link; and the same as a spaCy component.

spaCy imports this module whenever it loads any model (entry point `spacy_factories`), so it imports nothing heavy itself.
"""

from __future__ import annotations

from typing import Any


def create_component(nlp: Any, name: str) -> Any:
    """Make the component behind `nlp.add_pipe("graphbuilder")`; results stand on `doc._.extraction`."""
    raise NotImplementedError


create_component.__dict__["factory"] = "graphbuilder"
