"""Articles for the explorer's tests: a country with many partners, and a corpus in which every text is hostile."""

from __future__ import annotations

from pathlib import Path

from graphbuilder.graph.store import GraphStore
from graphbuilder.model import (
    Article,
    Attribution,
    AttributionKind,
    Entity,
    Event,
    EventTime,
    Extraction,
    Factuality,
    Mention,
    Polarity,
    Role,
    Sentence,
    Span,
    Triple,
)
from graphbuilder.show.page import readable
from tests.show.fixtures import HOSTILE

PARTNERS = tuple(f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Ed", "Fay") for last in ("Moss", "Reed", "Vale", "Wren", "Yew"))
"""Thirty people who have to do with Peru."""
OUTLETS = ("Corvane Gazette", "Marovia Hoy", "Vostrian Wire")


def found(text: str, words: str) -> Mention:
    """The first place of some words."""
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words)


def role(name: str, mention: Mention, entity: str | None) -> Role:
    return Role(role=name, text=mention.text, start=mention.start, end=mention.end, entity=entity)


def partner(number: int) -> tuple[Article, Extraction]:
    """Peru sanctions a person in a month of 2031; every third article lets a spokesman say so, every fifth denies it."""
    name, outlet = PARTNERS[number], OUTLETS[number % 3]
    day = f"2031-{1 + number % 12:02}-{1 + number % 28:02}"
    attributed, denied = number % 3 == 1, number % 5 == 4
    said = "Olan Pike said that " if attributed else "It is not true that " if denied else ""
    text = f"{said}Peru imposed sanctions on {name} in Corvane 🌊. Nothing else was decided."
    key = f"person/{name.lower().replace(' ', '-')}"
    who, whom, where, what = (found(text, words) for words in ("Peru", name, "Corvane", "imposed sanctions"))
    entities = [
        Entity(id="country/PER", name="Peru", type="Country", mentions=(who,), country="PER", lat=-10.0, long=-75.25),
        Entity(id=key, name=name, type="Person", mentions=(whom,)),
        Entity(id="place/1", name="Corvane", type="Place", mentions=(where,), lat=-12.0, long=-77.0, country="PER"),
    ]
    attributions: tuple[Attribution, ...] = ()
    if attributed:
        speaker = found(text, "Olan Pike")
        entities.append(Entity(id="person/olan-pike", name="Olan Pike", type="Person", mentions=(speaker,)))
        attributions = (
            Attribution(
                speaker="person/olan-pike",
                kind=AttributionKind.INDIRECT,
                source=(Span(start=speaker.start, end=speaker.end),),
                cue=(Span(start=10, end=14),),
                content=(Span(start=who.start, end=where.end),),
            ),
        )
    fact = Factuality.ATTRIBUTED if attributed else Factuality.NEGATED if denied else Factuality.ASSERTED
    first = text.index("🌊") + 2
    event = Event(
        id="e0",
        sentence=0,
        type="Sanction" if number % 2 else "Accuse",
        trigger=what,
        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
        factuality=fact,
        roles=(role("actor", who, "country/PER"), role("recipient", whom, key)),
        time=EventTime(value=day, earliest=day, latest=day),
        place="place/1",
        attribution=0 if attributed else None,
        confidence=0.5 + number / 100,
    )
    triple = Triple(
        sentence=0,
        subject="Peru",
        relation="imposed",
        object="sanctions",
        evidence=(Span(start=who.start, end=who.end), Span(start=what.start, end=what.end)),
        confidence=0.8,
        polarity=Polarity.POSITIVE,
        factuality=fact,
        attribution=0 if attributed else None,
        subject_entity="country/PER",
    )
    extraction = Extraction(
        id=f"arl-{number:02}",
        title=f"Sanctions on {name}",
        source=outlet,
        published=day,
        sentences=(Sentence(start=0, end=first), Sentence(start=first + 1, end=len(text), silent="no event")),
        entities=tuple(entities),
        events=(event,),
        triples=(triple,),
        attributions=attributions,
    )
    article = Article(id=extraction.id, text=text, title=extraction.title, source=outlet, published=day)
    return article, extraction


def hostile(number: int) -> tuple[Article, Extraction]:
    """An article whose id, title, outlet, author, address, language, words, names, speaker and sentence are one hostile string."""
    bad = readable(HOSTILE[number])
    other = readable(HOSTILE[(number + 1) % len(HOSTILE)])
    text = f"{bad} accused {other} of it, {bad} said."
    first = Mention(start=0, end=len(bad), text=bad)
    what = Mention(start=len(bad) + 1, end=len(bad) + 8, text="accused")
    second = Mention(start=len(bad) + 9, end=len(bad) + 9 + len(other), text=other)
    own, next_one = f"person/{number} {bad}", f"person/{(number + 1) % len(HOSTILE)} {other}"
    entities = (
        Entity(id=own, name=bad, type="Person", mentions=(first,), lat=float(number % 60), long=float(number)),
        Entity(id=next_one, name=other, type="Person", mentions=(second,), same_as=("javascript:alert(1)",)),
    )
    said = Attribution(
        speaker=entities[0].id,
        kind=AttributionKind.DIRECT,
        source=(Span(start=0, end=len(bad)),),
        cue=(Span(start=what.start, end=what.end),),
        content=(Span(start=0, end=len(text)),),
    )
    event = Event(
        id="e0",
        sentence=0,
        type="Accuse",
        trigger=what,
        polarity=Polarity.POSITIVE,
        factuality=Factuality.ATTRIBUTED,
        roles=(role("actor", first, entities[0].id), role("recipient", second, entities[1].id)),
        attribution=0,
        confidence=0.5,
    )
    triple = Triple(
        sentence=0,
        subject=bad,
        relation=other,
        object=bad,
        evidence=(Span(start=0, end=len(bad)),),
        confidence=0.5,
        polarity=Polarity.POSITIVE,
        factuality=Factuality.ATTRIBUTED,
        attribution=0,
        subject_entity=entities[0].id,
    )
    extraction = Extraction(
        id=f"{number} {bad}",
        title=bad,
        source=bad,
        author=bad,
        url=bad,
        published="2031-01-01",
        sentences=(Sentence(start=0, end=len(text)),),
        entities=entities,
        events=(event,),
        triples=(triple,),
        attributions=(said,),
    )
    return Article(id=extraction.id, text=text, title=bad, source=bad, author=bad, url=bad, published="2031-01-01"), extraction


def build(folder: Path, pairs: list[tuple[Article, Extraction]]) -> Path:
    """A graph of some articles."""
    with GraphStore.create_or_open(folder) as store:
        store.put(pairs)
        store.fuse()
    return folder
