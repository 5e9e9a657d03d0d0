"""The page as a room: what people write, react and see, each with their own eyes."""

import re
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.company import PageCompany, pass_an_hour
from tests.support.browser import Pages

pytestmark = pytest.mark.browser


async def write(page: Page, text: str) -> None:
    composer = page.locator("#pane .compose")
    await composer.fill(text)
    await composer.press("Enter")


async def become(page: Page, name: str) -> None:
    await page.click(".switcher")
    await page.get_by_role("menuitemradio", name=name).click()
    await expect(page.locator(".who-name")).to_contain_text(name)


async def choose(page: Page, message: str, entry: str) -> None:
    """Open the menu of a message and choose in it."""
    shown = page.locator("#pane .message", has_text=message)
    await shown.hover()
    await shown.locator(".more-tool").click()
    await page.get_by_role("menuitem", name=entry).click()


async def test_what_one_says_reaches_the_others_live(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    tom = await pages.open(page_company.slack, page_company.tom)

    await write(ana, "Bonjour *tous*, <b>et</b> @Tom Hill :wave: & co")

    line = tom.locator(".message .text")
    await expect(line).to_have_text("Bonjour tous, <b>et</b> @Tom Hill 👋 & co")
    await expect(line.locator("strong")).to_have_text("tous")
    await expect(line.locator(".mention.mine")).to_have_text("@Tom Hill")
    stored = page_company.slack.messages(page_company.ventes)[-1].text
    tom_id = page_company.tom.id
    assert stored == f"Bonjour *tous*, &lt;b&gt;et&lt;/b&gt; <@{tom_id}> :wave: &amp; co"


async def test_a_reaction_is_seen_counted_and_taken_back(
    page_company: PageCompany, pages: Pages
) -> None:
    message = await page_company.luc.say(page_company.ventes, "Il a répondu au SMS")
    ana = await pages.open(page_company.slack, page_company.ana)
    await ana.hover(".message")

    await ana.get_by_label("Réagir avec :bulb:").click()

    pill = ana.locator(".reaction:not(.add)")
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await expect(pill).to_have_attribute("title", "toi : réaction :bulb:")
    assert message.reactions == {"bulb": [page_company.ana.id]}
    await pill.click()
    await expect(pill).to_have_count(0)
    assert message.reactions == {}


async def test_a_thread_is_answered_beside_its_message(
    page_company: PageCompany, pages: Pages
) -> None:
    message = await page_company.luc.say(page_company.ventes, "Des idées ?")
    await page_company.tom.say(page_company.ventes, "A text message", thread=message)
    ana = await pages.open(page_company.slack, page_company.ana)

    await ana.click("text=1 réponse")
    await ana.locator("#thread .compose").fill("Un SMS")
    await ana.locator("#thread .compose").press("Enter")

    await expect(ana.locator("#thread .message")).to_have_count(3)
    await expect(ana.locator(".reply-count")).to_have_text("2 réponses")
    replies = page_company.slack.messages(page_company.ventes, thread=message)
    assert [r.text for r in replies] == ["A text message", "Un SMS"]
    await ana.locator("#thread .compose").fill("/win une réussite")
    await ana.locator("#thread .compose").press("Enter")
    await expect(ana.locator(".toast")).to_have_text("Les commandes ne marchent pas dans les fils.")
    await ana.keyboard.press("Escape")
    await expect(ana.locator("#thread")).to_be_hidden()


async def test_one_edits_and_deletes_only_what_one_wrote(
    page_company: PageCompany, pages: Pages
) -> None:
    await page_company.luc.say(page_company.ventes, "De Luc")
    message = await page_company.ana.say(page_company.ventes, "Avant & @Luc Petit")
    ana = await pages.open(page_company.slack, page_company.ana)

    await choose(ana, "Avant", "Modifier le message")
    editor = ana.locator(".editor textarea")
    await expect(editor).to_have_value("Avant & @Luc Petit")
    await editor.fill("Après & @Luc Petit")
    await editor.press("Enter")

    await expect(ana.locator(".message", has_text="Après")).to_contain_text("(modifié)")
    assert message.text == f"Après &amp; <@{page_company.luc.id}>"
    await choose(ana, "Après", "Supprimer le message")
    await ana.locator("dialog .danger").click()
    await expect(ana.locator(".message", has_text="Après")).to_have_count(0)
    assert message.deleted
    await ana.locator(".message", has_text="De Luc").hover()
    await ana.locator(".message .more-tool").click()
    await expect(ana.get_by_role("menuitem", name="Supprimer")).to_have_count(0)


async def test_each_reads_their_own_language_zone_and_private_words(
    page_company: PageCompany, pages: Pages
) -> None:
    await page_company.luc.say(page_company.ventes, "Bonjour")
    await page_company.app.client.chat_postEphemeral(
        channel=page_company.ventes.id, user=page_company.ana.id, text="Pour *Ana*"
    )
    page = await pages.open(page_company.slack, page_company.ana)
    await expect(page.locator("html")).to_have_attribute("lang", "fr")
    await expect(page.locator(".only-you")).to_have_text("Visible par toi uniquement")
    await expect(page.locator(".heading .time").first).to_have_text(re.compile("^0?10:05$"))
    await expect(page.locator(".now-words")).to_have_text(re.compile("^Lundi 23 novembre"))

    await become(page, "Tom Hill")

    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator(".heading .time").first).to_have_text(re.compile("^4:05.AM$"))
    await expect(page.locator(".only-you")).to_have_count(0)
    await expect(page.locator(".room")).not_to_contain_text(["projets"])
    await become(page, "Ana Morel")
    await expect(page.locator(".only-you")).to_have_count(1)
    await page.reload()
    await expect(page.locator(".message")).to_have_count(1)


