"""What the rules of `data/quantities.yml` make of their matches: value, unit and, where the words tell it, what is counted.

Each function is named in the `make` of a rule. It returns drafts (none: the words are no quantity and are passed over) or None, when
the next rule that fits shall be tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from graphbuilder.extract.number_words import digits_of
from graphbuilder.extract.quantity_fit import (
    Draft,
    Drafts,
    Fit,
    amount,
    drafts,
    ends_of,
    is_approximate,
    negative,
    scale_of,
    words_of,
    written,
)
from graphbuilder.extract.word_patterns import load_data

COUNT, PERCENT, SCORE, UNITLESS = "COUNT", "PERCENT", "SCORE", "UNITLESS"
TENS = (10, 20, 100)  # "eight of 10 voters" are a share, five of six hostages are not
SAMPLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100)  # of so many: "eight of 10 voters"
SCORES_BEFORE = frozenset({"of", "are", "were", "more", "remain", "remained", "died", "fled", "have"})  # scores are missing
REACH = 8  # words looked back for what shows that two numbers are a score


def nothing(fit: Fit) -> Drafts:
    """Numbers that name something: Article 5, No. 3, 555-0142-778."""
    return ()


def percent(fit: Fit) -> Drafts:
    """*80.10%*, *3-4%*, *between 10 and 20 percent*."""
    ends = ends_of(fit)
    if ends is None:
        return None
    return drafts(fit, PERCENT, negative(fit, ends[0]), ends[1])


def money(fit: Fit) -> Drafts:
    """*$5 million*, *EUR 3bn*."""
    ends = ends_of(fit)
    if ends is None:
        return None
    unit = str(fit.known("sign", "SIGN")) if "sign" in fit else fit.forms("code")[0].upper()
    if unit.islower():
        return drafts(fit, COUNT, *ends, unit)
    return drafts(fit, {"RMB": "CNY"}.get(unit, unit), *ends)


def glued_money(fit: Fit) -> Drafts:
    """*R50,000*, *N2.5bn*; *the R62* is a road."""
    number = amount(fit, "n")
    if number is None or number < 1000 or not fit.glued(fit.match.slots["n"][0]):
        return None
    return drafts(fit, str(fit.known("sign", "GLUEDSIGN")), number, None)


def measure(fit: Fit) -> Drafts:
    """*12 km*, *41 degrees Celsius*, *300 million euros*, *20,000 Swiss francs*, *25 basis points*."""
    ends = ends_of(fit)
    if ends is None:
        return None
    unit, factor = _unit(fit)
    if unit is None:
        return None
    low, high = ends
    return drafts(fit, unit, negative(fit, low * factor), None if high is None else high * factor)


def _unit(fit: Fit) -> tuple[str | None, Decimal]:
    """The unit's code, and what its numbers are multiplied with (hundredths of a currency)."""
    one = Decimal(1)
    if "unit" in fit:
        return str(fit.known("unit", "UNIT")), one
    if "length" in fit:
        return f"{fit.known('length', 'LENGTHUNIT')}{'2' if 'square' in fit else '3'}", one
    if "speed" in fit:
        return f"{fit.known('speed', 'SPEEDUNIT')}-PER-{fit.known('pertime', 'PERTIME')}", one
    if "energy" in fit:
        return str(fit.known("energy", "ENERGY")), one
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
    """Sterling with a scale word or near words of paying; else the weight, unless "sterling" follows."""
    large = scale_of(fit, "high" if "high" in fit else "n") >= 1000
    heavy = any(fit.before(k) in words_of("weighing") for k in range(1, 5))
    paid = any(fit.before(k) in words_of("paying") for k in range(1, REACH + 1))
    return "GBP" if ((large or paid) and not heavy) or fit.after() == "sterling" else "LB"


def glued_degrees(fit: Fit) -> Drafts:
    """*-15C*, *113F*, *35 Celsius*."""
    number, at = amount(fit, "n"), fit.match.slots["degrees"][0]
    if number is None or (len(fit.forms("degrees")[0]) == 1 and not fit.glued(at)):
        return None
    return drafts(fit, str(fit.known("degrees", "SCALEOF")), negative(fit, number), None)


