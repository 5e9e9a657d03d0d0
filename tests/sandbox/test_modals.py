"""Modals: opened, submitted, stacked, closed."""

from typing import Any

import pytest

from sandbox.errors import BadAnswer, NothingThere, OperationTimeout
from sandbox.gestures import Acting
from sandbox.server import Sandbox
from tests.sandbox.asking import (
    View,
    entry,
    front,
    modal,
    section,
)
from tests.sandbox.conftest import App, Open, keep


async def test_a_modal_is_hers_alone(opened: Open, ana: Acting, luc: Acting) -> None:
    await opened(modal(entry("story", initial_value="Un début"), private_metadata="v1"))
    assert ana.modal is not None
    assert (ana.modal.title, ana.modal.callback_id) == ("A modal", "form")
    assert ana.modal.private_metadata == "v1"
    assert ana.modal.values == {
        "story": {"story": {"type": "plain_text_input", "value": "Un début"}}
    }
    assert luc.modal is None
    with pytest.raises(NothingThere):
        await luc.submit()


async def test_a_submission_carries_the_view(
    slack: Sandbox, form_app: App, opened: Open, ana: Acting
) -> None:
    await opened(modal(entry("story"), section(), private_metadata="v1"))
    shown = front(ana)
    outcome = await ana.submit({"Story": "R&D <b>"})
    assert outcome.ok
    assert ana.modal is None
    (body,) = form_app.events
    assert (body["type"], body["user"]["id"]) == ("view_submission", ana.id)
    assert (body["enterprise"], body["is_enterprise_install"]) == (None, False)
    assert body["response_urls"] == []
    view = body["view"]
    assert view["state"]["values"]["story"]["story"]["value"] == "R&D <b>"
    assert (view["id"], view["root_view_id"], view["hash"]) == (shown.id, shown.id, shown.hash)
    assert (view["previous_view_id"], view["private_metadata"]) == (None, "v1")
    assert (view["app_installed_team_id"], view["bot_id"]) == (slack.team_id, slack.bot_id)


async def test_errors_keep_the_modal_and_what_was_typed(
    form_app: App, opened: Open, ana: Acting
) -> None:
    @form_app.bolt.view("strict")
    async def on_strict(ack: Any, view: View) -> None:
        said = view["state"]["values"]["story"]["story"]["value"]
        errors = {"story": "Trop court"} if len(said) < 5 else {}
        await (ack(response_action="errors", errors=errors) if errors else ack())

    await opened(modal(entry("story"), callback_id="strict"))
    outcome = await ana.submit({"story": "non"})
    assert (outcome.ok, outcome.errors) == (False, {"story": "Trop court"})
    assert ana.modal is not None
    assert ana.modal.errors == {"story": "Trop court"}
    assert ana.modal.values["story"]["story"]["value"] == "non"
    assert (await ana.submit({"story": "assez long"})).ok
    assert ana.modal is None


async def test_a_stack_of_modals(form_app: App, opened: Open, ana: Acting) -> None:
    @form_app.bolt.view("first")
    async def on_first(ack: Any) -> None:
        await ack(response_action="push", view=modal(entry("b"), callback_id="second"))

    @form_app.bolt.view("second")
    async def on_second(ack: Any) -> None:
        await ack(response_action="update", view=modal(section("Merci"), callback_id="third"))

    @form_app.bolt.view("third")
    async def on_third(ack: Any) -> None:
        await ack(response_action="clear")

    await opened(modal(entry("a"), callback_id="first"))
    assert ana.modal is not None
    first = ana.modal
    assert (await ana.submit({"a": "un"})).action == "push"
    assert ana.modal.previous_id == ana.modal.root_id == first.id
    second_id = ana.modal.id
    assert (await ana.submit({"b": "deux"})).action == "update"
    assert (ana.modal.id, ana.modal.callback_id) == (second_id, "third")
    assert len(ana.modals) == 2
    assert (await ana.submit()).action == "clear"
    assert ana.modals == []


async def test_closing_one_shows_the_one_below(form_app: App, opened: Open, ana: Acting) -> None:
    @form_app.bolt.view("first")
    async def on_first(ack: Any) -> None:
        await ack(
            response_action="push",
            view=modal(entry("b"), callback_id="second", notify_on_close=True),
        )

    form_app.bolt.view_closed("second")(keep(form_app))
    await opened(modal(entry("a"), callback_id="first"))
    await ana.submit({"a": "un"})
    await ana.close_modal()
    assert ana.modal is not None
    assert ana.modal.callback_id == "first"
    (closed,) = form_app.events
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
    await ana.close_modal(whole_stack=True)
    assert ana.modal is None


BAD_ANSWERS: list[View] = [
    {"response_action": "errors", "errors": {"nowhere": "x"}},
    {"response_action": "update"},
    {"response_action": "update", "view": modal(entry("a"), submit=None)},
    {"response_action": "leave"},
]


@pytest.mark.parametrize("answer", BAD_ANSWERS, ids=lambda a: str(a)[:60])
async def test_an_answer_slack_cannot_use_is_an_error(
    form_app: App, opened: Open, ana: Acting, answer: View
) -> None:
    @form_app.bolt.view("odd")
    async def on_odd(ack: Any) -> None:
        await ack(**answer)

    await opened(modal(entry("a"), callback_id="odd"))
    with pytest.raises(BadAnswer):
        await ana.submit({"a": "un"})
    assert ana.modal is not None


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_a_submission_left_without_answer(form_app: App, opened: Open, ana: Acting) -> None:
    await opened(modal(entry("a"), callback_id="nobody"))
    with pytest.raises(OperationTimeout):
        await ana.submit({"a": "un"})
    assert ana.modal is not None
    assert ana.modal.values["a"]["a"]["value"] == "un"
    assert form_app.events == []
