"""Ten articles of an invented world, marked by hand, and dossiers made of hostile text and of great size."""

from __future__ import annotations

import random
from dataclasses import dataclass

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
)
from graphbuilder.show.dossier import Dossier, EventRecord, Filler, Mark, Node, Report, Source, assemble, dossier_from

NAMES: dict[str, tuple[str, str, str | None, tuple[float, float] | None]] = {
    "country/XAR": ("Arlenia", "Country", "XAR", (47.2, 19.4)),
    "country/XVO": ("Vostria", "Country", "XVO", (48.6, 31.2)),
    "country/XMA": ("Marovia", "Country", "XMA", (40.1, -3.5)),
    "country/XTE": ("Tersland", "Country", "XTE", (61.0, 9.1)),
    "place/corvane": ("Corvane", "Place", "XAR", (47.5, 19.0)),
    "place/port-ellisar": ("Port Ellisar", "Place", "XMA", (36.8, -2.4)),
    "place/sund": ("Sund", "Place", "XTE", (58.9, 5.7)),
    "person/mira-holt": ("Mira Holt", "Person", "XAR", None),
    "person/anton-drevis": ("Anton Drevis", "Person", "XVO", None),
    "person/lucia-ferran": ("Lucía Ferrán", "Person", "XMA", None),
    "person/ole-strand": ("Ole Strand", "Person", "XTE", None),
    "organization/river-council": ("River Council", "Organization", None, (48.2, 16.4)),
    "organization/arlenian-electoral-board": ("Arlenian Electoral Board", "Organization", "XAR", None),
    "organization/norvik-steel": ("Norvik Steel", "Organization", "XTE", None),
    "organization/court-of-corvane": ("High Court of Corvane", "Organization", "XAR", None),
    "organization/relief-corps": ("Relief Corps", "Organization", None, None),
    "group/dock-workers": ("dock workers of Port Ellisar", "Group", "XMA", None),
    "group/vostrian-officials": ("Vostrian officials", "Group", "XVO", None),
    "group/protesters": ("protesters", "Group", "XAR", None),
    "thing/bridge-treaty": ("Bridge Treaty", "Thing", None, None),
}


@dataclass(frozen=True)
class Told:
    """One event as it is told: the trigger's words, roles as (role, words, id), who says so as (id, words, cue)."""

    sentence: int
    type: str
    trigger: str
    roles: tuple[tuple[str, str, str | None], ...]
    fact: Factuality = Factuality.ASSERTED
    time: tuple[str | None, str | None] | None = None
    place: str | None = None
    said: tuple[str | None, str, str] | None = None
    confidence: float = 0.9


A, P = Factuality.ATTRIBUTED, Factuality.PLANNED

