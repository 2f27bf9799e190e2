"""Photograph the drawing for the tutorial: `python docs/pictures/shoot.py`. Needs playwright and /usr/bin/chromium.

Builds the graph of the example articles in a temporary folder, draws it, and takes two pictures of 1200 x 800 pixels: the
whole graph, and one event picked with its sentence.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STORY = ("northern-wire-2020-08-10.txt", "continental-desk-2020-10-02.html", "tass-2020-11-17.txt")
"""The three articles that the tutorial begins with."""


def main() -> None:
    """Write drawing.png and evidence.png beside this file."""
    import graphbuilder

    articles = HERE.parents[1] / "examples" / "articles"
    with tempfile.TemporaryDirectory() as temporary:
        graphbuilder.build([articles / name for name in STORY], into=Path(temporary, "story"))
        page = Path(temporary, "story.html")
        with graphbuilder.open_graph(Path(temporary, "story")) as graph:
            graph.draw(page, title="Belarus, August to November 2020")
        photograph(page, "sanction 40 Belarusian")


def photograph(page: Path, words: str) -> None:
    """Open the page, take a picture, pick the first event that a search for the words finds, take another."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": 1200, "height": 800}, color_scheme="light", reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_function("globalThis.dossier && dossier.drawn.network")
        tab.wait_for_timeout(1000)
        tab.screenshot(path=HERE / "drawing.png")
        tab.fill("#search", words)
        tab.press("#search", "Enter")
        tab.wait_for_timeout(1000)
        tab.screenshot(path=HERE / "evidence.png")
        browser.close()


if __name__ == "__main__":
    main()
