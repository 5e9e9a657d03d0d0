"""The page of a trial through Bolt: its story, the way to each message, and who may read it."""

from bot.domain.chapters import Chapter, ChapterKind
from bot.views import ids
from bot.views.stories import PAGE
from sandbox.nouns import Channel, Message
from tests.support.agreements import amend, choose, object_to, page, the_trial
from tests.support.company import Company
from tests.support.proposals import proposed


async def follow_up(company: Company, channel: Channel, chapters: int) -> None:
    """Let a lot happen to the trial of a channel."""
    trial = await the_trial(company, channel)
    database = company.cordee.services.outbox._database
    await database.add(
        *(
            Chapter(trial.team_id, trial.subject, ChapterKind.ASKED, at, company.mia.id, f"Q{at}")
            for at in (company.clock.now() for _ in range(chapters))
        )
    )


async def told_in_thread(company: Company, card: Message) -> Message:
    await company.let(seconds=5)
    return company.slack.messages(card.channel, card)[0]


async def test_a_story_goes_from_its_proposal_on_with_the_way_to_each_message(
    company: Company,
) -> None:
    card = await proposed(company, company.tom, company.ventes, why="They forget us.")
    await object_to(company.mia, card, "Not with <new> customers.")
    await told_in_thread(company, card)
    await choose(company.tom, card, "amend")
    assert (await amend(company.tom, why="They forget us. Old customers only.")).ok
    await company.let(days=3)
    await company.luc.click(card, ids.STORY_OPEN)
    told = page(company.luc)
    parts = [
        "l’a proposé.",
        "a une objection :\n&gt; Not with &lt;new&gt; customers.",
        "l’a retravaillé",
        "Old customers only.",
        "c’est parti.",
    ]
    found = [told.rindex(part) for part in parts]
    assert found == sorted(found)
    assert told.count("/archives/") == 4, "the card, the objection, the amendment, the start"
    assert "lundi 23 novembre" in told


async def test_a_story_that_is_longer_than_a_page_turns_back(company: Company) -> None:
    await proposed(company, company.tom, company.ventes)
    card = company.last(company.ventes)
    await company.let(hours=1)
    await follow_up(company, company.ventes, 2 * PAGE)
    await company.mia.click(card, ids.STORY_OPEN)
    assert "proposed it" not in page(company.mia)
    await company.mia.click(None, ids.STORY_EARLIER)
    await company.mia.click(None, ids.STORY_EARLIER)
    assert "proposed it" in page(company.mia)
    await company.mia.click(None, ids.STORY_LATER)
    assert "proposed it" not in page(company.mia)


async def test_a_private_story_is_told_to_those_of_its_channel_only(company: Company) -> None:
    card = await proposed(company, company.ana, company.projets)
    trial = await the_trial(company, company.projets)
    company.slack.add_member(company.projets, company.tom)
    await company.tom.click(card, ids.STORY_OPEN)
    assert page(company.tom)
    await company.tom.close_modal()
    company.slack.remove_member(company.projets, company.tom)
    elsewhere = await proposed(company, company.luc, company.ventes)
    value = f"trial:{trial.trial_id}"
    for block in elsewhere.blocks:
        for element in block.get("elements", []):
            element["value"] = value
    for button in (ids.STORY_OPEN, ids.AGREEMENT_JOIN, ids.AGREEMENT_OBJECT):
        await company.tom.click(elsewhere, button)
        assert not company.tom.modals
        [*_, said] = company.tom.ephemerals(company.ventes)
        assert said.text == "I cannot find this trial any more."


async def test_a_guest_of_another_organisation_and_a_card_of_what_was_erased(
    company: Company,
) -> None:
    card = await proposed(company, company.tom, company.ventes)
    eve = company.slack.add_person("Eve Stone", external=True)
    company.slack.add_member(company.ventes, eve)
    await eve.click(card, ids.STORY_OPEN)
    assert "people of the workspace" in eve.ephemerals(company.ventes)[-1].text
    for block in card.blocks:
        for element in block.get("elements", []):
            element["value"] = "trial:gone"
    for button in (ids.STORY_OPEN, ids.AGREEMENT_JOIN, ids.AGREEMENT_HELP, ids.AGREEMENT_OBJECT):
        await company.mia.click(card, button)
        assert "cannot find this trial" in company.mia.ephemerals(company.ventes)[-1].text


async def test_nothing_is_said_in_a_channel_that_is_archived(company: Company) -> None:
    card = await proposed(company, company.tom, company.ventes)
    before = await the_trial(company, company.ventes)
    company.slack.archive(company.ventes)
    await company.let(hours=1)  # longer than anything is remembered of a channel
    for button in (ids.AGREEMENT_JOIN, ids.AGREEMENT_HELP):
        await company.mia.click(card, button)
    assert await the_trial(company, company.ventes) == before
