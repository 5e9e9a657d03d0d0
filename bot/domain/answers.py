"""Answers to open questions: what somebody says, and who may read it."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.checkins import CheckIn
from bot.domain.gestures import Gesture, moment_of
from bot.domain.ids import new_id
from bot.domain.people import Person
from bot.domain.teams import Team
from bot.domain.words import tidy
from bot.errors import CordeeError, N_

TOGETHER = 5
"""How many people at least must answer one question without their name, for it to be shown."""
LATE_FOR = timedelta(days=14)
"""How long after the closing an answer is still added to what was gathered."""


class EmptyAnswer(CordeeError):
    """An answer without words."""

    message = N_("Write a few words, or close the form: passing is fine too.")
    field = "text"


class CheckInClosed(CordeeError):
    """The answers were gathered long ago: another one would be read by nobody."""

    message = N_(
        "This question has been closed for more than two weeks. Write in its channel instead: "
        "the team reads it there."
    )
    field = "text"


class NotAsked(CordeeError):
    """Somebody who is not in the channel that was asked, or of another organisation."""

    message = N_("This question is for those who are in its channel: join it to answer.")
    field = "text"


class GuestsSpeakUp(CordeeError):
    """A guest chose an audience that tells more of them than it hides, or has nobody in it."""

    message = N_("Guests of the workspace answer to the team, with their name.")
    field = "audience"


class NoCoach(CordeeError):
    """An answer for the coach of somebody who has none."""

    message = N_("None of your teams has a coach to read it. Choose who else may.")
    field = "audience"


class TooLateWithoutName(CordeeError):
    """An answer without a name that would be told by itself."""

    message = N_(
        "The others' answers are gathered: one without a name would stand alone now, and tell "
        "whose it is. Choose the team with your name, or your coach."
    )
    field = "audience"


class NothingToTakeBack(CordeeError):
    """Somebody has no answer here, or none that anybody could tell is theirs."""

    message = N_(
        "I find nothing of yours here. What was gathered without a name has no owner any more, "
        "and stays."
    )


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


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What the form of an answer says."""

    checkin_id: str
    words: str
    audience: AnswerAudience = AnswerAudience.TEAM


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a team answered to one question, in the order in which it is told."""

    checkin: CheckIn
    named: tuple[Answer, ...]
    """In the order they came."""
    unnamed: tuple[Answer, ...]
    """In an order that tells nothing."""
    late: tuple[Answer, ...]
    """With names, given since."""

    @property
    def people(self) -> set[str]:
        """Return who is named."""
        return {answer.user_id for answer in (*self.named, *self.late)}

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody said anything to the team."""
        return not (self.named or self.unnamed or self.late)


def is_over(checkin: CheckIn, at: datetime) -> bool:
    """Tell whether not even a late answer is taken any more."""
    return at >= checkin.closes_at + LATE_FOR


def answer_by_form(
    checkin: CheckIn, gesture: Gesture, form: AnswerForm, before: Answer | None
) -> Answer:
    """Return the answer that a form makes, or makes of the one before; raise why not."""
    text, is_open = tidy(form.words), checkin.takes_answers(gesture.at)
    if not text:
        raise EmptyAnswer
    if is_over(checkin, gesture.at):
        raise CheckInClosed
    if form.audience is AnswerAudience.UNNAMED and not is_open:
        raise TooLateWithoutName
    at = gesture.at
    if before is None:
        answer = Answer(new_id(), checkin.team_id, checkin.checkin_id, gesture.user_id, text, at)
        return replace(answer, audience=form.audience)
    # A correction of what was gathered stays in its place.
    stays = not is_open and before.audience is form.audience
    moment = before.answered_at if stays else at
    return replace(before, text=text, audience=form.audience, answered_at=moment)


def answer_by_reply(
    checkin: CheckIn, user_id: str, text: str, ts: str, edited_ts: str | None = None
) -> Answer | None:
    """Return the answer that a thread reply is; None for one that came long after the closing."""
    at = moment_of(ts)
    if is_over(checkin, at):
        return None
    return Answer(
        new_id(), checkin.team_id, checkin.checkin_id, user_id, tidy(text), at, ts, edited_ts
    )


def check_audience(audience: AnswerAudience, person: Person, coaches: Collection[object]) -> None:
    """Raise where somebody may not choose who reads their answer so."""
    if audience is AnswerAudience.TEAM:
        return
    if person.is_guest:
        raise GuestsSpeakUp
    if audience is AnswerAudience.COACH and not coaches:
        raise NoCoach


def audiences(
    checkin: CheckIn, at: datetime, person: Person | None, has_coach: bool
) -> tuple[AnswerAudience, ...]:
    """Return who may read an answer, as somebody may choose; None is somebody not known yet."""
    if person is not None and person.is_guest:
        return (AnswerAudience.TEAM,)
    coach = (AnswerAudience.COACH,) if has_coach else ()
    unnamed = (AnswerAudience.UNNAMED,) if checkin.takes_answers(at) else ()
    return (AnswerAudience.TEAM, *coach, *unnamed)


def coaches_of(user_id: str, teams: Iterable[Team]) -> set[str]:
    """Return who coaches somebody: the coaches of their teams, but themselves."""
    theirs = (team.coaches for team in teams if user_id in team.everyone)
    return set().union(*theirs) - {user_id}


def part_from_names(
    checkin: CheckIn, answers: Sequence[Answer]
) -> tuple[list[Answer], list[Answer]]:
    """Return what is shown without a name, cut off from whose it is, and what is not shown.

    The first in an order that tells nothing: their ids are made by chance, and nothing else of
    them says when they were given. Whoever answers by name too counts for what has no name only.
    """
    unnamed = [answer for answer in answers if answer.audience is AnswerAudience.UNNAMED]
    if len({answer.user_id for answer in unnamed}) < TOGETHER:
        return [], unnamed
    cut = [
        replace(answer, answer_id=secrets.token_hex(16), user_id="", answered_at=checkin.closes_at)
        for answer in unnamed
    ]
    return sorted(cut, key=lambda answer: answer.answer_id), []


def gathered(checkin: CheckIn, answers: Iterable[Answer]) -> Gathered:
    """Return the answers that the team may read, in the order in which they are told."""
    named: list[Answer] = []
    unnamed: list[Answer] = []
    late: list[Answer] = []
    for answer in answers:
        if not answer.text:
            continue
        if answer.audience is AnswerAudience.TEAM:
            (late if _is_late(checkin, answer) else named).append(answer)
        elif answer.audience is AnswerAudience.UNNAMED and not answer.user_id:
            unnamed.append(answer)
    unnamed.sort(key=lambda answer: answer.answer_id)
    return Gathered(checkin, tuple(named), tuple(unnamed), tuple(late))


def _is_late(checkin: CheckIn, answer: Answer) -> bool:
    return checkin.gathered_at is not None and answer.answered_at >= checkin.gathered_at
