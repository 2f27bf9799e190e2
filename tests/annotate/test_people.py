"""Names of people that the model sees a part of, and what only looks like one; more in tests/extract/names_of_people.yml."""

from __future__ import annotations

from typing import Any

import pytest

from graphbuilder.annotate import annotate
from graphbuilder.model import Article


def people(nlp: Any, text: str) -> list[str]:
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text)])
    return [ent.text for ent in doc.ents if ent.label_ == "PERSON"]


WHOLE = [
    ("Prosecutors in Busan charged Ryu Sang-hoon.", "Ryu Sang-hoon"),
    ("The plan of Tsai Mei-chu failed.", "Tsai Mei-chu"),
    ("Officials thanked Lotte van den Heuvel.", "Lotte van den Heuvel"),
    ("Ines da Costa Prado signed the lease.", "Ines da Costa Prado"),
    ("Fans booed Salman bin Nasser.", "Salman bin Nasser"),
    ("Officers freed Carla Dell'Orto at noon.", "Carla Dell'Orto"),
]


@pytest.mark.parametrize(("text", "name"), WHOLE)
def test_name_is_whole(nlp: Any, text: str, name: str) -> None:
    assert people(nlp, text) == [name]


NOBODY = [
    ("Floods cut off San Juan del Sur in Nicaragua.", "San Juan del Sur"),
    ("Pilgrims walked to Santiago de Compostela.", "Santiago de Compostela"),
    ("The Han Solo-led crew escaped.", "Han Solo-led"),
    ("Rio de Janeiro cancelled its carnival.", "Rio de Janeiro"),
    ("The Maria von Trapp School closed.", "Maria von Trapp School"),
    ("The Wang-designed court opened.", "Wang-designed"),
]


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_is_no_person(nlp: Any, text: str, words: str) -> None:
    assert words not in people(nlp, text)
    assert not any(name.endswith(("-led", "-designed")) or "del" in name.split() or "de" in name.split() for name in people(nlp, text))
