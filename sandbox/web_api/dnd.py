"""Methods about silence: do not disturb."""

from sandbox.nouns import Json
from sandbox.web_api.registry import Request, method

NEVER = 1
"""What Slack says of both ends where somebody wants no silence."""


@method("dnd.info", "dnd:read")
def info(request: Request) -> Json:
    """Tell when one person wants silence; of others, Slack tells no more than that."""
    person = request.backend.workspace.person(request.need("user"))
    starts, ends = person.silence or (NEVER, NEVER)
    is_wanted = person.silence is not None
    return {"dnd_enabled": is_wanted, "next_dnd_start_ts": starts, "next_dnd_end_ts": ends}
