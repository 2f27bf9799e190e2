"""What the rules of `data/quantities.yml` make of their matches: value, unit and, where the words tell it, what is counted.

Each function is named in the `make` of a rule. It returns drafts (none: the words are no quantity and are passed over) or None, when
the next rule that fits shall be tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from graphbuilder.extract.number_words import digits_of, read_number
from graphbuilder.extract.word_patterns import Grammar, Match, Words, load_data

COUNT, PERCENT, SCORE, UNITLESS = "COUNT", "PERCENT", "SCORE", "UNITLESS"
SAMPLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100)  # of so many: "eight of 10 voters"
REACH = 8  # words looked back for what shows that two numbers are a score
WEIGHING = frozenset({"weigh", "weighs", "weighed", "weighing", "weight", "lost", "lose", "gained", "heavier", "lighter"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity over `words[first:last]`, before its counted noun is looked up; `of` is set where the words alone tell it."""

    first: int
    last: int
    value: str
    unit: str
    high: str | None = None
    approximate: bool = False
    of: str | None = None


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


# --- numbers as the record keeps them


def written(value: Decimal) -> str:
    """A decimal without exponent, its digits after the point kept.

    >>> written(Decimal("1.5E+6")), written(Decimal("80.10"))
    ('1500000', '80.10')
    """
    return format(value, "f")


def _amount(fit: Fit, slot: str) -> Decimal | None:
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
    return _whole(value * factor) if factor != 1 else value


def _whole(value: Decimal) -> Decimal:
    """Without a fraction of zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _scale(fit: Fit, slot: str) -> Decimal:
    """The scale word or suffix at the end of a slot as a factor."""
    last = fit.forms(slot)[-1]
    for name in ("SCALE", "SUFFIX"):
        if fit.grammar.has(name, last) and len(fit.forms(slot)) > 1:
            return Decimal(fit.grammar.value(name, last))
    return Decimal(1)


def _ends(fit: Fit) -> tuple[Decimal, Decimal | None] | None:
    """Both ends of a range; the lower one takes the scale of the upper ("$1.2-1.5 billion") when it has none."""
    low = _amount(fit, "n")
    if low is None:
        return None
    if "high" not in fit:
        return low, None
    high = _amount(fit, "high")
    if high is None:
        return None
    if _scale(fit, "n") == 1 and low < 1000:
        low = _whole(low * _scale(fit, "high")) if _scale(fit, "high") != 1 else low
    return (low, high) if low < high else None


def _negative(fit: Fit, value: Decimal) -> Decimal:
    """*minus 12*; a dash only when it is glued to the number and not to the word before."""
    if "minus" not in fit:
        return value
    at = fit.match.slots["minus"][0]
    if fit.forms("minus")[0].lower() != "minus" and (fit.glued(at) or not fit.glued(at + 1)):
        return value
    return -value


def is_approximate(fit: Fit) -> bool:
    """*about 40*, *more than 10*, *at least 15*, *up to 300*, *as many as 20*, *10 or so*."""
    first = fit.before()
    if fit.grammar.has("APPROXWORD", first) or fit.grammar.has("THAN", first):
        return True
    if first == "to" and fit.grammar.has("UPTO", fit.before(2)):
        return True
    if first == "as" and fit.before(2) in ("many", "much", "few", "little", "high", "low"):
        return True
    if first in ("a", "an") and fit.before(2) in ("about", "almost", "nearly", "than", "over"):
        return True
    return fit.after() == "or" and fit.after(2) in ("so", "more", "less")


def _drafts(fit: Fit, unit: str, low: Decimal, high: Decimal | None, of: str | None = None) -> tuple[Draft, ...]:
    """One draft; two where *from 8 to 10 percent* speaks of a change."""
    match, near = fit.match, is_approximate(fit)
    first = match.slots[match.rule.settings["inner"]][0] if "inner" in match.rule.settings else match.first
    if high is not None and "joint" in fit and fit.forms("joint")[0].lower() == "to" and fit.before() == "from":
        middle = fit.match.slots["joint"][0]
        return (
            Draft(first, middle, written(low), unit, approximate=near, of=of),
            Draft(middle + 1, match.last, written(high), unit, of=of),
        )
    return (Draft(first, match.last, written(low), unit, None if high is None else written(high), near, of),)


# --- makers


def nothing(fit: Fit) -> Drafts:
    """Numbers that name something: Article 5, No. 3, 555-0142-778."""
    return ()


def percent(fit: Fit) -> Drafts:
    """*80.10%*, *3-4%*, *between 10 and 20 percent*."""
    ends = _ends(fit)
    if ends is None:
        return None
    return _drafts(fit, PERCENT, _negative(fit, ends[0]), ends[1])


def money(fit: Fit) -> Drafts:
    """*$5 million*, *EUR 3bn*."""
    ends = _ends(fit)
    if ends is None:
        return None
    unit = str(fit.known("sign", "SIGN")) if "sign" in fit else fit.forms("code")[0].upper()
    return _drafts(fit, {"RMB": "CNY"}.get(unit, unit), *ends)


def measure(fit: Fit) -> Drafts:
    """*12 km*, *41 degrees Celsius*, *300 million euros*, *20,000 Swiss francs*, *25 basis points*."""
    ends = _ends(fit)
    if ends is None:
        return None
    unit, factor = _unit(fit)
    if unit is None:
        return None
    low, high = ends
    return _drafts(fit, unit, _negative(fit, low * factor), None if high is None else high * factor)


def _unit(fit: Fit) -> tuple[str | None, Decimal]:
    """The unit's code, and what its numbers are multiplied with (hundredths of a currency)."""
    one = Decimal(1)
    if "unit" in fit:
        return str(fit.known("unit", "UNIT")), one
    if "length" in fit:
        return f"{fit.known('length', 'LENGTHUNIT')}{'2' if 'square' in fit else '3'}", one
    if "speed" in fit:
        return f"{fit.known('speed', 'SPEEDUNIT')}-PER-{fit.known('pertime', 'PERTIME')}", one
    if "degrees" in fit:
        return str(fit.known("degrees", "SCALEOF")), one
    if "long" in fit:
        return str(fit.known("long", "LONGUNIT")), one
    if "money" in fit:
        return str(fit.known("money", "MONEY")), one
    if "minor" in fit:
        return str(fit.known("minor", "MINOR")), Decimal("0.01")
    if "national" in fit:
        return _national()[str(fit.known("national", "NATIONAL"))].get(str(fit.known("nation", "NATION"))), one
    if "pound" in fit:
        return _pounds(fit), one
    return ("PERCENTAGE_POINT" if "points" in fit else "BASIS_POINT"), one


