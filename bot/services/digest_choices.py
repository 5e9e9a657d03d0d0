"""What a digest tells: chosen by the rules of fairness, and read again as it stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.digests import (
    ASKED_WITHIN,
    LONG_AGO,
    Choice,
    Digest,
    Item,
    ItemKind,
    Reach,
    items_of,
)
from bot.domain.fairness import remembered
from bot.domain.follow_ups import SAID, WAITS
from bot.domain.teams import carried_by
from bot.domain.visibility import Sight
from bot.services.questions import question_of
from storage.transactions import TeamTransaction


async def choose(
    tx: TeamTransaction, channel_id: str, week: str, reach: Reach, sight: Sight
) -> Choice:
    """Return what a digest shows, in its order, as the rules of fairness choose it."""
    wins = await tx.digests.wins(channel_id, reach.whole, sight)
    practices = await tx.digests.practices(channel_id, reach.whole, sight)
    shown = await tx.digests.last_shown(channel_id, reach.until - LONG_AGO)
    memory = remembered(shown, await tx.teams.all())
    items = (
        *await _followed_up(tx, channel_id, reach),
        *items_of(wins, practices, memory, reach.until),
        await _question(tx, channel_id, reach),
    )
    return Choice(tx.team_id, channel_id, week, items, reach.until)


async def _followed_up(tx: TeamTransaction, channel_id: str, reach: Reach) -> Iterable[Item]:
    """Return what came of what was said, then what has waited longest, if it has for weeks."""
    closed = await tx.follow_ups.closed_in(channel_id, reach.news)
    shown = await tx.digests.showed(ItemKind.FOLLOW_UP, channel_id, reach.since)
    waiting = await tx.follow_ups.waiting_in(channel_id, reach.until - WAITS)
    return [
        *(
            Item(ItemKind.FOLLOW_UP, each.follow_up_id)
            for each in closed
            # One that was opened again since it was shown is news again.
            if not _is_after(shown.get(each.follow_up_id), each.closed_at)
        ),
        *(Item(ItemKind.WAITING, each.follow_up_id) for each in waiting[:1]),
    ]


async def _question(tx: TeamTransaction, channel_id: str, reach: Reach) -> Item:
    """Return the question that ends a digest; without an id where all are set aside."""
    choice = await tx.questions.choice(channel_id)
    asked_at = dict(choice.asked_at)
    since = reach.until - ASKED_WITHIN
    for key, at in (await tx.digests.showed(ItemKind.QUESTION, channel_id, since)).items():
        asked_at[key] = max(at, asked_at.get(key, at))
    question = replace(choice, asked_at=asked_at).next_to_take_along()
    return Item(ItemKind.QUESTION, question.question_id if question else "")


async def compose(tx: TeamTransaction, choice: Choice, reach: Reach, sight: Sight) -> Digest:
    """Return what was chosen as it stands now."""
    wins = await tx.wins.several(choice.ids(ItemKind.WIN))
    practices = await tx.practices.several(choice.ids(ItemKind.PRACTICE))
    said = choice.ids(ItemKind.FOLLOW_UP), choice.ids(ItemKind.WAITING)
    followed = await tx.follow_ups.several([*said[0], *said[1]])
    teams = await tx.teams.all()
    [question_id] = choice.ids(ItemKind.QUESTION)
    told = [wins[key] for key in choice.ids(ItemKind.WIN) if key in wins]
    passed_on = [practices[key] for key in choice.ids(ItemKind.PRACTICE) if key in practices]
    seen = [win for win in told if sight.reaches(win.audience, win.channel_id)]
    return Digest(
        channel_id=choice.channel_id,
        week=choice.week,
        reach=reach,
        outcomes=tuple(f for key in said[0] if (f := followed.get(key)) and f.became in SAID),
        waiting=next((f for key in said[1] if (f := followed.get(key)) and f.is_open), None),
        wins=tuple(seen),
        practices=tuple(p for p in passed_on if sight.reaches(p.audience, p.channel_id)),
        question=await question_of(tx, question_id) if question_id else None,
        shared={win.win_id: tuple(t.name for t in carried_by(win.people, teams)) for win in seen},
    )


def _is_after(shown_at: datetime | None, closed_at: datetime | None) -> bool:
    return shown_at is not None and closed_at is not None and shown_at >= closed_at
