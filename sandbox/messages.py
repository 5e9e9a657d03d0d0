"""The contents of a message an app sends: read, checked, and put in place of others."""

import copy
from dataclasses import dataclass

from sandbox import blocks as block_kit, shapes
from sandbox.backend import Backend
from sandbox.errors import SlackError
from sandbox.forms import places
from sandbox.nouns import Json, Message
from sandbox.wording import fresh_id, normalise


@dataclass(frozen=True)
class Content:
    """Hold what an app wants a message to say."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json | None
    given: frozenset[str]
    """Which of the arguments were given at all."""


def content(args: Json, updating: bool = False, through_response_url: bool = False) -> Content:
    """Read the arguments of a message, refusing what Slack refuses."""
    blocks, attachments = args.get("blocks") or [], args.get("attachments") or []
    text = str(args.get("text") or args.get("markdown_text") or "")
    if args.get("markdown_text") and (args.get("text") or blocks):
        raise SlackError("markdown_text_conflict")
    empty = not text.strip() and not blocks and not attachments
    if empty and not (updating and "metadata" in args):
        raise SlackError("no_text")
    block_kit.check_message(blocks, capped=not through_response_url)
    block_kit.check_attachments(attachments)
    block_kit.check_metadata(args.get("metadata"))
    blocks = with_ids(blocks)
    given = frozenset(name for name in args if args[name] is not None)
    metadata = args.get("metadata") or None
    return Content(text or words(blocks), blocks, attachments, metadata, given)


def with_ids(blocks: list[Json]) -> list[Json]:
    """Return a copy of blocks where Slack has filled in the ids that were left out."""
    filled: list[Json] = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", fresh_id())
    for place in places(filled):
        place.element.setdefault("action_id", fresh_id())
    return filled


def words(blocks: list[Json]) -> str:
    """Compose the top-level text of a message that was given blocks alone."""
    said = []
    for block in blocks:
        texts = [block.get("text"), *(block.get("fields") or []), *(block.get("elements") or [])]
        found = (t.get("text") for t in texts if isinstance(t, dict))
        said += [t for t in found if isinstance(t, str)]
    return " ".join(said)


def change(backend: Backend, message: Message, new: Content) -> None:
    """Put new contents in a message: text without blocks removes blocks, metadata is kept."""
    before = shapes.message(backend.installation, message)
    fields: Json = {}
    if new.given & {"text", "blocks", "attachments", "markdown_text"}:
        fields |= {"blocks": new.blocks, "attachments": new.attachments}
        fields["text"] = normalise(new.text)
    if "metadata" in new.given:
        fields["metadata"] = new.metadata
    if fields.get("text", message.text) != message.text:
        fields["edited"] = {
            "user": message.user,
            "ts": f"{backend.workspace.event_ts()[:-7]}.000000",
        }
    backend.workspace.edit(message, backend.bot, before, **fields)