async def test_what_waits_stands_out_for_whom_it_waits(
    page_company: PageCompany, pages: Pages
) -> None:
    page = await pages.open(page_company.slack, page_company.ana)
    await expect(page.locator(".switcher .dot")).to_have_count(0)

    await page_company.luc.say(page_company.projets, "Du nouveau")
    await page_company.app.client.chat_postEphemeral(
        channel=page_company.ventes.id, user=page_company.luc.id, text="Pour Luc"
    )

    await expect(page.get_by_role("button", name="projets, privé, non lu")).to_be_visible()
    await expect(page.locator(".switcher .dot")).to_be_visible()
    await page.get_by_role("button", name="projets, privé, non lu").click()
    await expect(page.get_by_role("button", name="projets, privé", exact=True)).to_be_visible()
    await become(page, "Luc Petit")
    await page.get_by_role("button", name="ventes").click()
    await expect(page.locator(".ephemeral")).to_contain_text("Pour Luc")
    await expect(page.locator(".room .dot")).to_have_count(0)


async def test_what_was_typed_comes_back_when_a_command_fails(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)

    await write(ana, "/inconnue du bataillon")
    await expect(ana.locator(".toast")).to_have_text("/inconnue n’est pas une commande connue.")
    await expect(ana.locator("#pane .compose")).to_have_value("/inconnue du bataillon")

    await write(ana, "/slow et longue")
    await expect(ana.locator(".toast").last).to_have_text(
        "L’appli n’a pas répondu à temps. Réessaie."
    )
    await expect(ana.locator("#pane .compose")).to_have_value("/slow et longue")


async def test_commands_people_channels_and_emoji_are_completed(
    page_company: PageCompany, pages: Pages
) -> None:
    ana = await pages.open(page_company.slack, page_company.ana)
    composer = ana.locator("#pane .compose")

    await composer.press_sequentially("/w")
    await expect(ana.locator("#completion .list-item")).to_have_text("/win [words]Tell a win")
    await composer.press("Tab")
    await expect(composer).to_have_value("/win ")
    await composer.fill("")
    await composer.press_sequentially("Avec @pet")
    await composer.press("Enter")
    await composer.press_sequentially("dans #proj")
    await composer.press("Enter")
    await composer.press_sequentially(":tad")
    await composer.press("Enter")
    await expect(composer).to_have_value("Avec @Luc Petit dans #projets :tada: ")


async def test_the_demonstration_moves_the_pretend_clock(
    page_company: PageCompany, pages: Pages
) -> None:
    page_company.slack.page_controls = [pass_an_hour(page_company.clock)]
    ana = await pages.open(page_company.slack, page_company.ana)
    await expect(ana.locator(".now-words")).to_have_text(re.compile("10:05$"))

    await ana.get_by_role("button", name="Laisser passer une heure").click()

    await expect(ana.locator(".toast")).to_have_text("Une heure a passé.")
    await expect(ana.locator(".now-words")).to_have_text(re.compile("11:05$"))


