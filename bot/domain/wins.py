"""Wins: what the team achieved, told as a story, owned by those who made it together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.visibility import Audience
from bot.domain.words import tidy, with_the_rest
from bot.errors import CordeeError, N_

LONGEST_DETAIL = 1500
"""With a story of 3,000 characters, a whole win still fits in one message."""


class EmptyStory(CordeeError):
    """A win without words."""

    message = N_("Tell it in a few words: what happened?")
    field = "story"


class WinWithdrawn(CordeeError):
    """The win was withdrawn; nothing can be done with it any more."""

    message = N_("This win was withdrawn, so there is nothing left to change.")


class NotYourWin(CordeeError):
    """Only those who made it may change it."""

    message = N_("Only the people named in this win can change it.")


@dataclass(frozen=True, slots=True)
class Source:
    """The message that something was told from."""

    channel_id: str
    message_ts: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class WinForm:
    """What the form says, tidied."""

    story: str
    people: tuple[str, ...]
    enablers: str
    customer: str
    channel_id: str
    source: Source | None = None
    objective_id: str | None = None
    """The objective that it serves; empty for none, None where the form did not ask."""
    seen_version: int | None = None
    """Which version of a win the form showed, when it revises one."""


@dataclass(frozen=True, slots=True)
class Win:
    """A win, with its story and those who made it happen together."""

    win_id: str
    team_id: str
    author_id: str
    """Who told it."""
    people: tuple[str, ...]
    """Who made it happen together, in no order of merit; the author is not always among them."""
    story: str
    enablers: str
    """What made it possible."""
    customer: str
    """What it changed for the customer."""
    channel_id: str
    """Where it is told."""
    told_at: datetime
    source: Source | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    """The language it is written in, where somebody said so."""
    version: int = 1
    """Rises with each change, so that each change updates the posted card once."""
    audience: Audience = Audience.READERS
    """Who may see it: what was imported may be for everyone, wherever it was told."""
    external_id: str | None = None
    """How the library that it was imported from names it."""
    objective_id: str = ""
    """The objective that it serves, where somebody said so."""
    kept_out: bool = False
    """Whoever told it keeps it out of digests."""
    withdrawn_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"win:{self.win_id}"


def tell(gesture: Gesture, form: WinForm) -> Win:
    """Return the win that a form tells, or raise EmptyStory."""
    return Win(
        win_id=new_id(),
        team_id=gesture.team_id,
        author_id=gesture.user_id,
        people=_together(form.people or (gesture.user_id,)),
        story=_story(form.story),
        enablers=tidy(form.enablers),
        customer=tidy(form.customer),
        channel_id=form.channel_id,
        told_at=gesture.at,
        source=form.source,
        objective_id=form.objective_id or "",
    )


def revise(win: Win, user_id: str, form: WinForm) -> Win:
    """Return the win with new words, or raise when this person may not or it was withdrawn."""
    check_may_change(win, user_id)
    return replace(
        win,
        story=with_the_rest(_story(form.story), win.story),
        people=_together(form.people or win.people),
        enablers=with_the_rest(tidy(form.enablers), win.enablers, LONGEST_DETAIL),
        customer=with_the_rest(tidy(form.customer), win.customer, LONGEST_DETAIL),
        objective_id=win.objective_id if form.objective_id is None else form.objective_id,
        version=win.version + 1,
    )


def withdraw(win: Win, user_id: str, at: datetime) -> Win:
    """Return the win withdrawn and without its words, or raise when this person may not."""
    check_may_change(win, user_id)
    return replace(
        win, story="", enablers="", customer="", withdrawn_at=at, version=win.version + 1
    )


def retell(win: Win, user_id: str, channel_id: str) -> Win:
    """Return the win to be told in another channel, where the first one refused it."""
    check_may_change(win, user_id)
    return replace(win, channel_id=channel_id, version=win.version + 1)


def keep_out(win: Win, user_id: str, *, kept_out: bool) -> Win:
    """Return the win kept out of digests, or let in again; raise when this person may not."""
    check_may_change(win, user_id)
    return replace(win, kept_out=kept_out, version=win.version + 1)


def check_may_change(win: Win, user_id: str) -> None:
    """Raise when the win is gone or the person is neither its author nor one of its people."""
    if win.withdrawn_at is not None:
        raise WinWithdrawn
    if user_id != win.author_id and user_id not in win.people:
        raise NotYourWin


def _story(typed: str) -> str:
    story = tidy(typed)
    if not story:
        raise EmptyStory
    return story


def _together(people: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))
