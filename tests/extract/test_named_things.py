"""Things that have a name, and the nouns that take them up; each with a twin in which they must not. `None`: linked with nothing before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.test_coreference import chains_of, is_right

CASES = [
    # the kind stands in the name
    ("Cyclone Ondine hit Toliara on Friday. The storm tore off roofs.", "The storm", "Cyclone Ondine"),
    ("Cyclone Ondine hit Toliara on Friday. It tore off roofs.", "It", "Cyclone Ondine"),
    ("Cyclone Ondine hit Toliara. A second storm is near. The storm is weak.", "The storm", "A second storm"),
    ("Cyclones Ondine and Pauline hit Toliara after Cyclone Rita. The storm tore off roofs.", "roofs", None),
    ("Tenants of Marsden House were sent home. The building has no lift.", "The building", "Marsden House"),
    ("Tenants of Marsden House and Alder House wept. The building has no lift.", "The building", None),
    ("Tenants of Marsden House were sent home. The building that burnt down was new.", "The building", None),
    ("The council closed Arbury Bridge. The crossing was built in 1840.", "The crossing", "Arbury Bridge"),
    ("The council closed Arbury Bridge. The bridge of Sandford was built in 1840.", "The bridge", None),
    ("He met Andrew Bridge on Monday. The bridge was closed.", "The bridge", None),
    ("Tenants left Marsden House. She ran out of the house.", "the house", None),
    ("She won the Halvorsen Prize in May. The prize is worth 50,000 pounds.", "The prize", "Halvorsen Prize"),
    ("She spoke outside Avery Hall. The building is old.", "The building", "Avery Hall"),
    ("She spoke with Avery Hall. The building is old.", "The building", None),
    # the kind stands beside the name
    ("The ferry Estonia sank off Hanko in 1994. The vessel lies at 80 metres.", "The vessel", "Estonia"),
    ("Estonia lost a crew off Hanko in 1994. The vessel lies at 80 metres.", "The vessel", None),
    ("Chile's navy lost a trawler. The vessel, the Santa Rita, was boarded.", "Santa Rita", "a trawler"),
    ("Chile's navy lost a trawler. The vessel, the Santa Rita, was boarded. Its crew swam.", "Its", "a trawler"),
    ("Astronomers found a comet. The object, called Tarvo-3, is blue. The comet will pass in May.", "The comet", "Tarvo-3"),
    ("The Linen Hall, a vast warehouse, burnt down in May. Firemen left the building at noon.", "the building", "Linen Hall"),
]


@pytest.mark.parametrize(("text", "mention", "expected"), CASES, ids=[f"{mention}: {text[:40]}" for text, mention, _ in CASES])
def test_named_thing(nlp: Any, text: str, mention: str, expected: str | None) -> None:
    doc, chains = chains_of(nlp, text)
    assert is_right(doc, chains, mention, expected)
