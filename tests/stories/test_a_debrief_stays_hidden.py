"""What is answered in a debrief: every way to see it too early, tried on both databases."""

import asyncio
import logging
import re
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.domain.debriefs import DebriefClosed, NotInDebrief
from bot.domain.gestures import Gesture
from bot.domain.stages import Stage
from bot.domain.visibility import Sight
from bot.errors import CordeeError
from bot.services.reveals import hold
from bot.services.transfer import TransferService
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Message
from storage.tables import metadata
from tests.support.company import Company
from tests.support.debriefs import CLOSES, answer, ended_trial, thread, trial_now

WORDS = ("they feared the invoice", "Julia never called back", "short texts", "ring before noon")
MADE_BY_SLACK = re.compile(r"'block_id': '.{3,8}'")
"""What it names by chance."""
MORE = ("to sell more", "a quiet month", "the van", "ask for the van again")


@pytest.fixture
async def looking_back(company_on_both: Company) -> tuple[Company, Message]:
    """Give a company of which three look back on a trial of Ana's; she is an admin too."""
    company = company_on_both
    _, card = await ended_trial(company, [company.ana, company.luc, company.tom])
    return company, card


Looking = tuple[Company, Message]


async def rows(company: Company) -> list[dict[str, Any]]:
    """Return every row of every table."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return [
            {"table": table.name, **row}
            for table in metadata.sorted_tables
            for row in (await connection.execute(select(table))).mappings()
        ]


def in_slack(company: Company) -> dict[str, str]:
    """Return all that stands in Slack, message by message, for anybody."""
    everything = [m for c in company.slack.channels for m in c.messages.values()]
    return {f"{m.channel}:{m.ts}": f"{m.text} {m.blocks}" for m in everything}


async def looked_at(company: Company, person: Acting, card: Message) -> str:
    """Return all that somebody finds who looks wherever they can: Home, page, search, copy."""
    home = await person.open_home()
    assert home is not None
    seen = [str(home.blocks)]
    if ids.DEBRIEF_ANSWER in str(home.blocks):
        await person.click(home, ids.DEBRIEF_ANSWER)
        assert person.modal is not None
        seen.append(str(person.modal.blocks))
        await person.close_modal()
    for name in (ids.STORY_OPEN, ids.DEBRIEF_ANSWER):
        for message in (card, *company.slack.dm(person)):
            if name in str(message.blocks):
                await person.click(message, name)
                seen.append(str(person.modal.body) if person.modal else "")
                await person.close_modal(whole_stack=True)
    for command in ("/practices invoice", "/practices text", "/cordee digest", "/cordee direction"):
        outcome = await person.command(command, company.ventes)
        seen.append(f"{outcome.text} {outcome.blocks}")
    return MADE_BY_SLACK.sub("", "\n".join(seen))


def gesture(company: Company, person: Acting, key: str = "forged") -> Gesture:
    return Gesture(key, company.slack.team_id, person.id, company.clock.now())


async def debrief_id(company: Company) -> str:
    [found] = [row for row in await rows(company) if row["table"] == "debriefs"]
    return str(found["debrief_id"])


def tells(said: str) -> list[str]:
    return [words for words in (*WORDS, *MORE) if words in said]


# ------------------------------------------------------------------ before


async def test_nothing_shows_an_answer_or_who_has_answered(looking_back: Looking) -> None:
    company, card = looking_back
    people = [company.ana, company.luc, company.mia]
    before_rows, before = await rows(company), in_slack(company)
    seen_before = [await looked_at(company, person, card) for person in people]
    told_before = in_slack(company)
    await answer(company, company.tom, *WORDS)
    await answer(company, company.ana, *MORE)
    await company.settle()
    assert ids.STORY_OPEN in str(card.blocks), "its page was looked at"
    assert in_slack(company) == told_before, "no message comes or changes as answers come"
    assert before.items() <= told_before.items()
    assert [await looked_at(company, person, card) for person in people[1:]] == seen_before[1:]
    # Whoever owns the trial, an admin, one of them who has answered: only their own words.
    assert tells(await looked_at(company, company.ana, card)) == list(MORE)
    assert not tells(str(in_slack(company)))
    # In the database only one table knows, and what was done is without a name.
    new = [row for row in await rows(company) if row not in before_rows]
    knowing = {row["table"] for row in new if tells(str(row)) or company.tom.id in str(row)}
    assert knowing == {"debrief_answers"}
    assert not [row for row in new if row["table"] in {"outbox", "chapters", "trials"}]


async def test_what_is_taken_out_knows_nothing(looking_back: Looking) -> None:
    company, card = looking_back
    await answer(company, company.tom, *WORDS)
    await answer(company, company.ana, *MORE)
    database, team_id = company.cordee.services.privacy._database, company.slack.team_id
    sight = Sight(True, {company.ventes.id}, {company.ventes.id})
    async with aclosing(TransferService(database, company.clock).take_out(team_id, sight)) as pages:
        taken = [str(page) async for page in pages]
    assert not tells("".join(taken))
    for person in (company.ana, company.luc, company.mia):
        held = await company.cordee.services.privacy.held(team_id, person.id)
        assert tells(str(held)) == (list(MORE) if person is company.ana else [])
        assert company.tom.id not in str(held)
    assert not thread(company, company.ventes, card)


async def test_neither_logs_nor_receipts_tell(
    looking_back: Looking, caplog: pytest.LogCaptureFixture
) -> None:
    company, _ = looking_back
    with capture_logs() as logs, caplog.at_level(logging.DEBUG):
        await answer(company, company.tom, *WORDS)
        await answer(company, company.tom, *MORE)
        await company.tom.click(company.slack.dm(company.tom)[-1], ids.DEBRIEF_ANSWER)
        await company.settle()
    said = f"{logs} {[r.getMessage() for r in caplog.records if r.name.startswith('bot')]}"
    assert not tells(said)
    assert company.tom.id not in said
    receipts = [row for row in await rows(company) if row["table"] == "receipts"]
    assert receipts
    assert company.tom.id not in str(receipts)


async def test_whoever_forges_a_click_learns_nothing(looking_back: Looking) -> None:
    company, _ = looking_back
    await answer(company, company.tom, *WORDS)
    services, about = company.cordee.services, await debrief_id(company)
    with pytest.raises(NotInDebrief):
        await services.debriefs.to_answer(gesture(company, company.mia), about)
    with pytest.raises(NotInDebrief):
        await services.debriefs.answer(gesture(company, company.mia), about, {"happened": "I"})
    _, others = await services.debriefs.to_answer(gesture(company, company.ana), about)
    assert others is None
    assert (await services.debriefs.revealed(company.slack.team_id, about)).answers == ()
    elsewhere = replace(gesture(company, company.tom), team_id="T-other")
    with pytest.raises(CordeeError):
        await services.debriefs.to_answer(elsewhere, about)
    with pytest.raises(CordeeError):
        await services.conclusions.to_conclude(gesture(company, company.ana), "trial:trial-1")


# ------------------------------------------------------------------ the reveal


async def test_it_is_revealed_once_whatever_runs_twice_or_dies(looking_back: Looking) -> None:
    company, card = looking_back
    for person, words in ((company.tom, WORDS), (company.ana, MORE)):
        await answer(company, person, *words)
    await answer(company, company.luc, "moi aussi")
    debriefs = company.cordee.services.debriefs
    await asyncio.gather(*(debriefs.reveal_due() for _ in range(4)))
    company.slack.will_fail("chat.postMessage", "internal_error")
    with capture_logs():
        await company.settle()
    for _ in range(5):
        await company.let(minutes=1)
    [told] = [said for said in thread(company, company.ventes, card) if tells(said)]
    assert tells(told) == [*WORDS, *MORE]
    assert (await trial_now(company)).stage is Stage.CONCLUDING
    order = [told.index(f"*{person.name}*") for person in (company.ana, company.luc, company.tom)]
    assert order == sorted(order), "in the order of the people, whoever wrote first"
    late = gesture(company, company.tom, "late")
    with pytest.raises(DebriefClosed):
        await debriefs.answer(late, await debrief_id(company), {"happened": "too late"})


async def test_nobody_learns_afterwards_who_did_not_answer(looking_back: Looking) -> None:
    company, card = looking_back
    await answer(company, company.tom, *WORDS)
    await company.move_to(CLOSES)
    await company.let(minutes=3)
    [told] = thread(company, company.ventes, card)
    assert tells(told) == list(WORDS)
    for absent in (company.ana, company.luc):
        assert absent.name not in told
        assert absent.id not in told
    assert "is out, in" in company.slack.dm(company.tom)[-1].text
    assert "Le débrief de" in str([message.text for message in company.slack.dm(company.luc)])


# ------------------------------------------------------------------ people leave


async def erase(company: Company, person: Acting) -> None:
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_ERASE)
    await person.submit()
    await company.settle()


async def test_nobody_waits_for_somebody_who_left_or_was_erased(looking_back: Looking) -> None:
    company, card = looking_back
    await erase(company, company.luc)
    assert not thread(company, company.ventes, card)
    company.slack.change_person(company.tom, deactivated=True)
    await company.settle()
    await answer(company, company.ana, *MORE)
    await company.settle()
    said = thread(company, company.ventes, card)
    assert tells("".join(said)) == list(MORE)
    assert company.luc.id not in str(await rows(company))


async def test_whoever_is_erased_is_taken_out_of_what_was_told(looking_back: Looking) -> None:
    company, card = looking_back
    await answer(company, company.tom, *WORDS)
    await answer(company, company.ana, *MORE)
    await company.move_to(CLOSES)
    await erase(company, company.tom)
    await company.let(minutes=3)
    said = "".join(thread(company, company.ventes, card))
    assert tells(said) == list(MORE)
    assert company.tom.name not in said
    await erase(company, company.ana)
    await company.let(minutes=3)
    said = "".join(thread(company, company.ventes, card))
    assert not tells(said)
    assert "was taken back" in said


async def test_nothing_is_revealed_while_somebody_is_erased(looking_back: Looking) -> None:
    company, card = looking_back
    await answer(company, company.tom, *WORDS)
    await answer(company, company.ana, *MORE)
    company.clock.move_to(CLOSES + timedelta(minutes=1))
    services, team_id = company.cordee.services, company.slack.team_id
    async with services.privacy._database.write(team_id) as tx:
        await hold(tx, company.tom.id)
        revealing = asyncio.create_task(services.debriefs.reveal_due())
        await asyncio.sleep(0.1)
        assert not revealing.done()
        await tx.personal.forget(company.tom.id)
    await revealing
    await company.settle()
    assert tells("".join(thread(company, company.ventes, card))) == list(MORE)