TOLD: list[tuple[tuple[str, str, str, str], list[str], list[Told]]] = [
    (
        ("arl-1", "Holt declared winner in Arlenia", "Corvane Gazette", "2031-03-10"),
        [
            "Mira Holt won the presidential election in Arlenia on March 9, the Arlenian Electoral Board said.",
            "Vostria congratulated Holt on her victory.",
            "Anton Drevis never met Holt, his office said.",
        ],
        [
            Told(
                0,
                "ElectionResult",
                "won",
                (("candidate", "Mira Holt", "person/mira-holt"), ("place", "Arlenia", "country/XAR")),
                A,
                ("2031-03-09", "2031-03-09"),
                "country/XAR",
                ("organization/arlenian-electoral-board", "the Arlenian Electoral Board", "said"),
                0.93,
            ),
            Told(
                1,
                "Praise",
                "congratulated",
                (("actor", "Vostria", "country/XVO"), ("recipient", "Holt", "person/mira-holt")),
                Factuality.ASSERTED,
                ("2031-03-10", "2031-03-10"),
            ),
            Told(
                2,
                "Meet",
                "met",
                (("actor", "Anton Drevis", "person/anton-drevis"), ("recipient", "Holt", "person/mira-holt")),
                Factuality.NEGATED,
                (None, "2031-03-10"),
                None,
                None,
                0.7,
            ),
        ],
    ),
    (
        ("arl-2", "Protesters fill Corvane after the vote", "Corvane Gazette", "2031-03-12"),
        [
            "Thousands of protesters marched in Corvane on Wednesday against the result.",
            "The River Council called on Arlenia to recount the votes.",
        ],
        [
            Told(
                0,
                "Protest",
                "marched",
                (("actor", "protesters", "group/protesters"), ("recipient", "the result", None)),
                Factuality.ASSERTED,
                ("2031-03-12", "2031-03-12"),
                "place/corvane",
            ),
            Told(
                1,
                "Recount",
                "recount",
                (("actor", "Arlenia", "country/XAR"), ("object", "the votes", None)),
                Factuality.REQUESTED,
                ("2031-03-12", None),
                None,
                ("organization/river-council", "The River Council", "called on"),
                0.8,
            ),
            Told(
                1,
                "Request",
                "called on",
                (("actor", "The River Council", "organization/river-council"), ("recipient", "Arlenia", "country/XAR")),
                Factuality.ASSERTED,
                ("2031-03-12", "2031-03-12"),
            ),
        ],
    ),
    (
        ("tel-1", "Council punishes Vostrian officials", "Tersland Telegraph", "2031-04-02"),
        [
            "The River Council and Tersland imposed sanctions on Vostrian officials on Wednesday.",
            "Ole Strand accused Vostria of paying for the unrest in Arlenia.",
            "Tersland may also close its embassy in Vostria.",
        ],
        [
            Told(
                0,
                "Sanction",
                "imposed sanctions",
                (
                    ("actor", "The River Council", "organization/river-council"),
                    ("actor", "Tersland", "country/XTE"),
                    ("recipient", "Vostrian officials", "group/vostrian-officials"),
                ),
                Factuality.ASSERTED,
                ("2031-04-02", "2031-04-02"),
                None,
                None,
                0.95,
            ),
            Told(
                1,
                "Accuse",
                "accused",
                (("actor", "Ole Strand", "person/ole-strand"), ("recipient", "Vostria", "country/XVO")),
                Factuality.ASSERTED,
                ("2031-04-02", "2031-04-02"),
            ),
            Told(
                1,
                "Aid",
                "paying",
                (("actor", "Vostria", "country/XVO"), ("recipient", "the unrest in Arlenia", "country/XAR")),
                A,
                (None, "2031-04-02"),
                None,
                ("person/ole-strand", "Ole Strand", "accused"),
                0.6,
            ),
            Told(
                2,
                "CloseEmbassy",
                "close",
                (("actor", "Tersland", "country/XTE"), ("recipient", "Vostria", "country/XVO")),
                Factuality.POSSIBLE,
                ("2031-04-02", None),
                None,
                None,
                0.65,
            ),
        ],
    ),
    (
        ("vos-1", "Vostria: no sanctions have reached us", "Vostrian Wire", "2031-04-03"),
        [
            "Anton Drevis denied that Tersland had imposed sanctions on Vostrian officials.",
            "Drevis threatened Tersland with a trade ban.",
        ],
        [
            Told(
                0,
                "Sanction",
                "imposed sanctions",
                (
                    ("actor", "Tersland", "country/XTE"),
                    ("actor", "", "organization/river-council"),
                    ("recipient", "Vostrian officials", "group/vostrian-officials"),
                ),
                Factuality.DENIED,
                (None, "2031-04-03"),
                None,
                ("person/anton-drevis", "Anton Drevis", "denied"),
                0.85,
            ),
            Told(
                1,
                "Threaten",
                "threatened",
                (("actor", "Drevis", "person/anton-drevis"), ("recipient", "Tersland", "country/XTE")),
                Factuality.ASSERTED,
                ("2031-04-03", "2031-04-03"),
            ),
        ],
    ),
    (
        ("mar-1", "Flood in Port Ellisar leaves 14 dead", "Marovia Hoy", "2031-04-20"),
        [
            "A flood in Port Ellisar killed 14 people on Saturday, Lucía Ferrán said.",
            "The Relief Corps sent boats and food to Marovia.",
            "Tersland pledged aid to Marovia.",
        ],
        [
            Told(
                0,
                "Disaster",
                "flood",
                (("deaths", "14 people", None), ("place", "Port Ellisar", "place/port-ellisar")),
                A,
                ("2031-04-19", "2031-04-19"),
                "place/port-ellisar",
                ("person/lucia-ferran", "Lucía Ferrán", "said"),
                0.92,
            ),
            Told(
                1,
                "Aid",
                "sent",
                (("actor", "The Relief Corps", "organization/relief-corps"), ("recipient", "Marovia", "country/XMA")),
                Factuality.ASSERTED,
                ("2031-04-19", "2031-04-20"),
                "place/port-ellisar",
            ),
            Told(
                2,
                "Aid",
                "aid",
                (("actor", "Tersland", "country/XTE"), ("recipient", "Marovia", "country/XMA")),
                P,
                ("2031-04-20", None),
            ),
        ],
    ),
    (
        ("mar-2", "Dockers walk out", "Marovia Hoy", "2031-05-06"),
        [
            "The dock workers of Port Ellisar went on strike against Norvik Steel on Tuesday.",
            "Lucía Ferrán met Ole Strand in Sund.",
        ],
        [
            Told(
                0,
                "Strike",
                "strike",
                (
                    ("actor", "The dock workers of Port Ellisar", "group/dock-workers"),
                    ("recipient", "Norvik Steel", "organization/norvik-steel"),
                ),
                Factuality.ASSERTED,
                ("2031-05-06", "2031-05-06"),
                "place/port-ellisar",
            ),
            Told(
                1,
                "Meet",
                "met",
                (("actor", "Lucía Ferrán", "person/lucia-ferran"), ("recipient", "Ole Strand", "person/ole-strand")),
                Factuality.ASSERTED,
                ("2031-05-05", "2031-05-05"),
                "place/sund",
            ),
        ],
    ),
    (
        ("ter-2", "Norvik Steel buys the yards at Sund", "Tersland Telegraph", "2031-05-14"),
        [
            "Norvik Steel bought the yards at Sund for 2 billion crowns.",
            "Ole Strand appointed a new minister of trade.",
        ],
        [
            Told(
                0,
                "Acquisition",
                "bought",
                (("actor", "Norvik Steel", "organization/norvik-steel"), ("object", "the yards at Sund", "place/sund")),
                Factuality.ASSERTED,
                ("2031-05-12", "2031-05-14"),
                "place/sund",
            ),
            Told(
                1,
                "Appoint",
                "appointed",
                (("actor", "Ole Strand", "person/ole-strand"), ("recipient", "a new minister of trade", None)),
                Factuality.ASSERTED,
                ("2031-05-14", "2031-05-14"),
            ),
        ],
    ),
    (
        ("arl-3", "Court upholds the vote", "Corvane Gazette", "2031-05-28"),
        ["The High Court of Corvane upheld the election of Mira Holt on Wednesday.", "Holt thanked the court."],
        [
            Told(
                0,
                "Ruling",
                "upheld",
                (
                    ("actor", "The High Court of Corvane", "organization/court-of-corvane"),
                    ("recipient", "Mira Holt", "person/mira-holt"),
                ),
                Factuality.ASSERTED,
                ("2031-05-28", "2031-05-28"),
                "place/corvane",
            ),
            Told(
                1,
                "Praise",
                "thanked",
                (("actor", "Holt", "person/mira-holt"), ("recipient", "the court", "organization/court-of-corvane")),
                Factuality.ASSERTED,
                ("2031-05-28", "2031-05-28"),
            ),
        ],
    ),
    (
        ("vos-2", "Vostria and Arlenia sign the Bridge Treaty", "Vostrian Wire", "2031-06-30"),
        [
            "Vostria and Arlenia signed the Bridge Treaty in Corvane on Monday 🌉, the Vostrian Wire reported.",
            "Holt will visit Vostria in July.",
        ],
        [
            Told(
                0,
                "Agreement",
                "signed",
                (
                    ("actor", "Vostria", "country/XVO"),
                    ("actor", "Arlenia", "country/XAR"),
                    ("object", "the Bridge Treaty", "thing/bridge-treaty"),
                ),
                A,
                ("2031-06-30", "2031-06-30"),
                "place/corvane",
                (None, "the Vostrian Wire", "reported"),
                0.88,
            ),
            Told(
                1,
                "Visit",
                "visit",
                (("actor", "Holt", "person/mira-holt"), ("recipient", "Vostria", "country/XVO")),
                P,
                ("2031-07-01", "2031-07-31"),
            ),
        ],
    ),
    (
        ("ter-3", "Strand: Vostria is welcome again", "Tersland Telegraph", "2031-07-04"),
        [
            "Ole Strand welcomed Anton Drevis in Sund.",
            "Tersland lifted its sanctions on Vostrian officials, Strand said.",
        ],
        [
            Told(
                0,
                "Meet",
                "welcomed",
                (("actor", "Ole Strand", "person/ole-strand"), ("recipient", "Anton Drevis", "person/anton-drevis")),
                Factuality.ASSERTED,
                None,
                "place/sund",
            ),
            Told(
                1,
                "LiftSanction",
                "lifted",
                (("actor", "Tersland", "country/XTE"), ("recipient", "Vostrian officials", "group/vostrian-officials")),
                A,
                ("2031-07-04", "2031-07-04"),
                None,
                ("person/ole-strand", "Strand", "said"),
                0.9,
            ),
        ],
    ),
]


