"""Many places are served at once, none twice, and one workspace never takes all the room."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from bot.domain.notices import Claim, Notice, NoticeKind
from bot.jobs.lanes import MOST, MOST_IN_WORKSPACE, Lanes

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


def claim(key: str, channel: str, team: str = "T1") -> Claim:
    notice = Notice(team, key, NoticeKind.WIN_CARD, "win:1", NOW, channel)
    return Claim(notice, NOW, 0, None, None, in_doubt=False)


class Served:
    """Lanes whose sends last until they are let through."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended = 0
        self.lanes = Lanes(self._serve, self._end)
        self._gates: dict[str, asyncio.Event] = {}

    async def _serve(self, claims: Sequence[Claim]) -> None:
        keys = [claim.notice.key for claim in claims]
        self.begun += keys
        gate = self._gates[keys[0]] = asyncio.Event()
        await gate.wait()

    def _end(self) -> None:
        self.ended += 1

    async def let_through(self, key: str) -> None:
        self._gates[key].set()
        await self.lanes.end_of_one()
        await asyncio.sleep(0)

    async def finish(self) -> None:
        while not self.lanes.is_idle:
            for gate in list(self._gates.values()):
                gate.set()
            await self.lanes.end_of_one()
            await asyncio.sleep(0)

    async def begin(self, *claims: Claim) -> None:
        self.lanes.begin(claims)
        await asyncio.sleep(0)


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    found = Served()
    yield found
    await found.finish()


async def test_a_place_is_served_once_at_a_time_and_in_order(served: Served) -> None:
    await served.begin(claim("a", "C1"), claim("b", "C1"), claim("x", "C2"))
    await served.begin(claim("c", "C1"))
    assert served.begun == ["a", "b", "x"]
    assert served.lanes.busy.places == {("T1", "C1"), ("T1", "C2")}
    await served.let_through("a")
    assert served.begun == ["a", "b", "x", "c"]
    assert served.ended == 1


async def test_a_workspace_that_hangs_leaves_room_for_the_others(served: Served) -> None:
    await served.begin(*(claim(f"a{n}", f"C{n}") for n in range(30)))
    assert len(served.begun) == MOST_IN_WORKSPACE
    assert served.lanes.busy.team_ids == {"T1"}
    assert served.lanes.has_room
    await served.begin(claim("b", "C1", "T2"))
    assert served.begun[-1] == "b"
    await served.let_through("a0")
    assert len(served.begun) == MOST_IN_WORKSPACE + 2


async def test_there_is_an_end_to_the_room_and_the_rest_can_be_given_back(served: Served) -> None:
    await served.begin(*(claim(f"a{n}", "C1", f"T{n}") for n in range(MOST + 5)))
    assert len(served.begun) == MOST
    assert not served.lanes.has_room
    assert [each.notice.key for each in served.lanes.let_go()] == [
        f"a{n}" for n in range(MOST, MOST + 5)
    ]
    for number in range(MOST):
        await served.let_through(f"a{number}")
    assert served.lanes.is_idle
    assert len(served.begun) == MOST