def piece(fit: Fit) -> Drafts:
    """*half a percent*, *a quarter of a percentage point*, *a quarter-point cut*, *0.5 of a percentage point*."""
    value = amount(fit, "n") if "n" in fit else Decimal(str(fit.known("piece", "PIECE")))
    if value is None or ("piece" in fit and fit.forms("piece")[0].lower() == "quarters" and "three" not in _said(fit)):
        return None
    unit = PERCENT if "percent" in fit else "PERCENTAGE_POINT" if "points" in fit else "POINT"
    return drafts(fit, unit, value, None)


def _said(fit: Fit) -> list[str]:
    return [form.lower() for form in fit.words.forms[fit.match.first : fit.match.last]]


def piece_of_scale(fit: Fit) -> Drafts:
    """*three quarters of a million people*."""
    parts, count = Decimal(int(fit.known("part", "FRACTION"))), amount(fit, "n")
    if count is None or count >= parts:
        return None
    value = count / parts * Decimal(int(fit.known("scale", "SCALE")))
    rounded = value.to_integral_value()
    return (Draft(fit.match.first, fit.match.last, written(rounded), COUNT, None, rounded != value or is_approximate(fit)),)


def letter_unit(fit: Fit) -> Drafts:
    """*the 100m*; *5m people* are five million."""
    number, unit = amount(fit, "n"), fit.match.slots["letter"][0]
    if number is None or not fit.glued(unit):
        return None
    following = fit.words.forms[fit.match.last] if fit.match.last < len(fit.words.forms) else ""
    plural = following.islower() and (following in ("people", "men", "women", "children") or following.endswith("s"))
    if fit.forms("letter")[0] == "m" and plural and following not in ("is", "was", "has", "as"):
        return drafts(fit, COUNT, number * 1_000_000, None)
    code = str(fit.known("letter", "LETTERUNIT"))
    return drafts(fit, code, number * Decimal("0.01") if code == "GBP" else number, None)


def points(fit: Fit) -> Drafts:
    """*120 points* of an index or a game."""
    if [form.lower() for form in fit.forms("n")] == ["one"]:
        return ()  # at one point
    ends = ends_of(fit)
    return None if ends is None else drafts(fit, "POINT", *ends)


def magnitude(fit: Fit) -> Drafts:
    """*a magnitude 6.4 quake*, *5.6 on the Richter scale*."""
    if fit.match.rule.settings.get("richter") and "richter" not in (fit.after(2), fit.after(3)):
        return None
    number = amount(fit, "n")
    return None if number is None or number > 10 else drafts(fit, UNITLESS, number, None, "magnitude")


def age(fit: Fit) -> Drafts:
    """*43-year-old*, *19 years old*, *aged 91*, *Anna Weber, 34,*."""
    if fit.match.rule.settings.get("named") and not _behind_name(fit):
        return None
    if fit.match.rule.settings.get("surname") and not _behind_surname(fit):
        return None
    ends = ends_of(fit)
    if ends is None:
        return None
    return drafts(fit, str(fit.known("age", "AGEUNIT")) if "age" in fit else "YR", *ends, "age")


def ages(fit: Fit) -> Drafts:
    """*aged 9, 11 and 12*, *aged 4, 2 and 8 months*: an age each, in years but for the last one's unit."""
    slots = [slot for slot in ("n", "middle", "third", "fourth", "high") if slot in fit]
    found = [(fit.match.slots[slot], amount(fit, slot)) for slot in slots]
    if any(number is None or number > 110 for _, number in found):
        return None
    drafts = [Draft(first, last, written(number), "YR", of="age") for (first, last), number in found if number is not None]
    if "age" in fit:
        drafts[-1] = replace(drafts[-1], unit=str(fit.known("age", "AGEUNIT")), last=fit.match.slots["age"][1])
    return tuple(drafts)


