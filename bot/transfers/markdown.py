"""A library as Markdown, to be read: what people wrote stays as they wrote it, never markup."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.echoes import Echo
from bot.domain.practices import Practice
from bot.domain.transfer import text_of, title_of
from bot.domain.wins import Win

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#!$&])")
_AT_BEGINNING = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=]))", re.MULTILINE)


def heading(item: Practice | Win, *, is_first: bool) -> str:
    """Return the heading over all things of a kind."""
    words = "Wins" if isinstance(item, Win) else "Practices"
    return f"# {words}\n" if is_first else f"\n# {words}\n"


def entry(item: Practice | Win, echoes: Sequence[Echo]) -> str:
    """Return one practice or win, under its title."""
    return f"\n## {escaped(title_of(item))}\n" + "".join(
        f"\n{paragraph}\n" for paragraph in _paragraphs(item, echoes)
    )


def escaped(words: str) -> str:
    """Return people's words so that Markdown shows them as they are, line by line."""
    plain = _MARKS.sub(r"\\\1", words)
    plain = _AT_BEGINNING.sub(_harmless, plain)
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", plain)


def _harmless(found: re.Match[str]) -> str:
    space, number, dot, dash = found.groups()
    return f"{space}{number}\\{dot}" if number else f"{space}\\{dash}"


def _paragraphs(item: Practice | Win, echoes: Sequence[Echo]) -> Iterator[str]:
    yield escaped(text_of(item))
    if isinstance(item, Win):
        yield from _named("What made it possible", item.enablers)
        yield from _named("What it changed for the customer", item.customer)
    else:
        yield from _named("When it works", item.situation)
    for echo in echoes:
        yield from _named("Somebody tried it", echo.words)
    day = item.told_at if isinstance(item, Win) else item.created_at
    tags = "".join(f" · \\#{escaped(tag)}" for tag in item.tags)
    yield f"*{day:%Y-%m-%d}*{tags}"


def _named(name: str, words: str) -> Iterator[str]:
    if words:
        yield f"**{name}**  \n{escaped(words)}"
