"""Fixtures that more than one test module uses."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The default model with graphbuilder's components."""
    from graphbuilder.annotate import load_model

    return load_model()
