"""Names of countries, peoples, places and bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder import gazetteer as g
from graphbuilder.gazetteer import bodies, countries, subdivisions
from graphbuilder.gazetteer.phrases import by_first_word, labels


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Belarus", "BLR"),
        ("the United States", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("USA", "USA"),
        ("America", "USA"),
        ("UK", "GBR"),
        ("Britain", "GBR"),
        ("UAE", "ARE"),
        ("Ivory Coast", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("Turkey", "TUR"),
        ("TURKEY", "TUR"),
        ("Czech Republic", "CZE"),
        ("North Korea", "PRK"),
        ("Soviet Union", "SUN"),
        ("Yugoslavia", "YUG"),
        ("Czechoslovakia", "CSK"),
        ("East Germany", "DDR"),
        ("Kosovo", "XKX"),
        ("Vatican", "VAT"),
        ("DRC", "COD"),
    ],
)
def test_country_by_name(name: str, code: str) -> None:
    found = g.country(name)
    assert found is not None
    assert found.alpha3 == code


@pytest.mark.parametrize("name", ["us", "turkey", "chad", "jordan", "", "Europe", "uk", "Belarusian", "Texas", "the"])
def test_no_country(name: str) -> None:
    assert g.country(name) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Belarusian", "BLR"),
        ("Belarusians", "BLR"),
        ("Britons", "GBR"),
        ("Scottish", "GBR"),
        ("Dutch", "NLD"),
        ("Danes", "DNK"),
        ("Frenchmen", "FRA"),
        ("Chinese", "CHN"),
        ("Palestinians", "PSE"),
        ("Soviet", "SUN"),
        ("Iraqis", "IRQ"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Filipino", "PHL"),
        ("South Korean", "KOR"),
        ("Congolese", "COD"),
    ],
)
def test_demonyms(word: str, code: str) -> None:
    found = g.country_of_demonym(word)
    assert found is not None
    assert found.alpha3 == code


@pytest.mark.parametrize("word", ["Kurdish", "polish", "Belarus", "officials", "European"])
def test_no_demonym(word: str) -> None:
    assert g.country_of_demonym(word) is None


def test_belarus_has_its_ids() -> None:
    belarus = g.by_code("BLR")
    assert belarus is not None
    assert (belarus.id, belarus.wikidata, belarus.geonames) == ("country/BLR", "Q184", 630336)
    assert belarus.same_as == ("http://www.wikidata.org/entity/Q184", "https://sws.geonames.org/630336/")
    assert belarus.lat == pytest.approx(53, abs=2)
    assert belarus.long == pytest.approx(28, abs=2)


def test_every_country_of_today_has_ids_and_coordinates() -> None:
    lacking = [c.alpha3 for c in countries.tables().by_code.values() if c.geonames and not c.wikidata]
    assert lacking == []
    placed = [c for c in countries.tables().by_code.values() if c.lat is not None]
    assert len(placed) > 230
    assert all(-90 <= c.lat <= 90 for c in placed if c.lat is not None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Belarusian officials", "BLR"),
        ("officials from Iran", "IRN"),
        ("the Kremlin spokesman", "RUS"),
        ("Minsk", "BLR"),
        ("Washington , D.C.", "USA"),
        ("the White House", "USA"),
        ("Downing Street", "GBR"),
        ("the Russian ambassador to Poland", "RUS"),
        ("Russian-Belarusian cooperation", "RUS"),
        ("Texas governor", "USA"),
        ("the West Bank", "PSE"),
        ("police in Karachi", "PAK"),
        ("a Hamas leader", "PSE"),
        ("the IRGC", "IRN"),
        ("East German troops", "DDR"),
        ("the Dominican Republic", "DOM"),
    ],
)
def test_country_of_words(words: str, code: str) -> None:
    assert g.country_of_words(words.split()) == code


@pytest.mark.parametrize("words", ["the police", "EU ministers", "Kurdish rebels", "us", "African leaders", "Mr Smith", ""])
def test_no_country_of_words(words: str) -> None:
    assert g.country_of_words(words.split()) is None


@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_words_have_a_known_country_or_none(words: list[str]) -> None:
    code = g.country_of_words(words)
    assert code is None or g.by_code(code) is not None


def test_namesakes() -> None:
    found = g.places("London")
    assert [p.geonames for p in found if p.feature == "city"][:2] == [2643743, 6058560]
    assert any(p.country == "USA" and p.admin1 == "KY" for p in found)


@pytest.mark.parametrize(
    ("name", "feature", "geonames"),
    [
        ("Minsk", "city", 625144),
        ("North Carolina", "state", 4482348),
        ("Bavaria", "state", 2951839),
        ("Queensland", "state", 2152274),
        ("Granville County", "county", 4468623),
        ("Kiev", "city", 703448),
        ("Cologne", "city", 2886242),
        ("St. Thomas", "city", 6158357),
        ("the Middle East", "region", 6269133),
        ("Asia", "continent", 6255147),
        ("Belarus", "country", 630336),
    ],
)
def test_places_by_name(name: str, feature: str, geonames: int) -> None:
    assert geonames in [p.geonames for p in g.places(name) if p.feature == feature]


def test_place_ids() -> None:
    by_feature = {p.feature: p for p in g.places("Luxembourg")}
    assert by_feature["country"].id == "country/LUX"
    assert by_feature["city"].id.startswith("place/")
    west_bank = g.region("West Bank")
    assert west_bank is not None
    assert west_bank.id == "place/west-bank"
    assert west_bank.same_as == ()


def test_states() -> None:
    west_virginia, ontario = g.state_of_abbreviation("W.Va."), g.state_of_abbreviation("ON", postal=True)
    assert west_virginia is not None
    assert west_virginia.geonames == 4826850
    assert ontario is not None
    assert ontario.geonames == 6093943
    assert g.state_of_abbreviation("ON") is None
    georgia = g.state("Georgia", "USA")
    assert georgia is not None
    assert georgia.geonames == 4197000


@pytest.mark.parametrize(
    ("name", "lat", "long"),
    [
        ("Western Australia", -26, 121),  # the people live in one corner
        ("Ontario", 48, -85),
        ("Heilongjiang", 48, 128),
        ("Valparaíso", -33, -71),  # Easter Island belongs to it
        ("Chukotka", 65, -172),  # on both sides of the date line
        ("Tokyo", 36, 139.5),  # the Ogasawara Islands belong to it
    ],
)
def test_middles_of_subdivisions(name: str, lat: float, long: float) -> None:
    found = [p for p in g.places(name) if p.feature == "state"]
    assert any(abs(p.lat - lat) < 2 and abs(p.long - long) < 2 for p in found if p.lat is not None and p.long is not None)


def test_bodies() -> None:
    union, health = g.body("the EU"), g.body("World Health Organisation")
    assert union is not None
    assert union.same_as == ("http://www.wikidata.org/entity/Q458",)
    assert health is not None
    assert health.name == "World Health Organization"
    assert g.body("who") is None
    assert g.body("Nobody's Union") is None


def test_every_body_is_well_formed() -> None:
    kinds = {"international", "government", "agency", "court", "party", "armed", "media", "company", "ngo", "sport"}
    found = set(bodies.tables().values())
    assert len(found) > 200
    assert {b.kind for b in found} <= kinds
    assert all(b.country is None or g.by_code(b.country) for b in found)
    ids = [b.wikidata for b in found if b.wikidata]
    assert len(ids) == len(set(ids))


def test_capitals() -> None:
    belarus = g.capital_of("Minsk")
    assert belarus is not None
    assert belarus.alpha3 == "BLR"
    assert g.capital_of("Hrodna") is None


def test_lookup_gives_all_senses() -> None:
    senses = g.lookup("Georgia")
    assert isinstance(senses[0], g.Country)
    assert any(isinstance(s, g.Place) and s.feature == "state" for s in senses)


def test_own_data_name_known_countries_and_states() -> None:
    codes = countries.tables().by_code.keys()
    regions = subdivisions.tables().regions.values()
    assert all(r.country is None or r.country in codes for r in regions)
    assert all(-90 <= (r.lat or 0) <= 90 and -180 <= (r.long or 0) <= 180 for r in regions)
    assert {p.country for p in subdivisions.tables().states.values()} <= codes


def test_phrases_are_found_by_their_first_word() -> None:
    assert labels()["Belarus"] == "GPE"
    assert labels()["Hezbollah"] == "ORG"
    assert "United Nations" in by_first_word()["United"]
    assert "Sask." in by_first_word()["Sask"]
