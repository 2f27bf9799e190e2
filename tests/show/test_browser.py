"""The page in a real Chromium: opened, clicked, filtered and read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from graphbuilder.show.page import Drawing, render_page
from tests.show.fixtures import HOSTILE, demo_dossier, hostile_dossier, large_dossier

Open = Callable[..., Page]
TITLE = "Arlenia votes, spring 2031"
SPOT = "key => dossier.drawn.network.canvasToDOM(dossier.drawn.network.getPositions([key])[key])"
"""Where a node stands in the canvas, in pixels of the screen."""


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(demo_dossier(), title=TITLE)


def event_key(page: Page, label: str) -> str:
    """The key of the first event with this label."""
    return str(page.evaluate("label => dossier.DATA.events.find((event) => event.label === label).key", label))


def click_node(page: Page, key: str) -> None:
    """Click a node of the canvas where it stands."""
    at = page.evaluate(SPOT, key)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])


def wait_until(page: Page, condition: str) -> None:
    """Wait for a condition; playwright's own way needs `eval`, which the page's policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(30)
    pytest.fail(f"never became true: {condition}")


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_page_opens_with_title_graph_and_legend(open_page: Open, html: str) -> None:
    page = open_page(html)
    assert page.title() == TITLE
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("dossier.drawn.shown.size") == 16
    assert texts(page, "#legend-types button span") == ["country", "organization", "person", "group", "place", "thing"]
    assert page.locator("#count").inner_text() == "19 of 25 events"


def test_labels_do_not_overlap_at_first(open_page: Open, html: str) -> None:
    """The boxes are those that the browser has drawn, with its own font."""
    overlaps = """() => {
      const boxes = [...dossier.drawn.shown].map((key) => [key, dossier.drawn.network.getBoundingBox(key)]);
      const found = [];
      boxes.forEach(([a, one], i) => boxes.slice(i + 1).forEach(([b, two]) => {
        if (one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom) found.push([a, b]);
      }));
      return found;
    }"""
    page = open_page(html)
    assert page.evaluate(overlaps) == []
    page.click("#mode-events")
    wait_until(page, "dossier.drawn.shown.size > 30")
    assert page.evaluate(overlaps) == []


