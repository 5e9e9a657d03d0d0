"""How failures are asked of the sandbox."""

from sandbox.backend import Backend
from sandbox.failures import Planned
from sandbox.nouns import Channel


class FailsOnRequest:
    """Fail when asked to; "response_url" stands for the posts to response urls."""

    backend: Backend

    def will_fail(
        self,
        method: str,
        error: str,
        retry_after: int | None = None,
        times: int = 1,
        channel: Channel | str | None = None,
    ) -> None:
        """Refuse the next calls: "ratelimited" is a 429, "http_500" a 5xx, the rest ok:false."""
        where = channel.id if isinstance(channel, Channel) else channel
        plan = Planned(method, "fail", times, error, retry_after, where)
        self.backend.failures.plan(plan)

    def will_drop(self, method: str, times: int = 1) -> None:
        """Do the work of the next calls, then cut the connection without an answer."""
        self.backend.failures.plan(Planned(method, "drop", times))

    def will_delay(
        self, method: str, seconds: float, times: int = 1, work_first: bool = True
    ) -> None:
        """Answer the next calls late; the work is done at once, unless `work_first` is off."""
        plan = Planned(method, "delay", times, seconds=seconds, work_first=work_first)
        self.backend.failures.plan(plan)

    def will_redeliver(self, event_type: str) -> None:
        """Deliver the next such event twice, with the same event_id."""
        self.backend.failures.plan_redelivery(event_type)

    def will_reorder(self, events: int = 2) -> None:
        """Hold the next events until there are this many, and deliver the last one first."""
        self.backend.failures.reorder = events
