"""What time does to trials and objectives, in words for one person."""

from bot.domain.conclusions import chosen
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.domain.words import first_sentence
from bot.i18n import Translator
from bot.views import conclusions, kit

LONGEST_IN_PASSING = 300


def in_your_hands(t: Translator, about: Undertaking, link: str | None) -> kit.Message:
    """Return the word to whoever takes something over; `link` is to its card."""
    words = about.change if isinstance(about, Trial) else about.aim
    said = t(
        "*{words}*\nWhoever looked after it is not in {channel} any more. You are in it: it is in "
        "your hands now.",
        words=kit.escape_within(first_sentence(words, LONGEST_IN_PASSING), LONGEST_IN_PASSING),
        channel=kit.channel_link(about.channel_id),
    )
    if link:
        label = t("See where it stands")
        said = f"{said}\n<{link}|{label}>"
    return kit.Message(said, (kit.section(said),))


def awaited(t: Translator, about: Undertaking) -> kit.Message:
    """Return the only reminder to say what becomes of something; once said, what was chosen."""
    word = conclusions.to_conclude(t, about)
    if chosen(about) is not None:
        return word
    if isinstance(about, Trial):
        line = t("Nobody has said it yet. From now on, anybody who is in it may.")
    else:
        line = t("Nobody has said it yet. Anybody of the team may.")
    return kit.Message(
        f"{word.text}\n{line}", (*word.blocks[:1], kit.context(line), *word.blocks[1:])
    )
