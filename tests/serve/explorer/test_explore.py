"""The graph that grows, and the filters that act on all views at once."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.serve.explorer.conftest import Visit, eventually

SHOWN = "explorer.drawn.shown.size"


def explore(visit: Visit, world: str, more: str = "", **options: Any) -> Page:
    """The explorer, drawn."""
    page = visit("?page=explore" + more, at=world, **options)
    page.locator("html[data-drawn]").wait_for(state="attached", timeout=30_000)
    return page


def click_node(page: Page, id: str) -> None:
    """Click a node of the canvas where it stands."""
    at = page.evaluate("(id) => explorer.drawn.network.canvasToDOM(explorer.drawn.network.getPositions([id])[id])", id)
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])


def test_first_picture_shows_the_most_connected_without_overlaps(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    assert page.evaluate("explorer.drawn.shown.has('country/PER')")
    assert 10 < page.evaluate(SHOWN) <= 32
    assert page.locator("#count").inner_text() == "26 of 30 events"
    overlaps = page.evaluate(
        """() => {
          const boxes = [...explorer.drawn.shown].map((id) => [id, explorer.drawn.network.getBoundingBox(id)]);
          return boxes.flatMap(([a, one], i) => boxes.slice(i + 1).filter(([b, two]) =>
            one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom).map(([b]) => [a, b]));
        }"""
    )
    assert overlaps == []


def test_graph_grows_by_clicking_a_node_and_what_stands_stays(visit: Visit, world: str) -> None:
    page = explore(visit, world, "&about=person/ada-moss&mode=relations")
    assert sorted(page.evaluate("[...explorer.drawn.shown]")) == ["country/PER", "person/ada-moss"]
    before = page.evaluate("explorer.drawn.network.getPositions(['person/ada-moss'])")
    click_node(page, "country/PER")
    eventually(page, f"{SHOWN} === 12")
    assert page.evaluate("explorer.drawn.network.getPositions(['person/ada-moss'])") == before
    expect(page.locator("#panel h2")).to_have_text("Peru")
    expect(page.locator("#live")).to_have_text("10 nodes added around Peru")
    assert "grown=" in page.url
    page.click("#grow")
    eventually(page, f"{SHOWN} === 22")
    page.reload()
    page.locator("html[data-drawn]").wait_for(state="attached", timeout=30_000)
    assert page.evaluate(SHOWN) == 22
    expect(page.locator("#panel h2")).to_have_text("Peru")
    page.click("#fewer")
    eventually(page, f"{SHOWN} < 22")


def test_line_and_event_show_their_sentences_with_marked_words(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    page.evaluate("explorer.select([...explorer.drawn.lines.values()].find((line) => line.to === 'person/ada-reed').key)")
    expect(page.locator("#panel blockquote mark.trigger")).to_have_text("imposed sanctions")
    expect(page.locator("#panel blockquote mark.speaker").first).to_have_text("Olan Pike")
    expect(page.locator("#panel")).to_contain_text("Said by Olan Pike (indirect speech)")
    page.click("#mode-events")
    eventually(page, "[...explorer.drawn.shown].some((id) => id.startsWith('event/'))")
    click_node(page, page.evaluate("[...explorer.drawn.shown].find((id) => id.startsWith('event/'))"))
    expect(page.locator("#panel blockquote")).to_have_count(1)
    page.locator("#panel .report a").click()
    expect(page.locator(".text mark.trigger")).to_have_text("imposed sanctions")


def test_attributed_lines_are_dashed_and_others_are_not(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    lines = page.evaluate(
        "[...explorer.drawn.lines.values()].map((line) => [line.fact, Boolean(explorer.drawn.edges.get(line.key).dashes)])"
    )
    assert dict(lines) == {"Asserted": False, "Attributed": True}


def test_filters_act_on_graph_table_map_and_timeline_at_once(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    page.click("#kind-Accuse")
    expect(page.locator("#count")).to_have_text("13 of 30 events")
    eventually(page, "[...explorer.drawn.lines.values()].every((line) => [...line.events].every((event) => event.type === 'Sanction'))")
    page.click("#tab-events")
    expect(page.locator("#events tbody tr")).to_have_count(13)
    page.locator("#legend-outlets button", has_text="Vostrian Wire").first.click()
    expect(page.locator("#events tbody tr")).to_have_count(9)
    page.click("#tab-map")
    expect(page.locator("#view-map g.spot").first).to_have_attribute("aria-label", "Peru, 9 events")
    page.click("#tab-articles")
    expect(page.locator("#sources tbody tr.off")).to_have_count(21)
    page.click("#fact-Attributed")
    expect(page.locator("#count")).to_have_text("4 of 30 events")
    page.fill("#least", "0.7")
    expect(page.locator("#least-value")).to_have_text("0.70")
    expect(page.locator("#count")).to_have_text("2 of 30 events")
    assert all(part in page.url for part in ("off-type=Accuse", "off-outlet=Vostrian+Wire", "fact=Asserted", "least=0.7"))
    page.reload()
    expect(page.locator("#count")).to_have_text("2 of 30 events", timeout=30_000)
    page.click("#reset")
    expect(page.locator("#count")).to_have_text("26 of 30 events")
    assert page.url.endswith("?page=explore&view=articles")


def test_only_one_kind_by_one_click_and_back(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    entry = page.locator("#legend-outlets li", has_text="Marovia Hoy")
    entry.hover()
    entry.locator(".only").click()
    expect(page.locator("#count")).to_have_text("10 of 30 events")
    page.mouse.move(700, 400)
    entry.hover()
    entry.locator(".only").click()
    expect(page.locator("#count")).to_have_text("26 of 30 events")


def test_what_is_no_fact_is_drawn_by_request(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    page.click("#fact-Negated")
    expect(page.locator("#count")).to_have_text("30 of 30 events")
    eventually(page, "[...explorer.drawn.lines.values()].some((line) => line.fact === 'Negated')")
    page.locator("#legend-types button", has_text="country").first.click()
    eventually(page, f"{SHOWN} === 0")
    expect(page.locator("#nothing")).to_be_visible()


def test_timeline_shows_the_days_that_matter(visit: Visit, world: str) -> None:
    """An event of three centuries ago and one far ahead are counted beside it; they don't press the others into one bar."""
    page = explore(visit, world)
    middle = "(days) => import('./static/words.js').then((words) => words.middle(days))"
    week = list(range(17000, 17040))
    assert page.evaluate(middle, [-97000, *week, 20000]) == [16969, 17062]
    assert page.evaluate(middle, week) == [17000, 17039]
    assert page.evaluate(middle, [5]) == [5, 5]


