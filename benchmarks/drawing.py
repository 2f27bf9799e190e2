"""How fast the drawing of a large graph is made, opened in Chromium and moved: `python benchmarks/drawing.py`.

Two thousand names and five thousand events with one line each (2,000 nodes, 5,000 edges). Opening is measured from the
start of the navigation to the second frame after the graph has been drawn; moving as frames a second while a pointer
drags the view at every frame. The target: opened in under 3 s, more than 20 frames a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright

from graphbuilder.show.page import render_page
from tests.show.conftest import CHROMIUM, FLAGS
from tests.show.fixtures import large_dossier

OPENED = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
)
PAN = """() => new Promise((done) => {
  const frame = document.getElementById("canvas"), box = frame.getBoundingClientRect(), start = performance.now();
  const inner = frame.querySelector("canvas");
  const at = (dx, dy) => ({ bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1,
    clientX: box.left + 6 + dx, clientY: box.top + 6 + dy });
  inner.dispatchEvent(new PointerEvent("pointerdown", at(0, 0)));
  let frames = 0;
  const move = () => {
    frames++;
    inner.dispatchEvent(new PointerEvent("pointermove", at(150 * Math.sin(frames / 9), 90 * Math.sin(frames / 7))));
    if (performance.now() - start < 2500) { requestAnimationFrame(move); return; }
    inner.dispatchEvent(new PointerEvent("pointerup", at(0, 0)));
    requestAnimationFrame(() => done((1000 * frames) / (performance.now() - start)));
  };
  requestAnimationFrame(move);
})"""


def timed(page: Page, action: str) -> float:
    """Do something in the page and wait for the next frames; seconds."""
    start = time.perf_counter()
    page.evaluate(action)
    page.evaluate(OPENED)
    return time.perf_counter() - start


def main() -> int:
    dossier = large_dossier()
    start = time.perf_counter()
    html = render_page(dossier, title="Two thousand names, five thousand events")
    rows = [("page made (s)", time.perf_counter() - start), ("page size (MB)", len(html.encode()) / 1e6)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_load_state("load")
        opened = page.evaluate(OPENED) / 1000
        first = page.evaluate(PAN)
        rows += [("opened, 150 nodes (s)", opened), ("moving, 150 nodes (frames/s)", first)]
        rows.append(
            ("all 2,000 nodes, 5,000 edges asked for (s)", timed(page, "document.getElementById('all').click()"))
        )
        shown = page.evaluate("[dossier.drawn.shown.size, dossier.drawn.edges.length]")
        everything = page.evaluate(PAN)
        rows.append((f"moving, {shown[0]} nodes, {shown[1]} lines (frames/s)", everything))
        rows.append(
            ("one filter changed, all shown (s)", timed(page, "document.getElementById('fact-Attributed').click()"))
        )
        browser.close()
    for name, value in rows:
        print(f"{name:<52}{value:>8.2f}")
    return 0 if opened < 3 and min(first, everything) > 20 else 1


if __name__ == "__main__":
    raise SystemExit(main())
