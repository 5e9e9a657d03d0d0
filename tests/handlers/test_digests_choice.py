"""What a digest shows: chosen once, carried over, and forgotten when it was not told."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import event
from structlog.testing import capture_logs

from bot.domain.digests import Choice, ItemKind
from bot.domain.follow_ups import FollowUp
from bot.domain.notices import Notice
from sandbox.nouns import Channel
from tests.handlers.test_digests import FRIDAY, FRIDAY_1630, WEEK, digest_of, preview, tell
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

WEEK_48 = "2026-W48"
MOST_STATEMENTS = 12
"""To choose a digest and to read what it tells: thousands may be due at one minute."""


async def notice_of(company: Company, channel: Channel, week: str = WEEK_48) -> Notice:
    database = company.cordee.services.digests._database
    async with database.read(company.slack.team_id) as tx:
        notice = await tx.outbox.notice(f"digest:{channel.id}:{week}")
    assert notice is not None
    return notice


async def chosen(company: Company, channel: Channel, week: str = WEEK_48) -> Choice | None:
    database = company.cordee.services.digests._database
    async with database.read(company.slack.team_id) as tx:
        return await tx.digests.chosen(channel.id, week)


async def tell_letters(company: Company, letters: str) -> None:
    """Tell a win for each letter, a minute apart."""
    for letter in letters:
        await tell(company, f"Histoire {letter}")
        await company.settle()


def letters_in(text: str) -> str:
    return "".join(line.split()[2] for line in text.split("\n") if "Histoire" in line)


async def test_what_has_no_place_comes_next_time(company_on_both: Company) -> None:
    company = company_on_both
    await tell_letters(company, "abcdefgh")
    digest = await digest_of(company, company.ventes)
    assert letters_in(digest.text) == "abcdef"
    await tell(company, "Histoire i", by=company.luc)
    await company.move_to(FRIDAY_1630 + WEEK)
    assert letters_in(company.last(company.ventes).text) == "igh", "Luc was not shown last time"
    await company.move_to(FRIDAY_1630 + 2 * WEEK)
    assert letters_in(company.last(company.ventes).text) == ""


async def test_the_first_one_tells_seven_days_and_the_next_no_more(company: Company) -> None:
    await tell_letters(company, "a")
    await company.move_to(FRIDAY_1630 + WEEK)
    await tell_letters(company, "b")
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    for weeks, letters in ((2, "b"), (3, "")):
        await company.move_to(FRIDAY_1630 + weeks * WEEK)
        assert letters_in(company.last(company.ventes).text) == letters


async def test_workers_that_choose_at_once_choose_the_same(company_on_both: Company) -> None:
    company = company_on_both
    await tell_letters(company, "abcdefgh")
    await company.ana.click(await preview(company, company.ventes), "digests.send")
    notice = await notice_of(company, company.ventes)
    digests = company.cordee.services.digests
    told = await asyncio.gather(*(digests.of_notice(notice) for _ in range(4)))
    assert len({tuple(win.win_id for win in each.wins) for each in told if each}) == 1
    choice = await chosen(company, company.ventes)
    assert choice is not None
    assert len(choice.ids(ItemKind.QUESTION)) == 1
    await company.settle()
    assert letters_in(company.last(company.ventes).text) == "abcdef"


async def test_it_takes_few_statements_however_much_it_tells(company_on_both: Company) -> None:
    company = company_on_both
    await tell_letters(company, "abcdefgh")
    await company.ana.click(await preview(company, company.ventes), "digests.send")
    notice = await notice_of(company, company.ventes)
    digests, asked = company.cordee.services.digests, list[str]()

    def note(_1: Any, _2: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(digests._database.engine.sync_engine, "before_cursor_execute", note)
    digest = await digests.of_notice(notice)
    assert digest is not None
    assert len(digest.wins) == 6
    assert len([each for each in asked if not each.startswith("BEGIN")]) <= MOST_STATEMENTS


async def test_it_says_the_same_after_it_was_held_up(company: Company) -> None:
    await tell_letters(company, "ab")
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=600)
    company.clock.move_to(FRIDAY_1630)
    with capture_logs():
        await company.settle()
    first = await chosen(company, company.ventes)
    await tell(company, "Histoire c")
    await company.let(minutes=30)
    [digest] = [m for m in company.slack.messages(company.ventes) if "question" in m.text.lower()]
    assert letters_in(digest.text) == "ab"
    assert await chosen(company, company.ventes) == first


async def test_what_is_withdrawn_between_choice_and_message_is_not_told(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await tell_letters(company, "ab")
    card = company.last(company.ventes)
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=600)
    company.clock.move_to(FRIDAY_1630)
    with capture_logs():
        await company.settle()
    assert await chosen(company, company.ventes) is not None
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.let(minutes=30)
    assert letters_in(company.last(company.ventes).text) == "a"
    await company.let(minutes=30)
    assert letters_in(company.last(company.ventes).text) == "a"


async def test_what_slack_refused_was_shown_to_nobody(company_on_both: Company) -> None:
    company = company_on_both
    await tell_letters(company, "abcdefgh")
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.restrict(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
    assert await chosen(company, company.ventes) is not None
    company.slack.restrict(company.ventes, restricted=False)
    await company.move_to(FRIDAY_1630 + timedelta(hours=1))
    shown = await preview(company, company.ventes)
    assert letters_in(shown.text) == "abcdef", "it is chosen anew"
    await company.ana.click(shown, "digests.send")
    await company.settle()
    assert letters_in(company.last(company.ventes).text) == "abcdef"
    await company.move_to(FRIDAY_1630 + WEEK)
    assert letters_in(company.last(company.ventes).text) == "gh"


async def test_what_was_refused_comes_the_week_after(company_on_both: Company) -> None:
    company = company_on_both
    await digest_of(company, company.ventes)
    await tell_letters(company, "ab")
    opened_at, where = company.clock.now() - timedelta(weeks=4), company.ventes.id
    waits = FollowUp("1", company.slack.team_id, "1", "1", where, "", "Visiter", opened_at)
    await company.cordee.services.digests._database.add(waits)
    company.slack.restrict(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630 + WEEK)
    company.slack.restrict(company.ventes, restricted=False)
    await company.move_to(FRIDAY_1630 + 2 * WEEK)
    assert letters_in(company.last(company.ventes).text) == "ab"
    assert "toujours ouvert : « Visiter »" in company.last(company.ventes).text.replace("\xa0", " ")
    await company.move_to(FRIDAY_1630 + 3 * WEEK)
    assert "Visiter" not in company.last(company.ventes).text, "that it waits is said once"


async def test_a_preview_records_nothing(company: Company) -> None:
    await tell_letters(company, "ab")
    shown = await preview(company, company.ventes)
    assert letters_in(shown.text) == "ab"
    assert await chosen(company, company.ventes) is None
    await company.ana.click(shown, "digests.send")
    await company.settle()
    assert letters_in((await preview(company, company.ventes)).text) == "", "it was told"


async def test_each_channel_remembers_what_it_showed_itself(company: Company) -> None:
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    await tell_letters(company, "ab")
    await company.move_to(FRIDAY_1630)
    for channel in (company.ventes, company.marketing):
        assert letters_in(company.last(channel).text) == "ab"
