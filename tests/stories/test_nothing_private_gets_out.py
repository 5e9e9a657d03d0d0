"""What was given in a private channel, looked for by everybody else in every way there is."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.gestures import Gesture
from bot.errors import CordeeError
from bot.services.visibility import Visibility
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.tips import ask, tip

SECRET = "Aurore"
"""A word that nobody says outside of the private channel."""
SEARCHES = [
    SECRET,
    SECRET.lower(),
    "auror",
    "arore",
    f"« {SECRET} »",
    f"#{SECRET}",
    f"tag:{SECRET}",
    f"kind:win {SECRET}",
    f"type:pratique {SECRET}",
    "",
    "since:2026-01-01",
]
"""Whole, begun, mistyped, quoted, by tag, by kind; and whatever there is."""


@pytest.fixture
async def outsiders(company_on_both: Company) -> tuple[Company, list[Acting]]:
    """Give a company with a secret in #projets, and those who are not in it."""
    company = company_on_both
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.ventes, guest)
    await company.slack.quiet()
    await tip(
        company,
        company.luc,
        f"Rachat d’{SECRET}",
        company.projets,
        f"{SECRET} signe en mars.",
        tag=SECRET,
    )
    await company.luc.command(f"/reussite {SECRET} nous a choisis", company.projets)
    await company.luc.submit()
    await company.settle()
    return company, [company.tom, company.mia, guest]


def everything_seen(company: Company, person: Acting, but: Channel) -> str:
    """Return all that somebody has on screen, in every room that they may enter."""
    rooms = [c for c in company.slack.channels if c is not but and person.id in c.members]
    seen = [m.text + json.dumps(m.blocks) for c in rooms for m in company.slack.messages(c)]
    threads = [
        reply.text + json.dumps(reply.blocks)
        for channel in rooms
        for message in company.slack.messages(channel)
        if not message.text.startswith("<@")
        for reply in company.slack.messages(channel, message)
    ]
    return "\n".join([*seen, *threads])


def item_ids(company: Company) -> tuple[str, str]:
    """Return the ids of the practice and of the win, as nobody outside could know them."""
    menus = [
        block["accessory"]["options"]
        for message in company.slack.messages(company.projets)
        for block in message.blocks
        if "options" in block.get("accessory", {})
    ]
    practice_id, win_id = (options[0]["value"].split(":")[1] for options in menus)
    return practice_id, win_id


async def test_no_search_finds_it(outsiders: tuple[Company, list[Acting]]) -> None:
    company, people = outsiders
    for person in people:
        for words in SEARCHES:
            outcome = await person.command(f"/practices {words}", company.ventes)
            shown = outcome.text + json.dumps(outcome.blocks, ensure_ascii=False)
            assert "Rachat" not in shown, words
            assert "choisis" not in shown, words
    outcome = await company.ana.command(f"/pratiques {SECRET}", company.ventes)
    assert "Rachat" in outcome.text


async def test_no_question_is_answered_with_it(outsiders: tuple[Company, list[Acting]]) -> None:
    company, _ = outsiders
    for channel in (company.ventes, company.marketing):
        # Even asked by somebody who knows: the others read the answer.
        for reply in await ask(company, company.luc, f"que sait-on d’{SECRET} ?", channel):
            assert "Rachat" not in reply.text + json.dumps(reply.blocks, ensure_ascii=False)
    [reply] = await ask(company, company.luc, f"que sait-on d’{SECRET} ?", company.projets)
    assert "Rachat" in reply.text


async def test_no_digest_or_home_tells_it(outsiders: tuple[Company, list[Acting]]) -> None:
    company, people = outsiders
    preview = await company.luc.command("/cordee recap", company.ventes)
    assert SECRET not in preview.text + json.dumps(preview.blocks, ensure_ascii=False)
    for person in people:
        assert SECRET not in str(await person.open_home())
    assert SECRET in str(await company.ana.open_home())


async def test_no_tag_is_suggested(outsiders: tuple[Company, list[Acting]]) -> None:
    company, people = outsiders
    for person in people:
        await person.command("/tip An idea", company.ventes)
        offered = await person.suggestions(None, "practices.share.tags", "au")
        assert SECRET not in str(offered)
        await person.close_modal()


@pytest.mark.parametrize(
    "action", [ids.PRACTICE_READ, ids.PRACTICE_SHARE_HERE, ids.ECHO_TRY, ids.WIN_READ]
)
async def test_no_button_opens_it_for_who_guesses_its_id(
    outsiders: tuple[Company, list[Acting]], action: str
) -> None:
    company, people = outsiders
    practice_id, win_id = item_ids(company)
    await tip(company, company.ana, "Un SMS", company.ventes)
    for person in people:
        outcome = await person.command("/practices", company.ventes)
        await person.click(outcome.message, ids.PRACTICE_READ)
        sent = company.slack.deliveries[-1].payload
        await person.close_modal()
        value = win_id if action == ids.WIN_READ else practice_id
        forged: dict[str, Any] = {
            **sent,
            "trigger_id": f"1.2.{person.id}",
            "actions": [{**sent["actions"][0], "action_id": action, "value": value}],
        }
        await company.slack.forge("interactive", forged)
        await company.settle()
        assert person.modal is None
        assert SECRET not in everything_seen(company, person, company.projets)


async def test_no_service_hands_it_out(outsiders: tuple[Company, list[Acting]]) -> None:
    """What the command line and the exports are made of."""
    company, people = outsiders
    practice_id, win_id = item_ids(company)
    services = company.cordee.services
    gesture = Gesture("k", company.slack.team_id, "", company.clock.now())
    for person in people:
        theirs = replace(gesture, user_id=person.id)
        with pytest.raises(CordeeError):
            await services.practices.read(theirs, practice_id)
        with pytest.raises(CordeeError):
            await services.wins.read(theirs, win_id)
    visibility = Visibility(company.cordee.directory)
    sight = await visibility.of_everyone(gesture.team_id, {company.projets.id, company.ventes.id})
    assert company.projets.id not in {*sight.channels, *sight.open_channels}


async def test_who_joins_finds_it_and_who_leaves_does_not(
    outsiders: tuple[Company, list[Acting]],
) -> None:
    company, _ = outsiders
    company.slack.add_member(company.projets, company.tom)
    await company.slack.quiet()
    assert "Rachat" in (await company.tom.command(f"/practices {SECRET}", company.ventes)).text
    company.slack.remove_member(company.projets, company.tom)
    await company.slack.quiet()
    assert "Rachat" not in (await company.tom.command(f"/practices {SECRET}", company.ventes)).text
