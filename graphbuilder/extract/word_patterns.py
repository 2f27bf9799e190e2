"""Patterns over word classes: a small grammar in a data file, matched over the words of a text.

Every word of the text is turned into one character, its code, that stands for the set of classes it belongs to; all
rules are followed at once over these codes (`word_automaton`), beginning only at words that can begin a rule. The cost
is that of splitting the text into words. The technique is that of cascaded finite-state grammars (Abney 1996, "Partial
Parsing via Finite-State Cascades").

A pattern is written with class names in upper case, words in lower case, groups `( | )`, the postfixes `?` and `*`, and
`:slot` after a class or group to capture it::

    MONTH:month DAY:day (COMMA? YEAR:year)?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphbuilder.data import read_yaml
from graphbuilder.errors import OntologyError
from graphbuilder.extract.record import record
from graphbuilder.extract.word_automaton import Automaton, PatternParser

WORD = re.compile(
    r"""\ ?(                                              # a search that passes over blanks tries every line at each of them
      [^\W\d_]{3,}                                      # first, because most words are that
    | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?\b      # 2020-11-17
    | \d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b                  # 17.11.2020
    | \d{1,4}/\d{1,2}(?:/\d{1,4})?\b                     # 11/17/2020, 9/11, 2019/20
    | \d{1,2}:\d\d(?::\d\d)?\b                           # 7:58
    | \d[\d,]*(?:st|nd|rd|th)\b | [1-4]Q\b                # 21st, 1,000th, 3Q
    | \d{3}0['’]?s\b | ['’‘]?\d0['’]?s\b                 # 1990s, '80s
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)           # 1,500.75
    | \d{1,2}(?:,\d\d)+,\d{3}(?![\d,]*\d)                # 12,34,567
    | [1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:[ \u00a0\u202f]\d{3}){2,}|(?:[\u00a0\u202f]\d{3})+)\b(?![ ]?\d)  # 1.200.000, 1 200 000
    | \d+(?:\.\d+)?
    | [ap]\.\s?m(?:\.|\b)                                # p.m., p.m
    | (?:[CASR]|US|NZ|HK|NT)\$ | [Oo]['’]clock\b | ['’][sS]\b
    | Q[1-4]\b | H[12]\b | [^\W\d_]+
    | \n+ | [^\w\s])""",
    re.VERBOSE,
)
NOTHING = "\u0001"  # the character of a word in no class; the generic classes below get characters of their own
FIRST_CODE = 0xE000  # Unicode's private use area
MANY_FORMS = 16384  # whose codes are kept


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text: `text[starts[i]:ends[i]] == forms[i]`. Runs of line breaks are words, other white space is none."""

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=2)
def split_words(text: str) -> Words:
    """Split a text into words, numbers and marks.

    >>> split_words("On Aug. 9, 2020 he won 80.10%.").forms
    ['On', 'Aug', '.', '9', ',', '2020', 'he', 'won', '80.10', '%', '.']
    """
    spans = [m.span(1) for m in WORD.finditer(text)]
    return Words(text, [text[a:b] for a, b in spans], [a for a, _ in spans], [b for _, b in spans])


class Rule:
    """One rule of a grammar.

    Attributes:
        name, make: its name, and the name of what makes a value out of its slots. settings: the rule as the data give it.
        after, before: the codes that must stand before and behind it, None for any; not_after, not_before: those that must not.
    """

    def __init__(self, settings: Mapping[str, Any], expression: str, contexts: Mapping[str, frozenset[str]]) -> None:
        """Keep the expression as text: most rules are never needed in a run, and compiling is slow."""
        self.settings = settings
        self.make = str(settings["make"])
        self.name = str(settings.get("name", self.make))
        self._source = expression
        self._expression: re.Pattern[str] | None = None
        self.after, self.before = contexts.get("after"), contexts.get("before")
        self.not_after, self.not_before = (
            contexts.get("not_after", frozenset()),
            contexts.get("not_before", frozenset()),
        )

    @property
    def expression(self) -> re.Pattern[str]:
        """The pattern as a regular expression over codes, with a group for each slot; compiled when it is first asked for."""
        if self._expression is None:
            self._expression = re.compile(self._source)
        return self._expression

    def may_stand_between(self, before: str, behind: str) -> bool:
        """Whether the codes around a match allow it."""
        if before in self.not_after or behind in self.not_before:
            return False
        return (self.after is None or before in self.after) and (self.before is None or behind in self.before)


