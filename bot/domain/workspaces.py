"""What a workspace chooses: which reactions nominate, and how many people it takes."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.nominations import Proposal
from bot.domain.words import shortened
from bot.errors import CordeeError, N_

USUAL_WIN = "trophy"
USUAL_PRACTICE = "bulb"
USUAL_THRESHOLD = 2
THRESHOLDS = range(1, 6)
MOST_EMOJI = 10

_CHARACTERS = {
    "🏆": "trophy",
    "🏅": "sports_medal",
    "🥇": "first_place_medal",
    "🎉": "tada",
    "🚀": "rocket",
    "💡": "bulb",
    "⭐": "star",
    "🌟": "star2",
    "📌": "pushpin",
    "🔖": "bookmark",
    "🔥": "fire",
    "👏": "clap",
    "🙌": "raised_hands",
    "👍": "+1",
    "💪": "muscle",
    "❤": "heart",
}
"""Emoji that are likely to be typed as themselves; any other is named between colons."""
_OTHER_NAMES = {"thumbsup": "+1", "thumbsdown": "-1"}
"""Slack tells of a reaction by its first name, whichever one it was found by."""
_NAME = re.compile(r"(?=.*\w)[\w+-]{1,100}")
"""Slack gives an emoji a name of a hundred characters at most."""
_SKIN_TONE = re.compile("skin-tone-[2-6]")
_DRESS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
"""What changes how an emoji looks, and not which one it is."""
_BETWEEN = re.compile(r"[\s,;:]+")


class EmojiUnknown(CordeeError):
    """Something typed is not the name of an emoji."""

    message = N_(
        "I do not recognise “{typed}”. Write names as Slack does, between colons: :trophy: or "
        ":our_cup:."
    )


class WinEmojiUnknown(EmojiUnknown):
    """The same, where emoji propose a win."""

    field = "win_emoji"


class PracticeEmojiUnknown(EmojiUnknown):
    """The same, where emoji nominate a practice."""

    field = "practice_emoji"


class TooManyEmoji(CordeeError):
    """Nobody would remember so many."""

    message = N_("Choose ten emoji at most for each: nobody would remember more.")


class EmojiMeansBoth(CordeeError):
    """One reaction cannot say two things."""

    message = N_(
        "{emoji} proposes a win already. One emoji says one thing: choose another one here."
    )
    field = "practice_emoji"


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a workspace has chosen, or the usual."""

    team_id: str
    win_emoji: tuple[str, ...] = (USUAL_WIN,)
    """Names of the emoji that propose a win, without colons; with none, no reaction does."""
    practice_emoji: tuple[str, ...] = (USUAL_PRACTICE,)
    """Names of the emoji that nominate a practice."""
    threshold: int = USUAL_THRESHOLD
    """How many people other than the author nominate a practice before the author is asked."""

    def proposes(self, reaction: str) -> Proposal | None:
        """Return what a reaction proposes a message as, whatever its skin tone; None for most."""
        name = reaction.partition("::")[0]
        if name in self.win_emoji:
            return Proposal.WIN
        return Proposal.PRACTICE if name in self.practice_emoji else None


@dataclass(frozen=True, slots=True)
class WorkspaceForm:
    """What the form of a workspace's choices says, as it was typed."""

    win_emoji: str
    practice_emoji: str
    threshold: int


def choose(team_id: str, form: WorkspaceForm) -> Workspace:
    """Return what a form chooses, or raise what cannot be understood."""
    wins = emoji_named(form.win_emoji, WinEmojiUnknown)
    practices = emoji_named(form.practice_emoji, PracticeEmojiUnknown)
    for emoji in practices:
        if emoji in wins:
            raise EmojiMeansBoth(emoji=f":{emoji}:")
    return Workspace(team_id, wins, practices, form.threshold)


def emoji_named(typed: str, unknown: type[EmojiUnknown] = EmojiUnknown) -> tuple[str, ...]:
    """Return the names in a line such as `:trophy: our_cup 🏆`: each once, without skin tones."""
    line = _DRESS.sub("", unicodedata.normalize("NFC", typed))
    for character, name in _CHARACTERS.items():
        line = line.replace(character, f":{name}:")
    words = [word.lower() for word in _BETWEEN.split(line) if word]
    named = dict.fromkeys(_name(word, unknown) for word in words if not _SKIN_TONE.fullmatch(word))
    if len(named) > MOST_EMOJI:
        raise TooManyEmoji
    return tuple(named)


def _name(word: str, unknown: type[EmojiUnknown]) -> str:
    if not _NAME.fullmatch(word):
        raise unknown(typed=shortened(word, 40))
    return _OTHER_NAMES.get(word, word)
