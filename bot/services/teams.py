"""Teams: name a group of people and its coaches, change it, remove it."""

import asyncio
from collections.abc import Collection, Sequence

from bot.domain import teams as rules
from bot.domain.gestures import Gesture
from bot.domain.teams import Team, TeamForm, TeamUnknown
from bot.errors import CordeeError, N_
from bot.services.channels import ChannelService
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

MOST_TEAMS = 90
"""So many still fit on one page."""


class NotOfTheWorkspace(CordeeError):
    """Bots, those who have left and people of other organisations are in no team."""

    message = N_("A team is made of people who work here: {people} cannot be in it.")
    field = "people"


class CannotCoach(NotOfTheWorkspace):
    """Neither do they coach one."""

    message = N_("A coach is somebody who works here: {people} cannot be one.")
    field = "coaches"


class TooManyTeams(CordeeError):
    """More teams than one page shows."""

    message = N_("There are {most} teams already, as many as I can show. Remove one first.")


class TeamService:
    """What settings' owners do with teams, and what everybody else asks of them."""

    def __init__(self, database: Database, directory: Directory, channels: ChannelService) -> None:
        self._database = database
        self._directory = directory
        self._channels = channels

    async def teams(self, team_id: str) -> list[Team]:
        """Return the teams of a workspace, by name."""
        async with self._database.read(team_id) as tx:
            return await tx.teams.all()

    async def carrying(self, team_id: str, people: Collection[str]) -> Sequence[str]:
        """Return the names of the teams that carried something together; none when one did."""
        carried = rules.carried_by(people, await self.teams(team_id))
        return [team.name for team in carried]

    async def to_manage(self, gesture: Gesture) -> list[Team]:
        """Return the teams to somebody who may change them, or raise NotAKeeper."""
        await self._channels.check_may_change(gesture)
        return await self.teams(gesture.team_id)

    async def to_change(self, gesture: Gesture, handle: str) -> Team:
        """Return a team to somebody who may change it, or raise why not."""
        return _named(await self.to_manage(gesture), handle)

    async def save(self, gesture: Gesture, form: TeamForm) -> None:
        """Keep a team as a form has it; whom somebody else added or took out meanwhile stays so."""
        await self._channels.check_may_change(gesture)
        await self._check_people(gesture.team_id, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("teams")
            there = await tx.teams.all()
            before = _named(there, form.handle) if form.handle else None
            team = rules.made_of(gesture.team_id, form, before)
            _check_room(there, team, before)
            if before:
                await tx.teams.forget(before.handle)
            await tx.add(team)
            await _spread_again(tx, team.everyone | (before.everyone if before else frozenset()))

    async def remove(self, gesture: Gesture, handle: str) -> None:
        """Remove a team; its people and what they gave stay."""
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("teams")
            people = await tx.teams.people(handle)
            if not await tx.teams.forget(handle):
                raise TeamUnknown
            await _spread_again(tx, people)

    async def _check_people(self, team_id: str, form: TeamForm) -> None:
        """Raise when somebody new to the team is a bot, has left or works elsewhere."""
        added = sorted(form.added)
        found = await asyncio.gather(*(self._directory.person(team_id, one) for one in added))
        refused = {person.user_id: person.name for person in found if not person.can_contribute}
        if named := [refused[one] for one in form.people if one in refused]:
            raise NotOfTheWorkspace(people=", ".join(named))
        if named := [refused[one] for one in form.coaches if one in refused]:
            raise CannotCoach(people=", ".join(named))


async def _spread_again(tx: TeamTransaction, people: Collection[str]) -> None:
    """Let search know from how many teams was tried what these people tried."""
    teams = await tx.teams.all()
    by_spread: dict[int, set[str]] = {}
    for practice_id, authors in (await tx.teams.tried_by(people)).items():
        by_spread.setdefault(rules.spread(authors, teams), set()).add(practice_id)
    for spread, practice_ids in by_spread.items():
        await tx.library.spread_over(practice_ids, spread)


def _named(teams: Sequence[Team], handle: str) -> Team:
    for team in teams:
        if team.handle == handle:
            return team
    raise TeamUnknown


def _check_room(there: Sequence[Team], team: Team, before: Team | None) -> None:
    """Raise when the name is another team's, or there are as many teams as a page shows."""
    for other in there:
        if other.handle == team.handle and other != before:
            raise rules.TeamExists(name=other.name)
    if before is None and len(there) >= MOST_TEAMS:
        raise TooManyTeams(most=MOST_TEAMS)
