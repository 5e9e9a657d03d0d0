"""Questions: the bank, the team's own, those set aside, and which one comes next."""

from dataclasses import dataclass, replace

from bot.domain import own_questions as rules
from bot.domain.checkins import CheckInGone
from bot.domain.gestures import Gesture
from bot.domain.opening import Offer, is_yes_or_no, offer_for
from bot.domain.own_questions import (
    Choice,
    NotOfTheChannel,
    OwnQuestion,
    QuestionForm,
    QuestionGone,
    Veto,
)
from bot.domain.questions import BANK, Question
from bot.errors import NotForYou
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from storage.database import Database
from storage.transactions import TeamTransaction


@dataclass(frozen=True, slots=True)
class Written:
    """A question that is now one of the channel's own."""

    question: OwnQuestion
    is_yes_or_no: bool
    """It can be answered in one word, which is worth a remark and no more."""


class QuestionService:
    """What channels are asked, and what they would rather not be."""

    def __init__(self, database: Database, directory: Directory) -> None:
        self._database = database
        self._directory = directory
        self._glance = Glance(directory)

    async def of(self, team_id: str, question_id: str) -> Question:
        """Return a question that was asked, of the bank or the team's own, even one removed."""
        if question_id in BANK:
            return Question(question_id)
        async with self._database.read(team_id) as tx:
            return await question_of(tx, question_id)

    async def has_one(self, team_id: str, channel_id: str) -> bool:
        """Tell whether there is anything to ask a channel."""
        async with self._database.read(team_id) as tx:
            return (await tx.questions.choice(channel_id)).next_question() is not None

    async def here(self, gesture: Gesture, channel_id: str) -> Choice:
        """Return what a channel may be asked, to somebody who has just spoken there.

        Where Slack does not say in time who they are, they see it: they were in the channel.
        """
        await self._glance.soon(self._check_there(gesture, channel_id))
        async with self._database.read(gesture.team_id) as tx:
            return await tx.questions.choice(channel_id)

    async def write(self, gesture: Gesture, form: QuestionForm) -> Written | Offer:
        """Keep a question for a channel, or return an open one to ask instead of it.

        Nothing is kept of one that wants a figure or ranks people.
        """
        words = rules.words_of(form)
        offer = offer_for(words, form.language)
        if offer is not None:
            return offer
        await self._check_there(gesture, form.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await _alone(tx, form.channel_id)
            await tx.record(gesture)
            rules.check_new(form, words, await tx.questions.choice(form.channel_id))
            kept = await _kept(tx, gesture, form, words)
        return Written(kept, is_yes_or_no(words))

    async def to_correct(self, gesture: Gesture, question_id: str) -> OwnQuestion:
        """Return a question to its author, or raise why they may not change it."""
        async with self._database.read(gesture.team_id) as tx:
            return await _authored(tx, gesture, question_id)

    async def remove(self, gesture: Gesture, question_id: str) -> None:
        """Ask a question no more, as its author wishes; what was answered stays as it is."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await _authored(tx, gesture, question_id)
            await tx.questions.remove(question_id, gesture.at)

    async def set_aside(self, gesture: Gesture, channel_id: str, question_id: str) -> Question:
        """Never ask a channel a question again, until somebody lets it back in.

        Who wished it is kept nowhere.
        """
        await self._check_there(gesture, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await _alone(tx, channel_id)
            await tx.record(gesture)
            choice = await tx.questions.choice(channel_id)
            question = choice.find(question_id)
            if question_id not in choice.vetoed:
                await tx.add(Veto(gesture.team_id, channel_id, question_id))
        return question

    async def set_aside_asked(self, gesture: Gesture, checkin_id: str) -> Question:
        """Never ask a channel again what it is asked now; this time it stays open."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await tx.checkins.get(checkin_id)
        if checkin is None:
            raise CheckInGone
        return await self.set_aside(gesture, checkin.channel_id, checkin.question_id)

    async def let_back(self, gesture: Gesture, channel_id: str, question_id: str) -> None:
        """Let a channel be asked again what it had set aside."""
        await self._check_there(gesture, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.questions.let_back(channel_id, question_id)

    async def _check_there(self, gesture: Gesture, channel_id: str) -> None:
        """Raise NotOfTheChannel for whoever is not of the workspace, or not in the channel."""
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        where = gesture.team_id, gesture.user_id, [channel_id]
        if not person.can_contribute or not await self._directory.member_channels(*where):
            raise NotOfTheChannel


async def question_of(tx: TeamTransaction, question_id: str) -> Question:
    """Return a question by its id, of the bank or the team's own."""
    own = None if question_id in BANK else await tx.questions.get(question_id)
    return own.question if own else Question(question_id)


async def _kept(
    tx: TeamTransaction, gesture: Gesture, form: QuestionForm, words: str
) -> OwnQuestion:
    """Keep a new question, or a corrected one.

    One that was asked already makes place for a new one: what was answered to it keeps its words.
    """
    if form.question_id:
        before = await _authored(tx, gesture, form.question_id)
        choice = await tx.questions.choice(before.channel_id)
        if before.question_id not in choice.asked_at:
            await tx.questions.rewrite(before.question_id, words)
            return replace(before, words=words)
        if before.words == words:
            return before
        await tx.questions.remove(before.question_id, gesture.at)
    made = rules.own_question(gesture.team_id, form.channel_id, gesture.user_id, words, gesture.at)
    await tx.add(made)
    return made


async def _authored(tx: TeamTransaction, gesture: Gesture, question_id: str) -> OwnQuestion:
    question = await tx.questions.get(question_id)
    if question is None or question.removed_at is not None:
        raise QuestionGone
    if question.author_id != gesture.user_id:
        raise NotForYou
    return question


async def _alone(tx: TeamTransaction, channel_id: str) -> None:
    """Wait until nobody else changes the questions of a channel."""
    await tx.alone(f"questions:{channel_id}")
