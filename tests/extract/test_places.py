"""Places in our own sentences: which names count, and which namesake is meant."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from graphbuilder.annotate import annotate
from graphbuilder.extract.place_senses import Context, choose, inside, kilometres
from graphbuilder.extract.places import PlaceMention, read_places
from graphbuilder.gazetteer import Place, places
from graphbuilder.model import Article


def read(nlp: Any, text: str, title: str = "", url: str = "") -> tuple[PlaceMention, ...]:
    ((_, doc),) = annotate(nlp, [Article(id="a", text=text, title=title, url=url)])
    return read_places(doc)


def linked(nlp: Any, text: str) -> dict[str, int | None]:
    return {m.text: m.place.geonames if m.place else None for m in read(nlp, text)}


RESOLVED = [
    ("Officials met in Minsk on Monday.", {"Minsk": 625144}),
    ("The fire broke out in Paris, Texas, on Sunday.", {"Paris": 4717560, "Texas": 4736286}),
    ("The fire broke out in Paris on Sunday.", {"Paris": 2988507}),
    ("The couple lived in London, Ontario, for years.", {"London": 6058560, "Ontario": 6093943}),
    ("The couple lived in Moscow, Idaho, for years.", {"Moscow": 5601538, "Idaho": 5596512}),
    ("The mayor of Birmingham, Ala., resigned.", {"Birmingham": 4049979, "Ala.": 4829764}),
    ("The army shelled Aleppo in Syria.", {"Aleppo": 170063, "Syria": 163843}),
    ("The talks were held in Ankara.", {"Ankara": 323786}),
    ("Farmers in Quebec and Alberta lost their crops.", {"Quebec": 6115047, "Alberta": 5883102}),
    ("The Belarusian government protested.", {"Belarusian": 630336}),
    ("U.S.-backed rebels left the town.", {"U.S.": 6252001}),
    ("The University of Michigan opened a hospital.", {"Michigan": 5001836}),
    ("The New York state police searched the farm.", {"New York": 5128638}),
    ("Washington's legislature met in Olympia.", {"Washington": 5815135}),
    ("African leaders met in Accra.", {"African": 6255146}),
    ("Relief went to Adair County, Kentucky.", {"Adair County": 4282211, "Kentucky": 6254925}),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_resolved(nlp: Any, text: str, expected: dict[str, int]) -> None:
    assert expected.items() <= linked(nlp, text).items()


NO_PLACE = [
    ("The Cubans cheered the Americans.", "Cubans"),
    ("African-American voters stayed at home.", "African"),
    ("Asian Americans voted early.", "Asian"),
    ("She speaks fluent French.", "French"),
    ("He writes for the New York Times.", "New York"),
    ("British Airways cancelled its flights.", "British"),
    ("A Washington Post reporter stood near the Washington Monument.", "Washington"),
    ("They arrived in March and left in May.", "March"),
    ("George Washington crossed the river.", "Washington"),
]


@pytest.mark.parametrize(("text", "name"), NO_PLACE)
def test_no_place(nlp: Any, text: str, name: str) -> None:
    assert name not in linked(nlp, text)


def test_one_sense_in_an_article(nlp: Any) -> None:
    text = "LEXINGTON, Ky. - A barn burned in London on Friday. London police said nobody was hurt. Firemen came from Lexington."
    found = read(nlp, text)
    assert {m.place.admin1 for m in found if m.place and m.text == "London"} == {"KY"}


def test_neighbours_settle_a_namesake(nlp: Any) -> None:
    text = "Shops in Cambridge and in Guelph stayed closed. A truck burned in London."
    found = {m.text: m.place.country for m in read(nlp, text) if m.place}
    assert found["Cambridge"] == found["Guelph"] == found["London"] == "CAN"


def test_title_and_outlet_are_context(nlp: Any) -> None:
    text = "The police of Perth closed the bridge on Monday."
    assert {m.country for m in read(nlp, text, title="Scotland braces for snow", url="https://news.example.co.uk/1")} == {"GBR"}


def test_container_that_has_no_such_town_leaves_it_unlinked(nlp: Any) -> None:
    found = {m.text: m for m in read(nlp, "The river rose in Timbuktu, Ohio, on Friday.")}
    assert found["Ohio"].place is not None
    assert "Timbuktu" not in found or found["Timbuktu"].place is None or found["Timbuktu"].place.geonames is None


def test_street_takes_the_coordinates_of_its_town(nlp: Any) -> None:
    found = {m.text: m for m in read(nlp, "A fire broke out on Orchard Avenue in Springfield, Illinois.")}
    street, town = found["Orchard Avenue"].place, found["Springfield"].place
    assert street is not None
    assert town is not None
    assert street.geonames is None
    assert (street.lat, street.long, street.country) == (town.lat, town.long, "USA")
    assert street.id == "place/orchard-avenue"


def test_offsets_are_those_of_the_text(nlp: Any) -> None:
    text = "KYIV, Ukraine (AP) — Officials from Poland and the EU met in Lviv; the U.S.-led talks in Warsaw failed.\n"
    found = read(nlp, text)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {"KYIV", "Ukraine", "Poland", "Lviv", "Warsaw"} <= {m.text for m in found}


def test_within_an_organisation_is_told(nlp: Any) -> None:
    found = {m.text: m for m in read(nlp, "The University of Michigan is in Ann Arbor.")}
    assert found["Michigan"].within
    assert not found["Ann Arbor"].within


def test_nothing_in_an_empty_text(nlp: Any) -> None:
    assert read(nlp, "") == ()


def test_kilometres_and_inside() -> None:
    minsk = next(p for p in places("Minsk") if p.geonames == 625144)
    vilnius = next(p for p in places("Vilnius") if p.feature == "city")
    assert kilometres(minsk, vilnius) == pytest.approx(172, abs=5)
    assert inside(minsk, places("Belarus")[0])
    assert not inside(minsk, places("Lithuania")[0])
    nowhere = Place(geonames=None, name="X", country="BLR", admin1="", lat=None, long=None, population=0, feature="place")
    assert kilometres(minsk, nowhere) == float("inf")


def test_choose_leaves_out_what_has_no_candidate() -> None:
    assert choose({"Xyzzyville": []}, Context()) == {}
