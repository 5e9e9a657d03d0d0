"""Modals and Home tabs: made, put on a person's stack, changed in place."""

import copy
import secrets

from sandbox import views as view_rules
from sandbox.backend import Backend
from sandbox.errors import SlackError
from sandbox.forms import initial_values
from sandbox.messages import with_ids
from sandbox.nouns import Channel, Json, Person, View

DEEPEST_STACK = 3


def read(body: Json, allowed: str) -> Json:
    """Check a view an app gives, and return it with the ids Slack fills in."""
    view_rules.check_view(body, allowed)
    filled = copy.deepcopy(body)
    filled["blocks"] = with_ids(body.get("blocks", []))
    return filled


def open_modal(backend: Backend, person: Person, body: Json, channel: str | None) -> View:
    """Put a modal before somebody, in place of any stack that was there."""
    view = _make(backend, person, body, channel)
    backend.workspace.set_modals(person, [view])
    return view


def push_modal(backend: Backend, person: Person, body: Json) -> View:
    """Put a modal on top of those that are open."""
    if not person.modals:
        raise SlackError("not_found")
    if len(person.modals) >= DEEPEST_STACK:
        raise SlackError("push_limit_reached")
    below = person.modals[-1]
    view = _make(backend, person, body, below.from_channel)
    view.root_id, view.previous_id = below.root_id, below.id
    backend.workspace.set_modals(person, [*person.modals, view])
    return view


def _make(backend: Backend, person: Person, body: Json, channel: str | None) -> View:
    _check_external_id(backend, body, None)
    view = View(backend.workspace.new_id("V"), person.id, body, from_channel=channel)
    view.root_id = view.id
    view.values = initial_values(view.blocks, _current(backend, view))
    view.hash = _hash(backend)
    return view


def change(backend: Backend, view: View, body: Json) -> None:
    """Put new contents in a view; what was entered stays where both ids are the same."""
    _check_external_id(backend, body, view)
    if "external_id" not in body and view.external_id:
        body["external_id"] = view.external_id
    view.body = body
    view.values = initial_values(view.blocks, _current(backend, view), before=view)
    view.errors = {}
    view.hash = _hash(backend)
    person = backend.workspace.people[view.owner]
    if view.type == "home":
        backend.workspace.set_home(person, view)
    else:
        backend.workspace.set_modals(person, person.modals)


def publish_home(backend: Backend, person: Person, body: Json) -> View:
    """Put a Home tab before somebody; it keeps its id from one publication to the next."""
    if person.home:
        change(backend, person.home, body)
        return person.home
    view = _make(backend, person, body, None)
    backend.workspace.set_home(person, view)
    return view


def close_top(backend: Backend, person: Person) -> None:
    """Close the modal in front; the one below shows again."""
    backend.workspace.set_modals(person, person.modals[:-1])


def check_hash(view: View, given: object) -> None:
    """Refuse a change made from an older state of the view."""
    if given and given != view.hash:
        raise SlackError("hash_conflict")


def _check_external_id(backend: Backend, body: Json, own: View | None) -> None:
    external_id = body.get("external_id")
    if not external_id:
        return
    found = backend.workspace.view(external_id=external_id)
    if found is not None and found is not own:
        raise SlackError("duplicate_external_id")


def _current(backend: Backend, view: View) -> Channel | None:
    return backend.workspace.channels.get(view.from_channel or "")


def _hash(backend: Backend) -> str:
    return f"{backend.workspace.micros() // 1_000_000}.{secrets.token_urlsafe(6)}"
