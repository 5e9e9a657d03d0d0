"""What one workspace gave, no other sees: every query of a store is bound to its workspace."""

import inspect
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, get_type_hints

import pytest
from sqlalchemy import event

from bot.domain.agreements import Stance, Voice
from bot.domain.answers import Answer
from bot.domain.channels import KeepersChanged
from bot.domain.digests import ItemKind, Period
from bot.domain.directions import LeadersChanged
from bot.domain.echoes import Echo
from bot.domain.findings import AskedWord, Form, Wanted
from bot.domain.follow_ups import FollowUp
from bot.domain.library import Kind
from bot.domain.nominations import Consent, NominatedMessage, Proposed
from bot.domain.notices import NoticeKind
from bot.domain.objectives import Objective
from bot.domain.practices import Practice
from bot.domain.schedules import ScheduleKind
from bot.domain.trials import Trial
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Source, Win
from storage.database import Database
from storage.tables import CHOICES, NAMED, PERSON, WORDS, metadata
from storage.transactions import TeamTransaction

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STORES = [
    name for name, member in vars(TeamTransaction).items() if isinstance(member, cached_property)
]

SAMPLES: dict[Any, Any] = {
    str: "any",
    int: 3,
    int | None: None,
    datetime: NOW,
    Period: Period(NOW - timedelta(days=7), NOW),
    Collection[str]: ("any",),
    Mapping[str, str]: {"any": "mark"},
    Mapping[ItemKind, datetime]: {ItemKind.FOLLOW_UP: NOW},
    Sequence[str]: ("any",),
    ScheduleKind: ScheduleKind.DIGEST,
    NoticeKind: NoticeKind.DIGEST,
    ItemKind: ItemKind.WIN,
    Echo: Echo("any", "T1", "any", "U1", "", "words", "", NOW),
    Answer: Answer("any", "T1", "any", "U1", "words", NOW),
    FollowUp: FollowUp("any", "T1", "any", "any", "C1", "U1", "words", NOW),
    Voice: Voice("U1", Stance.IN, NOW),
    Trial: Trial("any", "T1", "C1", "U1", "words", "", "", "", ("U1",), NOW.date(), NOW, NOW),
    Objective: Objective("any", "T1", "C1", "any", "U1", "words", "", "", NOW.date(), NOW, NOW),
    Source: Source("C1", "1.0"),
    Proposed: Proposed(Source("C1", "1.0")),
    NominatedMessage: NominatedMessage("T1", Source("C1", "1.0"), "U1", Consent.ASKED, NOW),
    LeadersChanged: LeadersChanged(named=("U1",), unnamed=("U2",)),
    KeepersChanged: KeepersChanged(named=("U1",), unnamed=("U2",)),
    Kind: Kind.WIN,
    Wanted: Wanted((AskedWord("any", (Form("t1_any"),)),)),
    Sight: Sight(everywhere=True, open_channels={"C1"}, channels={"C2"}),
    Practice: Practice(
        "any", "T1", "U1", "title", "words", "", (), Audience.EVERYONE, "C1", NOW, NOW
    ),
    Practice | Win | Trial: Win("any", "T1", "U1", ("U1",), "words", "", "", "C1", NOW),
    Win: Win("any", "T1", "U1", ("U1",), "words", "", "", "C1", NOW),
}
"""Something to hand to each kind of parameter; what is asked for does not matter."""


def queries(store: object) -> Iterator[tuple[str, Callable[..., Awaitable[object]]]]:
    for name, method in inspect.getmembers(store, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            yield name, method


def sample_arguments(method: Callable[..., object]) -> dict[str, object]:
    hints = get_type_hints(method)
    return {name: SAMPLES[hints[name]] for name in inspect.signature(method).parameters}


@pytest.mark.parametrize("store", STORES)
async def test_every_query_names_its_workspace(store: str, database_url: str) -> None:
    database = Database(database_url)
    said: list[str] = []
    unbound: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    try:
        async with database.write("T1") as tx:
            event.listen(database.engine.sync_engine, "before_cursor_execute", listen)
            for name, method in queries(getattr(tx, store)):
                said.clear()
                await method(**sample_arguments(method))
                assert said, f"{store}.{name} asked nothing"
                unbound += [f"{store}.{name}: {sql}" for sql in said if not _is_bound(sql)]
    finally:
        await database.close()
    assert not unbound


def _is_bound(statement: str) -> bool:
    if statement.startswith("INSERT"):
        return "team_id" in statement
    return "team_id = " in statement.partition("WHERE")[2]


def test_every_row_belongs_to_a_workspace() -> None:
    astray = [
        name
        for name, table in metadata.tables.items()
        # What has a number of its own names its workspace all the same.
        if "team_id" not in table.primary_key and table.c.team_id.nullable
    ]
    assert not astray


def test_columns_about_people_are_marked() -> None:
    people = {"author_id", "user_id", "set_by"}
    unmarked = {
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if (column.name in people and column.info not in (PERSON, NAMED))
        or (str(column.type) in {"TEXT", "JSON"} and column.info not in (WORDS, CHOICES))
    }
    assert not unmarked
