"""What is answered without a name: every way to find out whose it is, tried on both databases."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.services.gatherings import hold
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Message
from storage.tables import metadata
from tests.house.tree import python_files
from tests.support.company import Company
from tests.support.questions import CLOSING, TUESDAY_10, answer, asked, spoken

TEXT, AUDIENCE = "checkins.answer.text", "checkins.answer.audience"
WORDS = ("we fear the merger", "nobody answers the phone", "too many tools", "no time", "all well")


@pytest.fixture
async def crew(company_on_both: Company) -> tuple[Company, list[Acting], Message]:
    """Give a company of seven that was asked a question; none of the seven wrote a word yet."""
    company = company_on_both
    more = [company.slack.add_person(name) for name in ("Eva", "Sam", "Zoe")]
    for person in more:
        company.slack.add_member(company.ventes, person)
    people = [company.ana, company.luc, company.tom, company.mia, *more]
    return company, people, await asked(company)


async def tell(company: Company, people: list[Acting], prompt: Message) -> None:
    """Let each of these people say something without a name, a minute after the other."""
    for person, words in zip(people, WORDS, strict=False):
        company.clock.advance(timedelta(minutes=1))
        assert (await answer(person, prompt, words, "unnamed")).ok


async def close(company: Company, prompt: Message) -> Message | None:
    """Let the question be closed, and return the gathering if there is one."""
    await company.move_to(TUESDAY_10 + CLOSING)
    last = company.last(company.ventes)
    return None if last is prompt else last


async def rows(company: Company) -> list[dict[str, Any]]:
    """Return every row of every table, in the order in which the database keeps them."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return [
            {"table": table.name, **row}
            for table in metadata.sorted_tables
            for row in (await connection.execute(select(table))).mappings()
        ]


def said_anywhere(company: Company) -> str:
    """Return all that stands in Slack, for anybody."""
    everything = [m for c in company.slack.channels for m in c.messages.values()]
    return "\n".join(f"{message.text} {message.blocks}" for message in everything)


def unnamed(gathering: Message | None) -> list[str]:
    """Return what a gathering tells without a name, in its order."""
    assert gathering is not None
    told = spoken(gathering)
    since = told.index("*Sans nom*") + 1 if "*Sans nom*" in told else len(told)
    return [words.removeprefix("• ") for words in told[since:] if words.startswith("• ")]


Crew = tuple[Company, list[Acting], Message]


# ------------------------------------------------------------------ five, or none


async def test_five_are_told_together_and_no_row_knows_whose_they_are(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    await answer(people[5], prompt, "with my name")
    gathering = await close(company, prompt)
    assert sorted(unnamed(gathering)) == sorted(WORDS)
    found = [row for row in await rows(company) if row["table"] == "answers"]
    cut = [row for row in found if row["audience"] == "unnamed"]
    assert [row["user_id"] for row in cut] == [""] * 5
    assert {row["answered_at"] for row in cut} == {TUESDAY_10 + CLOSING}
    # In the order of ids made by chance, in the database as in the channel.
    assert [row["answer_id"] for row in cut] == sorted(row["answer_id"] for row in cut)
    assert unnamed(gathering) == [row["text"] for row in cut]
    names = {person.id for person in people}
    secret = {*WORDS, *(row["answer_id"] for row in cut)}
    for row in await rows(company):
        known = {name for name in names if name in str(row)}
        assert not (known and any(mark in str(row) for mark in secret)), row["table"]


async def test_with_four_nobody_is_told_however_many_gave_their_name(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:4], prompt)
    for person in people[4:]:
        await answer(person, prompt, f"{person.name} says so")
    # Whoever says more by name is still one of those without.
    await people[0].say(company.ventes, "and this by name", prompt)
    gathering = await close(company, prompt)
    assert unnamed(gathering) == []
    [word] = company.slack.dm(company.luc)
    assert word.text.startswith("Moins de cinq personnes")
    assert not [words for words in WORDS if words in said_anywhere(company)]


async def test_one_person_alone_is_never_five(crew: Crew) -> None:
    company, people, prompt = crew
    for words in WORDS:
        await answer(people[0], prompt, words, "unnamed")
        await people[1].say(company.ventes, words.upper(), prompt)
    gathering = await close(company, prompt)
    assert unnamed(gathering) == []
    assert not [words for words in WORDS if words in said_anywhere(company)]


