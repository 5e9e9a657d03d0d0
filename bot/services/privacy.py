"""What is kept of a person: shown to them, and taken out when they ask."""

from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import Practice
from bot.domain.privacy import Held, practice_without, win_without
from bot.domain.wins import Win
from bot.services import gatherings, practices, reveals, unnaming, wins
from bot.services.digests import tell_again
from bot.services.echoes import follow_erased
from bot.services.following import follow_erased as take_up_without
from bot.services.settling import settle_questions
from bot.services.telling import forget_echoes
from storage.database import Database
from storage.transactions import TeamTransaction


class PrivacyService:
    """Everybody's right to see and to erase what is theirs, from Slack."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def held(self, team_id: str, user_id: str) -> list[Held]:
        """Return everything that is kept of a person, each thing once."""
        async with self._database.read(team_id) as tx:
            return list(dict.fromkeys(await tx.personal.held(user_id)))

    async def send_copy(self, gesture: Gesture) -> None:
        """Plan a private message with everything that is kept of this person."""
        notice = Notice(
            team_id=gesture.team_id,
            key=f"privacy:{gesture.key}",
            kind=NoticeKind.PRIVACY_COPY,
            subject=f"privacy:{gesture.key}",
            not_before=gesture.at,
            user_id=gesture.user_id,
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.add(notice)

    async def erase(self, gesture: Gesture) -> None:
        """Erase what is this person's, and take their name out of what they made with others."""
        user_id = gesture.user_id
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            told = await tx.wins.of_person(user_id)
            passed_on = await tx.practices.of_person(user_id)
            tried = await tx.echoes.of_author(user_id)
            answered = await gatherings.hold(tx, user_id)
            looked_back = await reveals.hold(tx, user_id)
            taken_up = await tx.follow_ups.of_person(user_id)
            traces = await unnaming.traces_of(tx, user_id)
            await tx.personal.forget(user_id)
            for win in told:
                await _keep_win(tx, win_without(win, user_id, gesture.at), gesture.at)
            for practice in passed_on:
                left = practice_without(practice, user_id, gesture.at)
                await _keep_practice(tx, left, gesture.at)
            await follow_erased(tx, tried, gesture)
            await gatherings.follow_erased(tx, answered, gesture)
            await reveals.follow_erased(tx, looked_back, gesture)
            await take_up_without(tx, taken_up, gesture)
            await unnaming.follow_erased(tx, traces, gesture)


async def _keep_win(tx: TeamTransaction, win: Win, at: datetime) -> None:
    await wins.keep(tx, win, at)
    await tell_again(tx, win.win_id, at, without=f"{win.subject}:v{win.version}")


async def _keep_practice(tx: TeamTransaction, practice: Practice, at: datetime) -> None:
    if practice.withdrawn_at is not None:
        await settle_questions(tx, practice, at)
        await forget_echoes(tx, practice, at)
    await practices.keep(tx, practice, at)
    without = f"{practice.subject}:v{practice.version}"
    await tell_again(tx, practice.practice_id, at, without=without)
