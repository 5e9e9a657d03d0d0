"""What a digest tells: chosen by the rules of fairness, and read again as it stands."""

from collections.abc import Iterable, Mapping, Sequence
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
    Shown,
    items_of,
)
from bot.domain.fairness import remembered
from bot.domain.follow_ups import SAID, WAITS
from bot.domain.teams import Team, carried_by
from bot.domain.trials import Trial
from bot.domain.visibility import Audience, Sight
from bot.services.questions import question_of
from storage.transactions import TeamTransaction

Teams = Sequence[Team]


async def choose(
    tx: TeamTransaction, channel_id: str, week: str, reach: Reach, sight: Sight, teams: Teams
) -> Choice:
    """Return what a digest shows, in its order, as the rules of fairness choose it."""
    since = {ItemKind.FOLLOW_UP: reach.since, ItemKind.QUESTION: reach.until - ASKED_WITHIN}
    shown = await tx.digests.shown(channel_id, since, reach.until - LONG_AGO)
    found = await tx.digests.candidates(channel_id, reach.whole, sight)
    memory = remembered(shown.people, teams)
    items = (
        *await _followed_up(tx, channel_id, reach, shown),
        *items_of(found, memory, reach.until),
        await _question(tx, channel_id, shown),
    )
    return Choice(tx.team_id, channel_id, week, items, reach.until)


async def _followed_up(
    tx: TeamTransaction, channel_id: str, reach: Reach, shown: Shown
) -> Iterable[Item]:
    """Return what came of what was said, then what has waited longest, if it has for weeks."""
    found = await tx.follow_ups.to_tell(channel_id, reach.news, reach.until - WAITS)
    told_at = shown.items[ItemKind.FOLLOW_UP]
    waiting = [each for each in found if each.is_open]
    return [
        *(
            Item(ItemKind.FOLLOW_UP, each.follow_up_id)
            for each in found
            # One that was opened again since it was shown is news again.
            if not each.is_open and not _is_after(told_at.get(each.follow_up_id), each.closed_at)
        ),
        *(Item(ItemKind.WAITING, each.follow_up_id) for each in waiting[:1]),
    ]


async def _question(tx: TeamTransaction, channel_id: str, shown: Shown) -> Item:
    """Return the question that ends a digest; without an id where all are set aside."""
    choice = await tx.questions.choice(channel_id)
    asked_at = dict(choice.asked_at)
    for key, at in shown.items[ItemKind.QUESTION].items():
        asked_at[key] = max(at, asked_at.get(key, at))
    question = replace(choice, asked_at=asked_at).next_to_take_along()
    return Item(ItemKind.QUESTION, question.question_id if question else "")


async def compose(
    tx: TeamTransaction, choice: Choice, reach: Reach, sight: Sight, teams: Teams
) -> Digest:
    """Return what was chosen as it stands now."""
    wins = await tx.wins.several(choice.ids(ItemKind.WIN))
    practices = await tx.practices.several(choice.ids(ItemKind.PRACTICE))
    concluded, begun = choice.ids(ItemKind.TRIAL_CONCLUDED), choice.ids(ItemKind.TRIAL_BEGUN)
    tried = await tx.trials.several({*concluded, *begun})
    said = choice.ids(ItemKind.FOLLOW_UP), choice.ids(ItemKind.WAITING)
    followed = await tx.follow_ups.several([*said[0], *said[1]])
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
        concluded=_tried(tried, concluded, sight),
        begun=_tried(tried, begun, sight),
        question=await question_of(tx, question_id) if question_id else None,
        shared={win.win_id: tuple(t.name for t in carried_by(win.people, teams)) for win in seen},
    )


def _tried(
    trials: Mapping[str, Trial], trial_ids: Iterable[str], sight: Sight
) -> tuple[Trial, ...]:
    """Return trials in their order, without those that are not to be read there any more."""
    known = [trials[trial_id] for trial_id in trial_ids if trial_id in trials]
    return tuple(each for each in known if sight.reaches(Audience.READERS, each.channel_id))


def _is_after(shown_at: datetime | None, closed_at: datetime | None) -> bool:
    return shown_at is not None and closed_at is not None and shown_at >= closed_at
