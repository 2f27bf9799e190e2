"""How well reports of one happening, and names of one entity, are put together: B-cubed F1 over 61, 30, 47 and 31 own short articles.

The articles (`happenings.jsonl`) tell of 15 happenings. `<election:won>` marks the word of a sentence's main event and its happening,
`[Rusu=rusu]` a name and whose it is; happenings beginning with `x-` are told once. People and outlets are made up. The texts have
reports in other words, dates written in other ways, values that differ, a denial, a wire text printed twice, two protests in one city a
week apart, and two people of one surname. `happenings_later.jsonl` was written when the rules stood, to see what they are worth on what
they were not made for: twelve more happenings, with two quakes in one city, two protests a week apart, two courts that fine one company.
`happenings_third.jsonl` was written later still, for the same end: sixteen happenings of other kinds, from a ferry to a jury;
`happenings_fourth.jsonl` was scored once, after the third had been learned from.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphbuilder.build import build
from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Event, Extraction
from graphbuilder.resolve.fused import Fused
from graphbuilder.resolve.link import decisions
from graphbuilder.resolve.merge import fuse

MARKUP = re.compile(r"<(?P<event>[a-z-]+):(?P<trigger>[^>]+)>|\[(?P<name>[^]=]+)=(?P<entity>[a-z]+)\]")
FLOORS = {
    "happenings": (0.922, 0.974),
    "happenings_later": (0.879, 0.953),
    "happenings_third": (0.841, 0.952),
    "happenings_fourth": (0.716, 0.949),
}
"""F1 of events and of entities when this was last measured, less 0.01. The aims are 0.85 and 0.92.

At first sight, before anything was learned from them, the second suite had 0.776 and 0.938, the third 0.721 and 0.928, the fourth 0.726
and 0.943.
"""

SUITES = {name: Path(__file__).with_name(f"{name}.jsonl") for name in FLOORS}

Item = tuple[str, int]
"""An article and where the marked words begin in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article without its marks, and what they say: (start, end, gold id)."""

    id: str
    text: str
    record: str
    events: tuple[tuple[int, int, str], ...]
    entities: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B-cubed precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"


def read_story(line: str) -> Story:
    fields = json.loads(line)
    text, at = "", 0
    events: list[tuple[int, int, str]] = []
    entities: list[tuple[int, int, str]] = []
    marked = fields.pop("marked")
    for found in MARKUP.finditer(marked):
        text += marked[at : found.start()]
        words = found["trigger"] or found["name"]
        target = (len(text), len(text) + len(words), found["event"] or found["entity"])
        (events if found["event"] else entities).append(target)
        text, at = text + words, found.end()
    text += marked[at:]
    return Story(
        id=fields["id"],
        text=text,
        record=json.dumps({**fields, "text": text}, ensure_ascii=False),
        events=tuple(events),
        entities=tuple(entities),
    )


def b_cubed(gold: Mapping[Item, str], found: Mapping[Item, str]) -> Score:
    """Score a clustering (Bagga and Baldwin 1998, section 2.2); what was not found is a cluster of its own."""
    own = {item: found.get(item, f"not found {item}") for item in gold}
    return Score(precision=_share(own, gold), recall=_share(gold, own))


def _share(clusters: Mapping[Item, str], others: Mapping[Item, str]) -> float:
    """The mean over all items of the share of its cluster that is also with it in the other clustering."""
    members: dict[str, set[Item]] = defaultdict(set)
    for item, cluster in clusters.items():
        members[cluster].add(item)
    return sum(_with(item, members[clusters[item]], others) for item in clusters) / len(clusters)


def _with(item: Item, cluster: Iterable[Item], others: Mapping[Item, str]) -> float:
    together = [others[member] == others[item] for member in cluster]
    return sum(together) / len(together)


def main_event(extraction: Extraction, start: int, end: int) -> Event | None:
    """The event of the sentence whose trigger is the marked word, or the nearest to it."""
    sentence = next(i for i, s in enumerate(extraction.sentences) if s.start <= start < s.end)
    near = [event for event in extraction.events if event.sentence == sentence]
    return min(near, key=lambda e: max(e.trigger.start - end, start - e.trigger.end, 0), default=None)


def found_events(stories: Iterable[Story], extractions: Mapping[str, Extraction], fused: Fused) -> dict[Item, str]:
    """Marked events -> the merged events that they are in."""
    merged = {(r.article, r.event.id): event.key for event in fused.events for r in event.reports}
    return {
        (story.id, start): merged[story.id, event.id]
        for story in stories
        for start, end, _ in story.events
        if (event := main_event(extractions[story.id], start, end)) is not None
    }


def found_entities(
    stories: Iterable[Story], extractions: Mapping[str, Extraction], canonical: Mapping[str, str]
) -> dict[Item, str]:
    """Marked names -> the nodes that they are mentions of."""
    found: dict[Item, str] = {}
    for story in stories:
        for start, end, _ in story.entities:
            touching = [
                (min(m.end, end) - max(m.start, start), -(m.end - m.start), entity.id)
                for entity in extractions[story.id].entities
                for m in entity.mentions
                if m.start < end and m.end > start
            ]
            if touching:
                entity = max(touching)[2]
                found[story.id, start] = canonical.get(entity, entity)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A suite, what came out of each article, and the fused view of all."""

    name: str
    stories: list[Story]
    extractions: Mapping[str, Extraction]
    fused: Fused


