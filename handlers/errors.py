"""What becomes of an exception in a listener: words for the person, a log line for us."""

from typing import Any
from uuid import uuid4

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.words import plain
from bot.errors import AlreadyDone, CordeeError, N_, SlackUnavailable
from bot.i18n import Translator, translator
from bot.slack.client import code_of
from bot.views import errors as words
from bot.views.ids import CORDEE_COMMAND

ANSWER_SECONDS = 2
VIEW_CLOSED = "not_found"
"""What Slack says of a view that is not open any more; of other things it says what is missing."""

_TOO_LATE = {
    "expired_trigger_id",
    "trigger_expired",
    "exchanged_trigger_id",
    "trigger_exchanged",
}
_BUSY = {
    "ratelimited",
    "rate_limited",
    "internal_error",
    "fatal_error",
    "request_timeout",
    "service_unavailable",
}

log = structlog.get_logger()


class FormClosed(CordeeError):
    """Slack opens a form within three seconds of the gesture, or not at all."""

    message = N_("That took me too long, and Slack would not open the form any more. Try again?")


async def on_error(
    error: Exception, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
) -> BoltResponse | None:
    """Answer with a sentence that loses nothing of what was typed.

    A gesture done before is acknowledged, and one whose page was closed meanwhile. An event that
    failed is left to Slack to send again.
    """
    if isinstance(error, AlreadyDone) or _is_of_a_closed_view(error):
        return BoltResponse(status=200)
    t: Translator = context.get("t") or translator("en")
    is_event = body.get("type") == "event_callback"
    if body.get("type") == "block_suggestion":
        # Somebody is typing: nothing is found, and no sentence interrupts them.
        log.error("nothing suggested", team=context.team_id, exc_info=error)
        return _json({"options": []})
    refused = _refusal(error)
    if refused is None:
        reference = uuid4().hex[:8]
        log.error("failed", reference=reference, team=context.team_id, exc_info=error)
        # The 500 that Bolt answers for None makes Slack send an event again.
        return None if is_event else await _answer(body, t, words.our_fault(t, reference), client)
    log.info("refused", reason=type(refused).__name__, team=context.team_id)
    if is_event:
        return None if isinstance(refused, SlackUnavailable) else BoltResponse(status=200)
    return await _answer(body, t, words.refusal(t, refused), client, refused.field)


def _is_of_a_closed_view(error: Exception) -> bool:
    """Tell whether somebody closed a page before its contents came: they want it no more."""
    return isinstance(error, SlackApiError) and code_of(error) == VIEW_CLOSED


def _refusal(error: Exception) -> CordeeError | None:
    """Return what a person can be told of an error; None when it is ours to look into."""
    if isinstance(error, CordeeError):
        return error
    if isinstance(error, ClientError | TimeoutError):
        return SlackUnavailable()
    if isinstance(error, SlackApiError):
        code = code_of(error)
        if code in _TOO_LATE:
            return FormClosed()
        if code in _BUSY or code.startswith("http_"):
            return SlackUnavailable()
    return None


async def _answer(
    body: dict[str, Any],
    t: Translator,
    sentence: str,
    client: AsyncWebClient,
    field: str | None = None,
) -> BoltResponse:
    if "command" in body:
        text = words.with_words(t, sentence, _typed(body))
        return _json({"response_type": "ephemeral", "text": text})
    if body.get("type") == "view_submission":
        return _json(_in_the_form(body["view"], t, sentence, field))
    if body.get("response_url"):
        await AsyncWebhookClient(body["response_url"], timeout=ANSWER_SECONDS).send(
            text=sentence, response_type="ephemeral", replace_original=False
        )
    elif body.get("user"):
        # A click in Home or in a page has no channel to answer in.
        await client.chat_postMessage(channel=body["user"]["id"], text=sentence)
    return BoltResponse(status=200)


def _typed(body: dict[str, Any]) -> str:
    """Return a command as it can be typed again; empty when it had no words to lose."""
    text = plain(body.get("text") or "", {}).strip()
    # What follows /cordee names a thing first: alone, it is quickly typed again.
    to_lose = text.split()[1:] if body["command"] == CORDEE_COMMAND else text
    return f"{body['command']} {text}" if to_lose else ""


def _in_the_form(
    view: dict[str, Any], t: Translator, sentence: str, field: str | None
) -> dict[str, Any]:
    """Return a sentence beside the form field to blame, or the first one; else in its place."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    named = f"{view['callback_id']}.{field}"
    if not inputs:
        return {"response_action": "update", "view": words.page(t, view["title"]["text"], sentence)}
    return {
        "response_action": "errors",
        "errors": {named if named in inputs else inputs[0]: sentence},
    }


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body)
