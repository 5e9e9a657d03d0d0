"""Answers to open questions: what somebody says, and who may read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.checkins import CheckIn
from bot.domain.gestures import moment_of
from bot.domain.ids import new_id
from bot.domain.words import tidy
from bot.errors import CordeeError, N_


class EmptyAnswer(CordeeError):
    """An answer without words."""

    message = N_("Write a few words, or close the form: passing is fine too.")
    field = "text"


class CheckInClosed(CordeeError):
    """The answers were gathered: another one would be read by nobody."""

    message = N_("This question is closed. Write in its thread instead: the team reads it there.")
    field = "text"


class AnswerAudience(StrEnum):
    """Who may read an answer."""

    TEAM = "team"
    """Everybody in the channel, with its author's name."""
    COACH = "coach"
    """The coaches of its author's teams, nobody else."""
    UNNAMED = "unnamed"
    """Everybody in the channel, without a name, among at least five told so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered, and who may read it."""

    answer_id: str
    team_id: str
    checkin_id: str
    user_id: str
    """Empty for what was gathered without a name: nobody can tell any more."""
    text: str
    """Empty once a reply was emptied."""
    answered_at: datetime
    message_ts: str | None = None
    """The thread reply that it was given by, if it was."""
    edited_ts: str | None = None
    """When that reply was edited last, as Slack writes it."""
    audience: AnswerAudience = AnswerAudience.TEAM


def answer_by_form(checkin: CheckIn, user_id: str, typed: str, at: datetime) -> Answer:
    """Return an answer given by the form, or raise EmptyAnswer or CheckInClosed."""
    text = tidy(typed)
    if not text:
        raise EmptyAnswer
    if not checkin.takes_answers(at):
        raise CheckInClosed
    return Answer(new_id(), checkin.team_id, checkin.checkin_id, user_id, text, at)


def answer_by_reply(
    checkin: CheckIn, user_id: str, text: str, ts: str, edited_ts: str | None = None
) -> Answer | None:
    """Return the answer that a thread reply is; None for one that came after the closing."""
    at = moment_of(ts)
    if not checkin.takes_answers(at):
        return None
    return Answer(
        new_id(), checkin.team_id, checkin.checkin_id, user_id, tidy(text), at, ts, edited_ts
    )
