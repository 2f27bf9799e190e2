"""The records of the lexicon: frames, their triggers, and the paths from a trigger to the fillers of roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from graphbuilder.errors import OntologyError

SLOTS = frozenset(
    {
        "subject", "object", "indirect", "complement", "prep", "clause", "infinitive", "time", "adverb",
        "possessor", "modifier", "adverbial", "host", "modal", "verb", "negation", "subjunctive", "unsaid",
    }
)  # fmt: skip
"""What a step of a path may be: the slots of `extract.clauses`, and some that lead to other words of the clause."""
KINDS = frozenset(
    {
        "any", "actor", "country", "person", "organization", "group", "place", "event", "quantity", "percent",
        "money", "date", "name", "doer", "nation",
    }
)  # fmt: skip
"""What a filler may be asked to be; `actor` is a country, person, organization or group, `doer` whatever is no mere event,
`nation` a country or people itself and no town of it."""
FIELDS = frozenset(
    {
        "id", "type", "verbs", "nouns", "bare", "strict", "light", "adjectives", "modals", "over", "roles",
        "noun_roles", "when", "unless", "mode", "cameo", "priority", "examples",
    }
)  # fmt: skip
PREPOSITIONS = frozenset(
    {
        "about", "across", "after", "against", "ahead", "along", "alongside", "amid", "among", "around", "as",
        "at", "away", "before", "behind", "between", "beyond", "by", "down", "during", "for", "from", "in",
        "inside", "into", "of", "off", "on", "onto", "out", "over", "past", "through", "throughout", "to",
        "toward", "towards", "under", "until", "up", "upon", "via", "with", "within", "without",
    }
)  # fmt: skip
_EXAMPLE = re.compile(r"^(?P<text>.*\S)\s*\[(?P<roles>[^\[\]]*)\]$")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a filler must be: of one of these kinds, a word of these, or an event of one of these classes (quad classes too).

    An empty constraint holds for everything.
    """

    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    free: bool = field(init=False)

    def __post_init__(self) -> None:
        """`free` tells whether it holds for everything; every filler asks for it."""
        object.__setattr__(self, "free", not (self.kinds or self.words or self.classes) or "any" in self.kinds)


@dataclass(frozen=True, slots=True)
class SlotPath:
    """A way from a trigger to fillers: steps of (slot, prepositions), and what the last one must be.

    `object/possessor country` is the country in the possessive of the object. `slot` is that of the first step.
    """

    steps: tuple[tuple[str, frozenset[str]], ...]
    constraint: Constraint = Constraint()
    slot: str = field(init=False)

    def __post_init__(self) -> None:
        """Every clause asks for `slot`."""
        object.__setattr__(self, "slot", self.steps[0][0])

    @property
    def asks_for_words(self) -> bool:
        """Whether it leads to nothing but one of some words in a slot of the clause itself."""
        constraint = self.constraint
        return len(self.steps) == 1 and not (constraint.free or constraint.kinds or constraint.classes)


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
        strict: no recipient is looked for but on the frame's paths.
        modals: modal verbs that make this event out of an event of one of the classes `over`.
        roles, noun_roles: role -> paths, tried in order, the first that yields fillers wins.
        when: of each group of paths one must lead to something, the shortest group first; unless: none may.
        asked: the slots in which each group of `when` begins.
        beside: words of which one must stand in a slot of the clause itself, empty where that is not asked.
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
    strict: bool = False
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
    asked: tuple[frozenset[str], ...] = field(init=False)
    beside: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Put first what is told quickest: most clauses fail at one of the conditions."""
        when = tuple(sorted(self.when, key=lambda group: sum(len(path.steps) for path in group)))
        object.__setattr__(self, "when", when)
        object.__setattr__(self, "asked", tuple(frozenset(path.slot for path in group) for group in when))
        by_word = [group for group in when if all(path.asks_for_words for path in group)]
        words = [frozenset().union(*(path.constraint.words for path in group)) for group in by_word]
        object.__setattr__(self, "beside", min(words, key=len, default=frozenset()))

    @property
    def examples(self) -> tuple[tuple[str, dict[str, tuple[str, ...]] | None], ...]:
        """Sentence and expected roles (role -> fillers); None where the frame must not apply.

        Raises:
            OntologyError: an example is not of the form `Sentence. [role: filler & filler; role: filler]`.
        """
        return tuple(_example(line, f"{self.file}, line {self.line}") for line in self.raw.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, eq=False)
class Lights:
    """The patterns of one verb in the order of their frames, found by the words that stand beside the verb.

    A pattern is looked for by its prepositions if it has any, else by its objects.
    """

    patterns: tuple[tuple[Frame, Light], ...]
    with_objects: bool = field(init=False)
    _by_prep: Mapping[str, tuple[int, ...]] = field(init=False)
    _by_object: Mapping[str, tuple[int, ...]] = field(init=False)
    _free: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the patterns: a common verb has a hundred, of which a clause has the words of one or two."""
        object.__setattr__(self, "with_objects", any(light.objects for _, light in self.patterns))
        object.__setattr__(self, "_by_prep", _places_by(light.preps for _, light in self.patterns))
        object.__setattr__(self, "_by_object", _places_by(() if light.preps else light.objects for _, light in self.patterns))
        bare = (k for k, (_, light) in enumerate(self.patterns) if not light.preps and not light.objects)
        object.__setattr__(self, "_free", frozenset(bare))

    def asked_for(self, preps: AbstractSet[str], objects: AbstractSet[str]) -> list[tuple[Frame, Light]]:
        """The patterns that have one of these prepositions, or no preposition and one of these objects, or neither."""
        places = set(self._free)
        for word in preps:
            places.update(self._by_prep.get(word, ()))
        for word in objects:
            places.update(self._by_object.get(word, ()))
        return [self.patterns[k] for k in sorted(places)]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The frames of one verb in their order, found by the words that stand in the slots of its clause."""

    frames: tuple[Frame, ...]
    _by_word: Mapping[str, tuple[int, ...]] = field(init=False)
    _free: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the frames: *say* and *be* have dozens, of which a clause has the words of one or two."""
        object.__setattr__(self, "_by_word", _places_by(frame.beside for frame in self.frames))
        object.__setattr__(self, "_free", frozenset(k for k, frame in enumerate(self.frames) if not frame.beside))

    def asked_for(self, words: AbstractSet[str]) -> list[Frame]:
        """The frames that ask for one of these words beside the verb, or for none."""
        places = set(self._free)
        for word in words:
            places.update(self._by_word.get(word, ()))
        return [self.frames[k] for k in sorted(places)]


def _places_by(words_of_each: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Word -> the places at which it stands."""
    places: dict[str, tuple[int, ...]] = {}
    for k, words in enumerate(words_of_each):
        for word in sorted(words):
            places[word] = (*places.get(word, ()), k)
    return places


def _example(line: str, where: str) -> tuple[str, dict[str, tuple[str, ...]] | None]:
    match = _EXAMPLE.match(line.strip())
    if match is None:
        raise OntologyError(
            f"{where}: example {line.strip()!r} is not of the form 'Sentence. [role: filler & filler; role: filler]'."
        )
    if match["roles"].strip() == "none":
        return match["text"], None
    pairs = (part.partition(":") for part in match["roles"].split(";") if part.strip())
    return match["text"], {role.strip(): tuple(f.strip() for f in fillers.split("&")) for role, _, fillers in pairs}
