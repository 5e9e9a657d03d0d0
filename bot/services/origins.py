"""Origins: where a trial came from, as it is now."""

from dataclasses import dataclass

from bot.domain.origins import OriginKind, parted
from bot.domain.practices import LONGEST_TITLE
from bot.domain.visibility import Audience
from bot.domain.words import first_sentence
from bot.services.checkins import gathering_of
from storage.transactions import TeamTransaction


@dataclass(frozen=True, slots=True)
class Root:
    """What a trial came from, and who may know it."""

    kind: OriginKind
    title: str
    subject: str
    """The name under which the outbox remembers where it was told."""
    audience: Audience
    channel_id: str


async def root_of(tx: TeamTransaction, born_of: str) -> Root | None:
    """Return what a trial came from; None where there is nothing, or nothing any more."""
    match parted(born_of):
        case OriginKind.PRACTICE, item_id:
            return await _practice(tx, item_id)
        case OriginKind.TRIAL, item_id:
            return await _trial(tx, item_id)
        case OriginKind.CHECKIN, item_id:
            return await _checkin(tx, item_id)
        case _:
            return None


async def _practice(tx: TeamTransaction, practice_id: str) -> Root | None:
    found = (await tx.practices.several([practice_id])).get(practice_id)
    if found is None:
        return None
    kind, title = OriginKind.PRACTICE, found.title
    return Root(kind, title, found.subject, found.audience, found.channel_id)


async def _trial(tx: TeamTransaction, trial_id: str) -> Root | None:
    found = await tx.trials.get(trial_id)
    if found is None:
        return None
    title = first_sentence(found.change, LONGEST_TITLE)
    return Root(OriginKind.TRIAL, title, found.subject, Audience.READERS, found.channel_id)


async def _checkin(tx: TeamTransaction, checkin_id: str) -> Root | None:
    found = await tx.checkins.get(checkin_id)
    if found is None:
        return None
    subject = gathering_of(found).subject
    return Root(OriginKind.CHECKIN, "", subject, Audience.READERS, found.channel_id)
