"""Who fills a role: the words that stand there, and the entity whose name stands beside them."""

from __future__ import annotations

import pytest

import graphbuilder

CASES = [
    ("The novelist Clara Monteiro criticised Spain.", "actor", "The novelist Clara Monteiro", "person/clara-monteiro", None),
    ("The head of the IMF, Oluchi Adeyemi, praised Ghana.", "actor", "The head of the IMF", "person/oluchi-adeyemi", None),
    ("A retired teacher, Mary Wambui, sued the city of Mombasa.", "actor", "A retired teacher", "person/mary-wambui", "KEN"),
    ("A baker named Karim Saleh was arrested in Tunis.", "recipient", "A baker named Karim Saleh", "person/karim-saleh", "TUN"),
    ("The head of the bank, Karl Weber, resigned.", "actor", "The head of the bank", "person/karl-weber", None),
    ("Thousands of farmers marched in Warsaw.", "actor", "Thousands of farmers", "group/farmers", "POL"),
    ("Two of Peru's generals were arrested by police.", "recipient", "Two of Peru's generals", None, "PER"),
    ("Police in Lima arrested at least 40 of her supporters.", "recipient", "at least 40 of her supporters", None, "PER"),
    ("A coalition of African states condemned Rwanda.", "actor", "A coalition of African states", "organization/coalition-", None),
    ("Protesters in Lima denounced Peru.", "actor", "Protesters in Lima", "group/protesters", "PER"),
    ("Police in Lima arrested a Peruvian.", "actor", "Police in Lima", "group/police-per", "PER"),
    ("The opposition accused Rwanda of fraud.", "recipient", "Rwanda", "country/RWA", "RWA"),
    ("Floods are over. The Malian army shelled the capital.", "recipient", "the capital", "place/2460596", "MLI"),
    ("Thousands of nurses marched in the capital of Peru.", "place", "the capital of Peru", "place/3936456", "PER"),
    ("Police beat students in the Kenyan capital.", "place", "the Kenyan capital", "place/184745", "KEN"),
    ("Anna Vale on Tuesday condemned Mali.", "actor", "Anna Vale", "person/anna-vale", None),
    ("Peru condemned Anna Vale in Lima.", "recipient", "Anna Vale", "person/anna-vale", None),
    ("A thief stabbed Mr Paterson.", "recipient", "Mr Paterson", "person/paterson", None),
    ("Nurses in Lima praised Bush.", "recipient", "Bush", "person/bush", None),
    ("Iraq War veteran Joel Finch was arrested in Utah.", "recipient", "Iraq War veteran Joel Finch", "person/joel-finch", None),
    ("Vietnam veterans from Kenya condemned the vote.", "actor", "Vietnam veterans from Kenya", "group/vietnam-veterans", "KEN"),
    ("Mali is poor. Members of the OPEC cartel condemned the strike.", "actor", "Members of the OPEC cartel", "group/", None),
    ("The U.S. is large. The army fought ISIS in the desert.", "recipient", "ISIS", "organization/islamic-state", None),
    ("Somalia is poor. European governments praised the navy.", "actor", "European governments", "group/", None),
    ("Mali is poor. Foreign firms condemned the strike.", "actor", "Foreign firms", "group/", None),
    ("A bomb hit the church of St. Paul in Cairo.", "recipient", "the church of St. Paul", "organization/church", "EGY"),
    ("Lancashire beat Kent by nine wickets.", "recipient", "Kent", "organization/kent", None),
    ("Brittany thrashed Andalusia 3-1.", "recipient", "Andalusia", "organization/andalusia", "ESP"),
    ("Kenya beat Togo by two goals.", "recipient", "Togo", "country/TGO", "TGO"),
    ("Nine people were hurt in Kent.", "place", "Kent", "place/3333158", "GBR"),
    ("The governor condemned the city of Porto.", "recipient", "the city of Porto", "place/", "PRT"),
]


PASSING = [
    ("Togo won. Togo has oil. Togo grew. She opposed the war in Iraq. The candidates condemned the vote.", "The candidates", None),
    ("Togo won. Togo has oil. She opposed the war in Togo. The candidates condemned the vote.", "The candidates", "TGO"),
]


@pytest.mark.parametrize(("text", "words", "country"), PASSING, ids=[c[2] or "none" for c in PASSING])
def test_a_country_named_in_passing_is_nobodys(text: str, words: str, country: str | None) -> None:
    roles = [r for event in graphbuilder.extract(text, published="2024-06-12").events for r in event.roles]
    assert {r.country for r in roles if r.text == words} == {country}


def test_two_peoples_joined_by_a_hyphen_are_two_parties() -> None:
    found = graphbuilder.extract("Russian-Belarusian talks ended in Minsk.", published="2024-06-12")
    assert {r.entity for event in found.events for r in event.roles if r.role == "actor"} == {"country/RUS", "country/BLR"}
    assert not any("-" in e.name for e in found.entities)


