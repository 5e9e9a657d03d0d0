"""Request bodies read as slack_sdk writes them: JSON, forms and multipart."""

import json
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.nouns import Json

JSON_ARGUMENTS = ("blocks", "attachments", "metadata", "view")


async def arguments(http: Request) -> Json:
    """Read a call's arguments from its query and its body, whatever way they were written."""
    args: Json = dict(http.query_params.items())
    body = await http.body()
    content_type = http.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        given = json.loads(body or b"{}")
        args |= given if isinstance(given, dict) else {}
    elif content_type.startswith("application/x-www-form-urlencoded"):
        args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    elif content_type.startswith("multipart/form-data"):
        args |= dict(_parts(content_type, body))
    return {name: _decode(name, value) for name, value in args.items()}


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        yield str(part.get_param("name", header="content-disposition")), _text(part)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode() if isinstance(content, bytes) else str(content)


def _decode(name: str, value: Any) -> Any:
    if name not in JSON_ARGUMENTS or not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value  # left as it is: the method refuses it by its own error
