"""The digest as a channel reads it, and its private preview."""

from collections.abc import Mapping

from bot.domain.digests import Digest
from bot.domain.practices import Practice
from bot.domain.questions import BANK
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.wins import win_lines


def digest_message(t: Translator, digest: Digest, names: Mapping[str, str]) -> kit.Message:
    """Return the week of a channel as a story: wins, practices, one open question."""
    question = _question(t, digest)
    if digest.is_quiet:
        line = t("A quiet week: nothing was told or passed on here.")
        return kit.Message(f"{line}\n{question}", (kit.section(line), kit.section(f"*{question}*")))
    title = t("What we lived through this week")
    items = []
    for win in digest.wins:
        people = t.together([names[person] for person in win.people])
        items.append(win_lines(t, win, people))
    items += [_practice_lines(t, practice) for practice in digest.practices]
    items.append(f":speech_balloon: *{question}*")
    return kit.in_parts([(title, [kit.header(title)]), *(kit.words_item(item) for item in items)])


def preview(t: Translator, digest: Digest, names: Mapping[str, str]) -> kit.Message:
    """Return what the digest would tell now, for one person's eyes, with the button to post it."""
    shown = digest_message(t, digest, names)
    note = t("Only you can see this preview.")
    blocks = [
        kit.context(note),
        *shown.blocks,
        kit.actions(kit.button(t("Post it now"), ids.DIGEST_SEND, "now", style="primary")),
    ]
    if shown.continued:
        blocks.insert(-1, kit.context(t("What does not fit here goes on in the thread.")))
    return kit.Message(f"{note}\n{shown.text}", tuple(blocks))


def on_its_way(t: Translator) -> str:
    """Return the word to somebody who posts the digest by hand."""
    return t("The digest is on its way to the channel.")


def _practice_lines(t: Translator, practice: Practice) -> str:
    what = kit.escape(shortened(practice.situation or practice.what, 500))
    title = t("Passed on: {title}", title=kit.escape(practice.title))
    return f":bulb: *{title}*" + (f"\n{what}" if practice.what != practice.title else "")


def _question(t: Translator, digest: Digest) -> str:
    return t(BANK[digest.question_id])
