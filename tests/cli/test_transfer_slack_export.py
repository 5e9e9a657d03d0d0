"""What was nominated in a Slack export is proposed to its authors, gently, and only once."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.domain.notices import NoticeKind
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.server import Sandbox
from storage.database import Database
from tests.support.commands import Ended, run, settings_for
from tests.support.company import Company
from tests.support.slack_export import (
    in_channel,
    person,
    reaction,
    said,
    users_of,
    write_export,
)

PEOPLE = [
    *(person(f"U0{number}", f"Person {number}") for number in range(1, 5)),
    person("U05", "Gone", deleted=True),
    person("U06", "Robot", is_bot=True),
]
WORDS = "Rappeler avant midi change tout."
GOOD = said("U01", WORDS, "1700000000.000100", reaction("bulb::skin-tone-3", "U01", "U02"),
            reaction("bulb", "U03"))  # fmt: skip


async def bring(folder: Path, settings: dict[str, str], file: Path, *more: str) -> Ended:
    options = ("--channel", "ventes", "--emoji", "bulb", "--win-emoji", "trophy")
    return await run(folder, settings, "import", "slack-export", str(file), *options, *more)


def export(folder: Path, *messages: Any, **days: Any) -> Path:
    return write_export(
        folder / "export.zip",
        PEOPLE,
        {"ventes/2023-11-14.json": list(messages), **days},
        {"ventes": "C01", "autre": "C02"},
    )


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "cordee.db")) as database:
        return list(database.execute(query))


@pytest.fixture
def alone(sqlite_url: str) -> dict[str, str]:
    """Give settings without Slack."""
    return {"DATABASE_URL": sqlite_url}


async def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path, alone: dict[str, str]) -> None:
    file = export(
        tmp_path,
        GOOD,
        said("U02", "one is not enough", "1700000001.000100", reaction("bulb", "U01", "U06")),
        said("U05", "she left", "1700000002.000100", reaction("bulb", "U01", "U02")),
        said("U06", "beep", "1700000003.000100", reaction("bulb", "U01", "U02"), bot_id="B1"),
        said("U03", "", "1700000004.000100", reaction("trophy", "U01")),
        said("U99", "who?", "1700000005.000100", reaction("trophy", "U01")),
        said("U04", "won \x1b[2J &lt;it&gt; <@U01>", "1700000006.000100", reaction("trophy", "U01"),
             thread_ts="1700000000.000100"),
        {"type": "message", "subtype": "channel_join", "user": "U01", "ts": "1700000007.000100"},
    )  # fmt: skip
    ended = await bring(tmp_path, alone, file, "--team", "T1")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines() == [
        "win: #ventes 2023-11-14 Person 4: “won [2J <it> @Person 1”",
        "left out, its author is not known here: #ventes 2023-11-14 U99: “who?”",
        "left out, there are no words in it: #ventes 2023-11-14 Person 3: “”",
        "left out, a bot wrote it: #ventes 2023-11-14 Robot: “beep”",
        "left out, its author has left: #ventes 2023-11-14 Gone: “she left”",
        f"practice: #ventes 2023-11-14 Person 1: “{WORDS}”",
        "2 items would be proposed. Nothing is done without --apply.",
    ]
    assert not rows(tmp_path, "SELECT * FROM nominated_messages")
    assert not rows(tmp_path, "SELECT * FROM outbox")


async def test_one_question_a_working_day_and_once(tmp_path: Path, alone: dict[str, str]) -> None:
    messages = [
        said("U01", WORDS, f"170000000{second}.000100", reaction("bulb", "U02", "U03"))
        for second in range(7)
    ]
    file = export(tmp_path, *messages[:3])
    await bring(tmp_path, alone, file, "--team", "T1", "--apply")
    file = export(tmp_path, *messages)
    await bring(tmp_path, alone, file, "--apply")
    again = await bring(tmp_path, alone, file, "--apply")
    assert "0 items will be proposed" in again.out
    assert again.out.count("known already") == 7
    moments = rows(tmp_path, "SELECT date(not_before), strftime('%H %w', not_before) FROM outbox")
    assert len({day for day, _ in moments}) == len(moments) == 7
    for _, hour_and_weekday in moments:
        hour, weekday = hour_and_weekday.split()
        assert hour in {"08", "09"}  # ten o'clock in Paris
        assert weekday in "12345"
    kept = json.dumps(
        [
            rows(tmp_path, "SELECT * FROM nominated_messages"),
            rows(tmp_path, "SELECT * FROM nominations"),
            rows(tmp_path, "SELECT * FROM outbox"),
        ]
    )
    assert "midi" not in kept


@pytest.mark.parametrize(
    "content, where",
    [
        ('[\n{"ts": "1.0"},\n{"user": "U1"}\n]', "ventes/2023-11-15.json:3: a message must have"),
        ('[\n{"ts": "1.0"\n]', "ventes/2023-11-15.json:3: this is not JSON"),
        ('{"ts": "1.0"}', "ventes/2023-11-15.json:1: this is not a list"),
        ("[\n\n7]", "ventes/2023-11-15.json:3: this is not an object"),
        (
            '[{"ts": "1.0", "reactions": [{"name": "bulb"}]}]',
            "ventes/2023-11-15.json:1: each of reactions",
        ),
        ('[{"ts": 1.5}]', "ventes/2023-11-15.json:1: a message must have a ts"),
        ("", "ventes/2023-11-15.json:1: this is not JSON"),
    ],
)
async def test_a_malformed_export_stops_with_the_file_and_the_line(
    tmp_path: Path, alone: dict[str, str], content: str, where: str
) -> None:
    file = export(tmp_path, GOOD, **{"ventes/2023-11-15.json": content})
    ended = await bring(tmp_path, alone, file, "--team", "T1", "--apply")
    assert (ended.code, ended.out) == (2, "")
    assert f"export.zip/{where}" in ended.err
    assert not rows(tmp_path, "SELECT * FROM outbox")


async def test_what_is_no_export(tmp_path: Path, alone: dict[str, str]) -> None:
    file = tmp_path / "notes.txt"
    await asyncio.to_thread(file.write_text, "a shopping list")
    assert "is not a zip" in (await bring(tmp_path, alone, file, "--team", "T1")).err
    ended = await bring(tmp_path, alone, tmp_path / "away.zip", "--team", "T1")
    assert "away.zip cannot be read" in ended.err
    elsewhere = write_export(tmp_path / "x.zip", PEOPLE, {"../../evil.json": []}, {"b": "C1"})
    ended = await bring(tmp_path, alone, elsewhere, "--team", "T1")
    assert (ended.code, ended.out) == (2, "")
    assert "The export has no channel ventes. It has: b." in ended.err
    wrapped = write_export(
        tmp_path / "y.zip",
        PEOPLE,
        {"ventes/2023-11-14.json": [GOOD]},
        {},
        private={"ventes": "G01"},
        root="Our export/",
    )
    ended = await bring(tmp_path, alone, wrapped, "--team", "T1")
    assert "1 item would be proposed" in ended.out


async def test_a_bomb_is_not_unpacked(tmp_path: Path, alone: dict[str, str]) -> None:
    file = export(tmp_path, GOOD)
    day = "ventes/2023-11-15.json"
    with ZipFile(file, "a", ZIP_DEFLATED) as zipped, zipped.open(day, "w") as unpacked:
        for _ in range(101):
            unpacked.write(b" " * 1_000_000)
    ended = await bring(tmp_path, alone, file, "--team", "T1", "--apply")
    assert (ended.code, ended.out) == (2, "")
    assert "ventes/2023-11-15.json:1: it is too large" in ended.err


async def test_an_emoji_that_is_none(tmp_path: Path, alone: dict[str, str]) -> None:
    file = export(tmp_path, GOOD)
    for wrong in ("b@d", "trophy"):
        ended = await bring(tmp_path, alone, file, "--team", "T1", "--emoji", wrong)
        assert (ended.code, ended.out) == (2, "")
        assert "moji" in ended.err


def nominated(message: Message, *people: Acting) -> dict[str, Any]:
    return said(message.user, message.text, message.ts, reaction("bulb", *(p.id for p in people)))


def company_export(folder: Path, company: Company, channel: Channel, *messages: Any) -> Path:
    return write_export(
        folder / "export.zip",
        users_of(company.slack.people),
        {"ventes/2026-11-23.json": list(messages)},
        in_channel(channel),
    )


async def test_a_yes_publishes_the_words_of_slack(
    company_on_both: Company, database_url: str, tmp_path: Path
) -> None:
    company = company_on_both
    message = await company.luc.say(company.ventes, WORDS)
    file = company_export(
        tmp_path, company, company.ventes, nominated(message, company.ana, company.tom)
    )
    settings = settings_for(company.slack, database_url)
    ended = await bring(tmp_path, settings, file, "--apply")
    assert ended.out.splitlines()[-1].startswith("1 item will be proposed"), ended
    await company.settle()
    assert not company.slack.dm(company.luc)
    database = Database(database_url)
    async with database.read(company.slack.team_id) as tx:
        kind = NoticeKind.NOMINATION_CONSENT
        planned = await tx.outbox.planned_for(kind, [company.luc.id])
    await database.close()
    await company.move_to(planned[company.luc.id])
    [question] = company.slack.dm(company.luc)
    await company.luc.click(question, "Publier")
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert WORDS in card.text


async def test_the_bot_must_be_in_the_channel(
    slack: Sandbox, sqlite_url: str, tmp_path: Path
) -> None:
    people = [slack.add_person(name) for name in ("Ana", "Tom", "Luc")]
    ventes = slack.add_channel("ventes", members=people, with_bot=False)
    message = said(
        people[0].id, WORDS, "1700000000.000100", reaction("bulb", *(p.id for p in people))
    )
    days = {"ventes/2023-11-14.json": [message]}
    file = write_export(tmp_path / "x.zip", users_of(people), days, in_channel(ventes))
    settings = settings_for(slack, sqlite_url)
    dry = await bring(tmp_path, settings, file)
    assert "1 item would be proposed" in dry.out
    assert "Invite the bot to #ventes" in dry.err
    ended = await bring(tmp_path, settings, file, "--apply")
    assert (ended.code, ended.out) == (2, "")
    assert not rows(tmp_path, "SELECT * FROM outbox")
