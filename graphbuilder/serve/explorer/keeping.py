"""What is kept of a graph that does not change: values in the processes that read it, answers in the server."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from graphbuilder.graph.store import GraphStore

P = ParamSpec("P")
Value = TypeVar("Value")


def kept(most: int) -> Callable[[Callable[Concatenate[GraphStore, P], Value]], Callable[Concatenate[GraphStore, P], Value]]:
    """Keep the last `most` values of a function of a read-only store and hashable arguments, as long as the store is open.

    >>> calls = []
    >>> @kept(2)
    ... def count(store, number):
    ...     calls.append(number)
    ...     return number
    >>> class Store: pass
    >>> store = Store()
    >>> [count(store, n) for n in (1, 1, 2, 3, 1)], calls
    ([1, 1, 2, 3, 1], [1, 2, 3, 1])
    """

    def keeping(function: Callable[Concatenate[GraphStore, P], Value]) -> Callable[Concatenate[GraphStore, P], Value]:
        by_store: WeakKeyDictionary[GraphStore, dict[object, Value]] = WeakKeyDictionary()

        @wraps(function)
        def answer(store: GraphStore, /, *args: P.args, **named: P.kwargs) -> Value:
            known = by_store.setdefault(store, {})
            key = (args, tuple(sorted(named.items())))
            if key not in known:
                known[key] = function(store, *args, **named)
                while len(known) > most:
                    del known[next(iter(known))]
            return known[key]

        return answer

    return keeping


class Kept:
    """Answers by their tags, those that were read last, up to a number of bytes.

    >>> kept = Kept(most=10)
    >>> kept.put("a", b"12345"); kept.put("b", b"12345"); kept.get("a")
    b'12345'
    >>> kept.put("c", b"12345"); kept.get("b") is None
    True
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many bytes."""
        self._most, self._size = most, 0
        self._bodies: dict[str, bytes] = {}

    @staticmethod
    def tag(*parts: str) -> str:
        """Name an answer by what it hangs on, as an ETag."""
        return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'

    def get(self, tag: str) -> bytes | None:
        """Give an answer, None when it is not kept."""
        body = self._bodies.pop(tag, None)
        if body is not None:
            self._bodies[tag] = body
        return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep an answer, and let go of those that were not read for longest."""
        self._size += len(body) - len(self._bodies.pop(tag, b""))
        self._bodies[tag] = body
        while self._size > self._most:
            self._size -= len(self._bodies.pop(next(iter(self._bodies))))
