"""Methods about people."""

from sandbox import shapes
from sandbox.nouns import Json, Person
from sandbox.web_api.pages import page
from sandbox.web_api.registry import Request, method

SLACKBOT = Person("USLACKBOT", "Slackbot", "slackbot", "T070000000", tz="America/Los_Angeles")
"""Every workspace has it, and Slack says that it is no bot."""


@method("users.info", "users:read", per_minute=100)
def info(request: Request) -> Json:
    """Describe one person."""
    workspace = request.backend.workspace
    person_id = str(request.args.get("user") or "")
    person = SLACKBOT if person_id == SLACKBOT.id else workspace.person(person_id)
    return {"user": shapes.user(workspace, person, request.flag("include_locale"))}


@method("users.list", "users:read", per_minute=20)
def list_(request: Request) -> Json:
    """List everybody, deactivated accounts included."""
    workspace = request.backend.workspace
    some, metadata = page(request, [SLACKBOT, *workspace.people.values()], default=1000, most=1000)
    locale = request.flag("include_locale")
    members = [shapes.user(workspace, person, locale) for person in some]
    now = workspace.micros() // 1_000_000
    return {"members": members, "cache_ts": now, "response_metadata": metadata}
