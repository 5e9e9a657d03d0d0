"""Origins: what a trial came from, as far as those who read its channel may know."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import CordeeError, N_


class OriginKind(StrEnum):
    """What a trial may come from."""

    PRACTICE = "practice"
    TRIAL = "trial"
    CHECKIN = "checkin"
    """What somebody answered to an open question, whoever it was."""


class StaysWhereItCameFrom(CordeeError):
    """A trial of something private, proposed where others read too."""

    message = N_(
        "This comes from a place that not everybody in that channel can read. Choose the channel "
        "it comes from, or begin anew in your own words."
    )
    field = "channel"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a trial came from."""

    kind: OriginKind
    title: str
    """Its first words; none for an answer, which is its author's."""
    link: str | None = None
    """Where it was told in Slack."""


def parted(born_of: str) -> tuple[OriginKind, str] | None:
    """Return what a trial came from and its id; None for one that came from nothing here."""
    kind, _, item_id = born_of.partition(":")
    return (OriginKind(kind), item_id) if kind in set(OriginKind) else None
