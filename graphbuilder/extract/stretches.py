"""Stretches of a text that may overlap, and whether another one touches any of them, in a time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable

WIDTH = 64
"""Characters of a drawer; a stretch lies in every drawer that it touches."""


class Stretches:
    """A set of half-open stretches.

    >>> places = Stretches()
    >>> places.add([(0, 5), (200, 207)])
    >>> places.touch(4, 9), places.touch(5, 9), places.touch(190, 300)
    (True, False, True)
    """

    __slots__ = ("_drawers",)

    def __init__(self) -> None:
        """Nothing is in it."""
        self._drawers: dict[int, list[tuple[int, int]]] = {}

    def add(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Put these in, as far as they are not in it."""
        for start, end in stretches:
            for number in range(start // WIDTH, max(end - 1, start) // WIDTH + 1):
                drawer = self._drawers.setdefault(number, [])
                if (start, end) not in drawer:
                    drawer.append((start, end))

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a character in common with `start` to `end`."""
        numbers = range(start // WIDTH, max(end - 1, start) // WIDTH + 1)
        return any(a < end and start < b for number in numbers for a, b in self._drawers.get(number, ()))
