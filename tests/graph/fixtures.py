"""Small articles with what a careful reader takes from them, written by hand; spans are found in the text by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

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
    Quantity,
    Role,
    Sentence,
    Span,
    TimeExpression,
    Triple,
)

Pair = tuple[Article, Extraction]

PEOPLE: dict[str, dict[str, Any]] = {
    "country/NLD": {"name": "Netherlands", "type": "Country", "country": "NLD", "lat": 52.5, "long": 5.75,
                    "same_as": ("http://www.wikidata.org/entity/Q55", "https://sws.geonames.org/2750405/")},
    "country/PER": {"name": "Peru", "type": "Country", "country": "PER", "lat": -10.0, "long": -75.25,
                    "same_as": ("http://www.wikidata.org/entity/Q419",)},
    "country/CHL": {"name": "Chile", "type": "Country", "country": "CHL"},
    "place/3936456": {"name": "Lima", "type": "Place", "country": "PER", "lat": -12.04318, "long": -77.02824,
                      "same_as": ("https://sws.geonames.org/3936456/",)},
    "place/3941584": {"name": "Cusco", "type": "Place", "country": "PER", "lat": -13.52264, "long": -71.96734},
    "person/rosa-quispe": {"name": "Rosa Quispe", "type": "Person", "country": "PER"},
    "person/jan-visser": {"name": "Jan Visser", "type": "Person", "country": "NLD"},
    "organization/electoral-board": {"name": "Electoral Board", "type": "Organization", "country": "PER"},
    "organization/miners-union": {"name": "Miners' Union", "type": "Organization", "country": "PER"},
    "group/peruvian-officials": {"name": "Peruvian officials", "type": "Group", "country": "PER"},
}  # fmt: skip
"""Entity id -> its fields, without mentions."""

CODES = {
    "Sanction": {"plover": "SANCTION", "cameo": "163"},
    "Protest": {"plover": "PROTEST", "cameo": "141"},
    "Meet": {"plover": "CONSULT", "cameo": "046"},
}


class Builder:
    """Builds one pair. Every `words` argument must stand in the text; the first place counts."""

    def __init__(self, id: str, text: str, *, source: str = "", published: str | None = None, title: str = "") -> None:
        self.article = Article(id=id, text=text, source=source, published=published, title=title)
        self.mentions: dict[str, list[Mention]] = {}
        self.events: list[Event] = []
        self.attributions: list[Attribution] = []
        self.quantities: list[Quantity] = []
        self.triples: list[Triple] = []
        self.times: list[TimeExpression] = []

    def mention(self, words: str) -> Mention:
        start = self.article.text.index(words)
        return Mention(start=start, end=start + len(words), text=words)

    def span(self, words: str) -> Span:
        found = self.mention(words)
        return Span(start=found.start, end=found.end)

    def entity(self, id: str, *words: str) -> Builder:
        self.mentions.setdefault(id, []).extend(self.mention(w) for w in words)
        return self

    def said(self, speaker: str | None, source: str, cue: str, content: str, *, kind: str = "indirect", denies: bool = False) -> int:
        self.attributions.append(
            Attribution(
                speaker=speaker,
                kind=AttributionKind(kind),
                source=(self.span(source),),
                cue=(self.span(cue),),
                content=(self.span(content),),
                denies=denies,
            )
        )
        return len(self.attributions) - 1

    def quantity(self, words: str, value: str, unit: str, of: str | None = None) -> int:
        found = self.mention(words)
        self.quantities.append(Quantity(start=found.start, end=found.end, text=words, value=value, unit=unit, of=of))
        return len(self.quantities) - 1

    def role(self, role: str, words: str, entity: str | None = None, quantity: int | None = None) -> Role:
        found = self.mention(words)
        country = PEOPLE[entity]["country"] if entity else None
        return Role(
            role=role, text=words, start=found.start, end=found.end, entity=entity, country=country, quantity=quantity
        )

    def event(
        self,
        type: str,
        trigger: str,
        roles: Sequence[Role] = (),
        *,
        when: tuple[str | None, str | None] | None = None,
        place: str | None = None,
        factuality: Factuality = Factuality.ASSERTED,
        attribution: int | None = None,
        confidence: float = 0.9,
    ) -> Builder:
        found = self.mention(trigger)
        negative = factuality in (Factuality.NEGATED, Factuality.DENIED)
        earliest, latest = when or (None, None)
        self.events.append(
            Event(
                id=f"e{len(self.events)}",
                sentence=self.sentence_of(found.start),
                type=type,
                codes=CODES.get(type, {}),
                trigger=found,
                polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
                factuality=factuality,
                roles=tuple(roles),
                time=EventTime(value=earliest, earliest=earliest, latest=latest) if when else None,
                place=place,
                attribution=attribution,
                confidence=confidence,
            )
        )
        return self

    def triple(self, subject: str, relation: str, object: str, **more: Any) -> Builder:
        parts = tuple(self.span(words) for words in (subject, relation, object))
        fields: dict[str, Any] = {
            "confidence": 0.8, "polarity": Polarity.POSITIVE, "factuality": Factuality.ASSERTED, **more
        }  # fmt: skip
        self.triples.append(
            Triple(
                sentence=self.sentence_of(parts[0].start),
                subject=subject,
                relation=relation,
                object=object,
                evidence=parts,
                **fields,
            )
        )
        return self

    def time(self, words: str, value: str) -> Builder:
        found = self.mention(words)
        self.times.append(
            TimeExpression(
                start=found.start, end=found.end, text=words, type="DATE", value=value, earliest=value, latest=value
            )
        )
        return self

    def sentences(self) -> list[Sentence]:
        text, start, found = self.article.text, 0, []
        while start < len(text):
            end = text.find(". ", start) + 1 or len(text)
            found.append(Sentence(start=start, end=end))
            start = end + 1
        return found

    def sentence_of(self, offset: int) -> int:
        return next(i for i, sentence in enumerate(self.sentences()) if offset < sentence.end)

    def pair(self) -> Pair:
        used = {event.sentence for event in self.events} | {triple.sentence for triple in self.triples}
        article = self.article
        extraction = Extraction(
            id=article.id,
            title=article.title,
            source=article.source,
            published=article.published,
            sentences=tuple(
                sentence if i in used else Sentence(start=sentence.start, end=sentence.end, silent="no event")
                for i, sentence in enumerate(self.sentences())
            ),
            entities=tuple(
                Entity(id=id, mentions=tuple(found), **PEOPLE[id]) for id, found in sorted(self.mentions.items())
            ),
            events=tuple(self.events),
            triples=tuple(self.triples),
            attributions=tuple(self.attributions),
            quantities=tuple(self.quantities),
            times=tuple(self.times),
        )
        return article, extraction


def sanctions() -> Pair:
    b = Builder(
        "courier-1",
        "The Netherlands imposed sanctions on Peruvian officials on Monday. Rosa Quispe called the step a mistake. "
        "Nothing else was decided.",
        source="Courier",
        published="2021-03-02",
        title="Netherlands punishes officials of Peru",
    )
    b.entity("country/NLD", "The Netherlands").entity("group/peruvian-officials", "Peruvian officials")
    b.entity("person/rosa-quispe", "Rosa Quispe").time("Monday", "2021-03-01")
    b.event(
        "Sanction",
        "imposed sanctions",
        [
            b.role("actor", "The Netherlands", "country/NLD"),
            b.role("recipient", "Peruvian officials", "group/peruvian-officials"),
        ],
        when=("2021-03-01", "2021-03-01"),
    )
    b.triple("The Netherlands", "imposed", "sanctions on Peruvian officials", event="e0", subject_entity="country/NLD")
    b.triple("Rosa Quispe", "called", "the step a mistake", subject_entity="person/rosa-quispe", lemma="call")
    return b.pair()


def sanctions_attributed() -> Pair:
    b = Builder(
        "herald-7",
        "Peruvian officials were hit by sanctions from the Netherlands on 1 March, Jan Visser said.",
        source="Herald",
        published="2021-03-03",
        title="Visser on the sanctions",
    )
    b.entity("country/NLD", "the Netherlands").entity("group/peruvian-officials", "Peruvian officials")
    b.entity("person/jan-visser", "Jan Visser")
    said = b.said("person/jan-visser", "Jan Visser", "said", "Peruvian officials were hit by sanctions from the Netherlands")
    b.event(
        "Sanction",
        "sanctions",
        [
            b.role("actor", "the Netherlands", "country/NLD"),
            b.role("recipient", "Peruvian officials", "group/peruvian-officials"),
        ],
        when=("2021-03-01", "2021-03-01"),
        factuality=Factuality.ATTRIBUTED,
        attribution=said,
        confidence=0.7,
    )
    return b.pair()


def sanctions_denied() -> Pair:
    b = Builder(
        "gazette-3",
        'A spokesman denied that the Netherlands had imposed sanctions on Peruvian officials on 1 March.',
        source="Gazette",
        published="2021-03-03",
        title="No sanctions, spokesman says",
    )
    b.entity("country/NLD", "the Netherlands").entity("group/peruvian-officials", "Peruvian officials")
    said = b.said(None, "A spokesman", "denied", "the Netherlands had imposed sanctions on Peruvian officials", denies=True)
    b.event(
        "Sanction",
        "imposed sanctions",
        [
            b.role("actor", "the Netherlands", "country/NLD"),
            b.role("recipient", "Peruvian officials", "group/peruvian-officials"),
        ],
        when=("2021-03-01", "2021-03-01"),
        factuality=Factuality.DENIED,
        attribution=said,
    )
    return b.pair()


def _result(id: str, source: str, share: str, attributed: bool) -> Pair:
    opening = "According to the Electoral Board, " if attributed else "Officially, "
    b = Builder(
        id,
        f"{opening}Rosa Quispe won the election of 11 April in Peru with {share}% of the vote.",
        source=source,
        published="2021-04-12",
        title=f"Quispe wins with {share}%",
    )
    b.entity("person/rosa-quispe", "Rosa Quispe").entity("country/PER", "Peru")
    said = None
    if attributed:
        b.entity("organization/electoral-board", "the Electoral Board")
        said = b.said("organization/electoral-board", "the Electoral Board", "According to", "Rosa Quispe won the election")
    number = b.quantity(f"{share}%", share, "PERCENT", "vote")
    b.event(
        "ElectionResult",
        "won",
        [b.role("candidate", "Rosa Quispe", "person/rosa-quispe"), b.role("voteShare", f"{share}%", quantity=number)],
        when=("2021-04-11", "2021-04-11"),
        place="country/PER",
        factuality=Factuality.ATTRIBUTED if attributed else Factuality.ASSERTED,
        attribution=said,
    )
    return b.pair()


def result_courier() -> Pair:
    return _result("courier-2", "Courier", "50.10", attributed=True)


def result_herald() -> Pair:
    return _result("herald-8", "Herald", "49.8", attributed=False)


def _protest(id: str, source: str, day: str, published: str) -> Pair:
    b = Builder(
        id,
        f"The Miners' Union protested in Lima on {day} against the new tax. The union wants the tax to be dropped.",
        source=source,
        published=published,
        title="Miners in the streets of Lima",
    )
    b.entity("organization/miners-union", "The Miners' Union", "The union").entity("place/3936456", "Lima")
    b.event(
        "Protest",
        "protested",
        [
            b.role("actor", "The Miners' Union", "organization/miners-union"),
            b.role("place", "Lima", "place/3936456"),
            b.role("reason", "the new tax"),
        ],
        when=(day, day),
        place="place/3936456",
    )
    return b.pair()


def protest_first() -> Pair:
    return _protest("courier-3", "Courier", "2021-05-03", "2021-05-04")


def protest_second() -> Pair:
    return _protest("courier-4", "Courier", "2021-05-10", "2021-05-11")


def planned_meeting() -> Pair:
    b = Builder(
        "herald-9",
        "Jan Visser will meet Rosa Quispe in Cusco in June. Chile did not sanction Peru.",
        source="Herald",
        published="2021-05-20",
        title="Talks planned",
    )
    b.entity("person/jan-visser", "Jan Visser").entity("person/rosa-quispe", "Rosa Quispe")
    b.entity("place/3941584", "Cusco").entity("country/CHL", "Chile").entity("country/PER", "Peru")
    b.event(
        "Meet",
        "meet",
        [b.role("actor", "Jan Visser", "person/jan-visser"), b.role("recipient", "Rosa Quispe", "person/rosa-quispe")],
        when=("2021-06-01", "2021-06-30"),
        place="place/3941584",
        factuality=Factuality.PLANNED,
    )
    b.event(
        "Sanction",
        "sanction",
        [b.role("actor", "Chile", "country/CHL"), b.role("recipient", "Peru", "country/PER")],
        factuality=Factuality.NEGATED,
    )
    return b.pair()


def corpus() -> list[Pair]:
    """All of them, in order of their ids."""
    makers: Iterable[Any] = (
        sanctions,
        result_courier,
        protest_first,
        protest_second,
        sanctions_denied,
        sanctions_attributed,
        result_herald,
        planned_meeting,
    )
    return sorted((make() for make in makers), key=lambda pair: pair[0].id)
