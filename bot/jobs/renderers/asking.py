"""The words for what people hand to the bot: answers in threads, offers, questions to channels."""

from collections.abc import Sequence

from bot.domain.asking import Said, handed_of
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import Practice
from bot.domain.spoken import spoken_language
from bot.domain.trials import Trial
from bot.domain.wins import Win
from bot.domain.words import folded
from bot.i18n import Translator, translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import asking as views, kit
from bot.views.library import people_of


def renderers(sources: Sources) -> Renderers:
    """Return how each of these notices is worded."""
    answers = _Answers(sources)
    asking = sources.services.asking

    async def offer(notice: Notice, t: Translator) -> kit.Message | None:
        handed = handed_of(notice.payload["handed"])
        author = await sources.directory.person(notice.team_id, handed.author_id)
        said = await asking.said(notice.team_id, handed)
        return views.offer(t, handed, said.words) if said and author.can_contribute else None

    async def channel_question(notice: Notice, t: Translator) -> kit.Message | None:
        question = await asking.question(notice.team_id, notice.payload["question"])
        return views.channel_question(t, question, await answers.nominates(notice.team_id))

    return {
        NoticeKind.ANSWER: answers.render,
        NoticeKind.OFFER: offer,
        NoticeKind.CHANNEL_QUESTION: channel_question,
    }


class _Answers:
    """Answers to mentions, in the language of the question; the channel's, when in doubt."""

    def __init__(self, sources: Sources) -> None:
        self._directory = sources.directory
        self._asking = sources.services.asking
        self._library = sources.services.library
        self._workspaces = sources.services.workspaces

    async def render(self, notice: Notice, t: Translator) -> kit.Message | None:
        """Return an answer; None where the question is gone, or a bot's."""
        said = await self._asking.said(notice.team_id, handed_of(notice.payload["handed"]))
        language = spoken_language(said.words) if said else None
        t = translator(language.value) if language else t
        if notice.edits:
            return await self._again(notice, t, said)
        return await self._first(notice, t, said) if said else None

    async def _first(self, notice: Notice, t: Translator, said: Said) -> kit.Message | None:
        handed = handed_of(notice.payload["handed"])
        author = await self._directory.person(notice.team_id, handed.author_id)
        if author.is_bot or not author.is_active:
            return None
        if author.is_external:
            return views.for_others(t)
        found = await self._library.answer(notice.team_id, handed.source.channel_id, said.words)
        items = [item for item in found.items if not isinstance(item, Win)]
        await self._asking.remember(notice, items)
        return await self._told(notice, t, found.query.words, items)

    async def _again(self, notice: Notice, t: Translator, said: Said | None) -> kit.Message:
        """Tell what was answered as it is now; what was withdrawn is told no more."""
        items = await self._asking.still_told(notice)
        words = folded(said.words).split() if said else ()
        return await self._told(notice, t, words, items)

    async def _told(
        self,
        notice: Notice,
        t: Translator,
        words: Sequence[str],
        items: Sequence[Practice | Trial],
    ) -> kit.Message:
        people = {person for item in items for person in people_of(item)}
        names = await self._directory.names(notice.team_id, people)
        return views.answer(
            t,
            handed_of(notice.payload["handed"]),
            words,
            items,
            names,
            await self.nominates(notice.team_id),
            has_changed=notice.edits,
        )

    async def nominates(self, team_id: str) -> str:
        """Return the reaction that nominates a practice; empty where none does."""
        chosen = await self._workspaces.chosen(team_id)
        return next(iter(chosen.practice_emoji), "")
