"""Who may see what was given: decided when it is read, never when it was written."""

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum


class Audience(StrEnum):
    """For whom something was told."""

    EVERYONE = "everyone"
    """Everyone in the workspace, wherever it was born."""
    READERS = "readers"
    """Whoever may read the channel where it was told."""
    CHANNEL = "channel"
    """The members of the channel where it was born, and nobody else."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person, or everybody who reads one channel, may see at this moment."""

    everywhere: bool = False
    """What is for everyone; false for guests, for other organisations and where they read."""
    open_channels: Set[str] = field(default_factory=frozenset)
    """Channels that anybody of the workspace may read."""
    channels: Set[str] = field(default_factory=frozenset)
    """Channels that they are members of."""

    def reaches(self, audience: Audience, channel_id: str) -> bool:
        """Tell whether they may see what was told for an audience in a channel."""
        if channel_id in self.channels:
            return True
        if not self.everywhere:
            return False
        return audience is Audience.EVERYONE or (
            audience is Audience.READERS and channel_id in self.open_channels
        )


NOTHING = Sight()
"""What somebody sees who has left, or belongs to another organisation."""
