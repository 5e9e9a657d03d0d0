"""What a search for practices shows, for one person's eyes."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.practices import Practice
from bot.domain.words import folded, shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.practices import beyond_title


def results(
    t: Translator,
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
        return _nothing(t, words)
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


def _nothing(t: Translator, words: str) -> kit.Message:
    line = t(
        "Nothing on “{words}” yet. If somebody finds out how, /tip keeps it for the others.",
        words=kit.escape(words),
    )
    if not words:
        line = t("No practice has been passed on yet. /tip is the place to begin.")
    return kit.Message(line, (kit.section(line),))


def _result_line(practice: Practice, names: Mapping[str, str]) -> str:
    said = shortened(practice.situation or beyond_title(practice), 160).replace("\n", " ")
    by = kit.escape(names[practice.author_id])
    lines = [f":bulb: *{kit.escape(practice.title)}*", kit.escape(said), f"_{by}_"]
    return "\n".join(line for line in lines if line)
