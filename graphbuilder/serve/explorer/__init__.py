"""The pages of the explorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from graphbuilder.serve.service import Service


def routes(service: Service) -> Sequence[BaseRoute]:
    """The pages, which ask their questions through `service`."""
    return []
