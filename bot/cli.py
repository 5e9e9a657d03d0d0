"""The command line: every command of `cordee`."""

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer
from typer.exceptions import TyperException

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.config import Config

UNHEALTHY = 1
UNUSABLE = 2
"""The exit code of whatever cannot be used as it is: a setting, an option, a database."""
INTERRUPTED = 130

log = structlog.get_logger()

cordee = typer.Typer(
    name="cordee",
    help="Cordée: wins told together, practices passed on, a weekly digest, open questions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


bringing = typer.Typer(help="Bring what exists elsewhere.", no_args_is_help=True)
cordee.add_typer(bringing, name="import")

Team = Annotated[
    str, typer.Option(metavar="ID", help="Slack's id of the workspace; else the token's own.")
]


def main() -> None:
    """Run a command; what stops it is said in one line on standard error."""
    # A terminal that has no ✓ shows a question mark, not a traceback.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # text, as Python opens it
    try:
        status = cordee(standalone_mode=False)
    except (ConfigurationError, TyperException) as error:
        print(_line(error), file=sys.stderr)
        status = UNUSABLE
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _line(error: Exception) -> str:
    words = str(error)
    # Bare `cordee` is answered with its help.
    return words if words.startswith("Usage:") else f"cordee: {words}"


@cordee.command()
def serve(
    web_only: Annotated[
        bool, typer.Option("--web-only", help="Leave the timed work to `cordee work`.")
    ] = False,
) -> None:
    """Listen to Slack, and do the timed work too."""
    from bot.running import run_until_stopped
    from bot.slack.client import check_tokens
    from storage.schema import is_missing, upgrade

    config = _configured()
    check_tokens(config)
    if web_only:
        config = _on_a_platform(config)
    if is_missing(config.database_url):
        print(f"cordee: creating the database {config.database_url}", file=sys.stderr)
        upgrade(config.database_url)
    run_until_stopped(_run(config, listens=True, works=not web_only))


@cordee.command()
def work() -> None:
    """Do the timed work only, beside `cordee serve --web-only`."""
    from bot.running import run_until_stopped

    run_until_stopped(_run(_configured(), listens=False, works=True))


@cordee.command()
def migrate() -> None:
    """Create the database, or bring its schema up to date."""
    from storage.schema import is_current, upgrade

    config = _configured()
    if is_current(config.database_url):
        print("The database is up to date.")
        return
    upgrade(config.database_url)
    print("The database is migrated.")


@cordee.command()
def doctor() -> None:
    """Check what the bot needs, and say what to do about it."""
    if not asyncio.run(_examined()):
        raise typer.Exit(UNHEALTHY)


@cordee.command()
def manifest(
    language: Annotated[str, typer.Option(help="The commands' language: en or fr.")] = "en",
    commands: Annotated[
        str, typer.Option(help="Whose slash commands to declare: en, fr or both; else --language.")
    ] = "",
    http: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where Slack calls the bot, instead of Socket Mode."),
    ] = None,
) -> None:
    """Print the app's manifest, to create the app at Slack from."""
    from bot.domain.people import Language
    from bot.manifest import manifest as manifest_in

    if language not in set(Language):
        raise ConfigurationError(f"There is no language {language}: choose en or fr.")
    if commands not in {"", "both", *Language}:
        raise ConfigurationError(f"There are no commands {commands}: choose en, fr or both.")
    spoken = list(Language) if commands == "both" else [Language(commands or language)]
    made = manifest_in(Language(language), http, commands=spoken)
    print(json.dumps(made, ensure_ascii=False, indent=2))


@cordee.command(name="export")
def export(
    team: Team = "",
    person: Annotated[
        str, typer.Option(metavar="ID", help="Export what this person would see, not everyone.")
    ] = "",
    form: Annotated[str, typer.Option("--format", help="jsonl or markdown.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write, instead of printing.")
    ] = None,
) -> None:
    """Write the library out: what everyone may see, or what one person would.

    Private channels stay private: nothing exports them all.
    """
    from bot.transfers.library_out import export as write_out

    asyncio.run(write_out(_quietly_configured(), team, person, form, output))


