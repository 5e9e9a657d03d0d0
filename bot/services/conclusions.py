"""Conclusions: what was tried is kept as a practice, taken further, or stops; once, by its people.

`to_conclude(about, at)` is the private word to whoever owns what was looked back on, for the
transaction that reveals its debrief.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import conclusions as rules, practices
from bot.domain.chapters import ChapterKind
from bot.domain.debriefs import DebriefAnswer
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.objectives import Objective, ObjectiveForm
from bot.domain.practices import Practice, PracticeForm
from bot.domain.trials import Conclusion, Trial, TrialForm
from bot.domain.undertakings import Undertaking
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.services import objectives as objective_services
from bot.services.chapters import tell
from bot.services.objectives import ObjectiveService, check_of_the_team, direction_for
from bot.services.practices import card as practice_card
from bot.services.spelling import as_written
from bot.services.trials import TrialService, put_forward
from bot.services.undertakings import find, gone, held, keep
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction


@dataclass(frozen=True, slots=True)
class ToConclude:
    """What somebody is to conclude, with what its debrief said."""

    about: Undertaking
    answers: Sequence[DebriefAnswer]
    is_private: bool
    """What becomes of it stays in its channel."""


class ConclusionService:
    """What becomes of trials and objectives, in their people's words."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        visibility: Visibility,
        trials: TrialService,
        objectives: ObjectiveService,
    ) -> None:
        self._database = database
        self._trials = trials
        self._objectives = objectives
        self._directory = directory
        self._visibility = visibility

    async def find(self, team_id: str, subject: str) -> Undertaking:
        """Return a trial or an objective as it stands, or raise that it is gone."""
        async with self._database.read(team_id) as tx:
            return await find(tx, subject)

    async def to_conclude(self, gesture: Gesture, subject: str) -> ToConclude:
        """Return what this person may conclude, or raise why they cannot.

        Who comes second is told what the first one chose.
        """
        await self._check_sees(gesture, subject)
        async with self._database.read(gesture.team_id) as tx:
            about = await find(tx, subject)
            await _check_may_conclude(tx, gesture, about)
            debrief = await tx.debriefs.about(subject)
            answers = await tx.debriefs.revealed(debrief.debrief_id) if debrief else []
        return ToConclude(about, answers, await self._is_private(about))

    async def conclude(
        self, gesture: Gesture, subject: str, conclusion: Conclusion, lesson: str
    ) -> None:
        """Say what becomes of something, and what it taught, where nothing else comes of it."""
        await self._check_sees(gesture, subject)
        async with self._database.write(gesture.team_id) as tx:
            about = await _to_settle(tx, gesture, subject)
            await settle(tx, gesture, rules.conclude(about, gesture, conclusion, lesson))

    async def keep_as_practice(
        self, gesture: Gesture, subject: str, lesson: str, form: PracticeForm
    ) -> None:
        """Keep what was tried: it is a practice of its people, told in its channel."""
        await self._check_sees(gesture, subject)
        is_private = await self._is_private(await self.find(gesture.team_id, subject))
        async with self._database.write(gesture.team_id) as tx:
            about = await _to_settle(tx, gesture, subject)
            practice = practices.contribute(gesture, _of_the_trial(about, form, is_private))
            practice = replace(practice, tags=await as_written(tx, practice.tags))
            kept = rules.conclude(about, gesture, Conclusion.KEPT, lesson, practice.subject)
            await tx.add(practice, practice_card(practice))
            await settle(tx, gesture, kept)

    async def adapt(self, gesture: Gesture, subject: str, lesson: str, form: TrialForm) -> None:
        """Take further what was tried: another trial is proposed, which says what it came from."""
        await self._check_sees(gesture, subject)
        # In its own channel, whose readers may know what it came from.
        trial = await self._trials.check(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            about = await _to_settle(tx, gesture, subject)
            adapted = rules.conclude(about, gesture, Conclusion.ADAPTED, lesson, trial.subject)
            await settle(tx, gesture, adapted)
            await put_forward(tx, gesture, trial)

    async def change(
        self, gesture: Gesture, subject: str, lesson: str, form: ObjectiveForm
    ) -> None:
        """Let another objective be proposed in the place of one, under the direction of now."""
        await self._check_sees(gesture, subject)
        proposed = await self._objectives.check(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            about = await _to_settle(tx, gesture, subject)
            direction = await direction_for(tx, gesture, about.channel_id)
            instead = replace(proposed, direction_id=direction.direction_id)
            changed = rules.conclude(about, gesture, Conclusion.ADAPTED, lesson, instead.subject)
            await settle(tx, gesture, changed)
            await objective_services.put_forward(tx, gesture, instead)

    async def card_behind(self, practice: Practice) -> Source | None:
        """Return where the card of the trial is that became a practice; None where none did."""
        if practice.source is not None:
            return None  # it was told from a message
        async with self._database.read(practice.team_id) as tx:
            trial = await tx.trials.that_became(practice.subject)
            postings = await tx.outbox.postings(trial.subject) if trial else []
        return Source(postings[0].channel_id, postings[0].ts) if postings else None

    async def _check_sees(self, gesture: Gesture, subject: str) -> None:
        about = await self.find(gesture.team_id, subject)
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, about.channel_id
        ):
            raise gone(subject)

    async def _is_private(self, about: Undertaking) -> bool:
        channel = await self._directory.channel(about.team_id, about.channel_id)
        return channel is None or channel.is_private


async def settle(tx: TeamTransaction, gesture: Gesture, concluded: Undertaking) -> None:
    """Keep something as it was concluded; its card, its thread and its channel tell it."""
    await keep(tx, concluded, gesture.at)
    await tell(
        tx,
        concluded,
        ChapterKind.CONCLUDED,
        gesture.at,
        user_id=gesture.user_id,
        words=concluded.lesson,
    )
    await tx.add(_told(concluded, gesture.at), *await _settled_words(tx, gesture, concluded))


def to_conclude(about: Undertaking, at: datetime) -> Notice:
    """Return the private word that asks whoever owns something what becomes of it."""
    subject = _asking(about)
    return Notice(
        team_id=about.team_id,
        key=f"{subject}:{about.owner_id}",
        kind=NoticeKind.CONCLUSION_ASKED,
        subject=subject,
        not_before=at,
        user_id=about.owner_id,
        payload={"about": about.subject},
    )


async def _to_settle(tx: TeamTransaction, gesture: Gesture, subject: str) -> Undertaking:
    """Record a gesture that concludes something, which nobody else concludes meanwhile."""
    about = await held(tx, gesture, subject)
    await _check_may_conclude(tx, gesture, about)
    return about


async def _check_may_conclude(tx: TeamTransaction, gesture: Gesture, about: Undertaking) -> None:
    rules.check_waits(about)
    if isinstance(about, Objective):
        await check_of_the_team(tx, gesture.user_id, about)
    else:
        rules.check_may_conclude(about, gesture.user_id)


def _of_the_trial(about: Undertaking, form: PracticeForm, is_private: bool) -> PracticeForm:
    """Return a form as it makes a practice of all who were in it, in the trial's channel."""
    people = about.people if isinstance(about, Trial) else ()
    audience = Audience.CHANNEL if is_private else form.audience
    return replace(form, people=people, audience=audience, channel_id=about.channel_id)


def _asking(about: Undertaking) -> str:
    return f"{about.subject}:to_conclude"


def _told(concluded: Undertaking, at: datetime) -> Notice:
    """Return the one message by which the channel is told what became of something."""
    key = f"{concluded.subject}:concluded"
    return Notice(
        team_id=concluded.team_id,
        key=key,
        kind=NoticeKind.CONCLUSION_TOLD,
        subject=key,
        not_before=at,
        channel_id=concluded.channel_id,
        payload={"about": concluded.subject},
    )


async def _settled_words(
    tx: TeamTransaction, gesture: Gesture, concluded: Undertaking
) -> Sequence[Notice]:
    """Return what lets the words that asked what becomes of it say what was chosen."""
    subject = _asking(concluded)
    if not (await tx.outbox.postings(subject) or await tx.outbox.is_expected(subject)):
        return ()
    settled = replace(to_conclude(concluded, gesture.at), key=f"{subject}:settled", edits=True)
    return (replace(settled, user_id=concluded.owner_id or gesture.user_id),)