def demo_extractions() -> list[tuple[Article, Extraction]]:
    """The ten articles with what is marked in them."""
    return [extraction(head, sentences, told) for head, sentences, told in TOLD]


def demo_dossier() -> Dossier:
    """The dossier of the ten articles."""
    return dossier_from(demo_extractions())


def extraction(head: tuple[str, str, str, str], sentences: list[str], told: list[Told]) -> tuple[Article, Extraction]:
    """Turn marked sentences into an article and its extraction."""
    key, title, outlet, date = head
    text = " ".join(sentences)
    starts = [sum(len(s) + 1 for s in sentences[:i]) for i in range(len(sentences))]
    article = Article(id=key, text=text, title=title, source=outlet, url=f"https://news.example/{key}", published=date)
    events: list[Event] = []
    attributions: list[Attribution] = []
    mentions: dict[str, set[tuple[int, int]]] = {}

    def place_of(sentence: int, words: str) -> tuple[int, int]:
        start = text.index(words, starts[sentence])
        return start, start + len(words)

    for number, one in enumerate(told):
        roles = []
        for role, words, entity in one.roles:
            start, end = place_of(one.sentence, words)
            roles.append(Role(role=role, text=words or NAMES[entity or ""][0], start=start, end=end, entity=entity))
            if entity:
                mentions.setdefault(entity, set()).add((start, end))
        if one.place:
            mentions.setdefault(one.place, set())
        attribution = None
        if one.said:
            speaker, words, cue = one.said
            attribution = len(attributions)
            source, cue_at = place_of(one.sentence, words), place_of(one.sentence, cue)
            attributions.append(
                Attribution(
                    speaker=speaker,
                    kind=AttributionKind.INDIRECT,
                    source=(Span(start=source[0], end=source[1]),),
                    cue=(Span(start=cue_at[0], end=cue_at[1]),),
                )
            )
            if speaker:
                mentions.setdefault(speaker, set()).add(source)
        start, end = place_of(one.sentence, one.trigger)
        negative = one.fact in (Factuality.NEGATED, Factuality.DENIED)
        events.append(
            Event(
                id=f"e{number}",
                sentence=one.sentence,
                type=one.type,
                trigger=Mention(start=start, end=end, text=text[start:end]),
                polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
                factuality=one.fact,
                roles=tuple(roles),
                time=EventTime(earliest=one.time[0], latest=one.time[1]) if one.time else None,
                place=one.place,
                attribution=attribution,
                confidence=one.confidence,
            )
        )
    return article, Extraction(
        id=key,
        title=title,
        source=outlet,
        url=article.url,
        published=date,
        sentences=tuple(Sentence(start=a, end=a + len(s)) for a, s in zip(starts, sentences, strict=True)),
        entities=tuple(entity_of(i, sorted(spans), text) for i, spans in sorted(mentions.items())),
        events=tuple(events),
        attributions=tuple(attributions),
    )


