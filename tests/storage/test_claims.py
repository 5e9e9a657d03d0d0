"""What is due is claimed once, by any number of workers, and found without reading the rest."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.calendars import is_holiday
from bot.domain.installations import trouble_begun
from bot.domain.notices import LEASE, Claim, Notice, NoticeKind, NoticeState, Posting
from bot.domain.pace import Busy
from bot.domain.schedules import Rule, Schedule, ScheduleKind, next_time
from storage.database import Database

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
RULE = Rule(frozenset({4}), time(16, 30), "Europe/Paris")
MANY = 120


def schedule(number: int, at: datetime = NOW) -> Schedule:
    return Schedule(f"T{number % 3}", f"C{number}", ScheduleKind.DIGEST, RULE, at)


def notice(number: int, at: datetime = NOW) -> Notice:
    return Notice(f"T{number % 3}", f"n{number}", NoticeKind.WIN_CARD, "win:1", at, f"C{number}")


@pytest.fixture
async def workers(database_url: str) -> AsyncIterator[list[Database]]:
    """Give four workers on one database."""
    found = [Database(database_url) for _ in range(4)]
    yield found
    for database in found:
        await database.close()


async def test_schedules_are_fired_once_by_many_workers(workers: list[Database]) -> None:
    await workers[0].add(*(schedule(number) for number in range(MANY)))
    fired: list[str] = []

    async def fire(database: Database) -> None:
        while True:
            async with database.write_every_team() as tx:
                due = await tx.schedules.claim(NOW, 7)
                for found in due:
                    assert await tx.schedules.move(found, next_time(found.rule, NOW, is_holiday))
                await asyncio.sleep(0)
            if not due:
                return
            fired.extend(found.channel_id for found in due)

    await asyncio.gather(*(fire(database) for database in workers))
    # A worker that skips what others hold may leave before they are done; nobody claims twice.
    assert sorted(fired) == sorted(f"C{number}" for number in range(MANY))


async def test_notices_are_claimed_once_by_many_workers(workers: list[Database]) -> None:
    await workers[0].add(*(notice(number) for number in range(MANY)))
    claimed: list[str] = []

    async def claim(database: Database) -> None:
        while True:
            async with database.write_every_team() as tx:
                found = await tx.outbox.claim(NOW, 7)
            if not found:
                return
            claimed.extend(claim.notice.key for claim in found)

    await asyncio.gather(*(claim(database) for database in workers))
    assert sorted(claimed) == sorted(f"n{number}" for number in range(MANY))


async def test_a_worker_that_dies_in_its_claim_leaves_it_to_others(workers: list[Database]) -> None:
    await workers[0].add(*(schedule(number) for number in range(5)))

    async def die() -> None:
        async with workers[0].write_every_team() as tx:
            for found in await tx.schedules.claim(NOW, 5):
                await tx.schedules.move(found, NOW + timedelta(days=7))
            raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        await die()
    async with workers[1].write_every_team() as tx:
        assert len(await tx.schedules.claim(NOW, 5)) == 5


async def test_what_is_not_due_is_left(workers: list[Database]) -> None:
    later = NOW + timedelta(seconds=1)
    await workers[0].add(schedule(1, later), notice(1, later))
    async with workers[0].write_every_team() as tx:
        assert await tx.schedules.claim(NOW, 9) == []
        assert await tx.outbox.claim(NOW, 9) == []
        assert [found.channel_id for found in await tx.schedules.claim(later, 9)] == ["C1"]


async def test_nothing_is_taken_for_where_a_worker_is_busy(workers: list[Database]) -> None:
    somebody = Notice("T1", "n7", NoticeKind.HELP, "help", NOW, user_id="U7")
    nowhere = Notice("T1", "n8", NoticeKind.NOMINATION_PUBLISH, "nomination:1", NOW)
    await workers[0].add(notice(1), notice(2), notice(4), somebody, nowhere)
    busy = Busy(frozenset({("T1", "C4"), ("T1", "U7"), ("T1", "C2")}), frozenset({"T0"}))
    async with workers[0].write_every_team() as tx:
        found = await tx.outbox.claim(NOW, 9, busy)
    assert sorted(claim.notice.key for claim in found) == ["n1", "n2", "n8"]
    async with workers[0].write_every_team() as tx:
        found = await tx.outbox.claim(NOW, 9, Busy(frozenset(), frozenset({"T1"})))
    assert found == []
    async with workers[0].write_every_team() as tx:
        found = await tx.outbox.claim(NOW, 9)
    assert sorted(claim.notice.key for claim in found) == ["n4", "n7"]


async def test_what_may_not_go_yet_is_put_off_and_makes_room_for_others(
    workers: list[Database],
) -> None:
    await workers[0].add(*(notice(number, NOW - timedelta(minutes=9)) for number in range(8)))
    await workers[0].add(notice(9))
    slot = NOW + timedelta(seconds=3)

    def slot_of(found: Notice, now: datetime) -> datetime:
        return now if found.key == "n9" else slot

    async with workers[0].write_every_team() as tx:
        found = await tx.outbox.claim(NOW, 3, slot_of=slot_of)
    assert [claim.notice.key for claim in found] == ["n9"]
    async with workers[0].write_every_team() as tx:
        assert await tx.outbox.claim(NOW, 9) == []
        found = await tx.outbox.claim(slot, 9)
    assert [claim.attempts for claim in found] == [0] * 8
    assert not any(claim.in_doubt for claim in found)


async def test_what_a_dead_worker_left_stays_in_doubt_when_it_is_put_off(
    workers: list[Database],
) -> None:
    await workers[0].add(notice(1))
    async with workers[0].write_every_team() as tx:
        [dead] = await tx.outbox.claim(NOW, 9)
    later = NOW + LEASE
    async with workers[1].write_every_team() as tx:
        assert await tx.outbox.claim(later, 9, slot_of=lambda _, now: now + LEASE) == []
    async with workers[1].write_every_team() as tx:
        assert not await tx.outbox.settle(dead, NoticeState.SENT)
        [claim] = await tx.outbox.claim(later + LEASE, 9)
    assert claim.in_doubt


async def test_a_moved_schedule_is_not_moved_again(workers: list[Database]) -> None:
    await workers[0].add(schedule(1))
    async with workers[0].write_every_team() as tx:
        assert await tx.schedules.move(schedule(1), NOW + timedelta(days=7))
        assert not await tx.schedules.move(schedule(1), NOW + timedelta(days=7))


async def test_the_oldest_come_first(workers: list[Database]) -> None:
    await workers[0].add(*(notice(n, NOW - timedelta(minutes=n)) for n in range(9)))
    async with workers[0].write_every_team() as tx:
        found = await tx.outbox.claim(NOW, 3)
    assert [claim.notice.key for claim in found] == ["n8", "n7", "n6"]


@pytest.mark.parametrize("state", [s for s in NoticeState if s.is_settled])
async def test_what_is_settled_is_never_claimed_again(
    workers: list[Database], state: NoticeState
) -> None:
    await workers[0].add(notice(1))
    async with workers[0].write_every_team() as tx:
        [claim] = await tx.outbox.claim(NOW, 9)
        assert await tx.outbox.settle(claim, state, Posting("C1", "1.0"), "e" * 999)
        assert not await tx.outbox.settle(claim, state)
    async with workers[1].write_every_team() as tx:
        assert await tx.outbox.claim(NOW + 10 * LEASE, 9) == []


async def test_a_second_notice_of_one_key_is_left_out(workers: list[Database]) -> None:
    await workers[0].add(notice(1))
    await workers[1].add(Notice("T1", "n1", NoticeKind.DIGEST, "other", NOW, "C1"))
    async with workers[0].write_every_team() as tx:
        [claim] = await tx.outbox.claim(NOW, 9)
    assert claim.notice.kind is NoticeKind.WIN_CARD


async def test_a_look_for_what_is_due_reads_nothing_else(sqlite_url: str) -> None:
    """Workers look every second, and what was said stays for a year."""
    database = Database(sqlite_url)
    asked: list[tuple[str, Any]] = []

    def listen(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", listen)
    async with database.write_every_team() as tx:
        await tx.outbox.claim(NOW, 9)
        await tx.schedules.claim(NOW, 9)
    event.remove(database.engine.sync_engine, "before_cursor_execute", listen)
    queries = [(statement, given) for statement, given in asked if statement.startswith("SELECT")]
    async with database.engine.connect() as connection:
        plans = [
            str((await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given)).all())
            for query, given in queries
        ]
    await database.close()
    assert ["ix_outbox_due" in plans[0], "ix_schedules_next_at" in plans[1]] == [True, True]


@pytest.mark.parametrize(
    "query, index",
    [
        ("posted_channel_id = 'C1' AND posted_ts = '1.0'", "ix_outbox_posted"),
        ("subject = 'win:1'", "ix_outbox_subject"),
        ("key = 'win:1:card'", "uq_outbox_key"),
    ],
)
async def test_what_is_asked_often_has_its_index(sqlite_url: str, query: str, index: str) -> None:
    asked = f"EXPLAIN QUERY PLAN SELECT * FROM outbox WHERE team_id = 'T1' AND {query}"  # noqa: S608 - from above
    database = Database(sqlite_url)
    async with database.engine.connect() as connection:
        plan = await connection.exec_driver_sql(asked)
        steps = " ".join(str(row) for row in plan)
    await database.close()
    assert index in steps


# ------------------------------------------------------------------ workspaces in trouble


async def test_of_a_workspace_in_trouble_one_notice_alone_finds_out(
    workers: list[Database],
) -> None:
    trouble = trouble_begun("T0", "token_revoked", NOW)
    await workers[0].add(*(notice(number) for number in range(9)), trouble)

    async def claim(at: datetime) -> list[Claim]:
        found: list[Claim] = []
        for database in workers:
            async with database.write_every_team() as tx:
                found += await tx.outbox.claim(at, 9)
        # A second look takes what a worker has held for long: here only what is new counts.
        return [claim for claim in found if not claim.in_doubt]

    others = await claim(NOW)
    assert {claim.notice.team_id for claim in others} == {"T1", "T2"}
    assert not any(claim.is_probe for claim in others)
    [probe] = await claim(trouble.held_until)
    assert probe.is_probe
    assert probe.notice.team_id == "T0"
    async with workers[0].write("T0") as tx:
        await tx.troubles.forget()
    assert len(await claim(trouble.held_until)) == 2


async def test_two_workers_do_not_both_find_out(workers: list[Database]) -> None:
    trouble = trouble_begun("T0", "token_revoked", NOW)
    await workers[0].add(*(notice(number * 3) for number in range(9)), trouble)

    async def claim(database: Database) -> list[Claim]:
        async with database.write_every_team() as tx:
            return await tx.outbox.claim(trouble.held_until, 4)

    found = await asyncio.gather(*(claim(database) for database in workers))
    assert sum(map(len, found)) == 1


async def test_what_comes_due_in_a_workspace_in_trouble_is_known(workers: list[Database]) -> None:
    trouble = trouble_begun("T0", "token_revoked", NOW)
    await workers[0].add(trouble)
    async with workers[0].write_every_team() as tx:
        assert await tx.troubles.held(NOW) == {"T0"}
        assert await tx.troubles.held(trouble.held_until) == set()
        assert await tx.troubles.held(NOW - timedelta(seconds=1)) == set(), "a clock set back"


# ------------------------------------------------------------------ many at once


async def test_what_is_planned_is_read_in_pages_each_once(workers: list[Database]) -> None:
    later = NOW + timedelta(days=1)
    await workers[0].add(schedule(99), *(schedule(number, later) for number in range(7)))
    beyond, seen = ("", "", ""), []
    async with workers[0].write_every_team() as tx:
        while page := await tx.schedules.planned(NOW, beyond, 3):
            seen += [found.channel_id for found in page]
            beyond = (page[-1].team_id, page[-1].channel_id, page[-1].kind.value)
    assert sorted(seen) == [f"C{number}" for number in range(7)]


async def test_a_batch_is_moved_but_for_what_has_moved_already(workers: list[Database]) -> None:
    week = timedelta(days=7)
    await workers[0].add(schedule(1), schedule(2, NOW + week))
    async with workers[0].write_every_team() as tx:
        await tx.schedules.move_all([(schedule(1), NOW + week), (schedule(2), NOW + 2 * week)])
        assert await tx.schedules.claim(NOW, 9) == []
        found = await tx.schedules.claim(NOW + week, 9)
    assert {each.channel_id for each in found} == {"C1", "C2"}


async def test_who_does_many_things_waits_for_each(workers: list[Database]) -> None:
    done: list[str] = []

    async def do(database: Database, name: str, first: str, second: str) -> None:
        async with database.write_every_team() as tx:
            await tx.alone([("T1", first), ("T1", second)])
            done.append(name)
            await asyncio.sleep(0.01)
            done.append(name)

    first, second, *_ = workers
    async with asyncio.timeout(10):
        await asyncio.gather(do(first, "one", "a", "b"), do(second, "two", "b", "a"))
    assert done in (["one", "one", "two", "two"], ["two", "two", "one", "one"])
