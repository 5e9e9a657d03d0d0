"""What people nominated in a Slack export: which messages, by whom, and when to ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.gestures import moment_of
from bot.domain.hours import WorkingHours
from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposal
from bot.domain.people import Person
from bot.domain.wins import Source
from bot.domain.workdays import IsHoliday
from bot.domain.workspaces import Workspace

_SAID_BY_PEOPLE = {"", "thread_broadcast", "me_message", "file_share"}
"""Kinds of message that somebody wrote; the others tell of joins, topics, bots."""
LATER_THAN_OPENING = timedelta(hours=2)
"""Ten o'clock, where a working day begins at eight."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message of an export that enough people pointed at."""

    source: Source
    author_id: str
    people: tuple[tuple[str, str], ...]
    """Who pointed at it, and with which emoji."""
    proposes: Proposal
    words: str
    """To be shown on the terminal, and never kept."""
    why_not: str = ""
    """Why nobody is asked about it."""

    @property
    def at(self) -> datetime:
        """Return when it was said."""
        return moment_of(self.source.message_ts)


def pointed_at(
    message: Mapping[str, Any], channel_id: str, workspace: Workspace, people: Mapping[str, Person]
) -> Iterable[Pointed]:
    """Return what a message was nominated as, by enough people other than its author."""
    author_id = str(message.get("user") or "")
    for proposes in Proposal:
        those = dict(_reactions(message, workspace, proposes))
        those = {who: emoji for who, emoji in those.items() if _counts(who, author_id, people)}
        enough = 1 if proposes is Proposal.WIN else workspace.threshold
        if len(those) >= enough:
            yield Pointed(
                source=_source(message, channel_id),
                author_id=author_id,
                people=tuple(those.items()),
                proposes=proposes,
                words=str(message.get("text") or ""),
                why_not=_why_not(message, people.get(author_id)),
            )


def nominated(
    pointed: Pointed, team_id: str, at: datetime
) -> tuple[NominatedMessage, list[Nomination]]:
    """Return what is kept of it: where it is and who pointed at it, never its words."""
    message = NominatedMessage(
        team_id=team_id,
        source=pointed.source,
        author_id=pointed.author_id,
        consent=Consent.GATHERING,
        first_at=at,
        proposes=pointed.proposes,
    )
    source = pointed.source
    return message, [
        Nomination(team_id, source.channel_id, source.message_ts, who, at, emoji, pointed.proposes)
        for who, emoji in pointed.people
    ]


def question_at(latest: datetime, hours: WorkingHours, is_holiday: IsHoliday) -> datetime:
    """Return when to ask somebody: in the morning of the working day after the one before."""
    return hours.next_day(latest, is_holiday) + LATER_THAN_OPENING


def newest_first(pointed: Iterable[Pointed]) -> list[Pointed]:
    """Return what is best remembered first."""
    return sorted(pointed, key=lambda one: (one.at, one.source.channel_id), reverse=True)


def authors(pointed: Sequence[Pointed]) -> Collection[str]:
    """Return who is to be asked."""
    return {one.author_id for one in pointed}


def _reactions(
    message: Mapping[str, Any], workspace: Workspace, proposes: Proposal
) -> Iterable[tuple[str, str]]:
    for reaction in message.get("reactions") or ():
        if workspace.proposes(reaction["name"]) is proposes:
            for who in reaction["users"]:
                yield who, reaction["name"]


def _counts(who: str, author_id: str, people: Mapping[str, Person]) -> bool:
    person = people.get(who)
    is_one_of_us = person is None or not (person.is_bot or person.is_external)
    return who != author_id and is_one_of_us


def _source(message: Mapping[str, Any], channel_id: str) -> Source:
    ts, thread_ts = message["ts"], message.get("thread_ts")
    return Source(channel_id, ts, thread_ts if thread_ts and thread_ts != ts else None)


def _why_not(message: Mapping[str, Any], author: Person | None) -> str:
    kind = str(message.get("subtype") or "")
    if kind == "tombstone":
        return "it was deleted"
    if message.get("bot_id") or kind == "bot_message" or (author and author.is_bot):
        return "a bot wrote it"
    if kind not in _SAID_BY_PEOPLE:
        return "nobody wrote it"
    if author is None:
        return "its author is not known here"
    if author.is_external:
        return "its author belongs to another organisation"
    if not author.is_active:
        return "its author has left"
    return "" if str(message.get("text") or "").strip() else "there are no words in it"