async def test_a_change_of_mind_before_the_closing_counts(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    await answer(people[4], prompt, "I said it", "team")
    assert unnamed(await close(company, prompt)) == []


async def test_the_copy_of_what_is_kept_does_not_put_the_words_into_slack(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    assert "answers" in await copy_of(company, people[3])
    assert not [words for words in WORDS if words in said_anywhere(company)]


async def test_what_is_erased_before_the_closing_does_not_count(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    await erase(company, people[2])
    assert await close(company, prompt) is None
    assert WORDS[2] not in str(await rows(company))


async def erase(company: Company, person: Acting) -> None:
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_ERASE)
    await person.submit()
    await company.settle()


# ------------------------------------------------------------------ afterwards


async def test_nothing_that_one_of_them_does_later_shows_in_what_was_told(crew: Crew) -> None:
    """They erase themselves, take back, answer again, leave: it stays as it is, to the letter."""
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    gathering = await close(company, prompt)
    assert gathering is not None
    before = gathering.text, str(gathering.blocks)
    told = unnamed(gathering)
    await erase(company, people[0])
    await people[1].click(gathering, "checkins.open_answer")
    assert people[1].modal is not None
    assert not people[1].modal.values.get(TEXT, {}).get(TEXT, {}).get("value")
    assert "answers.take_back" not in str(people[1].modal.blocks)
    company.slack.remove_member(company.ventes, people[2])
    await company.settle()
    assert (gathering.text, str(gathering.blocks)) == before
    assert not [c for c in company.slack.calls if c.method == "chat.update" and told[0] in str(c)]
    await people[1].submit({TEXT: "now by name"})
    await company.settle()
    assert unnamed(gathering) == told, "a second look tells the same, in the same order"
    kept = await copy_of(company, people[3])
    assert not [words for words in WORDS if words in kept]


async def copy_of(company: Company, person: Acting) -> str:
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_COPY)
    await company.settle()
    return company.slack.dm(person)[-1].text


async def test_nobody_without_a_name_comes_late(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    late = people[5]
    await late.click(prompt, "checkins.open_answer")
    gathering = await close(company, prompt)
    told = unnamed(gathering)
    outcome = await late.submit({TEXT: "me too", AUDIENCE: "unnamed"})
    assert "would stand alone" in outcome.errors[AUDIENCE]
    assert late.modal is not None
    assert late.modal.values[TEXT][TEXT]["value"] == "me too"
    await company.settle()
    assert unnamed(gathering) == told
    assert "me too" not in str(await rows(company))
    assert (await late.submit({TEXT: "me too", AUDIENCE: "team"})).ok


async def test_it_is_too_late_to_take_back_what_nobody_knows_the_author_of(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    await people[3].click(prompt, "checkins.open_answer")
    gathering = await close(company, prompt)
    told, before = unnamed(gathering), company.slack.dm(people[3])
    await people[3].click(None, "answers.take_back")
    await company.settle()
    assert people[3].modal is not None
    assert "has no owner any more" in str(people[3].modal.blocks)
    assert unnamed(gathering) == told
    assert company.slack.dm(people[3]) == before, "nothing stands in Slack of who wanted it back"


async def test_what_was_shown_to_nobody_becomes_what_its_author_says(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:3], prompt)
    await close(company, prompt)
    await people[0].click(company.slack.dm(people[0])[-1], "answers.tell_team")
    assert people[0].modal is not None
    assert people[0].modal.values[TEXT][TEXT]["value"] == WORDS[0]
    await people[0].submit()
    await people[1].click(company.slack.dm(people[1])[-1], "answers.leave")
    await company.settle()
    assert company.slack.dm(people[0])[-1].text.startswith("Merci")
    assert company.slack.dm(people[1])[-1].text.startswith("C’est oublié")
    gathering = company.last(company.ventes)
    assert WORDS[0] in gathering.text
    assert "Ana Morel" in gathering.text
    assert WORDS[1] not in str(await rows(company))
    # Left alone, the third one is forgotten, with the word that asked about it.
    await company.let(days=15)
    await company.cordee.services.retention.forget_old()
    assert WORDS[2] not in str(await rows(company))
    assert "answer.untold" not in str(await rows(company))


# ------------------------------------------------------------------ the machinery


async def test_neither_logs_nor_traces_of_work_tell(
    crew: Crew, caplog: pytest.LogCaptureFixture
) -> None:
    company, people, prompt = crew
    with capture_logs() as logs, caplog.at_level(logging.INFO):
        await tell(company, people[:5], prompt)
        await close(company, prompt)
    said = f"{logs} {[record.getMessage() for record in caplog.records]}"
    assert not [mark for mark in (*WORDS, *(p.id for p in people)) if mark in said]
    names = {person.id for person in people}
    of_work = [r for r in await rows(company) if r["table"] in {"receipts", "outbox"}]
    told = [row for row in of_work if "gathering" in str(row) or "view:" in str(row)]
    assert told
    assert not [row for row in told if any(name in str(row) for name in names)]
    gathering = next(c for c in company.slack.calls if WORDS[0] in str(c))
    assert not [name for name in names if name in str(gathering)]


async def test_a_crash_or_several_workers_tell_the_same_once(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    company.clock.move_to(TUESDAY_10 + CLOSING)
    gatherings = company.cordee.services.gatherings
    [checkin_id] = {r["checkin_id"] for r in await rows(company) if r["table"] == "answers"}
    asked_for = [
        gatherings.gather(company.slack.team_id, checkin_id, company.clock.now()) for _ in range(4)
    ]
    first, *others = await asyncio.gather(*asked_for)
    assert len(first.unnamed) == 5
    assert all(other == first for other in others)
    company.slack.will_fail("chat.postMessage", "internal_error")
    with capture_logs():
        await company.settle()
    await company.let(minutes=5)
    assert unnamed(company.last(company.ventes)) == [each.text for each in first.unnamed]


async def test_who_erases_themselves_at_the_very_closing_is_out_before_it(crew: Crew) -> None:
    company, people, prompt = crew
    await tell(company, people[:5], prompt)
    company.clock.move_to(TUESDAY_10 + CLOSING)
    services, team_id = company.cordee.services, company.slack.team_id
    [checkin_id] = {r["checkin_id"] for r in await rows(company) if r["table"] == "answers"}
    async with services.privacy._database.write(team_id) as tx:
        await hold(tx, people[2].id)
        gathering = asyncio.create_task(
            services.gatherings.gather(team_id, checkin_id, company.clock.now())
        )
        await asyncio.sleep(0.2)
        assert not gathering.done(), "nobody gathers while somebody erases themselves"
        await tx.personal.forget(people[2].id)
    assert (await gathering).is_empty
    left = [row for row in await rows(company) if row["table"] == "answers"]
    assert {row["text"] for row in left} == {*WORDS} - {WORDS[2]}


def test_what_is_exported_knows_no_answers() -> None:
    exporting = python_files("bot/transfers")
    assert exporting
    assert not [path for path in exporting if ".answers" in path.read_text()]
