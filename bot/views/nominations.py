"""Nominations as people see them: the question to the author, and the form to edit first."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.domain.nominations import Consent, NominatedMessage
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.practices import audiences, carried_source, practice_modal_form


def consent_question(
    t: Translator, message: NominatedMessage, link: str | None
) -> kit.Message | None:
    """Return the private question to the author of a nominated message; None when it is moot."""
    if message.consent is not Consent.ASKED or link is None:
        return None
    said = t(
        "Colleagues would like to keep <{link}|a message of yours> in {channel}. "
        "Shall I add it to the team's practices? Only your words, under your name.",
        link=link,
        channel=kit.channel_link(message.source.channel_id),
    )
    where = json.dumps(carried_source(_in_its_thread(message.source, link)))
    blocks = (
        kit.section(said),
        kit.actions(
            kit.button(t("Publish"), ids.NOMINATION_PUBLISH, where, style="primary"),
            kit.button(t("Edit first"), ids.NOMINATION_EDIT, where),
            kit.button(t("Not now"), ids.NOMINATION_NOT_NOW, where),
            kit.button(t("Never for this message"), ids.NOMINATION_NEVER, where),
        ),
    )
    return kit.Message(said, blocks)


def consent_settled(t: Translator, message: NominatedMessage, link: str | None) -> kit.Message:
    """Return what the question becomes once it is answered or withdrawn."""
    still_open = consent_question(t, message, link)
    if still_open is not None:
        return still_open
    outcomes = {
        Consent.PUBLISHING: t("Thank you! It goes to the team's practices, in its thread."),
        Consent.PUBLISHED: t("Thank you! It is in the team's practices now."),
        Consent.NOT_NOW: t("Understood, not now. I will not ask again about this message."),
        Consent.NEVER: t("Understood. This message will not become a practice."),
        Consent.GATHERING: t("The question about your message is withdrawn: nothing to do."),
    }
    line = outcomes.get(message.consent, _unreadable(t))
    if link is not None and message.consent in outcomes:
        see = t("See the message")
        line += f" <{link}|{see}>"
    return kit.Message(line, (kit.section(line),))


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


def opening_modal(t: Translator) -> kit.View:
    """Return what is shown while a message is being fetched."""
    return kit.modal(
        ids.NOMINATIONS_EDIT + ".opening",
        t("Pass it on"),
        [kit.section(t("One moment, I am fetching your message…"))],
        close=t("Cancel"),
    )


def unreadable_modal(t: Translator) -> kit.View:
    """Return what is shown when there are no words to edit any more."""
    return kit.modal(
        ids.NOMINATIONS_EDIT + ".unreadable",
        t("Pass it on"),
        [kit.section(_unreadable(t))],
        close=t("Close"),
    )


def source_of_action(value: str) -> Source:
    """Return the nominated message that a button is about."""
    return Source(*json.loads(value))


def _unreadable(t: Translator) -> str:
    return t("I can read no words in that message any more, so nothing was kept.")


def _in_its_thread(source: Source, link: str) -> Source:
    """Return where a message is, with its thread: only its address tells that it is a reply."""
    thread_ts = parse_qs(urlsplit(link).query).get("thread_ts", [source.thread_ts])[0]
    return replace(source, thread_ts=thread_ts)
