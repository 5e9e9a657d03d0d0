"""Objectives: propose one under a direction, revise it, take it back, ask about it.

How they are agreed on is in agreements, what the clock does elsewhere.
"""

from collections.abc import Sequence

from bot.domain import objectives as rules
from bot.domain.chapters import ChapterKind
from bot.domain.directions import Direction, NoDirectionYet, NotOfTheChannel
from bot.domain.gestures import Gesture
from bot.domain.notices import NoticeKind
from bot.domain.objectives import NotTheTeams, Objective, ObjectiveForm, ObjectiveGone
from bot.domain.trials import Trial
from bot.domain.visibility import Audience
from bot.domain.wins import Win
from bot.services.amending import keep_amended
from bot.services.channels import ChannelService
from bot.services.chapters import card, tell
from bot.services.directions import speaks_for_the_team
from bot.services.serving import served_by
from bot.services.undertakings import ChangedMeanwhile, decided_at, keep
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction


class ObjectiveService:
    """What people do with objectives."""

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility

    async def get(self, team_id: str, objective_id: str) -> Objective | None:
        """Return an objective, or None when there is none."""
        async with self._database.read(team_id) as tx:
            return await tx.objectives.get(objective_id)

    async def read(self, gesture: Gesture, subject: str) -> Objective:
        """Return an objective that this person may see, or raise ObjectiveGone."""
        async with self._database.read(gesture.team_id) as tx:
            objective = await _existing(tx, subject)
        if not await self._may_read(gesture, objective.channel_id):
            raise ObjectiveGone
        return objective

    async def serving(self, objective: Objective) -> Sequence[Win | Trial]:
        """Return the wins and trials that serve an objective, in the order they happened."""
        async with self._database.read(objective.team_id) as tx:
            return await served_by(tx, objective)

    async def to_serve(self, gesture: Gesture, channel_id: str) -> list[Objective]:
        """Return the objectives that what is told in a channel may serve."""
        async with self._database.read(gesture.team_id) as tx:
            agreed = await tx.objectives.agreed_in([channel_id])
        return agreed if agreed and await self._may_read(gesture, channel_id) else []

    async def to_propose(self, gesture: Gesture, channel_id: str) -> Direction:
        """Return the direction under which this person may propose an objective, or raise why."""
        await self._check_place(gesture, channel_id)
        async with self._database.read(gesture.team_id) as tx:
            return await direction_for(tx, gesture, channel_id)

    async def check(self, gesture: Gesture, form: ObjectiveForm) -> Objective:
        """Return the objective that a form proposes, kept nowhere yet, or raise why not."""
        await self._check_place(gesture, form.channel_id)
        hours = await self._channels.hours(gesture.team_id, form.channel_id)
        decides_at = decided_at(gesture.at, hours)
        return rules.propose(gesture, form, decides_at, hours.day_of(decides_at))

    async def propose(self, gesture: Gesture, form: ObjectiveForm) -> Direction | None:
        """Keep a proposal and plan its card; it is agreed unless somebody objects.

        Return the direction that was given meanwhile, if so: then nothing is done.
        """
        objective = await self.check(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(f"direction:{form.channel_id}")
            direction = await direction_for(tx, gesture, form.channel_id)
            if direction.direction_id != form.direction_id:
                return direction
            await tx.record(gesture)
            await put_forward(tx, gesture, objective)
            return None

    async def to_revise(self, gesture: Gesture, subject: str) -> Objective:
        """Return an objective whose words this person may revise, or raise why not."""
        objective = await self.read(gesture, subject)
        async with self._database.read(gesture.team_id) as tx:
            await check_of_the_team(tx, gesture.user_id, objective)
        rules.check_revisable(objective)
        return objective

    async def revise(self, gesture: Gesture, subject: str, form: ObjectiveForm) -> None:
        """Keep an objective as the team revises it; it is agreed on anew."""
        read = await self.read(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, read.channel_id)
        hours = await self._channels.hours(gesture.team_id, read.channel_id)
        decides_at = decided_at(gesture.at, hours)
        async with self._database.write(gesture.team_id) as tx:
            before = await _held(tx, gesture, subject)
            await check_of_the_team(tx, gesture.user_id, before)
            if form.seen_version not in {None, before.version}:
                raise ChangedMeanwhile
            now = rules.amend(before, form, decides_at, hours.day_of(decides_at))
            await keep_amended(tx, gesture, before, now)

    async def withdraw(self, gesture: Gesture, subject: str) -> None:
        """Take a proposal back before it is agreed on."""
        await self.read(gesture, subject)
        async with self._database.write(gesture.team_id) as tx:
            now = rules.withdraw(await _held(tx, gesture, subject), gesture.user_id)
            await keep(tx, now, gesture.at)
            await tell(tx, now, ChapterKind.WITHDRAWN, gesture.at, user_id=gesture.user_id)

    async def ask(self, gesture: Gesture, subject: str, typed: str) -> None:
        """Ask the team an open question about an objective, in its thread, by name."""
        read = await self.read(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, read.channel_id)
        question = rules.question(read, typed)
        async with self._database.write(gesture.team_id) as tx:
            objective = await _held(tx, gesture, subject)
            await tell(
                tx,
                objective,
                ChapterKind.ASKED,
                gesture.at,
                user_id=gesture.user_id,
                words=question,
            )

    async def _check_place(self, gesture: Gesture, channel_id: str) -> None:
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        if not await self._may_read(gesture, channel_id):
            raise NotOfTheChannel

    async def _may_read(self, gesture: Gesture, channel_id: str) -> bool:
        return await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, channel_id
        )


async def check_of_the_team(tx: TeamTransaction, user_id: str, objective: Objective) -> None:
    """Raise NotTheTeams for whoever leads and is not of the team: they ask questions."""
    direction = await tx.objectives.direction(objective.direction_id)
    if not await speaks_for_the_team(tx, user_id, direction):
        raise NotTheTeams


async def put_forward(tx: TeamTransaction, gesture: Gesture, objective: Objective) -> None:
    """Keep an objective as it is proposed, and plan its card."""
    await tx.add(objective, card(objective, NoticeKind.OBJECTIVE_CARD, gesture.at))
    await tell(tx, objective, ChapterKind.PROPOSED, gesture.at, user_id=gesture.user_id)


async def direction_for(tx: TeamTransaction, gesture: Gesture, channel_id: str) -> Direction:
    """Return the direction under which somebody may propose an objective, or raise why not."""
    direction = await tx.objectives.direction_of(channel_id)
    if direction is None:
        raise NoDirectionYet
    if not await speaks_for_the_team(tx, gesture.user_id, direction):
        raise NotTheTeams
    return direction


async def _existing(tx: TeamTransaction, subject: str) -> Objective:
    objective = await tx.objectives.get(subject.removeprefix("objective:"))
    if objective is None:
        raise ObjectiveGone
    return objective


async def _held(tx: TeamTransaction, gesture: Gesture, subject: str) -> Objective:
    """Record a gesture about an objective that nobody else changes until the transaction ends."""
    await tx.record(gesture)
    await tx.alone(subject)
    return await _existing(tx, subject)
