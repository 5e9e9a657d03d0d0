"""The connection to Slack's Web API: one shared session, one client to read, one to post."""

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Config
from bot.errors import ConfigurationError

READ_SECONDS = 10.0


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

    def __init__(self, config: Config) -> None:
        if config.slack_bot_token is None:
            raise ConfigurationError(
                "SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token (xoxb-…) of the app."
            )
        token = config.slack_bot_token.get_secret_value()
        if not token.startswith("xoxb-"):
            raise ConfigurationError(
                "SLACK_BOT_TOKEN must start with xoxb-; did you paste another token in its place?"
            )
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
        try:
            answer = await self.posting.auth_test()
        except SlackApiError as error:
            code = code_of(error)
            raise ConfigurationError(
                f"Slack refuses SLACK_BOT_TOKEN ({code}): reinstall the app, copy its token again."
            ) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            why = str(error) or "no answer in time"
            raise ConfigurationError(
                f"Slack cannot be reached at {self.posting.base_url}: {why}."
            ) from error
        header = answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or ""
        return Identity(
            team_id=str(answer["team_id"]),
            team_name=str(answer.get("team") or ""),
            bot_id=str(answer.get("bot_id") or ""),
            bot_user_id=str(answer["user_id"]),
            scopes=frozenset(scope for scope in header.replace(" ", "").split(",") if scope),
        )

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()


def code_of(error: SlackApiError) -> str:
    """Return Slack's name for an error, or `http_503` where what answered was not Slack's API."""
    data = error.response.data
    code = data.get("error") if isinstance(data, dict) else None
    return str(code or f"http_{error.response.status_code}")
