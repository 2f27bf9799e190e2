"""Frames, how events are said, read from `ontologies/lexicon/*.yml` (the format: docs/lexicon.md).

A file has up to three keys: `words` (named classes of words), `defaults` (fields that its frames share) and `frames`. Everything
is checked against the ontology while loading; what does not exist is refused with file, line and the nearest valid name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from graphbuilder.errors import OntologyError
from graphbuilder.ontology import Ontology, load_ontology, ontology_folders, unknown

SLOTS = frozenset(
    "subject object indirect complement prep clause infinitive time adverb possessor modifier adverbial host modal negation".split()
)
"""What a step of a path may be: the slots of `extract.clauses`, and three that lead to other words of the clause."""
KINDS = frozenset("any actor country person organization group place event quantity percent money date name".split())
"""What a filler may be asked to be; `actor` is a country, person, organization or group."""
FIELDS = frozenset(
    "id type verbs nouns bare light adjectives modals over roles noun_roles when unless mode cameo priority examples".split()
)
PREPOSITIONS = frozenset(
    "about across after against ahead along alongside amid among around as at away before behind between beyond by "
    "down during for from in inside into of off on onto out over past through throughout to toward towards under until "
    "up upon via with within without".split()
)
_EXAMPLE = re.compile(r"^(?P<text>.*\S)\s*\[(?P<roles>[^\[\]]*)\]$")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a filler must be: of one of these kinds, a word of these, or an event of one of these classes (quad classes too).

    An empty constraint holds for everything.
    """

    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def free(self) -> bool:
        """Whether it holds for everything."""
        return not (self.kinds or self.words or self.classes) or "any" in self.kinds


@dataclass(frozen=True, slots=True)
class SlotPath:
    """A way from a trigger to fillers: steps of (slot, prepositions), and what the last one must be.

    `object/possessor country` is the country in the possessive of the object.
    """

    steps: tuple[tuple[str, frozenset[str]], ...]
    constraint: Constraint = Constraint()


@dataclass(frozen=True, slots=True)
class Light:
    """A trigger of several words: verb, object, preposition and its noun; an empty set asks for nothing.

    *slap sanctions on* has an object and a preposition, *come to power* a preposition and a noun.
    """

    verbs: frozenset[str]
    objects: frozenset[str] = frozenset()
    preps: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    @property
    def words(self) -> int:
        """How many words of a sentence it takes."""
        return 1 + bool(self.objects) + bool(self.preps) + bool(self.nouns)


