"""A real Chromium for the pages: everything from outside is refused and recorded, and so is every error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, sync_playwright

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

Open: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium with a fresh profile; it must be there.

    One for each module: while playwright runs, its event loop does, and no other test of the process can start one.
    """
    if not Path(CHROMIUM).exists():
        pytest.fail(
            f"{CHROMIUM} is missing: the pages are tested in a real browser. Install it: apt-get install -y chromium"
        )
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open HTML as a file; at the end of the test there must have been no outside request and no error in any page."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_html(html: str, *, width: int = 1440, height: int = 900, dark: bool = False, **options: Any) -> Page:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()

        def answer(route: Route) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                wrong.append(f"outside request: {route.request.url[:200]}")
                route.abort()

        def console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                wrong.append(f"console {message.type}: {message.text}")

        def dialog_opened(dialog: Dialog) -> None:
            wrong.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", answer)
        page.on("console", console)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", dialog_opened)
        page.goto(path.as_uri())
        assert page.evaluate("Boolean(globalThis.dossier && dossier.drawn.network)"), wrong
        return page

    yield open_html
    for context in contexts:
        context.close()
    assert wrong == []