@record(frozen=True, slots=True, eq=False)
class Match:
    """A rule that fits `words[first:last]`. `slots` maps a slot to the word range it captured."""

    rule: Rule
    first: int
    last: int
    slots: dict[str, tuple[int, int]]


class Grammar:
    """Word classes and rules, read from data files once."""

    def __init__(self, *names: str) -> None:
        """Read and compile `graphbuilder/data/<name>` for each name; later files add to earlier ones.

        Raises:
            OntologyError: a rule names a class that does not exist, or its brackets do not match.
        """
        self.source = names[-1]
        data = [load_data(name) for name in names]
        self.macros: dict[str, str] = {k: v for d in data for k, v in d.get("macros", {}).items()}
        self.shapes = [(c, re.compile(p)) for d in data for c, p in d.get("shapes", {}).items()]
        self.values: dict[str, dict[str, Any]] = {}
        for d in data:
            for name, members in d.get("classes", {}).items():
                entries = members if isinstance(members, dict) else dict.fromkeys(members, True)
                if not all(isinstance(word, str) for word in entries):
                    raise OntologyError(
                        f"{self.source}: class {name!r} has a member that YAML does not read as a word: quote it"
                    )
                self.values.setdefault(name, {}).update(entries)
        rules = [r for d in data for r in d.get("rules", [])]
        self._add_literals(rules)
        self._classes: dict[str, set[str]] = {}
        for name, known in self.values.items():
            for word in known:
                self._classes.setdefault(word, set()).add(name)
        self._codes: dict[frozenset[str], str] = {}
        self._members: dict[str, list[str]] = {}
        self._code_words()
        self._known = lru_cache(maxsize=MANY_FORMS)(self.classes_of)
        self._code_of: dict[str, str] = {}
        self.rules: list[Rule] = []
        self._automaton = Automaton()
        parser = PatternParser(self._automaton, self.macros, self._codes_of, self.source)
        for order in rules:
            self._add_rule(order, parser)
        begins = "".join(sorted(self._automaton.begins()))
        self._starts = re.compile(f"[{begins}]" if begins else "(?!)")

    # ---- word classes

    def _add_literals(self, rules: Sequence[Mapping[str, Any]]) -> None:
        """Words and marks in a pattern that are not in upper case are classes of their own."""
        patterns = [str(r["pattern"]) for r in rules] + list(self.macros.values())
        literals = [str(c) for r in rules for key in CONTEXTS for c in r.get(key, ())]
        for pattern in patterns:
            literals += re.findall(r"(?<![:\w])[A-Za-z]\w*", pattern)
        for word in literals:
            if not word.isupper():
                self.values.setdefault(word, {})[word] = True

    def _code_words(self) -> None:
        """Give every set of classes that a word can have its character."""
        for word in sorted(self._classes):
            for form in (word, word.lower(), word.capitalize(), word.upper()):
                self._new_code(self.classes_of(form))
        for name, _ in self.shapes:
            self._new_code(frozenset({name}))
        for generic in GENERIC:
            self._new_code(frozenset({generic}))

    def _new_code(self, classes: frozenset[str]) -> None:
        if classes not in self._codes:
            code = self._codes[classes] = chr(FIRST_CODE + len(self._codes))
            for name in sorted(classes):
                self._members.setdefault(name, []).append(code)

    def classes_of(self, form: str) -> frozenset[str]:
        """The classes of a word: those of the data, else the first shape that fits, and a generic one.

        A word that the data give with a capital ("May") belongs to its class only with a capital.
        """
        found: set[str] = set()
        for key in {form.lower()} if form.islower() else {form.lower(), form, form.capitalize()}:
            found |= self._classes.get(key, set())
        if not found:
            shape = next((name for name, pattern in self.shapes if pattern.fullmatch(form)), None)
            if shape is not None:
                return frozenset({shape})
        found.add(_generic(form))
        return frozenset(found)

    def code(self, form: str) -> str:
        """The character that stands for the classes of a word."""
        return self._codes.get(self.classes_of(form), NOTHING)

    def value(self, name: str, form: str) -> Any:
        """What the data say of a word in a class."""
        members = self.values[name]
        for key in (form, form.lower(), form.capitalize()):
            if key in members:
                return members[key]
        raise KeyError(form)

    def has(self, name: str, form: str) -> bool:
        """Whether a word belongs to a class."""
        return form != "" and name in self._known(form)

    # ---- rules

    def _codes_of(self, name: str, rule: str) -> frozenset[str]:
        """The codes of the words that belong to a class."""
        if name not in self._members:
            raise OntologyError(f"{self.source}: rule {rule!r} names the class {name!r}, which does not exist")
        return frozenset(self._members[name])

    def _add_rule(self, data: Mapping[str, Any], parser: PatternParser) -> None:
        name = str(data.get("name", data["make"]))
        fragment = parser.parse(str(data["pattern"]), name)
        contexts = {
            key: frozenset().union(*(self._codes_of(str(c), name) for c in data[key]))
            for key in CONTEXTS
            if key in data
        }
        self._automaton.add(fragment, len(self.rules))
        self.rules.append(Rule(data, fragment.expression, contexts))

    def encode(self, words: Words) -> str:
        """One character a word."""
        known = self._code_of if len(self._code_of) < MANY_FORMS else {}
        for form in set(words.forms).difference(known):
            known[form] = self.code(form)
        self._code_of = known
        return "".join(map(known.__getitem__, words.forms))

    def matches(self, codes: str) -> Iterator[Match]:
        """All places where a rule fits, in text order; at each, longest first, then in the order of the file.

        The ends of the text count as line breaks.

        Matches may overlap: the reader takes the first that it can give a value and skips what that covers.
        """
        edge = self.code("\n")
        for start in self._starts.finditer(codes):
            first = start.start()
            before = codes[first - 1] if first else edge
            longest: dict[int, int] = {}
            for end, rules in self._automaton.fits(codes, first):
                behind = codes[end] if end < len(codes) else edge
                for number in rules:
                    if self.rules[number].may_stand_between(before, behind):
                        longest[number] = end
            for end, number in sorted((-end, number) for number, end in longest.items()):
                rule = self.rules[number]
                fit = rule.expression.fullmatch(codes, first, -end)
                if fit is not None:
                    yield Match(rule, first, -end, _slots(fit))


CONTEXTS = ("after", "not_after", "before", "not_before")
GENERIC = ("CAP", "LOWS", "LOW", "MARK", "BREAK", "NUMERAL")


def _generic(form: str) -> str:
    """The generic class: a capitalised word, a lower-case one in -s, another, a mark, a line break, a numeral."""
    first = form[0]
    if first.isalpha():
        if first.isupper():
            return "CAP"
        return "LOWS" if form[-1] == "s" and len(form) > 3 else "LOW"
    if first.isdigit():
        return "NUMERAL"
    return "BREAK" if first == "\n" else "MARK"


def _slots(fit: re.Match[str]) -> dict[str, tuple[int, int]]:
    return {name.partition("__")[0]: fit.span(name) for name, text in fit.groupdict().items() if text}


def load_data(name: str) -> dict[str, Any]:
    """Read one data file of the package."""
    loaded: dict[str, Any] = read_yaml(name)
    return loaded
