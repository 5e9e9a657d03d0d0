"""A line of a library's file: one practice or win as JSON, read with care and written again."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.domain.library import Kind
from bot.domain.tags import MOST_TAGS, tags_of
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import tidy

KINDS = (Kind.PRACTICE, Kind.WIN)
"""What a file holds: a trial is lived through where it was proposed, not brought and taken."""
LONGEST_ID = 255
LONGEST_TEXT = 30_000
"""Ten times what a form takes: what is longer is a document, which a practice may link to."""
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")
_PERSON = re.compile(r"[UW](?=[A-Z0-9]*\d)[A-Z0-9]{1,30}")
_CHANNEL = re.compile(r"[CGD](?=[A-Z0-9]*\d)[A-Z0-9]{1,30}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class WrongLine(Exception):
    """A line that cannot be taken as it is; the text says why, for a terminal."""


@dataclass(frozen=True, slots=True)
class EchoLine:
    """What somebody made of a practice, as a line tells it."""

    author: str
    situation: str
    happened: str
    changed: str
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says of a practice or a win."""

    kind: Kind
    id: str
    """Its own, or one made from what it says."""
    title: str
    text: str
    situation: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    """As it was given: a user id, a name, an address."""
    channel: str = ""
    """As it was given: an id or a name."""
    language: str = ""
    created_at: datetime | None = None
    audience: Audience | None = None
    """Who may see it, where the line says so, as our own export does."""
    customer: str = ""
    people: tuple[str, ...] = ()
    fresh_at: datetime | None = None
    source: Source | None = None
    echoes: tuple[EchoLine, ...] = ()
    has_id: bool = False
    """It was given one."""
    has_more_tags: bool = False
    """It names more tags than are kept."""


def read_line(said: str) -> Line:
    """Return what a line says, or raise WrongLine with the reason."""
    try:
        given = json.loads(said)
    except json.JSONDecodeError as error:
        raise WrongLine(f"this is not JSON: {error.msg}, at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise WrongLine(
            "this is not JSON that can be read: nested too deep or too large"
        ) from error
    if not isinstance(given, dict):
        raise WrongLine('a line must be one object, such as {"kind": "practice", …}')
    return _line(_Fields(given))


def is_user_id(given: str) -> bool:
    """Tell whether this looks like Slack's id of a person."""
    return _PERSON.fullmatch(given) is not None


def is_channel_id(given: str) -> bool:
    """Tell whether this looks like Slack's id of a channel."""
    return _CHANNEL.fullmatch(given) is not None


