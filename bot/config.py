"""Every setting that the environment may give, with its default."""

from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigurationError


class Config(BaseSettings):
    """Settings, read from the environment and from a `.env` file in the working folder."""

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        use_attribute_docstrings=True,
        env_ignore_empty=True,
        # A token read from a file ends with a newline.
        str_strip_whitespace=True,
    )

    slack_bot_token: SecretStr | None = None
    """The bot token (`xoxb-…`) of the workspace."""
    slack_app_token: SecretStr | None = None
    """The app-level token (`xapp-…`, scope `connections:write`): the bot uses Socket Mode."""
    slack_signing_secret: SecretStr | None = None
    """The signing secret; needed when Slack calls the bot over HTTP, not by Socket Mode."""
    slack_api_url: str = "https://slack.com/api/"
    """Where Slack's Web API is."""
    database_url: str = "sqlite:///cordee.db"
    """The database: a SQLite file, or `postgresql://user:password@host/name`."""
    cordee_language: Literal["fr", "en"] = "en"
    """The language of channels until another is chosen, and of people whose own is unknown."""
    cordee_commands: Literal["fr", "en", "both"] | None = None
    """The slash commands that the app's manifest declares; when not set, `CORDEE_LANGUAGE`'s."""
    cordee_host: str = "127.0.0.1"
    """The address that the HTTP server listens on."""
    cordee_port: int | None = Field(default=None, ge=0, le=65535)
    """The HTTP port (Slack's requests, `/health`): 3000 in HTTP mode, none otherwise."""
    cordee_log: Literal["text", "json"] = "text"
    """How log lines are written."""

    def declared_commands(self) -> tuple[str, ...]:
        """Return the languages whose slash commands the app's manifest declares."""
        declared = self.cordee_commands or self.cordee_language
        return ("en", "fr") if declared == "both" else (declared,)

    @field_validator("slack_api_url")
    @classmethod
    def _end_with_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"


def load_config() -> Config:
    """Read the settings, or raise ConfigurationError with one line that names what is wrong."""
    try:
        return Config()
    except ValidationError as error:
        wrong = "; ".join(
            f"{str(problem['loc'][0]).upper()}: {problem['msg']}" for problem in error.errors()
        )
        raise ConfigurationError(f"The settings are not usable. {wrong}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The file .env cannot be read: {error}") from error
