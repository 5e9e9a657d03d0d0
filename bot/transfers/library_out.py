"""`cordee export`: the library as its readers may see it, as JSON Lines or as Markdown."""

import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.config import Config
from bot.domain.transfer import told
from bot.domain.visibility import Sight
from bot.errors import ConfigurationError, SlackUnavailable
from bot.transfers.markdown import entry, heading
from bot.transfers.opening import Opened, opened
from bot.transfers.telling import warn

FORMATS = ("jsonl", "markdown")


async def export(
    config: Config, team_id: str, person_id: str, form: str, output: Path | None
) -> None:
    """Write out what everyone may see, or what one person would; nothing that was withdrawn."""
    if form not in FORMATS:
        raise ConfigurationError(f"There is no format {form}: choose {' or '.join(FORMATS)}.")
    async with opened(config, team_id) as library:
        sight = await _sight(library, person_id)
        with _writing(output) as target:
            async with aclosing(_pieces(library, sight, form)) as pieces:
                async for piece in pieces:
                    target.write(piece.encode())


async def _pieces(library: Opened, sight: Sight, form: str) -> AsyncGenerator[str, None]:
    kind = None
    async with aclosing(library.transfer.take_out(library.team_id, sight)) as pages:
        async for item, echoes in (thing async for page in pages for thing in page):
            if form == "jsonl":
                yield told(item, echoes) + "\n"
                continue
            if type(item) is not kind:
                yield heading(item, is_first=kind is None)
            kind = type(item)
            yield entry(item, echoes)


async def _sight(library: Opened, person_id: str) -> Sight:
    """Return what is to be taken out: asked of Slack, who alone knows who reads which channel."""
    if not person_id and library.slack is None:
        warn(f"{library.why_no_slack} Only what is for everyone, wherever it was told, is written.")
        return Sight(everywhere=True)
    visibility = library.visibility
    among = await library.transfer.told_in(library.team_id)
    try:
        if person_id:
            return await visibility.of_person(library.team_id, person_id, among)
        return await visibility.of_everyone(library.team_id, among)
    except SlackUnavailable as error:
        raise ConfigurationError("Slack does not answer: try again in a minute.") from error


@contextmanager
def _writing(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with output.open("wb") as target:
            yield target
    except OSError as error:
        raise ConfigurationError(f"{output} cannot be written: {error.strerror}.") from error
