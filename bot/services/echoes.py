"""Echoes: somebody tells how a practice went, corrects it, takes it back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import echoes as rules
from bot.domain.echoes import Echo, EchoForm
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice
from bot.domain.practices import Practice
from bot.domain.teams import spread
from bot.services.practices import PracticeUnknown, card
from bot.services.settling import settle_questions
from bot.services.telling import change_words, tell_author
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction


class EchoService:
    """What people tell of the practices that they tried."""

    def __init__(self, database: Database, visibility: Visibility) -> None:
        self._database = database
        self._visibility = visibility

    async def to_try(self, gesture: Gesture, practice_id: str) -> Practice:
        """Return a practice that this person may tell of, or raise PracticeUnknown."""
        async with self._database.read(gesture.team_id) as tx:
            practice = await _practice(tx, practice_id)
        await self._check_sees(gesture, practice)
        return practice

    async def of_practice(self, team_id: str, practice_id: str) -> list[Echo]:
        """Return the echoes of a practice, latest first."""
        async with self._database.read(team_id) as tx:
            return await tx.echoes.of_practice(practice_id)

    async def latest(self, team_id: str, practice_id: str) -> list[Echo]:
        """Return the latest echoes of a practice, as many as its card shows."""
        return (await self.of_practice(team_id, practice_id))[: rules.ON_CARD]

    async def tell(self, gesture: Gesture, form: EchoForm) -> Practice:
        """Keep an echo, which shows that the practice lives; its author is told, its cards follow.

        Returns the practice.
        """
        echo = rules.tell(gesture, form)
        await self.to_try(gesture, form.practice_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await _practice(tx, form.practice_id)
            # It locks the practice: whoever withdraws it now finds this echo.
            if not await tx.practices.refresh(form.practice_id, gesture.at):
                raise PracticeUnknown
            await tx.add(echo)
            practice = await _practice(tx, form.practice_id)
            await _spread_word(tx, practice, gesture)
            await settle_questions(tx, before, gesture.at)
            await tell_author(tx, practice, echo)
        return practice

    async def to_change(self, gesture: Gesture, echo_id: str) -> tuple[Practice, Echo]:
        """Return an echo that this person told, with its practice, or raise why not."""
        async with self._database.read(gesture.team_id) as tx:
            echo = await _own(tx, gesture, echo_id)
            return await _practice(tx, echo.practice_id), echo

    async def correct(self, gesture: Gesture, form: EchoForm) -> Practice:
        """Change the words of one's own echo wherever they are shown; return the practice."""
        await self.to_try(gesture, form.practice_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            echo = rules.correct(await _own(tx, gesture, form.echo_id or ""), gesture.user_id, form)
            if not await tx.echoes.save(echo):
                raise rules.EchoGone
            return await _follow(tx, echo, gesture)

    async def take_back(self, gesture: Gesture, echo_id: str) -> Practice:
        """Forget one's own echo, wherever it is shown; return the practice."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            echo = await _own(tx, gesture, echo_id)
            await tx.echoes.forget(echo_id)
            return await _follow(tx, echo, gesture)

    async def told(self, notice: Notice) -> tuple[Practice, Echo] | None:
        """Return the practice and the echo that its author is told of; None when either is gone.

        Nobody is told of what they may not see any more.
        """
        async with self._database.read(notice.team_id) as tx:
            practice = await tx.practices.get(notice.payload["practice"])
            echo = await tx.echoes.get(notice.payload["echo"])
        if practice is None or echo is None:
            return None
        is_seen = await self._visibility.may_see(
            notice.team_id, notice.user_id or "", practice.audience, practice.channel_id
        )
        return (practice, echo) if is_seen else None

    async def _check_sees(self, gesture: Gesture, practice: Practice) -> None:
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, practice.audience, practice.channel_id
        ):
            raise PracticeUnknown


async def _practice(tx: TeamTransaction, practice_id: str) -> Practice:
    practice = await tx.practices.get(practice_id)
    if practice is None:
        raise PracticeUnknown
    return practice


async def _own(tx: TeamTransaction, gesture: Gesture, echo_id: str) -> Echo:
    echo = await tx.echoes.get(echo_id)
    if echo is None:
        raise rules.EchoGone
    rules.check_may_change(echo, gesture.user_id)
    return echo


async def _follow(tx: TeamTransaction, echo: Echo, gesture: Gesture) -> Practice:
    """Let everything that shows an echo follow its change."""
    practice = await _practice(tx, echo.practice_id)
    await _spread_word(tx, practice, gesture)
    await change_words(tx, practice, [echo], gesture.at)
    return practice


async def follow_erased(tx: TeamTransaction, echoes: Sequence[Echo], gesture: Gesture) -> None:
    """Let everything that showed echoes follow, now that they are erased."""
    practices = await tx.practices.several({echo.practice_id for echo in echoes})
    for practice_id, practice in practices.items():
        await _spread_word(tx, practice, gesture)
        theirs = [echo for echo in echoes if echo.practice_id == practice_id]
        await change_words(tx, practice, theirs, gesture.at)


async def _spread_word(tx: TeamTransaction, practice: Practice, gesture: Gesture) -> None:
    """Let a practice be found with its echoes, and its cards show the latest."""
    people = {echo.author_id for echo in await tx.echoes.of_practice(practice.practice_id)}
    await tx.library.index(practice, spread(people, await tx.teams.all()))
    key = f"{practice.subject}:echoes:{gesture.key}"
    await tx.add(replace(card(practice), key=key, edits=True, not_before=gesture.at))
