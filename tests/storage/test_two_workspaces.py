"""Two workspaces with the same ids: no method of a store sees or touches the other's rows."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import pytest

from bot.domain.agreements import Stance, Voice
from bot.domain.answers import Answer, AnswerAudience
from bot.domain.asking import Answered, ChannelQuestion
from bot.domain.channels import ChannelSettings, KeepersChanged
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.checkins import CheckIn
from bot.domain.debriefs import Debrief, DebriefAnswer
from bot.domain.digests import Choice, Item, ItemKind, Period
from bot.domain.directions import Direction, LeadersChanged
from bot.domain.echoes import Echo
from bot.domain.findings import Wanted
from bot.domain.follow_ups import Became, FollowUp
from bot.domain.gestures import Receipt
from bot.domain.hours import PersonalHours
from bot.domain.installations import Trouble
from bot.domain.library import Kind
from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposed
from bot.domain.notices import Notice, NoticeKind, NoticeState, Posting
from bot.domain.objectives import Objective
from bot.domain.own_questions import OwnQuestion, Veto
from bot.domain.people import Language
from bot.domain.practices import Practice
from bot.domain.schedules import Rule, Schedule, ScheduleKind
from bot.domain.stages import Stage
from bot.domain.tags import Tag
from bot.domain.teams import Team
from bot.domain.trials import Trial
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Source, Win
from bot.domain.workdays import Workdays
from bot.domain.workspaces import Workspace
from storage.analysis import asked_words
from storage.database import Database
from storage.digests import DigestStore
from storage.questions import QuestionStore
from storage.tables import metadata
from storage.transactions import TeamTransaction

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
PERIOD = Period(NOW - timedelta(days=1), NOW)
WHERE = Source("C1", "1.0")
DAY = date(2026, 12, 18)
HERE = Sight(channels={"C1"})

ONE, TWO, EMPTY = "T-one", "T-two", "T-empty"


def win(team: str) -> Win:
    return Win(
        "1", team, f"U-{team}", ("U1", f"U-{team}"), team, "", "", "C1", NOW, WHERE, version=2
    )


def practice(team: str) -> Practice:
    return Practice(
        "1",
        team,
        "U1",
        f"title {team}",
        "price",
        "",
        (),
        Audience.CHANNEL,
        "C1",
        NOW,
        NOW,
        WHERE,
        ("U1",),
    )


def wanted(team: str) -> Wanted:
    return Wanted(asked_words(team, ["price"]))


def echo(team: str) -> Echo:
    return Echo("1", team, "1", "U1", "", f"echo {team}", "", NOW)


def answer(team: str, message_ts: str | None = None) -> Answer:
    return Answer(f"1{message_ts}", team, "1", "U1", team, NOW, message_ts)


def follow_up(team: str) -> FollowUp:
    return FollowUp("1", team, "1", "1None", "C1", f"U-{team}", f"up {team}", NOW)


def closed_follow_up(team: str) -> FollowUp:
    closed = replace(follow_up(team), follow_up_id="closed", answer_id="12.0", closed_at=NOW)
    return replace(closed, became=Became.SOMETHING, outcome=f"done {team}", closed_by="U1")


def nominated(team: str) -> NominatedMessage:
    return NominatedMessage(team, WHERE, f"U-{team}", Consent.ASKED, NOW)


def notice(team: str, key: str, **more: Any) -> Notice:
    return Notice(team, key, NoticeKind.WIN_CARD, "win:1", NOW, "C1", payload={"win": team}, **more)


def showed(team: str) -> tuple[Item, ...]:
    return (
        Item(ItemKind.WIN, "1"),
        Item(ItemKind.PRACTICE, "1"),
        Item(ItemKind.QUESTION, f"question {team}"),
    )


def trial(team: str) -> Trial:
    return Trial(
        "1", team, "C1", "U1", f"change {team}", "", "", "", ("U1",), DAY, NOW, NOW, started_at=NOW
    )


def objective(team: str) -> Objective:
    return Objective("1", team, "C1", "1", "U1", f"aim {team}", "", "", DAY, NOW, NOW)


def everything(team: str) -> list[object]:
    rule = Rule(frozenset({0}), time(9), "Europe/Paris")
    return [
        Receipt(team, "event:1", NOW),
        win(team),
        practice(team),
        replace(win(team), win_id="tagged", tags=("price",), objective_id="1"),
        replace(practice(team), practice_id="tagged", tags=("price",)),
        Tag(team, "cost", f"cost {team}", merged_into="price"),
        Team(team, "sales", f"sales {team}", frozenset({"U1", f"U-{team}"}), frozenset({"U2"})),
        echo(team),
        OwnQuestion("1", team, "C1", f"U-{team}", f"own question {team}", NOW),
        Veto(team, "C1", f"question {team}"),
        CheckIn("1", team, "C1", f"question {team}", NOW, LATER),
        answer(team),
        trial(team),
        replace(trial(team), trial_id="2", concluded_at=NOW, objective_id="1", became="practice:1"),
        objective(team),
        replace(objective(team), objective_id="2", stage=Stage.RUNNING),
        Direction("1", team, "C1", "U1", f"why {team}", "", "", NOW),
        Chapter(team, "trial:1", ChapterKind.PROPOSED, NOW, "U1", team, chapter_id="1"),
        Debrief("1", team, "C1", "trial:1", team, "", ("U1",), NOW, LATER),
        Debrief("2", team, "C1", "", team, "", ("U1",), NOW, LATER, revealed_at=NOW),
        DebriefAnswer(team, "1", "U1", team, "", "", "", NOW),
        DebriefAnswer(team, "2", "U1", team, "", "", "", NOW),
        answer(team, "2.0"),
        replace(answer(team, "3.0"), audience=AnswerAudience.UNNAMED),
        follow_up(team),
        closed_follow_up(team),
        nominated(team),
        Nomination(team, "C1", "1.0", f"U-{team}", NOW, "bulb"),
        Workspace(team, (f"cup_{team}",)),
        ChannelQuestion("1", team, "C1", f"U-{team}", f"question {team}", NOW),
        Answered(team, f"answer:{team}", ("1",), NOW),
        Answered(team, "answer:1", (f"item {team}",), NOW),
        Choice(team, "C1", "2026-W47", showed(team), NOW),
        ChannelSettings(team, "C1", Language.FRENCH, team),
        Schedule(team, "C1", ScheduleKind.DIGEST, rule, NOW, set_by=f"U-{team}", trouble="no"),
        notice(team, "sent", notice_id=f"{team}-sent"),
        notice(team, "tried", notice_id=f"{team}-tried", user_id="U1"),
        notice(team, "dropped", notice_id=f"{team}-dropped"),
        replace(notice(team, "planned", notice_id=f"{team}-planned"), not_before=LATER),
        replace(notice(team, "change", notice_id=f"{team}-change", edits=True), not_before=LATER),
        PersonalHours(team, "U1", Workdays(country="FR" if team == ONE else "JP")),
    ]


Call = Callable[[Any, str], Awaitable[object]]
"""A call of one method of a store, with the name of the workspace that it is bound to."""

CALLS: dict[str, Call] = {
    "wins.get": lambda store, _: store.get("1"),
    "wins.several": lambda store, _: store.several(["1"]),
    "wins.told_from": lambda store, _: store.told_from("C1", "1.0"),
    "wins.of_person": lambda store, _: store.of_person("U1"),
    "wins.serving": lambda store, _: store.serving("1"),
    "wins.latest": lambda store, _: store.latest(HERE, 9),
    "wins.save": lambda store, team: store.save(
        Win("1", team, "U1", ("U9",), "changed", "", "", "C9", NOW, version=3)
    ),
    "people.get": lambda store, _: store.get("U1"),
    "people.of": lambda store, _: store.of(["U1"]),
    "people.forget": lambda store, _: store.forget("U1"),
    "questions.get": lambda store, _: store.get("1"),
    "questions.choice": lambda store, _: all_of_choice(store),
    "questions.rewrite": lambda store, _: store.rewrite("1", "changed"),
    "questions.remove": lambda store, _: store.remove("1", LATER),
    "questions.let_back": lambda store, team: store.let_back("C1", f"question {team}"),
    "practices.get": lambda store, _: store.get("1"),
    "practices.even_withdrawn": lambda store, _: store.even_withdrawn("1"),
    "practices.told_from": lambda store, _: store.told_from("C1", "1.0"),
    "practices.several": lambda store, _: store.several(["1"]),
    "practices.of_person": lambda store, _: store.of_person("U1"),
    "practices.latest": lambda store, _: store.latest(HERE, 9),
    "practices.refresh": lambda store, _: store.refresh("1", LATER),
    "practices.ask": lambda store, _: store.ask("1", NOW, LATER),
    "practices.save": lambda store, team: store.save(
        replace(practice(team), title="changed", people=("U9",), version=2)
    ),
    "library.candidates": lambda store, team: store.candidates(wanted(team), HERE),
    "library.latest": lambda store, _: store.latest(Wanted(), HERE, 9),
    "library.channels": lambda store, _: store.channels(),
    "library.completions": lambda store, _: store.completions("pric"),
    "library.lookalikes": lambda store, _: store.lookalikes("priec", 1),
    "library.index": lambda store, team: store.index(replace(practice(team), title="changed")),
    "library.spread_over": lambda store, _: store.spread_over(["1"], 3),
    "library.forget": lambda store, _: store.forget(Kind.PRACTICE, "1"),
    "echoes.of_author": lambda store, _: store.of_author("U1"),
    "echoes.get": lambda store, _: store.get("1"),
    "echoes.of_practice": lambda store, _: store.of_practice("1"),
    "echoes.of_practices": lambda store, _: store.of_practices(["1"]),
    "echoes.save": lambda store, team: store.save(replace(echo(team), happened="changed")),
    "echoes.forget": lambda store, _: store.forget("1"),
    "echoes.forget_of_practice": lambda store, _: store.forget_of_practice("1"),
    "nominations.get": lambda store, _: store.get(Proposed(WHERE)),
    "nominations.hold": lambda store, _: store.hold(Proposed(WHERE)),
    "nominations.hold_all": lambda store, _: store.hold_all(WHERE),
    "nominations.is_known": lambda store, _: store.is_known(WHERE),
    "nominations.nominated_by": lambda store, _: store.nominated_by(Proposed(WHERE)),
    "nominations.take_back": lambda store, team: store.take_back(WHERE, f"U-{team}", "bulb", LATER),
    "nominations.forget_people": lambda store, _: store.forget_people(Proposed(WHERE)),
    "nominations.save": lambda store, team: store.save(
        NominatedMessage(team, WHERE, "U1", Consent.NEVER, NOW, asked=9)
    ),
    "workspaces.get": lambda store, _: store.get(),
    "workspaces.forget": lambda store, _: store.forget(),
    "checkins.get": lambda store, _: store.get("1"),
    "checkins.open_in": lambda store, _: store.open_in("C1", NOW),
    "answers.of_checkin": lambda store, _: store.of_checkin("1"),
    "answers.by_form": lambda store, _: store.by_form("1", "U1"),
    "answers.of_person": lambda store, _: store.of_person("U1"),
    "answers.save": lambda store, team: store.save(replace(answer(team), text="changed")),
    "answers.forget": lambda store, _: store.forget("1None"),
    "answers.forget_unnamed": lambda store, _: store.forget_unnamed("1"),
    "answers.knows_reply": lambda store, _: store.knows_reply("1", "2.0"),
    "answers.rewrite_reply": lambda store, _: store.rewrite_reply("1", "2.0", "changed", "3.0"),
    "answers.forget_reply": lambda store, _: store.forget_reply("1", "2.0"),
    "checkins.gathered": lambda store, _: store.gathered("1", LATER),
    "checkins.cancel": lambda store, _: store.cancel("1"),
    "follow_ups.get": lambda store, _: store.get("1"),
    "follow_ups.several": lambda store, _: store.several(["1"]),
    "follow_ups.of_answer": lambda store, _: store.of_answer("1None"),
    "follow_ups.of_checkin": lambda store, _: store.of_checkin("1"),
    "follow_ups.of_person": lambda store, _: store.of_person("U1"),
    "follow_ups.open_in": lambda store, _: store.open_in("C1"),
    "follow_ups.to_tell": lambda store, _: store.to_tell("C1", PERIOD, NOW),
    "follow_ups.save": lambda store, team: store.save(replace(follow_up(team), words="changed")),
    "digests.chosen": lambda store, _: store.chosen("C1", "2026-W47"),
    "digests.forget": lambda store, _: store.forget("C1", "2026-W47"),
    "digests.showing": lambda store, _: store.showing("1"),
    "digests.shown": lambda store, _: all_shown(store),
    "digests.candidates": lambda store, _: all_candidates(store),
    "asking.get": lambda store, _: store.get("1"),
    "asking.answers_with": lambda store, _: store.answers_with("1"),
    "asking.told_in": lambda store, _: store.told_in("answer:1"),
    "channels.get": lambda store, _: store.get("C1"),
    "channels.forget": lambda store, _: store.forget("C1"),
    "channels.keepers": lambda store, _: store.keepers(),
    "channels.change_keepers": lambda store, _: store.change_keepers(
        KeepersChanged(named=("U9",), unnamed=(f"U-{ONE}", f"U-{TWO}"))
    ),
    "schedules.of_channel": lambda store, _: store.of_channel("C1"),
    "schedules.to_change": lambda store, _: store.to_change("C1"),
    "schedules.forget": lambda store, _: store.forget("C1", ScheduleKind.DIGEST),
    "schedules.setters": lambda store, _: store.setters(),
    "schedules.cured": lambda store, _: store.cured("C1"),
    "schedules.in_trouble": lambda store, _: store.in_trouble("C1", "is_archived"),
    "troubles.get": lambda store, _: store.get(),
    "troubles.forget": lambda store, _: store.forget(),
    "teams.all": lambda store, _: store.all(),
    "teams.people": lambda store, _: store.people("sales"),
    "teams.of": lambda store, _: store.of([f"U-{ONE}", f"U-{TWO}"]),
    "teams.tried_by": lambda store, _: store.tried_by(["U1"]),
    "teams.forget": lambda store, _: store.forget("sales"),
    "tags.known": lambda store, _: store.known(["price", "cost"]),
    "tags.names": lambda store, _: store.names(),
    "tags.seen": lambda store, _: store.seen(HERE, 9),
    "tags.practices_with": lambda store, _: store.practices_with(["price"]),
    "tags.wins_with": lambda store, _: store.wins_with(["price"]),
    "tags.merge": lambda store, _: store.merge(["price"], "changed"),
    "trials.get": lambda store, _: store.get("1"),
    "trials.several": lambda store, _: store.several(["1"]),
    "trials.open_in": lambda store, _: store.open_in("C1"),
    "trials.of_person": lambda store, _: store.of_person("U1"),
    "trials.that_became": lambda store, _: store.that_became("practice:1"),
    "trials.subjects_of": lambda store, _: store.subjects_of("U1"),
    "trials.serving": lambda store, _: store.serving("1"),
    "trials.channels": lambda store, _: store.channels(),
    "trials.save": lambda store, team: store.save(
        replace(trial(team), change="changed", people=("U9",), version=2)
    ),
    "agreements.voices": lambda store, _: store.voices("trial:1"),
    "agreements.spoken_of": lambda store, _: store.spoken_of("U1"),
    "agreements.say": lambda store, _: store.say("trial:1", Voice("U1", Stance.HELPS, LATER)),
    "agreements.take_back": lambda store, _: store.take_back("trial:1", "U1"),
    "agreements.clear_objections": lambda store, _: store.clear_objections("trial:1"),
    "chapters.get": lambda store, _: store.get("1"),
    "chapters.of_person": lambda store, _: store.of_person("U1"),
    "chapters.about": lambda store, _: store.about("trial:1"),
    "debriefs.get": lambda store, _: store.get("1"),
    "debriefs.about": lambda store, _: store.about("trial:1"),
    "debriefs.answer_of": lambda store, _: store.answer_of("1", "U1"),
    "debriefs.answered_by": lambda store, _: store.answered_by("1"),
    "debriefs.revealed": lambda store, _: store.revealed("2"),
    "debriefs.take_back": lambda store, _: store.take_back("1", "U1"),
    "debriefs.open_of": lambda store, _: store.open_of("U1", NOW),
    "debriefs.of_person": lambda store, _: store.of_person("U1"),
    "debriefs.close": lambda store, _: store.close("1", NOW),
    "debriefs.reveal": lambda store, _: store.reveal("1", LATER),
    "objectives.leaders": lambda store, _: store.leaders(),
    "objectives.change_leaders": lambda store, _: store.change_leaders(
        LeadersChanged(named=("U9",), unnamed=(f"U-{ONE}", f"U-{TWO}"))
    ),
    "objectives.direction": lambda store, _: store.direction("1"),
    "objectives.direction_of": lambda store, _: store.direction_of("C1"),
    "objectives.directions_by": lambda store, _: store.directions_by("U1"),
    "objectives.of_person": lambda store, _: store.of_person("U1"),
    "objectives.replace_direction": lambda store, _: store.replace_direction("C1", LATER),
    "objectives.channels": lambda store, _: store.channels(),
    "objectives.get": lambda store, _: store.get("1"),
    "objectives.open_in": lambda store, _: store.open_in("C1"),
    "objectives.agreed_in": lambda store, _: store.agreed_in(["C1"]),
    "objectives.save": lambda store, team: store.save(
        replace(objective(team), aim="changed", version=2)
    ),
    "transfer.marks": lambda store, _: store.marks(Kind.WIN, ["1"]),
    "transfer.remember": lambda store, team: store.remember(Kind.WIN, {"1": f"changed {team}"}),
    "transfer.here": lambda store, _: store.here(Kind.WIN, ["1"]),
    "transfer.in_order": lambda store, _: store.in_order(Kind.WIN, HERE),
    "receipts.keep_latest": lambda store, _: store.keep_latest("event:1", LATER),
    "receipts.is_there_after": lambda store, _: store.is_there_after(
        "event:1", NOW - timedelta(days=1)
    ),
    "personal.held": lambda store, _: store.held("U1"),
    "personal.forget": lambda store, team: store.forget(f"U-{team}"),
    "outbox.postings": lambda store, _: store.postings("win:1"),
    "outbox.subject_at": lambda store, _: store.subject_at("C1", "1.0"),
    "outbox.is_expected": lambda store, _: store.is_expected("win:1"),
    "outbox.may_be_at": lambda store, _: store.may_be_at("C1", NoticeKind.WIN_CARD, LATER),
    "outbox.is_planned": lambda store, _: store.is_planned("win:1"),
    "outbox.has_change_ahead": lambda store, _: store.has_change_ahead("win:1"),
    "outbox.drop": lambda store, _: store.drop("tried"),
    "outbox.forget_planned": lambda store, _: store.forget_planned("planned"),
    "outbox.forget_unsaid": lambda store, _: store.forget_unsaid("dropped"),
    "outbox.notice": lambda store, _: store.notice("sent"),
    "outbox.state": lambda store, _: store.state("sent"),
    "outbox.latest_payload": lambda store, _: store.latest_payload(["win:1"]),
    "outbox.planned_for": lambda store, _: store.planned_for(NoticeKind.WIN_CARD, ["U1"]),
    "outbox.ahead": lambda store, _: store.ahead(NoticeKind.WIN_CARD),
    "outbox.told_since": lambda store, _: store.told_since(NoticeKind.WIN_CARD, NOW),
}


def methods() -> set[str]:
    """Return every method of every store that a transaction of one workspace has."""
    stores = {
        name: inspect.signature(member.func).return_annotation
        for name, member in vars(TeamTransaction).items()
        if isinstance(member, cached_property)
    }
    return {
        f"{name}.{method}"
        for name, store in stores.items()
        for method, function in vars(store).items()
        if not method.startswith("_") and inspect.iscoroutinefunction(function)
    }


async def all_of_choice(store: QuestionStore) -> list[object]:
    """Return the questions that a channel has, set aside or was asked."""
    choice = await store.choice("C1")
    return [*choice.own, *choice.vetoed, *choice.asked_at]


async def all_shown(store: DigestStore) -> list[object]:
    """Return what a channel's digests showed, and whom."""
    before = NOW - timedelta(days=1)
    shown = await store.shown("C1", {ItemKind.QUESTION: before}, before)
    return [*shown.people.items(), *shown.items[ItemKind.QUESTION].items()]


