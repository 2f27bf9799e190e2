"""Patterns over word classes as one automaton: all rules of a grammar are followed at once, a step a word.

A pattern becomes its positions with what can follow each (Glushkov 1961); the states of the deterministic automaton are made
when a text first needs them. Which words a slot captured is asked of an ordinary regular expression, and only for rules that fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graphbuilder.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a pattern: its regular expression, the positions that can begin and end it, and whether it can be empty."""

    expression: str
    first: frozenset[int]
    last: frozenset[int]
    empty: bool


class Automaton:
    """Positions of all patterns, each with the codes that it takes, what follows it, and the rules that it can end."""

    def __init__(self) -> None:
        """Begin without patterns."""
        self.codes: list[frozenset[str]] = []
        self.follow: list[set[int]] = []
        self.ends: list[list[int]] = []
        self.first: set[int] = set()
        self._numbers: dict[frozenset[int], int] = {}
        self._states: list[frozenset[int]] = []
        self._steps: list[dict[str, int]] = []
        self._accepts: list[tuple[int, ...]] = []

    def position(self, codes: frozenset[str]) -> int:
        """A new position that takes one of these codes."""
        self.codes.append(codes)
        self.follow.append(set())
        self.ends.append([])
        return len(self.codes) - 1

    def add(self, fragment: Fragment, rule: int) -> None:
        """Let a whole pattern begin anywhere and end a rule."""
        self.first |= fragment.first
        for position in fragment.last:
            self.ends[position].append(rule)

    def begins(self) -> frozenset[str]:
        """The codes that can begin a match."""
        return frozenset().union(*(self.codes[p] for p in self.first))

    def _state(self, positions: frozenset[int]) -> int:
        number = self._numbers.get(positions)
        if number is None:
            number = self._numbers[positions] = len(self._states)
            self._states.append(positions)
            self._steps.append({})
            self._accepts.append(tuple(sorted({rule for p in positions for rule in self.ends[p]})))
        return number

    def _step(self, state: int, code: str) -> int:
        """The state behind a code, -1 when no rule goes on. State 0 is the beginning."""
        following = self.first if state == 0 else set().union(*(self.follow[p] for p in self._states[state]))
        reached = frozenset(p for p in following if code in self.codes[p])
        target = self._steps[state][code] = self._state(reached) if reached else -1
        return target

    def fits(self, text: str, start: int) -> list[tuple[int, tuple[int, ...]]]:
        """Where rules can end that begin at `start`, nearest first: pairs of end and rules."""
        if not self._states:
            self._state(frozenset())
        out = []
        state, at, steps = 0, start, self._steps
        while at < len(text):
            code = text[at]
            found = steps[state].get(code)
            state = self._step(state, code) if found is None else found
            if state < 0:
                break
            at += 1
            if self._accepts[state]:
                out.append((at, self._accepts[state]))
        return out


class PatternParser:
    """Recursive descent over the notation of `word_patterns`."""

    TOKEN = re.compile(r"\w+|[()|?*:]")

    def __init__(
        self, automaton: Automaton, macros: dict[str, str], codes_of: Callable[[str, str], frozenset[str]], where: str
    ) -> None:
        """Parse into an automaton.

        Args:
            automaton: takes the positions.
            macros: patterns with a name.
            codes_of: the codes of a class, given its name and the rule that asks.
            where: the data file, for messages.
        """
        self.automaton, self.macros, self.codes_of, self.where = automaton, macros, codes_of, where
        self.rule, self.captures = "", 0
        self._atoms: dict[str, tuple[frozenset[str], str]] = {}

    def parse(self, pattern: str, rule: str) -> Fragment:
        """Parse a whole pattern.

        Raises:
            OntologyError: its brackets do not match, or it names a class that does not exist.
        """
        self.rule, self.captures = rule, 0
        return self._pattern(pattern)

    def _pattern(self, pattern: str) -> Fragment:
        fragment, rest = self._alternatives(self.TOKEN.findall(pattern))
        if rest:
            raise OntologyError(f"{self.where}: rule {self.rule!r} has an unmatched {rest[0]!r}: {pattern}")
        return fragment

    def _alternatives(self, tokens: list[str]) -> tuple[Fragment, list[str]]:
        options: list[Fragment] = []
        while True:
            option, tokens = self._sequence(tokens)
            options.append(option)
            if not tokens or tokens[0] != "|":
                break
            tokens = tokens[1:]
        text = "|".join(o.expression for o in options)
        first = frozenset().union(*(o.first for o in options))
        last = frozenset().union(*(o.last for o in options))
        return Fragment(f"(?:{text})", first, last, any(o.empty for o in options)), tokens

    def _sequence(self, tokens: list[str]) -> tuple[Fragment, list[str]]:
        whole = Fragment("", frozenset(), frozenset(), True)
        while tokens and tokens[0] not in "|)":
            item, tokens = self._item(tokens)
            for position in whole.last:
                self.automaton.follow[position] |= item.first
            whole = Fragment(
                whole.expression + item.expression,
                whole.first | item.first if whole.empty else whole.first,
                whole.last | item.last if item.empty else item.last,
                whole.empty and item.empty,
            )
        return whole, tokens

    def _item(self, tokens: list[str]) -> tuple[Fragment, list[str]]:
        head, tokens = tokens[0], tokens[1:]
        if head == "(":
            item, tokens = self._alternatives(tokens)
            if not tokens:
                raise OntologyError(f"{self.where}: rule {self.rule!r} lacks a closing bracket")
            tokens = tokens[1:]
        elif head in self.macros:
            item = self._pattern(self.macros[head])
        else:
            item = self._atom(head)
        if tokens[:1] == [":"]:
            self.captures += 1
            item = Fragment(f"(?P<{tokens[1]}__{self.captures}>{item.expression})", item.first, item.last, item.empty)
            tokens = tokens[2:]
        if tokens[:1] in (["?"], ["*"]):
            if tokens[0] == "*":
                for position in item.last:
                    self.automaton.follow[position] |= item.first
            item = Fragment(item.expression + tokens[0], item.first, item.last, True)
            tokens = tokens[1:]
        return item, tokens

    def _atom(self, name: str) -> Fragment:
        known = self._atoms.get(name)
        if known is None:
            codes = self.codes_of(name, self.rule)
            known = self._atoms[name] = codes, f"[{''.join(sorted(codes))}]"
        position = frozenset({self.automaton.position(known[0])})
        return Fragment(known[1], position, position, False)
