"""What an explanation is made of: sentences with the words marked that count, and how they are written for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphbuilder.graph.schema import Schema
from graphbuilder.model import Event, Mention, Role, Sentence, Span
from graphbuilder.vocabulary import shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a sentence and what they are for ("trigger", "actor", "speaker", "cue", "mention" ...).

    `start` and `end` count code points from the beginning of the sentence, half-open.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that states something.

    Attributes:
        sentence: its text. marks: the words that count, in text order; they may overlap.
        article: id. start: where the sentence begins in the article's text (code points).
        title, outlet, published, url: of the article, "" or None when unknown.
        states: what it states, in words. speaker: who is said to say so, None when it is the article's own voice.
        kind: "direct", "indirect" or "mixed" speech, None without a speaker.
        factuality, polarity, confidence: as read in this article.
    """

    sentence: str
    marks: tuple[Mark, ...]
    article: str
    start: int
    title: str
    outlet: str
    published: str | None
    url: str
    states: str
    speaker: str | None
    kind: str | None
    factuality: str
    polarity: str
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What something is (`title`, `kind`), its IRI, facts about it in words, why it was merged, and its evidence."""

    iri: str
    kind: str
    title: str
    facts: tuple[str, ...]
    merges: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def describe(event: Event, schema: Schema) -> str:
    """Say what an event states: its class and who fills which role.

    The order is that of the roles in the record.
    """
    roles: dict[str, list[str]] = {}
    for role in event.roles:
        roles.setdefault(role.role, []).append(role.text)
    filled = "; ".join(f"{role}: {', '.join(texts)}" for role, texts in roles.items())
    return f"{schema.label(event.type)} ({filled})" if filled else schema.label(event.type)


def within(sentence: Sentence, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Give the marks that touch a sentence, cut to it and counted from its beginning, in text order, each once."""
    found = {
        Mark(
            start=max(m.start, sentence.start) - sentence.start,
            end=min(m.end, sentence.end) - sentence.start,
            kind=m.kind,
        )
        for m in marks
        if m.start < sentence.end and m.end > sentence.start
    }
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def marked_text(evidence: Evidence, open: str = "[", close: str = "]") -> str:
    """Write a sentence with its marks: `[The EU|actor] [slapped|trigger] ...`; of overlapping marks the longest counts.

    >>> e = Evidence(sentence="A met B.", marks=(Mark(start=0, end=1, kind="actor"), Mark(start=2, end=5, kind="trigger")),
    ...     article="a", start=0, title="", outlet="", published=None, url="", states="", speaker=None, kind=None,
    ...     factuality="Asserted", polarity="positive", confidence=1.0)
    >>> marked_text(e)
    '[A|actor] [met|trigger] B.'
    """
    out, at = [], 0
    for mark in flat_marks(evidence.marks):
        words = evidence.sentence[mark.start : mark.end]
        out.append(f"{evidence.sentence[at : mark.start]}{open}{words}|{mark.kind}{close}")
        at = mark.end
    return "".join(out) + evidence.sentence[at:]


def flat_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Give marks that do not overlap: of those that begin first the longest, and what begins after its end."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind)):
        if mark.start < mark.end and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def explanation_text(explanation: Explanation) -> str:
    """Write an explanation for reading: what it is, why it was merged, and its sentences with the words marked."""
    lines = [explanation.title, f"  {explanation.kind} {shorten(explanation.iri)}"]
    lines += [f"  {fact}" for fact in explanation.facts]
    lines += [f"  merged: {reason}" for reason in explanation.merges]
    for number, evidence in enumerate(explanation.evidence, 1):
        lines += ["", f"{number}. {' '.join(marked_text(evidence).split())}"]
        lines.append("   " + " · ".join(filter(None, _credits(evidence))))
    return "\n".join([*lines, ""])


def _credits(evidence: Evidence) -> Iterator[str]:
    yield evidence.factuality
    if evidence.speaker:
        yield f"said by {evidence.speaker} ({evidence.kind})"
    if evidence.confidence is not None:
        yield f"confidence {evidence.confidence:.2f}"
    yield evidence.outlet
    yield evidence.published or ""
    yield evidence.title
    yield evidence.article


def mark_of(span: Span | Mention | Role, kind: str) -> Mark:
    """Mark the characters of a span; counted as it is, from the beginning of the article."""
    return Mark(start=span.start, end=span.end, kind=kind)
