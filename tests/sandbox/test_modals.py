"""Modals and Home: opened, filled, submitted, stacked, changed under the reader's eyes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.errors import BadAnswer, ClientRefused, NothingThere, OperationTimeout
from sandbox.gestures import Acting
from sandbox.nouns import Channel, View as Shown
from sandbox.server import Sandbox
from tests.sandbox.asking import (
    actions,
    button,
    entry,
    error,
    field,
    home,
    modal,
    option,
    plain,
    refused,
    section,
)
from tests.sandbox.conftest import App, by_socket, new_app

View = dict[str, Any]
Open = Callable[[View], Any]


@pytest.fixture
async def app(slack: Sandbox) -> AsyncIterator[App]:
    """Run an app that hears of no event unless a test says so."""
    app = new_app(slack)
    async with by_socket(slack, app):
        yield app


def front(person: Acting) -> Shown:
    """Return the modal in front of somebody."""
    assert person.modal is not None
    return person.modal


@pytest.fixture
def opened(app: App, ventes: Channel, ana: Acting) -> Open:
    """Open a modal before Ana by a command, and keep what she then submits."""
    views: list[View] = []
    app.bolt.view("form")(keep_submissions(app))

    @app.bolt.command("/open")
    async def on_open(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=views[-1])
        await ack()

    async def open_modal(view: View) -> None:
        views.append(view)
        await ana.command("/open", ventes)

    return open_modal


def keep_submissions(app: App) -> Any:
    async def take(ack: Any, body: dict[str, Any]) -> None:
        app.events.append(body)
        await ack()

    return take


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
    slack: Sandbox, app: App, opened: Open, ana: Acting
) -> None:
    await opened(modal(entry("story"), section(), private_metadata="v1"))
    shown = front(ana)
    outcome = await ana.submit({"Story": "R&D <b>"})
    assert outcome.ok
    assert ana.modal is None
    (body,) = app.events
    assert (body["type"], body["user"]["id"]) == ("view_submission", ana.id)
    assert (body["enterprise"], body["is_enterprise_install"]) == (None, False)
    assert body["response_urls"] == []
    view = body["view"]
    assert view["state"]["values"]["story"]["story"]["value"] == "R&D <b>"
    assert (view["id"], view["root_view_id"], view["hash"]) == (shown.id, shown.id, shown.hash)
    assert (view["previous_view_id"], view["private_metadata"]) == (None, "v1")
    assert (view["app_installed_team_id"], view["bot_id"]) == (slack.team_id, slack.bot_id)


OPTIONS = [option("a", "Alpha"), option("b", "Bêta"), option("c", "Gamma")]


def picker(kind: str, action_id: str = "pick", **more: Any) -> View:
    return {"type": kind, "action_id": action_id, **more}


CHOICES: list[tuple[View, Any, View]] = [
    (picker("static_select", options=OPTIONS), "Bêta", {"selected_option": OPTIONS[1]}),
    (picker("static_select", options=OPTIONS), "b", {"selected_option": OPTIONS[1]}),
    (picker("radio_buttons", options=OPTIONS), "a", {"selected_option": OPTIONS[0]}),
    (picker("checkboxes", options=OPTIONS[:1]), True, {"selected_options": OPTIONS[:1]}),
    (picker("checkboxes", options=OPTIONS), ["a", "c"], {"selected_options": OPTIONS[::2]}),
    (picker("multi_static_select", options=OPTIONS), ["c"], {"selected_options": OPTIONS[2:]}),
    (picker("datepicker"), date(2026, 12, 1), {"selected_date": "2026-12-01"}),
    (picker("timepicker"), time(9, 30), {"selected_time": "09:30"}),
    (
        picker("datetimepicker"),
        datetime(2026, 12, 1, tzinfo=UTC),
        {"selected_date_time": 1796083200},
    ),
    (picker("number_input", is_decimal_allowed=True), 2.5, {"value": "2.5"}),
    (picker("email_text_input"), "a@b.fr", {"value": "a@b.fr"}),
    (picker("url_text_input"), "https://a.b", {"value": "https://a.b"}),
]


@pytest.mark.parametrize("element,value,state", CHOICES, ids=lambda v: str(v)[:40])
async def test_every_element_has_its_own_state(
    app: App, opened: Open, ana: Acting, element: View, value: Any, state: View
) -> None:
    await opened(modal(field(element)))
    await ana.submit({"pick": value})
    submitted = app.events[0]["view"]["state"]["values"]["pick"]["pick"]
    assert submitted == {"type": element["type"], **state}


async def test_people_and_channels_are_chosen(
    app: App, opened: Open, ana: Acting, luc: Acting, ventes: Channel
) -> None:
    await opened(
        modal(
            field(picker("users_select", "who")),
            field(picker("multi_users_select", "all")),
            field(picker("channels_select", "where")),
            field(
                picker("conversations_select", "tell", default_to_current_conversation=True),
            ),
            field(picker("multi_conversations_select", "others"), optional=True),
        )
    )
    await ana.submit({"who": luc, "all": [ana, luc], "where": ventes})
    values = app.events[0]["view"]["state"]["values"]
    assert values["who"]["who"]["selected_user"] == luc.id
    assert values["all"]["all"]["selected_users"] == [ana.id, luc.id]
    assert values["where"]["where"]["selected_channel"] == ventes.id
    assert values["tell"]["tell"]["selected_conversation"] == ventes.id
    assert values["others"]["others"]["selected_conversations"] == []


async def test_only_what_is_offered_can_be_chosen(
    slack: Sandbox, opened: Open, ana: Acting, luc: Acting
) -> None:
    secret = slack.add_channel("secret", members=[luc], private=True)
    own = slack.add_channel("projets", members=[ana], private=True)
    old = slack.add_channel("ancien", members=[ana])
    slack.archive(old)
    public = picker("conversations_select", "tell", filter={"include": ["public"]})
    await opened(modal(field(public), field(picker("static_select", options=OPTIONS))))
    for channel in (secret, own, old):
        with pytest.raises(NothingThere):
            ana.fill({"tell": channel})
    with pytest.raises(NothingThere):
        ana.fill({"pick": "d"})


async def test_a_current_conversation_that_is_filtered_out_is_not_chosen(
    slack: Sandbox, app: App, ana: Acting
) -> None:
    private = slack.add_channel("projets", members=[ana], private=True)
    public = picker(
        "conversations_select",
        default_to_current_conversation=True,
        filter={"include": ["public"]},
    )

    @app.bolt.command("/there")
    async def on_there(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field(public)))
        await ack()

    await ana.command("/there", private)
    assert ana.modal is not None
    assert ana.modal.values["pick"]["pick"]["selected_conversation"] is None


REFUSED: list[tuple[View, Any, str]] = [
    (entry("f"), "", "required"),
    (entry("f", min_length=3), "ab", "at least 3 characters"),
    (entry("f", max_length=3), "abcd", "at most 3 characters"),
    (entry("f"), "x" * 3001, "at most 3000 characters"),
    (field(picker("number_input", "f", is_decimal_allowed=False)), "2.5", "not a number"),
    (
        field(picker("number_input", "f", is_decimal_allowed=False, max_value="5")),
        "6",
        "out of range",
    ),
    (field(picker("email_text_input", "f")), "ana", "not an e-mail address"),
    (field(picker("url_text_input", "f")), "ana", "not an address"),
    (field(picker("static_select", "f", options=OPTIONS)), None, "required"),
    (
        field(picker("multi_static_select", "f", options=OPTIONS, max_selected_items=1)),
        ["a", "b"],
        "at most 1",
    ),
]


@pytest.mark.parametrize("block,value,why", REFUSED, ids=[f"{w} {v!s:.9}" for _, v, w in REFUSED])
async def test_the_client_refuses_before_the_app_is_asked(
    app: App, opened: Open, ana: Acting, block: View, value: Any, why: str
) -> None:
    await opened(modal(block))
    with pytest.raises(ClientRefused) as caught:
        await ana.submit({"f": value})
    assert (caught.value.block_id, caught.value.why) == ("f", why)
    assert app.events == []
    assert ana.modal is not None


async def test_an_optional_field_may_stay_empty(app: App, opened: Open, ana: Acting) -> None:
    await opened(modal(entry("story", optional=True)))
    await ana.submit()
    assert app.events[0]["view"]["state"]["values"]["story"]["story"]["value"] is None


async def test_errors_keep_the_modal_and_what_was_typed(
    app: App, opened: Open, ana: Acting
) -> None:
    @app.bolt.view("strict")
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


async def test_a_stack_of_modals(app: App, opened: Open, ana: Acting) -> None:
    @app.bolt.view("first")
    async def on_first(ack: Any) -> None:
        await ack(response_action="push", view=modal(entry("b"), callback_id="second"))

    @app.bolt.view("second")
    async def on_second(ack: Any) -> None:
        await ack(response_action="update", view=modal(section("Merci"), callback_id="third"))

    @app.bolt.view("third")
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


async def test_closing_one_shows_the_one_below(app: App, opened: Open, ana: Acting) -> None:
    @app.bolt.view("first")
    async def on_first(ack: Any) -> None:
        await ack(
            response_action="push",
            view=modal(entry("b"), callback_id="second", notify_on_close=True),
        )

    app.bolt.view_closed("second")(keep_submissions(app))
    await opened(modal(entry("a"), callback_id="first"))
    await ana.submit({"a": "un"})
    await ana.close_modal()
    assert ana.modal is not None
    assert ana.modal.callback_id == "first"
    (closed,) = app.events
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
    app: App, opened: Open, ana: Acting, answer: View
) -> None:
    @app.bolt.view("odd")
    async def on_odd(ack: Any) -> None:
        await ack(**answer)

    await opened(modal(entry("a"), callback_id="odd"))
    with pytest.raises(BadAnswer):
        await ana.submit({"a": "un"})
    assert ana.modal is not None


async def test_a_submission_left_without_answer(app: App, opened: Open, ana: Acting) -> None:
    await opened(modal(entry("a"), callback_id="nobody"))
    with pytest.raises(OperationTimeout):
        await ana.submit({"a": "un"})
    assert ana.modal is not None
    assert ana.modal.values["a"]["a"]["value"] == "un"
    assert app.events == []


# Changing a view under the reader's eyes


async def test_what_was_typed_survives_a_change(
    client: AsyncWebClient, opened: Open, ana: Acting
) -> None:
    await opened(modal(entry("kept"), entry("other")))
    ana.fill({"kept": "là", "other": "perdu"})
    assert ana.modal is not None
    renamed = field({"type": "plain_text_input", "action_id": "fresh"})
    await client.views_update(view_id=ana.modal.id, view=modal(entry("kept"), renamed))
    assert ana.modal.values["kept"]["kept"]["value"] == "là"
    assert ana.modal.values["fresh"]["fresh"]["value"] is None


async def test_a_stale_hash_is_refused(client: AsyncWebClient, opened: Open, ana: Acting) -> None:
    await opened(modal(section(), external_id="mine"))
    assert ana.modal is not None
    before = ana.modal.hash
    await client.views_update(external_id="mine", hash=before, view=modal(section("x")))
    late = client.views_update(external_id="mine", hash=before, view=modal(section("y")))
    assert await error(late) == "hash_conflict"


async def test_a_closed_modal_cannot_be_changed(
    client: AsyncWebClient, opened: Open, ana: Acting
) -> None:
    await opened(modal(section()))
    assert ana.modal is not None
    view_id = ana.modal.id
    await ana.close_modal()
    assert await error(client.views_update(view_id=view_id, view=modal(section()))) == "not_found"


async def test_an_external_id_is_unique(
    client: AsyncWebClient, opened: Open, luc: Acting, slack: Sandbox
) -> None:
    await opened(modal(section(), external_id="mine"))
    trigger = slack.backend.tickets.trigger(luc.id)
    second = client.views_open(trigger_id=trigger, view=modal(section(), external_id="mine"))
    assert await error(second) == "duplicate_external_id"


async def test_a_trigger_opens_one_modal(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    bad = client.views_open(trigger_id=trigger, view=modal(section("")))
    assert await error(bad) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=modal(section()))
    again = client.views_open(trigger_id=trigger, view=modal(section()))
    assert await error(again) == "exchanged_trigger_id"
    unknown = client.views_open(trigger_id="1.2.3", view=modal(section()))
    assert await error(unknown) == "invalid_trigger_id"


@pytest.mark.slow
async def test_a_trigger_is_good_three_seconds(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    await asyncio.sleep(3.05)
    late = client.views_open(trigger_id=trigger, view=modal(section()))
    assert await error(late) == "expired_trigger_id"


async def test_three_modals_are_the_most(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    async def push() -> None:
        trigger = slack.backend.tickets.trigger(ana.id)
        await client.views_push(trigger_id=trigger, view=modal(section()))

    trigger = slack.backend.tickets.trigger(ana.id)
    await client.views_open(trigger_id=trigger, view=modal(section()))
    await push()
    await push()
    assert await error(push()) == "push_limit_reached"
    assert len(ana.modals) == 3


async def test_a_refused_view_is_pointed_at(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    trigger = slack.backend.tickets.trigger(ana.id)
    long = modal(entry("a"), title=plain("Un titre beaucoup trop long"))
    answer = await refused(client.views_open(trigger_id=trigger, view=long))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert ana.modal is None


# Elements that act at once


async def test_a_button_in_a_modal(app: App, opened: Open, ana: Acting) -> None:
    app.bolt.action("more")(keep_submissions(app))
    await opened(modal(entry("story"), actions(button("more", "Plus", value="7"))))
    ana.fill({"story": "en cours"})
    await ana.click(ana.modal, "Plus")
    (body,) = app.events
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["view"]["state"]["values"]["story"]["story"]["value"] == "en cours"
    assert "channel" not in body
    assert "response_url" not in body
    (action,) = body["actions"]
    assert (action["type"], action["value"], action["text"]["text"]) == ("button", "7", "Plus")


async def test_only_dispatching_inputs_tell_the_app(app: App, opened: Open, ana: Acting) -> None:
    app.bolt.action("loud")(keep_submissions(app))
    await opened(modal(entry("quiet"), entry("loud", dispatch_action=True)))
    await ana.click(None, "quiet", "un")
    await ana.click(None, "loud", "deux")
    (body,) = app.events
    assert body["actions"][0]["value"] == "deux"
    values = body["view"]["state"]["values"]
    assert values["quiet"]["quiet"]["value"] == "un"
    assert values["loud"]["loud"]["value"] == "deux"


async def test_elements_of_a_message(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    overflow = {"type": "overflow", "action_id": "menu", "options": OPTIONS}
    posted = slack.backend.bot_post(
        ventes,
        "Carte",
        blocks=[
            section(accessory=overflow, block_id="card"),
            actions(button("read", "Lire", value="1"), block_id="one"),
            actions(
                button("read", "Lire", value="2"), picker("users_select", "who"), block_id="two"
            ),
        ],
    )
    for action_id in ("menu", "read", "who"):
        app.bolt.action(action_id)(keep_submissions(app))
    await ana.click(posted, "Gamma")
    await ana.click(posted, "read", "2")
    await ana.click(posted, "who", luc)
    menu, read, who = app.events
    assert menu["actions"][0]["selected_option"] == OPTIONS[2]
    assert menu["message"]["text"] == "Carte"
    assert menu["channel"] == {"id": ventes.id, "name": "ventes"}
    assert read["actions"][0]["block_id"] == "two"
    assert who["actions"][0]["selected_user"] == luc.id
    assert who["state"]["values"]["two"]["who"]["selected_user"] == luc.id


async def test_what_is_not_in_front_cannot_be_used(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting, opened: Open
) -> None:
    shown = slack.backend.bot_show(ventes, luc.id, "Pour Luc", blocks=[actions(button("go"))])
    posted = slack.backend.bot_post(ventes, "Pour tous", blocks=[actions(button("go"))])
    await opened(modal(actions(button("go"))))
    for who, where, name in (
        (ana, shown, "go"),
        (ana, posted, "stop"),
        (luc, ana.modal, "go"),
        (luc, None, "go"),
    ):
        with pytest.raises(NothingThere):
            await who.click(where, name)
    with pytest.raises(OperationTimeout):
        await ana.click(posted, "go")
    assert app.events == []


async def test_an_external_select_asks_the_app(app: App, opened: Open, ana: Acting) -> None:
    @app.bolt.options("tag")
    async def on_tag(ack: Any, body: dict[str, Any]) -> None:
        app.events.append(body)
        found = [o for o in OPTIONS if body["value"] in o["text"]["text"]]
        await ack(options=found)

    await opened(modal(field(picker("external_select", "tag", min_query_length=2))))
    assert await ana.suggestions(ana.modal, "tag", "a") == []
    assert await ana.suggestions(ana.modal, "tag", "mm") == [OPTIONS[2]]
    await ana.submit({"tag": "Gamma"})
    asked, submitted = app.events
    assert (asked["type"], asked["value"], asked["block_id"]) == ("block_suggestion", "mm", "tag")
    chosen = submitted["view"]["state"]["values"]["tag"]["tag"]["selected_option"]
    assert chosen == OPTIONS[2]


async def test_a_modal_can_lend_a_response_url(
    app: App, opened: Open, ana: Acting, ventes: Channel
) -> None:
    element = picker(
        "conversations_select",
        "where",
        response_url_enabled=True,
        default_to_current_conversation=True,
    )
    await opened(modal(field(element)))
    await ana.submit()
    (url,) = app.events[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("where", "where", ventes.id)


# Home


async def test_home_is_published_when_it_is_opened(
    app: App, client: AsyncWebClient, ana: Acting, luc: Acting
) -> None:
    @app.bolt.event("app_home_opened")
    async def on_opened(event: dict[str, Any]) -> None:
        app.events.append(event)
        await client.views_publish(user_id=event["user"], view=home(actions(button("go"))))

    app.bolt.action("go")(keep_submissions(app))
    shown = await ana.open_home()
    assert shown is not None
    assert shown is ana.home
    assert luc.home is None
    await ana.click(shown, "go")
    body = app.events[-1]
    assert (body["view"]["type"], body["view"]["id"]) == ("home", shown.id)
    again = await ana.open_home()
    assert again is shown
    assert app.events[-1]["view"]["id"] == shown.id
    stale = client.views_publish(user_id=ana.id, view=home(), hash="0.stale")
    assert await error(stale) == "hash_conflict"


async def test_no_home_without_a_home_tab(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    slack.install_manifest({"features": {"app_home": {"home_tab_enabled": False}}})
    assert await error(client.views_publish(user_id=ana.id, view=home())) == "not_enabled"
