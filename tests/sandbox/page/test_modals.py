"""The page's modals and Home: filled in, refused, corrected, submitted, put one on another."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.company import PageCompany
from tests.support.browser import Pages

pytestmark = pytest.mark.browser


async def open_form(page: Page, words: str = "") -> None:
    await page.locator("#pane .compose").fill(f"/win {words}")
    await page.locator("#pane .compose").press("Enter")
    await expect(page.locator("dialog.modal h2")).to_have_text("Une réussite")


async def submit(page: Page) -> None:
    await page.locator("[data-fid=modal-submit]").click()


async def add_people(page: Page, *typed: str) -> None:
    await page.locator("[data-block=people] .add-one").click()
    for words in typed:
        await page.get_by_role("combobox").fill(words)
        await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")


async def test_a_form_is_refused_corrected_and_told(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    await open_form(ana, "non")
    errors = ana.locator("dialog .error")

    await submit(ana)
    await expect(errors).to_have_text(
        ["Écris au moins 5 caractères.", "Remplis ce champ, s’il te plaît."]
    )
    story = ana.locator("[data-block=story] textarea")
    await expect(story).to_be_focused()
    await story.fill("un secret bien gardé")
    await expect(errors).to_have_count(1)
    await add_people(ana, "tom", "luc")
    await expect(ana.locator(".chip")).to_have_text(["Tom Hill", "Luc Petit"])
    await submit(ana)
    await expect(errors).to_have_text(["Raconte-la autrement."])
    await expect(story).to_have_value("un secret bien gardé")
    await expect(ana.locator(".chip")).to_have_text(["Tom Hill", "Luc Petit"])
    await submit(ana)
    await expect(errors).to_have_text(["Raconte-la autrement."])
    await expect(story).to_be_focused()
    await story.fill("une réussite & <b>à nous</b>")
    await story.press("Control+Enter")

    await expect(ana.locator("dialog")).to_have_count(0)
    posted = ana.locator(".message .block-section")
    await expect(posted).to_contain_text("(@Tom Hill, @Luc Petit)")
    assert page_company.ana.modal is None


async def test_a_search_offers_what_the_app_knows(page_company: PageCompany, pages: Pages) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    await open_form(ana, "une réussite")
    await add_people(ana, "luc")
    field = ana.locator("[data-block=practice] .select")

    await field.click()
    await expect(ana.locator(".list-note")).to_have_text("Encore 2 caractères")
    await ana.keyboard.type("sms")
    await expect(ana.get_by_role("option")).to_have_text("Écrire un SMS")
    await ana.keyboard.press("Enter")
    await expect(field).to_contain_text("Écrire un SMS")
    await expect(field).to_be_focused()
    await submit(ana)

    await expect(ana.locator(".message .block-section")).to_contain_text("Écrire")


async def test_a_second_view_lies_on_the_first_and_gives_it_back(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    await open_form(ana, "pas encore envoyée")
    await ana.locator("[data-block=story] textarea").fill("toujours là")

    await ana.get_by_role("button", name="Lire").click()
    await expect(ana.locator("dialog blockquote")).to_have_text("Un SMS court")
    await ana.keyboard.press("Escape")

    await expect(ana.locator("[data-block=story] textarea")).to_have_value("toujours là")
    await ana.keyboard.press("Escape")
    await expect(ana.locator("dialog")).to_have_count(0)
    await expect(ana.locator("#pane .compose")).to_be_focused()


async def test_what_is_typed_survives_a_change_of_the_view(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    await open_form(ana)
    await ana.locator("[data-block=story] textarea").fill("à moitié écrite")
    await add_people(ana, "tom")

    await ana.get_by_role("button", name="Choisis: rien de choisi").click()
    await ana.keyboard.press("Enter")

    await expect(ana.locator("dialog h2")).to_have_text("Changé")
    await expect(ana.locator("[data-block=story] textarea")).to_have_value("à moitié écrite")
    await expect(ana.locator(".chip")).to_have_text("Tom Hill")


async def test_a_shortcut_takes_the_message_and_a_modal_stays_its_owners(
    page_company: PageCompany, pages: Pages
) -> None:
    await page_company.luc.say(page_company.ventes, "Il a répondu au SMS")
    page = await pages.open(page_company.slack, page_company.ana)

    await page.hover(".message")
    await page.locator(".more-tool").click()
    await page.get_by_role("menuitem", name="Garder : réussite").click()

    story = page.locator("[data-block=story] textarea")
    await expect(story).to_have_value("Il a répondu au SMS")
    luc = await pages.open(page_company.slack, page_company.luc)
    await expect(luc.locator("dialog")).to_have_count(0)


async def test_a_button_that_asks_first_waits_for_the_yes(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    await open_form(ana, "une réussite")
    await add_people(ana, "luc")
    await submit(ana)

    button = ana.get_by_role("button", name="Essayer")
    await button.click()
    await ana.get_by_role("button", name="Non", exact=True).click()
    await page_company.slack.quiet()
    assert page_company.ana.ephemerals(page_company.ventes) == []
    await button.click()
    await ana.get_by_role("button", name="Oui", exact=True).click()
    await expect(ana.locator(".ephemeral .text")).to_have_text("Rien que toi.")
    await ana.get_by_role("button", name="Masquer ce message").click()
    await expect(ana.locator(".ephemeral")).to_have_count(0)


async def test_home_is_drawn_and_the_app_answers_in_its_messages(
    page_company: PageCompany, pages: Pages
) -> None:
    tom = await pages.open(page_company.slack, page_company.tom)

    await tom.get_by_role("button", name="Cordée").click()
    await expect(tom.locator(".home")).to_contain_text("Ici, @Tom Hill, on raconte ensemble.")
    await expect(tom.locator(".home h3")).to_have_text("Bonjour 👋")
    await tom.get_by_role("tab", name="Messages").click()
    await tom.locator("#pane .compose").fill("help")
    await tom.locator("#pane .compose").press("Enter")

    await expect(tom.locator(".message code")).to_have_text("/win")
    assert [m.text for m in page_company.slack.dm(page_company.tom)] == [
        "help",
        "Je connais `/win`.",
    ]
