"""Everything from an article is inert text: 61 hostile strings in ids, titles, names, quotations, addresses; nothing runs.

The fixture `visit` sees every dialog, request to elsewhere, error and refusal by the page's policy.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.serve.explorer.conftest import Visit
from tests.show.fixtures import HOSTILE

ELEMENTS = (
    *("iframe", "img", "base", "meta[http-equiv=refresh]", "object", "embed", "video", "style"),
    *("form[action]", "[onload]", "[onerror]", "[onmouseover]"),
)


GO = """([page, id]) => {
  history.pushState(null, '', '?' + new URLSearchParams({ page, id }));
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def nothing_came_alive(page: Page) -> None:
    """No element that only an article could have made, no script but ours, no address that runs."""
    for selector in ELEMENTS:
        assert page.locator(f"body {selector}").count() == 0, selector
    scripts = page.evaluate("[...document.scripts].map((script) => new URL(script.src).pathname)")
    assert set(scripts) <= {"/static/main.js", "/static/vis-network.js"}
    assert set(page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")) <= {"http:", "https:"}


def test_start_page_and_search(visit: Visit, hostile_world: str) -> None:
    page = visit(at=hostile_world)
    nothing_came_alive(page)
    for text in HOSTILE[:6]:
        page.fill("#start-search", text[:60])
        page.wait_for_timeout(200)
    page.fill("#start-search", "alert")
    expect(page.locator("#start-search-hits li").first).to_contain_text("alert")
    nothing_came_alive(page)


def test_all_entities_events_and_articles(visit: Visit, hostile_world: str) -> None:
    page = visit(at=hostile_world)
    told = page.evaluate("fetch('api/scope?draw=none').then((answer) => answer.json())")
    assert len(told["events"]) == len(HOSTILE)
    links = [("entity", node["id"]) for node in told["nodes"]] + [("event", event["id"]) for event in told["events"]]
    links += [("article", source["id"]) for source in told["sources"]]
    assert len(links) >= 3 * len(HOSTILE) - 2
    for kind, id in links:
        page.evaluate(GO, [kind, id])
        expect(page.locator(f"body[data-page={kind}] main:not([aria-busy]) h1")).to_have_count(1)
    nothing_came_alive(page)


@pytest.mark.parametrize("number", [0, 3, 30, 50])
def test_one_page_of_each_kind_is_whole(visit: Visit, hostile_world: str, number: int) -> None:
    page = visit(at=hostile_world)
    told = page.evaluate("fetch('api/scope?draw=none').then((answer) => answer.json())")
    event = next(event for event in told["events"] if event["articles"][0].startswith(f"{number} "))
    page = visit("?page=event&id=" + event["id"], at=hostile_world)
    quotation = page.locator("blockquote").first.evaluate("node => node.textContent")
    assert quotation.startswith(HOSTILE[number])
    page.locator("aside a").first.click()
    expect(page.locator("#mentions blockquote").first).to_be_attached()
    page.locator("#mentions .report a").first.click()
    for box in page.locator(".switches input").all():
        box.check()
    nothing_came_alive(page)


def test_graph_map_tables_and_panel(visit: Visit, hostile_world: str) -> None:
    page = visit("?page=explore", at=hostile_world)
    page.locator("html[data-drawn]").wait_for(state="attached", timeout=30_000)
    page.evaluate("async () => { for (const id of [...explorer.set.nodes.keys()].slice(0, 20)) await explorer.select(id, true); }")
    page.evaluate("async () => { for (const id of [...explorer.set.events.keys()].slice(0, 10)) await explorer.select(id); }")
    for tab in ("map", "events", "articles", "graph"):
        page.click(f"#tab-{tab}")
        page.wait_for_timeout(100)
    page.locator("#canvas").hover()
    nothing_came_alive(page)


def test_answers_of_queries(visit: Visit, hostile_world: str) -> None:
    page = visit("?page=query", at=hostile_world)
    page.fill("#editor", "SELECT ?entity ?name (1 AS ?n) WHERE { ?entity a gb:Entity ; skos:prefLabel ?name }")
    page.click("#run")
    expect(page.locator("#answer tbody tr").first).to_be_visible()
    for view in ("chart", "graph", "table"):
        page.click(f"#as-{view}")
        page.wait_for_timeout(300)
    for text in HOSTILE[:10]:
        page.fill("#editor", "SELECT * { " + text)
    nothing_came_alive(page)


def test_page_cannot_be_made_to_run_what_an_address_says(visit: Visit) -> None:
    bad = "<img src=x onerror=alert(1)>"
    query = f"?page=query&name={bad}&q={bad}&v.about={bad}&as={bad}"
    for path in (f"?page={bad}", f"?page=entity&id={bad}", query, f"?page=explore&about={bad}&select={bad}"):
        page = visit(path, fails=True)
        page.wait_for_timeout(200)
        nothing_came_alive(page)


def test_policy_refuses_inline_code(visit: Visit) -> None:
    page = visit()
    policy = page.evaluate(
        """() => fetch('./', { headers: { Accept: 'text/html' } }).then((answer) => answer.headers.get('content-security-policy'))"""
    )
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
