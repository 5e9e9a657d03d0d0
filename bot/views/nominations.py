"""Nominations as people see them: the question to the author, and the forms."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.domain.nominations import Consent, NominatedMessage, Proposal, Proposed, Question
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.practices import audiences, carried_source, practice_modal_form
from bot.views.wins import share_win_modal


def consent_question(t: Translator, question: Question, link: str | None) -> kit.Message | None:
    """Return the private question to the author of a nominated message; None when it is moot."""
    message = question.message
    if message.consent is not Consent.ASKED or link is None:
        return None
    said = _said(t, question, link)
    return kit.Message(said, (kit.section(said), _answers(t, question, link)))


def consent_settled(t: Translator, question: Question, link: str | None) -> kit.Message:
    """Return what the question becomes once it is answered, withdrawn or expired."""
    message = question.message
    still_open = consent_question(t, question, link)
    if still_open is not None:
        return still_open
    line = _outcomes(t, message.proposes).get(message.consent)
    if line is None or link is None:
        return _line(line or _unreadable(t))
    see = t("See the message")
    settled = _line(f"{line} <{link}|{see}>")
    if message.consent is not Consent.NOT_NOW:
        return settled
    later = kit.button(t("Come back to it"), _FORM[message.proposes], _carried(message, link))
    return kit.Message(settled.text, (*settled.blocks, kit.actions(later)))


_FORM = {
    Proposal.PRACTICE: ids.NOMINATION_EDIT,
    Proposal.WIN: ids.NOMINATION_TELL,
}
"""The button that opens the form in which the author gives the message in their own words."""


def _said(t: Translator, question: Question, link: str) -> str:
    channel = kit.channel_link(question.message.source.channel_id)
    if question.message.proposes is Proposal.PRACTICE:
        return t(
            "Colleagues would like to keep <{link}|a message of yours> in {channel}. "
            "Shall I add it to the team's practices? Only your words, under your name.",
            link=link,
            channel=channel,
        )
    if question.is_own:
        return t(
            "You marked <{link}|a message of yours> in {channel} as a win. Shall we tell it?",
            link=link,
            channel=channel,
        )
    return t(
        "<{link}|A message of yours> in {channel} sounds like a win to a colleague. "
        "Would you like to tell it? You choose the words, and who made it with you.",
        link=link,
        channel=channel,
    )


def _answers(t: Translator, question: Question, link: str) -> kit.Block:
    where = _carried(question.message, link)
    if question.message.proposes is Proposal.PRACTICE:
        yes = [
            kit.button(t("Publish"), ids.NOMINATION_PUBLISH, where, style="primary"),
            kit.button(t("Edit first"), ids.NOMINATION_EDIT, where),
        ]
    else:
        yes = [kit.button(t("Tell it as a win"), ids.NOMINATION_TELL, where, style="primary")]
    if question.is_own:
        return kit.actions(*yes)
    return kit.actions(
        *yes,
        kit.button(t("Not now"), ids.NOMINATION_NOT_NOW, where),
        kit.button(t("Never for this message"), ids.NOMINATION_NEVER, where),
    )


def _outcomes(t: Translator, proposes: Proposal) -> dict[Consent, str]:
    """Return how each way to settle a question is said; what is missing is unreadable."""
    is_win = proposes is Proposal.WIN
    published = t("Thank you! It is in the team's practices now.")
    told = t("Thank you! Your win is told.")
    no_practice = t("Understood. This message will not become a practice.")
    no_win = t("Understood. I will not ask about this message again.")
    return {
        Consent.PUBLISHING: t("Thank you! It goes to the team's practices, in its thread."),
        Consent.PUBLISHED: told if is_win else published,
        Consent.NOT_NOW: t("Understood, not now. I will not ask again about this message."),
        Consent.NEVER: no_win if is_win else no_practice,
        Consent.GATHERING: t("The question about your message is withdrawn: nothing to do."),
        Consent.EXPIRED: t("A week has passed, so I closed this question. Nothing was kept."),
    }


def _line(line: str) -> kit.Message:
    return kit.Message(line, (kit.section(line),))


def tell_modal(t: Translator, *, words: str, author_id: str, source: Source) -> kit.View:
    """Return the form in which the author tells a nominated message as a win."""
    return share_win_modal(
        t,
        form=ids.NOMINATIONS_TELL,
        author_id=author_id,
        channel_id=source.channel_id,
        story=words,
        source=source,
    )


def edit_nominated_modal(
    t: Translator, *, words: str, is_private: bool, source: Source
) -> kit.View:
    """Return the form in which the author edits a nominated message before it is published."""
    return practice_modal_form(
        t,
        ids.NOMINATIONS_EDIT,
        words=words,
        audiences=audiences(t, is_private=is_private),
        carried={"v": 1, "channel": source.channel_id, "source": carried_source(source)},
    )


def opening_modal(t: Translator, proposes: Proposal) -> kit.View:
    """Return what is shown while a message is being fetched."""
    return _page(t, proposes, "opening", t("One moment, I am fetching your message…"))


def unreadable_modal(t: Translator, proposes: Proposal) -> kit.View:
    """Return what is shown when there are no words to edit any more."""
    return _page(t, proposes, "unreadable", _unreadable(t))


def proposed_of_action(value: str) -> Proposed:
    """Return what a button is about; an old one says nothing of what the message is proposed as."""
    channel_id, message_ts, thread_ts, *proposes = json.loads(value)
    return Proposed(Source(channel_id, message_ts, thread_ts), *map(Proposal, proposes))


def _page(t: Translator, proposes: Proposal, name: str, line: str) -> kit.View:
    is_win = proposes is Proposal.WIN
    return kit.modal(
        f"{ids.NOMINATIONS_TELL if is_win else ids.NOMINATIONS_EDIT}.{name}",
        t("Share a win") if is_win else t("Pass it on"),
        [kit.section(line)],
        close=t("Close"),
    )


def _carried(message: NominatedMessage, link: str) -> str:
    """Return what a button carries: where the message is, and what it is proposed as."""
    source = _in_its_thread(message.source, link)
    where = [source.channel_id, source.message_ts, source.thread_ts]
    return json.dumps([*where, message.proposes.value])


def _unreadable(t: Translator) -> str:
    return t("I can read no words in that message any more, so nothing was kept.")


def _in_its_thread(source: Source, link: str) -> Source:
    """Return where a message is, with its thread: only its address tells that it is a reply."""
    thread_ts = parse_qs(urlsplit(link).query).get("thread_ts", [source.thread_ts])[0]
    return replace(source, thread_ts=thread_ts)
