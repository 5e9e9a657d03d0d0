"""`cordee import slack-export`: proposes to their authors what was nominated in an export."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from bot.config import Config
from bot.domain.exports import Pointed, newest_first, pointed_at
from bot.domain.people import Person
from bot.domain.words import plain, shortened
from bot.domain.workspaces import EmojiUnknown, Workspace, emoji_named
from bot.errors import ConfigurationError, CordeeError
from bot.services.imports import ImportService
from bot.slack.roster import Roster
from bot.transfers.opening import opened
from bot.transfers.slack_zip import SlackExport, slack_export
from bot.transfers.telling import printable, progress, things, warn

BATCH = 100


async def import_slack_export(
    config: Config,
    file: Path,
    channels: Sequence[str],
    practice_emoji: Sequence[str],
    win_emoji: Sequence[str],
    team_id: str,
    *,
    apply: bool,
) -> None:
    """Say what would be proposed, and with `apply` propose it; again changes nothing.

    Raises ConfigurationError, with the file inside the zip and the line, before anything is
    written.
    """
    async with opened(config, team_id, needs_slack=True) as library:
        imports = ImportService(library.database, library.clock)
        workspace = _choices(await imports.chosen(library.team_id), practice_emoji, win_emoji)
        roster = await library.roster()
        with slack_export(file, library.team_id, library.language) as export:
            people = {**export.people, **(roster.people if roster else {})}
            found = _found(export, channels, workspace, _now(people, roster))
            names = {ids: name for name, ids in export.channels.items()}
        _check_bot_is_there(found, names, roster, apply=apply)
        new = await imports.unknown(library.team_id, [one for one in found if not one.why_not])
        if apply:
            zones = {who: person.zone for who, person in people.items()}
            await _propose(imports, library.team_id, new, zones)
    _tell(found, new, names, people, apply=apply)


async def _propose(
    imports: ImportService, team_id: str, new: Sequence[Pointed], zones: Mapping[str, str]
) -> None:
    with progress("Proposing", len(new)) as bar:
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            await imports.propose(team_id, batch, zones)
            bar.step(len(batch))


def _choices(
    chosen: Workspace, practice_emoji: Sequence[str], win_emoji: Sequence[str]
) -> Workspace:
    if not practice_emoji and not win_emoji:
        return chosen
    try:
        practices, wins = emoji_named(" ".join(practice_emoji)), emoji_named(" ".join(win_emoji))
    except EmojiUnknown as error:
        raise ConfigurationError("An emoji is named as in Slack: --emoji bulb.") from error
    except CordeeError as error:
        raise ConfigurationError(error.message) from error
    if set(practices) & set(wins):
        raise ConfigurationError("One emoji cannot nominate practices and wins.")
    return Workspace(chosen.team_id, wins, practices, chosen.threshold)


def _now(people: Mapping[str, Person], roster: Roster | None) -> Mapping[str, Person]:
    """Return people as they are now: who is not in Slack any more is not known."""
    return people if roster is None else roster.people


def _found(
    export: SlackExport,
    channels: Sequence[str],
    workspace: Workspace,
    people: Mapping[str, Person],
) -> list[Pointed]:
    days = [
        (channel_id, day)
        for name, channel_id in _wanted(export, channels)
        for day in export.days(name)
    ]
    found: list[Pointed] = []
    with progress("Reading", len(days)) as bar:
        for channel_id, day in days:
            for message in export.messages(day):
                found += pointed_at(message, channel_id, workspace, people)
            bar.step(1)
    once = {(one.source.channel_id, one.source.message_ts, one.proposes): one for one in found}
    return newest_first(once.values())


def _wanted(export: SlackExport, channels: Sequence[str]) -> list[tuple[str, str]]:
    by_id = {channel_id: name for name, channel_id in export.channels.items()}
    wanted: dict[str, str] = {}
    for given in channels:
        name = by_id.get(given, given.lstrip("#"))
        if name not in export.channels:
            there = ", ".join(sorted(export.channels)[:20])
            raise ConfigurationError(f"The export has no channel {given}. It has: {there}.")
        wanted[name] = export.channels[name]
    return list(wanted.items())


def _check_bot_is_there(
    found: Sequence[Pointed], names: Mapping[str, str], roster: Roster | None, *, apply: bool
) -> None:
    """Say where the bot is not: it reads the words from Slack at the author's yes."""
    if roster is None:
        warn("SLACK_BOT_TOKEN is not set: people and channels are taken as the export has them.")
        return
    for channel_id in sorted({one.source.channel_id for one in found}):
        channel = roster.channels.get(channel_id)
        if channel is None or not channel.has_bot:
            words = f"Invite the bot to #{names[channel_id]}: it reads the words at the yes."
            if apply:
                raise ConfigurationError(words)
            warn(words)


def _tell(
    found: Sequence[Pointed],
    new: Sequence[Pointed],
    names: Mapping[str, str],
    people: Mapping[str, Person],
    *,
    apply: bool,
) -> None:
    called = {who: person.name for who, person in people.items()}
    for one in found:
        said = shortened(printable(plain(one.words, called)), 60)
        author = printable(called.get(one.author_id, one.author_id) or "somebody")
        line = f"#{printable(names[one.source.channel_id])} {one.at:%Y-%m-%d} {author}: “{said}”"
        if one.why_not:
            typer.echo(f"left out, {one.why_not}: {line}")
        elif one in new:
            typer.echo(f"{one.proposes.value}: {line}")
        else:
            typer.echo(f"known already: {line}")
    if apply:
        typer.echo(f"{things(len(new))} will be proposed to their authors, in working hours.")
    else:
        typer.echo(f"{things(len(new))} would be proposed. Nothing is done without --apply.")