@cache
def _national() -> dict[str, dict[str, str]]:
    """Currency codes by name and nation."""
    found: dict[str, dict[str, str]] = load_data("quantities.yml")["national"]
    return found


def _pounds(fit: Fit) -> str:
    """Sterling with a scale word; else the weight, unless nothing speaks of weight and "sterling" follows."""
    large = _scale(fit, "high" if "high" in fit else "n") >= 1000
    heavy = any(fit.before(k) in WEIGHING for k in range(1, 5))
    return "GBP" if (large and not heavy) or fit.after() == "sterling" else "LB"


def letter_unit(fit: Fit) -> Drafts:
    """*the 100m*; *5m people* are five million."""
    number, unit = _amount(fit, "n"), fit.match.slots["letter"][0]
    if number is None or not fit.glued(unit):
        return None
    following = fit.words.forms[fit.match.last] if fit.match.last < len(fit.words.forms) else ""
    plural = following.islower() and (following in ("people", "men", "women", "children") or following.endswith("s"))
    if fit.forms("letter")[0] == "m" and plural and following not in ("is", "was", "has", "as"):
        return _drafts(fit, COUNT, number * 1_000_000, None)
    return _drafts(fit, str(fit.known("letter", "LETTERUNIT")), number, None)


def points(fit: Fit) -> Drafts:
    """*120 points* of an index or a game."""
    ends = _ends(fit)
    return None if ends is None else _drafts(fit, "POINT", *ends)


def magnitude(fit: Fit) -> Drafts:
    """*a magnitude 6.4 quake*."""
    number = _amount(fit, "n")
    return None if number is None or number > 10 else _drafts(fit, UNITLESS, number, None, "magnitude")


def age(fit: Fit) -> Drafts:
    """*43-year-old*, *19 years old*, *aged 91*, *Anna Weber, 34,*."""
    if fit.match.rule.settings.get("named") and not _behind_name(fit):
        return None
    ends = _ends(fit)
    if ends is None:
        return None
    return _drafts(fit, str(fit.known("age", "AGEUNIT")) if "age" in fit else "YR", *ends, "age")


def _behind_name(fit: Fit) -> bool:
    """Two capitalised words before the comma."""
    at = fit.match.first
    names = fit.words.forms[max(at - 3, 0) : at - 1]
    return len(names) == 2 and all(n[0].isupper() and n[1:].islower() or n == "." for n in names) and len(fit.forms("n")[0]) <= 3


