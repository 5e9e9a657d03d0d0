"""Serving: wins and trials that name the objective they serve; its card tells them."""

from datetime import datetime

from bot.domain.notices import Notice, NoticeKind
from bot.domain.objectives import Objective, ObjectiveElsewhere
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.wins import Win
from storage.transactions import TeamTransaction

MOST_TOLD = 5
"""How many of each a card tells: the latest."""


async def check_serves(tx: TeamTransaction, objective_id: str, channel_id: str) -> None:
    """Raise ObjectiveElsewhere unless a channel's team works towards this objective now.

    What is told in one channel never names what was agreed in another, which may be private.
    """
    objective = await tx.objectives.get(objective_id)
    if (
        objective is None
        or objective.channel_id != channel_id
        or objective.stage is not Stage.RUNNING
    ):
        raise ObjectiveElsewhere


async def follow(tx: TeamTransaction, served: Win | Trial, at: datetime) -> None:
    """Let the card of the objective that something serves tell it as it is now."""
    objective = await tx.objectives.get(served.objective_id) if served.objective_id else None
    if objective is not None:
        await tx.add(_retold(objective, served, at))


async def served_by(tx: TeamTransaction, objective: Objective) -> list[Win | Trial]:
    """Return what serves an objective and is told in its channel, in the order it happened."""
    found: list[Win | Trial] = [
        *(await tx.wins.serving(objective.objective_id))[:MOST_TOLD],
        *(await tx.trials.serving(objective.objective_id))[-MOST_TOLD:],
    ]
    here = [each for each in found if each.channel_id == objective.channel_id]
    return sorted(here, key=_began_at)


def _began_at(served: Win | Trial) -> datetime:
    return served.told_at if isinstance(served, Win) else served.proposed_at


def _retold(objective: Objective, served: Win | Trial, at: datetime) -> Notice:
    return Notice(
        team_id=objective.team_id,
        key=f"{objective.subject}:{served.subject}:v{served.version}",
        kind=NoticeKind.OBJECTIVE_CARD,
        subject=objective.subject,
        not_before=at,
        channel_id=objective.channel_id,
        edits=True,
        payload={"about": objective.subject},
    )