@pytest.mark.parametrize(("sentence", "role", "words", "entity", "country"), CASES, ids=[c[0] for c in CASES])
def test_who_fills_a_role(sentence: str, role: str, words: str, entity: str | None, country: str | None) -> None:
    found = graphbuilder.extract(sentence, published="2024-06-12")
    fillers = [r for event in found.events for r in event.roles if r.role == role]
    assert [r.text for r in fillers] == [words]
    filler = fillers[0]
    assert sentence[filler.start : filler.end] == words
    assert (filler.entity or "").startswith(entity or "")
    assert (filler.entity is None) == (entity is None)
    assert filler.country == country


def test_those_named_between_commas_fill_the_role_each() -> None:
    found = graphbuilder.extract("Two journalists, Amina Yusuf and Peter Obi, were arrested in Lagos.", published="2024-06-12")
    fillers = [r for event in found.events for r in event.roles if r.role == "recipient"]
    assert [r.entity for r in fillers] == ["person/amina-yusuf", "person/peter-obi"]
    assert {r.text for r in fillers} == {"Two journalists"}


def test_a_count_stays_with_the_group_that_it_counts() -> None:
    found = graphbuilder.extract("Dozens of miners were killed by soldiers.", published="2024-06-12")
    (killed,) = found.events
    victims = next(r for r in killed.roles if r.role == "recipient")
    assert (victims.text, victims.entity) == ("Dozens of miners", "group/miners")
    assert victims.quantity is not None
    assert found.quantities[victims.quantity].text == "Dozens"


@pytest.mark.parametrize("sentence", ["Chad condemned Mali.", "Chad condemned Mali's army."])
def test_whom_it_is_done_to_is_not_told_again_as_the_topic(sentence: str) -> None:
    (event,) = graphbuilder.extract(sentence, published="2024-06-12").events
    assert [r.role for r in event.roles] == ["actor", "recipient"]


PLACES = [
    ("Snow fell in London, Ontario. A woman was killed in London on Monday.", "recipient", "CAN"),
    ("Snow fell in London. A woman was killed in London on Monday.", "recipient", "GBR"),
    ("A driver died in Paris, Texas. A passenger was hurt.", "recipient", "USA"),
]


@pytest.mark.parametrize(("text", "role", "country"), PLACES, ids=[c[0] for c in PLACES])
def test_a_party_belongs_to_the_country_in_which_the_article_is_and_not_to_that_of_a_namesake(text: str, role: str, country: str) -> None:
    found = graphbuilder.extract(text, published="2024-06-12")
    assert {r.country for event in found.events for r in event.roles if r.role == role} == {country}


def test_a_country_named_in_passing_is_not_that_of_the_parties() -> None:
    about = "Peru voted. Peru counted. Peru waited. Peru has a new congress. She was born in Chad. "
    found = graphbuilder.extract(about + "The president condemned the strikers.", published="2024-06-12")
    assert {r.country for event in found.events if event.type == "Criticize" for r in event.roles} == {"PER"}
    abroad = graphbuilder.extract("She was born in Chad. The president condemned the strikers.", published="2024-06-12")
    assert {r.country for event in abroad.events if event.type == "Criticize" for r in event.roles} == {"TCD"}


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("She was sentenced to 20 months in jail.", "term", "20 months in jail"),
        ("Reed won 60 percent of the vote in Chad.", "voteShare", "60 percent"),
        ("The Chilean brewer sold the plant for 5 million euros.", "amount", "5 million euros"),
    ],
)
def test_a_value_is_no_entity(text: str, role: str, value: str) -> None:
    found = graphbuilder.extract(text, published="2024-06-12")
    (filler,) = [r for event in found.events for r in event.roles if r.role == role]
    assert (filler.text, filler.entity, filler.country) == (value, None, None)
    assert not [e for e in found.entities for m in e.mentions if m.start >= filler.start and m.end <= filler.end]


NO_COUNTRY = [
    ("Jordan Henderson praised Chad Smith.", {None}),
    ("Mark Cuban criticised Tunisia.", {None, "TUN"}),
    ("President George W. Bush condemned Iran.", {"USA", "IRN"}),
]


@pytest.mark.parametrize(("text", "countries"), NO_COUNTRY, ids=[c[0] for c in NO_COUNTRY])
def test_the_words_of_a_persons_name_tell_no_country(text: str, countries: set[str | None]) -> None:
    found = graphbuilder.extract(text, published="2024-06-12")
    assert {r.country for event in found.events for r in event.roles} == countries


def test_a_leader_of_one_state_is_not_the_president_of_another() -> None:
    text = "President Trump met the Turkish president on Tuesday. The Turkish president thanked him."
    found = graphbuilder.extract(text, published="2019-06-12")
    assert [(e.type, [r.country for r in e.roles]) for e in found.events] == [("Meet", ["USA", "TUR"]), ("Thank", ["TUR", "USA"])]