def _behind_name(fit: Fit) -> bool:
    """*Anna Weber, 34,*; *the actress, 62,*: two capitalised words or a singular noun before the comma, and an age that people reach."""
    at = fit.match.first
    names = fit.words.forms[max(at - 3, 0) : at - 1]
    number = fit.forms("n")[0]
    if len(names) != 2 or not number.isdigit() or int(number) > 110:
        return False
    if all((n[0].isupper() and n[1:].islower()) or n == "." for n in names):
        return True
    return (
        names[0].lower() in ("the", "a", "an", "whose")
        and names[1].islower()
        and (not names[1].endswith("s") or names[1].endswith("ss"))
    )


def _behind_surname(fit: Fit) -> bool:
    """*Moreno, 43, a father of two*: one name before, and a description or a verb behind; *On May 3, 43, ...* is none."""
    name, number = fit.words.forms[fit.match.first - 2] if fit.match.first > 1 else "", fit.forms("n")[0]
    person = name[:1].isupper() and name[1:].islower() and len(name) > 2 and not fit.grammar.has("NATION", name)
    return person and number.isdigit() and 15 < int(number) < 110 and fit.after(2) in words_of("described")


def fraction(fit: Fit) -> Drafts:
    """*two-thirds of*, *a quarter of*, *half of*; what has no end as a decimal fraction is rounded and approximate."""
    parts = Decimal(int(fit.known("part", "FRACTION")))
    count = amount(fit, "n") if "n" in fit else Decimal(1)
    if count is None or count >= parts or count != count.to_integral_value():
        return None
    return _share(fit, count, parts)


def share(fit: Fit) -> Drafts:
    """*one in five*, *nine out of ten*."""
    count, parts = amount(fit, "n"), amount(fit, "whole")
    said = _said(fit)
    if count is None or parts is None or count >= parts or ("of" in said and "the" in said):
        return None  # seven of the nine judges
    if count == 1 and "of" in said and "out" not in said and "every" not in said:
        return None  # one of 12 women
    usual = TENS if "of" in said and "every" not in said else (*SAMPLES, 1000, 10000, 100000)
    if "out" not in said and parts not in usual and not one_in_many(fit, count, parts):
        return None
    return _share(fit, count, parts)


def one_in_many(fit: Fit, count: Decimal, parts: Decimal) -> bool:
    """*one in 6,500 children*; *won one in 1950* names a year."""
    like_a_year = fit.forms("whole")[0].isdigit() and 1000 <= parts <= 2100
    return count == 1 and "of" not in _said(fit) and parts % 50 == 0 and not like_a_year


def _share(fit: Fit, count: Decimal, parts: Decimal) -> Drafts:
    value = count / parts
    exact = value.normalize()
    rounded = -int(exact.as_tuple().exponent) > 4
    text = written(rounded_share(value) if rounded else exact)
    near = rounded or is_approximate(fit)
    return (Draft(fit.match.first, fit.match.last, text, UNITLESS, None, near),)


def rounded_share(value: Decimal) -> Decimal:
    """To two decimals; what is less than a twentieth to two digits that count (1 in 6,500 is 0.00015)."""
    return value.quantize(Decimal("0.01") if value >= Decimal("0.05") else Decimal(1).scaleb(value.adjusted() - 1))


def tally(fit: Fit) -> Drafts:
    """*by 312 votes to 298*."""
    low, high = amount(fit, "n"), amount(fit, "high")
    if low is None or high is None:
        return None
    said = "vote" in "".join(_said(fit))
    if fit.before() in ("by", "was", "of", ",") and not said and not any(fit.before(k) in words_of("votecues") for k in range(2, 12)):
        return None  # rose by 1,204 to 33,870
    return (
        Draft(fit.match.first, fit.match.last, f"{written(low)}-{written(high)}", SCORE, of="vote" if said else None),
    )


