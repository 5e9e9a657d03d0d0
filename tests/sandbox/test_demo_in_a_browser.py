"""The three things that the demonstration proposes, done in a real browser by a newcomer."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.demo_process import Demo, free_port, running
from tests.support.browser import WAIT_MS, Pages, chromium, pages

__all__ = ["chromium", "pages"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "The Ridge Camp said yes on the phone, in the rain."
SAID = "a text message (SMS)"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with running(folder, free_port()) as found:
        yield found


@pytest.fixture
async def page(demo: Demo, pages: Pages) -> Page:
    """Open the address that the demonstration prints, and nothing more."""
    context = await pages._browser.new_context()
    opened = await context.new_page()
    opened.set_default_timeout(WAIT_MS)
    pages._watch(opened, urlsplit(demo.address).netloc)
    await opened.goto(demo.address)
    await opened.wait_for_selector("body.ready")
    return opened


async def become(page: Page, name: str, room: str) -> None:
    """Choose whose eyes to borrow, at the top left, then one of their rooms."""
    await page.locator("#sidebar .switcher").click()
    await page.get_by_role("menuitemradio", name=name).click()
    await expect(page.locator("#sidebar .who-name")).to_contain_text(name)
    await page.locator("#sidebar .rooms button", has_text=room).click()


def message(page: Page, words: str) -> Locator:
    return page.locator("#pane .message", has_text=words).last


async def test_a_win_is_told_with_a_colleague_and_read_by_others(page: Page) -> None:
    await become(page, "Tom Hughes", "marketing")
    await page.locator("#pane .compose").fill(f"/win {STORY}")
    await page.locator("#pane .compose").press("Enter")
    await expect(page.locator("dialog.modal h2")).to_have_text("Share a win")
    await expect(page.locator("dialog textarea").first).to_have_value(STORY)
    await page.locator("dialog .add-one").first.click()
    await page.get_by_role("combobox").fill("Priya")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await page.locator("[data-fid=modal-submit]").click()
    await expect(message(page, STORY)).to_contain_text("@Priya Nair")

    await become(page, "Karim Benali", "marketing")
    await expect(message(page, STORY)).to_contain_text("@Tom Hughes")


async def test_a_message_becomes_a_practice_once_its_author_agrees(page: Page) -> None:
    await become(page, "Inès Fabre", "marketing")
    await message(page, SAID).locator(".reaction").first.click()

    await become(page, "Sam Rivera", "Cordée")
    await page.get_by_role("tab", name="Messages").click()
    await page.get_by_role("button", name="Publish").click()
    await expect(message(page, "Thank you")).to_be_visible()

    await become(page, "Priya Nair", "marketing")
    await message(page, SAID).locator(".thread-link").click()
    practice = page.locator("#thread .message", has_text="Passed on by")
    await expect(practice).to_contain_text(SAID)


async def test_a_week_passes_and_the_digest_tells_it(page: Page) -> None:
    await become(page, "Karim Benali", "ventes")
    told = page.locator("#pane .message", has_text="Le camping des Pins a signé")
    await expect(told).to_have_count(1)
    await page.get_by_role("button", name="Laisser passer une semaine").click()
    await expect(told).to_have_count(2)
    await expect(told.last).to_contain_text("Camille Roux, Inès Fabre et Karim Benali")
