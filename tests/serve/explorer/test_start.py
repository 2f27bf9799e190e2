"""The start page and the search box."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.serve.explorer.conftest import Visit


def test_start_page_counts_and_has_the_search_box_in_focus(visit: Visit) -> None:
    page = visit()
    assert page.title() == "graphbuilder"
    expect(page.locator("#start-search")).to_be_focused()
    assert "8" in page.locator(".counts div", has_text="articles").inner_text()
    expect(page.locator("#reported .rows li").first).to_contain_text("sanction")
    expect(page.locator("#actors .rows li").first).to_contain_text("Lima2 events")
    expect(page.locator("#actors .rows li").nth(1)).to_contain_text("Miners' Union2 events")


def test_search_by_keyboard_opens_the_page_of_what_was_chosen(visit: Visit) -> None:
    page = visit()
    page.keyboard.type("quis")
    expect(page.locator("#start-search-hits li").first).to_contain_text("Rosa Quispe")
    assert page.locator("#start-search").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator("#start-search").get_attribute("aria-activedescendant") == "start-search-hit-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rosa Quispe")
    assert "page=entity" in page.url
    page.go_back()
    expect(page.locator("h1")).to_have_text("What the articles say")


def test_a_page_that_comes_late_does_not_take_the_keys_away(visit: Visit) -> None:
    page = visit("?page=entity&id=country/PER")
    waiting: list[Route] = []
    page.route("**/api/overview*", lambda route: waiting.append(route))
    page.get_by_role("link", name="Overview").click()
    page.locator("#search").focus()
    page.keyboard.type("zz")
    for _ in range(400):
        if waiting:  # the browser's request is told when it has been sent
            break
        page.wait_for_timeout(25)
    waiting[0].continue_()
    expect(page.locator("h1")).to_have_text("What the articles say")
    expect(page.locator("#search")).to_be_focused()


def test_slash_goes_to_the_box_and_escape_leaves_it(visit: Visit) -> None:
    page = visit("?page=entity&id=country/PER")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("zzzz")
    expect(page.locator("#search-hits")).to_contain_text("Nothing found.")
    page.keyboard.press("Escape")
    expect(page.locator("#search-hits")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).not_to_be_focused()
