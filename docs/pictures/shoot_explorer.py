"""Photograph the explorer for its page: `python docs/pictures/shoot_explorer.py`. Needs playwright and /usr/bin/chromium.

Builds the graph of the example articles in a temporary folder, serves it on a free port, and takes four pictures: three of 1440 x 900
pixels and one of 390 x 844.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
from docs.pictures.shoot import CHROMIUM, FLAGS  # noqa: E402  (the folder above is found by the line above)


def main() -> None:
    """Write the four pictures beside this file."""
    import graphbuilder

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "examples")
        graphbuilder.build([HERE.parents[1] / "examples" / "articles"], into=folder)
        command = [sys.executable, "-m", "graphbuilder", "serve", str(folder), "--port", "0"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert server.stderr
        try:
            address = next(match[1] for line in server.stderr if (match := re.search(r" at (http://\S+/) ", line)))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                photograph(browser, address)
                browser.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)


def photograph(browser: Browser, address: str) -> None:
    """Take the pictures of a server over the example articles."""
    picture(browser, address, "explorer-start", "")
    graph = "?page=explore&mode=events&about=person/alexander-lukashenko&about=country/BLR"
    picture(browser, address, "explorer-graph", graph, choose_contested)
    picture(browser, address, "explorer-query", "?page=query&name=countries&run=1&as=chart", dark=True)
    picture(browser, address, "explorer-narrow", "?page=explore", choose("country/BLR"), size=(390, 844))


def choose(node: str) -> Callable[[Page], None]:
    """Let the graph grow around a node."""

    def act(page: Page) -> None:
        page.locator("html[data-drawn]").wait_for(state="attached")
        page.evaluate(f"explorer.select({node!r}, true)")

    return act


def choose_contested(page: Page) -> None:
    """Choose the event in which the reports disagree."""
    page.locator("html[data-drawn]").wait_for(state="attached")
    page.evaluate("explorer.select([...explorer.set.events.values()].find((event) => event.differs.length).id)")
    page.locator("#panel blockquote").first.wait_for()


def picture(
    browser: Browser,
    address: str,
    name: str,
    path: str,
    act: Callable[[Page], None] | None = None,
    *,
    size: tuple[int, int] = (1440, 900),
    dark: bool = False,
) -> None:
    """Open a page, do something with it, take a picture."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address + path)
    page.locator("html[data-ready]").wait_for(state="attached")
    page.wait_for_timeout(1500)
    if act:
        act(page)
        page.wait_for_timeout(1500)
    page.screenshot(path=HERE / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
