"""A match of the grammar of quantities, the numbers in it, and the drafts that the makers turn it into."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from graphbuilder.extract.number_words import read_number, whole
from graphbuilder.extract.record import record
from graphbuilder.extract.word_patterns import Grammar, Match, Words, load_data


@record(frozen=True, slots=True)
class Draft:
    """A quantity over `words[first:last]`, before its counted noun is looked up.

    `of` is set where the words alone tell it ("": nothing); `sure` is a number that counts even if the parse hangs it nowhere.
    """

    first: int
    last: int
    value: str
    unit: str
    high: str | None = None
    approximate: bool = False
    of: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A match with its words: what the makers read."""

    grammar: Grammar
    words: Words
    match: Match

    def __contains__(self, slot: str) -> bool:
        return slot in self.match.slots

    def forms(self, slot: str) -> list[str]:
        """The words of a slot."""
        first, last = self.match.slots[slot]
        return self.words.forms[first:last]

    def known(self, slot: str, name: str) -> Any:
        """What the data say of a slot's first word in a class."""
        return self.grammar.value(name, self.forms(slot)[0])

    def before(self, steps: int = 1) -> str:
        """The word so many steps before the match, in lower case, "" at the beginning."""
        at = self.match.first - steps
        return self.words.forms[at].lower() if at >= 0 else ""

    def after(self, steps: int = 1) -> str:
        """The word so many steps behind the match, in lower case, "" at the end."""
        at = self.match.last + steps - 1
        return self.words.forms[at].lower() if at < len(self.words.forms) else ""

    def glued(self, at: int) -> bool:
        """Whether no space stands before word `at`."""
        return at > 0 and self.words.ends[at - 1] == self.words.starts[at]


Drafts = tuple[Draft, ...] | None


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of words in `data/quantities.yml` that stand around numbers."""
    return frozenset(load_data("quantities.yml")[name])


def written(value: Decimal) -> str:
    """A decimal without exponent, its digits after the point kept.

    >>> written(Decimal("1.5E+6")), written(Decimal("80.10"))
    ('1500000', '80.10')
    """
    return format(value, "f")


def amount(fit: Fit, slot: str) -> Decimal | None:
    """The number of a slot, a suffix (m, bn, k) multiplied out."""
    forms = fit.forms(slot)
    factor = Decimal(1)
    if len(forms) > 1 and fit.grammar.has("SUFFIX", forms[-1]):
        if not fit.glued(fit.match.slots[slot][1] - 1):
            return None
        factor = Decimal(fit.grammar.value("SUFFIX", forms[-1]))
        forms = forms[:-1]
    value = read_number(forms, fit.grammar)
    if value is None:
        return None
    return whole(value * factor) if factor != 1 else value


def scale_of(fit: Fit, slot: str) -> Decimal:
    """The scale word or suffix at the end of a slot as a factor."""
    last = fit.forms(slot)[-1]
    for name in ("SCALE", "SUFFIX"):
        if fit.grammar.has(name, last) and len(fit.forms(slot)) > 1:
            return Decimal(fit.grammar.value(name, last))
    return Decimal(1)


def ends_of(fit: Fit) -> tuple[Decimal, Decimal | None] | None:
    """Both ends of a range; the lower one takes the scale of the upper ("$1.2-1.5 billion") when it has none."""
    low = amount(fit, "n")
    if low is None or ("minus" in fit and fit.forms("minus")[0].lower() == "minus" and fit.before() == "or"):
        return None  # plus or minus 3 points
    if "high" not in fit:
        return low, None
    high = amount(fit, "high")
    if high is None:
        return None
    if scale_of(fit, "n") == 1 and low < 1000:
        low = whole(low * scale_of(fit, "high")) if scale_of(fit, "high") != 1 else low
    falls = fit.before() == "from" and "joint" in fit and fit.forms("joint")[0].lower() == "to"  # from 21 to 19 percent
    return (low, high) if low < high or falls else None


def negative(fit: Fit, value: Decimal) -> Decimal:
    """*minus 12*; a dash only when it is glued to the number and not to the word before."""
    if "minus" not in fit:
        return value
    at = fit.match.slots["minus"][0]
    if fit.forms("minus")[0].lower() != "minus" and (fit.glued(at) or not fit.glued(at + 1)):
        return value
    return -value


def is_approximate(fit: Fit) -> bool:
    """*about 40*, *more than 10*, *at least 15*, *up to 300*, *as many as 20*, *10 or so*, *300-plus*, *upwards of 5*."""
    first = fit.before()
    if fit.before(2) == "-" or (first == "over" and fit.before(2) in words_of("spreading")):
        return False  # a six-under 66; spread over 40 hectares
    if fit.grammar.has("APPROXWORD", first) or fit.grammar.has("THAN", first):
        return True
    if first == "to" and fit.grammar.has("UPTO", fit.before(2)):
        return True
    if first == "as" and fit.before(2) in ("many", "much", "few", "little", "high", "low"):
        return True
    if first in ("a", "an") and fit.before(2) in ("about", "almost", "nearly", "than", "over"):
        return True
    if first == "of" and fit.grammar.has("OFAPPROX", fit.before(2)):
        return True
    if fit.after() == "+" or (fit.after() == "-" and fit.grammar.has("BEHINDAPPROX", fit.after(2))):
        return True
    return fit.after() == "or" and fit.after(2) in ("so", "more", "less")


def _is_a_change(fit: Fit, low: Decimal, high: Decimal) -> bool:
    """*from 40 to 52*, *by 1,204 to 33,870*; *ranges from 25 to 90 euros* and *by 10 to 20 seats* are ranges."""
    if "joint" not in fit or fit.forms("joint")[0].lower() != "to":
        return False
    if fit.before() == "from":
        return fit.before(2) not in words_of("ranging")
    return fit.before() == "by" and high > 3 * low


def drafts(fit: Fit, unit: str, low: Decimal, high: Decimal | None, of: str | None = None) -> tuple[Draft, ...]:
    """One draft; two where *from 8 to 10 percent* speaks of a change."""
    match, near = fit.match, is_approximate(fit)
    first = match.slots[match.rule.settings["inner"]][0] if "inner" in match.rule.settings else match.first
    if high is not None and _is_a_change(fit, low, high):
        middle = fit.match.slots["joint"][0]
        return (
            Draft(first, middle, written(low), unit, approximate=near, of=of or "", sure=True),
            Draft(middle + 1, match.last, written(high), unit, of=of, sure=True),
        )
    return (Draft(first, match.last, written(low), unit, None if high is None else written(high), near, of),)
