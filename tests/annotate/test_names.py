"""Repairs of named entities, on real parses of our own sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from graphbuilder.annotate import annotate
from graphbuilder.model import Article


def names(nlp: Any, text: str) -> list[tuple[str, str]]:
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text)])
    return [(ent.text, ent.label_) for ent in doc.ents]


PRESENT = [
    ("The EU’s ministers met in Brussels.", ("EU", "ORG")),
    ("Ministers of the European Union met.", ("European Union", "ORG")),
    ("The UK, the US and Canada imposed sanctions.", ("US", "GPE")),
    ("Moldovan President Maia Sandu flew to Riga.", ("Maia Sandu", "PERSON")),
    ("President Sandu’s visit ended on Monday.", ("Sandu", "PERSON")),
    ("Thousands of Kurds fled to the border.", ("Kurds", "NORP")),
    ("The Palestinians rejected the plan.", ("Palestinians", "NORP")),
    ("The Soviet army withdrew in 1989.", ("Soviet", "NORP")),
    ("N. Korea fired two missiles on Tuesday.", ("N. Korea", "GPE")),
    ("HARARE, Zimbabwe (AP) — The parliament met on Monday.", ("HARARE", "GPE")),
    ("LEWISBURG — Mayor Ann Lee opened the school.", ("LEWISBURG", "GPE")),
    ("The couple moved to Salem, Ore., last year.", ("Ore.", "GPE")),
    ("Hezbollah and Hamas condemned the raid.", ("Hezbollah", "ORG")),
    ("The WHO sent doctors to Liberia.", ("WHO", "ORG")),
    ("Fighting went on in eastern Mosul.", ("Mosul", "GPE")),
    ("The local newspaper Dagens Ekko closed in May. Dagens Ekko's printers sued.", ("Dagens Ekko", "ORG")),
    ("Peru sold a stake in the water company Sedalima on Monday.", ("Sedalima", "ORG")),
    ("Moody's cut Chile's rating.", ("Moody's", "ORG")),
    ("She sold the vase at Christie's in May.", ("Christie's", "ORG")),
    ("The firm denied Berlin's claim.", ("Berlin", "GPE")),
    ("They demanded the release of the blogger Maral Durdyeva, who was jailed in January.", ("Maral Durdyeva", "PERSON")),
    ("The founder of the retailer Acme Stores resigned.", ("Acme Stores", "ORG")),
    ("Norrland Steel made a loss. On Thursday Norrland Steel cut jobs. Norrland will sell a mill.", ("Norrland", "ORG")),
    ("Norrland Steel made a loss. It has two mills in Norrland.", ("Norrland", "GPE")),
    ("Glasgow Airport closed on Monday. Flights to Glasgow were sent to Leeds.", ("Glasgow", "GPE")),
    ("The truck overturned on Old Mill Road near the bridge.", ("Old Mill Road", "FAC")),
]


@pytest.mark.parametrize(("text", "expected"), PRESENT)
def test_name_is_found(nlp: Any, text: str, expected: tuple[str, str]) -> None:
    assert expected in names(nlp, text)


ABSENT = [
    ("They asked us who would pay.", {"us", "who"}),
    ("The turkey was served cold, and the china broke.", {"turkey", "china"}),
    ("Her delegate, state Del. Ann Price, agreed.", {"Del."}),
]


@pytest.mark.parametrize(("text", "words"), ABSENT)
def test_word_is_no_name(nlp: Any, text: str, words: set[str]) -> None:
    assert not words & {name for name, _ in names(nlp, text)}


def test_what_a_minister_is_for_is_no_name(nlp: Any) -> None:
    assert not any(name == "Finance" for name, _ in names(nlp, "Finance Minister Rosa Quispe told a forum in Arequipa on Thursday."))


def test_who_speaks_behind_a_newspaper_is_no_body(nlp: Any) -> None:
    assert ("Anna Weber", "PERSON") in names(nlp, "He told the newspaper Anna Weber had left.")


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Sam Weber fled. Sam's father was killed.", ("Sam's", "ORG")),
        ("The clinic was open from May to March.", ("May", "GPE")),
        ("Turkey's brother Azerbaijan won the war.", ("Azerbaijan", "PERSON")),
        ("Alstom Steel was fined. Alstom Media paid. Alstom said nothing.", ("Alstom", "PERSON")),
    ],
)
def test_what_looks_like_such_a_name(nlp: Any, text: str, absent: tuple[str, str]) -> None:
    assert absent not in names(nlp, text)


def test_one_name_has_one_label(nlp: Any) -> None:
    text = (
        "Viktor Orlenko won the vote. Orlenko thanked the voters. Supporters of Orlenko sang. "
        "The opposition says that Orlenko cheated. Viktor Orlenko denied it."
    )
    labels = {label for name, label in names(nlp, text) if name.endswith("Orlenko")}
    assert labels == {"PERSON"}


def test_surname_that_looks_like_a_plural(nlp: Any) -> None:
    assert ("Paredes", "PERSON") in names(nlp, "Minister Luis Paredes left on Monday. Paredes will be sworn in on Saturday.")
    assert ("Banks", "PERSON") not in names(nlp, "Banks in Peru closed early on Monday. John Banks flew to Lima.")


def test_name_does_not_run_over_a_paragraph(nlp: Any) -> None:
    found = names(nlp, "Report by Alan Whitfield\n\nLima Peru's president spoke.")
    assert not any("\n" in name for name, _ in found)


def test_names_do_not_overlap_and_are_sorted(nlp: Any) -> None:
    text = "BERLIN - German Chancellor Olaf Scholz met U.S. President Joe Biden, Ivan Petrov and the IMF's Kristalina Georgieva."
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text)])
    spans = [(ent.start, ent.end) for ent in doc.ents]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
