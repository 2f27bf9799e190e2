"""YAML -> frames, every name checked, every error with file and line (the format: docs/lexicon.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from graphbuilder.errors import OntologyError
from graphbuilder.lexicon.records import FIELDS, KINDS, PREPOSITIONS, SLOTS, Constraint, Frame, Light, Roles, SlotPath
from graphbuilder.ontology import Ontology, unknown


class LexiconFile:
    """One lexicon file: its nodes (they know their lines) by top-level key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise OntologyError(f"{path}, line {line}: not valid YAML: {error.problem}") from error
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise OntologyError(f"{path}: not YAML in UTF-8: {' '.join(str(error).split())}") from error
        self.parts: dict[str, Any] = {}
        for key, value in self.pairs(node) if node is not None else ():
            if key.value not in ("words", "defaults", "frames"):
                raise unknown("key", key.value, ("words", "defaults", "frames"), self.where(key))
            self.parts[key.value] = value

    def where(self, node: Any) -> str:
        """File and line of a node."""
        return f"{self.path}, line {node.start_mark.line + 1}"

    def pairs(self, node: Any) -> list[tuple[Any, Any]]:
        """The entries of a mapping, as nodes."""
        if not isinstance(node, yaml.MappingNode):
            raise OntologyError(f"{self.where(node)}: a mapping (name: value) belongs here.")
        return list(node.value)

    def items(self, node: Any) -> list[Any]:
        """The entries of a list; a single value is a list of one."""
        return node.value if isinstance(node, yaml.SequenceNode) else [node]

    def text(self, node: Any) -> str:
        """The text of a single value."""
        if not isinstance(node, yaml.ScalarNode):
            raise OntologyError(f"{self.where(node)}: a single value belongs here.")
        return str(node.value)


def word_classes(files: Iterable[LexiconFile]) -> dict[str, frozenset[str]]:
    """All named classes of words; a word `@name` in a class stands for the words of that class, which must come before.

    The words stand in a list, or in one text with blanks between them.
    """
    classes: dict[str, frozenset[str]] = {}
    for file in files:
        for key, node in file.pairs(file.parts["words"]) if "words" in file.parts else ():
            found: set[str] = set(classes.get(key.value, ()))
            for item in file.items(node):
                words = file.text(item).split() if item is node else [file.text(item)]
                found.update(word.lower() for word in words if not word.startswith("@"))
                for name in (word for word in words if word.startswith("@")):
                    found |= _expanded(name, classes, file.where(item))
            classes[key.value] = frozenset(found)
    return classes


