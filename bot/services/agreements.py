"""Agreements: who is in, who lends a hand, who objects; the same for trials and objectives."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain import agreements, undertakings as rules
from bot.domain.agreements import Stance, Voice
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.stages import Stage
from bot.domain.undertakings import Undertaking
from bot.domain.visibility import Audience
from bot.services.channels import ChannelService
from bot.services.chapters import tell
from bot.services.undertakings import decided_at, find, gone, held, keep
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction

Move = Callable[[Undertaking, str], Undertaking]
"""What becomes of something when a person speaks of it."""


class AgreementService:
    """What people say of what is proposed to them.

    People speak at the same time without losing anything: each word is taken on what is true
    then. A leader's word weighs the same as anyone's.
    """

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility

    async def standing(self, team_id: str, subject: str) -> tuple[Undertaking, list[Voice]]:
        """Return a trial or an objective and who stands where, for its card."""
        async with self._database.read(team_id) as tx:
            about = await find(tx, subject)
            return about, await tx.agreements.voices(subject)

    async def chapter(self, team_id: str, chapter_id: str) -> Chapter | None:
        """Return something that happened, or None when it was erased."""
        async with self._database.read(team_id) as tx:
            return await tx.chapters.get(chapter_id)

    async def read(self, gesture: Gesture, subject: str) -> tuple[Undertaking, list[Voice]]:
        """Return what this person may see, and who stands where; else raise that it is gone."""
        about, voices = await self.standing(gesture.team_id, subject)
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, about.channel_id
        ):
            raise gone(subject)
        return about, voices

    async def to_object(self, gesture: Gesture, subject: str) -> tuple[Undertaking, str]:
        """Return what somebody may object to and the reason they gave last; raise why not."""
        about, _ = await self.read(gesture, subject)
        rules.object_to(about, gesture.user_id)
        async with self._database.read(gesture.team_id) as tx:
            told = await tx.chapters.about(subject)
        theirs = [each.words for each in told if _is_objection_of(each, gesture.user_id)]
        return about, theirs[-1] if theirs else ""

    async def join(self, gesture: Gesture, subject: str) -> None:
        """Be in it; whoever objected does so no more."""
        voice = Voice(gesture.user_id, Stance.IN, gesture.at)
        await self._speak(gesture, subject, voice, rules.join)

    async def help(self, gesture: Gesture, subject: str) -> None:
        """Lend a hand without being in it."""
        voice = Voice(gesture.user_id, Stance.HELPS, gesture.at)
        await self._speak(gesture, subject, voice, rules.step_aside)

    async def take_back(self, gesture: Gesture, subject: str) -> None:
        """Take back what one said; without any objection left it is decided on anew."""
        await self._speak(gesture, subject, None, rules.step_aside)

    async def object_to(self, gesture: Gesture, subject: str, typed: str) -> None:
        """Object with a reason: it goes back to its owner to be amended, who is told."""
        about, _ = await self.read(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, about.channel_id)
        voice = agreements.objection(gesture.user_id, typed, gesture.at)
        async with self._database.write(gesture.team_id) as tx:
            about = await held(tx, gesture, subject)
            objected = rules.object_to(about, gesture.user_id)
            await tx.agreements.say(subject, voice)
            await keep(tx, objected, gesture.at)
            kind = ChapterKind.OBJECTION
            chapter = await tell(
                tx, about, kind, gesture.at, user_id=gesture.user_id, words=voice.reason
            )
            if objected.owner_id:
                await tx.add(_word_to_owner(objected, chapter))

    async def standing_objection(self, notice: Notice) -> tuple[Undertaking, Chapter] | None:
        """Return what an owner is told of an objection; None when it stands no more."""
        chapter = await self.chapter(notice.team_id, notice.payload["chapter"])
        about, voices = await self.standing(notice.team_id, notice.payload["about"])
        standing = {(each.user_id, each.at) for each in agreements.objections(voices)}
        if chapter is None or (chapter.user_id, chapter.at) not in standing:
            return None
        return about, chapter

    async def answered_objection(self, notice: Notice) -> tuple[Undertaking, Chapter] | None:
        """Return what somebody who objected is told of an amendment.

        None when it was withdrawn meanwhile, and for whoever may not see it any more.
        """
        chapter = await self.chapter(notice.team_id, notice.payload["chapter"])
        about, _ = await self.standing(notice.team_id, notice.payload["about"])
        if chapter is None or about.stage is Stage.WITHDRAWN:
            return None
        is_seen = await self._visibility.may_see(
            notice.team_id, notice.user_id or "", Audience.READERS, about.channel_id
        )
        return (about, chapter) if is_seen else None

    async def _speak(self, gesture: Gesture, subject: str, voice: Voice | None, move: Move) -> None:
        about, _ = await self.read(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, about.channel_id)
        hours = await self._channels.hours(gesture.team_id, about.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            before = await held(tx, gesture, subject)
            voices = {each.user_id: each for each in await tx.agreements.voices(subject)}
            said = voices.pop(gesture.user_id, None)
            now = _moved(before, said, voice, move, gesture.user_id)
            if _says_nothing_new(before, now, said, voice):
                return
            await _hear(tx, subject, gesture.user_id, voice)
            if before.stage is Stage.OBJECTED and not agreements.objections(voices.values()):
                now = rules.clear(now, decided_at(gesture.at, hours))
            # However much has changed, its card follows once.
            await keep(tx, replace(now, version=before.version + 1), gesture.at)
            if _objects(said):
                await tell(tx, now, ChapterKind.CLEARED, gesture.at, user_id=gesture.user_id)


def _moved(
    before: Undertaking, said: Voice | None, voice: Voice | None, move: Move, user_id: str
) -> Undertaking:
    """Return what becomes of it; who only takes an objection back stays in it."""
    return rules.heard(before) if voice is None and _objects(said) else move(before, user_id)


def _says_nothing_new(
    before: Undertaking, now: Undertaking, said: Voice | None, voice: Voice | None
) -> bool:
    same_stance = (said and said.stance) == (voice and voice.stance)
    return same_stance and replace(now, version=before.version) == before


def _objects(said: Voice | None) -> bool:
    return said is not None and said.stance is Stance.OBJECTS


async def _hear(tx: TeamTransaction, subject: str, user_id: str, voice: Voice | None) -> None:
    if voice is None:
        await tx.agreements.take_back(subject, user_id)
    else:
        await tx.agreements.say(subject, voice)


def _is_objection_of(chapter: Chapter, user_id: str) -> bool:
    return chapter.kind is ChapterKind.OBJECTION and chapter.user_id == user_id


def _word_to_owner(about: Undertaking, chapter: Chapter) -> Notice:
    key = f"{chapter.subject}:owner"
    return Notice(
        team_id=about.team_id,
        key=key,
        kind=NoticeKind.OBJECTION_WORD,
        subject=key,
        not_before=chapter.at,
        user_id=about.owner_id,
        payload={"about": about.subject, "chapter": chapter.chapter_id},
    )
