"""The values of expressions that tell how often: *every Monday*, *daily*, *twice a week*.

Each function without an underscore is named in the `make` of a rule of `data/times.yml`.
"""

from __future__ import annotations

from graphbuilder.extract.number_words import read_number
from graphbuilder.extract.time_calendar import MONTH_CLASSES, SEASON_CLASSES, WEEKDAY_CLASSES
from graphbuilder.extract.time_context import Context, Reading
from graphbuilder.extract.time_lengths import count_of, grain_of, period_value


def every(context: Context) -> Reading | None:
    """*every Monday*, *each October*, *every two weeks*, *every other day*, *per month*, *Sundays*."""
    forms = [form.lower() for form in context.words.forms[context.match.first : context.match.last]]
    if "weekday" in context and "daypart" in context:
        code = context.value("daypart", "DAYPARTS")
        return Reading("SET", f"XXXX-WXX-{context.value('weekday', *WEEKDAY_CLASSES)}T{code}")
    if "weekday" in context:
        return Reading("SET", f"XXXX-WXX-{context.value('weekday', *WEEKDAY_CLASSES)}")
    if "month" in context:
        return Reading("SET", f"XXXX-{context.value('month', *MONTH_CLASSES):02}")
    if "daypart" in context:
        return Reading("SET", f"XXXX-XX-XXT{context.value('daypart', 'DAYPART')}")
    if "season" in context:
        return Reading("SET", f"XXXX-{context.value('season', *SEASON_CLASSES)}")
    count = "2" if "other" in forms else str(context.number("nth")) if "nth" in context else str(count_of(context))
    return Reading("SET", period_value(count, grain_of(context)))


def set_word(context: Context) -> Reading | None:
    """*daily*; not in names such as the *Daily Herald*."""
    form, after = context.word("word"), context.words.forms[context.match.last : context.match.last + 1]
    before = context.words.forms[context.match.first - 1] if context.match.first else "."
    if form[0].isupper() and ((after and after[0][0].isupper()) or before[0].isupper()):
        return None
    return Reading("SET", str(context.value("word", "SETWORD")))


def rate(context: Context) -> Reading | None:
    """*twice a week*, *300 litres a day*: behind what is counted."""
    before = context.before()
    if not before or context.after() in ("of", "after", "before", "since", "when"):
        return None
    number = before[0].isdigit() or before in ("%", "percent") or context.grammar.has("SCALE", before)
    if not number and not context.grammar.has("TIMESWORD", before) and not _counted_noun(context):
        return None
    return Reading("SET", period_value("1", grain_of(context)))


def _counted_noun(context: Context) -> bool:
    """*300 litres* a day."""
    noun, number = context.before(1), context.before(2)
    return (
        noun.isalpha()
        and number != ""
        and read_number([number], context.grammar) is not None
        and number not in ("a", "an")
    )
