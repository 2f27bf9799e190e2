"""The pages of one entity, one event and one article."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.serve.explorer.conftest import Visit
from tests.serve.explorer.worlds import partner


def test_entity_page_has_facts_events_claims_by_speaker_and_sentences(visit: Visit) -> None:
    page = visit("?page=entity&id=country/NLD")
    expect(page.locator("h1")).to_have_text("Netherlands")
    expect(page.locator("dl.facts")).to_contain_text("52.50, 5.75")
    expect(page.locator("dl.facts a", has_text="Wikidata").first).to_have_attribute("href", re.compile(r"^http://www\.wikidata\.org/entity/Q\d+$"))
    expect(page.locator("#relations")).to_contain_text("sanctions Peruvian officials")
    expect(page.locator("#events .rows li")).to_have_count(1)
    expect(page.locator("#contradictions")).to_contain_text("≠ contested")
    expect(page.locator("#claims")).to_contain_text("The articles themselves")
    expect(page.locator("#mentions blockquote mark").first).to_have_text(re.compile("the netherlands", re.IGNORECASE))
    expect(page.locator(".small-map path.land.known")).to_be_attached()
    expect(page.locator(".strip circle")).to_have_count(1)
    page.locator("#events .rows a").first.click()
    expect(page.locator("h1")).to_contain_text("Netherlands – sanction – Peruvian officials")


def test_speaker_has_what_they_say(visit: Visit) -> None:
    page = visit("?page=entity&id=person/jan-visser")
    expect(page.locator("#says")).to_contain_text("Peruvian officials were hit by sanctions from the Netherlands")
    expect(page.locator("#says h3")).to_have_text("Events told by Jan Visser")


def test_event_page_has_every_report_and_where_they_disagree(visit: Visit) -> None:
    page = visit("?page=query")
    page.goto(page.url.split("?")[0] + "?page=entity&id=person/rosa-quispe")
    page.locator("#events a", has_text="election result").click()
    expect(page.locator("#reports blockquote")).to_have_count(2)
    expect(page.locator("#reports blockquote mark.trigger").first).to_have_text(re.compile("won"))
    expect(page.locator("#differs tbody tr")).to_have_count(2)
    expect(page.locator("#differs")).to_contain_text("50.10%")
    expect(page.locator("#differs")).to_contain_text("49.8%")
    expect(page.locator(".chip.contested").first).to_be_visible()
    page.locator("#reports .report a").first.click()
    expect(page.locator(".text mark.chosen.trigger")).to_have_count(1)


def test_event_leads_to_the_graph_around_it(visit: Visit, world: str) -> None:
    page = visit("?page=entity&id=person/cy-vale", at=world)
    page.locator("#events .rows a").first.click()
    expect(page.locator("h1")).to_have_text("Peru – accuse – Cy Vale")
    page.get_by_role("link", name="Show in the graph").click()
    page.locator("html[data-drawn]").wait_for(state="attached", timeout=30_000)
    expect(page.locator("#panel h2")).to_have_text("accuse")
    assert page.evaluate("explorer.drawn.shown.has(explorer.state.select)")


def test_article_page_marks_words_after_letters_outside_the_basic_plane(visit: Visit, world: str) -> None:
    page = visit("?page=article&id=arl-01", at=world)
    expect(page.locator("h1")).to_have_text("Sanctions on Ada Reed")
    expect(page.locator(".text")).to_have_text(partner(1)[0].text)
    assert page.locator(".text mark.trigger").all_inner_texts() == ["imposed sanctions"]
    page.get_by_label("sentences without a result").check()
    assert page.locator(".text .silent").all_inner_texts() == ["Nothing else was decided."]
    page.get_by_label("names", exact=True).check()
    page.get_by_label("events", exact=True).uncheck()
    assert page.locator(".text a.name").all_inner_texts() == ["Olan Pike", "Peru", "Ada Reed", "Corvane"]
    page.locator("aside .rows button").first.click()
    assert page.locator("mark.chosen.trigger").all_inner_texts() == ["imposed sanctions"]
    assert "event=event" in page.url
    page.get_by_role("link", name="Open this event").click()
    expect(page.locator("h1")).to_have_text("Peru – sanction – Ada Reed")


def test_what_is_not_there_says_so(visit: Visit) -> None:
    for path in ("?page=entity&id=person/nobody", "?page=event&id=event/0", "?page=article&id=none", "?page=nothing"):
        page = visit(path, fails=True)
        expect(page.locator("main [role=alert] h1")).to_have_text("This cannot be shown")


def test_iri_leads_a_browser_to_its_page(visit: Visit) -> None:
    page = visit()
    page.goto(page.url + "entity/person/rosa-quispe")
    expect(page.locator("h1")).to_have_text("Rosa Quispe", timeout=30_000)
