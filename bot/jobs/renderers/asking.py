"""The words for what people hand to the bot: answers in threads, offers, questions to channels."""

from bot.domain.asking import handed_of
from bot.domain.notices import Notice, NoticeKind
from bot.domain.spoken import spoken_language
from bot.i18n import Translator, translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import asking as views, kit
from bot.views.library import people_of


def renderers(sources: Sources) -> Renderers:
    """Return how each of these notices is worded."""
    asking, library = sources.services.asking, sources.services.library

    async def answer(notice: Notice, t: Translator) -> kit.Message | None:
        """Answer in the language of the question; the channel's, where that is not plain."""
        team_id, handed = notice.team_id, handed_of(notice.payload["handed"])
        said = await asking.said(team_id, handed)
        author = await sources.directory.person(team_id, handed.author_id)
        if said is None or author.is_bot or not author.is_active:
            return None
        language = spoken_language(said.words)
        t = translator(language.value) if language else t
        if author.is_external:
            return views.for_others(t)
        found = await library.answer(team_id, handed.source.channel_id, said.words)
        people = {person for item in found.items for person in people_of(item)}
        names = await sources.directory.names(team_id, people)
        emoji = await nominates(team_id)
        return views.answer(t, handed, found.query.words, found.items, names, emoji)

    async def offer(notice: Notice, t: Translator) -> kit.Message | None:
        handed = handed_of(notice.payload["handed"])
        author = await sources.directory.person(notice.team_id, handed.author_id)
        said = await asking.said(notice.team_id, handed)
        return views.offer(t, handed, said.words) if said and author.can_contribute else None

    async def channel_question(notice: Notice, t: Translator) -> kit.Message | None:
        question = await asking.question(notice.team_id, notice.payload["question"])
        return views.channel_question(t, question, await nominates(notice.team_id))

    async def nominates(team_id: str) -> str:
        """Return the reaction that nominates a practice; empty where none does."""
        chosen = await sources.services.workspaces.chosen(team_id)
        return next(iter(chosen.practice_emoji), "")

    return {
        NoticeKind.ANSWER: answer,
        NoticeKind.OFFER: offer,
        NoticeKind.CHANNEL_QUESTION: channel_question,
    }
