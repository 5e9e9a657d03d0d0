"""Words as Slack stores them: mentions become tokens, `& < >` entities, typed text rich text."""

import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Callable

from sandbox.nouns import Json
from sandbox.workspace import Workspace

_TOKEN = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|![a-z]+[^<>]*|(?:https?|mailto):[^<>]+)[^<>]*>"
)
_TYPED = re.compile(
    r"<@(?P<person>[UW][A-Z0-9]+)(?:\|[^<>]*)?>|<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|(?P<url>https?://[^\s<>]+)|(?P<at>(?<![\w])@)|(?P<hash>(?<![\w&])#)"
)
_LONE_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
_PIECES = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>|<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^>]*)?>"
    r"|<!(?P<range>here|channel|everyone)(?:\|[^>]*)?>|<(?P<url>https?://[^>|]+)(?:\|(?P<label>[^>]*))?>"
    r"|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):"
)

Render = Callable[[str], str | None]


def fresh_id() -> str:
    """Make an id as Slack fills them in."""
    return secrets.token_urlsafe(4)[:5]


def handle(name: str) -> str:
    """Make the handle of a person or bot from a name: no accents, dots for spaces."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", ".", plain.lower()).strip(".")


def escape(text: str) -> str:
    """Write the three characters that Slack reserves as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Read the three entities back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def normalise(text: str) -> str:
    """Write as entities the reserved characters an app left bare, as Slack does on storing."""
    stored, at = [], 0
    for token in _TOKEN.finditer(text):
        stored += [_bare(text[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*stored, _bare(text[at:])])


def _bare(text: str) -> str:
    # A leading ">" is a quotation mark to Slack, and stored as an entity all the same.
    return _LONE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def as_message(workspace: Workspace, typed: str) -> str:
    """Return what a person typed in a channel, as Slack stores it."""
    return _convert(
        workspace,
        typed,
        person=lambda person_id: f"<@{person_id}>",
        channel=lambda channel_id: f"<#{channel_id}|{_public_name(workspace, channel_id)}>",
    )


def as_command(workspace: Workspace, typed: str) -> str:
    """Return what a person typed after a command that has `should_escape`."""
    return _convert(
        workspace,
        typed,
        person=lambda person_id: f"<@{person_id}|{workspace.people[person_id].handle}>",
        channel=lambda channel_id: f"<#{channel_id}|{_public_name(workspace, channel_id)}>",
    )


def _public_name(workspace: Workspace, channel_id: str) -> str:
    channel = workspace.channels[channel_id]
    return "" if channel.private else channel.name


def _convert(workspace: Workspace, typed: str, person: Render, channel: Render) -> str:
    """Walk through the text once, so that nothing already converted is converted again."""
    out, at = [], 0
    while found := _TYPED.search(typed, at):
        token, length = _token(workspace, typed, found, person, channel)
        end = found.start() + length
        out += [escape(typed[at : found.start()]), token or escape(typed[found.start() : end])]
        at = end
    return "".join([*out, escape(typed[at:])])


def _token(
    workspace: Workspace, typed: str, found: "re.Match[str]", person: Render, channel: Render
) -> tuple[str | None, int]:
    whole = len(found.group())
    if found["person"]:
        return (person(found["person"]) if found["person"] in workspace.people else None), whole
    if found["channel"]:
        return (
            channel(found["channel"]) if found["channel"] in workspace.channels else None
        ), whole
    if found["url"]:
        return f"<{escape(found['url'])}>", whole
    if found["at"]:
        return _name(_people_names(workspace), typed, found.end(), person)
    return _name(_channel_names(workspace), typed, found.end(), channel)


def _name(names: dict[str, str], typed: str, start: int, render: Render) -> tuple[str | None, int]:
    """Match the longest known name that stands here as a whole word."""
    for name in sorted(names, key=len, reverse=True):
        after = typed[start + len(name) : start + len(name) + 1]
        if typed[start:].lower().startswith(name) and not (after.isalnum() or after == "_"):
            target = names[name]
            return (target if target.startswith("<!") else render(target)), 1 + len(name)
    return None, 1


def _people_names(workspace: Workspace) -> dict[str, str]:
    people = list(workspace.people.values())
    first = Counter(p.name.split()[0].lower() for p in people)
    names = {
        p.name.split()[0].lower(): p.id for p in people if first[p.name.split()[0].lower()] == 1
    }
    names |= {
        word.lower(): p.id for p in people for word in (p.handle, p.display_name, p.name) if word
    }
    return names | {word: f"<!{word}>" for word in ("channel", "here", "everyone")}


def _channel_names(workspace: Workspace) -> dict[str, str]:
    return {c.name.lower(): c.id for c in workspace.channels.values() if c.name}


def rich_text(text: str) -> list[Json]:
    """Return the rich_text block that Slack adds to what people type."""
    elements: list[Json] = []
    at = 0
    for found in _PIECES.finditer(text):
        if found.start() > at:
            elements.append({"type": "text", "text": unescape(text[at : found.start()])})
        elements.append(_piece(found))
        at = found.end()
    if at < len(text):
        elements.append({"type": "text", "text": unescape(text[at:])})
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": fresh_id(), "elements": [section]}]


def _piece(found: "re.Match[str]") -> Json:
    if found["user"]:
        return {"type": "user", "user_id": found["user"]}
    if found["channel"]:
        return {"type": "channel", "channel_id": found["channel"]}
    if found["range"]:
        return {"type": "broadcast", "range": found["range"]}
    if found["url"]:
        label = {"text": unescape(found["label"])} if found["label"] else {}
        return {"type": "link", "url": unescape(found["url"]), **label}
    return {"type": "emoji", "name": found["emoji"]}
