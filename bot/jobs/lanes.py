"""Lanes: what goes to each place is sent in order, and many places are served at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.domain.notices import Claim
from bot.domain.pace import Busy, Place, place_of

MOST = 50
"""How many places are served at once."""
MOST_IN_WORKSPACE = 10
"""How many of them in one workspace: where Slack does not answer, the others have the rest."""


class Lanes:
    """Serves places, never one of them twice at once, and holds what cannot be served yet."""

    def __init__(
        self, serve: Callable[[Sequence[Claim]], Awaitable[None]], ended: Callable[[], None]
    ) -> None:
        self._serve = serve
        self._ended = ended
        self._serving: dict[Place, asyncio.Task[None]] = {}
        self._held: dict[Place, list[Claim]] = {}

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is being sent."""
        return not self._serving

    @property
    def has_room(self) -> bool:
        """Tell whether more could be begun now than is held here."""
        return len(self._serving) < MOST and self._next() is None

    @property
    def busy(self) -> Busy:
        """Return where nothing more could be begun now."""
        full = (team_id for team_id, _ in self._serving if self._is_full(team_id))
        return Busy(frozenset({*self._serving, *self._held}), frozenset(full))

    def begin(self, claims: Iterable[Claim]) -> None:
        """Send notices, each as soon as its place is free."""
        for claim in claims:
            self._held.setdefault(place_of(claim.notice), []).append(claim)
        self._begin_held()

    async def end_of_one(self) -> None:
        """Return when some place was served."""
        await asyncio.wait(self._serving.values(), return_when=asyncio.FIRST_COMPLETED)

    def let_go(self) -> list[Claim]:
        """Return what was not begun, and hold it no more."""
        held = [claim for claims in self._held.values() for claim in claims]
        self._held.clear()
        return held

    def _begin_held(self) -> None:
        while len(self._serving) < MOST and (place := self._next()) is not None:
            claims = self._held.pop(place)
            self._serving[place] = asyncio.create_task(self._serve_place(place, claims))

    async def _serve_place(self, place: Place, claims: Sequence[Claim]) -> None:
        try:
            await self._serve(claims)
        finally:
            del self._serving[place]
            self._begin_held()
            self._ended()

    def _next(self) -> Place | None:
        free = (p for p in self._held if p not in self._serving and not self._is_full(p[0]))
        return next(free, None)

    def _is_full(self, team_id: str) -> bool:
        return sum(place[0] == team_id for place in self._serving) >= MOST_IN_WORKSPACE
