"""The errors that graphbuilder raises on purpose.

::

    GraphBuilderError
    ├── RequestError            the request is wrong (exit code 2)
    │   ├── UnknownNameError    a name that does not exist; says the nearest ones
    │   ├── QueryError          SPARQL that cannot be parsed or run
    │   ├── StoreError          a graph folder that cannot be opened, read or written
    │   ├── OntologyError       a class, role, slot or frame that is not allowed (file and line)
    │   ├── ModelError          a language model that is not installed
    │   ├── ClusterError        a Dask cluster that cannot be reached or used
    │   └── InputError          a path to articles that leads to none
    └── DataError               the data was found wanting (exit code 1)
        ├── ReadError           an input that cannot be read (path, line, reason)
        └── ExtractionError     an article on which the extractor failed (article id, reason)

Each keeps the values it speaks of as attributes. Messages say what, the value, where, what is accepted, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class GraphBuilderError(Exception):
    """Base of all errors that graphbuilder raises on purpose. All can be sent from one process to another."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, dict(vars(self)))


def _restore(kind: type[GraphBuilderError], args: tuple[Any, ...], values: dict[str, Any]) -> GraphBuilderError:
    """The error with its message and values, without making the message anew."""
    error = kind.__new__(kind, *args)
    vars(error).update(values)
    return error


class RequestError(GraphBuilderError):
    """The request is wrong: nothing was done."""


class DataError(GraphBuilderError):
    """The data was found wanting."""


def _nearest(name: str, names: list[str]) -> list[str]:
    """Up to three names that look like one, or have a word of it; case does not matter.

    >>> _nearest("frnce", ["France", "Bank of France", "Chile"]), _nearest("bazoum", ["Mohamed Bazoum", "Niger"])
    (['France', 'Bank of France'], ['Mohamed Bazoum'])
    """
    plain: dict[str, list[str]] = {}
    for known in names:
        for form in {known.casefold(), *known.casefold().split()}:
            plain.setdefault(form, []).append(known)
    forms = get_close_matches(name.casefold(), sorted(plain), n=6, cutoff=0.5)
    return list(dict.fromkeys(known for form in forms for known in plain[form]))[:3]


MOST_NAMED = 40
"""Names that a message lists."""


class UnknownNameError(RequestError):
    """A name that does not exist.

    Attributes:
        what: the kind of thing that was asked for ("query", "role").
        name: the name as given.
        nearest: up to three existing names that look like it, best first.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], where: str = "") -> None:
        """Find the nearest of the `known` names and say them."""
        names = sorted(set(known))
        self.what, self.name, self.where = what, name, where
        self.nearest = _nearest(name, names)
        some = f"{', '.join(names[:MOST_NAMED])}{f' and {len(names) - MOST_NAMED} more' if len(names) > MOST_NAMED else ''}"
        hint = f" Did you mean: {', '.join(self.nearest)}?" if self.nearest else f" Known: {some}." if names else ""
        super().__init__(f"{where + ': ' if where else ''}there is no {what} {name!r}.{hint}")


class QueryError(RequestError):
    """SPARQL that cannot be parsed or run.

    Attributes:
        line, column: where it goes wrong, counted from 1; None when that is not known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the position."""
        self.line, self.column = line, column
        super().__init__(message)


class StoreError(RequestError):
    """A graph folder that cannot be opened, read or written."""


class OntologyError(RequestError):
    """A class, role, slot or frame of the ontology or lexicon that is not allowed."""


class ModelError(RequestError):
    """A language model that is not installed."""


class ClusterError(RequestError):
    """A Dask cluster that cannot be reached or used."""


class InputError(RequestError):
    """A path to articles that leads to none: no such file, a folder without articles.

    Attributes:
        path: as given; reason: what is wrong and what is accepted.
    """

    def __init__(self, path: str, reason: str) -> None:
        """Say which path and why."""
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class ReadError(DataError):
    """An input that cannot be read.

    Attributes:
        path: the file as given; line: its line (from 1) or None; reason: what is wrong and what is accepted.
    """

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        """Say where and why."""
        self.path, self.reason, self.line = path, reason, line
        super().__init__(f"{path}{f', line {line}' if line is not None else ''}: {reason}")


class ExtractionError(DataError):
    """An article on which the extractor failed: a fault of ours, reported so that it costs one article and no corpus.

    Attributes:
        article: its id; reason: the kind and text of the error, and where in our code it came up.
    """

    def __init__(self, article: str, reason: str) -> None:
        """Say which article and what went wrong."""
        self.article, self.reason = article, reason
        super().__init__(f"article {article}: the extractor failed ({reason}). Please report it together with the article.")