def test_click_on_event_node_shows_evidence_with_marked_words(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.click("#mode-events")
    click_node(page, event_key(page, "election result"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "election result"
    assert texts(page, "#panel mark.trigger")[-1] == "won"
    assert "Mira Holt" in texts(page, "#panel blockquote mark.role")
    assert texts(page, "#panel blockquote mark.speaker") == ["the Arlenian Electoral Board"]
    assert texts(page, "#panel blockquote") == [
        "Mira Holt won the presidential election in Arlenia on March 9, the Arlenian Electoral Board said."
    ]
    text = panel.inner_text()
    for part in (
        "attributed to a speaker",
        "Said by Arlenian Electoral Board",
        "indirect",
        "Corvane Gazette",
        "2031-03-10",
        "2031-03-09",
    ):
        assert part in text
    link = panel.locator("a", has_text="Holt declared winner in Arlenia")
    assert link.get_attribute("href") == "https://news.example/arl-1"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_click_on_line_shows_its_evidence(open_page: Open, html: str) -> None:
    page = open_page(html)
    at = page.evaluate(
        """() => {
          const line = [...dossier.drawn.lines.values()].find((line) => [...line.labels.keys()][0] === "accuse");
          const [a, b] = [line.from, line.to].map((key) => dossier.drawn.network.getPositions([key])[key]);
          return dossier.drawn.network.canvasToDOM({ x: a.x * 0.7 + b.x * 0.3, y: a.y * 0.7 + b.y * 0.3 });
        }"""
    )
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert page.locator("#panel h2").inner_text() == "accuse"
    assert texts(page, "#panel blockquote") == ["Ole Strand accused Vostria of paying for the unrest in Arlenia."]


def test_marks_stand_right_after_letters_outside_the_basic_plane(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.evaluate("key => dossier.select(key)", event_key(page, "agreement"))
    assert "🌉" in page.locator("#panel blockquote").inner_text()
    assert texts(page, "#panel blockquote mark.speaker") == ["the Vostrian Wire"]
    assert texts(page, "#panel blockquote mark.cue") == ["reported"]


def test_attributed_lines_are_dashed_and_name_their_speaker(open_page: Open, html: str) -> None:
    page = open_page(html)
    lines: list[dict[str, Any]] = page.evaluate(
        """[...dossier.drawn.lines.values()].map((line) => ({
          fact: line.fact, contested: line.contested, label: dossier.lineLabel(line),
          dashes: dossier.drawn.edges.get(line.key).dashes }))"""
    )
    assert {bool(line["dashes"]) for line in lines if line["fact"] == "Asserted"} == {False}
    assert {bool(line["dashes"]) for line in lines if line["fact"] == "Attributed"} == {True}
    assert any(re.fullmatch(r"lift sanction\nsays Ole Strand", line["label"]) for line in lines)
    assert [line["label"] for line in lines if line["contested"]] == ["≠ sanction"] * 2


def test_what_is_no_fact_is_drawn_by_request_only(open_page: Open, html: str) -> None:
    page = open_page(html)
    facts = "[...new Set([...dossier.drawn.lines.values()].map((line) => line.fact))].sort()"
    assert page.evaluate(facts) == ["Asserted", "Attributed"]
    page.click("#fact-Negated")
    page.click("#fact-Asserted")
    wait_until(page, f"{facts}.join() === 'Attributed,Negated'")
    assert page.evaluate(
        "[...dossier.drawn.lines.values()].filter((l) => l.fact === 'Negated').map(dossier.lineLabel)"
    ) == ["not: meet"]
    page.click("#reset")
    wait_until(page, f"{facts}.join() === 'Asserted,Attributed'")


def test_search_by_keyboard_jumps_to_a_name_without_its_accents(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.keyboard.press("/")
    page.keyboard.type("lucia")
    assert texts(page, "#hits li span")[0] == "Lucía Ferrán"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Lucía Ferrán"
    assert page.evaluate("dossier.drawn.network.getSelectedNodes().length") == 1
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    assert texts(page, "#hits li") == ["Nothing found."]


def test_search_shows_what_has_no_direct_line_as_event_nodes(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.fill("#search", "port ellisar")
    page.keyboard.press("Enter")
    assert page.locator("#mode-events").get_attribute("aria-pressed") == "true"
    assert page.evaluate("dossier.drawn.network.getSelectedNodes().length") == 1


def test_filters_act_on_graph_table_map_and_sources(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.click("#class-Sanction")
    page.locator("#legend-outlets button", has_text="Marovia Hoy").click()
    wait_until(page, "dossier.passing().length === 14")
    assert "≠ sanction" not in page.evaluate("[...dossier.drawn.lines.values()].map(dossier.lineLabel)")
    page.click("#tab-table")
    assert page.locator("#events tbody tr").count() == 14
    assert "sanction" not in texts(page, "#events td:nth-child(2)")
    page.click("#tab-map")
    assert "Port Ellisar" not in " ".join(
        page.locator("#view-map g.spot").evaluate_all("spots => spots.map((s) => s.getAttribute('aria-label'))")
    )
    page.click("#tab-sources")
    assert page.locator("#sources tr.off").count() == 2


def test_confidence_and_contested_filters(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.fill("#confidence", "0.95")
    wait_until(page, "dossier.passing().length === 1")
    assert page.locator("#confidence-value").inner_text() == "0.95"
    page.click("#reset")
    page.check("#contested")
    wait_until(page, "dossier.passing().length === 1")
    assert page.evaluate("dossier.passing()[0].label") == "sanction"


def test_switching_off_a_type_takes_its_nodes(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.locator("#legend-types button", has_text="country").click()
    wait_until(page, "![...dossier.drawn.shown].some((key) => dossier.DATA.nodes[+key.slice(1)].type === 'Country')")
    assert page.locator("#legend-types button", has_text="country").get_attribute("aria-pressed") == "false"
    assert page.evaluate("dossier.drawn.shown.size") > 0


def test_brush_on_the_timeline_and_date_fields(open_page: Open, html: str) -> None:
    page = open_page(html)
    box = page.locator("#timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 30, steps=4)
    page.mouse.up()
    wait_until(page, "dossier.passing().length < 10")
    assert page.locator("#timeline rect.brush").count() == 1
    days = page.evaluate("dossier.passing().map((event) => event.from || event.to)")
    assert days
    assert max(days) < "2031-04-05"
    assert page.input_value("#from").startswith("2031-03")
    page.fill("#from", "2031-07-01")
    page.fill("#to", "2031-07-31")
    wait_until(page, "dossier.passing().length === 1")
    page.check("#undated")
    wait_until(page, "dossier.passing().length === 2")
    page.click("#clear-time")
    wait_until(page, "dossier.passing().length === 19")


def test_table_is_sorted_by_a_click_and_opens_evidence(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.click("#tab-table")
    first = "#events tbody tr:first-child td:nth-child({})"
    assert page.locator(first.format(1)).inner_text() == "2031-03-09"
    page.locator("#events th button", has_text="When").click()
    assert page.locator("#events th").first.get_attribute("aria-sort") == "descending"
    page.locator("#events th button", has_text="Confidence").click()
    assert page.locator(first.format(9)).inner_text() == "0.95"
    page.locator("#events tbody button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "sanction"
    assert "≠ contested" in page.locator("#panel").inner_text()


def test_keyboard_reaches_an_event_through_the_panel(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.focus("#canvas")
    before = page.evaluate("dossier.drawn.network.getViewPosition()")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("dossier.drawn.network.getViewPosition().x") > before["x"]
    scale = page.evaluate("dossier.drawn.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("dossier.drawn.network.getScale()") > scale
    page.locator("#panel .rows button", has_text="Tersland").focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Tersland"
    page.locator("#panel .rows button", has_text="sanction").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() == 1
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    assert page.locator("#view-map").is_visible()


def test_dragged_nodes_stay_where_they_are_put(open_page: Open, html: str) -> None:
    page = open_page(html)
    key = page.evaluate("[...dossier.drawn.shown][0]")
    at, box = page.evaluate(SPOT, key), page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + at["x"] + 60, box["y"] + at["y"] + 30, steps=5)
    page.mouse.up()
    moved = page.evaluate("key => dossier.drawn.network.getPositions([key])[key]", key)
    page.evaluate("dossier.changed()")
    page.wait_for_timeout(100)
    assert page.evaluate("key => dossier.drawn.network.getPositions([key])[key]", key) == moved
    assert abs(page.evaluate(SPOT, key)["x"] - at["x"]) > 40


def test_dark_colours_follow_the_system_and_the_button(open_page: Open, html: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = open_page(html, dark=True)
    assert dark.locator("html").get_attribute("data-theme") == "dark"
    light = open_page(html)
    before = light.evaluate(ground)
    light.click("#theme")
    assert light.locator("html").get_attribute("data-theme") == "dark"
    assert light.evaluate(ground) == dark.evaluate(ground) != before
    colours = "dossier.drawn.nodes.get()[0].font.color"
    assert light.evaluate(colours) == dark.evaluate(colours)


def test_narrow_page_has_sheets_and_nothing_sticks_out(open_page: Open, html: str) -> None:
    page = open_page(html, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#panel").is_visible()
    assert not page.locator("#filters").is_visible()
    page.click("#open-filters")
    assert page.locator("#filters").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#filters").is_visible()
    page.fill("#search", "vostrian officials")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    found = page.evaluate("dossier.drawn.network.getSelectedNodes()[0]")
    at = page.evaluate(SPOT, found)
    panel, canvas = page.locator("#panel").bounding_box(), page.locator("#canvas").bounding_box()
    assert panel is not None
    assert canvas is not None
    assert canvas["y"] + at["y"] < panel["y"]  # what was found is not under the sheet
    page.get_by_label("Close the evidence").click()
    assert not page.locator("#panel").is_visible()


def test_every_control_has_a_name(open_page: Open, html: str) -> None:
    page = open_page(html)
    for tab in ("table", "map", "sources", "graph"):
        page.click(f"#tab-{tab}")
        nameless = page.evaluate(
            """[...document.querySelectorAll("button, input, [role=button], [tabindex='0']")]
              .filter((one) => !(one.innerText || "").trim() && !(one.labels && one.labels.length)
                && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")).map((one) => one.outerHTML)"""
        )
        assert nameless == []


def test_article_titled_script_stays_text(open_page: Open) -> None:
    page = open_page(render_page(hostile_dossier(), title=HOSTILE[0]))
    assert page.title() == HOSTILE[0]
    assert page.locator("h1").inner_text() == HOSTILE[0]
    page.click("#tab-sources")
    assert HOSTILE[0] in texts(page, "#sources td:nth-child(3) :first-child")


def test_hostile_text_runs_nowhere(open_page: Open) -> None:
    """Every name, event and line of a page full of hostile text is opened; `open_page` sees any dialog, request or error."""
    page = open_page(render_page(hostile_dossier(), title=HOSTILE[1], language=HOSTILE[5]))
    scripts = page.evaluate("document.scripts.length")
    for tab in ("map", "table", "sources", "graph"):
        page.click(f"#tab-{tab}")
    page.evaluate(
        """() => {
          for (const node of dossier.DATA.nodes) dossier.select(node.key, true);
          for (const event of dossier.DATA.events) dossier.select(event.key, true);
          for (const line of [...dossier.drawn.lines.values()]) dossier.select(line);
        }"""
    )
    page.evaluate("dossier.select('e0')")
    page.locator("#panel blockquote").first.hover()
    for text in HOSTILE[:8]:
        page.fill("#search", text)
    page.click("#mode-events")
    page.wait_for_timeout(150)
    assert page.evaluate("document.scripts.length") == scripts == 3
    for tag in ("iframe", "img", "base", "link", "meta[http-equiv=refresh]", "[onmouseover]", "[onload]", "[onerror]"):
        assert page.locator(f"body {tag}").count() == 0, tag
    addresses = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.protocol)")
    assert set(addresses) <= {"https:", "http:", "file:"}


def test_content_security_policy_refuses_added_script_and_image(browser: Any, html: str, tmp_path: Any) -> None:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate(
        """() => { globalThis.ran = 0; globalThis.refused = [];
          document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
          const script = document.createElement("script"); script.textContent = "globalThis.ran = 1"; document.body.append(script);
          const image = document.createElement("img"); image.src = "https://outside.example/x.png"; document.body.append(image); }"""
    )
    wait_until(page, "refused.length >= 2")
    assert page.evaluate("ran") == 0
    assert {directive.split("-")[0] for directive in page.evaluate("refused")} == {"script", "img"}
    page.close()


def test_notebook_frame_runs_in_its_own_sandbox(open_page: Open, browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<!DOCTYPE html>" + Drawing(dossier=demo_dossier(), title=HOSTILE[5])._repr_html_())
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text(timeout=10000) == HOSTILE[5]
    assert frame.locator("#count").inner_text() == "19 of 25 events"
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    page.close()


def test_view_of_a_heavy_graph_is_dragged_as_a_picture(open_page: Open) -> None:
    page = open_page(render_page(large_dossier(300, 1500), title="heavy"))
    page.evaluate("document.getElementById('all').click() ?? document.getElementById('more').click()")
    assert page.evaluate("dossier.drawn.lines.size") > 600
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    before, scale = page.evaluate("[dossier.drawn.network.getViewPosition(), dossier.drawn.network.getScale()]")
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 85, box["y"] + 45)
    page.wait_for_function("document.querySelector('#canvas canvas').style.transform === 'translate(80px, 40px)'", timeout=10_000)
    page.mouse.up()
    assert page.evaluate("document.querySelector('#canvas canvas').style.transform") == ""
    after = page.evaluate("dossier.drawn.network.getViewPosition()")
    assert after["x"] == pytest.approx(before["x"] - 80 / scale)
    assert after["y"] == pytest.approx(before["y"] - 40 / scale)


def test_large_graph_shows_the_most_connected_first(open_page: Open) -> None:
    page = open_page(render_page(large_dossier(400, 900), title="large"))
    assert page.evaluate("dossier.drawn.shown.size") == 150
    shown: list[int] = page.evaluate(
        "[...dossier.drawn.shown].map((key) => dossier.DATA.nodes[+key.slice(1)].events.length)"
    )
    hidden: list[int] = page.evaluate(
        "dossier.DATA.nodes.filter((node) => !dossier.drawn.shown.has(node.key)).map((node) => node.events.length)"
    )
    assert min(shown) >= max(hidden) - 1  # events, not neighbours, are counted here
    page.click("#more")
    assert page.evaluate("dossier.drawn.shown.size") == 300
    page.click("#more")
    assert page.evaluate("dossier.drawn.shown.size") == 400
    assert not page.locator("#more").is_visible()