Roles = tuple[tuple[str, tuple[SlotPath, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One way to say an event.

    Attributes:
        id: unique name. type: class of the ontology. file, line: where it stands.
        verbs: lemmas with particle. nouns: lemmas, the last word is the head. adjectives: after a copula.
        bare: the nouns count without any role filled. light: triggers of several words.
        modals: modal verbs that make this event out of an event of one of the classes `over`.
        roles, noun_roles: role -> paths, tried in order, the first that yields fillers wins.
        when: of each group of paths one must lead to something; unless: none may.
        order: running number; earlier frames win when all else is equal. raw: the examples as written.
    """

    id: str
    type: str
    file: str
    line: int
    order: int
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    bare: bool = False
    adjectives: frozenset[str] = frozenset()
    light: tuple[Light, ...] = ()
    modals: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    roles: Roles = ()
    noun_roles: Roles = ()
    when: tuple[tuple[SlotPath, ...], ...] = ()
    unless: tuple[tuple[SlotPath, ...], ...] = ()
    mode: str = ""
    cameo: str = ""
    priority: int = 0
    raw: str = ""

    @property
    def examples(self) -> tuple[tuple[str, dict[str, tuple[str, ...]] | None], ...]:
        """Sentence and expected roles (role -> fillers); None where the frame must not apply.

        Raises:
            OntologyError: an example is not of the form `Sentence. [role: filler & filler; role: filler]`.
        """
        return tuple(_example(line, f"{self.file}, line {self.line}") for line in self.raw.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All frames, and where to look for them by the lemma of a trigger's head.

    Attributes:
        frames: in the order of files and lines. words: named classes of words.
        verbs, adjectives, nouns: lemma -> frames; nouns with the words that must stand before the head.
        light: verb lemma -> frames with the pattern. modal: frames that stand over other events.
    """

    ontology: Ontology
    frames: tuple[Frame, ...]
    words: Mapping[str, frozenset[str]]
    verbs: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]] = field(default_factory=dict)
    light: Mapping[str, tuple[tuple[Frame, Light], ...]] = field(default_factory=dict)
    modal: tuple[Frame, ...] = ()


def load_lexicon(extra: Iterable[str | Path] = ()) -> Lexicon:
    """Read the ontology and the frames of our folder and of further ones; read once per set of folders.

    Raises:
        OntologyError: a file, class, role, slot, constraint or example is not allowed.
    """
    return _load(ontology_folders(extra))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Lexicon:
    ontology = load_ontology(folders[1:])
    files = [_File(path) for folder in folders for path in sorted((folder / "lexicon").glob("*.yml"))]
    words = _word_classes(files)
    words = {name: _with_misread(found, words) for name, found in words.items()}
    reader = _Reader(ontology, words)
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
            *before, head = phrase.split()
            nouns[head] = (*nouns.get(head, ()), (frame, tuple(before)))
        for pattern in frame.light:
            for lemma in sorted(pattern.verbs):
                light[lemma] = (*light.get(lemma, ()), (frame, pattern))
    return Lexicon(
        ontology=ontology, frames=tuple(frames), words=words, verbs=verbs, adjectives=adjectives, nouns=nouns, light=light,
        modal=tuple(f for f in frames if f.modals),
    )


def _with_misread(lemmas: frozenset[str], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas, and the wrong ones that the lemmatiser makes of their forms (*staged* -> "stag"; word class `misread`)."""
    wrong = dict(pair.split() for pair in words.get("misread", ()) if " " in pair)
    more = (" ".join([wrong[first], *rest]) for first, *rest in map(str.split, lemmas) if first in wrong)
    return lemmas.union(more)


# --- YAML with line numbers


class _File:
    """One lexicon file: its nodes (they know their lines) by top-level key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise OntologyError(f"{path}, line {line}: not valid YAML: {error.problem}") from error
        self.parts: dict[str, Any] = {}
        for key, value in self.pairs(node) if node is not None else ():
            if key.value not in ("words", "defaults", "frames"):
                raise unknown("key", key.value, ("words", "defaults", "frames"), self.where(key))
            self.parts[key.value] = value

    def where(self, node: Any) -> str:
        return f"{self.path}, line {node.start_mark.line + 1}"

    def pairs(self, node: Any) -> list[tuple[Any, Any]]:
        if not isinstance(node, yaml.MappingNode):
            raise OntologyError(f"{self.where(node)}: a mapping (name: value) belongs here.")
        return node.value

    def items(self, node: Any) -> list[Any]:
        """The entries of a list; a single value is a list of one."""
        return node.value if isinstance(node, yaml.SequenceNode) else [node]

    def text(self, node: Any) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise OntologyError(f"{self.where(node)}: a single value belongs here.")
        return str(node.value)


def _word_classes(files: Iterable[_File]) -> dict[str, frozenset[str]]:
    """All named classes of words; a word `@name` in a class stands for the words of that class, which must come before.

    The words stand in a list, or in one text with blanks between them.
    """
    classes: dict[str, frozenset[str]] = {}
    for file in files:
        for key, node in file.pairs(file.parts["words"]) if "words" in file.parts else ():
            found: set[str] = set(classes.get(key.value, ()))
            for item in file.items(node):
                for word in file.text(item).split() if item is node else (file.text(item),):
                    found |= _expanded(word, classes, file.where(item))
            classes[key.value] = frozenset(found)
    return classes


def _expanded(word: str, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    if not word.startswith("@"):
        return frozenset({word.lower()})
    if word[1:] not in classes:
        raise unknown("word class", word[1:], classes, where)
    return classes[word[1:]]


def _check_ids(frames: Iterable[Frame]) -> None:
    seen: dict[str, Frame] = {}
    for frame in frames:
        if (other := seen.setdefault(frame.id, frame)) is not frame:
            raise OntologyError(f"{frame.file}, line {frame.line}: frame {frame.id!r} is already in {other.file}, line {other.line}.")


def _example(line: str, where: str) -> tuple[str, dict[str, tuple[str, ...]] | None]:
    match = _EXAMPLE.match(line.strip())
    if match is None:
        raise OntologyError(f"{where}: example {line.strip()!r} is not of the form 'Sentence. [role: filler & filler; role: filler]'.")
    if match["roles"].strip() == "none":
        return match["text"], None
    pairs = (part.partition(":") for part in match["roles"].split(";") if part.strip())
    return match["text"], {role.strip(): tuple(f.strip() for f in fillers.split("&")) for role, _, fillers in pairs}


# --- frames


class _Reader:
    """Turns the nodes of frames into checked frames."""

    def __init__(self, ontology: Ontology, words: Mapping[str, frozenset[str]]) -> None:
        self.ontology, self.words = ontology, words
        self.classes = frozenset(ontology.classes) | ontology.quads
        self.paths: dict[str, SlotPath] = {}  # a path is written in many frames and read once
        self.fields: dict[str, Callable[[_File, Any], Any]] = {
            "verbs": self.lemmas, "nouns": self.lemmas, "adjectives": self.lemmas, "modals": self.lemmas,
            "light": self.light, "over": self.over, "when": self.conditions, "unless": self.conditions,
            "bare": lambda f, n: self.flag(f, n), "priority": self.number, "cameo": self.cameo,
            "id": _File.text, "type": self.type, "mode": _File.text, "examples": _File.text,
            "roles": self.roles, "noun_roles": self.roles,
        }

    def frames_of(self, file: _File, order: int) -> Iterator[Frame]:
        shared = {}
        for key, value in file.pairs(file.parts["defaults"]) if "defaults" in file.parts else ():
            shared[key.value] = self.value(file, key, value)
        for number, node in enumerate(file.items(file.parts["frames"]) if "frames" in file.parts else ()):
            yield self.frame(file, node, shared, order + number)

    def value(self, file: _File, key: Any, node: Any) -> Any:
        """The value of a field, read as its kind of field is."""
        if key.value not in FIELDS:
            raise unknown("field", key.value, FIELDS, file.where(key))
        return self.fields[key.value](file, node)

    def frame(self, file: _File, node: Any, shared: Mapping[str, Any], order: int) -> Frame:
        given = {key.value: value for key, value in file.pairs(node)}
        values = dict(shared) | {key.value: self.value(file, key, value) for key, value in file.pairs(node)}
        for name in ("id", "type", "examples"):
            if name not in values:
                raise OntologyError(f"{file.where(node)}: a frame needs the field {name!r}.")
        if not any(values.get(name) for name in ("verbs", "nouns", "adjectives", "light", "modals")):
            raise OntologyError(f"{file.where(node)}: frame {values['id']!r} has no trigger (verbs, nouns, light, adjectives, modals).")
        values["raw"] = values.pop("examples")
        frame = Frame(file=str(file.path), line=node.start_mark.line + 1, order=order, **values)
        self.check_roles(file, frame, given)
        return frame

    def check_roles(self, file: _File, frame: Frame, given: Mapping[str, Any]) -> None:
        """Roles and mode must be those of the frame's class."""
        known = self.ontology.classes[frame.type]
        for name in ("roles", "noun_roles"):
            for key, _ in file.pairs(given[name]) if name in given else ():
                if key.value not in known.roles:
                    raise unknown(f"role of {frame.type}", key.value, known.roles, file.where(key))
        if frame.mode and frame.mode not in known.modes:
            raise unknown(f"mode of {frame.type}", frame.mode, known.modes, file.where(given["mode"]))

    def lemmas(self, file: _File, node: Any) -> frozenset[str]:
        found = (_expanded(file.text(n), self.words, file.where(n)) for n in file.items(node))
        return _with_misread(frozenset[str]().union(*found), self.words)

    def flag(self, file: _File, node: Any) -> bool:
        return file.text(node) in ("true", "yes")

    def number(self, file: _File, node: Any) -> int:
        try:
            return int(file.text(node))
        except ValueError:
            raise OntologyError(f"{file.where(node)}: priority is a whole number, not {file.text(node)!r}.") from None

    def cameo(self, file: _File, node: Any) -> str:
        code = file.text(node)
        if not re.fullmatch(r"\d{2,4}", code):
            raise OntologyError(f"{file.where(node)}: a CAMEO code has two to four digits, not {code!r}.")
        return code

    def type(self, file: _File, node: Any) -> str:
        return self.ontology.event_class(file.text(node), file.where(node)).name

    def over(self, file: _File, node: Any) -> frozenset[str]:
        for n in file.items(node):
            if file.text(n) not in self.classes and file.text(n) != "any":
                raise unknown("event class", file.text(n), self.classes, file.where(n))
        return frozenset(file.text(n) for n in file.items(node))

    def light(self, file: _File, node: Any) -> tuple[Light, ...]:
        return tuple(self.pattern(file.text(n), file.where(n)) for n in file.items(node))

    def pattern(self, text: str, where: str) -> Light:
        """`slap|impose sanction|embargo on`: verbs, nouns, preposition, its nouns; a verb alone would belong in `verbs`."""
        parts = [frozenset[str]().union(*(_expanded(w.replace("_", " "), self.words, where) for w in p.split("|"))) for p in text.split()]
        at = next((i for i, p in enumerate(parts[1:], 1) if p <= PREPOSITIONS), len(parts))
        if len(parts) < 2 or at > 2 or len(parts) > at + 2:
            raise OntologyError(f"{where}: {text!r} is not of the form 'verb noun', 'verb noun preposition [noun]' or 'verb preposition noun'.")
        nothing = frozenset[str]()
        return Light(_with_misread(parts[0], self.words), parts[1] if at == 2 else nothing, *(parts[at:] + [nothing, nothing])[:2])

    def roles(self, file: _File, node: Any) -> Roles:
        out = []
        for key, value in file.pairs(node):
            if key.value not in self.ontology.roles:
                raise unknown("role", key.value, self.ontology.roles, file.where(key))
            parts = [part.strip() for part in file.text(value).split(",")]
            out.append((key.value, tuple(self.path(part, file, value) for part in parts if part)))
        return tuple(out)

    def conditions(self, file: _File, node: Any) -> tuple[tuple[SlotPath, ...], ...]:
        """A list of conditions, each with alternatives joined by "or"."""
        return tuple(
            tuple(self.path(p.strip(), file, n) for p in file.text(n).split(" or ")) for n in file.items(node)
        )

    def path(self, text: str, file: _File, node: Any) -> SlotPath:
        """`object/prep:of|with country|@official`: steps, a blank, and what the filler must be."""
        if text not in self.paths:
            where = file.where(node)
            way, _, asked = text.partition(" ")
            steps = tuple(self.slot_step(step, where) for step in way.split("/"))
            self.paths[text] = SlotPath(steps, self.constraint(asked.strip(), where))
        return self.paths[text]

    def slot_step(self, text: str, where: str) -> tuple[str, frozenset[str]]:
        """`prep:on|because_of`: a slot and its prepositions."""
        slot, _, preps = text.partition(":")
        if slot not in SLOTS:
            raise unknown("slot", slot, SLOTS, where)
        return slot, frozenset(p.replace("_", " ") for p in preps.split("|") if p)

    def constraint(self, text: str, where: str) -> Constraint:
        """`country|person`, `@official`, `=lemma`, `Sanction|MaterialConflict`, joined by `|`."""
        kinds, words, classes = set(), set(), set()
        for part in filter(None, text.split("|")):
            if part.startswith("@"):
                words |= _expanded(part, self.words, where)
            elif part.startswith("="):
                words.add(part[1:].replace("_", " "))
            elif part in self.classes:
                classes.add(part)
            elif part in KINDS:
                kinds.add(part)
            else:
                raise unknown("constraint", part, KINDS | self.classes, where)
        return Constraint(frozenset(kinds), frozenset(words), frozenset(classes))
