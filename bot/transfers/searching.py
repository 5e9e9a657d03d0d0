"""`cordee search`: what one person would find, the best first."""

import json
import sys
from collections.abc import Sequence

import typer

from bot.config import Config
from bot.domain.lines import moment
from bot.domain.practices import Practice
from bot.domain.transfer import kind_of, named, text_of, title_of
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from bot.domain.words import shortened
from bot.errors import SlackUnavailable
from bot.transfers.opening import Opened, opened
from bot.transfers.telling import printable, warn


async def search(
    config: Config,
    words: Sequence[str],
    team_id: str,
    person_id: str,
    *,
    as_json: bool,
    most: int,
    page: int,
) -> None:
    """Print what a person would find; without Slack, only what everyone may see."""
    async with opened(config, team_id) as library:
        sight = await _sight(library, person_id)
        typed, skipped = " ".join(words), most * (page - 1)
        found = await library.transfer.search(library.team_id, typed, sight, most, skipped)
    if as_json:
        said = json.dumps([_object(item) for item in found], ensure_ascii=False, indent=2)
        sys.stdout.buffer.write(f"{said}\n".encode())
        return
    for item in found:
        typer.echo(_lines(item))


async def _sight(library: Opened, person_id: str) -> Sight:
    if library.slack is None:
        warn(f"{library.why_no_slack} Only what everyone may see is looked through.")
        return Sight(everywhere=True)
    among = await library.transfer.told_in(library.team_id)
    try:
        if person_id:
            return await library.visibility.of_person(library.team_id, person_id, among)
        return await library.visibility.of_everyone(library.team_id, among)
    except SlackUnavailable:
        warn("Slack does not answer. Only what everyone may see is looked through.")
        return Sight(everywhere=True)


def _object(item: Practice | Win) -> dict[str, object]:
    return {
        "id": named(item),
        "kind": kind_of(item).value,
        "title": title_of(item),
        "text": text_of(item),
        "situation": item.enablers if isinstance(item, Win) else item.situation,
        "tags": list(item.tags),
        "channel": item.channel_id,
        "author": item.author_id,
        "created_at": moment(item.told_at if isinstance(item, Win) else item.created_at),
    }


def _lines(item: Practice | Win) -> str:
    said = shortened(printable(text_of(item)), 160)
    title = f"{kind_of(item).value}: {printable(title_of(item))} [{printable(named(item))}]"
    return f"{title}\n  {said}"
