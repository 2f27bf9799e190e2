"""What the clock shows: *10.30am*, *half past six*, *noon* as hh:mm."""

from __future__ import annotations

from graphbuilder.extract.number_words import read_number
from graphbuilder.extract.time_context import Context


def clock_of(context: Context, slot: str = "clock", *, bare: bool = False) -> str | None:
    """A time of day as hh:mm (or hh:mm:ss); None when there is no such time. `bare` leaves *p.m.* out of account."""
    form = context.word(slot).lower()
    if context.grammar.has("NOON", form):
        return str(context.grammar.value("NOON", form))
    if form.isdigit() and len(form) == 4:
        hour, minute, seconds = int(form[:2]), form[2:], ""
    elif form.replace(".", ":").replace(":", "").isdigit():
        parts = form.replace(".", ":").split(":")
        hour, minute = int(parts[0]), parts[1] if len(parts) > 1 else "00"
        seconds = f":{parts[2]}" if len(parts) > 2 else ""
    else:
        number = read_number(context.forms(slot), context.grammar)
        hour, minute, seconds = int(number or 99), "00", ""
    if "pasthour" in context:
        hour, minute = _past_hour(context, hour)
    if "ampm" in context and not bare:
        hour = hour % 12 + int(context.value("ampm", "AMPM"))
    elif context.match.slots.get("daypart") and context.value("daypart", "DAYPART") in ("AF", "EV", "NI") and hour < 12:
        hour += 12
    if len(minute) != 2 or int(minute) > 59 or hour > 24:
        return None
    return f"{hour:02}:{minute}{seconds}"


def _past_hour(context: Context, hour: int) -> tuple[int, str]:
    """*half past six*, *a quarter to nine*, *twenty past three*."""
    forms = [form.lower() for form in context.forms("pasthour")]
    minutes = 30 if "half" in forms else 15 if "quarter" in forms else int(read_number(forms, context.grammar) or 0)
    if "to" not in forms:
        return hour, f"{minutes:02}"
    return hour - 1 if hour > 1 else 12, f"{60 - minutes:02}"
