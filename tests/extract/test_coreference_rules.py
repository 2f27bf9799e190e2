"""Rules of coreference one by one, each with a twin in which it must not hold. `None`: linked with nothing before it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.test_coreference import chains_of, is_right

RULES = [
    # whose a noun is
    ("Karl Falk's wife, Ida, wept in Bergen. Falk said his wife was tired.", "his wife", "Ida"),
    ("Karl Falk's wife wept in Bergen. Nils Olsen said his wife was tired.", "his wife", None),
    ("Karl Moen had two children. His son, Erik Moen, said his father never slept.", "his father", "Karl Moen"),
    ("Karl Moen had two children. His brother, Erik Moen, said his father never slept.", "his father", None),
    ("Stefan and Lukas Auer were tried in Graz. Stefan Auer wept. His brother said nothing.", "His brother", "Lukas"),
    ("Stefan Auer and Lukas Berg were tried in Graz. Stefan Auer wept. His brother said nothing.", "His brother", None),
    ("Samsung sued Huawei in May. Samsung said its rival had lied.", "its rival", "Huawei"),
    ("Samsung sued Huawei and Nokia in May. Samsung said its rival had lied.", "its rival", None),
    # possessives
    ("Oman will host talks between Chad and Mali, its foreign minister said.", "its", "Oman"),
    ("Chad accused Mali of lying; Mali says its soldiers were attacked.", "its", "Mali#2"),
    ("A ferry carrying 80 people sank off Zanzibar. Its captain swam ashore.", "Its", "A ferry"),
    ("Ana Ruiz was born to a shepherd and his wife.", "his", "a shepherd"),
    # several
    ("Two regional banks, Alpenbank and Sparkasse Tirol, said they would merge.", "they", "Alpenbank + Sparkasse Tirol"),
    ("Three ministers, Ana Pou, Luis Reyes and Marta Gil, resigned. They gave no reason.", "They", "Ana Pou + Luis Reyes + Marta Gil"),
    ("Three judges heard the case. The judges took an hour.", "The judges", "Three judges"),
    ("Some judges are late. The judges of Lima took an hour.", "The judges", None),
    ("Ivan Kral won the title. In 1990 he met the singer Mia Jurak; the couple married in Split.", "the couple", "Ivan Kral + Mia Jurak"),
    # who is named later
    ("A court in Gdynia jailed a harbour master. Zbigniew Kral took bribes.", "Zbigniew Kral", "a harbour master"),
    ("A court in Gdynia praised a harbour master. Zbigniew Kral, the mayor, took bribes.", "Zbigniew Kral", None),
    ("The foreign minister was late. The talks began at ten. Foreign Minister Ana Holt apologised.", "Ana Holt", "The foreign minister"),
    # nouns
    ("Rovers captain Danny Oakes has left the club.", "the club", "Rovers"),
    ("Rovers have sold Danny Oakes to the club.", "the club", None),
    ("Celtic sacked Brendan Moore in May. The manager wept.", "The manager", "Brendan Moore"),
    ("Celtic praised Brendan Moore in May. The manager wept.", "The manager", None),
    ("Danny Oakes has signed a contract. The 31-year-old defender came in 2011.", "The 31-year-old defender", "Danny Oakes"),
    ("Bethan Howells wept in court. The mother of two hopes to return to work.", "The mother of two", "Bethan Howells"),
    ("Karl Howells wept in court. The mother of two hopes to return to work.", "The mother of two", None),
    ("The council met on Monday. Tom Finch accused the authority of sleeping.", "the authority", "The council"),
    ("Israel and Lebanon met. A Lebanese official said the country would wait.", "the country", "Lebanon"),
    ("A fisherman filmed a squid in May. The animal swam away.", "The animal", "a squid"),
    ("Google bought Fitbit in May. The company makes watches.", "The company", None),
    # pronouns
    ("Norway's army lost a jet. It crashed near Bodo.", "It", "a jet"),
    ("Karl Lund said Ivo Berg was right when he spoke.", "he", "Ivo Berg"),
    ("Peru's army knew it was forbidden to park there.", "it", None),
]


@pytest.mark.parametrize(("text", "mention", "expected"), RULES, ids=[f"{mention}: {text[:40]}" for text, mention, _ in RULES])
def test_rule(nlp: Any, text: str, mention: str, expected: str | None) -> None:
    doc, chains = chains_of(nlp, text)
    assert is_right(doc, chains, mention, expected)
