"""Proposals: what a trial is proposed from, what was tried already, and whether it can be."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.calendars import is_holiday
from bot.domain.follow_ups import WordsGone, is_for_the_team
from bot.domain.gestures import Gesture
from bot.domain.objectives import Objective
from bot.domain.origins import Origin, StaysWhereItCameFrom
from bot.domain.practices import Practice
from bot.domain.trials import Trial, TrialForm
from bot.domain.visibility import Audience
from bot.domain.windows import next_worked
from bot.domain.words import LONGEST, shortened
from bot.services.channels import ChannelService
from bot.services.checkins import existing as existing_checkin
from bot.services.library import LibraryService
from bot.services.origins import Root, root_of
from bot.services.places import PlaceService
from bot.services.practices import PracticeService
from bot.services.serving import check_serves
from bot.services.trials import TrialService
from bot.services.undertakings import decided_at
from bot.services.visibility import Visibility
from storage.database import Database

USUAL = timedelta(weeks=3)
"""How long a trial lasts where nobody says otherwise."""


class ProposalService:
    """Helps to propose a trial: from words, or from what is there already."""

    def __init__(
        self,
        database: Database,
        channels: ChannelService,
        visibility: Visibility,
        trials: TrialService,
        practices: PracticeService,
        library: LibraryService,
        places: PlaceService,
    ) -> None:
        self._database = database
        self._trials = trials
        self._practices = practices
        self._library = library
        self._channels = channels
        self._visibility = visibility
        self._places = places

    async def blank(
        self,
        gesture: Gesture,
        channel_id: str,
        *,
        change: str = "",
        why: str = "",
        people: Sequence[str] = (),
        born_of: str = "",
    ) -> TrialForm:
        """Return a form to start from: whoever proposes is in it, and it ends in three weeks."""
        hours = await self._channels.hours(gesture.team_id, channel_id)
        starts_on = hours.day_of(decided_at(gesture.at, hours))
        return TrialForm(
            change=shortened(change, LONGEST),
            why=shortened(why, LONGEST),
            ends_on=next_worked(starts_on + USUAL, hours, is_holiday),
            signs="",
            people=tuple(dict.fromkeys((gesture.user_id, *people))),
            needs="",
            channel_id=channel_id,
            born_of=born_of,
        )

    async def of_practice(
        self, gesture: Gesture, practice_id: str, channel_id: str = ""
    ) -> TrialForm:
        """Return a form to try a practice together, where the gesture was made if that may be."""
        practice = await self._practices.read(gesture, practice_id)
        is_private = practice.audience is Audience.CHANNEL
        where = practice.channel_id if is_private or not channel_id else channel_id
        return await self.blank(
            gesture,
            where,
            change=_said(practice),
            why=practice.situation,
            born_of=practice.subject,
        )

    async def of_answer(self, gesture: Gesture, checkin_id: str, answer_id: str) -> TrialForm:
        """Return a form to try what somebody answered to the team; raise when it is gone."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing_checkin(tx, checkin_id)
            answers = {each.answer_id: each for each in await tx.answers.of_checkin(checkin_id)}
        answer = answers.get(answer_id)
        is_theirs = await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, checkin.channel_id
        )
        if answer is None or not is_theirs or not is_for_the_team(answer):
            raise WordsGone
        return await self.blank(
            gesture, checkin.channel_id, change=answer.text, born_of=checkin.subject
        )

    async def of_trial(self, gesture: Gesture, trial_id: str) -> TrialForm:
        """Return a form to try again, differently, what was tried before."""
        trial, _ = await self._trials.read(gesture, trial_id)
        return await self.blank(
            gesture,
            trial.channel_id,
            change=trial.change,
            why=trial.why,
            born_of=trial.subject,
        )

    async def objectives(self, team_id: str, channel_id: str) -> list[Objective]:
        """Return what a channel's team works towards now, which a trial may serve."""
        if not channel_id:
            return []
        async with self._database.read(team_id) as tx:
            return await tx.objectives.agreed_in([channel_id])

    async def near(
        self, gesture: Gesture, form: TrialForm, shown: Collection[str] = ()
    ) -> list[Practice | Trial]:
        """Return what is like it and was not shown yet, of what this person may see."""
        if not form.change:
            return []
        found = await self._library.near(gesture.team_id, gesture.user_id, form.change)
        return [item for item in found if item.subject not in {form.born_of, *shown}]

    async def check(self, gesture: Gesture, form: TrialForm) -> None:
        """Raise why a trial cannot be proposed like this."""
        await self._trials.check(gesture, form)
        async with self._database.read(gesture.team_id) as tx:
            root = await root_of(tx, form.born_of)
            if form.objective_id:
                await check_serves(tx, form.objective_id, form.channel_id)
        if root and not await self._may_be_told(gesture.team_id, root, form.channel_id):
            raise StaysWhereItCameFrom

    async def propose(self, gesture: Gesture, form: TrialForm) -> Trial:
        """Keep a proposal, which may say in its channel what it came from."""
        await self.check(gesture, form)
        return await self._trials.propose(gesture, form)

    async def origin(self, team_id: str, trial: Trial) -> Origin | None:
        """Return what a trial came from; None where those of its channel may not know it."""
        async with self._database.read(team_id) as tx:
            root = await root_of(tx, trial.born_of)
        if root is None or not await self._may_be_told(team_id, root, trial.channel_id):
            return None
        link = await self._places.link(team_id, root.subject, root.channel_id)
        return Origin(root.kind, root.title, link)

    async def _may_be_told(self, team_id: str, root: Root, channel_id: str) -> bool:
        """Tell whether everybody who reads a channel may see what a trial came from."""
        if root.channel_id == channel_id:
            return True
        sight = await self._visibility.of_channel(team_id, channel_id, [root.channel_id])
        return sight.reaches(root.audience, root.channel_id)


def _said(practice: Practice) -> str:
    """Return what a practice says to do, its title first."""
    rest = practice.what.removeprefix(practice.title).strip()
    return f"{practice.title}\n{rest}" if rest else practice.title
