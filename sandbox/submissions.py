"""What an app answers to a form, to a choice and to a search, and what Slack makes of it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import forms, modals
from sandbox.backend import Backend
from sandbox.errors import BadAnswer, SlackError
from sandbox.nouns import Json, Person, View


@dataclass(frozen=True)
class Submission:
    """Tell what became of a submitted modal."""

    action: str
    """"close", "errors", "update", "push" or "clear"."""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Say whether the form was taken."""
        return self.action != "errors"


def take(backend: Backend, person: Person, view: View, body: Any) -> Submission:
    """Do what the acknowledgement of a submission asks; nothing asked closes the modal."""
    answer = body if isinstance(body, dict) else {}
    action = answer.get("response_action")
    view.errors = {}
    if action is None:
        if view in person.modals:
            backend.workspace.set_modals(person, person.modals[: person.modals.index(view)])
        return Submission("close")
    try:
        return _act(backend, view, str(action), answer)
    except SlackError as error:
        raise BadAnswer(f"Slack cannot use this answer to {view.callback_id}: {error}") from error


def _act(backend: Backend, view: View, action: str, answer: Json) -> Submission:
    person = backend.workspace.people[view.owner]
    if action == "errors":
        return _show_errors(backend, view, answer.get("errors"))
    if action == "update":
        modals.change(backend, view, modals.read(_view(answer), "modal"))
    elif action == "push":
        modals.push_modal(backend, person, modals.read(_view(answer), "modal"))
    elif action == "clear":
        backend.workspace.set_modals(person, [])
    else:
        raise BadAnswer(f"unknown response_action {action!r}")
    return Submission(action)


def _show_errors(backend: Backend, view: View, errors: Any) -> Submission:
    inputs = {b["block_id"] for b in view.blocks if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise BadAnswer(f"errors must be keyed by input blocks {sorted(inputs)}, not {errors!r}")
    view.errors = {block_id: str(text) for block_id, text in errors.items()}
    person = backend.workspace.people[view.owner]
    backend.workspace.set_modals(person, person.modals)
    return Submission("errors", dict(view.errors))


def _view(answer: Json) -> Json:
    view = answer.get("view")
    if not isinstance(view, dict):
        raise BadAnswer("this response_action takes a view")
    return view


def action_value(element: Json, value: Any) -> Json:
    """Return what an action carries of the element used: its type and what was chosen."""
    kind = element["type"]
    if kind in forms.FIELDS:
        shown = forms.entered(element, value) | {"type": kind}
        given = forms.FIELDS[kind][1]
        return shown | ({given: element[given]} if element.get(given) is not None else {})
    if kind == "overflow":
        return {"type": kind, "selected_option": forms.entered_option(element, value)}
    carried: Json = {
        name: element[name] for name in ("text", "value", "style", "url") if name in element
    }
    return {"type": kind, **carried}


def suggested(body: Any) -> list[Json]:
    """Read the options an app answered to a search."""
    answer = body if isinstance(body, dict) else {}
    found = list(forms.options(answer))
    if "options" not in answer and "option_groups" not in answer:
        raise BadAnswer("a search is answered with options or option_groups")
    if len(found) > 100:
        raise BadAnswer("more than 100 options")
    return found
