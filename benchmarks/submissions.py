"""Submissions of the share form, as Slack sends them: signed beforehand, each its own form."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

from sandbox.nouns import Json
from sandbox.server import Sandbox

STORY = (
    "We signed Béta: their buyer never read our e-mails, so Luc sent a text message with the two "
    "prices, and she answered within the hour."
)


async def submitted_form(slack: Sandbox) -> Json:
    """Let somebody share a win, and return what Slack sent when they submitted the form."""
    ana = slack.add_person("Ana Morel", locale="fr-FR", tz="Europe/Paris")
    others = [slack.add_person(name) for name in ("Luc Petit", "Mia Stone")]
    channel = slack.add_channel("ventes", members=[ana, *others])
    await ana.command(f"/win {STORY}", channel)
    people = [person.id for person in (ana, *others)]
    await ana.submit({"wins.share.people": people, "wins.share.customer": "Fewer reminders."})
    return slack.deliveries[-1].payload


class Submissions:
    """Any number of different submissions of one form."""

    def __init__(self, form: Json, signing_secret: str) -> None:
        self._view_id = str(form["view"]["id"]).encode()
        self._body = urlencode({"payload": json.dumps(form)}).encode()
        self._secret = signing_secret.encode()
        self._numbers = count(1)

    @property
    def size(self) -> int:
        """Return how long one body is, in bytes."""
        return len(self._body)

    def signed(self, number: int) -> list[bytes]:
        """Return complete HTTP requests, each from a view of its own, signed now."""
        # Bolt compares with the time of day and refuses what is five minutes old.
        now = str(int(time.time())).encode()  # noqa: TID251
        return [self._request(body, now) for body in self._bodies(number)]

    def _bodies(self, number: int) -> Iterator[bytes]:
        for _ in range(number):
            yield self._body.replace(self._view_id, b"V%010d" % next(self._numbers))

    def _request(self, body: bytes, now: bytes) -> bytes:
        digest = hmac.new(self._secret, b"v0:" + now + b":" + body, hashlib.sha256).hexdigest()
        return (
            b"POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1\r\n"
            b"content-type: application/x-www-form-urlencoded\r\n"
            b"x-slack-request-timestamp: %b\r\nx-slack-signature: v0=%b\r\n"
            b"content-length: %d\r\n\r\n%b" % (now, digest.encode(), len(body), body)
        )