def entity_of(key: str, spans: list[tuple[int, int]], text: str) -> Entity:
    """One entity of the invented world with its mentions in an article."""
    name, kind, country, at = NAMES[key]
    same = ("http://www.wikidata.org/entity/Q0",) if kind == "Country" else ()
    return Entity(
        id=key,
        name=name,
        type=kind,
        country=country,
        lat=at[0] if at else None,
        long=at[1] if at else None,
        same_as=same,
        mentions=tuple(Mention(start=a, end=b, text=text[a:b]) for a, b in spans),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>",
    "\"><iframe srcdoc='<script>alert(5)</script>'>",
    "javascript:alert(6)",
    "data:text/html,<script>alert(7)</script>",
    "' onmouseover='alert(8)",
    "{{constructor.constructor('alert(9)')()}}",
    "${alert(10)}",
    "line\u2028separator\u2029here",
    "<style>*{display:none}</style>",
    "</title><script>alert(11)</script>",
    "&lt;script&gt;alert(12)&lt;/script&gt;",
    "\u202eright to left\u202c",
    "null\0byte",
    "half \ud83d pair",
    "🌊" * 20,
    "]]><script>alert(13)</script>",
    "$title $data $$",
    "a" * 300,
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "__proto__",
    "constructor",
    "</textarea><script>alert(14)</script>",
    "</noscript><script>alert(15)</script>",
    "</style><script>alert(16)</script>",
    "--><script>alert(17)</script>",
    "<SCRIPT>alert(18)</SCRIPT>",
    "<scr\0ipt>alert(19)</scr\0ipt>",
    "<script src=//outside.example/x.js></script>",
    "<img src=https://outside.example/x.png>",
    "<object data=https://outside.example/></object>",
    "<embed src=https://outside.example/>",
    "<video><source onerror=alert(20)></video>",
    "<body onload=alert(21)>",
    "<form action=https://outside.example/><input type=submit>",
    "<a href=javascript:alert(22)>here</a>",
    "<math><mtext><img src=x onerror=alert(23)></mtext></math>",
    "<details open ontoggle=alert(24)>",
    "<input autofocus onfocus=alert(25)>",
    "JaVaScRiPt:alert(26)",
    " javascript:alert(27)",
    "java\tscript:alert(28)",
    "vbscript:msgbox(29)",
    "file:///etc/passwd",
    "https://outside.example/' onclick='alert(30)",
    'http://outside.example/"><script>alert(31)</script>',
    "\\u003cscript\\u003ealert(32)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(33)",
    "'; alert(34); //",
    "*/ alert(35) /*",
    "`${alert(36)}`",
    "</script ><script >alert(37)</script >",
    "<template><script>alert(38)</script></template>",
    "<style>@import url(https://outside.example/x.css)</style>",
    "\u200b\ufeff\u0085\u001b[31m",
    "<b>bold</b>\n<i>lines</i>",
)