async def all_candidates(store: DigestStore) -> list[object]:
    """Return what a channel's next digest may show."""
    found = await store.candidates("C1", PERIOD, HERE)
    return [candidate for of_kind in found.values() for candidate in of_kind]


def test_every_method_is_tried() -> None:
    assert set(CALLS) == methods()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    for team in (ONE, TWO):
        await found.add(*everything(team))
        async with found.write(team) as tx:
            await tx.channels.change_keepers(KeepersChanged(named=(f"U-{team}",)))
            await tx.objectives.change_leaders(LeadersChanged(named=(f"U-{team}",)))
            await tx.agreements.say("trial:1", Voice("U1", Stance.OBJECTS, NOW, f"reason {team}"))
            await tx.transfer.remember(Kind.WIN, {"1": f"mark {team}"})
    async with found.write_every_team() as every:
        for claim in await every.outbox.claim(NOW, 99):
            if claim.notice.key == "sent":
                await every.outbox.settle(claim, NoticeState.SENT, Posting("C1", "1.0"))
            elif claim.notice.key == "dropped":
                await every.outbox.settle(claim, NoticeState.DROPPED)
    # Last: nothing could be claimed any more.
    await found.add(*(Trouble(team, f"trouble of {team}", NOW, LATER) for team in (ONE, TWO)))
    yield found
    await found.close()


