"""The page of a trial or an objective: its story, chapter by chapter, with the way to each."""

from collections.abc import Mapping, Sequence

from bot.domain.agreements import Voice
from bot.domain.chapters import Chapter
from bot.domain.trials import Conclusion, Trial
from bot.domain.undertakings import Undertaking
from bot.domain.wins import Win
from bot.i18n import Translator
from bot.views import ids, kit, objective_card, trial_card
from bot.views.agreements import icon, words_of
from bot.views.chapters import chapter_lines
from bot.views.tried import again_button

PAGE = 12
"""How many chapters a page tells; the newest come first before one's eyes."""
SHOWN = 200
"""How much is told of what serves an objective."""


def story_button(t: Translator, subject: str) -> kit.Element:
    """Return the button that opens the story of a trial or an objective, from anywhere."""
    return kit.button(t("Its story"), ids.STORY_OPEN, subject)


def story_modal(
    t: Translator,
    about: Undertaking,
    voices: Sequence[Voice],
    chapters: Sequence[Chapter],
    links: Mapping[str, str],
    *,
    serving: Sequence[Win | Trial] = (),
    start: int | None = None,
    zone: str = "UTC",
) -> kit.View:
    """Return the page of a story; `start` is the first chapter shown, or else the newest are."""
    first = _first(chapters, start)
    shown = chapters[first : first + PAGE]
    blocks = [
        *kit.prose(words_of(about), before=icon(about)),
        *(block for title, words in _details(t, about) if words for block in _told(title, words)),
        kit.section(f"*{_standing(t, about, voices, zone)}*"),
        *_again(t, about),
        *_serving(t, serving),
        kit.divider(),
        *(block for each in shown for block in _chapter(t, each, links, zone)),
        *_turning(t, about, chapters, first),
    ]
    return kit.modal("stories.page", t("Its story"), blocks, close=t("Close"))


def _again(t: Translator, about: Undertaking) -> list[kit.Block]:
    """Return the way from what was stopped to another try."""
    if not isinstance(about, Trial) or about.conclusion is not Conclusion.STOPPED:
        return []
    return [kit.actions(again_button(t, about))]


def on_page(chapters: Sequence[Chapter], start: int | None) -> Sequence[Chapter]:
    """Return the chapters that a page tells."""
    first = _first(chapters, start)
    return chapters[first : first + PAGE]


def read_page(value: str) -> tuple[str, int]:
    """Return whose page to turn to, and the first chapter on it."""
    subject, _, start = value.rpartition(":")
    return subject, int(start)


def _first(chapters: Sequence[Chapter], start: int | None) -> int:
    newest = max(0, len(chapters) - PAGE)
    return newest if start is None else min(start, newest)


def _details(t: Translator, about: Undertaking) -> list[tuple[str, str]]:
    if isinstance(about, Trial):
        return trial_card.details(t, about)
    return objective_card.details(t, about)


def _standing(t: Translator, about: Undertaking, voices: Sequence[Voice], zone: str) -> str:
    if isinstance(about, Trial):
        return trial_card.standing(t, about, voices, zone)
    return objective_card.standing(t, about, voices, zone)


def _told(title: str, words: str) -> list[kit.Block]:
    return kit.prose(words, before=f"*{title}*\n")


def _chapter(
    t: Translator, chapter: Chapter, links: Mapping[str, str], zone: str
) -> list[kit.Block]:
    day, link = t.day(chapter.at, zone), links.get(chapter.chapter_id)
    when = f"<{link}|{day}>" if link else day
    _, blocks = kit.words_item(f"*{when}*\n{chapter_lines(t, chapter)}")
    return blocks


def _serving(t: Translator, serving: Sequence[Win | Trial]) -> list[kit.Block]:
    title = t("What serves it")
    lines = [_served(each) for each in serving]
    return [kit.section("\n".join([f"*{title}*", *lines]))] if lines else []


def _served(served: Win | Trial) -> str:
    is_win = isinstance(served, Win)
    words = served.story if isinstance(served, Win) else served.change
    short = kit.escape_within(" ".join(words.split()), SHOWN)
    return f"{':trophy:' if is_win else ':seedling:'} {short}"


def _turning(
    t: Translator, about: Undertaking, chapters: Sequence[Chapter], first: int
) -> list[kit.Block]:
    buttons = []
    if first > 0:
        earlier = f"{about.subject}:{max(0, first - PAGE)}"
        buttons.append(kit.button(t("Earlier"), ids.STORY_EARLIER, earlier))
    if first + PAGE < len(chapters):
        later = f"{about.subject}:{first + PAGE}"
        buttons.append(kit.button(t("Later"), ids.STORY_LATER, later))
    return [kit.actions(*buttons)] if buttons else []
