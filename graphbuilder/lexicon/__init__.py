"""Frames, how events are said, read from `ontologies/lexicon/*.yml` and indexed by the lemmas of their triggers.

A file has up to three keys: `words` (named classes of words), `defaults` (fields that its frames share) and `frames`.
Everything is checked against the ontology while loading; what does not exist is refused with file, line and the nearest
valid name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from graphbuilder.errors import OntologyError
from graphbuilder.lexicon.deeds import deeds_of
from graphbuilder.lexicon.reader import FrameReader, LexiconFile, with_misread, word_classes
from graphbuilder.lexicon.records import Choice, Constraint, Frame, Light, Lights, Roles, SlotPath
from graphbuilder.ontology import Ontology, load_ontology, ontology_folders

__all__ = ["Choice", "Constraint", "Frame", "Lexicon", "Light", "Lights", "Roles", "SlotPath", "load_lexicon"]


WORTH = 3
"""Frames that ask for words from which on a verb's are looked for by them: fewer are sooner tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All frames, and where to look for them by the lemma of a trigger's head.

    Attributes:
        frames: in the order of files and lines. words: named classes of words.
        verbs, adjectives, nouns: lemma -> frames; nouns with the words that must stand before the head.
        choices: lemma -> the same frames as in `verbs`, found by words of the clause; only verbs of whose frames `WORTH` ask for some.
        light: verb lemma -> its triggers of several words. modal: frames that stand over other events.
        deeds: noun -> the verb of `verbs` whose deed it names (*jailing*, *demolition*).
    """

    ontology: Ontology
    frames: tuple[Frame, ...]
    words: Mapping[str, frozenset[str]]
    verbs: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]] = field(default_factory=dict)
    light: Mapping[str, Lights] = field(default_factory=dict)
    modal: tuple[Frame, ...] = ()
    deeds: Mapping[str, str] = field(default_factory=dict)


def load_lexicon(extra: Iterable[str | Path] = ()) -> Lexicon:
    """Read the ontology and the frames of our folder and of further ones; read once per set of folders.

    Raises:
        OntologyError: a file, class, role, slot, constraint or example is not allowed.
    """
    return _load(ontology_folders(extra))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Lexicon:
    ontology = load_ontology(folders[1:])
    files = [LexiconFile(path) for folder in folders for path in sorted((folder / "lexicon").glob("*.yml"))]
    words = word_classes(files)
    words = {name: with_misread(found, words) for name, found in words.items()}
    reader = FrameReader(ontology, words)
    frames: list[Frame] = []
    for file in files:
        frames.extend(reader.frames_of(file, len(frames)))
    _check_ids(frames)
    return _indexed(ontology, words, frames)


def _indexed(ontology: Ontology, words: Mapping[str, frozenset[str]], frames: list[Frame]) -> Lexicon:
    verbs: dict[str, tuple[Frame, ...]] = {}
    adjectives: dict[str, tuple[Frame, ...]] = {}
    nouns: dict[str, tuple[tuple[Frame, tuple[str, ...]], ...]] = {}
    light: dict[str, tuple[tuple[Frame, Light], ...]] = {}
    for frame in frames:
        for lemma in sorted(frame.verbs):
            verbs[lemma] = (*verbs.get(lemma, ()), frame)
        for lemma in sorted(frame.adjectives):
            adjectives[lemma] = (*adjectives.get(lemma, ()), frame)
        for phrase in sorted(frame.nouns):
            *before, head = phrase.replace("-", " - ").split()  # as the tokeniser splits *cease-fire*
            nouns[head] = (*nouns.get(head, ()), (frame, tuple(before)))
        for pattern in frame.light:
            for lemma in sorted(pattern.verbs):
                light[lemma] = (*light.get(lemma, ()), (frame, pattern))
    return Lexicon(
        ontology=ontology,
        frames=tuple(frames),
        words=words,
        verbs=verbs,
        choices={lemma: Choice(found) for lemma, found in verbs.items() if sum(bool(frame.beside) for frame in found) >= WORTH},
        adjectives=adjectives,
        nouns=nouns,
        light={lemma: Lights(patterns) for lemma, patterns in light.items()},
        modal=tuple(f for f in frames if f.modals),
        deeds=deeds_of(verbs),
    )


def _check_ids(frames: Iterable[Frame]) -> None:
    seen: dict[str, Frame] = {}
    for frame in frames:
        if (other := seen.setdefault(frame.id, frame)) is not frame:
            raise OntologyError(
                f"{frame.file}, line {frame.line}: frame {frame.id!r} is already in {other.file}, line {other.line}."
            )
