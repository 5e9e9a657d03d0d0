"""The digest as a channel reads it, and its private preview."""

from collections.abc import Mapping

from bot.domain.digests import Digest
from bot.domain.practices import Practice
from bot.domain.questions import BANK
from bot.domain.wins import Win
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.echoes import try_button
from bot.views.practices import beyond_title, passed_on
from bot.views.teams import shared_by
from bot.views.wins import win_lines

LONGEST_WHAT = 500
LONGEST_SITUATION = 300
PREVIEW_BLOCKS = kit.MESSAGE_BLOCKS - 3
"""What the preview says around the digest takes three."""


def digest_message(t: Translator, digest: Digest, names: Mapping[str, str]) -> kit.Message:
    """Return the week of a channel as a story: wins, practices, one open question.

    A quiet one is an honest line and a question. What does not fit goes on in the thread.
    """
    if digest.is_quiet:
        opening = t("A quiet week: nothing was told or passed on here.")
        begun = kit.words_item(opening)
    else:
        title = t("Our week together") if digest.is_of_a_week else t("Since our last digest")
        begun = (title, [kit.header(title)])
    told = [_win_lines(t, digest, win, names) for win in digest.wins]
    passed = [_practice(t, practice, names) for practice in digest.practices]
    question = kit.words_item(_question(t, digest))
    return kit.in_parts([begun, *map(kit.words_item, told), *passed, question])


def preview(
    t: Translator, digest: Digest, names: Mapping[str, str], *, is_sent: bool
) -> kit.Message:
    """Return what the digest would tell now, for one person's eyes, with the button to post it.

    `is_sent`: the channel has had its digest this week; what it would tell is for the next one.
    """
    shown = digest_message(t, digest, names)
    note = t("Only you can see this preview.")
    if is_sent:
        note += " " + t("This week's digest is out: the next one will tell this.")
    blocks = [kit.context(note), *shown.blocks[:PREVIEW_BLOCKS]]
    if shown.continued or len(shown.blocks) > PREVIEW_BLOCKS:
        blocks.append(kit.context(t("What does not fit here goes on in the thread.")))
    if not is_sent:
        post = kit.button(t("Post it now"), ids.DIGEST_SEND, "now", style="primary")
        blocks.append(kit.actions(post))
    return kit.Message(f"{note}\n\n{shown.text}", tuple(blocks))


def on_its_way(t: Translator) -> str:
    """Return the word to somebody who posts the digest by hand."""
    return t("The digest is on its way to the channel.")


def _win_lines(t: Translator, digest: Digest, win: Win, names: Mapping[str, str]) -> str:
    told = win_lines(t, win, t.together([names[person] for person in win.people]))
    if teams := digest.shared.get(win.win_id):
        told += f" · {shared_by(t, teams)}"
    is_from_here = win.channel_id == digest.channel_id
    return told if is_from_here else f"{told} · {kit.channel_link(win.channel_id)}"


def _practice(t: Translator, practice: Practice, names: Mapping[str, str]) -> kit.Item:
    """Return a practice with its button, so that whoever tries it can tell."""
    text, blocks = kit.words_item(_practice_lines(t, practice, names))
    blocks[0]["accessory"] = try_button(t, practice.practice_id)
    return text, blocks


def _practice_lines(t: Translator, practice: Practice, names: Mapping[str, str]) -> str:
    lines = [f":bulb: *{kit.escape(practice.title)}*"]
    if what := beyond_title(practice):
        lines.append(kit.escape(shortened(what, LONGEST_WHAT)))
    if practice.situation:
        situation = kit.escape(shortened(practice.situation, LONGEST_SITUATION))
        lines.append(t("When it works: {situation}", situation=situation))
    if by := passed_on(t, practice, lambda user_id: kit.escape(names[user_id])):
        lines.append(f"_{by}_")
    return "\n".join(lines)


def _question(t: Translator, digest: Digest) -> str:
    question = t(BANK[digest.question_id])
    return ":speech_balloon: " + t("A question to take along: *{question}*", question=question)
