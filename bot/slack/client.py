"""The connection to Slack's Web API: one shared session, one client to read, one to post."""

import re
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.config import Config
from bot.errors import ConfigurationError

READ_SECONDS = 10.0

_TOKEN_REFUSED = {
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
}


@dataclass(frozen=True, slots=True)
class _TokenSetting:
    """One of the two tokens: how to recognise it, and where to get it."""

    name: str
    prefix: str
    place: str
    cure: str


BOT_TOKEN = _TokenSetting(
    "SLACK_BOT_TOKEN",
    "xoxb-",
    "OAuth & Permissions, Bot User OAuth Token",
    "reinstall the app and copy its token again",
)
APP_TOKEN = _TokenSetting(
    "SLACK_APP_TOKEN",
    "xapp-",
    "Basic Information, App-Level Tokens, scope connections:write",
    "make one with the scope connections:write",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace."""

    team_id: str
    team_name: str
    bot_id: str
    bot_user_id: str
    scopes: frozenset[str]


class SlackClient:
    """Slack's Web API for one workspace."""

    def __init__(self, config: Config, *, patient: bool = False) -> None:
        token = _checked(BOT_TOKEN, config.slack_bot_token)
        # The session's own limit counts: slack_sdk ignores its own when it is given one.
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=READ_SECONDS))
        # A rate limit is not slept out here: a person is waiting, or others of the worker.
        self.reading = AsyncWebClient(
            token=token,
            base_url=config.slack_api_url,
            session=self._session,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(),
                AsyncServerErrorRetryHandler(),
            ],
        )
        if patient:
            # A command line waits as long as Slack asks, where nobody in Slack is kept waiting.
            self.reading.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=9))
        # Never sent twice by the client itself: slack_sdk's default re-sends a message that
        # Slack may have posted already.
        self.posting = AsyncWebClient(
            token=token, base_url=config.slack_api_url, session=self._session, retry_handlers=[]
        )
        # Bolt copies this one for each request and gives the copy its token.
        self.without_token = AsyncWebClient(
            base_url=config.slack_api_url, session=self._session, retry_handlers=[]
        )

    async def identify(self) -> Identity:
        """Ask Slack who the token belongs to, or raise ConfigurationError in one line."""
        answer = await _ask(BOT_TOKEN, self.posting.auth_test(), self.posting.base_url)
        header = answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or ""
        return Identity(
            team_id=str(answer["team_id"]),
            team_name=str(answer.get("team") or ""),
            bot_id=str(answer.get("bot_id") or ""),
            bot_user_id=str(answer["user_id"]),
            scopes=frozenset(scope for scope in header.replace(" ", "").split(",") if scope),
        )

    async def time(self) -> datetime | None:
        """Return the time by Slack's clock, to the second; None when a proxy hides it."""
        answer = await _ask(BOT_TOKEN, self.posting.api_test(), self.posting.base_url)
        told = answer.headers.get("Date")
        return parsedate_to_datetime(told) if told else None

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()


def check_tokens(config: Config) -> None:
    """Raise ConfigurationError, in one line, when a token is missing or in another's place."""
    _checked(BOT_TOKEN, config.slack_bot_token)
    if config.slack_signing_secret is None or config.slack_app_token is not None:
        _checked(APP_TOKEN, config.slack_app_token)


async def socket_url(config: Config) -> str:
    """Ask Slack for the address of one WebSocket, or raise ConfigurationError in one line.

    It serves once, and Slack lends few of them a minute.
    """
    token = _checked(APP_TOKEN, config.slack_app_token)
    client = AsyncWebClient(
        base_url=config.slack_api_url, timeout=int(READ_SECONDS), retry_handlers=[]
    )
    call = client.apps_connections_open(app_token=token)
    return str((await _ask(APP_TOKEN, call, client.base_url))["url"])


async def _ask(
    setting: _TokenSetting, call: Awaitable[AsyncSlackResponse], place: str
) -> AsyncSlackResponse:
    try:
        return await call
    except SlackApiError as error:
        code = code_of(error)
        if code in _TOKEN_REFUSED:
            told = f"Slack refuses {setting.name} ({code}): {setting.cure}."
        else:
            told = f"Slack does not answer as it should ({code}): try again in a minute."
        raise ConfigurationError(told) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        why = str(error) or "no answer in time"
        raise ConfigurationError(f"Slack cannot be reached at {place}: {why}.") from error


def _checked(setting: _TokenSetting, given: SecretStr | None) -> str:
    """Return a token, or raise ConfigurationError when it is missing or is another one."""
    if given is None:
        raise ConfigurationError(f"{setting.name} is missing: copy it from {setting.place}.")
    token = given.get_secret_value()
    if not token.startswith(setting.prefix):
        other = {"xoxb-": "the bot token", "xapp-": "the app-level token"}.get(token[:5])
        raise ConfigurationError(
            f"{setting.name} holds {other or 'something else'}, and must start with "
            f"{setting.prefix}: copy it from {setting.place}."
        )
    if not re.fullmatch(r"[A-Za-z0-9.-]+", token):
        raise ConfigurationError(f"{setting.name} is not whole: copy it from {setting.place}.")
    return token


def code_of(error: SlackApiError) -> str:
    """Return Slack's name for an error, or `http_503` where what answered was not Slack's API."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse):  # slack_sdk could not read the answer
        return f"http_{response.status}"
    code = response.data.get("error") if isinstance(response.data, dict) else None
    return str(code or f"http_{response.status_code}")
