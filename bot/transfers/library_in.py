"""`cordee import library`: reads a file of practices and wins, checks it all, then keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import typer

from bot.config import Config
from bot.domain.lines import Line, WrongLine, is_channel_id, is_user_id, read_line
from bot.domain.transfer import Known, bring
from bot.domain.visibility import Audience
from bot.errors import ConfigurationError
from bot.services.transfer import PAGE, Sorted
from bot.slack.roster import Roster
from bot.transfers.opening import Opened, opened
from bot.transfers.telling import Progress, progress, things, warn

LONGEST_LINE = 2_000_000
"""Bytes of a line: what is longer is no practice."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the first look at a file found."""

    lines: int
    channels: frozenset[str]
    with_more_tags: tuple[int, ...]
    """Numbers of the lines that name more tags than are kept."""


async def import_library(config: Config, file: Path, team_id: str, *, dry_run: bool) -> None:
    """Bring a library in, all of its lines or none that was wrong; the same again changes nothing.

    Raises ConfigurationError, with the file and the line, before anything is written.
    """
    checked = _check(file)
    async with opened(config, team_id, needs_slack=True) as library:
        roster = await library.roster()
        _warn(checked, roster)
        found = await _bring(library, file, checked, roster, dry_run=dry_run)
    _tell(found, dry_run=dry_run)


async def _bring(
    library: Opened, file: Path, checked: _Read, roster: Roster | None, *, dry_run: bool
) -> dict[str, int]:
    found = dict.fromkeys(("new", "changed", "same", "gone"), 0)
    at = library.clock.now()
    take = library.transfer.look if dry_run else library.transfer.bring
    with progress("Looking" if dry_run else "Importing", checked.lines) as bar:
        for lines in _batches(file):
            brought = [bring(one, known(one, roster), library.team_id, at) for one in lines]
            _add(found, await take(library.team_id, brought))
            bar.step(len(lines))
    return found


def _add(found: dict[str, int], done: Sorted) -> None:
    for name in found:
        found[name] += len(getattr(done, name))


def known(line: Line, roster: Roster | None) -> Known:
    """Return what is known of the people and the channel that a line names.

    Without Slack a channel cannot be looked up: what the line says of its audience counts.
    """
    channel = roster.channel(line.channel) if roster and line.channel else None
    is_hidden = bool(roster and line.channel) and (channel is None or channel.is_private)
    author = line.author if _is_known(line.author, roster) else ""
    people = line.people or ((author,) if author else ())
    return Known(
        channel_id=channel.channel_id if channel else _as_column(line.channel),
        audience=line.audience or (Audience.CHANNEL if is_hidden else Audience.EVERYONE),
        author_id=author,
        people=tuple(person for person in people if _is_known(person, roster)),
    )


def _is_known(person: str, roster: Roster | None) -> bool:
    return is_user_id(person) and (roster is None or person in roster.people)


def _as_column(channel: str) -> str:
    """Return a channel that nobody knows so that it fits, and is no other channel's id."""
    return channel if is_channel_id(channel) else channel.lower()[:32]


def _check(file: Path) -> _Read:
    """Look at every line, or raise ConfigurationError at the first one that is wrong."""
    seen: dict[bytes, int] = {}
    channels: set[str] = set()
    with_more_tags: list[int] = []
    read = 0
    with progress("Checking", file.stat().st_size if file.is_file() else 0) as bar:
        for number, line in _lines(file, bar):
            read += 1
            key = sha256(f"{line.kind}:{line.id}".encode()).digest()[:12]
            first = seen.setdefault(key, number)
            if first != number and line.has_id:
                raise ConfigurationError(f"{file}:{number}: line {first} has this id already")
            if line.channel:
                channels.add(line.channel)
            if line.has_more_tags:
                with_more_tags.append(number)
    return _Read(read, frozenset(channels), tuple(with_more_tags))


def _batches(file: Path) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for _, line in _lines(file):
        batch.append(line)
        if len(batch) == PAGE:
            yield batch
            batch = []
    if batch:
        yield batch


def _lines(file: Path, bar: Progress | None = None) -> Iterator[tuple[int, Line]]:
    """Yield each line that says something, with its number."""
    with _open(file) as source:
        number = 0
        while raw := source.readline(LONGEST_LINE + 1):
            number += 1
            if bar:
                bar.step(len(raw))
            try:
                said = _decoded(raw, is_first=number == 1)
                if said.strip():
                    yield number, read_line(said)
            except WrongLine as error:
                raise ConfigurationError(f"{file}:{number}: {error}") from error


def _decoded(raw: bytes, *, is_first: bool) -> str:
    if len(raw) > LONGEST_LINE:
        raise WrongLine("this line is too long to be one practice or one win")
    try:
        return raw.decode("utf-8-sig" if is_first else "utf-8")
    except UnicodeDecodeError as error:
        raise WrongLine(f"this is not UTF-8, at byte {error.start + 1}") from error


@contextmanager
def _open(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as source:
            yield source
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}.") from error


def _warn(checked: _Read, roster: Roster | None) -> None:
    for number in checked.with_more_tags[:20]:
        warn(f"line {number}: only its first ten tags are kept.")
    if roster is None and checked.channels:
        warn(
            "SLACK_BOT_TOKEN is not set: channels could not be checked, and what is not marked "
            "private is for everyone in the workspace."
        )
    if roster is None:
        return
    unknown = sorted(name for name in checked.channels if roster.channel(name) is None)
    if unknown:
        named = ", ".join(unknown[:20]) + ("…" if unknown[20:] else "")
        warn(
            f"I do not know these channels, and keep what was told there for their members: "
            f"{named}. Invite the bot there, then import again."
        )


def _tell(found: dict[str, int], *, dry_run: bool) -> None:
    did = "Would import" if dry_run else "Imported"
    rest = [
        f"{things(found['changed'])} changed" if found["changed"] else "",
        f"{things(found['same'])} there already" if found["same"] else "",
        f"{things(found['gone'])} withdrawn here, and left so" if found["gone"] else "",
    ]
    typer.echo("; ".join(part for part in (f"{did} {things(found['new'])}", *rest) if part) + ".")
