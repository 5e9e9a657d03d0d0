"""Methods about the app itself and its workspace."""

from sandbox.nouns import Json
from sandbox.web_api.registry import Request, method


@method("api.test", per_minute=600, tokens=("bot", "app"))
def api_test(request: Request) -> Json:
    """Give back what came."""
    return {"args": request.args}


@method("auth.test", per_minute=600, tokens=("bot", "app"))
def auth_test(request: Request) -> Json:
    """Say who the token speaks for."""
    backend = request.backend
    workspace, installation = backend.workspace, backend.installation
    who = {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "team_id": workspace.team_id,
        "is_enterprise_install": False,
    }
    if request.token == "app":
        return who | {"app_id": installation.app_id, "app_name": installation.bot_name}
    return who | {
        "user": workspace.people[backend.bot].handle,
        "user_id": backend.bot,
        "bot_id": installation.bot_id,
    }


@method("apps.connections.open", per_minute=60, tokens=("app",))
def connections_open(request: Request) -> Json:
    """Lend the address of one socket."""
    ticket = request.backend.tickets.socket()
    app_id = request.backend.installation.app_id
    return {"url": f"{request.backend.address.socket_url}?ticket={ticket}&app_id={app_id}"}


@method("team.info", "team:read")
def team_info(request: Request) -> Json:
    """Describe the workspace."""
    workspace = request.backend.workspace
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.name,
            "url": f"https://{workspace.domain}.slack.com/",
            "domain": workspace.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "is_verified": False,
        }
    }


@method("emoji.list", "emoji:read", per_minute=20)
def emoji_list(request: Request) -> Json:
    """List the workspace's own emoji."""
    return {"emoji": dict(request.backend.custom_emoji), "cache_ts": "1700000000.000000"}
