"""Methods that open, push, change and publish views."""

from sandbox import modals, shapes
from sandbox.errors import SlackError
from sandbox.nouns import Json, View
from sandbox.tickets import Trigger
from sandbox.web_api.registry import Request, method


@method("views.open", per_minute=100)
def open_(request: Request) -> Json:
    """Open a modal for whoever the trigger came from."""
    body = _body(request, "modal")
    trigger = _trigger(request)
    person = request.backend.workspace.person(trigger.person_id)
    view = modals.open_modal(request.backend, person, body, trigger.channel_id)
    trigger.exchanged = True
    return _told(request, view)


@method("views.push", per_minute=100)
def push(request: Request) -> Json:
    """Put a modal on top of the one the trigger came from."""
    body = _body(request, "modal")
    trigger = _trigger(request)
    person = request.backend.workspace.person(trigger.person_id)
    view = modals.push_modal(request.backend, person, body)
    trigger.exchanged = True
    return _told(request, view)


@method("views.update", per_minute=100)
def update(request: Request) -> Json:
    """Change a view that is open."""
    view_id, external_id = request.args.get("view_id"), request.args.get("external_id")
    if bool(view_id) == bool(external_id):
        raise SlackError("invalid_arguments")
    view = request.backend.workspace.view(str(view_id or ""), str(external_id or ""))
    if view is None:
        raise SlackError("not_found")
    body = _body(request, view.type)
    modals.check_hash(view, request.args.get("hash"))
    modals.change(request.backend, view, body)
    return _told(request, view)


@method("views.publish", per_minute=100)
def publish(request: Request) -> Json:
    """Put a Home tab before one person."""
    person = request.backend.workspace.person(request.need("user_id"))
    body = _body(request, "home")
    if not request.backend.installation.home_tab:
        raise SlackError("not_enabled")
    if person.home:
        modals.check_hash(person.home, request.args.get("hash"))
    return _told(request, modals.publish_home(request.backend, person, body))


def _body(request: Request, allowed: str) -> Json:
    body = request.args.get("view")
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments")
    return modals.read(body, allowed)


def _trigger(request: Request) -> Trigger:
    return request.backend.tickets.look_at(request.need("trigger_id"))


def _told(request: Request, view: View) -> Json:
    return {"view": shapes.view(request.backend.installation, view)}
