"""Gatherings: at the closing the answers to a question are told to those they were written for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import answers as rules
from bot.domain.answers import Answer, AnswerAudience, Gathered
from bot.domain.checkins import CheckIn
from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from bot.errors import SlackUnavailable
from bot.services.checkins import existing, gathering_of
from bot.services.following import follow_answers
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

Readers = Mapping[str, Collection[str]]
"""Who reads what each of these people wrote for their coach."""


@dataclass(frozen=True, slots=True)
class Untold:
    """What somebody answered, and nobody was shown when the answers were gathered."""

    checkin: CheckIn
    answer: Answer | None
    """None once it is taken back."""
    is_told: bool = False
    """Somebody reads it by now, as its author wished."""
    has_coach: bool = False


class GatheringService:
    """What becomes of answers when their question is closed."""

    def __init__(self, database: Database, directory: Directory) -> None:
        self._database = database
        self._directory = directory

    async def gather(self, team_id: str, checkin_id: str, now: datetime) -> Gathered:
        """Return what was answered to the team, for the message that tells it.

        The first time what has no name is cut off from whose it is, for good, and what is for
        others than the team is planned; however many workers ask, or die, it is done once.
        """
        readers = await self._readers(team_id, checkin_id)
        async with self._database.write(team_id) as tx:
            await alone_with(tx, checkin_id)
            checkin = await existing(tx, checkin_id)
            if checkin.gathered_at is None:
                await _close(tx, checkin, readers, now)
                checkin = replace(checkin, gathered_at=now)
            told = rules.gathered(checkin, await tx.answers.of_checkin(checkin_id))
            if told.is_empty:
                # In the same transaction: what comes just after is told in a message of its own.
                await tx.outbox.drop(gathering_of(checkin).key)
            return told

    async def gathered(self, team_id: str, checkin_id: str) -> Gathered:
        """Return what was answered to the team, as it stands now."""
        async with self._database.read(team_id) as tx:
            checkin = await existing(tx, checkin_id)
            return rules.gathered(checkin, await tx.answers.of_checkin(checkin_id))

    async def for_coach(self, notice: Notice) -> tuple[CheckIn, list[Answer]]:
        """Return what a coach is told of, as far as it is still for them."""
        async with self._database.read(notice.team_id) as tx:
            checkin = await existing(tx, notice.payload["checkin"])
            answers = await tx.answers.of_checkin(checkin.checkin_id)
            teams = await tx.teams.all()
        told = notice.payload["answers"]
        return checkin, [
            answer
            for answer in answers
            if answer.answer_id in told
            and answer.audience is AnswerAudience.COACH
            and notice.user_id in rules.coaches_of(answer.user_id, teams)
        ]

    async def untold(self, notice: Notice) -> Untold:
        """Return what somebody answered and nobody was shown, or what became of it since."""
        team_id, user_id = notice.team_id, notice.user_id or ""
        async with self._database.read(team_id) as tx:
            checkin = await existing(tx, notice.payload["checkin"])
            answer = await tx.answers.by_form(checkin.checkin_id, user_id)
            coaches = rules.coaches_of(user_id, await tx.teams.all())
            if answer is None or answer.answer_id not in notice.payload["answers"]:
                return Untold(checkin, None)
            is_told = bool(await _told_to(tx, checkin, answer))
        is_told = is_told or answer.audience is AnswerAudience.TEAM
        return Untold(checkin, answer, is_told, bool(await self._there(team_id, coaches)))

    async def _readers(self, team_id: str, checkin_id: str) -> Readers:
        """Return who reads what was written for a coach: coaches who have not left."""
        async with self._database.read(team_id) as tx:
            answers = await tx.answers.of_checkin(checkin_id)
            teams = await tx.teams.all()
        authors = {a.user_id for a in answers if a.audience is AnswerAudience.COACH}
        return {
            author: await self._there(team_id, rules.coaches_of(author, teams))
            for author in authors
        }

    async def _there(self, team_id: str, user_ids: Collection[str]) -> set[str]:
        people = [await self._directory.person(team_id, user_id) for user_id in user_ids]
        return {person.user_id for person in people if person.can_contribute}


async def alone_with(tx: TeamTransaction, checkin_id: str) -> None:
    """Wait until nobody else changes the answers to a check-in, or gathers them."""
    await tx.alone(f"answers:{checkin_id}")


async def follow(
    tx: TeamTransaction,
    checkin: CheckIn,
    gesture: Gesture,
    before: Answer | None,
    after: Answer | None,
    coaches: Collection[Person] = (),
) -> None:
    """Let what tells an answer follow its change, where the answers are gathered."""
    await follow_answers(tx, checkin.checkin_id, gesture)
    if checkin.gathered_at is None:
        return
    audiences = {answer.audience for answer in (before, after) if answer is not None}
    if AnswerAudience.TEAM in audiences:
        await follow_team(tx, checkin, gesture)
    if before is not None:
        await _follow_coaches(tx, checkin, gesture, [before])
        await _settle_untold(tx, before, gesture)
    if after is not None and after.audience is AnswerAudience.COACH:
        told = await _told_to(tx, checkin, after)
        new = {coach.user_id for coach in coaches} - told
        await _tell_late(tx, checkin, gesture, after, new)


async def _settle_untold(tx: TeamTransaction, answer: Answer, gesture: Gesture) -> None:
    """Change what asked somebody what shall become of an answer, where they were asked."""
    notice = await tx.outbox.notice(f"untold:{answer.answer_id}")
    if notice is not None:
        await tx.add(_changed(notice, gesture))


def _changed(notice: Notice, gesture: Gesture) -> Notice:
    key = f"{notice.key}:{gesture.key}"
    return replace(notice, key=key, edits=True, not_before=gesture.at, notice_id=new_id())


async def follow_team(tx: TeamTransaction, checkin: CheckIn, gesture: Gesture) -> None:
    """Change what was gathered for the team; where nothing was there to tell, tell it now.

    One change shows all that came before it is made.
    """
    if checkin.gathered_at is None:
        return
    notice = replace(gathering_of(checkin), not_before=gesture.at)
    if await tx.outbox.state(notice.key) in {NoticeState.DROPPED, NoticeState.REFUSED}:
        await tx.outbox.forget_unsaid(notice.key)
        await tx.add(notice)
    elif not await tx.outbox.has_change_ahead(notice.subject):
        await tx.add(_changed(notice, gesture))


async def _follow_coaches(
    tx: TeamTransaction, checkin: CheckIn, gesture: Gesture, answers: Iterable[Answer]
) -> None:
    """Change what coaches were told of answers that are others now, or gone."""
    changed = {each.answer_id for each in answers if each.audience is AnswerAudience.COACH}
    for told in await _coach_notices(tx, checkin) if changed else ():
        if not changed.isdisjoint(told.payload["answers"]):
            await tx.add(_changed(told, gesture))


async def hold(tx: TeamTransaction, user_id: str) -> list[Answer]:
    """Return the answers of somebody who is to be erased.

    Meanwhile nobody gathers them, or says what came of anything that is theirs.
    """
    checkins = {each.checkin_id for each in await tx.answers.of_person(user_id)}
    checkins |= {each.checkin_id for each in await tx.follow_ups.of_person(user_id)}
    for checkin_id in sorted(checkins):
        await alone_with(tx, checkin_id)
    return await tx.answers.of_person(user_id)


async def follow_erased(tx: TeamTransaction, theirs: Collection[Answer], gesture: Gesture) -> None:
    """Let what told answers follow, now that they are erased."""
    for checkin_id in {answer.checkin_id for answer in theirs}:
        checkin = await existing(tx, checkin_id)
        gone = [answer for answer in theirs if answer.checkin_id == checkin_id]
        if any(answer.audience is AnswerAudience.TEAM for answer in gone):
            await follow_team(tx, checkin, gesture)
        await _follow_coaches(tx, checkin, gesture, gone)


async def _close(tx: TeamTransaction, checkin: CheckIn, readers: Readers, now: datetime) -> None:
    """Cut what has no name off from whose it is, and plan what is not for the team."""
    answers = await tx.answers.of_checkin(checkin.checkin_id)
    shown, untold = rules.part_from_names(checkin, answers)
    if shown:
        await tx.answers.forget_unnamed(checkin.checkin_id)
        await tx.add(*shown)
    await tx.checkins.gathered(checkin.checkin_id, now)
    by_coach: dict[str, list[str]] = {}
    for answer in (each for each in answers if each.audience is AnswerAudience.COACH):
        if answer.user_id not in readers:
            raise SlackUnavailable  # it came just now: who reads it is asked again
        for coach_id in readers[answer.user_id]:
            by_coach.setdefault(coach_id, []).append(answer.answer_id)
        if not readers[answer.user_id]:
            untold.append(answer)
    told = (_for_coach(checkin, coach, ids, now) for coach, ids in by_coach.items())
    await tx.add(*told, *(_untold(checkin, answer, now) for answer in untold))


async def _tell_late(
    tx: TeamTransaction,
    checkin: CheckIn,
    gesture: Gesture,
    answer: Answer,
    coach_ids: Collection[str],
) -> None:
    """Tell coaches, in a message of its own, what came for them after the closing."""
    for coach_id in sorted(coach_ids):
        whole = _for_coach(checkin, coach_id, [answer.answer_id], gesture.at)
        late = replace(whole, key=f"{whole.key}:{answer.answer_id}")
        await tx.outbox.forget_unsaid(late.key)
        await tx.add(replace(late, subject=f"{whole.subject}:{answer.answer_id}"))


async def _told_to(tx: TeamTransaction, checkin: CheckIn, answer: Answer) -> set[str]:
    """Return the coaches who are told of an answer, or about to be."""
    notices = await _coach_notices(tx, checkin)
    told = (each for each in notices if answer.answer_id in each.payload["answers"])
    return {each.user_id or "" for each in told}


async def _coach_notices(tx: TeamTransaction, checkin: CheckIn) -> list[Notice]:
    notices = await tx.outbox.told_since(NoticeKind.ANSWERS_FOR_COACH, checkin.closes_at)
    return [each for each in notices if each.payload["checkin"] == checkin.checkin_id]


def _for_coach(checkin: CheckIn, coach_id: str, answer_ids: Sequence[str], at: datetime) -> Notice:
    subject = f"coach:{checkin.checkin_id}:{coach_id}"
    return _private(checkin, coach_id, NoticeKind.ANSWERS_FOR_COACH, subject, at, answer_ids)


def _untold(checkin: CheckIn, answer: Answer, at: datetime) -> Notice:
    # Its key is written in logs: it does not say whose it is.
    subject = f"untold:{answer.answer_id}"
    told = [answer.answer_id]
    return _private(checkin, answer.user_id, NoticeKind.ANSWER_UNTOLD, subject, at, told)


def _private(
    checkin: CheckIn,
    user_id: str,
    kind: NoticeKind,
    subject: str,
    at: datetime,
    answer_ids: Sequence[str],
) -> Notice:
    return Notice(
        team_id=checkin.team_id,
        key=subject,
        kind=kind,
        subject=subject,
        not_before=at,
        user_id=user_id,
        payload={"checkin": checkin.checkin_id, "answers": list(answer_ids)},
    )
