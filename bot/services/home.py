"""Home: gather what one person may see of what was told, tried and aimed for."""

from bot.domain.debriefs import Debrief
from bot.domain.gestures import Gesture
from bot.domain.home import OwnHome, OwnTrial
from bot.domain.objectives import Objective
from bot.domain.visibility import Audience
from bot.services.channels import ChannelService
from bot.services.practices import PracticeService
from bot.services.visibility import Visibility
from bot.services.wins import WinService
from storage.database import Database

MOST_TRIALS = 8
MOST_DEBRIEFS = 8
MOST_OBJECTIVES = 8


class HomeService:
    """What somebody finds at Home."""

    def __init__(
        self,
        database: Database,
        visibility: Visibility,
        channels: ChannelService,
        wins: WinService,
        practices: PracticeService,
    ) -> None:
        self._database = database
        self._visibility = visibility
        self._channels = channels
        self._wins = wins
        self._practices = practices

    async def of_person(self, gesture: Gesture) -> OwnHome:
        """Return the Home of whoever made a gesture."""
        return OwnHome(
            wins=tuple(await self._wins.latest(gesture)),
            practices=tuple(await self._practices.latest(gesture)),
            trials=await self._trials(gesture),
            debriefs=await self._debriefs(gesture),
            objectives=await self._objectives(gesture),
        )

    async def _trials(self, gesture: Gesture) -> tuple[OwnTrial, ...]:
        async with self._database.read(gesture.team_id) as tx:
            theirs = await tx.trials.of_person(gesture.user_id)
        if not theirs:
            return ()
        among = {trial.channel_id for trial in theirs}
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, among)
        seen = [t for t in theirs if sight.reaches(Audience.READERS, t.channel_id)][:MOST_TRIALS]
        zones = {
            channel_id: (await self._channels.settings(gesture.team_id, channel_id)).zone
            for channel_id in {trial.channel_id for trial in seen}
        }
        async with self._database.read(gesture.team_id) as tx:
            return tuple(
                [
                    OwnTrial(
                        trial,
                        tuple(await tx.agreements.voices(trial.subject)),
                        zones[trial.channel_id],
                    )
                    for trial in seen
                ]
            )

    async def _debriefs(self, gesture: Gesture) -> tuple[Debrief, ...]:
        async with self._database.read(gesture.team_id) as tx:
            asked = await tx.debriefs.open_of(gesture.user_id, gesture.at)
        if not asked:
            return ()
        among = {debrief.channel_id for debrief in asked}
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, among)
        seen = [each for each in asked if sight.reaches(Audience.READERS, each.channel_id)]
        return tuple(seen[:MOST_DEBRIEFS])

    async def _objectives(self, gesture: Gesture) -> tuple[Objective, ...]:
        """Return what is aimed for in the channels that somebody is a member of."""
        async with self._database.read(gesture.team_id) as tx:
            among = await tx.objectives.channels()
        if not among:
            return ()
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, among)
        async with self._database.read(gesture.team_id) as tx:
            agreed = await tx.objectives.agreed_in(sorted(sight.channels & among))
        return tuple(agreed[:MOST_OBJECTIVES])
