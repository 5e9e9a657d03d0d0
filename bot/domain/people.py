"""People and channels as Slack describes them."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The two languages, equals."""

    FRENCH = "fr"
    ENGLISH = "en"


def language_of(locale: str | None, otherwise: Language) -> Language:
    """Return the language of an IETF locale such as `fr-CA`, by its primary subtag."""
    primary = (locale or "").replace("_", "-").split("-")[0].lower()
    return Language(primary) if primary in set(Language) else otherwise


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace, as Slack describes them."""

    user_id: str
    name: str
    """The display name, or the real name where there is none."""
    language: Language
    zone: str
    """IANA time zone."""
    is_admin: bool = False
    is_bot: bool = False
    is_guest: bool = False
    is_external: bool = False
    """Belongs to another organisation (Slack Connect)."""
    is_active: bool = True

    @property
    def can_contribute(self) -> bool:
        """Tell whether this is a person of the workspace who can be asked something."""
        return self.is_active and not self.is_bot and not self.is_external


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, as Slack describes it to the bot."""

    channel_id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False
    """Shared with another organisation (Slack Connect)."""
    has_bot: bool = False

    @property
    def takes_posts(self) -> bool:
        """Tell whether the bot is there to post, and anybody still can."""
        return self.has_bot and not self.is_archived
