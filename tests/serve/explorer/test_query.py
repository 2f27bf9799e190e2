"""The query page: editor, completion, named questions, table, chart, graph, downloads, permanent links."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.serve.explorer.conftest import Visit, eventually

SANCTIONS = "SELECT ?who ?whom WHERE { ?e a gb:Sanction ; gb:actor ?who ; gb:recipient ?whom }"


def write(page: Page, text: str) -> None:
    """Replace the query and leave the caret at its end."""
    page.fill("#editor", text)
    page.focus("#editor")
    page.keyboard.press("Control+End")


def test_editor_colours_runs_and_links_entities_by_name(visit: Visit) -> None:
    page = visit("?page=query")
    expect(page.locator("#editor")).to_be_focused()
    assert page.locator(".layer .t-keyword").first.inner_text() == "SELECT"
    write(page, SANCTIONS)
    assert page.locator(".layer").evaluate("pre => pre.textContent").strip() == SANCTIONS
    assert page.locator(".layer .t-name").all_inner_texts() == ["gb:Sanction", "gb:actor", "gb:recipient"]
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer tbody tr")).to_have_count(1)
    expect(page.locator("#rows")).to_have_text("1 row")
    page.locator("#answer a", has_text="Netherlands").click()
    expect(page.locator("h1")).to_have_text("Netherlands")


def test_completion_offers_properties_classes_prefixes_variables_and_entities(visit: Visit) -> None:
    page = visit("?page=query")
    write(page, "SELECT ?person WHERE { ?person gb:ment")
    page.keyboard.type("i")
    expect(page.locator("#completions li").first).to_contain_text("gb:mentionCount")
    page.keyboard.press("Enter")
    assert page.input_value("#editor").endswith("gb:mentionCount")
    page.keyboard.type(" ?x ; a gb:San")
    expect(page.locator("#completions li").first).to_contain_text("gb:Sanction")
    page.keyboard.press("Escape")
    expect(page.locator("#completions")).to_be_hidden()
    page.keyboard.type(" . ?pe")
    expect(page.locator("#completions li").first).to_contain_text("?person")
    page.keyboard.press("Tab")
    page.keyboard.type(" skos")
    expect(page.locator("#completions li").first).to_contain_text("skos:")
    page.keyboard.press("Escape")
    page.keyboard.type(" <quisp")
    expect(page.locator("#completions li").first).to_contain_text("Rosa Quispe")
    assert page.locator("#editor").get_attribute("aria-activedescendant") == "completion-0"
    page.keyboard.press("Enter")
    assert page.input_value("#editor").endswith("?person skos <entity/person/rosa-quispe>")
    page.keyboard.press("Control+z")
    assert not page.input_value("#editor").endswith("rosa-quispe>")


def test_completion_keeps_quiet_in_strings_and_comments(visit: Visit) -> None:
    page = visit("?page=query")
    for text in ("# sel", 'SELECT ?x WHERE { ?x ?y "sel', "SELECT ?x WHERE { ?x ?y '''sel"):
        write(page, text)
        page.keyboard.type("e")
        page.wait_for_timeout(150)
        expect(page.locator("#completions")).to_be_hidden()


def test_error_is_shown_and_its_line_marked(visit: Visit) -> None:
    page = visit("?page=query", fails=True)
    write(page, "SELECT ?x WHERE {\n  ?x nosuch:thing ?y\n}")
    page.click("#run")
    expect(page.locator("#result [role=alert]")).to_contain_text("unknown prefix")
    expect(page.locator(".gutter b")).to_have_text("2")
    write(page, "SELECT * WHERE { SERVICE <http://outside.example/> { ?s ?p ?o } }")
    page.click("#run")
    expect(page.locator("#result [role=alert]")).to_contain_text("SERVICE")


def test_named_question_has_fields_and_a_permanent_link(visit: Visit) -> None:
    page = visit("?page=query")
    page.fill("#filter-questions", "claimed about")
    page.locator("#questions button").first.click()
    expect(page.locator("#value-about")).to_be_focused()
    page.click("#run")
    expect(page.locator("#rows")).to_contain_text("about is needed")
    page.keyboard.type("quis")
    expect(page.locator("#value-about-hits li").first).to_contain_text("Rosa Quispe")
    page.keyboard.press("Enter")
    expect(page.locator("#value-about")).to_have_value("Rosa Quispe")
    page.click("#run")
    expect(page.locator("#answer tbody tr").first).to_contain_text("Rosa Quispe")
    assert "name=claims-about" in page.url
    assert "v.about=person" in page.url
    rows = page.locator("#answer tbody tr").count()
    page.goto(page.url)
    expect(page.locator("#answer tbody tr")).to_have_count(rows, timeout=30_000)


def test_question_without_needed_values_is_asked_at_once(visit: Visit) -> None:
    page = visit("?page=query")
    page.click("#question-outlets")
    expect(page.locator("#answer tbody tr")).to_have_count(3)
    expect(page.locator("#question-outlets")).to_have_attribute("aria-pressed", "true")
    page.locator("#answer th button").first.click()
    expect(page.locator("#answer th").first).to_have_attribute("aria-sort", "ascending")
    assert page.locator("#answer td:first-child").all_inner_texts() == ["Courier", "Gazette", "Herald"]


def test_own_query_has_a_permanent_link(visit: Visit) -> None:
    page = visit("?page=query")
    write(page, SANCTIONS)
    page.click("#run")
    expect(page.locator("#answer tbody tr")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator("#answer tbody tr")).to_have_count(1, timeout=30_000)
    assert page.input_value("#editor") == SANCTIONS


def test_chart_by_names_and_by_dates(visit: Visit, world: str) -> None:
    page = visit("?page=query&name=by-month&run=1&as=chart", at=world)
    expect(page.locator(".chart svg[role=img]")).to_be_visible()
    assert page.locator(".chart rect.bar").count() >= 12
    write(page, "SELECT ?outlet (COUNT(*) AS ?articles) WHERE { ?a schema:publisher/schema:name ?outlet } GROUP BY ?outlet")
    page.click("#run")
    expect(page.locator(".chart text.value")).to_have_text(["10", "10", "10"])
    assert "as=chart" in page.url
    write(page, "SELECT ?a WHERE { ?a a schema:NewsArticle }")
    page.click("#run")
    expect(page.locator("#as-chart")).to_be_disabled()
    expect(page.locator("#answer tbody tr")).to_have_count(30)


def test_construct_is_drawn_as_a_graph(visit: Visit, world: str) -> None:
    page = visit("?page=query", at=world)
    write(page, "CONSTRUCT { ?who gb:sanctions ?whom } WHERE { ?who gb:sanctions ?whom }")
    page.click("#run")
    expect(page.locator("#answer tbody tr").first).to_contain_text("Peru")
    page.click("#as-graph")
    eventually(page, "(document.querySelector('.answer-canvas').getAttribute('aria-label') || '').endsWith('the table holds the same')")
    assert page.locator(".answer-canvas").get_attribute("aria-label") == "9 names and 8 lines; the table holds the same"
    expect(page.locator(".answer-canvas canvas")).to_be_visible()


def test_ask_is_answered_with_yes_or_no(visit: Visit) -> None:
    page = visit("?page=query")
    write(page, "ASK { ?e a gb:Sanction }")
    page.click("#run")
    expect(page.locator(".truth")).to_have_text("Yes")


def test_downloads_as_csv_and_json(visit: Visit, tmp_path: Path) -> None:
    page = visit("?page=query&name=outlets&run=1", accept_downloads=True)
    expect(page.locator("#answer tbody tr")).to_have_count(3)
    for ending in ("csv", "json"):
        with page.expect_download() as download:
            page.click(f"#{ending}")
        assert download.value.suggested_filename == f"outlets.{ending}"
        download.value.save_as(tmp_path / ending)
    rows = list(csv.DictReader((tmp_path / "csv").read_text("utf-8").splitlines()))
    assert sorted(row["outlet"] for row in rows) == ["Courier", "Gazette", "Herald"]
    answer = json.loads((tmp_path / "json").read_text("utf-8"))
    assert len(answer["results"]["bindings"]) == 3
    write(page, "CONSTRUCT { ?a a schema:NewsArticle } WHERE { ?a a schema:NewsArticle }")
    page.click("#run")
    expect(page.locator("#answer tbody tr")).to_have_count(8)
    with page.expect_download() as download:
        page.click("#csv")
    download.value.save_as(tmp_path / "triples")
    assert (tmp_path / "triples").read_text("utf-8").splitlines()[0] == "subject,predicate,object"


def test_narrow_window_has_the_questions_in_one_list(visit: Visit) -> None:
    page = visit("?page=query", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.select_option("#pick-question", "outlets")
    expect(page.locator("#answer tbody tr")).to_have_count(3)
