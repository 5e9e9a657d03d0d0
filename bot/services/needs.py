"""Needs: what a trial needs reaches those who coach its team; what they answer, its thread."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.domain import coaching
from bot.domain.answers import coaches_of
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.trials import Trial, TrialGone
from bot.errors import CordeeError, N_
from bot.services.chapters import tell
from bot.services.undertakings import held
from storage.database import Database
from storage.transactions import TeamTransaction

_REPLIES = frozenset({ChapterKind.NEED_ANSWERED, ChapterKind.ASKED})
_LENGTH = 12
"""How much of a hash tells one need of a trial from another."""


class NotAddressed(CordeeError):
    """A need that was told to somebody else."""

    message = N_("This was asked of those who coach the team.")


class NeedOver(CordeeError):
    """A trial that needs nothing any more."""

    message = N_("This trial is over: it needs nothing any more.")
    field = "words"


@dataclass(frozen=True, slots=True)
class Need:
    """What a trial needs, with what was replied since it was asked."""

    trial: Trial
    replies: tuple[Chapter, ...]


class NeedService:
    """What those who coach a team do about what its trials need."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, team_id: str, trial_id: str) -> Need:
        """Return what a trial needs, or raise TrialGone."""
        async with self._database.read(team_id) as tx:
            return await _existing(tx, trial_id)

    async def to_reply(self, gesture: Gesture, trial_id: str) -> Need:
        """Return a need to somebody who was asked; NotAddressed for anybody else."""
        async with self._database.read(gesture.team_id) as tx:
            need = await _existing(tx, trial_id)
            await _check_asked(tx, gesture, need.trial)
            return need

    async def reply(
        self, gesture: Gesture, trial_id: str, typed: str, *, is_question: bool
    ) -> None:
        """Tell the thread what a coach answers or asks; whoever else was asked sees it too."""
        words = coaching.reply(typed)
        async with self._database.write(gesture.team_id) as tx:
            trial = await held(tx, gesture, f"trial:{trial_id}")
            if not isinstance(trial, Trial):
                raise TrialGone
            await _check_asked(tx, gesture, trial)
            if trial.is_over:
                raise NeedOver
            kind = ChapterKind.ASKED if is_question else ChapterKind.NEED_ANSWERED
            await tell(tx, trial, kind, gesture.at, user_id=gesture.user_id, words=words)
            await _change_words(tx, trial, gesture)


async def ask_for(tx: TeamTransaction, trial: Trial, at: datetime) -> None:
    """Let what a trial needs reach those who can answer; the same need is asked once.

    Those are the coaches of its owner's teams, or else the leaders. Where there is nobody, its
    owner is told so.
    """
    if not trial.needs:
        return
    asked = coaches_of(trial.owner_id, await tx.teams.all())
    asked = asked or set(await tx.objectives.leaders()) - {trial.owner_id}
    kind = NoticeKind.NEED if asked else NoticeKind.NEED_UNHEARD
    need = hashlib.sha256(trial.needs.encode()).hexdigest()[:_LENGTH]
    for user_id in sorted(asked or {trial.owner_id}):
        await tx.add(
            Notice(
                team_id=tx.team_id,
                key=f"need:{trial.trial_id}:{user_id}:{need}",
                kind=kind,
                subject=_subject(trial.trial_id, user_id),
                not_before=at,
                user_id=user_id,
                payload={"trial": trial.trial_id},
            )
        )


async def _change_words(tx: TeamTransaction, trial: Trial, gesture: Gesture) -> None:
    """Let everybody who was asked see what one of them replied."""
    asked = coaches_of(trial.owner_id, await tx.teams.all()) | set(await tx.objectives.leaders())
    for user_id in sorted(asked | {gesture.user_id}):
        subject = _subject(trial.trial_id, user_id)
        if await tx.outbox.postings(subject):
            await tx.add(
                Notice(
                    team_id=tx.team_id,
                    key=f"{subject}:{gesture.key}",
                    kind=NoticeKind.NEED,
                    subject=subject,
                    not_before=gesture.at,
                    user_id=user_id,
                    edits=True,
                    payload={"trial": trial.trial_id},
                )
            )


async def _check_asked(tx: TeamTransaction, gesture: Gesture, trial: Trial) -> None:
    """Raise NotAddressed for whoever was not asked, or neither coaches its people nor leads now."""
    was_asked = await tx.outbox.postings(_subject(trial.trial_id, gesture.user_id))
    teams, may_reply = await tx.teams.all(), set(await tx.objectives.leaders())
    # Whoever looks after it may have changed since.
    may_reply.update(*(coaches_of(user_id, teams) for user_id in {trial.owner_id, *trial.people}))
    if not was_asked or gesture.user_id not in may_reply:
        raise NotAddressed


async def _existing(tx: TeamTransaction, trial_id: str) -> Need:
    trial = await tx.trials.get(trial_id)
    if trial is None:
        raise TrialGone
    told = await tx.chapters.about(trial.subject)
    return Need(trial, tuple(chapter for chapter in told if chapter.kind in _REPLIES))


def _subject(trial_id: str, user_id: str) -> str:
    return f"need:{trial_id}:{user_id}"
