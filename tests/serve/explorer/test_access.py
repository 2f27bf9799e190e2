"""Keyboard, screen reader, light and dark, wide and narrow: on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.serve.explorer.conftest import Visit

PAGES = (
    "",
    "?page=explore",
    "?page=explore&view=events",
    "?page=explore&view=map",
    "?page=entity&id=country/NLD",
    "?page=article&id=courier-2",
    "?page=query&name=outlets&run=1",
)
NAMELESS = """() => [...document.querySelectorAll('a, button, input, select, textarea, [role=tab], [tabindex="0"]')]
  .filter((node) => node.checkVisibility() && !(node.getAttribute('aria-label') || node.labels?.length || node.textContent.trim() ||
    node.getAttribute('aria-labelledby'))).map((node) => node.outerHTML.slice(0, 120))"""
"""What can be reached by keyboard and has no name for a screen reader."""
CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const written = 'p, a, li, span, small, h1, h2, h3, td, th, dt, dd, button, label, legend';
  for (const node of document.querySelectorAll(written)) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility({ opacityProperty: true }) || node.disabled || node.closest('.unseen, .off, .skip')) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(node.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
  }
  return found;
}"""
"""Words whose contrast to their ground is below 4.5 to 1 (WCAG 2.2, 1.4.3)."""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_has_names_for_all_controls_and_enough_contrast(visit: Visit, path: str, dark: bool) -> None:
    page = visit(path, dark=dark)
    page.wait_for_timeout(400)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(CONTRAST) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_narrow_window(visit: Visit, path: str) -> None:
    page = visit(path, width=390, height=844)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_skip_link_comes_first_and_leads_to_the_page(visit: Visit) -> None:
    page = visit("?page=entity&id=country/NLD")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_new_page_is_said_and_takes_the_focus(visit: Visit) -> None:
    page = visit()
    page.locator("#actors a", has_text="Rosa Quispe").click()
    expect(page.locator("#live")).to_have_text("Rosa Quispe")
    expect(page.locator("#main")).to_be_focused()
    assert page.title() == "Rosa Quispe · graphbuilder"


def test_colours_follow_the_system_until_the_reader_chooses(visit: Visit) -> None:
    page = visit("?page=explore", dark=True)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    page.locator("html[data-ready]").wait_for(state="attached", timeout=30_000)
    assert page.locator("html").get_attribute("data-theme") == "light"