def _expanded(word: str, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    if not word.startswith("@"):
        return frozenset({word.lower()})
    if word[1:] not in classes:
        raise unknown("word class", word[1:], classes, where)
    return classes[word[1:]]


def with_misread(lemmas: frozenset[str], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas, and the wrong ones that the lemmatiser makes of their forms (*staged* -> "stag"; word class `misread`)."""
    pairs = (pair.split() for pair in words.get("misread", ()) if " " in pair)
    return lemmas.union(wrong for right, wrong in pairs if right in lemmas)


class FrameReader:
    """Turns the nodes of frames into checked frames."""

    def __init__(self, ontology: Ontology, words: Mapping[str, frozenset[str]]) -> None:
        self.ontology, self.words = ontology, words
        self.classes = frozenset(ontology.classes) | ontology.quads
        self.paths: dict[str, SlotPath] = {}  # a path is written in many frames and read once
        self.fields: dict[str, Callable[[LexiconFile, Any], Any]] = {
            "verbs": self.lemmas,
            "nouns": self.lemmas,
            "adjectives": self.lemmas,
            "modals": self.lemmas,
            "light": self.light,
            "over": self.over,
            "when": self.conditions,
            "unless": self.conditions,
            "bare": self.flag,
            "strict": self.flag,
            "priority": self.number,
            "cameo": self.cameo,
            "id": LexiconFile.text,
            "type": self.type,
            "mode": LexiconFile.text,
            "examples": LexiconFile.text,
            "roles": self.roles,
            "noun_roles": self.roles,
        }

    def frames_of(self, file: LexiconFile, order: int) -> Iterator[Frame]:
        """The frames of one file, with what its `defaults` share; `order` is the number of the first."""
        shared = {}
        for key, value in file.pairs(file.parts["defaults"]) if "defaults" in file.parts else ():
            shared[key.value] = self.value(file, key, value)
        for number, node in enumerate(file.items(file.parts["frames"]) if "frames" in file.parts else ()):
            yield self.frame(file, node, shared, order + number)

    def value(self, file: LexiconFile, key: Any, node: Any) -> Any:
        """The value of a field, read as its kind of field is."""
        if key.value not in FIELDS:
            raise unknown("field", key.value, FIELDS, file.where(key))
        return self.fields[key.value](file, node)

    def frame(self, file: LexiconFile, node: Any, shared: Mapping[str, Any], order: int) -> Frame:
        """One frame, checked."""
        given = {key.value: value for key, value in file.pairs(node)}
        values = dict(shared) | {key.value: self.value(file, key, value) for key, value in file.pairs(node)}
        for name in ("id", "type", "examples"):
            if name not in values:
                raise OntologyError(f"{file.where(node)}: a frame needs the field {name!r}.")
        if not any(values.get(name) for name in ("verbs", "nouns", "adjectives", "light", "modals")):
            raise OntologyError(
                f"{file.where(node)}: frame {values['id']!r} has no trigger (verbs, nouns, light, adjectives, modals)."
            )
        values["raw"] = values.pop("examples")
        frame = Frame(file=str(file.path), line=node.start_mark.line + 1, order=order, **values)
        self.check_roles(file, frame, given)
        return frame

    def check_roles(self, file: LexiconFile, frame: Frame, given: Mapping[str, Any]) -> None:
        """Roles and mode must be those of the frame's class."""
        known = self.ontology.classes[frame.type]
        for name in ("roles", "noun_roles"):
            for key, _ in file.pairs(given[name]) if name in given else ():
                if key.value not in known.roles:
                    raise unknown(f"role of {frame.type}", key.value, known.roles, file.where(key))
        if frame.mode and frame.mode not in known.modes:
            raise unknown(f"mode of {frame.type}", frame.mode, known.modes, file.where(given["mode"]))

    def lemmas(self, file: LexiconFile, node: Any) -> frozenset[str]:
        """Words, and those of word classes."""
        words = {file.text(n): n for n in file.items(node)}
        plain = frozenset(word.lower() for word in words if not word.startswith("@"))
        named = (_expanded(word, self.words, file.where(n)) for word, n in words.items() if word.startswith("@"))
        return with_misread(plain.union(*named), self.words)

    def flag(self, file: LexiconFile, node: Any) -> bool:
        """`true` or `false`."""
        if file.text(node) not in ("true", "false"):
            raise OntologyError(f"{file.where(node)}: true or false belongs here, not {file.text(node)!r}.")
        return file.text(node) == "true"

    def number(self, file: LexiconFile, node: Any) -> int:
        """A whole number."""
        try:
            return int(file.text(node))
        except ValueError:
            raise OntologyError(f"{file.where(node)}: priority is a whole number, not {file.text(node)!r}.") from None

    def cameo(self, file: LexiconFile, node: Any) -> str:
        """A CAMEO code."""
        code = file.text(node)
        if not re.fullmatch(r"\d{2,4}", code):
            raise OntologyError(f"{file.where(node)}: a CAMEO code has two to four digits, not {code!r}.")
        return code

    def type(self, file: LexiconFile, node: Any) -> str:
        """The name of an event class."""
        return self.ontology.event_class(file.text(node), file.where(node)).name

    def over(self, file: LexiconFile, node: Any) -> frozenset[str]:
        """Names of event classes and quad classes, or `any`."""
        for n in file.items(node):
            if file.text(n) not in self.classes and file.text(n) != "any":
                raise unknown("event class", file.text(n), self.classes, file.where(n))
        return frozenset(file.text(n) for n in file.items(node))

    def light(self, file: LexiconFile, node: Any) -> tuple[Light, ...]:
        """Triggers of several words."""
        return tuple(self.pattern(file.text(n), file.where(n)) for n in file.items(node))

    def pattern(self, text: str, where: str) -> Light:
        """`slap|impose sanction|embargo on`: verbs, nouns, preposition, its nouns; a verb alone would belong in `verbs`."""
        parts = [
            frozenset[str]().union(*(_expanded(w.replace("_", " "), self.words, where) for w in p.split("|")))
            for p in text.split()
        ]
        at = next((i for i, p in enumerate(parts[1:], 1) if p <= PREPOSITIONS), len(parts))
        if len(parts) < 2 or at > 2 or len(parts) > at + 2:
            raise OntologyError(
                f"{where}: {text!r} is not of the form 'verb noun', 'verb noun preposition [noun]' or 'verb preposition noun'."
            )
        nothing = frozenset[str]()
        return Light(
            with_misread(parts[0], self.words),
            parts[1] if at == 2 else nothing,
            *[*parts[at:], nothing, nothing][:2],
        )

    def roles(self, file: LexiconFile, node: Any) -> Roles:
        """Role -> paths."""
        out = []
        for key, value in file.pairs(node):
            if key.value not in self.ontology.roles:
                raise unknown("role", key.value, self.ontology.roles, file.where(key))
            parts = [part.strip() for part in file.text(value).split(",")]
            out.append((key.value, tuple(self.path(part, file, value) for part in parts if part)))
        return tuple(out)

    def conditions(self, file: LexiconFile, node: Any) -> tuple[tuple[SlotPath, ...], ...]:
        """A list of conditions, each with alternatives joined by "or"."""
        return tuple(tuple(self.path(p.strip(), file, n) for p in file.text(n).split(" or ")) for n in file.items(node))

    def path(self, text: str, file: LexiconFile, node: Any) -> SlotPath:
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
        kinds: set[str] = set()
        words: set[str] = set()
        classes: set[str] = set()
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
