"""The explorer in a real Chromium: everything that is asked of another address is refused and recorded, and so is every error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, expect

from tests.serve.conftest import serving
from tests.serve.explorer.worlds import PARTNERS, build, hostile, partner
from tests.show.conftest import browser as browser
from tests.show.fixtures import HOSTILE

expect.set_options(timeout=40_000)  # the processors may be busy with other things

Visit: TypeAlias = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """Open a page of the explorer; at the end of the test there must have been no outside request, error or dialog in any page."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(
        path: str = "",
        *,
        at: str = server,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        fails: bool = False,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()

        def answer(route: Route) -> None:
            if route.request.url.startswith(at):
                route.continue_()
            else:
                wrong.append(f"outside request: {route.request.url[:200]}")
                route.abort()

        def console(message: ConsoleMessage) -> None:
            refused = fails and "the server responded with a status of 4" in message.text
            if message.type in ("error", "warning") and not refused:
                wrong.append(f"console {message.type}: {message.text}")

        def dialog_opened(dialog: Dialog) -> None:
            wrong.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", answer)
        page.on("console", console)
        page.on("pageerror", lambda error: wrong.append(f"error: {error} {(error.stack or '')[:300]}"))
        page.on("dialog", dialog_opened)
        page.goto(at + path)
        page.locator("html[data-ready]").wait_for(state="attached", timeout=30_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over thirty articles about a country and its partners."""
    folder = build(tmp_path_factory.mktemp("world") / "store", [partner(number) for number in range(len(PARTNERS))])
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over articles in which every text is hostile."""
    folder = build(tmp_path_factory.mktemp("hostile") / "store", [hostile(number) for number in range(len(HOSTILE))])
    with serving(folder) as address:
        yield address


def eventually(page: Page, condition: str, seconds: float = 20.0) -> None:
    """Wait for a condition; playwright's own way needs `eval`, which the page's policy refuses."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never became true: {condition}")
