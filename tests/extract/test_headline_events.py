"""Events of headlines, in sentence case and in title case: headline_events.yml.

Each set was written in one go and read once before anything was mended; what came out then is in benchmarks/RESULTS.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphbuilder.annotate import annotate
from graphbuilder.extract.extraction import extract_document
from graphbuilder.lexicon import load_lexicon
from graphbuilder.model import Event, Extraction
from graphbuilder.read.draft import article_of, draft_of_record

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("headline_events.yml").read_text(encoding="utf-8"))
ONE = re.compile(r"(?P<kinds>[\w|]+)(?: \[(?P<roles>[^\]]*)\])?(?: (?P<fact>\w+))?$")
BELOW = "\n\nThe paper has more on page 3."
"""What stands below the headline, so that it is one."""


def read_all(nlp: Any) -> list[Extraction]:
    """What comes out of each headline, in the order of the file."""
    records = [
        article_of(draft_of_record({"id": str(n), "text": case["text"] + BELOW, "published": "2023-05-10"}, "headline_events.yml", n, {}))
        for n, case in enumerate(CASES)
    ]
    return [extract_document(a, doc, load_lexicon()) for a, doc in annotate(nlp, records)]


def of_kind(event: Event, kinds: str) -> bool:
    return any(load_lexicon().ontology.is_a(event.type, kind) for kind in kinds.split("|"))


def has_roles(event: Event, roles: str | None) -> bool:
    """Whether the event has all roles: `actor|candidate: words & words`."""
    for part in filter(None, (roles or "").split(";")):
        names, words = part.split(":", 1)
        texts = [r.text for r in event.roles if r.role in names.strip().split("|")]
        if not all(any(word.strip() in text for text in texts) for word in words.split("&")):
            return False
    return True


def missing(case: dict[str, Any], events: tuple[Event, ...], roles: bool) -> list[str]:
    """The expected events that did not come out."""
    out = []
    for line in filter(None, map(str.strip, case["expected"].split(" ; "))):
        match = ONE.match(line)
        assert match, f"not an expected event: {line!r}"
        right = [e for e in events if of_kind(e, match["kinds"]) and e.factuality in ((match["fact"],) if match["fact"] else ("Asserted", "Attributed"))]
        if not any(not roles or has_roles(e, match["roles"]) for e in right):
            out.append(line)
    return out


def forbidden(case: dict[str, Any], events: tuple[Event, ...]) -> list[str]:
    return [e.type for e in events if case.get("never") and of_kind(e, case["never"])]
