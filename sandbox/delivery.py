"""Deliveries to the app: each envelope is handed over, awaited and, for events, tried again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sandbox.failures import Failures
from sandbox.nouns import Json

Kind = Literal["events_api", "slash_commands", "interactive"]
Status = Literal["pending", "acked", "timeout", "error"]


@dataclass(frozen=True)
class Answer:
    """Tell how one attempt ended."""

    status: Status
    body: Any = None
    reason: str = ""
    """Slack's word for what went wrong, as in `x-slack-retry-reason`."""
    no_retry: bool = False


@dataclass
class Delivery:
    """Record one envelope: what it carried and what became of it."""

    kind: Kind
    payload: Json
    status: Status = "pending"
    attempts: int = 0
    response: Any = None
    """What the app answered with, if it answered with anything."""
    reason: str = ""
    tried: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    """Set when the first attempt has ended."""

    @property
    def name(self) -> str:
        """Return the event's type, the command, or the interaction's type."""
        if self.kind == "events_api":
            return str(self.payload.get("event", self.payload).get("type"))
        return str(self.payload.get("command") or self.payload.get("type"))


class Transport(Protocol):
    """Carry one envelope to the app."""

    async def send(self, delivery: Delivery, retry_num: int, retry_reason: str) -> Answer:
        """Hand the envelope over and wait for its acknowledgement."""

    async def close(self) -> None:
        """Let go of every connection."""


class Courier:
    """Deliver to the app, keep a record, and try events again as Slack does."""

    def __init__(
        self, transport: Transport, failures: Failures, retry_delays: Sequence[float]
    ) -> None:
        self.transport = transport
        self.deliveries: list[Delivery] = []
        self._failures = failures
        self._retry_delays = retry_delays
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[Delivery] = []
        self._left: list[Transport] = []

    def use(self, transport: Transport) -> None:
        """Go this way from now on."""
        if transport is not self.transport:
            self._left.append(self.transport)
            self.transport = transport

    async def ask(self, kind: Kind, payload: Json) -> Delivery:
        """Deliver a command or an interaction once, and return it with its answer."""
        delivery = self._record(kind, payload)
        await self._start(delivery, ())
        return delivery

    def publish(self, payload: Json) -> None:
        """Deliver an event in the background, three more times if need be."""
        delivery = self._record("events_api", payload)
        if self._failures.reorder:
            self._hold(delivery)
        else:
            self._release(delivery)

    def _hold(self, delivery: Delivery) -> None:
        self._held.append(delivery)
        self._failures.reorder -= 1
        if not self._failures.reorder:
            held, self._held = self._held, []
            for late in reversed(held):
                self._release(late)

    def _release(self, delivery: Delivery) -> None:
        self._start(delivery, self._retry_delays)
        if self._failures.take_redelivery(delivery.name):
            again = self._record("events_api", delivery.payload)
            self._start(again, self._retry_delays, first_num=1)

    def _record(self, kind: Kind, payload: Json) -> Delivery:
        delivery = Delivery(kind, payload)
        self.deliveries.append(delivery)
        return delivery

    def _start(
        self, delivery: Delivery, delays: Sequence[float], first_num: int = 0
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(self._deliver(delivery, delays, first_num))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _deliver(self, delivery: Delivery, delays: Sequence[float], first_num: int) -> None:
        answer = Answer("pending", reason="http_timeout" if first_num else "")
        for attempt, delay in enumerate((0.0, *delays)):
            if delay:
                await asyncio.sleep(delay)
            delivery.attempts += 1
            answer = await self.transport.send(delivery, first_num + attempt, answer.reason)
            delivery.tried.set()
            delivery.response, delivery.reason = answer.body, answer.reason
            if answer.status == "acked" or answer.no_retry:
                break
        delivery.status = answer.status

    async def quiet(self, timeout: float) -> None:
        """Wait until every delivery so far is acknowledged or given up, or raise TimeoutError."""
        ends = asyncio.get_running_loop().time() + timeout
        while self._tasks or self._held:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                waiting = [d.name for d in self.deliveries if d.status == "pending"]
                raise TimeoutError(f"still being delivered: {waiting}")
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=left)
            else:
                await asyncio.sleep(min(left, 0.01))

    async def close(self) -> None:
        """Give up whatever is still being delivered."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in [*self._left, self.transport]:
            await transport.close()
