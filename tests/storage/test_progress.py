"""What the clock is to look at is found in order, page after page, and never put off wrongly."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.objectives import Objective
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TRIAL = Trial(
    trial_id="a0",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Call back within the hour",
    why="",
    signs="",
    needs="",
    people=("U1",),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW,
)
OBJECTIVE = Objective(
    objective_id="b0",
    team_id="T1",
    channel_id="C1",
    direction_id="d1",
    owner_id="U1",
    aim="Be remembered after lunch",
    how="",
    signs="",
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW,
)


async def test_what_is_due_is_found_oldest_first_and_put_off(database_url: str) -> None:
    database = Database(database_url)
    try:
        older = replace(TRIAL, trial_id="a1", team_id="T2", due_at=NOW - timedelta(days=1))
        later = replace(TRIAL, trial_id="a2", due_at=NOW + timedelta(seconds=1))
        objected = replace(TRIAL, trial_id="a3", stage=Stage.OBJECTED, due_at=None)
        await database.add(TRIAL, older, later, objected, OBJECTIVE)
        async with database.write_every_team() as every:
            found = await every.progress.claim(NOW, 9)
        assert found == [("T2", "trial:a1"), ("T1", "trial:a0"), ("T1", "objective:b0")]
        soon = NOW + timedelta(minutes=5)
        async with database.write_every_team() as every:
            for team_id, subject in (*found, ("T1", "trial:a3")):
                await every.progress.postpone(team_id, subject, soon)
            # Somebody has amended it meanwhile, say: what is planned later stays so.
            await every.progress.postpone("T1", "trial:a2", NOW)
            # Of another workspace.
            await every.progress.postpone("T9", "trial:a0", soon + timedelta(days=9))
        async with database.write_every_team() as every:
            assert await every.progress.claim(NOW, 9) == []
            assert len(await every.progress.claim(soon, 9)) == 4
        async with database.read("T1") as tx:
            waiting = await tx.trials.get("a3")
        assert waiting is not None
        assert waiting.due_at is None
    finally:
        await database.close()


async def test_what_waits_for_its_people_is_found_page_after_page(database_url: str) -> None:
    database = Database(database_url)
    try:
        stuck = replace(TRIAL, stage=Stage.OBJECTED, due_at=None)
        open_ended = replace(OBJECTIVE, stage=Stage.CONCLUDING, due_at=None)
        trials = [
            replace(stuck, team_id=team, trial_id=f"{each:x}")
            for team in ("T1", "T2")
            for each in range(5)
        ]
        objectives = [
            replace(open_ended, team_id=team, objective_id=f"{each:x}")
            for team in ("T1", "T3")
            for each in range(5)
        ]
        running = replace(TRIAL, trial_id="ff", stage=Stage.RUNNING)
        await database.add(*trials, *objectives, running)
        found: list[tuple[str, str]] = []
        beyond = ("", "")
        async with database.write_every_team() as every:
            while page := await every.progress.waiting(beyond, 3):
                found += page
                beyond = page[-1]
        expected = [(trial.team_id, trial.subject) for trial in trials]
        expected += [(objective.team_id, objective.subject) for objective in objectives]
        assert found == sorted(expected)
    finally:
        await database.close()