class _Fields:
    """The fields of an object, each read as what it must be."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) is not None

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        given = self._given.get(name)
        if given is None:
            return ""
        if not isinstance(given, str):
            raise WrongLine(f"{name} must be text")
        words = tidy(given)
        if len(words) > longest:
            raise WrongLine(f"{name} is longer than {longest:,} characters")
        return words

    def required(self, name: str) -> str:
        words = self.text(name)
        if not words:
            raise WrongLine(f"{name} is {'empty' if name in self else 'missing'}")
        return words

    def moment(self, name: str) -> datetime | None:
        words = self.text(name)
        if not words:
            return None
        try:
            moment = datetime.fromisoformat(words)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise WrongLine(f"{name} is no date such as 2026-03-31 or 2026-03-31T09:00Z") from error

    def several(self, name: str) -> list[Any]:
        given = self._given.get(name)
        if given is None:
            return []
        if not isinstance(given, list):
            raise WrongLine(f"{name} must be a list")
        return given

    def inner(self, name: str) -> "_Fields":
        given = self._given.get(name)
        if not isinstance(given, dict):
            raise WrongLine(f"{name} must be an object")
        return _Fields(given)

    def texts(self, name: str) -> list[str]:
        given = self.several(name)
        if not all(isinstance(one, str) for one in given):
            raise WrongLine(f"{name} must be a list of texts")
        return given

    def identifier(self, name: str) -> str:
        given = self._given.get(name)
        if isinstance(given, int) and not isinstance(given, bool):
            given = str(given)
        if given is None:
            return ""
        if not isinstance(given, str) or not given.strip():
            raise WrongLine(f"{name} must be text that is not empty")
        if len(given) > LONGEST_ID:
            raise WrongLine(f"{name} is longer than {LONGEST_ID} characters")
        if _CONTROL.search(given) or given != given.encode(errors="ignore").decode():
            raise WrongLine(f"{name} holds characters that nobody can type")
        return given


def _line(fields: _Fields) -> Line:
    kind = _kind(fields)
    title, text = " ".join(fields.required("title").split()), fields.required("text")
    tags = _tags(fields)
    given_id = fields.identifier("id")
    return Line(
        kind=kind,
        id=given_id or _fingerprint(kind, title, text),
        title=title,
        text=text,
        situation=fields.text("situation"),
        tags=tags_of("\n".join(tags)),
        author=" ".join(fields.text("author").split()),
        channel=fields.text("channel").lstrip("#").strip(),
        language=_language(fields),
        created_at=fields.moment("created_at"),
        audience=_audience(fields),
        customer=fields.text("customer"),
        people=tuple(dict.fromkeys(p for p in fields.texts("people") if is_user_id(p))),
        fresh_at=fields.moment("fresh_at"),
        source=_source(fields),
        echoes=tuple(_echo(one) for one in fields.several("echoes")),
        has_id=bool(given_id),
        has_more_tags=len(tags) > MOST_TAGS,
    )


def _fingerprint(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _kind(fields: _Fields) -> Kind:
    said = fields.required("kind").lower()
    if said not in KINDS:
        raise WrongLine(f"kind must be practice or win, not “{said[:40]}”")
    return Kind(said)


def _tags(fields: _Fields) -> list[str]:
    try:
        return [tag for tag in map(tidy, fields.texts("tags")) if tag]
    except WrongLine:
        return [tag for tag in re.split(r"[,;#\n]", fields.text("tags")) if tag.strip()]


def _language(fields: _Fields) -> str:
    said = fields.text("language")
    found = _LANGUAGE.fullmatch(said)
    if said and not found:
        raise WrongLine("language must be a code such as fr or en")
    return found[1].lower() if found else ""


def _audience(fields: _Fields) -> Audience | None:
    said = fields.text("audience")
    if said and said not in set(Audience):
        raise WrongLine(f"audience must be one of {', '.join(Audience)}")
    return Audience(said) if said else None


def _source(fields: _Fields) -> Source | None:
    if "source" not in fields:
        return None
    where = fields.inner("source")
    channel, ts, thread = (where.text(part, 32) for part in ("channel", "ts", "thread_ts"))
    if not channel or not ts:
        raise WrongLine("source must say channel and ts")
    return Source(channel, ts, thread or None)


def _echo(given: object) -> EchoLine:
    if not isinstance(given, dict):
        raise WrongLine("each of echoes must be an object")
    fields = _Fields(given)
    return EchoLine(
        author=fields.text("author"),
        situation=fields.text("situation"),
        happened=fields.required("happened"),
        changed=fields.text("changed"),
        tried_at=fields.moment("tried_at"),
    )


def written(line: Line) -> str:
    """Return a line as JSON, as it is read back: what our own export alone says comes last."""
    said: dict[str, Any] = {
        "kind": line.kind.value,
        "id": line.id,
        "title": line.title,
        "text": line.text,
        "situation": line.situation,
        "tags": list(line.tags),
        "author": line.author,
        "channel": line.channel,
        "language": line.language,
        "created_at": moment(line.created_at),
    }
    ours = {
        "audience": line.audience.value if line.audience else "",
        "customer": line.customer,
        "people": list(line.people),
        "fresh_at": moment(line.fresh_at),
        "source": _written_source(line.source),
        "echoes": list(_written_echoes(line.echoes)),
    }
    said |= {name: value for name, value in ours.items() if value}
    return json.dumps(said, ensure_ascii=False)


def moment(at: datetime | None) -> str:
    """Return a moment as a line says it; nothing where there is none."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def _written_source(source: Source | None) -> dict[str, str]:
    if source is None:
        return {}
    said = {
        "channel": source.channel_id,
        "ts": source.message_ts,
        "thread_ts": source.thread_ts or "",
    }
    return {name: value for name, value in said.items() if value}


def _written_echoes(echoes: Iterable[EchoLine]) -> Iterable[dict[str, str]]:
    for echo in echoes:
        yield {
            "author": echo.author,
            "situation": echo.situation,
            "happened": echo.happened,
            "changed": echo.changed,
            "tried_at": moment(echo.tried_at),
        }
