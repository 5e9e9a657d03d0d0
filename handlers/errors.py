"""What becomes of an exception in a listener: words for the person, a log line for us."""

from typing import Any
from uuid import uuid4

import structlog
from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import AlreadyDone, CordeeError
from bot.i18n import Translator, translator
from bot.views import errors as words

log = structlog.get_logger()


async def on_error(
    error: Exception, body: dict[str, Any], context: AsyncBoltContext
) -> BoltResponse | None:
    """Answer with a sentence that loses nothing of what was typed.

    A gesture done before is acknowledged. An event that failed is left to Slack to send again.
    """
    if isinstance(error, AlreadyDone):
        return BoltResponse(status=200)
    t: Translator = context.get("t") or translator("en")
    if isinstance(error, CordeeError):
        sentence, field = words.refusal(t, error), error.field
        log.info("refused", reason=type(error).__name__, team=context.team_id)
    else:
        reference = uuid4().hex[:8]
        log.error("failed", reference=reference, team=context.team_id, exc_info=error)
        sentence, field = words.our_fault(t, reference), None
        if body.get("type") == "event_callback":
            return None  # the 500 that Bolt answers makes Slack send the event again
    return await _answer(body, t, sentence, field)


async def _answer(
    body: dict[str, Any], t: Translator, sentence: str, field: str | None
) -> BoltResponse:
    if "command" in body:
        typed = f"{body['command']} {body.get('text', '')}".strip()
        text = words.with_words(t, sentence, typed if body.get("text") else "")
        return _json({"response_type": "ephemeral", "text": text})
    if body.get("type") == "view_submission":
        errors = {_blamed(body["view"], field): sentence}
        return _json({"response_action": "errors", "errors": errors})
    if body.get("response_url"):
        await AsyncWebhookClient(body["response_url"]).send(
            text=sentence, response_type="ephemeral", replace_original=False
        )
    return BoltResponse(status=200)


def _blamed(view: dict[str, Any], field: str | None) -> str:
    """Return the form field to show a sentence beside: the one to blame, or the first one."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    named = f"{view['callback_id']}.{field}"
    return named if named in inputs else str(inputs[0])


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body)
