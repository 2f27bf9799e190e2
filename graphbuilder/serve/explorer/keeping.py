"""What a process keeps of a graph that does not change while it is open."""

from __future__ import annotations

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
