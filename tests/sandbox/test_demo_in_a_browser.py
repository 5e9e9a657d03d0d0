"""The three things that the demonstration proposes, done in a real browser by a newcomer."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, Page, expect

from sandbox.demo.company import Company
from sandbox.demo.hosting import company_at_work
from sandbox.gestures import Acting
from tests.support.browser import Pages, chromium, pages

__all__ = ["chromium", "pages"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "The Ridge Camp said yes on the phone, in the rain."


@pytest.fixture
async def at_work() -> AsyncIterator[Company]:
    async with company_at_work() as company:
        yield company


async def enter(pages: Pages, company: Company, person: Acting, room: str) -> Page:
    """Open the page with somebody's eyes, in one of their rooms."""
    page = await pages.open(company.slack, person)
    await page.locator("#sidebar .rooms button", has_text=room).click()
    return page


def message(page: Page, words: str) -> Locator:
    return page.locator("#pane .message", has_text=words).last


async def test_tom_tells_a_win_and_karim_reads_it(at_work: Company, pages: Pages) -> None:
    tom = await enter(pages, at_work, at_work.tom, "marketing")
    await tom.locator("#pane .compose").fill(f"/win {STORY}")
    await tom.locator("#pane .compose").press("Enter")
    await expect(tom.locator("dialog.modal h2")).to_have_text("Share a win")
    await expect(tom.locator("dialog textarea").first).to_have_value(STORY)
    await tom.locator("dialog .add-one").first.click()
    await tom.get_by_role("combobox").fill("Priya")
    await tom.keyboard.press("Enter")
    await tom.keyboard.press("Escape")
    await tom.locator("[data-fid=modal-submit]").click()

    await expect(message(tom, STORY)).to_contain_text("@Priya Nair")
    karim = await enter(pages, at_work, at_work.karim, "marketing")
    await expect(message(karim, STORY)).to_be_visible()


async def test_a_message_becomes_a_practice_once_its_author_agrees(
    at_work: Company, pages: Pages
) -> None:
    said = "a text message (SMS)"
    ines = await enter(pages, at_work, at_work.ines, "marketing")
    await message(ines, said).locator(".reaction").first.click()

    sam = await enter(pages, at_work, at_work.sam, "Cordée")
    await sam.get_by_role("tab", name="Messages").click()
    await sam.get_by_role("button", name="Publish").click()
    await expect(message(sam, "Thank you")).to_be_visible()

    await message(ines, said).locator(".thread-link").click()
    await expect(ines.locator("#thread .message", has_text="Passed on by")).to_contain_text(said)


async def test_a_week_passes_and_the_digest_tells_it(at_work: Company, pages: Pages) -> None:
    karim = await enter(pages, at_work, at_work.karim, "ventes")
    told = karim.locator("#pane .message", has_text="Le camping des Pins a signé")
    await expect(told).to_have_count(1)
    await karim.get_by_role("button", name="Laisser passer une semaine").click()
    await expect(told).to_have_count(2)
    await expect(told.last).to_contain_text("Camille Roux, Inès Fabre et Karim Benali")
