"""Host the demonstration: start everything, say where it is, stop everything."""

import asyncio
import logging
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from bot import observability
from bot.app import working
from bot.clock import ShiftedClock, SystemClock
from bot.i18n import translator
from bot.running import run_until_stopped
from sandbox.demo.company import Company, found
from sandbox.demo.passing import Passing
from sandbox.demo.past import PARIS, Past
from sandbox.demo.running import Demonstration, demonstration
from sandbox.page.controls import PageControl

PORT = 8420
PORTS_TO_TRY = 50

PAUSE_SECONDS = 0.1

WELCOME = """\
Cordée: {address}
Ready in {seconds:.1f} s; Ctrl-C stops everything and leaves nothing behind.
Tout est prêt ; Ctrl-C arrête tout et ne laisse rien derrière.

You are in a small company where sales and marketing work in French and in English; choose at the
top left whose eyes you borrow. Three things to try: as Tom, type /win and what just went well,
naming who did it with you; as Priya, add :bulb: to what Sam said in #marketing about text
messages, then become Sam and answer Cordée; let a week pass, with the button at the top, and read
the digest.

Te voilà dans une petite équipe où ventes et marketing travaillent en français et en anglais ;
choisis en haut à gauche par quels yeux tu regardes. Trois choses à essayer : avec Karim, tape
/reussite et ce qui vient de bien se passer, en nommant les autres ; avec Inès, ajoute :bulb: à ce
que Sam a dit des SMS dans #marketing, puis mets-toi à la place de Sam et réponds à Cordée ; laisse
passer une semaine, avec le bouton en haut, et lis le récap.
"""


def main(began: float) -> None:
    """Run until Ctrl-C (or SIGTERM); a clean end is exit code 0."""
    try:
        port = _free_port(_wanted_port())
    except ValueError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
    observability.configure("text")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    run_until_stopped(_host(port, began))
    print("\nGoodbye! / À bientôt !")


async def _host(port: int, began: float) -> None:
    async with company_at_work(port) as company:
        seconds = time.monotonic() - began
        print(WELCOME.format(address=company.slack.page_url, seconds=seconds), flush=True)
        await asyncio.Event().wait()


@asynccontextmanager
async def company_at_work(port: int = 0) -> AsyncIterator[Company]:
    """Start everything: the company with its past, the bot at work, the page with its buttons."""
    clock = ShiftedClock(SystemClock())
    async with demonstration(clock, port=port) as running:
        company, passing = found(running.slack), Passing(running)
        await Past(company, passing, clock).live()
        running.slack.page_controls = _controls(running, passing)
        passing.pause_seconds = PAUSE_SECONDS
        async with working(running.cordee):
            yield company


def _controls(running: Demonstration, passing: Passing) -> list[PageControl]:
    """Return the buttons that make time pass."""
    now = running.clock.now

    async def day() -> str:
        return await until(now() + timedelta(days=1))

    async def week() -> str:
        return await until(now() + timedelta(days=7))

    async def digest() -> str:
        return await until(await passing.next_digest() or now())

    one_at_a_time = asyncio.Lock()

    async def until(moment: datetime) -> str:
        async with one_at_a_time:
            await passing.until(moment)
        return _said(now())

    return [
        PageControl("day", "Let a day pass", "Laisser passer un jour", day),
        PageControl("week", "Let a week pass", "Laisser passer une semaine", week),
        PageControl("digest", "On to the next digest", "Aller au prochain récap", digest),
    ]


def _said(moment: datetime) -> str:
    """Return a moment in both languages: who pressed the button is not known here."""
    local = moment.astimezone(PARIS)
    both = translator("fr"), translator("en")
    return " · ".join(f"{t.day(local, PARIS.key)}, {t.hour(local, PARIS.key)}" for t in both)


def _wanted_port() -> int:
    wanted = os.environ.get("PORT") or str(PORT)
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise ValueError(f"PORT must be a number between 1 and 65535, not {wanted!r}.")
    return int(wanted)


def _free_port(wanted: int) -> int:
    """Return the port that is wanted, or the next one that is free."""
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65536)):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise ValueError(f"No port is free from {wanted} on: choose another one with PORT=…")
