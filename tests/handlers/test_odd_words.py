"""Odd words in every field of the forms of trials, objectives, debriefs and answers, seen."""

import json
from collections.abc import Iterator
from typing import Any

from structlog.testing import capture_logs

from bot.views import ids
from sandbox.forms import places
from sandbox.gestures import Acting
from sandbox.nouns import Message
from sandbox.submissions import Submission
from tests.support import debriefs, objectives, questions
from tests.support.agreements import choose
from tests.support.answers import coached
from tests.support.company import Company
from tests.support.conclusions import debriefed
from tests.support.rhythms import choose_rhythm

WORDS = (
    "<!channel> <!here> <!everyone> <@U0AAAAAAA> <!subteam^S1> <#C1> <http://x.test|x> &lt; "
    "\u202e \u200b שלום 🎉\n> <&><&><&><&><&>" * 30
)[:3000]
HOT = ("<!channel", "<!here", "<!everyone", "<@U0AAAAAAA", "<!subteam", "<http://x", "\u202e")


async def fill(who: Acting, words: str, **more: Any) -> Submission:
    """Fill each field for words of the form in front of somebody, and submit it."""
    assert who.modal is not None
    typed = {
        place.action_id: words[: place.element.get("max_length", 3000)]
        for place in places(who.modal.blocks)
        if place.element["type"] == "plain_text_input"
    }
    outcome = await who.submit({**typed, **more})
    assert outcome.ok or outcome.action, outcome.errors
    return outcome


async def press(who: Acting, message: Message, button: str, words: str, **more: Any) -> None:
    """Press a button, and fill in the form that it opens."""
    await who.click(message, button)
    if (await fill(who, words, **more)).action == "update" and who.modal:
        await who.close_modal(whole_stack=True)


def check_all_is_well(company: Company, logs: list[Any]) -> None:
    """Nothing was refused by Slack, nothing failed, and nothing pings."""
    refused = [call for call in company.slack.calls if call.answer.get("ok") is False]
    assert [(call.method, call.answer) for call in refused] == []
    wrong = [log for log in logs if log["log_level"] in {"error", "warning"}]
    assert wrong == []
    for hot in HOT:
        read = [each for call in company.slack.calls for each in markup(call.args)]
        assert [each for each in read if hot in each] == []


def markup(said: Any) -> Iterator[str]:
    """Walk through all that Slack reads as markup: the text of messages, and mrkdwn in blocks."""
    if isinstance(said, list):
        for each in said:
            yield from markup(each)
    elif isinstance(said, dict):
        if said.get("type") in {None, "mrkdwn"} and isinstance(said.get("text"), str):
            yield said["text"]
        for each in said.values():
            yield from markup(json.loads(each) if _is_json(each) else each)


def _is_json(said: Any) -> bool:
    return isinstance(said, str) and said.startswith(("[{", '{"'))


async def look(who: Acting, message: Message, button: str) -> None:
    """Press a button that opens a page, and close it."""
    await who.click(message, button)
    await who.close_modal(whole_stack=True)


async def test_trials(company: Company) -> None:
    await coached(company, company.ana)
    with capture_logs() as logs:
        for _ in range(2):
            await company.luc.command("/trial", company.ventes)
            if (await fill(company.luc, WORDS)).action == "update":
                assert (await company.luc.submit({})).ok
            await company.settle()
        card = company.last(company.ventes)
        await press(company.tom, card, ids.AGREEMENT_OBJECT, WORDS)
        await company.let(seconds=61)
        await choose(company.luc, card, "amend")
        await fill(company.luc, WORDS[:-1] + "!")
        await company.let(seconds=61)
        [word, *_] = company.slack.dm(company.ana)
        await press(company.ana, word, ids.NEED_ANSWER, WORDS)
        await press(company.ana, word, ids.NEED_ASK, WORDS)
        await company.let(days=3)
        await company.let(seconds=61)
        await look(company.luc, card, ids.STORY_OPEN)
        await company.luc.open_home()
        await company.luc.command("/cordee digest", company.ventes)
        await company.luc.command("/practices SMS", company.ventes)
    check_all_is_well(company, logs)


