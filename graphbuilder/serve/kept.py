"""Values that are kept for the next who asks the same, the one that was asked for last going last.

The graph that a server reads does not change until it moves to a newer copy, so an answer stays right until then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by what was asked, of a size that is bounded together.

    >>> kept = Kept[str](10, largest=8)
    >>> kept.put("a", "x", 6); kept.put("b", "y", 6); kept.put("c", "z", 9)
    >>> kept.get("a"), kept.get("b"), kept.get("c")
    (None, 'y', None)
    """

    def __init__(self, most: int, largest: int) -> None:
        """Keep values of at most `most` together, none larger than `largest`."""
        self.most, self.largest, self.size = most, largest, 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def get(self, question: Hashable) -> Value | None:
        """The value, None when there is none."""
        if question not in self._values:
            return None
        self._values.move_to_end(question)
        return self._values[question][0]

    def put(self, question: Hashable, value: Value, size: int) -> None:
        """Keep a value, unless it is too large; others go for it."""
        if size > self.largest or question in self._values:
            return
        self._values[question] = value, size
        self.size += size
        while self.size > self.most:
            self.size -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Keep nothing: the graph has changed."""
        self._values.clear()
        self.size = 0
