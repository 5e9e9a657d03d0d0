"""Practices as people see them: forms, their reader, the card, results, the author's question."""

import json
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.domain.practices import (
    LONGEST_TITLE,
    Audience,
    Consent,
    NominatedMessage,
    Practice,
    PracticeForm,
    tags_of,
)
from bot.domain.wins import Source
from bot.domain.words import LONGEST, first_sentence, shortened
from bot.i18n import Translator
from bot.views import errors, ids, kit


def tip_modal(
    t: Translator,
    *,
    words: str,
    channel_id: str,
    is_private: bool,
    proposed_channel_id: str = "",
    source: Source | None = None,
    may_widen: bool = True,
) -> kit.View:
    """Return the form to pass on a tip, prefilled; without a channel, it asks for one."""
    return _practice_modal(
        t,
        ids.PRACTICES_SHARE,
        words=words,
        audiences=_audiences(t, is_private=is_private, may_widen=may_widen),
        proposed_channel_id=proposed_channel_id,
        carried={"v": 1, "channel": channel_id, "source": _carried(source)},
    )


def edit_nominated_modal(
    t: Translator, *, words: str, is_private: bool, source: Source
) -> kit.View:
    """Return the form in which the author edits a nominated message before it is published."""
    return _practice_modal(
        t,
        ids.PRACTICES_EDIT,
        words=words,
        audiences=_audiences(t, is_private=is_private),
        carried={"v": 1, "channel": source.channel_id, "source": _carried(source)},
    )


def opening_modal(t: Translator) -> kit.View:
    """Return what is shown while a message is being fetched."""
    return kit.modal(
        ids.PRACTICES_EDIT + ".opening",
        t("Pass it on"),
        [kit.section(t("One moment, I am fetching your message…"))],
        close=t("Cancel"),
    )


def unreadable_modal(t: Translator) -> kit.View:
    """Return what is shown when there are no words to edit any more."""
    return kit.modal(
        ids.PRACTICES_EDIT + ".unreadable",
        t("Pass it on"),
        [kit.section(_unreadable(t))],
        close=t("Close"),
    )


def read_practice_form(view: kit.View) -> PracticeForm:
    """Return what a submitted form says."""
    submission = kit.Submission(view)
    source = submission.carried.get("source")
    return PracticeForm(
        title=submission.words("title"),
        what=submission.words("what"),
        situation=submission.words("situation"),
        tags=tags_of(submission.words("tags")),
        audience=Audience(submission.choice("audience") or Audience.EVERYONE),
        channel_id=submission.carried["channel"] or submission.channel("channel"),
        source=Source(*source) if source else None,
        chose_channel=not submission.carried["channel"],
    )


def practice_card(t: Translator, practice: Practice) -> kit.Message:
    """Return a practice: title, what to do, when it works, who passes it on."""
    title = kit.escape(practice.title)
    items: list[kit.Item] = [(title, [kit.section(f":bulb: *{title}*")])]
    if what := beyond_title(practice):
        items.append((kit.escape(what), kit.prose(what)))
    if practice.situation:
        works = t("When it works")
        told = f"{works}\n{kit.escape(practice.situation)}"
        items.append((told, kit.prose(practice.situation, before=f"*{works}*\n")))
    items.append((_passed_on(t, practice), [kit.context(_passed_on(t, practice))]))
    return kit.in_parts(items)


def beyond_title(practice: Practice) -> str:
    """Return what to do, without the sentence that is its title: nobody reads a thing twice."""
    title, what = practice.title, practice.what
    rest = what.removeprefix(title)
    is_a_sentence = title.endswith((".", "!", "?", "…")) or rest.startswith("\n")
    said_already = rest != what and (not rest or (is_a_sentence and rest[0].isspace()))
    return rest.strip() if said_already else what


def practice_modal(t: Translator, practice: Practice) -> kit.View:
    """Return a practice to read, alone on its page."""
    return kit.modal(
        ids.PRACTICE_READ,
        t("A practice"),
        _all_blocks(practice_card(t, practice)),
        close=t("Close"),
    )


def _all_blocks(message: kit.Message) -> list[kit.Block]:
    return [block for part in (message, *message.continued) for block in part.blocks]


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
    where = json.dumps(_carried(_in_its_thread(message.source, link)))
    blocks = (
        kit.section(said),
        kit.actions(
            kit.button(t("Publish"), ids.CONSENT_PUBLISH, where, style="primary"),
            kit.button(t("Edit first"), ids.CONSENT_EDIT, where),
            kit.button(t("Not now"), ids.CONSENT_NOT_NOW, where),
            kit.button(t("Never for this message"), ids.CONSENT_NEVER, where),
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


def _unreadable(t: Translator) -> str:
    return t("I can read no words in that message any more, so nothing was kept.")


def _in_its_thread(source: Source, link: str) -> Source:
    """Return where a message is, with its thread: only its address tells that it is a reply."""
    thread_ts = parse_qs(urlsplit(link).query).get("thread_ts", [source.thread_ts])[0]
    return replace(source, thread_ts=thread_ts)


def source_of_action(value: str) -> Source:
    """Return the nominated message that a button is about."""
    return Source(*json.loads(value))


def _audiences(t: Translator, *, is_private: bool, may_widen: bool = True) -> list[tuple[str, str]]:
    """Return who may see a practice, the choice that is proposed first."""
    everyone = (Audience.EVERYONE.value, t("Everyone in the workspace"))
    here = (Audience.CHANNEL.value, t("Members of this channel only"))
    if not may_widen:
        return [here]
    return [here, everyone] if is_private else [everyone, here]


def _practice_modal(
    t: Translator,
    form: str,
    *,
    words: str,
    audiences: Sequence[tuple[str, str]],
    carried: dict[str, object],
    proposed_channel_id: str = "",
) -> kit.View:
    blocks = [
        kit.text_input(
            form,
            "title",
            t("A short title"),
            initial=first_sentence(words, LONGEST_TITLE),
            longest=LONGEST_TITLE,
        ),
        kit.text_input(
            form,
            "what",
            t("What do you do?"),
            initial=shortened(words, LONGEST),
            hint=t("So that a colleague can try it tomorrow."),
            lines=True,
        ),
        kit.text_input(
            form,
            "situation",
            t("When does it work?"),
            placeholder=t("With which customers, at which moment…"),
            lines=True,
            required=False,
        ),
        kit.text_input(
            form,
            "tags",
            t("Tags"),
            placeholder=t("price, objection, text message"),
            required=False,
            longest=200,
        ),
        kit.choice_input(
            form,
            "audience",
            t("Who may see it?"),
            audiences,
            initial=audiences[0][0],
        ),
    ]
    if not carried["channel"]:
        where = t("Where shall I tell it?")
        blocks.append(kit.channel_input(form, "channel", where, initial=proposed_channel_id))
    if len(words) > LONGEST:
        blocks.insert(0, kit.context(errors.cut_short(t)))
    return kit.modal(
        form,
        t("Pass on a tip"),
        blocks,
        submit=t("Publish"),
        close=t("Cancel"),
        carried=carried,
    )


def _passed_on(t: Translator, practice: Practice) -> str:
    line = t("Passed on by {person}", person=kit.mention(practice.author_id))
    if practice.tags:
        line += " · " + " ".join(f"#{kit.escape(tag)}" for tag in practice.tags)
    return line


def _carried(source: Source | None) -> list[str | None] | None:
    return [source.channel_id, source.message_ts, source.thread_ts] if source else None
