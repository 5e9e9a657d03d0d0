"""Nominations: people point at a message, its author is asked, a yes publishes it."""

from dataclasses import replace
from datetime import datetime

from bot.domain import nominations as rules, practices, wins
from bot.domain.gestures import Gesture
from bot.domain.nominations import (
    Consent,
    NominatedMessage,
    Nomination,
    Proposal,
    Proposed,
    Question,
    Reaction,
)
from bot.domain.practices import PracticeForm
from bot.domain.wins import Source, WinForm
from bot.domain.workspaces import Workspace
from bot.services.consents import give, is_balanced, known, publication, settle, weigh
from bot.services.practices import card as practice_card
from bot.services.spelling import as_written
from bot.services.wins import card as win_card
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction

BATCH = 100


class NominationService:
    """What becomes of a message that people point at."""

    def __init__(self, database: Database, directory: Directory, messages: Messages) -> None:
        self._database = database
        self._directory = directory
        self._messages = messages

    # Reactions

    async def react(self, gesture: Gesture, reaction: Reaction) -> None:
        """Take a reaction; when enough people point at a message so, its author is asked, once.

        Most reactions mean nothing to the workspace. Bots and other organisations neither
        nominate nor are asked. Slack may tell of a reaction twice, or after it was taken back;
        and of hundreds at once, so they are added without a receipt, many in one commit: adding
        one twice changes nothing.
        """
        async with self._database.read(gesture.team_id) as tx:
            workspace = await _chosen(tx)
            proposes = workspace.proposes(reaction.emoji)
            if proposes is None or not await _is_wanted(tx, gesture, reaction, proposes):
                return
        if await self._are_both_ours(gesture, reaction):
            await self._database.add(*_nominated(gesture, reaction, proposes))
            proposed = Proposed(reaction.source, proposes)
            await self._weigh(gesture, reaction, proposed, workspace.threshold)

    async def take_back(self, gesture: Gesture, reaction: Reaction) -> None:
        """Forget a reaction; when too few people are left, the question is withdrawn.

        A trace stays for a while: Slack may tell of the reaction itself only now, or again.
        """
        source = reaction.source
        async with self._database.read(gesture.team_id) as tx:
            workspace = await _chosen(tx)
            is_known = await tx.nominations.is_known(source)
            if not is_known and workspace.proposes(reaction.emoji) is None:
                return
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.receipts.keep_latest(_taken_back(gesture, reaction), reaction.at)
            held = {message.proposes: message for message in await tx.nominations.hold_all(source)}
            given = await _forget(tx, gesture, reaction)
            for proposes in given:
                await weigh(tx, held[proposes], workspace.threshold, gesture)

    async def message_deleted(self, gesture: Gesture, source: Source) -> None:
        """Withdraw what is asked about a message that is gone."""
        async with self._database.read(gesture.team_id) as tx:
            if not await tx.nominations.is_known(source):
                return
        async with self._database.write(gesture.team_id) as tx:
            for message in await tx.nominations.hold_all(source):
                if message.may_be_given:
                    gone = replace(message, consent=Consent.GONE)
                    await settle(tx, gone, gesture.key, gesture.at)

    # The author's answer

    async def question(self, team_id: str, proposed: Proposed) -> Question:
        """Return what the author of a message is asked, or raise MessageUnknown."""
        async with self._database.read(team_id) as tx:
            message = known(await tx.nominations.get(proposed))
            people = await tx.nominations.nominated_by(proposed)
        return Question(message, is_own=people == {message.author_id})

    async def answer(self, gesture: Gesture, proposed: Proposed, consent: Consent) -> None:
        """Record the author's answer; a yes plans the publication, in the message's thread."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = known(await tx.nominations.hold(proposed))
            message = rules.answer(message, gesture.user_id, consent)
            message = replace(message, source=proposed.source)
            await settle(tx, message, gesture.key, gesture.at)
            if consent is Consent.PUBLISHING:
                await tx.add(publication(message, gesture.at))

    async def check_may_answer(self, gesture: Gesture, proposed: Proposed) -> None:
        """Raise when the question about a message is not this person's, or is settled."""
        async with self._database.read(gesture.team_id) as tx:
            message = known(await tx.nominations.get(proposed))
        rules.answer(message, gesture.user_id, Consent.PUBLISHED)

    async def words_to_edit(self, gesture: Gesture, source: Source) -> str | None:
        """Return the words of a nominated message, for its author to edit before publishing.

        None when there are none to be read any more: the question is withdrawn.
        """
        words = await self._messages.words(gesture.team_id, source)
        if words is None:
            await self.message_deleted(gesture, source)
        return words

    async def publish_edited(self, gesture: Gesture, source: Source, form: PracticeForm) -> None:
        """Publish a nominated message as a practice, in the words that its author gave."""
        practice = practices.contribute(gesture, form)
        practice = replace(practice, source=source, channel_id=source.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await give(tx, gesture, Proposed(source, Proposal.PRACTICE))
            practice = replace(practice, tags=await as_written(tx, practice.tags))
            await tx.add(practice, practice_card(practice))

    async def tell(self, gesture: Gesture, source: Source, form: WinForm) -> None:
        """Tell a nominated message as a win, in the words that its author gave."""
        win = replace(wins.tell(gesture, form), source=source)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await give(tx, gesture, Proposed(source, Proposal.WIN))
            await tx.add(win, win_card(win))

    # The workers

    async def publish(self, team_id: str, proposed: Proposed, now: datetime) -> None:
        """Publish a message as it was said, now that its author agreed; once.

        When its words cannot be read any more, its author is told.
        """
        async with self._database.read(team_id) as tx:
            message = known(await tx.nominations.get(proposed))
        if message.consent is not Consent.PUBLISHING:
            return
        words = await self._messages.words(team_id, message.source)
        channel = await self._directory.channel(team_id, message.source.channel_id)
        is_private = channel is None or channel.is_private
        async with self._database.write(team_id) as tx:
            message = known(await tx.nominations.hold(proposed))
            if message.consent is not Consent.PUBLISHING:
                return
            if words is None:
                await settle(tx, replace(message, consent=Consent.GONE), "unreadable", now)
                return
            practice = rules.publish_as_said(message, words, is_private=is_private, at=now)
            await tx.nominations.save(replace(message, consent=Consent.PUBLISHED))
            await tx.add(practice, practice_card(practice))

    async def expire(self, now: datetime) -> bool:
        """Close questions that have waited for a week; tell whether more may have."""
        async with self._database.write_every_team() as every:
            old = await every.nominations.claim(rules.WAITING, now - rules.OPEN_FOR, BATCH)
            for message in old:
                expired = replace(message, consent=Consent.EXPIRED)
                await settle(every.of_team(message.team_id), expired, "expired", now)
        return len(old) == BATCH

    async def _are_both_ours(self, gesture: Gesture, reaction: Reaction) -> bool:
        people = [
            await self._directory.person(gesture.team_id, person_id)
            for person_id in {gesture.user_id, reaction.author_id}
        ]
        return all(person.can_contribute for person in people)

    async def _weigh(
        self, gesture: Gesture, reaction: Reaction, proposed: Proposed, threshold: int
    ) -> None:
        """Ask the author, if there is reason to; most reactions of a crowd change nothing."""
        async with self._database.read(gesture.team_id) as tx:
            is_taken_back = await _is_taken_back(tx, gesture, reaction)
            if not is_taken_back and await is_balanced(tx, proposed, threshold):
                return
        async with self._database.write(gesture.team_id) as tx:
            message = known(await tx.nominations.hold(proposed))
            if is_taken_back:
                await _forget(tx, gesture, reaction)
            await weigh(tx, message, threshold, gesture)


async def _chosen(tx: TeamTransaction) -> Workspace:
    return await tx.workspaces.get() or Workspace(tx.team_id)


async def _is_wanted(
    tx: TeamTransaction, gesture: Gesture, reaction: Reaction, proposes: Proposal
) -> bool:
    """Tell whether a reaction may matter: to a practice, one's own does not; nor a late one."""
    if proposes is Proposal.PRACTICE and reaction.author_id == gesture.user_id:
        return False
    message = await tx.nominations.get(Proposed(reaction.source, proposes))
    if message is not None and not message.is_open:
        return False
    return not await _is_taken_back(tx, gesture, reaction)


def _nominated(
    gesture: Gesture, reaction: Reaction, proposes: Proposal
) -> tuple[NominatedMessage, Nomination]:
    """Return what is kept of a reaction: where the message is, and who points at it."""
    message = NominatedMessage(
        team_id=gesture.team_id,
        source=reaction.source,
        author_id=reaction.author_id,
        consent=Consent.GATHERING,
        first_at=gesture.at,
        proposes=proposes,
    )
    nomination = Nomination(
        team_id=gesture.team_id,
        channel_id=reaction.source.channel_id,
        message_ts=reaction.source.message_ts,
        user_id=gesture.user_id,
        at=reaction.at,
        emoji=reaction.emoji,
        proposes=proposes,
    )
    return message, nomination


async def _forget(tx: TeamTransaction, gesture: Gesture, reaction: Reaction) -> list[Proposal]:
    return await tx.nominations.take_back(
        reaction.source, gesture.user_id, reaction.emoji, reaction.at
    )


async def _is_taken_back(tx: TeamTransaction, gesture: Gesture, reaction: Reaction) -> bool:
    return await tx.receipts.is_there_after(_taken_back(gesture, reaction), reaction.at)


def _taken_back(gesture: Gesture, reaction: Reaction) -> str:
    """Return the name of the trace that somebody took a reaction back."""
    source = reaction.source
    place = f"{source.channel_id}:{source.message_ts}"
    return f"taken_back:{place}:{gesture.user_id}:{reaction.emoji}"
