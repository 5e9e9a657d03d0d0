"""What the commands about the library need: the database, the workspace, and Slack where it is."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.domain.people import Language
from bot.errors import ConfigurationError
from bot.services.transfer import TransferService
from bot.services.visibility import Visibility
from bot.slack.client import SlackClient
from bot.slack.directory import Directory
from bot.slack.roster import Roster, call_the_roll
from storage.database import Database
from storage.schema import check_ready, explained

_TEAM = re.compile(r"[\w-]{1,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace's library, and its Slack where it can be asked."""

    team_id: str
    clock: Clock
    database: Database
    transfer: TransferService
    language: Language
    slack: SlackClient | None
    why_no_slack: str = ""
    """Why Slack cannot be asked, as a sentence for a terminal."""

    @property
    def visibility(self) -> Visibility:
        """Return who may see what, or raise ConfigurationError where Slack cannot be asked."""
        if self.slack is None:
            raise ConfigurationError(self.why_no_slack)
        return Visibility(Directory(self.slack, self.clock, self.language))

    async def roster(self) -> Roster | None:
        """Return who and what is in the workspace; None without Slack."""
        if self.slack is None:
            return None
        return await call_the_roll(self.slack, self.team_id, self.language)


@asynccontextmanager
async def opened(
    config: Config, team_id: str = "", *, needs_slack: bool = False
) -> AsyncIterator[Opened]:
    """Open a workspace's library: the one that is named, the token's, or the only one there is.

    `needs_slack`: where a token is set, Slack must answer; else it is done without.
    """
    check_ready(config.database_url)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        stack.enter_context(explained(config.database_url))
        slack, theirs, why = await _slack(stack, config, must_answer=needs_slack)
        database = Database(config.database_url)
        stack.push_async_callback(database.close)
        team = _checked(team_id) or theirs or await _only_one(database)
        if slack is not None and team != theirs:
            slack, why = None, f"SLACK_BOT_TOKEN is of another workspace ({theirs})."
            if needs_slack:
                raise ConfigurationError(f"{why} Unset it, or name its workspace.")
        transfer = TransferService(database, clock)
        language = Language(config.cordee_language)
        yield Opened(team, clock, database, transfer, language, slack, why)


async def _slack(
    stack: AsyncExitStack, config: Config, *, must_answer: bool
) -> tuple[SlackClient | None, str, str]:
    """Return Slack and its workspace; or why there is none."""
    if config.slack_bot_token is None:
        return None, "", "SLACK_BOT_TOKEN is not set."
    try:
        slack = SlackClient(config, patient=True)
        stack.push_async_callback(slack.close)
        return slack, (await slack.identify()).team_id, ""
    except ConfigurationError as error:
        if must_answer:
            raise
        return None, "", str(error)


def _checked(team_id: str) -> str:
    if team_id and not _TEAM.fullmatch(team_id):
        raise ConfigurationError(f"There is no workspace {team_id!r}: Slack's ids begin with T.")
    return team_id


async def _only_one(database: Database) -> str:
    async with database.write_every_team() as tx:
        known = await tx.team_ids()
    if len(known) == 1:
        return known.pop()
    there = ": " + ", ".join(sorted(known)) if known else ""
    raise ConfigurationError(f"Which workspace? Name it with --team (Slack's id){there}.")
