"""A pipeline without a language model, for tests of what stands around it: a sentence with "hit" in it is an attack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from graphbuilder.errors import ExtractionError
from graphbuilder.model import Article, Entity, Event, Extraction, Factuality, Mention, Polarity, Role, Sentence

NAME = re.compile(r"\b[A-Z]\w+")


class StandInPipeline:
    """The interface of `graphbuilder.pipeline.Pipeline`. `stop_at` is the id of an article at which it breaks."""

    stop_at: str | None = None
    seen: ClassVar[list[str]] = []

    def __init__(self, model: str | None = None) -> None:
        self.model = model

    def extract(
        self, articles: Iterable[Article], *, on_failure: Callable[[ExtractionError], None] | None = None
    ) -> Iterator[tuple[Article, Extraction]]:
        for article in articles:
            if article.id == type(self).stop_at:
                raise KeyboardInterrupt
            if "fault" in article.text and on_failure is not None:
                on_failure(ExtractionError(article.id, "a fault in the text"))
                continue
            type(self).seen.append(article.id)
            yield article, extraction_of(article)


def extraction_of(article: Article) -> Extraction:
    """Sentences end with a full stop; entities are words with a capital."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.?", article.text)]
    names = {m.group(): m for m in NAME.finditer(article.text)}
    entities = {name: f"thing/{name.lower()}" for name in sorted(names)}
    events: list[Event] = []
    for index, (start, end) in enumerate(spans):
        hit = article.text.find("hit", start, end)
        if hit >= 0 and (who := NAME.search(article.text, start, end)):
            role = Role(role="actor", text=who.group(), start=who.start(), end=who.end(), entity=entities[who.group()])
            events.append(
                Event(
                    id=f"e{len(events) + 1}",
                    sentence=index,
                    type="Assault",
                    trigger=Mention(start=hit, end=hit + 3, text="hit"),
                    polarity=Polarity.POSITIVE,
                    factuality=Factuality.ASSERTED,
                    roles=(role,),
                    confidence=0.5,
                )
            )
    return Extraction(
        id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        sentences=tuple(Sentence(start=start, end=end) for start, end in spans),
        entities=tuple(
            Entity(
                id=key,
                name=name,
                type="Thing",
                mentions=(Mention(start=names[name].start(), end=names[name].end(), text=name),),
            )
            for name, key in sorted(entities.items(), key=lambda item: item[1])
        ),
        events=tuple(events),
    )
