"""What people hand to the bot: answered in its thread, offered back, or put to a channel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.asking import (
    Answered,
    ChannelQuestion,
    Handed,
    NotYourWords,
    Said,
    carried,
    question_to,
)
from bot.domain.gestures import Gesture, receipt
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.practices import Practice
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.visibility import Audience
from bot.errors import CordeeError, N_
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction


class CannotAskThere(CordeeError):
    """The bot is not in the channel, or nobody can post there any more."""

    message = N_("I am not in this channel. Invite me with /invite @Cordée, then try again.")


class AskedAlready(CordeeError):
    """The same person asked the same of the channel today."""

    message = N_("You have asked this channel that today: the answers come in the thread.")


class QuestionForgotten(CordeeError):
    """What the channel was to be asked is not kept any more."""

    message = N_("I cannot find this question any more.")


class AskingService:
    """What becomes of a message that somebody gave to the bot."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        visibility: Visibility,
        messages: Messages,
    ) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility
        self._messages = messages

    async def explain(self, gesture: Gesture, handed: Handed) -> None:
        """Say what can be done where somebody called the bot, once a message."""
        await self._reply(gesture, NoticeKind.HELP, handed)

    async def answer(self, gesture: Gesture, handed: Handed) -> None:
        """Answer a question in its thread, once however often Slack tells of it."""
        await self._reply(gesture, NoticeKind.ANSWER, handed)

    async def offer(self, gesture: Gesture, handed: Handed) -> None:
        """Ask what shall become of a direct message, once a message."""
        await self._reply(gesture, NoticeKind.OFFER, handed)

    async def said(self, team_id: str, handed: Handed) -> Said | None:
        """Return what a message handed to the bot says now; None when there is nothing to read."""
        return await self._messages.said(team_id, handed)

    def check_may_use(self, gesture: Gesture, handed: Handed) -> None:
        """Raise NotYourWords unless this person wrote the message."""
        if gesture.user_id != handed.author_id:
            raise NotYourWords

    async def ask_channel(self, gesture: Gesture, channel_id: str, typed: str) -> None:
        """Put to a channel what somebody looked for in vain; once a day the same.

        Raises CannotAskThere where the bot cannot post, AskedAlready, NothingToAsk.
        """
        question = question_to(gesture, channel_id, typed)
        channel = await self._directory.channel(gesture.team_id, channel_id)
        if channel is None or not channel.takes_posts:
            raise CannotAskThere
        key = f"{question.topic}:{gesture.at:%Y-%m-%d}"
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone(question.topic)
            earlier = await tx.outbox.state(key)
            if earlier in {NoticeState.PENDING, NoticeState.SENDING, NoticeState.SENT}:
                raise AskedAlready
            notice = Notice(
                team_id=gesture.team_id,
                key=f"{key}:{gesture.key}" if earlier else key,
                kind=NoticeKind.CHANNEL_QUESTION,
                subject=f"question:{question.question_id}",
                not_before=gesture.at,
                channel_id=channel_id,
                payload={"question": question.question_id},
            )
            await tx.add(question, notice)

    async def question(self, team_id: str, question_id: str) -> ChannelQuestion:
        """Return what a channel is asked, or raise QuestionForgotten."""
        async with self._database.read(team_id) as tx:
            found = await tx.asking.get(question_id)
        if found is None:
            raise QuestionForgotten
        return found

    async def remember(self, answer: Notice, items: Sequence[Practice | Trial]) -> None:
        """Remember what an answer tells, so that it follows when that changes; twice is once."""
        told = tuple(_id_of(item) for item in items)
        answered = Answered(answer.team_id, answer.subject, told, answer.not_before)
        async with self._database.write(answer.team_id) as tx:
            await tx.add(answered)

    async def still_told(self, answer: Notice) -> list[Practice | Trial]:
        """Return what an answer told, as it is now, that everybody there may still see."""
        channel_id = answer.channel_id or ""
        async with self._database.read(answer.team_id) as tx:
            told = await tx.asking.told_in(answer.subject)
            practices, trials = await tx.practices.several(told), await tx.trials.several(told)
        known: dict[str, Practice | Trial] = {**practices, **trials}
        there = [known[item_id] for item_id in told if item_id in known]
        there = [item for item in there if not _is_taken_back(item)]
        born_in = {item.channel_id for item in there}
        sight = await self._visibility.of_channel(answer.team_id, channel_id, born_in)
        return [item for item in there if sight.reaches(_audience_of(item), item.channel_id)]

    async def _reply(self, gesture: Gesture, kind: NoticeKind, handed: Handed) -> None:
        # Whatever it is answered with, a message that is told of twice is answered once.
        key = f"answer:{handed.place}"
        notice = Notice(
            team_id=gesture.team_id,
            key=key,
            kind=kind,
            subject=key,
            not_before=gesture.at,
            channel_id=handed.source.channel_id,
            user_id=None if kind is NoticeKind.ANSWER else handed.author_id,
            thread_ts=handed.answered_in,
            payload={"handed": carried(handed)},
        )
        await self._database.add(receipt(gesture), notice)


def _id_of(item: Practice | Trial) -> str:
    return item.trial_id if isinstance(item, Trial) else item.practice_id


def _audience_of(item: Practice | Trial) -> Audience:
    return Audience.READERS if isinstance(item, Trial) else item.audience


def _is_taken_back(item: Practice | Trial) -> bool:
    return isinstance(item, Trial) and item.stage is Stage.WITHDRAWN


async def follow_in_answers(
    tx: TeamTransaction, item: Practice | Trial, at: datetime, because: str = ""
) -> None:
    """Plan the change of the answers that told something, which is another thing now.

    `because` names what changed it where its version does not say so.
    """
    for subject in await tx.asking.answers_with(_id_of(item)):
        answer = await tx.outbox.notice(subject)
        if answer is not None:
            key = f"{subject}:{_id_of(item)}:{because or f'v{item.version}'}"
            again = replace(answer, key=key, edits=True, not_before=at, notice_id=new_id())
            await tx.add(again)
