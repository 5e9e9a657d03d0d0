"""Practices as people see them: forms, their reader, the card, results, the author's question."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.practices import (
    LONGEST_TITLE,
    Practice,
    PracticeForm,
)
from bot.domain.tags import tags_of
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import LONGEST, first_sentence, folded, shortened
from bot.i18n import Translator
from bot.views import errors, ids, kit
from bot.views.submissions import Submission


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
    return practice_modal_form(
        t,
        ids.PRACTICES_SHARE,
        words=words,
        audiences=audiences(t, is_private=is_private, may_widen=may_widen),
        proposed_channel_id=proposed_channel_id,
        carried={"v": 1, "channel": channel_id, "source": carried_source(source)},
    )


def read_practice_form(view: kit.View) -> PracticeForm:
    """Return what a submitted form says."""
    submission = Submission(view)
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


def practice_untold(
    t: Translator, commands: ids.Commands, channel_id: str, reason: str
) -> kit.Message:
    """Return the private word to whoever had a practice told where the bot could not post."""
    said = t(
        "I could not post in {channel}: {reason} The practice is kept all the same, and colleagues "
        "find it with {practices}.",
        channel=kit.channel_link(channel_id),
        reason=reason,
        practices=commands.practices,
    )
    return kit.Message(said, (kit.section(said),))


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


def audiences(t: Translator, *, is_private: bool, may_widen: bool = True) -> list[tuple[str, str]]:
    """Return who may see a practice, the choice that is proposed first."""
    everyone = (Audience.EVERYONE.value, t("Everyone in the workspace"))
    here = (Audience.CHANNEL.value, t("Members of this channel only"))
    if not may_widen:
        return [here]
    return [here, everyone] if is_private else [everyone, here]


def practice_modal_form(
    t: Translator,
    form: str,
    *,
    words: str,
    audiences: Sequence[tuple[str, str]],
    carried: dict[str, object],
    proposed_channel_id: str = "",
) -> kit.View:
    """Return the form of a practice, as a tip or from a nominated message."""
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


def carried_source(source: Source | None) -> list[str | None] | None:
    """Return where a message is, as a form or a button carries it."""
    return [source.channel_id, source.message_ts, source.thread_ts] if source else None


def results(
    t: Translator,
    commands: ids.Commands,
    words: str,
    found: Sequence[Practice],
    names: Mapping[str, str],
    *,
    page: int,
    more: bool,
    may_share: bool = True,
) -> kit.Message:
    """Return what a search found, for one person's eyes."""
    if not found:
        return _nothing(t, commands, words)
    title = _title(t, words)
    blocks: list[kit.Block] = [kit.section(f"*{title}*")]
    text = [title]
    for practice in found:
        line = _result_line(practice, names)
        blocks += [kit.section(line), _result_buttons(t, practice, may_share=may_share)]
        text.append(line)
    if more:
        following = json.dumps({"words": words, "page": page + 1}, ensure_ascii=False)
        blocks.append(kit.actions(kit.button(t("More"), ids.PRACTICE_MORE, following)))
    return kit.Message("\n".join(text), tuple(blocks))


def _title(t: Translator, words: str) -> str:
    if folded(words):
        return t("Practices for “{words}”", words=kit.escape(words))
    latest = t("Latest practices")
    if not words:
        return latest
    no_word = t("I see no word to look for in “{words}”.", words=kit.escape(words))
    return f"{no_word} {latest}"


def _result_buttons(t: Translator, practice: Practice, *, may_share: bool) -> kit.Block:
    read = kit.button(t("Read"), ids.PRACTICE_READ, practice.practice_id)
    share = kit.button(t("Share here"), ids.PRACTICE_SHARE_HERE, practice.practice_id)
    return kit.actions(read, share) if may_share else kit.actions(read)


def page_of_action(value: str) -> tuple[str, int]:
    """Return the words and the page that the button *More* asks for."""
    asked = json.loads(value)
    return str(asked["words"]), int(asked["page"])


def _nothing(t: Translator, commands: ids.Commands, words: str) -> kit.Message:
    line = t(
        "Nothing on “{words}” yet. If somebody finds out how, {tip} keeps it for the others.",
        tip=commands.tip,
        words=kit.escape(words),
    )
    if not words:
        line = t(
            "No practice has been passed on yet. {tip} is the place to begin.", tip=commands.tip
        )
    return kit.Message(line, (kit.section(line),))


def _result_line(practice: Practice, names: Mapping[str, str]) -> str:
    said = shortened(practice.situation or beyond_title(practice), 160).replace("\n", " ")
    by = kit.escape(names[practice.author_id])
    lines = [f":bulb: *{kit.escape(practice.title)}*", kit.escape(said), f"_{by}_"]
    return "\n".join(line for line in lines if line)
