"""A real Chromium, started once for the whole run, and the pages that a test opens in it."""

import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    async_playwright,
    expect,
)

from sandbox.gestures import Acting
from sandbox.server import Sandbox

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = f"Chromium: none of {', '.join(PROGRAMS)} is installed"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
    # Without a screen there is no mouse, and the page would lay itself out for fingers.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2",
]
WAIT_MS = 8_000


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start Chromium for the whole run; give the address where it takes orders."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(NO_CHROMIUM)
    with _running(program, tmp_path_factory.mktemp("chromium")) as address:
        yield address


@contextmanager
def _running(program: str, profile: Path) -> Iterator[str]:
    command = [program, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield _address(process)
        finally:
            # Chromium is many processes, in a group of their own.
            os.killpg(process.pid, signal.SIGKILL)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("DevTools listening on "):
            return line.removeprefix("DevTools listening on ").strip()
    raise RuntimeError("Chromium ended before it took orders")


class Pages:
    """Open the sandbox's page as one person or another, and keep what goes wrong in it."""

    def __init__(self, browser: Browser) -> None:
        self.faults: list[str] = []
        """Errors told to the console, and requests that left for elsewhere."""
        self._browser = browser

    async def open(
        self, slack: Sandbox, person: Acting, width: int = 1280, height: int = 860
    ) -> Page:
        """Open the page with the eyes of one person, in a window of its own."""
        size = ViewportSize(width=width, height=height)
        context = await self._browser.new_context(viewport=size)
        page = await context.new_page()
        page.set_default_timeout(WAIT_MS)
        self._watch(page, urlsplit(slack.page_url).netloc)
        await page.goto(f"{slack.page_url}?as={person.id}")
        await page.wait_for_selector("body.ready")
        return page

    def _watch(self, page: Page, home: str) -> None:
        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.faults.append(f"console: {message.text}")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc not in ("", home):
                self.faults.append(f"request: {request.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", on_request)

    async def close(self) -> None:
        """Close every window."""
        for context in self._browser.contexts:
            await context.close()


@pytest.fixture
async def pages(chromium: str) -> AsyncIterator[Pages]:
    """Give the browser to one test; a fault in any of its pages fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        opened = Pages(browser)
        expect.set_options(timeout=WAIT_MS)
        yield opened
        await opened.close()
        await browser.close()
    assert opened.faults == []