@cordee.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for.")],
    team: Team = "",
    person: Annotated[
        str, typer.Option(metavar="ID", help="Who looks; else what everyone may see.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=300, help="The most answers.")] = 10,
    page: Annotated[int, typer.Option(min=1, help="Which page of so many.")] = 1,
) -> None:
    """Search the library as a person would, the best answers first."""
    from bot.transfers.searching import search as look_up

    asyncio.run(
        look_up(_quietly_configured(), words, team, person, as_json=as_json, most=limit, page=page)
    )


@bringing.command(name="library")
def import_library(
    file: Annotated[Path, typer.Argument(help="JSON Lines: one practice or win a line.")],
    team: Team = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and tell, and write nothing.")
    ] = False,
) -> None:
    """Bring practices and wins in; the same file again changes nothing."""
    from bot.transfers.library_in import import_library as bring_in

    asyncio.run(bring_in(_quietly_configured(), file, team, dry_run=dry_run))


@bringing.command(name="slack-export")
def import_slack_export(
    file: Annotated[Path, typer.Argument(help="The zip that Slack exports.")],
    channel: Annotated[list[str], typer.Option(help="A channel to look through; several may be.")],
    emoji: Annotated[
        list[str] | None, typer.Option(help="An emoji that nominates a practice, such as bulb.")
    ] = None,
    win_emoji: Annotated[
        list[str] | None, typer.Option(help="An emoji that nominates a win, such as trophy.")
    ] = None,
    team: Team = "",
    apply: Annotated[
        bool, typer.Option("--apply", help="Ask the authors; else only say what would be asked.")
    ] = False,
) -> None:
    """Propose to their authors what was nominated in a Slack export.

    Without emoji, those that the workspace has chosen. Nothing is kept before an author's yes.
    """
    from bot.transfers.slack_export import import_slack_export as bring_in

    asyncio.run(
        bring_in(
            _quietly_configured(), file, channel, emoji or [], win_emoji or [], team, apply=apply
        )
    )


def _quietly_configured() -> "Config":
    """Return the settings of a command whose output is for another program."""
    from bot.config import load_config

    return load_config()


def _configured() -> "Config":
    from bot.config import load_config
    from bot.observability import configure

    config = load_config()
    configure(config.cordee_log)
    return config


def _on_a_platform(config: "Config") -> "Config":
    """Listen where the platform says (PORT), to the world: it stands in front."""
    port = os.environ.get("PORT", "")
    if config.cordee_port is not None or not port:
        return config
    if not port.isdigit():
        raise ConfigurationError(f"PORT is not the number of a port: {port}")
    everywhere = "0.0.0.0"  # noqa: S104 - a platform's router comes from another machine
    host = config.cordee_host if "cordee_host" in config.model_fields_set else everywhere
    return config.model_copy(update={"cordee_port": int(port), "cordee_host": host})


def _warn_of_missing(granted: frozenset[str]) -> None:
    from bot.slack.scopes import missing

    lacking = sorted(missing(granted))
    if lacking:
        log.warning("scopes_missing", scopes=lacking, hint="`cordee doctor` says what to do")


async def _examined() -> bool:
    from bot.doctor import Finding, examine

    try:
        config = _configured()
    except ConfigurationError as error:
        print(Finding("settings", str(error), is_fine=False).line())
        return False
    healthy = True
    async for finding in examine(config):
        print(finding.line(), flush=True)
        healthy = healthy and finding.is_fine
    return healthy


async def _run(config: "Config", *, listens: bool, works: bool) -> None:
    from bot.app import assemble, receiving, working
    from bot.running import keep_for_good

    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(assemble(config))
        _warn_of_missing(bot.identity.scopes)
        if works:
            await stack.enter_async_context(working(bot))
        keep_for_good()
        # Last in, first out: Slack is no longer listened to when the work ends.
        if listens:
            await stack.enter_async_context(receiving(bot))
        await asyncio.Event().wait()