async def test_conclusions(company: Company) -> None:
    with capture_logs() as logs:
        for button in (ids.CONCLUSION_KEEP, ids.CONCLUSION_ADAPT, ids.CONCLUSION_STOP):
            _, card = await debriefed(company, trial_id=button, change=WORDS, why=WORDS)
            word = company.slack.dm(company.ana)[-1]
            await press(company.ana, word, button, WORDS)
            await company.let(seconds=61)
            await look(company.luc, card, ids.STORY_OPEN)
        await company.let(seconds=61)
        await company.luc.open_home()
        await company.luc.command("/cordee digest", company.ventes)
    check_all_is_well(company, logs)


async def test_objectives(company: Company) -> None:
    await choose_rhythm(company, company.ventes)
    await objectives.name_leaders(company, company.ana)
    with capture_logs() as logs:
        shown = (await company.ana.command("/cordee direction", company.ventes)).message
        assert shown is not None
        await press(company.ana, shown, "directions.open_give", WORDS)
        await company.settle()
        shown = (await company.luc.command("/cordee cap", company.ventes)).message
        assert shown is not None
        end = {"objectives.propose.ends_on": objectives.END}
        await company.luc.click(shown, "objectives.open_propose")
        if (await fill(company.luc, WORDS, **end)).action == "update" and company.luc.modal:
            assert (await company.luc.submit({})).ok
        await company.let(seconds=61)
        card = company.last(company.ventes)
        await press(company.tom, card, ids.AGREEMENT_OBJECT, WORDS)
        await company.let(seconds=61)
        await objectives.choose(company.luc, card, "revise")
        await fill(company.luc, WORDS[:-1] + "!")
        await company.let(seconds=61)
        await company.let(days=3)
        await company.let(seconds=61)
        await look(company.tom, card, ids.STORY_OPEN)
        await company.luc.open_home()
        await company.luc.command("/cordee cap", company.ventes)
        await company.luc.command("/cordee digest", company.ventes)
        await company.luc.command(f"/win {WORDS[:200]}", company.ventes)
        await company.luc.close_modal()
    check_all_is_well(company, logs)


async def test_debriefs(company: Company) -> None:
    with capture_logs() as logs:
        await company.ana.command("/cordee debrief", company.ventes)
        people = {"debriefs.ask.people": [company.ana, company.luc]}
        await fill(company.ana, WORDS, **people)
        await company.settle()
        for person in (company.ana, company.luc):
            await press(person, debriefs.question(company, person), ids.DEBRIEF_ANSWER, WORDS)
        await company.let(seconds=61)
        await company.let(seconds=61)
        await company.ana.open_home()
    check_all_is_well(company, logs)


async def test_answers(company: Company) -> None:
    await coached(company, company.ana)
    await choose_rhythm(company, company.ventes)
    with capture_logs() as logs:
        shown = (await company.tom.command("/cordee point", company.ventes)).message
        assert shown is not None
        await company.tom.click(shown, "questions.open")
        await company.tom.click(None, "questions.new")
        await fill(company.tom, WORDS)
        prompt = await questions.asked(company)
        for person, audience in ((company.luc, "team"), (company.mia, "coach")):
            chosen = {"checkins.answer.audience": audience}
            await press(person, prompt, "checkins.open_answer", WORDS, **chosen)
        await company.tom.say(company.ventes, WORDS, thread=prompt)
        await company.move_to(questions.TUESDAY_10 + questions.CLOSING)
        await company.let(seconds=61)
        gathering = company.last(company.ventes)
        menus = [
            option["value"]
            for block in gathering.blocks
            for option in block.get("accessory", {}).get("options", [])
            if option["value"].startswith("take_up")
        ]
        for value in menus:
            await company.tom.click(gathering, value)
            await company.let(seconds=61)
            card = company.slack.messages(company.ventes, gathering)[-1]
            became = {f"{ids.FOLLOW_UPS_CLOSE}.became": "something"}
            await press(company.tom, card, ids.FOLLOW_UP_SAY, WORDS, **became)
            await company.let(seconds=61)
        assert menus
        await company.ana.open_home()
        await company.ana.command("/cordee digest", company.ventes)
    check_all_is_well(company, logs)
