"""Practices: ways of doing worth passing on, contributed as tips or nominated by colleagues."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import tidy, with_the_rest
from bot.errors import CordeeError, N_

LONGEST_TITLE = 120


class EmptyPractice(CordeeError):
    """A practice without what to do."""

    message = N_("Say in a few words what to do, so that somebody else can try it.")
    field = "what"


class EmptyTitle(CordeeError):
    """A practice without a title."""

    message = N_("Give it a short title, so that it can be found again.")
    field = "title"


class PracticeIsPrivate(CordeeError):
    """A practice of a private channel stays there until its author widens it."""

    message = N_("This practice belongs to a private channel, and stays there.")


class OthersReadHere(CordeeError):
    """What was passed on among colleagues is not shown to another organisation."""

    message = N_(
        "This channel is shared with another organisation: what was passed on elsewhere stays "
        "among us."
    )


class ChannelIsPrivate(CordeeError):
    """A tip told in a private channel is for its members, unless somebody widens it knowingly."""

    message = N_("That channel is private: choose its members only, or tell it in an open channel.")
    field = "audience"


class PracticeWithdrawn(CordeeError):
    """The practice was withdrawn; nothing can be done with it any more."""

    message = N_("This practice was withdrawn, so there is nothing left to change.")


class NotYourPractice(CordeeError):
    """Only those whose practice it is may change it."""

    message = N_("Only the people whose practice this is can change it.")


class NotYoursToShow(CordeeError):
    """Who may see a practice is for whoever passed it on, and for whoever wrote it, to say."""

    message = N_("Only the person who passed this practice on can choose who may see it.")
    field = "audience"


class SaidInPrivate(CordeeError):
    """What somebody wrote in private is theirs to show, not that of whoever passed it on."""

    message = N_(
        "These words were written in a private conversation: only the person who wrote them can "
        "show them to everyone."
    )
    field = "audience"


@dataclass(frozen=True, slots=True)
class PracticeForm:
    """What the tip form says."""

    title: str
    what: str
    situation: str
    tags: tuple[str, ...]
    audience: Audience
    channel_id: str
    source: Source | None = None
    people: tuple[str, ...] = ()
    """Whose practice it is besides whoever passes it on, such as the author of its message."""
    chose_channel: bool = False
    """The channel was chosen in the form, which could not know whether it is private."""
    seen_version: int | None = None
    """Which version of a practice the form showed, when it revises one."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of doing worth passing on."""

    practice_id: str
    team_id: str
    author_id: str
    title: str
    what: str
    """What to do."""
    situation: str
    """When it works."""
    tags: tuple[str, ...]
    audience: Audience
    channel_id: str
    """The channel where it was born."""
    created_at: datetime
    fresh_at: datetime
    """When it was last known to hold: born, tried by somebody, or confirmed."""
    source: Source | None = None
    people: tuple[str, ...] = ()
    """Whose it is: its author and those who contributed, in no order of merit."""
    language: str = ""
    """The language it is written in, where somebody said so."""
    version: int = 1
    """Rises with each change, so that each change updates the posted cards once."""
    asked_at: datetime | None = None
    """When it was last asked whether it still holds."""
    external_id: str | None = None
    """How the library that it was imported from names it."""
    withdrawn_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"practice:{self.practice_id}"

    @property
    def others(self) -> tuple[str, ...]:
        """Return whose it is besides whoever passed it on."""
        return tuple(person for person in self.people if person != self.author_id)

    @property
    def written_by(self) -> tuple[str, ...]:
        """Return whose words it was told from: somebody else's, where they were passed on."""
        return (self.others if self.source else ()) or (self.author_id,)


def contribute(gesture: Gesture, form: PracticeForm) -> Practice:
    """Return the practice that a form contributes, or raise what is missing."""
    title, what = _said(form)
    return Practice(
        practice_id=new_id(),
        team_id=gesture.team_id,
        author_id=gesture.user_id,
        title=title,
        what=what,
        situation=tidy(form.situation),
        tags=form.tags,
        audience=form.audience,
        channel_id=form.channel_id,
        created_at=gesture.at,
        fresh_at=gesture.at,
        source=form.source,
        people=tuple(dict.fromkeys((gesture.user_id, *form.people))),
    )


def check_may_contribute(gesture: Gesture, form: PracticeForm, *, is_private: bool) -> None:
    """Raise when somebody else's words, written in private, would be shown to everyone."""
    is_anothers = form.source and any(person != gesture.user_id for person in form.people)
    if is_private and is_anothers and form.audience is Audience.EVERYONE:
        raise SaidInPrivate


def revise(practice: Practice, gesture: Gesture, form: PracticeForm) -> Practice:
    """Return the practice with new words, which somebody says hold; raise when they may not."""
    check_may_change(practice, gesture.user_id)
    title, what = _said(form)
    return replace(
        practice,
        title=title,
        what=with_the_rest(what, practice.what),
        situation=with_the_rest(tidy(form.situation), practice.situation),
        tags=form.tags,
        fresh_at=gesture.at,
        asked_at=None,
        version=practice.version + 1,
    )


def withdraw(practice: Practice, user_id: str, at: datetime) -> Practice:
    """Return the practice withdrawn and without its words, or raise when this person may not."""
    check_may_change(practice, user_id)
    return replace(
        practice,
        title="",
        what="",
        situation="",
        tags=(),
        withdrawn_at=at,
        version=practice.version + 1,
    )


def show_to(
    practice: Practice, user_id: str, audience: Audience, *, said_in_private: bool
) -> Practice:
    """Return the practice for another audience, or raise when that is not this person's to say.

    `said_in_private`: it was told from a message that not everybody may read.
    """
    check_may_show(practice, user_id)
    is_wider = audience is Audience.EVERYONE
    if is_wider and said_in_private and user_id not in practice.written_by:
        raise SaidInPrivate
    return replace(practice, audience=audience, version=practice.version + 1)


def check_may_show(practice: Practice, user_id: str) -> None:
    """Raise when it is not for this person to say who may see the practice."""
    check_may_change(practice, user_id)
    if user_id not in (practice.author_id, *practice.written_by):
        raise NotYoursToShow


def check_may_change(practice: Practice, user_id: str) -> None:
    """Raise when the practice is gone or the person is none of those whose it is."""
    if practice.withdrawn_at is not None:
        raise PracticeWithdrawn
    if not may_change(practice, user_id):
        raise NotYourPractice


def may_change(practice: Practice, user_id: str) -> bool:
    """Tell whether a practice that is there is this person's to change."""
    return bool(user_id) and user_id in {practice.author_id, *practice.people}


def _said(form: PracticeForm) -> tuple[str, str]:
    title, what = tidy(form.title), tidy(form.what)
    if not title:
        raise EmptyTitle
    if not what:
        raise EmptyPractice
    return title, what
