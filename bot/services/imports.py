"""What was nominated in a Slack export: its authors are asked, gently, before anything is kept."""

from collections.abc import Mapping, Sequence

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain.exports import Pointed, authors, nominated, question_at
from bot.domain.nominations import Proposed
from bot.domain.notices import NoticeKind
from bot.domain.workspaces import Workspace
from bot.services.consents import propose
from bot.services.hours import usual_hours
from storage.database import Database
from storage.transactions import TeamTransaction


class ImportService:
    """Proposes to their authors what others pointed at, elsewhere and earlier."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def chosen(self, team_id: str) -> Workspace:
        """Return what the workspace has chosen, or the usual."""
        async with self._database.read(team_id) as tx:
            return await tx.workspaces.get() or Workspace(team_id)

    async def unknown(self, team_id: str, pointed: Sequence[Pointed]) -> list[Pointed]:
        """Return what nobody was asked about, and nobody has kept, until now."""
        async with self._database.read(team_id) as tx:
            return [one for one in pointed if not await _is_known(tx, one)]

    async def propose(
        self, team_id: str, pointed: Sequence[Pointed], zones: Mapping[str, str]
    ) -> list[Pointed]:
        """Ask the authors, each once a working day at the most; return what they will be asked.

        What is known already is left as it is: again changes nothing.
        """
        now = self._clock.now()
        asked: list[Pointed] = []
        async with self._database.write(team_id) as tx:
            await tx.alone("import")
            latest = await tx.outbox.planned_for(NoticeKind.NOMINATION_CONSENT, authors(pointed))
            for one in pointed:
                if await _is_known(tx, one):
                    continue
                said = await tx.people.get(one.author_id)
                zone = zones.get(one.author_id, "UTC")
                hours = said.in_zone(zone) if said else usual_hours(zone)
                at = question_at(max(latest.get(one.author_id, now), now), hours, is_holiday)
                message, people = nominated(one, team_id, now)
                if await propose(tx, message, people, at):
                    latest[one.author_id] = at
                    asked.append(one)
        return asked


async def _is_known(tx: TeamTransaction, one: Pointed) -> bool:
    source = one.source
    if await tx.nominations.get(Proposed(source, one.proposes)) is not None:
        return True
    place = source.channel_id, source.message_ts
    return bool(await tx.practices.told_from(*place) or await tx.wins.told_from(*place))
