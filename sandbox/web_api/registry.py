"""The register of Web API methods, with the token and the scopes each one takes."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.backend import Backend
from sandbox.errors import SlackError
from sandbox.nouns import Channel, Json


@dataclass
class Request:
    """Hold one call while it is answered."""

    backend: Backend
    method: str
    args: Json
    token: str

    def need(self, name: str) -> str:
        """Return an argument that must be there."""
        value = self.args.get(name)
        if value in (None, ""):
            message = f"[ERROR] missing required field: {name}"
            raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no, however it was written."""
        value = self.args.get(name, default)
        return str(value).lower() in ("1", "true", "yes")

    def number(self, name: str, default: int, most: int) -> int:
        """Return a number between 1 and `most`."""
        given = self.args.get(name)
        if given in (None, ""):
            return default
        if not str(given).isdigit() or int(str(given)) < 1:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments")
        return min(int(str(given)), most)

    def channel(self, name: str = "channel") -> Channel:
        """Return the channel named, if the bot may know of it."""
        channel_id = self.args.get(name)
        if not channel_id:
            raise SlackError("channel_not_found")
        return self.visible(str(channel_id))

    def visible(self, channel_id: str) -> Channel:
        """Return a channel by its id; a private one without the bot in it does not exist."""
        channel = self.backend.workspace.channel(channel_id)
        hidden = channel.private or channel.im
        if hidden and self.backend.bot not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def require(self, *scopes: str) -> None:
        """Refuse with missing_scope unless one of these scopes is granted."""
        granted = self.backend.installation.granted_scopes
        if granted.isdisjoint(scopes):
            provided = ",".join(sorted(granted))
            raise SlackError("missing_scope", needed=scopes[0], provided=provided)


Handler = Callable[[Request], Json]


@dataclass(frozen=True)
class Method:
    """Hold one method: who may call it, how often, and what does the work."""

    name: str
    handler: Handler
    scopes: tuple[str, ...]
    per_minute: int
    tokens: tuple[str, ...]


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, per_minute: int = 50, tokens: tuple[str, ...] = ("bot",)
) -> Callable[[Handler], Handler]:
    """Register a method; any one of `scopes` is enough to call it."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scopes, per_minute, tokens)
        return handler

    return register


def answer(request: Request) -> Json:
    """Answer one call as Slack does, errors included."""
    try:
        found = METHODS.get(request.method)
        if found is None:
            raise SlackError("unknown_method", req_method=request.method)
        _check_token(request, found)
        if found.scopes:
            request.require(*found.scopes)
        return {"ok": True, **found.handler(request)}
    except SlackError as error:
        return error.answer()


def _check_token(request: Request, found: Method) -> None:
    if request.token == "none":
        raise SlackError("not_authed")
    if request.token == "unknown":
        raise SlackError("invalid_auth")
    if request.token == "bot" and request.backend.installation.token_state != "live":
        raise SlackError(request.backend.installation.token_state)
    if request.token not in found.tokens:
        raise SlackError("not_allowed_token_type")
