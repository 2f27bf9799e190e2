"""Sets of names in records, written in order: a set of Python's has another order in every process, a file must not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema


class InOrder:
    """Asks pydantic to write a set as its sorted members."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        """Give the schema of the set with another way to be written; called by pydantic."""
        from pydantic_core.core_schema import plain_serializer_function_ser_schema

        return {**handler(source), "serialization": plain_serializer_function_ser_schema(sorted)}


Names = Annotated[frozenset[str], InOrder]
