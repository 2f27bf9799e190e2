"""Numbers as written, in digits or words, to exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from graphbuilder.extract.word_patterns import Grammar

SMALL = ("ONE", "TEEN", "TEN")
LARGE = ("HUNDRED", "DOZEN", "SCALE")
ONE_HALF = Decimal("0.5")


def digits_of(form: str) -> Decimal | None:
    """A numeral in digits, thousands separators dropped and the digits after the point kept.

    >>> digits_of("1,204.50"), digits_of("12,34,567"), digits_of("1.200.000"), digits_of("ten")
    (Decimal('1204.50'), Decimal('1234567'), Decimal('1200000'), None)
    """
    bare = form.replace(",", "").replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if bare.count(".") > 1:
        bare = bare.replace(".", "")
    return Decimal(bare) if bare.replace(".", "", 1).isdigit() else None


def read_number(forms: Sequence[str], grammar: Grammar) -> Decimal | None:
    """The number that a phrase of the grammar's number words and digits stands for; None when it names none.

    Understands scales ("1.5 million"), "a dozen", "half a million", "two and a half". Words it does not know count nothing.

    >>> numbers = Grammar("numbers.yml")
    >>> [str(read_number(words.split(), numbers)) for words in ("twenty - three", "1.5 million", "two and a half")]
    ['23', '1500000', '2.5']
    >>> str(read_number("three thousand two hundred and five".split(), numbers))
    '3205'
    """
    total, current, seen, halves, scaled, just_scaled = Decimal(0), Decimal(0), False, False, False, False
    for form in forms:
        lower = form.lower()
        digits = digits_of(lower)
        if digits is not None:
            current, seen = current + digits, True
        elif lower == "half":
            current, seen, halves = current + ONE_HALF, True, True
        elif (small := _first_value(grammar, SMALL, lower)) is not None:
            current, seen = current + small, True
        elif (large := _first_value(grammar, LARGE, lower)) is not None:
            if just_scaled and large >= 1000:
                total *= large  # 1.2 lakh crore
                continue
            current = (current if seen and current else Decimal(1)) * large
            seen = scaled = True
            if large >= 1000:
                total, current, just_scaled = total + current, Decimal(0), True
                continue
        elif lower in ("a", "an") and not seen:
            seen, current = True, Decimal(0)
        just_scaled = False
    if not seen:
        return None
    value = total + current
    if value == 0 and any(form.lower() in ("a", "an") for form in forms) and not halves:
        return Decimal(1)
    return whole(value) if scaled else value


def whole(value: Decimal) -> Decimal:
    """A whole number without a fraction of zeros; any other as it is.

    >>> whole(Decimal("1500000.0")), whole(Decimal("2.5"))
    (Decimal('1500000'), Decimal('2.5'))
    """
    rounded = value.to_integral_value()
    return rounded if rounded == value else value


def _first_value(grammar: Grammar, names: Sequence[str], form: str) -> Decimal | None:
    """The value of a word in the first of the classes that has it."""
    for name in names:
        if form in grammar.values.get(name, {}):
            return Decimal(grammar.values[name][form])
    return None