async def all_rows(tx: TeamTransaction) -> dict[str, list[str]]:
    """Return every row, by the workspace that it belongs to."""
    found: dict[str, list[str]] = {}
    for name, table in metadata.tables.items():
        for row in await tx._connection.execute(table.select()):
            found.setdefault(row.team_id, []).append(f"{name}: {row}")
    return {team: sorted(rows) for team, rows in found.items()}


async def try_everything(database: Database, team: str) -> dict[str, tuple[object, bool]]:
    """Return what each method gave, and whether it changed anything of its workspace; undo it."""
    seen: dict[str, tuple[object, bool]] = {}
    async with database.write(team) as tx:
        before = await all_rows(tx)
        for name, call in CALLS.items():
            part = await tx._connection.begin_nested()
            given = await call(getattr(tx, name.split(".")[0]), team)
            after = await all_rows(tx)
            await part.rollback()
            seen[name] = given, after.pop(team, None) != before.get(team)
            others = {other: rows for other, rows in before.items() if other != team}
            assert after == others, f"{name} touched another workspace"
    return seen


async def test_each_sees_its_own_only(database: Database) -> None:
    seen = await try_everything(database, ONE)
    idle = [name for name, (given, changed) in seen.items() if not given and not changed]
    assert not idle, "a method that finds and changes nothing proves nothing"
    assert not [name for name, (given, _) in seen.items() if TWO in repr(given)]


async def test_a_new_workspace_finds_nothing(database: Database) -> None:
    seen = await try_everything(database, EMPTY)
    assert not [name for name, (given, _) in seen.items() if given]
