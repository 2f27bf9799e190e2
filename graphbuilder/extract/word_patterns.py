"""Patterns over word classes: a small grammar in a data file, matched over the words of a text.

Every word of the text is turned into one character that stands for the set of classes it belongs to; a rule is a
regular expression over these characters. Only positions whose word can begin a rule are looked at, and there only the rules
that can begin so: the cost is that of splitting the text into words. The technique is that of cascaded finite-state
grammars (Abney 1996, "Partial Parsing via Finite-State Cascades").

A pattern is written with class names in upper case, words in lower case, groups `( | )`, the postfixes `?` and `*`, and
`:slot` after a class or group to capture it::

    MONTH:month DAY:day (COMMA? YEAR:year)?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from graphbuilder.errors import OntologyError

WORD = re.compile(
    r"""\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?\b      # 2020-11-17
    | \d{1,4}/\d{1,2}(?:/\d{1,4})?\b                     # 11/17/2020, 9/11, 2019/20
    | \d{1,2}:\d\d(?::\d\d)?\b                           # 7:58
    | \d+(?:st|nd|rd|th)\b                               # 21st
    | \d{4}s\b | ['’‘]?\d0s\b                            # 1990s, '80s
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)           # 1,500.75
    | \d+(?:\.\d+)?
    | [ap]\.\s?m\.                                       # p.m.
    | (?:[CASR]|US|NZ|HK|NT)\$ | [Oo]['’]clock\b | ['’][sS]\b
    | Q[1-4]\b | [^\W\d_]+
    | \n+ | [^\w\s]""",
    re.VERBOSE,
)
NOTHING = "\u0001"  # the character of a word in no class; the generic classes below get characters of their own
FIRST_CODE = 0xE000  # Unicode's private use area


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
    found = list(WORD.finditer(text))
    return Words(text, [m[0] for m in found], [m.start() for m in found], [m.end() for m in found])


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of a grammar: its name, what makes a value out of its slots, its expression and its settings."""

    name: str
    make: str
    expression: re.Pattern[str]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
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
                    raise OntologyError(f"{self.source}: class {name!r} has a member that YAML does not read as a word: quote it")
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
        self._known = lru_cache(maxsize=65536)(self.classes_of)
        self.code = lru_cache(maxsize=65536)(self._code)
        self._dispatch: dict[str, list[Rule]] = {}
        for order in rules:
            self._add_rule(order)
        self._starts = re.compile(f"[{''.join(sorted(self._dispatch))}]" if self._dispatch else "(?!)")

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

    def _code(self, form: str) -> str:
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

    def _charset(self, name: str, rule: str) -> str:
        if name not in self._members:
            raise OntologyError(f"{self.source}: rule {rule!r} names the class {name!r}, which does not exist")
        return "[" + "".join(self._members[name]) + "]"

    def _add_rule(self, data: Mapping[str, Any]) -> None:
        name = str(data.get("name", data["make"]))
        parser = _PatternParser(self, name)
        body, first, _ = parser.parse(str(data["pattern"]))
        before = "".join(f"(?<={self._charset(c, name)})|" for c in data.get("after", ()))
        before = f"(?:{before[:-1]})" if before else ""
        before += "".join(f"(?<!{self._charset(c, name)})" for c in data.get("not_after", ()))
        behind = "|".join(self._charset(c, name) for c in data.get("before", ()))
        behind = f"(?={behind})" if behind else ""
        behind += "".join(f"(?!{self._charset(c, name)})" for c in data.get("not_before", ()))
        rule = Rule(name, str(data["make"]), re.compile(before + body + behind), dict(data))
        for code in first:
            self._dispatch.setdefault(code, []).append(rule)

    def encode(self, words: Words) -> str:
        """One character a word."""
        return "".join(map(self.code, words.forms))

    def matches(self, codes: str) -> Iterator[Match]:
        """All places where a rule fits, in text order; at each, longest first, then in the order of the file.

        Matches may overlap: the reader takes the first that it can give a value and skips what that covers.
        """
        for start in self._starts.finditer(codes):
            first = start.start()
            fits = []
            for rule in self._dispatch[codes[first]]:
                fit = rule.expression.match(codes, first)
                if fit is not None:
                    fits.append((-fit.end(), len(fits), rule, fit))
            for end, _, rule, fit in sorted(fits, key=_length_then_order):
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


def _length_then_order(fit: tuple[int, int, Rule, re.Match[str]]) -> tuple[int, int]:
    return fit[0], fit[1]


def _slots(fit: re.Match[str]) -> dict[str, tuple[int, int]]:
    return {name.partition("__")[0]: fit.span(name) for name, text in fit.groupdict().items() if text}


class _PatternParser:
    """Recursive descent over a pattern; returns expression, characters that can begin it, whether it can be empty."""

    TOKEN = re.compile(r"\w+|[()|?*:]")

    def __init__(self, grammar: Grammar, rule: str) -> None:
        self.grammar, self.rule, self.captures = grammar, rule, 0

    def parse(self, pattern: str) -> tuple[str, set[str], bool]:
        """Parse a whole pattern."""
        tokens = self.TOKEN.findall(pattern)
        result, rest = self._alternatives(tokens)
        if rest:
            raise OntologyError(f"{self.grammar.source}: rule {self.rule!r} has an unmatched {rest[0]!r}: {pattern}")
        return result

    def _alternatives(self, tokens: list[str]) -> tuple[tuple[str, set[str], bool], list[str]]:
        options: list[str] = []
        first: set[str] = set()
        empty = False
        while True:
            (text, begins, nullable), tokens = self._sequence(tokens)
            options.append(text)
            first |= begins
            empty |= nullable
            if not tokens or tokens[0] != "|":
                return (f"(?:{'|'.join(options)})", first, empty), tokens
            tokens = tokens[1:]

    def _sequence(self, tokens: list[str]) -> tuple[tuple[str, set[str], bool], list[str]]:
        out: list[str] = []
        first: set[str] = set()
        empty = True
        while tokens and tokens[0] not in "|)":
            (text, begins, nullable), tokens = self._item(tokens)
            out.append(text)
            if empty:
                first |= begins
            empty &= nullable
        return ("".join(out), first, empty), tokens

    def _item(self, tokens: list[str]) -> tuple[tuple[str, set[str], bool], list[str]]:
        head, tokens = tokens[0], tokens[1:]
        if head == "(":
            (text, first, empty), tokens = self._alternatives(tokens)
            if not tokens or tokens[0] != ")":
                raise OntologyError(f"{self.grammar.source}: rule {self.rule!r} lacks a closing bracket")
            tokens = tokens[1:]
        elif head in self.grammar.macros:
            text, first, empty = self.parse(self.grammar.macros[head])
        else:
            text, empty = self.grammar._charset(head, self.rule), False
            first = set(text[1:-1])
        if tokens[:1] == [":"]:
            self.captures += 1
            text, tokens = f"(?P<{tokens[1]}__{self.captures}>{text})", tokens[2:]
        if tokens[:1] in (["?"], ["*"]):
            text, empty, tokens = text + tokens[0], True, tokens[1:]
        return (text, first, empty), tokens


def load_data(name: str) -> dict[str, Any]:
    """Read one data file of the package."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("graphbuilder").joinpath("data", name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506
    return loaded
