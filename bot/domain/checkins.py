"""Check-ins: an open question to the team at a set rhythm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.hours import WorkingHours
from bot.domain.ids import new_id
from bot.domain.schedules import Way
from bot.domain.windows import working_days_later
from bot.domain.workdays import IsHoliday
from bot.errors import CordeeError, N_

WORKING_DAYS_OPEN = 2
"""How many working days a check-in takes answers before they are gathered."""
SHORTLY = timedelta(hours=2)
"""How long before the closing a reminder still leaves time to answer."""


class CheckInGone(CordeeError):
    """The check-in is not known (any more)."""

    message = N_("I cannot find this question any more.")


class AlreadyReminded(CordeeError):
    """A second reminder of the same question."""

    message = N_("I have reminded you once, and leave it at that. You can still answer.")


class NothingToRemindOf(CordeeError):
    """A reminder of a question whose answers are gathered."""

    message = N_("The answers are gathered: there is nothing to remind you of. Yours is welcome.")


class AnsweredAlready(CordeeError):
    """A reminder for somebody who has answered."""

    message = N_("You have answered, thank you: there is nothing left to remind you of.")


class TooLateToRemind(CordeeError):
    """A reminder for which no working moment is left before the closing."""

    message = N_(
        "Before I gather the answers there is no moment left to remind you. You can answer now."
    )


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One open question to one channel, open until it is gathered."""

    checkin_id: str
    team_id: str
    channel_id: str
    question_id: str
    opened_at: datetime
    closes_at: datetime
    way: Way = Way.CHANNEL
    gathered_at: datetime | None = None
    """When the answers were gathered; what is answered later is added to them."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"checkin:{self.checkin_id}"

    def subject_for(self, user_id: str) -> str:
        """Return the name under which the outbox remembers where one person was asked."""
        return f"{self.subject}:{user_id}"

    def takes_answers(self, at: datetime) -> bool:
        """Tell whether what was answered at a moment will be gathered."""
        return at < self.closes_at and self.gathered_at is None


@dataclass(frozen=True, slots=True)
class Round:
    """A day and an hour, wherever each person is, at which they are asked."""

    day: date
    hour: time

    def payload(self) -> dict[str, str]:
        """Return it as a notice carries it."""
        return {"day": self.day.isoformat(), "hour": self.hour.isoformat("minutes")}


def round_of(payload: Mapping[str, Any]) -> Round | None:
    """Return the round that a notice carries; None when everybody is asked as soon as it is."""
    if "day" not in payload:
        return None
    return Round(date.fromisoformat(payload["day"]), time.fromisoformat(payload["hour"]))


def checkin_of(subject: str) -> str | None:
    """Return the check-in that the outbox remembers under a subject, or None for another thing."""
    kind, checkin_id, *_ = [*subject.split(":"), ""]
    return checkin_id if kind == "checkin" else None


def open_checkin(
    team_id: str, channel_id: str, question_id: str, at: datetime, closes_at: datetime, way: Way
) -> CheckIn:
    """Return a new check-in."""
    return CheckIn(new_id(), team_id, channel_id, question_id, at, closes_at, way)


def closing(
    hours: WorkingHours, at: datetime, about: Round | None, is_holiday: IsHoliday
) -> datetime:
    """Return when a question that is asked now closes: at its hour, two days of work later."""
    asked_at = hours.at(about.day, about.hour) if about else at
    return working_days_later(asked_at, WORKING_DAYS_OPEN, hours, is_holiday)


def nudge_key(checkin_id: str, user_id: str) -> str:
    """Return the key of the only reminder that somebody may get of a question."""
    return f"checkin:{checkin_id}:nudge:{user_id}"


def remind_at(
    checkin: CheckIn, hours: WorkingHours, now: datetime, is_holiday: IsHoliday
) -> datetime | None:
    """Return when to remind somebody: at this hour of their next working day, or else shortly
    before the closing; None when no working moment is left for it.
    """
    morning = hours.next_day(now, is_holiday)
    day = hours.day_of(morning)
    same_hour = hours.within(day, hours.at(day, hours.hour_of(now)), is_holiday) or morning
    if same_hour <= checkin.closes_at - SHORTLY:
        return same_hour
    return _shortly_before(checkin.closes_at, hours, now, is_holiday)


def _shortly_before(
    closes_at: datetime, hours: WorkingHours, now: datetime, is_holiday: IsHoliday
) -> datetime | None:
    day = hours.day_of(closes_at)
    while day >= hours.day_of(now):
        end = min(closes_at, hours.at(day, hours.closes))
        at = hours.within(day, end - SHORTLY, is_holiday)
        if at is not None and now < at < closes_at:
            return at
        day -= timedelta(days=1)
    return None
