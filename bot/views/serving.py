"""What serves an objective, in words: the field that names it, the small line of a card."""

from collections.abc import Sequence

from bot.domain.objectives import Objective
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import kit
from bot.views.submissions import Submission

SHOWN = 120
"""So much of what serves an objective, or of its aim, is told in one line."""
NONE = "none"
MOST_CHOICES = 99
"""Slack offers a hundred choices; one of them is none."""


def on_one_line(words: str) -> str:
    """Return people's words, escaped, in one short line."""
    return kit.escape_within(" ".join(words.split()), SHOWN)


def aim_line(objective: Objective) -> str:
    """Return what an objective aims for, escaped, in one short line."""
    return on_one_line(objective.aim)


def serves_input(
    t: Translator, form: str, objectives: Sequence[Objective], chosen: str = ""
) -> list[kit.Block]:
    """Return the field that names the objective something serves; none where there is no choice."""
    if not objectives:
        return []
    shown = {
        each.objective_id: shortened(" ".join(each.aim.split()), 75)
        for each in objectives[:MOST_CHOICES]
    }
    options = [(NONE, t("None in particular")), *shown.items()]
    field = kit.choice_input(
        form,
        "objective",
        t("Which objective does it serve?"),
        options,
        initial=chosen if chosen in shown else NONE,
    )
    return [{**field, "optional": True}]


def read_served(submission: Submission) -> str | None:
    """Return the objective that a form names; empty for none, None where it did not ask."""
    chosen = submission.choice("objective")
    return ("" if chosen == NONE else chosen) if chosen else None


def served_line(t: Translator, objective: Objective) -> str:
    """Return the small words of a card that name the objective it serves."""
    return t("For our objective: {aim}", aim=aim_line(objective))
