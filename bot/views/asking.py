"""What the bot says to what people hand to it: answers, what to do with it, questions to all."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.asking import ChannelQuestion, Handed, carried, handed_of
from bot.domain.practices import Practice
from bot.domain.trials import Trial
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.echoes import try_button
from bot.views.library import item_lines

LONGEST_QUOTE = 200


def answer(
    t: Translator,
    handed: Handed,
    words: Sequence[str],
    items: Sequence[Practice | Trial],
    names: Mapping[str, str],
    emoji: str = "",
    *,
    has_changed: bool = False,
) -> kit.Message:
    """Return the answer to a question in its thread: what works, what was tried, or nothing yet.

    `emoji` is the reaction that nominates a practice, where there is one; `has_changed`: what
    was told here is told as it is now.
    """
    if not items:
        nothing = t("I found nothing on this yet, among what everybody here may see.")
        if has_changed:
            nothing = t("What I had found on this was withdrawn, or is not for everybody here.")
        who_knows = f"{nothing} {_reply_here(t, emoji)}"
        return _with_offer(t, handed, [(who_knows, [kit.section(who_knows)])])
    title = t("This has worked for colleagues:")
    if all(isinstance(item, Trial) for item in items):
        title = t("This was tried here:")
    told: list[kit.Item] = [(title, [kit.section(title)])]
    for item in items:
        lines = item_lines(t, item, names, words)
        told.append((lines, [kit.section(lines), _read(t, item)]))
    more = _reply_here(t, emoji)
    return _with_offer(t, handed, [*told, (more, [kit.context(more)])])


def _reply_here(t: Translator, emoji: str) -> str:
    if not emoji:
        return t("Who knows more? Reply here.")
    return t(
        "Who knows more? Reply here: {emoji} on a good answer keeps it for the others.",
        emoji=f":{emoji}:",
    )


def _read(t: Translator, item: Practice | Trial) -> kit.Block:
    if isinstance(item, Trial):
        return kit.actions(kit.button(t("Read"), ids.STORY_OPEN, item.subject))
    read = kit.button(t("Read"), ids.PRACTICE_READ, item.practice_id)
    return kit.actions(read, try_button(t, item.practice_id))


def _with_offer(t: Translator, handed: Handed, told: list[kit.Item]) -> kit.Message:
    """Return an answer with the ways to keep the message that it answers."""
    keep = t("Not a question, but something to keep? Whoever wrote it can:")
    return kit.in_parts([*told, (keep, [kit.context(keep), kit.actions(*_keep(t, handed))])])


def _keep(t: Translator, handed: Handed) -> list[kit.Element]:
    value = json.dumps(carried(handed))
    return [
        kit.button(t("Tell it as a win"), ids.HANDED_WIN, value),
        kit.button(t("Pass it on"), ids.HANDED_PRACTICE, value),
    ]


def for_others(t: Translator) -> kit.Message:
    """Return the word to somebody of another organisation who asks in a shared channel."""
    line = t("What I keep is for the people of the workspace where I live: ask one of them?")
    return kit.Message(line, (kit.section(line),))


def offer(t: Translator, handed: Handed, words: str) -> kit.Message:
    """Return the question what shall become of a direct message."""
    quoted = "&gt; " + kit.escape(shortened(" ".join(words.split()), LONGEST_QUOTE))
    asked = t("What shall I do with it?")
    look = kit.button(t("Look it up"), ids.HANDED_SEARCH, json.dumps(carried(handed)))
    blocks = (
        kit.section(f"{quoted}\n{asked}"),
        kit.actions(*_keep(t, handed), look),
    )
    return kit.Message(f"{quoted}\n{asked}", blocks)


def handed_of_action(value: str) -> Handed:
    """Return the message that a button is about."""
    return handed_of(json.loads(value))


def opening_modal(t: Translator, title: str) -> kit.View:
    """Return what is shown while a message is being fetched."""
    fetching = t("One moment, I am fetching your message…")
    return kit.modal("asking.opening", title, [kit.section(fetching)], close=t("Cancel"))


def unreadable_modal(t: Translator, title: str) -> kit.View:
    """Return what is shown when there are no words in a message any more."""
    return kit.modal(
        "asking.unreadable",
        title,
        [kit.section(_unreadable(t))],
        close=t("Close"),
    )


def unreadable_message(t: Translator) -> kit.Message:
    """Return the word to somebody whose message has no words any more."""
    return kit.Message(_unreadable(t), (kit.section(_unreadable(t)),))


def _unreadable(t: Translator) -> str:
    return t("I can read no words in that message any more, so nothing was kept.")


def channel_question(t: Translator, question: ChannelQuestion, emoji: str = "") -> kit.Message:
    """Return what somebody looks for, put to everybody in a channel."""
    said = t(
        "{person} is looking for: *{words}*",
        person=kit.mention(question.author_id),
        words=kit.escape(" ".join(question.words.split())),
    )
    how = t("Who knows? Reply in the thread.")
    if emoji:
        how = t(
            "Who knows? Reply in the thread: {emoji} on a good answer keeps it for the others.",
            emoji=f":{emoji}:",
        )
    return kit.Message(f"{said}\n{how}", (kit.section(said), kit.context(how)))


def channel_asked(t: Translator) -> str:
    """Return what the offer to ask the channel becomes once it was taken."""
    return t("I am asking everybody here: the answers come in the thread.")
