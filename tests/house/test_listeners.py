"""What listens is given what it asks for, and what can be clicked is listened to."""

import ast
import inspect

from slack_bolt.context.base_context import BaseContext
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.domain.notices import NoticeKind
from handlers.binding import Binding
from tests.house.tree import parsed, python_files
from tests.support.company import Company


def ids_named_in(*folders: str) -> set[str]:
    return {
        node.attr
        for path in python_files(*folders)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "ids"
        and node.attr.isupper()
    }


async def test_every_parameter_of_a_listener_is_provided(company: Company) -> None:
    """Bolt only warns, and passes None."""
    bolt = company.cordee.bolt
    [binding] = [found for found in bolt._async_middleware_list if isinstance(found, Binding)]
    provided = {
        *inspect.signature(AsyncArgs).parameters,
        *BaseContext.copyable_standard_property_names,
        *binding._provided,
        "gesture",
        "t",
        "commands",
    }
    assert bolt._async_listeners
    unknown = {
        f"{listener.ack_function.__qualname__}({name})"
        for listener in bolt._async_listeners
        for name in inspect.signature(listener.ack_function).parameters
        if name not in provided
    }
    assert not unknown


def test_everything_that_views_offer_is_listened_to() -> None:
    assert not ids_named_in("bot/views") - ids_named_in("handlers")


async def test_every_kind_of_notice_has_its_words(company: Company) -> None:
    assert company.cordee.worker._notices.renderers.keys() == set(NoticeKind)
