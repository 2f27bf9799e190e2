"""Photograph the drawing for the tutorial: `python docs/pictures/shoot.py`. Needs playwright and /usr/bin/chromium.

Builds the graph of three example articles in a temporary folder, draws it, and takes two pictures of 1200 x 800 pixels: the
whole graph, and one event picked with its sentence. Then one of 1400 x 860 for the README: the same event in the graph of all articles.
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
SEARCH = "sanction 40 Belarusian"


def main() -> None:
    """Write drawing.png and evidence.png beside this file, and demo.png above it."""
    import graphbuilder

    articles = HERE.parents[1] / "examples" / "articles"
    with tempfile.TemporaryDirectory() as temporary:
        graphbuilder.build([articles / name for name in STORY], into=Path(temporary, "story"))
        page = Path(temporary, "story.html")
        with graphbuilder.open_graph(Path(temporary, "story")) as graph:
            graph.draw(page, title="Belarus, August to November 2020")
        photograph(page, SEARCH, HERE / "evidence.png", whole=HERE / "drawing.png")
        graphbuilder.build([articles], into=Path(temporary, "examples"))
        with graphbuilder.open_graph(Path(temporary, "examples")) as graph:
            graph.draw(page, title="The example articles")
        photograph(page, SEARCH, HERE.parent / "demo.png", width=1400, height=860)


def photograph(page: Path, words: str, picked: Path, whole: Path | None = None, width: int = 1200, height: int = 800) -> None:
    """Open the page, take a picture of the whole, pick the first event that a search for the words finds, take another."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_function("globalThis.dossier && dossier.drawn.network")
        tab.wait_for_timeout(1000)
        if whole is not None:
            tab.screenshot(path=whole)
        tab.fill("#search", words)
        tab.press("#search", "Enter")
        tab.wait_for_timeout(1000)
        tab.screenshot(path=picked)
        browser.close()


if __name__ == "__main__":
    main()