def fraction(fit: Fit) -> Drafts:
    """*two-thirds of*, *a quarter of*, *half of*; what has no end as a decimal fraction is rounded and approximate."""
    parts = Decimal(int(fit.known("part", "FRACTION")))
    count = _amount(fit, "n") if "n" in fit else Decimal(1)
    if count is None or count >= parts or count != count.to_integral_value():
        return None
    return _share(fit, count, parts)


def share(fit: Fit) -> Drafts:
    """*one in five*, *nine out of ten*."""
    count, whole = _amount(fit, "n"), _amount(fit, "whole")
    said = [form.lower() for form in fit.words.forms[fit.match.first : fit.match.last]]
    if count is None or whole is None or count >= whole:
        return None
    if "out" not in said and whole not in (SAMPLES if "of" in said else (*SAMPLES, 1000, 10000, 100000)):
        return None
    return _share(fit, count, whole)


def _share(fit: Fit, count: Decimal, whole: Decimal) -> Drafts:
    value = count / whole
    exact = value.normalize()
    rounded = -int(exact.as_tuple().exponent) > 4
    text = written(value.quantize(Decimal("0.01")) if rounded else exact)
    near = rounded or is_approximate(fit)
    return (Draft(fit.match.first, fit.match.last, text, UNITLESS, None, near),)


def tally(fit: Fit) -> Drafts:
    """*by 312 votes to 298*."""
    low, high = _amount(fit, "n"), _amount(fit, "high")
    if low is None or high is None:
        return None
    said = "vote" in "".join(f.lower() for f in fit.words.forms[fit.match.first : fit.match.last])
    return (Draft(fit.match.first, fit.match.last, f"{written(low)}-{written(high)}", SCORE, of="vote" if said else None),)


def score(fit: Fit) -> Drafts:
    """*3-1*: glued, and not followed by what ten to twenty of could be counted."""
    low, high = _amount(fit, "n"), _amount(fit, "high")
    dash = fit.match.slots["high"][0] - 1
    if low is None or high is None or not (fit.glued(dash) and fit.glued(dash + 1)) or low != low.to_integral_value():
        return None
    cue = any(fit.grammar.has("SCORECUE", fit.before(k)) for k in range(1, REACH + 1))
    after = fit.after()
    counted = after.isalpha() and not fit.grammar.has("SCORENOUN", after)
    if low < high and not (cue and not counted) and not (fit.grammar.has("SCORENOUN", after) and after not in ("in", "on", "to", "at", "by", "from", "with")):
        return None
    return (Draft(fit.match.first, fit.match.last, f"{written(low)}-{written(high)}", SCORE),)


def indefinite(fit: Fit) -> Drafts:
    """*dozens*, *tens of thousands*, *millions of dollars*: the least that the plural can mean (two of it), approximate."""
    value = Decimal(int(fit.known("plural", "PLURALS")))
    plural = fit.forms("plural")[0].lower()
    if plural == "tens" and "scale" not in fit or plural == "scores" and fit.after() != "of":
        return None
    if "scale" in fit:
        value *= Decimal(int(fit.known("scale", "PLURALSCALE")))
    unit = str(fit.known("money", "MONEY")) if "money" in fit else COUNT
    return (Draft(fit.match.first, fit.match.last, written(value), unit, None, True),)


def couple(fit: Fit) -> Drafts:
    """*a couple of guards*."""
    return (Draft(fit.match.first, fit.match.last, "2", COUNT, None, True),)


def count(fit: Fit) -> Drafts:
    """A bare number: whether it counts anything is seen in the parse."""
    at, forms = fit.match.first, fit.words.forms
    glued_word = fit.glued(at) and (forms[at - 1][-1].isalnum() or forms[at - 1] in ("/", "$", "#", "@", "_") or _after_letter_dash(fit))
    if glued_word or fit.after().startswith(("/", ":")):
        return ()
    ends = _ends(fit)
    if ends is None or (digits_of(forms[at]) is None and forms[at].lower() in ("a", "an") and fit.match.last == at + 1):
        return None
    return _drafts(fit, COUNT, *ends)


def _after_letter_dash(fit: Fit) -> bool:
    """*COVID-19*, *F-16*."""
    at = fit.match.first
    return at >= 2 and fit.grammar.has("DASH", fit.words.forms[at - 1]) and fit.glued(at - 1)


MAKERS: dict[str, Callable[[Fit], Drafts]] = {
    f.__name__: f
    for f in (nothing, percent, money, measure, letter_unit, points, magnitude, age, fraction, share, tally, score, indefinite, couple, count)
}
"""What the rules of `data/quantities.yml` may name."""
