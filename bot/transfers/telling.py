"""How the commands speak to a terminal: progress where one looks on, plain lines elsewhere."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import typer

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Progress(Protocol):
    """How far something is."""

    def step(self, done: int) -> None:
        """Tell that so much more is done."""


class _Bar:
    def __init__(self, update: Callable[[int], None]) -> None:
        self._update = update

    def step(self, done: int) -> None:
        self._update(done)


@contextmanager
def progress(label: str, length: int) -> Iterator[Progress]:
    """Show how far something is, on a terminal only."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    with typer.progressbar(length=max(length, 1), label=label, file=sys.stderr) as bar:
        yield _Bar(bar.update)


class _Silent:
    def step(self, done: int) -> None:
        """Say nothing: nobody looks on."""


def warn(words: str) -> None:
    """Say what somebody should know, beside what a command prints."""
    typer.echo(f"cordee: {words}", err=True)


def printable(words: str) -> str:
    """Return people's words in one line, without what would command the terminal."""
    return " ".join(_CONTROL.sub(" ", words).split())


def things(how_many: int) -> str:
    """Return how much of a library it is, in words."""
    return "1 item" if how_many == 1 else f"{how_many:,} items"