def hostile_dossier() -> Dossier:
    """A dossier in which every text is hostile: names, titles, outlets, addresses, words, speakers, types and roles."""
    nodes: list[Node] = []
    events: list[EventRecord] = []
    sources: list[Source] = []
    for i, text in enumerate(HOSTILE):
        nodes.append(
            Node(
                id=f"thing/{i}{text}",
                label=text,
                type=text if i % 3 == 0 else "Person",
                same_as=(text,),
                lat=float(i),
                long=float(i),
            )
        )
        sources.append(
            Source(
                id=f"{i}{text}",
                title=text,
                outlet=text,
                date=text if i % 2 else "2031-01-01",
                url=text,
                author=text,
                language=text,
            )
        )
    for i, text in enumerate(HOSTILE):
        report = Report(
            source=sources[i].id,
            sentence=text + " said it",
            marks=(Mark(start=0, end=len(text), kind="trigger", note=text),),
            factuality="Asserted",
            speaker=text,
            kind=text,
        )
        roles = (
            Filler(role="actor", text=text, node=nodes[i].id),
            Filler(role=text, text=text, node=nodes[(i + 1) % len(nodes)].id),
        )
        events.append(
            EventRecord(
                id=f"{i}{text}",
                type=text,
                label=text,
                trigger=text,
                factuality="Asserted",
                polarity="positive",
                confidence=0.5,
                roles=roles,
                earliest="2031-01-01",
                latest=text,
                reports=(report,),
            )
        )
    return assemble(nodes, events, sources)


def large_dossier(nodes: int = 2000, edges: int = 5000) -> Dossier:
    """A dossier with as many names and as many events with one direct line each, hubs and fringe as in news."""
    chance = random.Random(7)
    kinds = ("Country", "Person", "Organization", "Place", "Group")
    hubs = [f"thing/{i}" for i in range(nodes)]
    names = [
        Node(
            id=key,
            label=f"{kinds[i % 5]} of long name {i}",
            type=kinds[i % 5],
            lat=chance.uniform(-50, 65),
            long=chance.uniform(-120, 150),
        )
        for i, key in enumerate(hubs)
    ]
    sources = [
        Source(id=f"a{i}", title=f"Article {i}", outlet=f"Outlet {i % 12}", date=f"2031-{1 + i % 12:02}-10")
        for i in range(400)
    ]
    events = []
    for i in range(edges):
        start = i % nodes if i < nodes else int(nodes * chance.random() ** 3)
        end = int(nodes * chance.random() ** 3)
        end = (start + 1) % nodes if end == start else end
        day = f"2031-{1 + i % 12:02}-{1 + i % 28:02}"
        text = f"{names[start].label} criticised {names[end].label} on that day."
        fact = "Attributed" if i % 4 == 0 else "Asserted"
        report = Report(
            source=f"a{i % 400}",
            sentence=text,
            marks=(Mark(start=text.index("criticised"), end=text.index("criticised") + 10, kind="trigger"),),
            factuality=fact,
            speaker=names[0].label if i % 4 == 0 else None,
        )
        events.append(
            EventRecord(
                id=f"e{i:05}",
                type=f"Kind{i % 14}",
                label=f"kind {i % 14}",
                trigger="criticised",
                factuality=fact,
                polarity="positive",
                confidence=0.5 + (i % 50) / 100,
                roles=(
                    Filler(role="actor", text=names[start].label, node=hubs[start]),
                    Filler(role="recipient", text=names[end].label, node=hubs[end]),
                ),
                earliest=day,
                latest=day,
                reports=(report,),
            )
        )
    return assemble(names, events, sources)
