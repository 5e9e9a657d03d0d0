"""A standard Slack export, read a file at a time: nothing of it is unpacked."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from bot.domain.people import Language, Person
from bot.errors import ConfigurationError
from bot.slack.directory import person_of

LARGEST = 100_000_000
"""Bytes of one file: a day of the busiest channel is far from it, and a trap far beyond."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_TS = re.compile(r"\d{1,12}(?:\.\d{1,9})?")


@dataclass(slots=True)
class SlackExport:
    """The export's people, channels and messages."""

    file: Path
    zip: ZipFile
    root: str
    """The folder within the zip where everything is; empty at the top."""
    people: Mapping[str, Person] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    """Ids by name."""

    def days(self, channel: str) -> list[str]:
        """Return the files of a channel's days, the oldest first."""
        names = [PurePosixPath(name) for name in self.zip.namelist()]
        folder = PurePosixPath(self.root) / channel
        return [str(n) for n in sorted(names) if n.parent == folder and _DAY.fullmatch(n.name)]

    def messages(self, day: str) -> Iterator[Mapping[str, Any]]:
        """Yield the messages of a day, or raise ConfigurationError with the file and the line."""
        for line, message in self.elements(day):
            try:
                _check(message)
            except ValueError as error:
                raise self.wrong(day, f"{line}: {error}") from error
            yield message

    def elements(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the objects of a list, each with the line on which it begins."""
        text = self._text(name)
        try:
            listed = json.loads(text)
        except json.JSONDecodeError as error:
            raise self.wrong(name, f"{error.lineno}: this is not JSON: {error.msg}") from error
        except (ValueError, RecursionError) as error:
            raise self.wrong(name, "1: this is not JSON that can be read") from error
        if not isinstance(listed, list):
            raise self.wrong(name, "1: this is not a list")
        del listed
        yield from self._parted(name, text)

    def _parted(self, name: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
        decoder = json.JSONDecoder()
        at, line, counted = _next(text, text.index("[") + 1), 1, 0
        while text[at] != "]":
            line += len(text[counted:at].split("\n")) - 1
            counted = at
            element, end = decoder.raw_decode(text, at)
            if not isinstance(element, dict):
                raise self.wrong(name, f"{line}: this is not an object")
            yield line, element
            at = _next(text, end)
            if text[at] == ",":
                at = _next(text, at + 1)

    def _text(self, name: str) -> str:
        info = self.zip.getinfo(name)
        if info.file_size > LARGEST:
            raise self.wrong(name, "1: it is too large to be part of a Slack export")
        try:
            return self.zip.read(info).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = len(error.object[: error.start].split(b"\n"))
            raise self.wrong(name, f"{line}: this is not UTF-8") from error
        except (BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
            raise self.wrong(name, f"1: it cannot be unpacked ({error})") from error

    def wrong(self, name: str, what: str) -> ConfigurationError:
        """Return what stops the import, said with the file inside the zip."""
        return ConfigurationError(f"{self.file}/{name}:{what}")


@contextmanager
def slack_export(file: Path, team_id: str, language: Language) -> Iterator[SlackExport]:
    """Open an export, with who and what is in it, or raise ConfigurationError."""
    try:
        zipped = ZipFile(file)
    except (BadZipFile, LargeZipFile) as error:
        raise ConfigurationError(f"{file} is not a zip, or not a whole one.") from error
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}.") from error
    with zipped:
        export = SlackExport(file, zipped, _root(file, zipped))
        export.channels = _channels(export)
        export.people = _people(export, team_id, language)
        yield export


def _root(file: Path, zipped: ZipFile) -> str:
    found = [
        PurePosixPath(n) for n in zipped.namelist() if PurePosixPath(n).name == "channels.json"
    ]
    if not found:
        raise ConfigurationError(f"{file} is no Slack export: it has no channels.json.")
    parent = min(found, key=lambda name: len(name.parts)).parent
    return "" if str(parent) == "." else str(parent)


def _channels(export: SlackExport) -> dict[str, str]:
    known: dict[str, str] = {}
    for listed in ("channels.json", "groups.json"):
        name = str(PurePosixPath(export.root) / listed)
        if name not in export.zip.namelist():
            continue
        for line, channel in export.elements(name):
            if not _is_text(channel.get("id")) or not _is_text(channel.get("name")):
                raise export.wrong(name, f"{line}: a channel must have id and name")
            known[channel["name"]] = channel["id"]
    return known


def _people(export: SlackExport, team_id: str, language: Language) -> dict[str, Person]:
    name = str(PurePosixPath(export.root) / "users.json")
    if name not in export.zip.namelist():
        raise ConfigurationError(f"{export.file} is no Slack export: it has no users.json.")
    users: list[dict[str, Any]] = []
    for line, user in export.elements(name):
        if not _is_text(user.get("id")):
            raise export.wrong(name, f"{line}: a user must have an id")
        users.append(user)
    # Exports may name their own workspace otherwise: then nobody is taken for a stranger.
    is_ours = any(user.get("team_id") == team_id for user in users)
    return {
        user["id"]: person_of(user if is_ours else user | {"team_id": None}, team_id, language)
        for user in users
    }


def _check(message: Mapping[str, Any]) -> None:
    ts = message.get("ts")
    if not isinstance(ts, str) or not _TS.fullmatch(ts):
        raise ValueError("a message must have a ts such as 1700000000.000100")
    thread_ts = message.get("thread_ts")
    if thread_ts is not None and not (isinstance(thread_ts, str) and _TS.fullmatch(thread_ts)):
        raise ValueError("thread_ts must be a ts")
    reactions = message.get("reactions") or []
    if not isinstance(reactions, list) or not all(_is_reaction(one) for one in reactions):
        raise ValueError("each of reactions must have a name and users")


def _is_reaction(given: object) -> bool:
    if not isinstance(given, dict) or not _is_text(given.get("name")):
        return False
    users = given.get("users")
    return isinstance(users, list) and all(_is_text(user) for user in users)


def _is_text(given: object) -> bool:
    return isinstance(given, str) and 0 < len(given) <= 255


def _next(text: str, at: int) -> int:
    """Return where the next thing is that is not space."""
    found = re.compile(r"[ \t\r\n]*").match(text, at)
    return found.end() if found else at
