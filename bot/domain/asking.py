"""What people hand to the bot in their own words: a mention, a direct message, a question."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.library import LONGEST_SEARCH
from bot.domain.wins import Source
from bot.domain.words import folded, shortened, tidy
from bot.errors import CordeeError, N_

_EMOJI_NAME = re.compile(r":[\w+'-]+:(?::skin-tone-\d:)?")
_CALLS = """
a aide allo bonjour bonsoir cc cordee coucou h hello help hey hi merci no non ok okay oui please
salut stp svp thank thanks there toi yes yo you
"""
_POLITE = frozenset(_CALLS.split())
"""Words by which somebody calls, and asks for nothing that could be looked up."""


class NotYourWords(CordeeError):
    """Only whoever handed a message to the bot decides what becomes of it."""

    message = N_("Only the person who wrote this message can do that.")


class NothingToAsk(CordeeError):
    """There is nothing to read in what the channel would be asked."""

    message = N_("Write in a few words what you are looking for, then I can ask.")


@dataclass(frozen=True, slots=True)
class Handed:
    """A message that somebody gave to the bot: where it is, never its words."""

    source: Source
    author_id: str
    bot_user_id: str
    """How the bot was called in it: that is no part of what was said."""
    is_direct: bool = False

    @property
    def answered_in(self) -> str | None:
        """Return the thread to answer in; a direct message is answered below it."""
        beside = None if self.is_direct else self.source.message_ts
        return self.source.thread_ts or beside

    @property
    def place(self) -> str:
        """Return where it is, in one word: a message is answered once, however it arrives."""
        return f"{self.source.channel_id}:{self.source.message_ts}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says in plain words, and whom it names."""

    words: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelQuestion:
    """What somebody looked for in vain, and asks a channel."""

    question_id: str
    team_id: str
    channel_id: str
    author_id: str
    words: str
    asked_at: datetime

    @property
    def topic(self) -> str:
        """Return what makes it the same question, by the same person in the same channel."""
        asked = hashlib.sha256(folded(self.words).encode()).hexdigest()[:16]
        return f"question:{self.channel_id}:{self.author_id}:{asked}"


@dataclass(frozen=True, slots=True)
class Answered:
    """Which practices were told in an answer, the best first: it follows when one changes."""

    team_id: str
    subject: str
    """The name under which the outbox remembers where the answer was posted."""
    item_ids: tuple[str, ...]
    answered_at: datetime


def carried(handed: Handed) -> list[str | bool | None]:
    """Return a handed message as a notice or a button carries it: ids only."""
    source = handed.source
    where = [source.channel_id, source.message_ts, source.thread_ts]
    return [*where, handed.author_id, handed.bot_user_id, handed.is_direct]


def handed_of(carried: Sequence[Any]) -> Handed:
    """Return the handed message that a notice or a button carries."""
    return Handed(Source(*carried[:3]), *carried[3:])


def question_to(gesture: Gesture, channel_id: str, typed: str) -> ChannelQuestion:
    """Return the question that a channel is to be asked, or raise NothingToAsk."""
    words = shortened(tidy(typed), LONGEST_SEARCH)
    if not folded(words):
        raise NothingToAsk
    return ChannelQuestion(
        new_id(), gesture.team_id, channel_id, gesture.user_id, words, gesture.at
    )


def is_a_call(words: str) -> bool:
    """Tell whether words only call the bot, so that it says what it can do.

    So do a greeting, an emoji, a file without a word.
    """
    return not set(folded(_EMOJI_NAME.sub(" ", words)).split()) - _POLITE
