"""Paths as a user gives them -> the files that hold articles: folders, globs, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from graphbuilder.errors import InputError

PACKED = (".gz", ".zst")
SUFFIXES = (
    ".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom", ".warc",
)  # fmt: skip
"""What is taken from a folder, each also with .gz or .zst behind it. A file that is named itself may end otherwise."""
MANY = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom", ".warc"})
"""Formats that hold several articles."""


def suffix_of(path: str) -> str:
    """The ending that tells the format, without that of the compression, in lower case.

    >>> suffix_of("news/2020.JSONL.gz"), suffix_of("README")
    ('.jsonl', '')
    """
    name = PurePath(path).name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return PurePath(name).suffix


def stem_of(path: str) -> str:
    """The file's name without folder and endings of format and compression.

    >>> stem_of("news/tass-2020-11-17.txt"), stem_of("a.b.jsonl.gz")
    ('tass-2020-11-17', 'a.b')
    """
    name = PurePath(path).name
    for packed in PACKED:
        if name.lower().endswith(packed):
            name = name[: -len(packed)]
    return PurePath(name).stem or name


def check_paths(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The paths as strings, globs resolved; a wrong one is refused before any work is done.

    Raises:
        InputError: nothing is there, or a folder without articles.
    """
    checked: list[str] = []
    for given in paths:
        path = os.fspath(given)
        if path == "-" or os.path.isfile(path):
            checked.append(path)
        elif os.path.isdir(path):
            if next(files_in(path), None) is None:
                raise InputError(
                    path, f"a folder without articles; those end in {' '.join(SUFFIXES)}, also with .gz or .zst behind"
                )
            checked.append(path)
        else:
            checked.extend(_matches(path))
    return checked


def _matches(path: str) -> list[str]:
    found = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
    if found:
        return [name for name in found if os.path.isfile(name)]
    if os.path.lexists(path):
        raise InputError(path, "is neither a file nor a folder")
    what = "no file matches" if glob.has_magic(path) else "no such file or folder"
    raise InputError(path, f"{what} (looked in {Path.cwd()})" if not os.path.isabs(path) else what)


def files_of(paths: Iterable[str]) -> Iterator[str]:
    """The files of checked paths, folders walked through in the order of their names; each file once."""
    seen: set[str] = set()
    for path in paths:
        for name in files_in(path) if os.path.isdir(path) else (path,):
            real = name if name == "-" else os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def count_articles(paths: Iterable[str]) -> int | None:
    """How many articles checked paths hold, when each of their files holds one; None when some may hold more."""
    count = 0
    for name in files_of(paths):
        if name == "-" or suffix_of(name) in MANY:
            return None
        count += 1
    return count


def files_in(folder: str) -> Iterator[str]:
    """The articles' files below a folder, by name; hidden ones are left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(folder, f"cannot be read: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(entry.path)
        elif suffix_of(entry.name) in SUFFIXES and entry.is_file():
            yield entry.path
