"""How a channel wants things: its language and its place, and what the workspace agreed."""

from dataclasses import dataclass, field

from bot.domain.people import Language
from bot.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How one channel wants to be spoken to."""

    team_id: str
    channel_id: str
    language: Language
    zone: str
    """IANA time zone."""
    set_by: str = ""
    workdays: Workdays = field(default_factory=Workdays)
    """When the channel may be written to."""


@dataclass(frozen=True, slots=True)
class KeepersChanged:
    """Who is named from now on to change settings, and who is not any more; others stay."""

    named: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
