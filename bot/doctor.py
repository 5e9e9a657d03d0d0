"""Check one by one what the bot needs, and say what to do about each."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.errors import ConfigurationError
from bot.i18n import catalogues
from bot.slack.client import Identity, SlackClient, socket_url
from bot.slack.scopes import missing
from bot.web.socket_mode import others_connected
from storage import schema

MOST_SKEW = timedelta(minutes=1)
"""Slack's signatures are good for five minutes; a clock one minute away is already wrong."""
PLACES = ("Europe/Paris", "America/New_York", "Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    name: str
    words: str
    """What is there, or what is wrong and what to do about it."""
    is_fine: bool = True

    def line(self) -> str:
        """Return the finding as one line for a terminal."""
        return f"{'✓' if self.is_fine else '✗'} {self.name}: {self.words}"


async def examine(config: Config, clock: Clock | None = None) -> AsyncIterator[Finding]:
    """Yield what each check finds, one after the other; nothing is written anywhere."""
    yield Finding("settings", "all of them can be read")
    async for finding in _bot(config, clock or SystemClock()):
        yield finding
    async for finding in _receiving(config):
        yield finding
    for finding in _database(config.database_url):
        yield finding
    yield _tried("time zones", _time_zones)
    yield _tried("languages", _languages)


async def _bot(config: Config, clock: Clock) -> AsyncIterator[Finding]:
    try:
        slack = SlackClient(config)
    except ConfigurationError as error:
        yield Finding("bot token", str(error), is_fine=False)
        return
    try:
        identity = await slack.identify()
        yield Finding("bot token", f"it speaks for the workspace {identity.team_name}")
        yield _scopes(identity)
        yield _skew(clock.now(), await slack.time())
    except ConfigurationError as error:
        yield Finding("bot token", str(error), is_fine=False)
    finally:
        await slack.close()


def _scopes(identity: Identity) -> Finding:
    lacking = "; ".join(f"{scope} ({why})" for scope, why in missing(identity.scopes).items())
    if not lacking:
        return Finding("scopes", "all are granted")
    cure = "put the manifest in the app's page at Slack again, and reinstall the app"
    return Finding("scopes", f"{cure}. Missing: {lacking}", is_fine=False)


def _skew(ours: datetime, theirs: datetime | None) -> Finding:
    if theirs is None:
        return Finding("clock", "Slack's answers do not say the time: a proxy hides it")
    away = theirs - ours
    if abs(away) <= MOST_SKEW:
        return Finding("clock", "it agrees with Slack's")
    minutes = round(away.total_seconds() / 60)
    words = f"it is {abs(minutes)} min {'behind' if minutes > 0 else 'ahead of'} Slack's: set it"
    return Finding("clock", words, is_fine=False)


async def _receiving(config: Config) -> AsyncIterator[Finding]:
    if config.slack_app_token is None and config.slack_signing_secret is not None:
        yield Finding("receiving", "signed HTTP; with SLACK_APP_TOKEN it would be Socket Mode")
        return
    name = "app token"
    try:
        url = await socket_url(config)
        yield Finding(name, "Slack takes it")
        name = "Socket Mode"
        others = await others_connected(url)
        beside = "; another process is connected with this token" if others else ""
        yield Finding(name, f"the connection opens{beside}")
    except ConfigurationError as error:
        yield Finding(name, str(error), is_fine=False)


def _database(url: str) -> Iterator[Finding]:
    try:
        revision = schema.current(url)
    except ConfigurationError as error:
        yield Finding("database", str(error), is_fine=False)
        return
    if schema.is_missing(url):
        yield Finding("database", "it is not there yet: `cordee serve` creates it")
        return
    yield Finding("database", "it can be opened")
    yield _tried("migrations", lambda: _migrated(url, revision))


def _migrated(url: str, revision: str | None) -> str:
    schema.check_ready(url)
    return f"up to date ({revision})"


def _tried(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, check())
    except ConfigurationError as error:
        return Finding(name, str(error), is_fine=False)


def _time_zones() -> str:
    try:
        known = [ZoneInfo(place).key for place in PLACES]
    except ZoneInfoNotFoundError as error:
        raise ConfigurationError(
            "There is no time zone data: install the requirements again (package tzdata)."
        ) from error
    return f"{', '.join(known)} and the others are known"


def _languages() -> str:
    for language in ("en", "fr"):
        silent = [m.id for m in catalogues.read(language) if m.id and not m.string]
        if silent or len(catalogues.read(language)) == 0:
            raise ConfigurationError(f"The words of {language} are not whole: install again.")
    return "English and French are whole"