async def test_a_link_to_a_message_leads_to_it(page_company: PageCompany, pages: Pages) -> None:
    client, projets = page_company.app.client, page_company.projets
    message = await page_company.luc.say(projets, "C’est ici")
    for number in range(30):
        await page_company.luc.say(projets, f"et puis {number}")
    link = await client.chat_getPermalink(channel=projets.id, message_ts=message.ts)
    text = f"<{link['permalink']}|Voir le message>"
    await client.chat_postMessage(channel=page_company.ventes.id, text=text)
    ana = await pages.open(page_company.slack, page_company.ana)

    await ana.click("text=Voir le message")

    await expect(ana.locator("h1")).to_have_text("projets")
    await expect(ana.locator(".pointed-at")).to_contain_text("C’est ici")
    await expect(ana.locator(".pointed-at")).to_be_in_viewport()


async def test_the_newest_stays_in_sight_until_one_scrolls_away(
    page_company: PageCompany, pages: Pages
) -> None:
    for number in range(40):
        await page_company.luc.say(page_company.ventes, f"message {number}")
    page = await pages.open(page_company.slack, page_company.ana)
    await expect(page.get_by_text("message 39")).to_be_in_viewport()
    await page.set_viewport_size({"width": 400, "height": 500})
    await expect(page.get_by_text("message 39")).to_be_in_viewport()

    await page.locator("#pane .messages").evaluate("(list) => { list.scrollTop = 0; }")
    await page_company.luc.say(page_company.ventes, "le suivant")
    await expect(page.get_by_text("le suivant")).to_have_count(1)
    await expect(page.get_by_text("message 0", exact=True)).to_be_in_viewport()
    await write(page, "à moi")
    await expect(page.get_by_text("à moi")).to_be_in_viewport()


async def test_reloading_comes_back_to_the_same_eyes_and_room(
    page_company: PageCompany, pages: Pages
) -> None:
    page = await pages.open(page_company.slack, page_company.ana)
    await become(page, "Luc Petit")
    await page.get_by_role("button", name="projets, privé").click()

    await page.goto(page.url)
    await page.reload()

    await expect(page.locator(".who-name")).to_contain_text("Luc Petit")
    await expect(page.locator("h1")).to_have_text("projets")


async def test_the_first_of_a_month_is_written_as_french_writes_it(
    page_company: PageCompany, pages: Pages
) -> None:
    page_company.clock.advance(days=8)
    ana = await pages.open(page_company.slack, page_company.ana)
    await expect(ana.locator(".now-words")).to_have_text(re.compile("^Mardi 1er décembre"))


async def test_everything_fits_a_narrow_window(page_company: PageCompany, pages: Pages) -> None:
    long = "unmotquinefinitpas" * 10
    hour = pass_an_hour(page_company.clock)
    page_company.slack.page_controls = [replace(hour, id=f"hour-{each}") for each in "abc"]
    message = await page_company.luc.say(page_company.ventes, f"```{long}``` {long}")
    await page_company.tom.say(page_company.ventes, long, thread=message)
    page = await pages.open(page_company.slack, page_company.ana, width=390, height=780)
    await assert_fits(page)

    await page.get_by_role("button", name="Ouvrir la liste des canaux").click()
    await assert_fits(page)
    await page.get_by_role("button", name="projets, privé").click()
    await expect(page.locator("h1")).to_have_text("projets")
    await page.get_by_role("button", name="Ouvrir la liste des canaux").click()
    await page.get_by_role("button", name="ventes").click()
    await page.click(".thread-link")
    await assert_fits(page)
    await page.get_by_label("Fermer le fil").click()
    await write(page, f"/win {long}")
    await expect(page.locator("dialog.modal")).to_be_visible()
    await assert_fits(page)


async def assert_fits(page: Page) -> None:
    too_wide = await page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getClientRects().length && !one.closest(".sidebar"))
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => `${one.tagName}.${one.className}`)"""
    )
    assert too_wide == []