def test_brush_and_date_fields_choose_a_range_in_all_views(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    page.click("#tab-events")
    box = page.locator("#bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 30, steps=4)
    page.mouse.up()
    eventually(page, "document.querySelectorAll('#events tbody tr').length < 12")
    expect(page.locator("#bars rect.brush")).to_have_count(1)
    expect(page.locator("#panel .rows li").first).not_to_contain_text("26 events")
    days = page.locator("#events tbody td:first-child").all_inner_texts()
    assert days
    assert max(days) < "2031-05"
    page.fill("#since", "2031-07-01")
    page.fill("#until", "2031-07-31")
    eventually(page, "[...document.querySelectorAll('#events tbody td:first-child')].every((td) => td.textContent.startsWith('2031-07'))")
    assert "since=2031-07-01" in page.url
    page.click("#clear-time")
    expect(page.locator("#events tbody tr")).to_have_count(26)


def test_table_is_sorted_and_opens_evidence_by_keyboard(visit: Visit, world: str) -> None:
    page = explore(visit, world, "&view=events")
    page.locator("#events th button", has_text="Confidence").click()
    assert page.locator("#events tbody tr:first-child td:last-child").inner_text() == "0.78"
    page.locator("#events th button", has_text="Confidence").click()
    expect(page.locator("#events th").last).to_have_attribute("aria-sort", "descending")
    page.locator("#events tbody button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("accuse")
    expect(page.locator("#panel blockquote")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Choose a name, an event or a line")


def test_map_spot_is_chosen_by_keyboard(visit: Visit, world: str) -> None:
    page = explore(visit, world, "&view=map")
    expect(page.locator("#view-map path.land").first).to_be_attached()
    spot = page.locator("#view-map g.spot", has_text="Corvane")
    spot.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Corvane")
    width = "document.querySelector('#view-map svg').viewBox.baseVal.width"
    before = page.evaluate(width)
    page.locator("#view-map svg").focus()
    page.keyboard.press("+")
    assert page.evaluate(width) < before


def test_name_is_added_by_search(visit: Visit, world: str) -> None:
    page = explore(visit, world, "&about=person/bo-reed")
    page.click("#add")
    page.keyboard.type("fay wr")
    expect(page.locator("#add-hits li").first).to_contain_text("Fay Wren")
    page.keyboard.press("Enter")
    eventually(page, "explorer.drawn.shown.has('person/fay-wren')")
    expect(page.locator("#panel h2")).to_have_text("Fay Wren")


def test_keyboard_moves_the_graph_and_reaches_names_through_the_panel(visit: Visit, world: str) -> None:
    page = explore(visit, world)
    page.focus("#canvas")
    before = page.evaluate("explorer.drawn.network.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("explorer.drawn.network.getViewPosition().x") > before
    scale = page.evaluate("explorer.drawn.network.getScale()")
    page.keyboard.press("-")
    assert page.evaluate("explorer.drawn.network.getScale()") < scale
    page.locator("#panel .rows button", has_text="Peru").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Peru")
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-map")).to_be_focused()
    expect(page.locator("#tab-map")).to_have_attribute("aria-selected", "true")


def test_narrow_window_has_filters_and_panel_as_sheets(visit: Visit, world: str) -> None:
    page = explore(visit, world, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#filters")).to_be_hidden()
    page.click("#open-filters")
    expect(page.locator("#close-filters")).to_be_focused()
    page.click("#kind-Accuse")
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#open-filters")).to_be_focused()
    page.evaluate("explorer.select('country/PER')")
    expect(page.locator("#panel")).to_be_visible()
    page.click("#panel .panel-head button")
    expect(page.locator("#panel")).to_be_hidden()