def score(fit: Fit) -> Drafts:
    """*3-1*: glued, and not followed by what ten to twenty of could be counted."""
    low, high = amount(fit, "n"), amount(fit, "high")
    dash = fit.match.slots["high"][0] - 1
    if low is None or high is None or not (fit.glued(dash) and fit.glued(dash + 1)) or low != low.to_integral_value():
        return None
    cue = any(fit.grammar.has("SCORECUE", fit.before(k)) for k in range(1, REACH + 1)) or _behind_a_score(fit)
    after = fit.after()
    counted = after.isalpha() and not fit.grammar.has("SCORENOUN", after)
    if (
        low < high
        and not (cue and not counted)
        and not (fit.grammar.has("SCORENOUN", after) and after not in ("in", "on", "to", "at", "by", "from", "with"))
    ):
        return None
    if not cue and low >= 100 and fit.match.first and fit.words.forms[fit.match.first - 1][:1].isupper():
        return ()  # a Boeing 777-200
    return (Draft(fit.match.first, fit.match.last, f"{written(low)}-{written(high)}", SCORE),)


def _behind_a_score(fit: Fit) -> bool:
    """*6-7 (5-7)*, *6-4 5-7*: two numbers with a dash stand right before."""
    skip = 1 if fit.before() in ("(", ",") else 0
    return fit.before(skip + 1).isdigit() and fit.grammar.has("DASH", fit.before(skip + 2)) and fit.before(skip + 3).isdigit()


def indefinite(fit: Fit) -> Drafts:
    """*dozens*, *tens of thousands*, *millions of dollars*: the least that the plural can mean (two of it), approximate."""
    value = Decimal(int(fit.known("plural", "PLURALS")))
    plural = fit.forms("plural")[0].lower()
    if (plural == "tens" and "scale" not in fit) or (plural == "scores" and fit.after() not in SCORES_BEFORE):
        return None
    if "scale" in fit:
        value *= Decimal(int(fit.known("scale", "PLURALSCALE")))
    unit = str(fit.known("money", "MONEY")) if "money" in fit else COUNT
    return (Draft(fit.match.first, fit.match.last, written(value), unit, None, True),)


def couple(fit: Fit) -> Drafts:
    """*a couple of guards*, *a couple of thousand*, *several hundred*."""
    scale = 1
    if "scale" in fit:
        scale = next(
            int(fit.known("scale", c))
            for c in ("SCALE", "HUNDRED", "DOZEN")
            if fit.grammar.has(c, fit.forms("scale")[0])
        )
    return (Draft(fit.match.first, fit.match.last, str(2 * scale), COUNT, None, True),)


def count(fit: Fit) -> Drafts:
    """A bare number: whether it counts anything is seen in the parse."""
    at, forms = fit.match.first, fit.words.forms
    mark = fit.words.text[fit.words.starts[at] - 1] if fit.words.starts[at] else " "
    glued_word = mark.isalnum() or mark in "/$#@_:" or (mark in "-–" and _after_letter_dash(fit))
    if glued_word or fit.after().startswith(("/", ":")):
        return ()
    ends = ends_of(fit)
    if ends is None or (digits_of(forms[at]) is None and forms[at].lower() in ("a", "an") and fit.match.last == at + 1):
        return None
    return drafts(fit, COUNT, negative(fit, ends[0]), ends[1])


def _after_letter_dash(fit: Fit) -> bool:
    """*COVID-19*, *F-16*."""
    at = fit.match.first
    return at >= 2 and fit.grammar.has("DASH", fit.words.forms[at - 1]) and fit.glued(at - 1)


MAKERS: dict[str, Callable[[Fit], Drafts]] = {
    f.__name__: f
    for f in (
        nothing,
        percent,
        money,
        measure,
        letter_unit,
        points,
        glued_money,
        glued_degrees,
        piece,
        piece_of_scale,
        magnitude,
        age,
        ages,
        fraction,
        share,
        tally,
        score,
        indefinite,
        couple,
        count,
    )
}
"""What the rules of `data/quantities.yml` may name."""