def build_suite(name: str, folder: Path) -> Built:
    stories = [read_story(line) for line in SUITES[name].read_text("utf-8").splitlines()]
    (folder / "suite.jsonl").write_text("\n".join(story.record for story in stories), encoding="utf-8")
    report = build([folder / "suite.jsonl"], folder / "graph")
    assert (report.added, report.failures) == (len(stories), ())
    with GraphStore.create_or_open(folder / "graph") as store:
        records = list(store.records())
    extractions = {extraction.id: extraction for _, extraction in records}
    fused = fuse(records, decisions(extractions.values()), load_schema().rules())
    return Built(name=name, stories=stories, extractions=extractions, fused=fused)


@pytest.fixture(scope="module", params=sorted(SUITES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_suite(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def happenings(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_suite("happenings", tmp_path_factory.mktemp("first"))


def told(built: Built) -> dict[str, set[str]]:
    """Happening -> the articles that tell of it."""
    reports: dict[str, set[str]] = defaultdict(set)
    for story in built.stories:
        assert built.extractions[story.id].id == story.id
        for start, end, happening in story.events:
            assert story.text[start:end].isalpha()
            reports[happening].add(story.id)
    return {happening: ids for happening, ids in reports.items() if not happening.startswith("x-")}


def test_the_suites_are_what_they_say(happenings: Built, built: Built) -> None:
    first = told(happenings)
    assert (len(happenings.stories) >= 60, len(first), min(map(len, first.values()))) == (True, 15, 4)
    assert len(told(built)) >= 11


def test_events(built: Built) -> None:
    gold = {(story.id, start): happening for story in built.stories for start, _, happening in story.events}
    score = b_cubed(gold, found_events(built.stories, built.extractions, built.fused))
    print(f"\n{built.name}: {len(gold)} events: {score}")
    assert score.precision == 1.0
    assert score.f1 >= FLOORS[built.name][0]


def test_entities(built: Built) -> None:
    canonical = {member: entity.id for entity in built.fused.entities for member in entity.members}
    gold = {(story.id, start): whose for story in built.stories for start, _, whose in story.entities}
    score = b_cubed(gold, found_entities(built.stories, built.extractions, canonical))
    print(f"\n{built.name}: {len(gold)} names: {score}")
    assert score.f1 >= FLOORS[built.name][1]


def test_a_wire_text_printed_twice_is_one_source(happenings: Built) -> None:
    copied = [event for event in happenings.fused.events if {"quake-1", "quake-2"} <= set(event.articles)]
    assert copied
    assert [event.independent for event in copied] == [len(event.articles) - 1 for event in copied]


def test_the_score_of_the_example_in_the_paper() -> None:
    """Five, two and five items; the answer puts the last two clusters together (Bagga and Baldwin 1998, figure 2)."""
    gold = {("a", i): "one" if i < 5 else "two" if i < 7 else "three" for i in range(12)}
    score = b_cubed(gold, {item: "one" if item[1] < 5 else "rest" for item in gold})
    assert (round(score.precision, 2), score.recall) == (0.76, 1.0)
    lost = b_cubed(gold, {})
    assert (lost.precision, round(lost.recall, 6)) == (1.0, 3 / 12)
