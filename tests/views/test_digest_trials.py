"""Trials as prose in a digest: what began, what was concluded and what it taught."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.digests import Digest, Reach
from bot.domain.trials import Conclusion, Trial
from bot.i18n import translator
from bot.views.digests import digest_message

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
NAMES = {"U1": "Ana Morel", "U2": "Tom & Co"}

BEGUN = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Rappeler les devis\npar texto",
    why="",
    signs="",
    needs="",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=FRIDAY,
    due_at=None,
)
KEPT = replace(
    BEGUN,
    change="Le stand sans écran",
    people=("U1",),
    channel_id="C2",
    conclusion=Conclusion.KEPT,
    lesson="On parle mieux debout.",
)


def prose(language: str, **more: Any) -> str:
    reach = Reach(FRIDAY - WEEK, FRIDAY - WEEK, FRIDAY)
    told = Digest("C1", "2026-W48", reach, wins=(), practices=(), question=None, **more)
    return digest_message(translator(language), told, NAMES).text.replace("\u00a0", " ")


def test_what_was_concluded_comes_before_what_began() -> None:
    assert prose("en", concluded=(KEPT,), begun=(BEGUN,)) == (
        "Where the week took us\n\n"
        ":seedling: *Le stand sans écran*\n"
        "It stays with us from now on. What it taught: On parle mieux debout.\n"
        "_Ana Morel_ · <#C2>\n\n"
        ":seedling: *Rappeler les devis par texto*\n"
        "It began: we try it until Friday, December 18.\n"
        "_Ana Morel and Tom &amp; Co_"
    )


def test_it_is_told_in_french_too() -> None:
    assert prose("fr", concluded=(KEPT,), begun=(BEGUN,)) == (
        "Là où la semaine nous a menés\n\n"
        ":seedling: *Le stand sans écran*\n"
        "On continue comme ça. La leçon : On parle mieux debout.\n"
        "_Ana Morel_ · <#C2>\n\n"
        ":seedling: *Rappeler les devis par texto*\n"
        "C’est parti : on l’essaie jusqu’au vendredi 18 décembre.\n"
        "_Ana Morel et Tom &amp; Co_"
    )


@pytest.mark.parametrize("conclusion", Conclusion)
def test_several_are_not_told_in_the_same_words(conclusion: Conclusion) -> None:
    trials = tuple(
        replace(KEPT, change=change, conclusion=conclusion) for change in ("A", "B", "C")
    )
    became = [part.split("\n")[1] for part in prose("fr", concluded=trials).split("\n\n")[1:]]
    assert len(set(became)) == len(became) == 3
    assert all(line.endswith("On parle mieux debout.") for line in became)
