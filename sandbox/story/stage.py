"""Where a story is played: what people do is told, and what they see is waited for and shown."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.questions import BANK
from bot.i18n import translator
from sandbox.demo.company import Company
from sandbox.forms import places
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message, View
from sandbox.story.prose import Prose, quoted

LOOK_AGAIN_SECONDS = 0.01
SILENCE_SECONDS = 0.2
"""How long to wait for what must not come; what must comes in a few hundredths."""
ZONE = ZoneInfo("Europe/Paris")

Shown = TypeVar("Shown", Message, View)
Look = Callable[[], Shown | None]


class NotSeen(Exception):
    """Somebody did not see what the story says they see."""


class Stage:
    """Prints a story as it happens, and stops it at the first thing that does not."""

    def __init__(
        self, company: Company, write: Callable[[str], object], patience_seconds: float = 5.0
    ) -> None:
        self.company = company
        self._write = write
        self._patience_seconds = patience_seconds
        self._prose = Prose(company.slack.workspace)

    def scene(self, title: str) -> None:
        """Open a scene, with the day and the hour on the pretend clock."""
        t = translator("en")
        now: datetime = self.company.slack.workspace.clock.now()
        self._write(f"\n{t.day(now, ZONE.key)}, {t.hour(now, ZONE.key)} in Paris. {title}\n")

    def does(self, what: str) -> None:
        """Tell what somebody does."""
        self._write(quoted(what, "  "))

    async def sees(self, what: str, look: Look[Shown]) -> Shown:
        """Wait until somebody sees something, and show it; raise NotSeen when it does not come."""
        ends = time.monotonic() + self._patience_seconds
        while (seen := look()) is None:
            if time.monotonic() > ends:
                raise NotSeen(what)
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        self._write(quoted(what, "  ✓ "))
        self._write(quoted(self._words(seen), "      │ "))
        return seen

    async def does_not_see(self, what: str, look: Look[Message] | Look[View]) -> None:
        """Make sure, once everything had the time to happen, that somebody sees nothing of it."""
        await self.company.slack.quiet()
        await asyncio.sleep(SILENCE_SECONDS)
        if look() is not None:
            raise NotSeen(what)
        self._write(quoted(what, "  ✓ "))

    def question_in(self, language: str, shown: Message) -> str:
        """Return the open question that a message asks in a language, or raise NotSeen."""
        t, said = translator(language), self._words(shown)
        asked = next((t(words) for words in BANK.values() if t(words) in said), None)
        if asked is None:
            raise NotSeen(f"An open question in the language {language!r}.")
        return asked

    # What is before somebody's eyes, when it holds all these words and offers this action

    def in_channel(
        self, who: Acting, channel: Channel, *words: str, offers: str = ""
    ) -> Look[Message]:
        """Look for the one message of a channel with these words, as this person reads it."""
        return lambda: self._only(who.sees(channel), words, offers)

    def in_thread(self, who: Acting, root: Message, *words: str, offers: str = "") -> Look[Message]:
        """Look for the one reply under a message that this person sees."""
        slack = self.company.slack
        return lambda: (
            self._only(slack.messages(root.channel, root), words, offers)
            if root in who.sees(root.channel)
            else None
        )

    def for_their_eyes(
        self, who: Acting, channel: Channel, *words: str, offers: str = ""
    ) -> Look[Message]:
        """Look for what this person alone sees in a channel."""
        return lambda: self._only(who.ephemerals(channel), words, offers)

    def in_private(self, who: Acting, *words: str, offers: str = "") -> Look[Message]:
        """Look for what the bot said to this person in private."""
        return lambda: self._only(self.company.slack.dm(who), words, offers)

    def in_front(self, who: Acting, *words: str) -> Look[View]:
        """Look for the form or the page that is open before this person."""
        return lambda: who.modal if who.modal and self._holds(who.modal, words) else None

    def _only(self, messages: list[Message], words: tuple[str, ...], offers: str) -> Message | None:
        """Return the one message with these words and this button: two would be a mistake."""
        found = [m for m in messages if self._holds(m, words) and _offers(m, offers)]
        return found[0] if len(found) == 1 else None

    def _holds(self, shown: Message | View, words: tuple[str, ...]) -> bool:
        said = self._words(shown)
        return all(word in said for word in words)

    def _words(self, shown: Message | View) -> str:
        return self._prose.view(shown) if isinstance(shown, View) else self._prose.message(shown)


def _offers(message: Message, action_id: str) -> bool:
    return not action_id or any(p.action_id == action_id for p in places(message.blocks))
