"""`record`: `dataclass` for what an article's reading makes by the hundreds and nobody outside of `extract` sees.

mypy takes it for `dataclass` and refuses to change a frozen record. At run time the record is left open: a frozen one is written field by
field through `object.__setattr__`, which takes six times as long, 4 ms of the 50 that an article takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots, eq=True, kw_only=False):
        """A dataclass with the equality and the hash that `frozen` asks for."""
        return dataclass(slots=slots, eq=eq, kw_only=kw_only, unsafe_hash=frozen and eq)

__all__ = ["record"]
