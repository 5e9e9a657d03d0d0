"""Undertakings: find a trial or an objective by its subject, and keep what has become of it."""

from datetime import datetime

from bot.calendars import is_holiday
from bot.domain.agreements import WORKING_DAYS_TO_OBJECT
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import NoticeKind
from bot.domain.objectives import ObjectiveGone
from bot.domain.trials import Trial, TrialGone
from bot.domain.undertakings import Undertaking
from bot.domain.windows import working_days_later
from bot.errors import CordeeError, N_
from bot.services.asking import follow_in_answers
from bot.services.chapters import changed_card
from bot.services.serving import follow
from storage.transactions import TeamTransaction


class ChangedMeanwhile(CordeeError):
    """Somebody else changed the same thing at the same moment."""

    message = N_("Somebody changed this just now. Open it again: your words are still here.")


def gone(subject: str) -> CordeeError:
    """Return the refusal for what cannot be found, or may not be seen."""
    return ObjectiveGone() if subject.startswith("objective:") else TrialGone()


async def find(tx: TeamTransaction, subject: str) -> Undertaking:
    """Return a trial or an objective by its subject, or raise TrialGone or ObjectiveGone."""
    kind, _, its_id = subject.partition(":")
    found: Undertaking | None = (
        await tx.objectives.get(its_id) if kind == "objective" else await tx.trials.get(its_id)
    )
    if found is None:
        raise gone(subject)
    return found


async def held(tx: TeamTransaction, gesture: Gesture, subject: str) -> Undertaking:
    """Record a gesture about something that nobody else changes until the transaction ends."""
    await tx.record(gesture)
    await tx.alone(subject)
    return await find(tx, subject)


async def keep(tx: TeamTransaction, about: Undertaking, at: datetime) -> None:
    """Keep something as it has become; its card follows. Raise ChangedMeanwhile."""
    if isinstance(about, Trial):
        is_kept = await tx.trials.save(about)
    else:
        is_kept = await tx.objectives.save(about)
    if not is_kept:
        raise ChangedMeanwhile
    if isinstance(about, Trial):
        await tx.library.index(about)
        await follow_in_answers(tx, about, at)
        await follow(tx, about, at)
    await tx.add(changed_card(about, card_of(about), at))


def card_of(about: Undertaking) -> NoticeKind:
    """Return the kind of the card that shows it."""
    return NoticeKind.TRIAL_CARD if isinstance(about, Trial) else NoticeKind.OBJECTIVE_CARD


def decided_at(at: datetime, hours: WorkingHours) -> datetime:
    """Return when a proposal starts unless somebody objects."""
    return working_days_later(at, WORKING_DAYS_TO_OBJECT, hours, is_holiday)
